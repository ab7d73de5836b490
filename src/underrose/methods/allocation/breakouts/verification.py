"""An independent count of any plan, also one changed by hand: what is violated, how mixed, who meets whom again.

Written without the arrays of the search, so that a fault of the one cannot hide in the other.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from underrose.methods.allocation.breakouts.bounds import Bounds, bounds
from underrose.methods.allocation.breakouts.problem import ABSENT, Attribute, Pair, Problem, Seats, pair
from underrose.methods.allocation.breakouts.quotas import band


class Rule(StrEnum):
    """What must hold."""

    seated = "seated"
    size = "size"
    apart = "apart"
    together = "together"
    duty = "duty"
    pin = "pin"
    language = "language"
    held = "held"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks: in which round, in which group, and whom it touches; -1 where no one group is meant."""

    rule: Rule
    round: int
    group: int
    people: tuple[int, ...]
    name: str = ""
    """Of the duty or the language."""
    count: int = 0
    """How many there are, for a size or a duty."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A group with fewer or more of a value than an even spread gives."""

    round: int
    group: int
    attribute: str
    value: str
    count: int
    least: int
    most: int

    @property
    def off(self) -> int:
        return max(self.least - self.count, 0) + max(self.count - self.most, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """All that can be said of a plan.

    `encounters` is Σ m(m-1)/2 over pairs, m the rounds a pair shares and the times it met before; `distinct` the pairs
    that share a round; `rounds_shared` how many pairs share 0, 1, 2… rounds; `disappointment` the sum of the ranks
    people got, 0 where all have their first wish; `changes` seats other than in the plan in hand.
    """

    violations: tuple[Violation, ...]
    deviations: tuple[Deviation, ...]
    encounters: int
    distinct: int
    rounds_shared: tuple[int, ...]
    disappointment: int
    changes: int
    bounds: Bounds

    @property
    def off_quota(self) -> int:
        return sum(one.off for one in self.deviations)

    @property
    def is_valid(self) -> bool:
        return not self.violations

    @property
    def is_proven(self) -> bool:
        """Nothing can be better: all rules hold, groups are as mixed as asked, and encounters stand at their bound."""
        return self.is_valid and not self.off_quota and self.encounters == self.bounds.encounters

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """By which plans are compared: the lower the better, in the order of what matters."""
        return len(self.violations), self.off_quota, self.encounters, self.disappointment, self.changes


def verify(problem: Problem, seats: Seats) -> Report:
    """Count a plan. Raises ValueError where it is not one: wrong number of rounds or people, a group that is not there.

    Time O(R n · largest group).
    """
    _require_shape(problem, seats)
    shared = _shared(seats)
    tally = Counter(shared.values())
    pairs = len(problem) * (len(problem) - 1) // 2
    return Report(
        violations=tuple(_violations(problem, seats)),
        deviations=tuple(_deviations(problem, seats)),
        encounters=_encounters(shared, problem.met),
        distinct=len(shared),
        rounds_shared=(pairs - len(shared), *(tally[m] for m in range(1, max(tally, default=0) + 1))),
        disappointment=_disappointment(problem, seats),
        changes=_changes(problem, seats),
        bounds=bounds(problem),
    )


def groups_of(seats: Seats, number: int) -> dict[int, tuple[int, ...]]:
    """Who sits in each group of a round that has anybody."""
    found: dict[int, list[int]] = {}
    for person, group in enumerate(seats[number]):
        if group != ABSENT:
            found.setdefault(group, []).append(person)
    return {group: tuple(found[group]) for group in sorted(found)}


def _require_shape(problem: Problem, seats: Seats) -> None:
    if len(seats) != len(problem.rounds):
        raise ValueError(f"{len(seats)} rounds of seats for {len(problem.rounds)} rounds")
    for number, row in enumerate(seats):
        if len(row) != len(problem):
            raise ValueError(f"round {number}: {len(row)} seats for {len(problem)} people")
        if any(group != ABSENT and not 0 <= group < len(problem.rounds[number].groups) for group in row):
            raise ValueError(f"round {number}: a seat in a group that is not there")


def _shared(seats: Seats) -> Counter[Pair]:
    found: Counter[Pair] = Counter()
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            found.update(combinations(people, 2))
    return found


def _encounters(shared: Mapping[Pair, int], met: Mapping[Pair, int]) -> int:
    times = (shared.get(one, 0) + met.get(one, 0) for one in shared.keys() | met.keys())
    return sum(m * (m - 1) // 2 for m in times)


def _disappointment(problem: Problem, seats: Seats) -> int:
    return sum(
        rank_got(ranks, seats[number][person])
        for (number, person), ranks in ranks_of(problem).items()
        if seats[number][person] != ABSENT
    )


def ranks_of(problem: Problem) -> dict[tuple[int, int], dict[int, int]]:
    """By round and person the rank of each group they ranked, as far as the round has it."""
    found: dict[tuple[int, int], dict[int, int]] = {}
    for (number, person, group), rank in sorted(problem.wishes.items()):
        ranks = found.setdefault((number, person), {})
        if group < len(problem.rounds[number].groups):
            ranks[group] = rank
    return found


def rank_got(ranks: Mapping[int, int], group: int) -> int:
    """The rank of a group in somebody's wishes for a round; one below the last for a group they did not rank."""
    return ranks.get(group, max(ranks.values(), default=-1) + 1)


def _changes(problem: Problem, seats: Seats) -> int:
    if problem.in_hand is None:
        return 0
    return sum(
        new != old != ABSENT and new != ABSENT
        for row, before in zip(seats, problem.in_hand, strict=True)
        for new, old in zip(row, before, strict=True)
    )


def _violations(problem: Problem, seats: Seats) -> Iterator[Violation]:
    for number in range(len(problem.rounds)):
        groups = groups_of(seats, number)
        yield from _seating(problem, seats, number)
        for group in range(len(problem.rounds[number].groups)):
            yield from _of_group(problem, number, group, groups.get(group, ()))
        yield from _torn(problem, seats, number)
    for one in problem.pins:
        if seats[one.round][one.person] not in {one.group, ABSENT}:
            yield Violation(Rule.pin, one.round, one.group, (one.person,))


def _seating(problem: Problem, seats: Seats, number: int) -> Iterator[Violation]:
    round_, row = problem.rounds[number], seats[number]
    wrong = [person for person, group in enumerate(row) if (group == ABSENT) != (person in round_.absent)]
    if wrong and round_.held is None:
        yield Violation(Rule.seated, number, -1, tuple(wrong))
    if round_.held is not None and row != round_.held:
        moved = (person for person, group in enumerate(row) if group != round_.held[person])
        yield Violation(Rule.held, number, -1, tuple(moved))


def _of_group(problem: Problem, number: int, group: int, people: tuple[int, ...]) -> Iterator[Violation]:
    """A round that was held is history: it breaks no rule any more."""
    if problem.rounds[number].held is not None:
        return
    asked, there = problem.rounds[number].groups[group], frozenset(people)
    if not asked.smallest <= len(people) <= asked.largest:
        yield Violation(Rule.size, number, group, people, count=len(people))
    for one in combinations(people, 2):
        if one in problem.apart:
            yield Violation(Rule.apart, number, group, one)
    for duty in problem.duties:
        doing = there & duty.people
        if not duty.holds_in(number):
            continue
        if len(doing) < duty.least or (duty.most is not None and len(doing) > duty.most):
            yield Violation(Rule.duty, number, group, tuple(sorted(doing)), duty.name, len(doing))
    if asked.language:
        silent = tuple(person for person in people if asked.language not in problem.speaks[person])
        if silent:
            yield Violation(Rule.language, number, group, silent, asked.language)


def _torn(problem: Problem, seats: Seats, number: int) -> Iterator[Violation]:
    if problem.rounds[number].held is not None:
        return
    for block in problem.together:
        there = sorted(one for one in block if seats[number][one] != ABSENT)
        if len({seats[number][one] for one in there}) > 1:
            yield Violation(Rule.together, number, -1, tuple(there))


def _deviations(problem: Problem, seats: Seats) -> Iterator[Deviation]:
    for number, round_ in enumerate(problem.rounds):
        if round_.held is not None:
            continue
        groups = groups_of(seats, number)
        for attribute in problem.attributes:
            yield from _of_attribute(problem, number, attribute, groups)


def _of_attribute(
    problem: Problem, number: int, attribute: Attribute, groups: Mapping[int, tuple[int, ...]]
) -> Iterator[Deviation]:
    all_of = Counter(value for person in problem.present(number) for value in attribute.values[person])
    many = len(problem.rounds[number].groups)
    for group in range(many):
        counts = Counter(value for person in groups.get(group, ()) for value in attribute.values[person])
        for value in sorted(all_of):
            least, most = band(all_of[value], many, attribute.slack)
            if not least <= counts[value] <= most:
                yield Deviation(number, group, attribute.name, value, counts[value], least, most)


def pairs_of(people: tuple[int, ...]) -> frozenset[Pair]:
    return frozenset(pair(one, other) for one, other in combinations(people, 2))
