"""A quick look whether two names can be as alike as is asked. It never turns away a pair that `alike` would find.

Every word met before is remembered, so that among few words of many people it costs next to nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple

from underrose.methods.names.comparing import joined, met
from underrose.methods.names.effort import Effort
from underrose.methods.names.parts import Name, Part

LOOSEST = 0.7
"""Below this, names that both leave out a word could be found; the sieve lets everything through."""
_PAIR, _WORDS, _CELLS, _JOIN = 2, 10, 12, 12
"""Steps: for a look at two names, at two words not met before, for so many of their letters, for two words written together."""
_ONCE = 4
"""So many words of two names are looked up in one step."""


_BITS = 32


class _Shape(NamedTuple):
    """A name as the numbers of its words."""

    folded: str
    words: tuple[int, ...]
    parts: tuple[Part, ...]


class Sieve:
    """For names that reach `least`."""

    def __init__(self, least: float, effort: Effort) -> None:
        self.effort = effort
        self.is_open = least <= LOOSEST
        # The worst word counts 0.7, the average 0.3; a single word counts whole. The thousandth is for rounding.
        self.worst = (least - 0.301) / 0.7
        self.numbers: dict[Part, int] = {}
        self.words: list[Part] = []
        self.near: dict[int, bool] = {}
        self.joins: dict[tuple[int, int], int] = {}

    def shape(self, name: Name) -> _Shape:
        """A name as `lets_through` takes it."""
        return _Shape(name.folded, tuple(map(self._number, name.parts)), name.parts)

    def lets_through(self, some: Sequence[_Shape], others: Sequence[_Shape]) -> bool:
        """Whether any of some writings can reach any of others."""
        return any(self._may_reach(one, other) for one in some for other in others)

    def _may_reach(self, one: _Shape, other: _Shape) -> bool:
        if self.is_open or one.folded == other.folded:
            return True
        sizes = (len(one.words), len(other.words))
        self.effort.spend(_PAIR + sizes[0] * sizes[1] // _ONCE)
        if min(sizes) < 2 and max(sizes) > 1:  # noqa: PLR2004 # one word in common makes no person
            return False
        if len(one.words) > len(other.words):
            one, other = other, one
        return self._is_whole(one, other) or (len(one.words) > 2 and self._is_whole(other, one))  # noqa: PLR2004 # two words leave none to skip

    def _is_whole(self, one: _Shape, other: _Shape) -> bool:
        """Whether every word of one meets something of the other."""
        return all(
            any(self._meet(word, across) for across in other.words) or self._meets_joined(at, one, other)
            for at, word in enumerate(one.words)
        )

    def _meets_joined(self, at: int, one: _Shape, other: _Shape) -> bool:
        """Whether a word meets two of the other, or is one of two that meet one; two of two leave none for a second word."""
        if len(other.words) > 2 and any(  # noqa: PLR2004
            self._meet(one.words[at], self._joined(place, other)) for place in range(len(other.words))
        ):
            return True
        return len(one.words) > 2 and any(  # noqa: PLR2004
            self._meet(self._joined(place % len(one.words), one), across)
            for place in (at - 1, at)
            for across in other.words
        )

    def _meet(self, one: int, other: int) -> bool:
        if one == other:
            return True
        # One number for two words: the collector of garbage looks at tuples again and again.
        key = one << _BITS | other if one < other else other << _BITS | one
        known = self.near.get(key)
        if known is None:
            known = self.near[key] = self._looked_at(self.words[one], self.words[other])
        return known

    def _looked_at(self, one: Part, other: Part) -> bool:
        self.effort.spend(_WORDS)
        worth = met(one, other)[0]
        if worth < self.worst and (len(one.heard) == len(other.heard) or one.is_initial or other.is_initial):
            worth = max(worth, met(other, one)[0])  # which of the two comes first counts then
        if worth > 0:
            self.effort.spend(len(one.heard) * len(other.heard) // _CELLS)
        return worth >= self.worst

    def _joined(self, place: int, shape: _Shape) -> int:
        """The number of a word written together with the next; the last goes with the first, for names may be turned."""
        after = (place + 1) % len(shape.words)
        key = shape.words[place], shape.words[after]
        if key not in self.joins:
            self.effort.spend(_JOIN)
            self.joins[key] = self._number(joined(shape.parts[place], shape.parts[after]))
        return self.joins[key]

    def _number(self, part: Part) -> int:
        number = self.numbers.setdefault(part, len(self.words))
        if number == len(self.words):
            self.words.append(part)
        return number
