"""Who did not get their first wish, and what keeps them from what they would rather, as values."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.allocation.breakouts.evenness import counts_of, speaks
from underrose.methods.allocation.breakouts.problem import ABSENT, Pair, Problem, Seats, pair
from underrose.methods.allocation.breakouts.quotas import band
from underrose.methods.allocation.breakouts.verification import groups_of, pairs_of, rank_got, ranks_of


class Barred(StrEnum):
    """What keeps somebody from a group they would rather sit in, the plainest reason first."""

    pinned = "pinned"
    language = "language"
    together = "together"
    """They sit with others, who sit elsewhere."""
    apart = "apart"
    """Somebody sits there from whom they are kept apart: not for every reader."""
    full = "full"
    small = "small"
    """Their own group would be too small without them."""
    duty = "duty"
    """Their group would lack, or the other have too many, of those who do something."""
    quota = "quota"
    """The groups would be less evenly mixed."""
    encounters = "encounters"
    """More people would meet again."""
    search = "search"


@dataclass(frozen=True, slots=True)
class Better:
    """A group somebody ranked higher than theirs, and what keeps them from it."""

    group: int
    rank: int
    why: Barred


@dataclass(frozen=True, slots=True)
class Disappointed:
    """Somebody who did not get their first wish: `rank` of the group they sit in, and the groups they would rather."""

    round: int
    person: int
    group: int
    rank: int
    better: tuple[Better, ...]


@dataclass(frozen=True, slots=True)
class _Seated:
    """One round, looked through once: every wish of it asks the same of it."""

    number: int
    groups: Mapping[int, tuple[int, ...]]
    pins: Mapping[int, frozenset[int]]
    """By person the groups in which they are to sit."""
    blocks: Mapping[int, tuple[frozenset[int], ...]]
    """By person those with whom they are to sit."""
    counts: Mapping[str, Counter[str]]
    """By attribute how many there are of each value."""

    @classmethod
    def of(cls, problem: Problem, seats: Seats, number: int) -> "_Seated":
        pins: dict[int, set[int]] = {}
        for pin in problem.pins:
            if pin.round == number:
                pins.setdefault(pin.person, set()).add(pin.group)
        blocks: dict[int, list[frozenset[int]]] = {}
        for block in problem.together:
            for person in block:
                blocks.setdefault(person, []).append(block)
        present = problem.present(number)
        return cls(
            number,
            groups_of(seats, number),
            {person: frozenset(groups) for person, groups in pins.items()},
            {person: tuple(found) for person, found in blocks.items()},
            {one.name: counts_of(one, present) for one in problem.attributes},
        )


def disappointed(problem: Problem, seats: Seats) -> Iterator[Disappointed]:
    shared: Counter[Pair] | None = None
    known: dict[int, _Seated] = {}
    for (number, person), ranks in ranks_of(problem).items():
        group = seats[number][person]
        if group == ABSENT or problem.rounds[number].held is not None:
            continue
        rank = rank_got(ranks, group)
        if rank <= min(ranks.values(), default=rank):
            continue
        shared = meetings_of(problem, seats) if shared is None else shared
        if number not in known:
            known[number] = _Seated.of(problem, seats, number)
        better = tuple(
            Better(other, wish, _why_barred(problem, known[number], person, (group, other), shared))
            for other, wish in sorted(ranks.items(), key=lambda one: (one[1], one[0]))
            if wish < rank
        )
        yield Disappointed(number, person, group, rank, better)


def meetings_of(problem: Problem, seats: Seats) -> Counter[Pair]:
    found = Counter(problem.met)
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            found.update(pairs_of(people))
    return found


def _why_barred(  # noqa: PLR0911 - one answer for each reason, in their order
    problem: Problem, seated: _Seated, person: int, move: tuple[int, int], meetings: Counter[Pair]
) -> Barred:
    here, group = move
    asked, number = problem.rounds[seated.number].groups, seated.number
    own, there = seated.groups[here], seated.groups.get(group, ())
    if seated.pins.get(person, frozenset()) - {group}:
        return Barred.pinned
    if not speaks(problem, number, group, person):
        return Barred.language
    if any(len(block.intersection(own)) > 1 for block in seated.blocks.get(person, ())):
        return Barred.together
    if any(pair(person, other) in problem.apart for other in there):
        return Barred.apart
    if len(there) >= asked[group].largest:
        return Barred.full
    if len(own) <= asked[here].smallest:
        return Barred.small
    if not _keeps_duties(problem, number, person, own, there):
        return Barred.duty
    if _off_after(problem, seated, person, own, there) > 0:
        return Barred.quota
    left = sum(meetings[pair(person, other)] - 1 for other in own if other != person)
    if sum(meetings[pair(person, other)] for other in there) > left:
        return Barred.encounters
    return Barred.search


def _keeps_duties(
    problem: Problem, number: int, person: int, own: tuple[int, ...], there: tuple[int, ...]
) -> bool:
    for duty in problem.duties:
        if person in duty.people and duty.holds_in(number):
            if len(duty.people.intersection(own)) <= duty.least:
                return False
            if duty.most is not None and len(duty.people.intersection(there)) >= duty.most:
                return False
    return True


def _off_after(
    problem: Problem, seated: _Seated, person: int, own: tuple[int, ...], there: tuple[int, ...]
) -> int:
    """How many more people would stand outside of their quota."""
    change = 0
    many = len(problem.rounds[seated.number].groups)
    for attribute in problem.attributes:
        for value in attribute.values[person]:
            least, most = band(seated.counts[attribute.name][value], many, attribute.slack)
            for people, more in ((own, -1), (there, 1)):
                count = counts_of(attribute, people)[value]
                change += _off(count + more, least, most) - _off(count, least, most)
    return change


def _off(count: int, least: int, most: int) -> int:
    return max(least - count, 0) + max(count - most, 0)
