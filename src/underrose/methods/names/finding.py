"""Who in a long list may be one person, without comparing everybody with everybody."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from underrose.methods.names.comparing import ALIKE, Likeness, Reason, alike
from underrose.methods.names.parts import Name, Part, bones, taken_apart
from underrose.methods.names.writing import fold, german

CROWD = 40
"""A key that more people share says nothing; they are compared by their other keys."""
_STRONG = frozenset("@+=")
"""Starts of keys that say much all the same (address, telephone, whole name): a crowd is compared with its first."""
_DIGITS = 8
_JOINED = re.compile("^(?:[ae]l|von|van(?:de[nr]?)?)(?=.{4})")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as far as comparing goes. `names` are all writings of the name, the native one too."""

    key: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, by their keys in the order of the list."""

    one: str
    other: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    place: int
    key: str
    names: tuple[Name, ...]
    emails: frozenset[str]
    telephones: frozenset[str]
    organisation: str
    keys: frozenset[str]


def keys(name: str) -> frozenset[str]:
    """Blocking keys: people whose names share none are never compared. Five to thirty for a usual name.

    A key is the consonants of one word with the first sound of another, so that one word may be spelt quite differently
    or be an initial.
    """
    writings = [name, *([other] if (other := german(name)) else [])]
    return frozenset(key for writing in writings for key in _keys(taken_apart(writing)))


def _keys(name: Name) -> Iterable[str]:
    parts = name.parts[:6]
    yield "=" + " ".join(sorted(bones(part)[0] for part in parts))
    for at, part in enumerate(parts):
        if part.is_initial:
            continue
        for bone in _bones(part, parts[at + 1 : at + 2]):
            for place, other in enumerate(parts):
                if place != at:
                    yield from (f"{bone}:{start}" for start in _starts(other))


def _starts(part: Part) -> tuple[str, ...]:
    """J sounds as in Julia, or as in Jamal."""
    start = bones(part)[1]
    return (start, "s") if part.heard.startswith("j") else (start,)


def _bones(part: Part, following: Sequence[Part]) -> set[str]:
    """The consonants of a word, without an article written together with it, and joined to the next word."""
    found = {bones(part)[0]}
    if _JOINED.match(part.heard):
        found.add(bones(Part(part.word, _JOINED.sub("", part.heard)))[0])
    found |= {bones(Part("", part.heard + other.heard))[0] for other in following if not other.is_initial}
    return found


def compared(one: Someone, other: Someone) -> Likeness:
    """How alike two people are: by the best of their names, by address and telephone.

    The same address or telephone is strong evidence, but never alone: an office shares both. So it raises the likeness
    of names that have something in common, and leaves those of others where it was but for a mention.
    """
    return _compared(_known(one, 0), _known(other, 1))


def pairs(people: Iterable[Someone], threshold: float = ALIKE) -> tuple[Pair, ...]:
    """Candidate pairs at or above the threshold, the most alike first.

    About linear in the number of people: only those who share a blocking key, an address or a telephone are compared.
    """
    known = [_known(one, place) for place, one in enumerate(people)]
    found = []
    for at, place in sorted(_candidates(known)):
        one, other = known[at], known[place]
        likeness = _compared(one, other)
        if likeness.score >= threshold:
            found.append(Pair(one.key, other.key, likeness.score, likeness.reasons))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other)))


def against(
    people: Iterable[Someone], others: Iterable[Someone], threshold: float = ALIKE
) -> tuple[Pair, ...]:
    """Pairs of one of `people` (`one`) with one of `others` (`other`), as `pairs` finds them; none within a list."""
    here = [_known(one, place) for place, one in enumerate(people)]
    there = [_known(one, place) for place, one in enumerate(others, len(here))]
    known = [*here, *there]
    found = []
    for at, place in sorted(_candidates(known, border=len(here))):
        likeness = _compared(known[at], known[place])
        if likeness.score >= threshold:
            found.append(Pair(known[at].key, known[place].key, likeness.score, likeness.reasons))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other)))


def digits(telephone: str) -> str:
    """The end of a telephone number, by which two writings of it are compared; empty if it is too short to tell."""
    found = re.sub(r"\D", "", telephone)
    return found[-_DIGITS:] if len(found) >= _DIGITS else ""


def _known(one: Someone, place: int) -> _Known:
    emails = frozenset(email.strip().casefold() for email in one.emails if email.strip())
    telephones = frozenset(found for number in one.telephones if (found := digits(number)))
    writings = [name for name in one.names if name.strip()]
    writings += [other for name in writings if (other := german(name))]
    blocks = {key for name in writings for key in _keys(taken_apart(name))}
    blocks |= {f"@{email}" for email in emails} | {f"+{number}" for number in telephones}
    return _Known(
        place,
        one.key,
        tuple(taken_apart(name) for name in dict.fromkeys(writings)),
        emails,
        telephones,
        fold(one.organisation),
        frozenset(blocks),
    )


def _candidates(known: Sequence[_Known], border: int | None = None) -> set[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for one in known:
        for key in one.keys:
            blocks[key].append(one.place)
    found: set[tuple[int, int]] = set()
    for key, places in blocks.items():
        if len(places) <= CROWD:
            near: Iterable[tuple[int, int]] = combinations(places, 2)
        elif key[0] in _STRONG:
            near = ((places[0], place) for place in places[1:])
        else:
            continue
        found.update(pair for pair in near if border is None or pair[0] < border <= pair[1])
    return found


def _compared(one: _Known, other: _Known) -> Likeness:
    best = max(
        (alike(mine, theirs) for mine in one.names for theirs in other.names),
        key=lambda likeness: likeness.score,
        default=Likeness(0.0),
    )
    told = list(best.reasons)
    score = best.score
    evidence = 0.0
    if one.emails & other.emails:
        told.append(Reason.email)
        evidence += 0.7
    if one.telephones & other.telephones:
        told.append(Reason.telephone)
        evidence += 0.4
    if one.organisation and one.organisation == other.organisation:
        told.append(Reason.organisation)
        evidence += 0.1 if score >= _SOMETHING else 0.0
    if score >= _SOMETHING or not (one.names and other.names):
        score += (1 - score) * min(evidence, 0.95)
    return Likeness(round(score, 3), tuple(told))


_SOMETHING = 0.5
"""From here on two names have something in common."""
