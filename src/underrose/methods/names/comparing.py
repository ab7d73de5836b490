"""How alike two names are, and why.

The words of both are laid side by side in their order, or with the family name moved to the other end. A word may answer
two of the other name (Jean-Pierre, Jeanpierre). The worst pair of words counts most: names of a family differ in one.
Source: the alignment of Needleman and Wunsch over words; costs in `sounds`; weights set on the labelled pairs.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from underrose.methods.names.parts import Name, Part, taken_apart
from underrose.methods.names.sounds import are_variants, distance, first, sound

ALIKE = 0.85
"""From here on two names are taken for one person's until somebody has looked."""


class Reason(StrEnum):
    """Why two people may be one. The value is the sentence for a reader."""

    same = "the same name"
    accents = "the same but for accents, capitals or marks"
    script = "the same name in another script"
    order = "the same parts in another order"
    spelling = "another spelling"
    variant = "a customary variant of the name"
    initial = "an initial stands for a name"
    gender = "the surname has its other ending"
    missing = "a part of the name is left out"
    particle = "small words such as “al” or “van” differ"
    titled = "one has a title"
    email = "the same e-mail address"
    telephone = "the same telephone number"
    organisation = "the same organisation"


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0 (nothing in common) to 1 (the same name), and what the two have in common or not."""

    score: float
    reasons: tuple[Reason, ...] = ()


_NOTHING = Likeness(0.0)
_MISSING, _BOUND, _PARTICLE, _TURNED, _BOTH = 0.05, 0.17, 0.01, 0.02, 0.3
_LEFT_OUT = frozenset({Reason.missing})
_INITIAL = 0.02
_ARTICLE = re.compile("(?:[ae]l|von|van(?:de[nr]?)?)(?=.{4})")
"""Written together with the name: Alzahrani, Vandenberg."""
_AGAINST = 0.45
"""Below this two words are not one word written twice."""


class _Laid(NamedTuple):
    """Words laid side by side so far: what they are worth, how many full words met, the worst and the sum."""

    met: int = 0
    initials: int = 0
    worst: float = 1.0
    total: float = 0.0
    lost: float = 0.0
    skipped: int = 0
    """Bits: a full word of the first name was left out (1), one of the second (2)."""
    reasons: frozenset[Reason] = frozenset()

    @property
    def score(self) -> float:
        count = self.met + self.initials
        if self.met == 0 or count < 2:  # noqa: PLR2004 # one word in common makes no person
            return 0.0
        lost = self.lost + (_BOTH if self.skipped == 3 else 0.0)  # noqa: PLR2004 # both bits
        return max(0.0, 0.7 * self.worst + 0.3 * self.total / count - lost)

    @property
    def promise(self) -> float:
        return self.total - self.lost


def likeness(one: str, other: str) -> Likeness:
    """How alike two names are, whatever their scripts. Symmetric; titles count for nothing. Never raises.

    About 50 µs for names of two to three words; words met before are remembered.
    """
    return alike(taken_apart(one), taken_apart(other))


def alike(one: Name, other: Name) -> Likeness:
    """`likeness` of names already taken apart."""
    if not one.parts or not other.parts:
        return _NOTHING
    told = {Reason.titled} if one.had_title != other.had_title else set()
    if one.folded == other.folded:
        return Likeness(1.0, (Reason.same, *told))
    if (len(one.parts), one.folded) > (len(other.parts), other.folded):
        one, other = other, one
    if not _may_meet(one.parts, other.parts):
        return _NOTHING
    best = _best(one, other)
    score = best.score
    if score <= 0 and len(one.parts) == len(other.parts) == 1:
        worth, why = meeting(one.parts[0], other.parts[0])
        score, best = worth, _Laid(1, 0, worth, worth, reasons=frozenset(why))
    if score <= 0:
        return _NOTHING
    if one.particles != other.particles:
        told.add(Reason.particle)
        score -= _PARTICLE
    told |= best.reasons
    if one.is_latin != other.is_latin:
        told.add(Reason.script)
    if not told - {Reason.titled}:
        told.add(Reason.accents)
    return Likeness(round(min(score, 0.99), 3), tuple(reason for reason in Reason if reason in told))


def _may_meet(one: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    """A quick look: if the shorter name has two words, both must meet one of the other's, or nothing comes of it."""
    if len(one) != 2:  # noqa: PLR2004 # the usual case
        return True
    return all(
        any(meeting(part, across)[0] >= _AGAINST for across in other)
        or any(meeting(part, joined(*two))[0] >= _AGAINST for two in pairwise(other) if len(other) > 2)  # noqa: PLR2004 # two words joined leave none for the second
        for part in one
    )


def _best(one: Name, other: Name) -> _Laid:
    best = _aligned(one.parts, other.parts)
    if one.has_order and other.has_order:
        return best
    for turn in range(1, len(one.parts)):
        turned = _aligned(one.parts[turn:] + one.parts[:turn], other.parts)
        if turned.score - _TURNED > best.score:
            best = turned._replace(lost=turned.lost + _TURNED, reasons=turned.reasons | {Reason.order})
    return best


def _aligned(one: tuple[Part, ...], other: tuple[Part, ...]) -> _Laid:
    """The best way to lay the words of one beside the other's, both in their order."""
    table: dict[tuple[int, int], _Laid] = {(0, 0): _Laid()}
    for at in range(len(one) + 1):
        for place in range(len(other) + 1):
            here = [table[at, place]] if (at, place) in table else []
            if at:
                here.append(_skipped(table[at - 1, place], one[at - 1], 1))
            if place:
                here.append(_skipped(table[at, place - 1], other[place - 1], 2))
            if at and place:
                here += _met(table, one, other, at, place)
            table[at, place] = max(here, key=lambda laid: laid.promise)
    return table[len(one), len(other)]


def _met(
    table: dict[tuple[int, int], _Laid], one: tuple[Part, ...], other: tuple[Part, ...], at: int, place: int
) -> list[_Laid]:
    found = [_beside(table[at - 1, place - 1], *meeting(one[at - 1], other[place - 1]))]
    if at > 1 and not other[place - 1].is_initial:
        found.append(
            _beside(table[at - 2, place - 1], *meeting(joined(one[at - 2], one[at - 1]), other[place - 1]))
        )
    if place > 1 and not one[at - 1].is_initial:
        found.append(
            _beside(
                table[at - 1, place - 2], *meeting(one[at - 1], joined(other[place - 2], other[place - 1]))
            )
        )
    return [laid for laid in found if laid is not None]


def _beside(laid: _Laid, worth: float, why: tuple[Reason, ...]) -> _Laid | None:
    if worth < _AGAINST:
        return None
    is_initial = Reason.initial in why
    return _Laid(
        laid.met + (not is_initial),
        laid.initials + is_initial,
        min(laid.worst, worth),
        laid.total + worth,
        laid.lost,
        laid.skipped,
        laid.reasons.union(why),
    )


def _skipped(laid: _Laid, part: Part, side: int) -> _Laid:
    lost = _INITIAL if part.is_initial else _BOUND if part.is_bound else _MISSING
    return _Laid(
        laid.met, laid.initials, laid.worst, laid.total, laid.lost + lost, laid.skipped | side,
        laid.reasons | _LEFT_OUT,
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def joined(one: Part, other: Part) -> Part:
    word = one.word + other.word
    return Part(word, sound(word), one.is_bound, is_initial=False, is_bare=one.is_bare)


@lru_cache(maxsize=200_000)
def meeting(one: Part, other: Part) -> tuple[float, tuple[Reason, ...]]:
    """How alike two words are, from 0 to 1, and why; remembered."""
    return met(one, other)


def met(one: Part, other: Part) -> tuple[float, tuple[Reason, ...]]:
    """`meeting` for whoever remembers it otherwise."""
    if one.word == other.word:
        return (0.8, (Reason.initial,)) if one.is_initial else (1.0, ())
    if one.is_initial or other.is_initial:
        return (0.88, (Reason.initial,)) if _starts_alike(one, other) else (0.0, ())
    if one.heard == other.heard and sound(one.word) != sound(other.word):
        return 0.97, (Reason.gender,)
    if one.heard == other.heard:
        return 0.99, (Reason.spelling,)
    if are_variants(one.word, other.word):
        return 0.94, (Reason.variant,)
    is_bare = one.is_bare != other.is_bare
    worth = _worth(one.heard, other.heard, is_bare=is_bare)
    short, long = sorted((one.heard, other.heard), key=len)
    if (found := _ARTICLE.match(long)) and not short.startswith(found.group()):
        worth = max(worth, 0.98 * _worth(short, long[found.end() :], is_bare=is_bare))
    return worth, (Reason.spelling,)


def _worth(one: str, other: str, *, is_bare: bool) -> float:
    scale = 1.6 + max(len(one), len(other)) / 5
    return max(0.0, 1 - distance(one, other, scale * (1 - _AGAINST), is_bare=is_bare) / scale)


def _starts_alike(one: Part, other: Part) -> bool:
    return one.word[0] == other.word[0] or (
        one.is_initial != other.is_initial
        and first(one.heard) == first(other.heard)
        and one.word[0] not in "aeiou"
    )
