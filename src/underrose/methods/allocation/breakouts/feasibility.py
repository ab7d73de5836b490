"""What cannot be met, found before anything is solved, and explained by a smallest set of demands that conflict.

Rounds do not bind each other here, so each is asked alone, and equal ones once. First the causes that can be counted:
each comes with a set of which nothing could be spared. Where none is found the room is seated, or an integer
programme proves that it cannot be; then demands are left out as long as it still cannot, which ends with a set that
conflicts and of which no part could be spared (deletion filter; Chinneck, "Feasibility and Infeasibility in
Optimization", 2008, chapter 6).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from underrose.methods.allocation.breakouts.checking import checked
from underrose.methods.allocation.breakouts.demands import Demand, Room, as_row, room_of
from underrose.methods.allocation.breakouts.problem import Pair, Problem, Seats, pair
from underrose.methods.allocation.breakouts.seatable import seatable
from underrose.methods.allocation.breakouts.verification import Rule

_STEPS = 20_000
"""Of the search for people who are all apart from each other."""


class Cause(StrEnum):
    """Why a set of demands conflicts."""

    too_few_people = "too_few_people"
    """Fewer than the smallest sizes need."""
    too_many_people = "too_many_people"
    """More than the largest sizes hold."""
    no_language = "no_language"
    """Every group has a language, and `people` speak none of them."""
    pin_language = "pin_language"
    """Pinned to a group whose language they do not speak."""
    too_few_speakers = "too_few_speakers"
    """`people` speak the language of a group, fewer than its smallest size."""
    too_many_pins = "too_many_pins"
    """More pinned to a group than it can hold."""
    duty_too_few = "duty_too_few"
    """Three facilitators for four groups."""
    duty_too_many = "duty_too_many"
    """More who do a duty than all groups together may have."""
    pinned_apart = "pinned_apart"
    """Two pinned to one group who must be apart."""
    pinned_together = "pinned_together"
    """Two pinned to different groups who must be together."""
    together_apart = "together_apart"
    """Two who must be together and apart."""
    together_too_many = "together_too_many"
    """More who sit together than any group can hold."""
    all_apart = "all_apart"
    """More people who are all apart from each other than there are groups."""
    apart_from_all = "apart_from_all"
    """The one in `people` is apart from so many that no group can be filled around them."""
    contradiction = "contradiction"
    """None of these, but proven."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Demands of which not all can be met, in each of `rounds`; `people` whom it is about."""

    cause: Cause
    demands: tuple[Demand, ...]
    people: tuple[int, ...] = ()
    rounds: tuple[int, ...] = ()
    is_smallest: bool = True
    """Whether none of the demands could be spared; False only where that was not settled within the limit of nodes."""


@dataclass(frozen=True, slots=True)
class Feasibility:
    """The answer: `example` seats everybody as asked, where that can be done in all rounds; `unsettled` rounds in which
    neither seats nor a proof were found within the limits.
    """

    conflicts: tuple[Conflict, ...]
    unsettled: tuple[int, ...]
    example: Seats | None

    @property
    def can_be_met(self) -> bool | None:
        """None where it is not settled."""
        if self.conflicts:
            return False
        return None if self.unsettled else True


def feasibility(problem: Problem) -> Feasibility:
    """Whether all that must hold can hold. Raises ValueError where the problem is malformed, see `checked`.

    Time O(n G + everything asked) for each kind of round, beside the integer programmes of `seatable`, at most one for
    each demand and one more; they are made only where quick attempts to seat the room fail. Rounds held are not asked.
    """
    checked(problem)
    kinds: dict[Room, list[int]] = {}
    rows: dict[int, tuple[int, ...]] = {}
    for number, round_ in enumerate(problem.rounds):
        if round_.held is None:
            kinds.setdefault(room_of(problem, number), []).append(number)
        else:
            rows[number] = round_.held
    conflicts: list[Conflict] = []
    unsettled: list[int] = []
    for room, numbers in kinds.items():
        found, seats = _of_room(room)
        conflicts += (replace(one, rounds=tuple(numbers)) for one in found)
        if seats is not None:
            rows.update(dict.fromkeys(numbers, as_row(seats, len(problem))))
        elif not found:
            unsettled += numbers
    is_whole = len(rows) == len(problem.rounds)
    example = tuple(rows[number] for number in range(len(rows))) if is_whole else None
    return Feasibility(tuple(conflicts), tuple(sorted(unsettled)), example)


def _of_room(room: Room) -> tuple[tuple[Conflict, ...], dict[int, int] | None]:
    """What conflicts in a room, or how it can be seated; neither where that is not settled."""
    found = _smallest_of(quick_conflicts(room))
    if found:
        return found, None
    answer = seatable(room, room.demands)
    if answer.is_impossible:
        return (_contradiction(room),), None
    return (), answer.seats


def _contradiction(room: Room) -> Conflict:
    """By the deletion filter, halves first: what can be left out while it still conflicts, is."""
    kept, is_smallest = room.demands, True
    size = max(1, len(kept) // 2)
    while True:
        at = 0
        while at < len(kept):
            without = kept[:at] + kept[at + size :]
            answer = seatable(room, without)
            if answer.is_impossible:
                kept = without
            else:
                is_smallest &= size > 1 or answer.seats is not None
                at += size
        if size == 1:
            return Conflict(Cause.contradiction, kept, _named(kept), is_smallest=is_smallest)
        size //= 2


def _named(demands: tuple[Demand, ...]) -> tuple[int, ...]:
    """Whom demands name, other than by a duty."""
    return tuple(sorted({one for demand in demands if demand.rule is not Rule.duty for one in demand.people}))


def _smallest_of(found: Iterator[Conflict]) -> tuple[Conflict, ...]:
    """Without those that contain another."""
    by_set = {frozenset(one.demands): one for one in found}
    return tuple(one for asked, one in by_set.items() if not any(other < asked for other in by_set))


def quick_conflicts(room: Room) -> Iterator[Conflict]:
    """Causes that can be counted. Nothing could be spared of each set, unless another of the sets is part of it."""
    yield from _of_sizes(room)
    yield from _of_languages(room)
    yield from _of_duties(room)
    yield from _of_pairs(room)
    if _fits(room):
        yield from _of_seats(room)


def _fits(room: Room) -> bool:
    smallest, largest = (
        sum(group.smallest for group in room.groups),
        sum(group.largest for group in room.groups),
    )
    return smallest <= len(room.people) <= largest


def _of_sizes(room: Room) -> Iterator[Conflict]:
    if len(room.people) < sum(group.smallest for group in room.groups):
        yield Conflict(Cause.too_few_people, room.asked(Rule.size))
    if len(room.people) > sum(group.largest for group in room.groups):
        yield Conflict(Cause.too_many_people, room.asked(Rule.size))


def _of_languages(room: Room) -> Iterator[Conflict]:
    languages = room.asked(Rule.language)
    if not languages:
        return
    if len(languages) == len(room.groups):
        offered = frozenset(demand.name for demand in languages)
        silent = tuple(one for one in room.people if not offered & room.speaks[one])
        if silent:
            yield Conflict(Cause.no_language, languages, silent)
    for demand in languages:
        speakers = tuple(one for one in room.people if demand.name in room.speaks[one])
        if _fits(room) and len(speakers) < room.least(demand.group):
            yield Conflict(Cause.too_few_speakers, (*room.asked(Rule.size), demand), speakers)
        for pin in room.asked(Rule.pin):
            if pin.group == demand.group and pin.people[0] not in speakers:
                yield Conflict(Cause.pin_language, (demand, pin), pin.people)


def _of_duties(room: Room) -> Iterator[Conflict]:
    for demand in room.asked(Rule.duty):
        if len(demand.people) < demand.least * len(room.groups):
            yield Conflict(Cause.duty_too_few, (demand,), demand.people)
        if demand.most is not None and len(demand.people) > demand.most * len(room.groups):
            yield Conflict(Cause.duty_too_many, (demand,), demand.people)


def _of_pairs(room: Room) -> Iterator[Conflict]:
    """Two people of whom two things are asked, and many who are all apart."""
    pins = {demand.people[0]: demand for demand in room.asked(Rule.pin)}
    apart = {_two(demand): demand for demand in room.asked(Rule.apart)}
    for demand in apart.values():
        one, other = (pins.get(person) for person in demand.people)
        if one is not None and other is not None and one.group == other.group:
            yield Conflict(Cause.pinned_apart, (demand, one, other), demand.people)
    for demand in room.asked(Rule.together):
        for both in combinations(demand.people, 2):
            if both in apart:
                yield Conflict(Cause.together_apart, (apart[both], demand), both)
            one, other = (pins.get(person) for person in both)
            if one is not None and other is not None and one.group != other.group:
                yield Conflict(Cause.pinned_together, (demand, one, other), both)
    if len(room.groups) == 1:
        # Each pair by itself, else the first would hide the others.
        yield from (Conflict(Cause.all_apart, (demand,), demand.people) for demand in apart.values())
    elif clique := _all_apart(frozenset(apart), len(room.groups) + 1):
        demands = tuple(apart[pair(*both)] for both in combinations(clique, 2))
        yield Conflict(Cause.all_apart, demands, clique)


def _two(demand: Demand) -> Pair:
    return demand.people[0], demand.people[1]


def _all_apart(apart: frozenset[Pair], size: int) -> tuple[int, ...]:
    """So many people who are all apart from each other, () if a limited search finds none."""
    foes: dict[int, set[int]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    steps = _STEPS
    open_cliques: list[tuple[tuple[int, ...], frozenset[int]]] = [
        ((), frozenset(one for one in foes if len(foes[one]) >= size - 1))
    ]
    while open_cliques and steps:
        steps -= 1
        chosen, left = open_cliques.pop()
        if len(chosen) == size:
            return tuple(sorted(chosen))
        if len(chosen) + len(left) < size:
            continue
        one = min(left, key=lambda person: (-len(foes[person] & left), person))
        open_cliques.append((chosen, left - {one}))
        open_cliques.append(((*chosen, one), left & frozenset(foes[one])))
    return ()


def _of_seats(room: Room) -> Iterator[Conflict]:
    """What the sizes leave no room for; only where the sizes by themselves can be met."""
    sizes = room.asked(Rule.size)
    for group in range(len(room.groups)):
        pins = [demand for demand in room.asked(Rule.pin) if demand.group == group]
        if len(pins) > room.most(group):
            # One more than fits is enough for the conflict.
            people = tuple(demand.people[0] for demand in pins)
            yield Conflict(Cause.too_many_pins, (*sizes, *pins[: room.most(group) + 1]), people)
    most = max(room.most(group) for group in range(len(room.groups)))
    for demand in room.asked(Rule.together):
        if len(demand.people) > most:
            yield Conflict(Cause.together_too_many, (*sizes, demand), demand.people)
    fewest = min(room.least(group) for group in range(len(room.groups)))
    enough = len(room.people) - fewest + 1
    for person in room.people:
        pairs = [demand for demand in room.asked(Rule.apart) if person in demand.people]
        if len(pairs) >= enough > 0:
            yield Conflict(Cause.apart_from_all, (*sizes, *pairs[:enough]), (person,))
