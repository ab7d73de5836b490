"""What must hold in one round, each demand by its name, so that a set of them can be said to conflict.

Demands hold round by round: no rule ties one round to another. That everybody who is there sits somewhere is no demand,
it is what seating means.
"""

from dataclasses import dataclass

from underrose.methods.allocation.breakouts.checking import blocks_there
from underrose.methods.allocation.breakouts.problem import ABSENT, Group, Problem
from underrose.methods.allocation.breakouts.verification import Rule


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked of a round.

    `size`: all groups between their smallest and largest. `apart`, `together`: of `people`. `duty`: between `least` and
    `most` of `people` in every group, under its `name`. `pin`: of the one person in `people` to `group`. `language`: only
    who speaks the language `name` sits in `group`.
    """

    rule: Rule
    people: tuple[int, ...] = ()
    group: int = -1
    name: str = ""
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """One round: who is there, at which groups, and what is asked of it."""

    people: tuple[int, ...]
    groups: tuple[Group, ...]
    demands: tuple[Demand, ...]
    speaks: tuple[frozenset[str], ...]
    """Of everybody, also of the absent; may be empty where no group has a language."""

    def most(self, group: int) -> int:
        """The most people who fit there, while all others get their smallest size."""
        others = sum(one.smallest for one in self.groups) - self.groups[group].smallest
        return min(self.groups[group].largest, len(self.people) - others)

    def least(self, group: int) -> int:
        """The fewest people who may sit there, while no other gets more than its largest size."""
        others = sum(one.largest for one in self.groups) - self.groups[group].largest
        return max(self.groups[group].smallest, len(self.people) - others)

    def asked(self, rule: Rule) -> tuple[Demand, ...]:
        return tuple(demand for demand in self.demands if demand.rule is rule)


def room_of(problem: Problem, number: int) -> Room:
    """A round as its room. O(everything asked). Equal rounds give equal rooms, whatever they are called."""
    round_ = problem.rounds[number]
    people = problem.present(number)
    here = frozenset(people)
    found = [Demand(Rule.size)]
    found += [
        Demand(Rule.language, group=place, name=group.language)
        for place, group in enumerate(round_.groups)
        if group.language
    ]
    found += [
        Demand(Rule.duty, tuple(sorted(duty.people & here)), -1, duty.name, duty.least, duty.most)
        for duty in problem.duties
        if duty.holds_in(number)
    ]
    found += [Demand(Rule.apart, both) for both in sorted(problem.apart) if here.issuperset(both)]
    found += [
        Demand(Rule.together, block) for block in sorted({*map(_in_order, blocks_there(problem, number))})
    ]
    found += sorted(
        (Demand(Rule.pin, (pin.person,), pin.group) for pin in problem.pins if pin.round == number),
        key=lambda demand: demand.people,
    )
    groups = tuple(Group("", one.smallest, one.largest, one.language) for one in round_.groups)
    return Room(people, groups, tuple(dict.fromkeys(found)), problem.speaks)


def _in_order(people: frozenset[int]) -> tuple[int, ...]:
    return tuple(sorted(people))


def holds(room: Room, demand: Demand, seats: dict[int, int]) -> bool:
    """Whether everybody so seated meets a demand."""
    match demand.rule:
        case Rule.size:
            counts = _counts(room, room.people, seats)
            return all(
                group.smallest <= count <= group.largest
                for group, count in zip(room.groups, counts, strict=True)
            )
        case Rule.apart:
            return seats[demand.people[0]] != seats[demand.people[1]]
        case Rule.together:
            return len({seats[one] for one in demand.people}) == 1
        case Rule.duty:
            most = len(room.people) if demand.most is None else demand.most
            return all(demand.least <= count <= most for count in _counts(room, demand.people, seats))
        case Rule.pin:
            return seats[demand.people[0]] == demand.group
        case _:
            silent = (one for one in room.people if demand.name not in room.speaks[one])
            return all(seats[one] != demand.group for one in silent)


def _counts(room: Room, people: tuple[int, ...], seats: dict[int, int]) -> list[int]:
    found = [0] * len(room.groups)
    for one in people:
        found[seats[one]] += 1
    return found


def as_row(seats: dict[int, int], many: int) -> tuple[int, ...]:
    """Seats of everybody of a problem, -1 for the absent."""
    return tuple(seats.get(one, ABSENT) for one in range(many))
