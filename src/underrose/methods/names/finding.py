"""Who in a long list may be one person, without comparing everybody with everybody, and in bounded time whatever the list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from underrose.methods.names.comparing import ALIKE, Likeness, Reason
from underrose.methods.names.searching import Search
from underrose.methods.names.someone import Known, Someone, best, judged, known

REPORTED = 500
"""Pairs of one list that are told, unless more are asked for: more than anybody looks through."""
_BACKING = frozenset({Reason.email, Reason.telephone, Reason.organisation})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, by their keys in the order of the list."""

    one: str
    other: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The most alike first. `is_cut`: there may be more, for they were too many to compare them all or to tell them all."""

    found: tuple[Pair, ...]
    is_cut: bool = False

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def likeliest(self, most: int = REPORTED) -> "Pairs":
        """So many of them: first of all those of whom more than the name is the same."""
        if len(self.found) <= most:
            return self
        first = sorted(self.found, key=lambda pair: _BACKING.isdisjoint(pair.reasons))[:most]
        return Pairs(tuple(sorted(first, key=_rank)), is_cut=True)


def compared(one: Someone, other: Someone) -> Likeness:
    """How alike two people are: by the best of their names, by address and telephone.

    The same address or telephone is strong evidence, but never alone: an office shares both. So it raises the likeness
    of names that have something in common, and leaves those of others where it was but for a mention.
    """
    mine, theirs = known(one), known(other)
    return judged(best(mine.names, theirs.names), mine, theirs)


def pairs(people: Iterable[Someone], threshold: float = ALIKE, most: int | None = REPORTED) -> Pairs:
    """Candidate pairs at or above the threshold; the likeliest `most`, first of all those of whom more than the name is the same.

    Only those who share a blocking key, an address or a telephone are compared. In a crowd (more than forty of one key, name or
    address) everybody is laid beside the first and beside those nearest to them. 5,000 people take at most about three seconds.
    """
    return _told([known(one) for one in people], threshold, None, most)


def against(
    people: Iterable[Someone], others: Iterable[Someone], threshold: float = ALIKE, most: int | None = None
) -> Pairs:
    """Pairs of one of `people` (`one`) with one of `others` (`other`), as `pairs` finds them; none within a list."""
    here = [known(one) for one in people]
    return _told([*here, *(known(one) for one in others)], threshold, len(here), most)


def sharing(people: Iterable[Someone], others: Iterable[Someone], threshold: float = ALIKE) -> Pairs:
    """Pairs of one of `people` with one of `others` who share an address, a number or an organisation: every one of them.

    For where nobody may be missed: no crowd is thinned out and no effort ends it. It takes about 50 µs for each two who share
    something, so one of the lists is to be short.
    """
    here = [known(one) for one in people]
    by_evidence: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(here):
        for evidence in _evidence(one):
            by_evidence[evidence].append(place)
    found = []
    for other in map(known, others):
        for place in sorted({at for evidence in _evidence(other) for at in by_evidence.get(evidence, ())}):
            one = here[place]
            likeness = judged(best(one.names, other.names), one, other)
            if likeness.score >= threshold:
                found.append(Pair(one.key, other.key, likeness.score, likeness.reasons))
    return Pairs(tuple(sorted(found, key=_rank)))


def _evidence(one: Known) -> Iterator[str]:
    yield from (f"@{email}" for email in one.emails)
    yield from (f"+{number}" for number in one.telephones)
    if one.organisation:
        yield f"={one.organisation}"


def _told(people: Sequence[Known], threshold: float, border: int | None, most: int | None) -> Pairs:
    search = Search(people, threshold, border)
    found = [
        Pair(people[one].key, people[other].key, likeness.score, likeness.reasons)
        for (one, other), likeness in search.run().items()
    ]
    told = Pairs(tuple(sorted(found, key=_rank)), search.is_cut)
    return told if most is None else told.likeliest(most)


def _rank(pair: Pair) -> tuple[float, str, str]:
    return -pair.score, pair.one, pair.other
