"""Why a plan is as it is, as values: what is not met and whether anything could be done, and who meets whom again.
Sentences with names are made by who shows them.

"Search" is said wherever no reason was found that holds for every plan: another plan might do better there, though
perhaps at a price elsewhere.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.allocation.breakouts.evenness import Composition, Uneven, compositions, uneven
from underrose.methods.allocation.breakouts.problem import ABSENT, Pair, Problem, Seats
from underrose.methods.allocation.breakouts.verification import Report, groups_of, pairs_of, verify
from underrose.methods.allocation.breakouts.wishes import Disappointed, disappointed


class Again(StrEnum):
    """Why two meet again."""

    together = "together"
    """They are to sit together."""
    fixed = "fixed"
    """Pins and rounds already held leave no choice."""
    bound = "bound"
    """So many must meet again in every plan: the plan stands at the bound, another could only choose other pairs."""
    search = "search"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two who share `rounds`, and met `before` so many times; together more than once."""

    people: Pair
    rounds: tuple[int, ...]
    before: int
    why: Again


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How many different people somebody meets in `rounds` rounds, and how many of those more than once or again."""

    person: int
    rounds: int
    distinct: int
    again: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of it. `worst_off` meet the fewest different people of all who are there."""

    report: Report
    uneven: tuple[Uneven, ...]
    repeats: tuple[Repeat, ...]
    disappointed: tuple[Disappointed, ...]
    compositions: tuple[Composition, ...]
    people: tuple[Acquaintance, ...]
    worst_off: tuple[int, ...]


def explain(problem: Problem, seats: Seats) -> Explanation:
    """Everything that can be said of a plan, also of one changed by hand.

    Raises ValueError where it is not a plan of the problem, see `verify`. Time O(R n · largest group), and for each wish
    not met O(largest group) for each better group: a round is looked through once, not once for each wish.
    """
    report = verify(problem, seats)
    repeats = tuple(_repeats(problem, seats, report))
    people = _people(seats, repeats)
    fewest = min((one.distinct for one in people if one.rounds), default=0)
    return Explanation(
        report=report,
        uneven=tuple(uneven(problem, seats)),
        repeats=repeats,
        disappointed=tuple(disappointed(problem, seats)),
        compositions=tuple(compositions(problem, seats)),
        people=people,
        worst_off=tuple(one.person for one in people if one.rounds and one.distinct == fewest),
    )


def _repeats(problem: Problem, seats: Seats, report: Report) -> Iterator[Repeat]:
    shared: dict[Pair, list[int]] = {}
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            for both in pairs_of(people):
                shared.setdefault(both, []).append(number)
    is_at_bound = report.encounters <= report.bounds.encounters
    fixed = _fixed(problem, seats)
    for both, rounds in sorted(shared.items()):
        before = problem.met.get(both, 0)
        if len(rounds) + before > 1:
            certain = sum(number in fixed.get(both, ()) for number in rounds)
            why = _why_again(problem, both, certain, before)
            yield Repeat(both, tuple(rounds), before, why or (Again.bound if is_at_bound else Again.search))


def _fixed(problem: Problem, seats: Seats) -> dict[Pair, frozenset[int]]:
    """Rounds in which two share a group by pins, or did so in a round held."""
    found: dict[Pair, frozenset[int]] = {}
    for number, round_ in enumerate(problem.rounds):
        firm = {pin.person: pin.group for pin in problem.pins if pin.round == number}
        if round_.held is not None:
            firm = {one: group for one, group in enumerate(seats[number]) if group != ABSENT}
        members: dict[int, list[int]] = {}
        for one, group in firm.items():
            members.setdefault(group, []).append(one)
        for people in members.values():
            for both in pairs_of(tuple(people)):
                found[both] = found.get(both, frozenset()) | {number}
    return found


def _why_again(problem: Problem, both: Pair, certain: int, before: int) -> Again | None:
    if any(block.issuperset(both) for block in problem.together):
        return Again.together
    return Again.fixed if certain and certain + before > 1 else None


def _people(seats: Seats, repeats: tuple[Repeat, ...]) -> tuple[Acquaintance, ...]:
    again = Counter(one for repeat in repeats for one in repeat.people)
    met: dict[int, set[int]] = {}
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            for one in people:
                met.setdefault(one, set()).update(people)
    return tuple(
        Acquaintance(
            person,
            rounds=sum(row[person] != ABSENT for row in seats),
            distinct=len(met.get(person, {person})) - 1,
            again=again[person],
        )
        for person in range(len(seats[0]) if seats else 0)
    )
