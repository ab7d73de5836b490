"""The search for people who may be one. Names written alike are compared once for everybody who bears them.

First those who share an address or number, then those whose names share a key, the rarest keys first, until the effort
is spent. Of many who bear one name each is laid beside the first of them, and beside those of the same organisation.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from underrose.methods.names.blocking import CROWD, keys_of, side_by_side, with_the_first
from underrose.methods.names.comparing import Likeness
from underrose.methods.names.effort import MOST, Effort
from underrose.methods.names.parts import Name
from underrose.methods.names.sieve import Sieve
from underrose.methods.names.someone import Known, best, judged, least_of_names

Two = tuple[int, int]
_JUDGED, _SEEN, _COMPARED, _CELL = 5, 1, 10, 3
"""Steps: for two people, for two groups that share a key, for two names, and for two of their words in one order."""
_ROUNDING = 0.0006
_HOUSE = 8
"""Of more than these with one name and one organisation, among a crowd, each is laid beside the first alone."""
_SHARES = (0.15, 0.7, 0.15)
"""Of the effort: for those who share an address, for names, for those who bear names that are alike."""


class Search:
    """Of one list, or (with a border) of those before it against those from it on. Everybody goes by their place."""

    def __init__(
        self, people: Sequence[Known], threshold: float, border: int | None = None, steps: int = MOST
    ) -> None:
        self.people = people
        self.threshold = threshold
        self.border = border
        self.by_address, self.by_name, self.by_bearer = (Effort(int(steps * share)) for share in _SHARES)
        self.effort = self.by_address
        self.groups: list[list[int]] = []
        self.group_of: list[int] = []
        self.keys: list[frozenset[str]] = []
        self.likeness: dict[Two, Likeness] = {}
        self.found: dict[Two, Likeness] = {}
        self._group()

    def run(self) -> dict[Two, Likeness]:
        """Everybody who reaches the threshold, by their places."""
        self._judge(self._by_evidence())
        self.effort = self.by_name
        groups = sorted(self._by_names(), key=lambda two: -self.likeness[two].score)
        self.effort = self.by_bearer
        self._judge(pair for two in groups for pair in self._bearing(two))
        return {two: likeness for two, likeness in self.found.items() if likeness.score >= self.threshold}

    @property
    def is_cut(self) -> bool:
        """Whether there were too many to look at them all."""
        return any(effort.is_spent for effort in (self.by_address, self.by_name, self.by_bearer))

    def _group(self) -> None:
        numbers: dict[tuple[Name, ...], int] = {}
        for place, one in enumerate(self.people):
            number = numbers.setdefault(one.names, len(self.groups))
            if number == len(self.groups):
                self.groups.append([])
                self.keys.append(keys_of(one.names))
            self.groups[number].append(place)
            self.group_of.append(number)

    def _names(self, group: int) -> tuple[Name, ...]:
        return self.people[self.groups[group][0]].names

    def _judge(self, pairs: Iterable[Two]) -> None:
        """Weigh pairs of people, until the effort is spent."""
        for two in pairs:
            self.effort.spend(_SEEN if two in self.found else _JUDGED)
            if self.effort.is_spent:
                return
            if two not in self.found:
                one, other = two
                by_name = self._alike(self.group_of[one], self.group_of[other])
                self.found[two] = judged(by_name, self.people[one], self.people[other])

    def _alike(self, one: int, other: int) -> Likeness:
        two = (one, other) if one <= other else (other, one)
        if two not in self.likeness:
            mine, theirs = self._names(two[0]), self._names(two[1])
            self.effort.spend(sum(_cost(name, across) for name in mine for across in theirs))
            self.likeness[two] = best(mine, theirs)
        return self.likeness[two]

    def _by_evidence(self) -> Iterator[Two]:
        """People with the same address or number; of a crowd with one (an office) also those whose names share a key."""
        blocks = _blocks(range(len(self.people)), self._evidence)
        for block in sorted(blocks, key=len):
            yield from with_the_first(block, self.border)
            if len(block) > CROWD:
                for rarer in _blocks(block, lambda place: self.keys[self.group_of[place]]):
                    yield from with_the_first(rarer, self.border)

    def _evidence(self, place: int) -> list[str]:
        one = self.people[place]
        return [*(f"@{email}" for email in one.emails), *(f"+{number}" for number in one.telephones)]

    def _by_names(self) -> Iterator[Two]:
        """Groups whose names are alike enough, each with itself first."""
        least = least_of_names(self.threshold) - _ROUNDING
        sieve = Sieve(least, self.effort)
        shapes = [[sieve.shape(name) for name in self._names(group)] for group in range(len(self.groups))]
        in_order = sorted(range(len(self.groups)), key=self._sounding)
        for group in in_order:
            if len(self.groups[group]) > 1 and self._alike(group, group).score >= least:
                yield group, group
        seen: set[int] = set()
        for two in side_by_side(_blocks(in_order, self.keys.__getitem__)):
            self.effort.spend(_SEEN)
            one, other = two
            key = one * len(self.groups) + other
            if self.effort.is_spent:
                return
            if key in seen or not self._crosses(two):
                continue
            seen.add(key)
            if sieve.lets_through(shapes[one], shapes[other]) and self._alike(one, other).score >= least:
                yield two

    def _sounding(self, group: int) -> str:
        return " ".join(sorted(part.heard for name in self._names(group)[:1] for part in name.parts))

    def _crosses(self, two: Two) -> bool:
        """Whether one group has people of the first list and the other of the second."""
        if self.border is None:
            return True
        one, other = self.groups[two[0]], self.groups[two[1]]
        return (one[0] < self.border <= other[-1]) or (other[0] < self.border <= one[-1])

    def _bearing(self, two: Two) -> Iterator[Two]:
        """People of two groups, or of one."""
        one, other = self.groups[two[0]], self.groups[two[1]]
        everybody = one if one is other else sorted([*one, *other])
        yield from self._of_two(two, with_the_first(everybody, self.border))
        if len(everybody) > CROWD:
            for house in _blocks(everybody, self._house):
                yield from self._of_two(two, with_the_first(house, self.border, _HOUSE))

    def _house(self, place: int) -> list[str]:
        return [house] if (house := self.people[place].organisation) else []

    def _of_two(self, two: Two, pairs: Iterator[Two]) -> Iterator[Two]:
        """Pairs of different groups, unless there is but one."""
        if two[0] == two[1]:
            return pairs
        return (pair for pair in pairs if self.group_of[pair[0]] != self.group_of[pair[1]])


def _blocks(places: Iterable[int], keys: Callable[[int], Iterable[str]]) -> list[list[int]]:
    """Those who share a key, in the order given; nobody alone."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for key in keys(place):
            blocks[key].append(place)
    return [block for block in blocks.values() if len(block) > 1]


def _cost(one: Name, other: Name) -> int:
    """Of comparing two names: their words are laid side by side in every order."""
    few, many = sorted((len(one.parts), len(other.parts)))
    return _COMPARED + _CELL * few * (few + 1) * (many + 1)
