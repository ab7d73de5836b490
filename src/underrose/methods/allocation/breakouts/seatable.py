"""Whether one room can be seated under a set of demands: a few quick attempts, then an integer programme.

People who sit together are one unit; units of the same size, duties and languages of whom nothing else is asked are one
whole number for each group. HiGHS decides it with a limit of nodes, not of time, so that the answer is the same on
every machine; beyond the limit, or for rooms too large, the answer is that it is not settled.
"""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

import highspy
import numpy as np

from underrose.methods.allocation.breakouts.checking import joined
from underrose.methods.allocation.breakouts.demands import Demand, Room, holds
from underrose.methods.allocation.breakouts.verification import Rule

NODES = 2_000
COLUMNS = 8_000
_WORK = 1_000_000
"""Nodes times columns: a large room gets fewer nodes, each of which takes longer."""
_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """`seats` where it can be done; else whether that is proven."""

    seats: dict[int, int] | None
    is_impossible: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """People who go together; `doing` how many of them do each duty; `apart` the units they must not meet."""

    people: tuple[int, ...]
    allowed: tuple[int, ...]
    doing: tuple[int, ...]
    apart: frozenset[int]


_Limits = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Asked:
    units: tuple[_Unit, ...]
    sizes: _Limits
    duties: tuple[tuple[int, int], ...]
    """The least and the most of each duty in every group."""


def seatable(room: Room, demands: tuple[Demand, ...]) -> Answer:
    """Seat a room. Time O(n G) for an attempt; an integer programme of at most `COLUMNS` columns where those fail."""
    asked = _asked(room, demands)
    if asked is None:
        return Answer(None, is_impossible=True)
    for attempt in range(_ATTEMPTS):
        seats = _attempt(room, asked, Random(attempt))  # noqa: S311 - to be had again, not to be secret
        if seats is not None and all(holds(room, demand, seats) for demand in demands):
            return Answer(seats)
    answer = _decide(room, asked)
    if answer.seats is not None and not all(holds(room, demand, answer.seats) for demand in demands):
        return Answer(None)
    return answer


def _asked(room: Room, demands: tuple[Demand, ...]) -> _Asked | None:
    """The demands as units and limits; None where a unit contradicts itself."""
    of: dict[Rule, list[Demand]] = defaultdict(list)
    for demand in demands:
        of[demand.rule].append(demand)
    blocks = joined(frozenset(demand.people) for demand in of[Rule.together])
    alone = frozenset(room.people).difference(*blocks)
    groups_of_people = [tuple(sorted(block)) for block in blocks] + [(one,) for one in sorted(alone)]
    unit_of = {one: number for number, people in enumerate(groups_of_people) for one in people}
    pinned = {demand.people[0]: demand.group for demand in of[Rule.pin]}
    foes: dict[int, set[int]] = defaultdict(set)
    for one, other in (demand.people for demand in of[Rule.apart]):
        if unit_of[one] == unit_of[other]:
            return None
        foes[unit_of[one]].add(unit_of[other])
        foes[unit_of[other]].add(unit_of[one])
    doing = [frozenset(demand.people) for demand in of[Rule.duty]]
    units = tuple(
        _Unit(
            people,
            _allowed(room, people, pinned, of[Rule.language]),
            tuple(len(duty.intersection(people)) for duty in doing),
            frozenset(foes[number]),
        )
        for number, people in enumerate(groups_of_people)
    )
    if not all(unit.allowed for unit in units):
        return None
    many = len(room.people)
    sizes = [(group.smallest, group.largest) if of[Rule.size] else (0, many) for group in room.groups]
    return _Asked(
        units, sizes, tuple((one.least, many if one.most is None else one.most) for one in of[Rule.duty])
    )


def _allowed(
    room: Room, people: tuple[int, ...], pinned: dict[int, int], languages: list[Demand]
) -> tuple[int, ...]:
    """Groups that all of them may sit in."""
    found = set(range(len(room.groups)))
    for one in people:
        if one in pinned:
            found &= {pinned[one]}
        if languages:
            found -= {demand.group for demand in languages if demand.name not in room.speaks[one]}
    return tuple(sorted(found))


def _attempt(room: Room, asked: _Asked, rng: Random) -> dict[int, int] | None:
    """Seat the hardest units first, each where duties lack it most and fewest sit; the easy ones fill what is left."""
    groups = len(room.groups)
    filled, doing = [0] * groups, [[0] * len(asked.duties) for _ in range(groups)]
    placed: dict[int, int] = {}
    easy: list[int] = []
    order = rng.sample(range(len(asked.units)), len(asked.units))
    order.sort(key=lambda number: _hardness(asked.units[number], groups))
    for number in order:
        unit = asked.units[number]
        if len(unit.allowed) == groups and len(unit.people) == 1 and not unit.apart and not any(unit.doing):
            easy.append(number)
            continue
        barred = {placed[foe] for foe in unit.apart if foe in placed}
        open_groups = [
            group
            for group in unit.allowed
            if group not in barred and filled[group] + len(unit.people) <= asked.sizes[group][1]
        ]
        if not open_groups:
            return None
        group = min(open_groups, key=lambda one: (-_help(asked, unit, doing[one]), filled[one]))
        placed[number] = group
        filled[group] += len(unit.people)
        doing[group] = [had + more for had, more in zip(doing[group], unit.doing, strict=True)]
    _fill(asked, easy, filled, placed)
    return {one: group for number, group in placed.items() for one in asked.units[number].people}


def _hardness(unit: _Unit, groups: int) -> tuple[int, int, int, int]:
    few = len(unit.allowed) if len(unit.allowed) < groups else groups + 1
    return few, -len(unit.people), -sum(unit.doing), -len(unit.apart)


def _help(asked: _Asked, unit: _Unit, doing: list[int]) -> int:
    """By how much a unit lessens what the duties of a group lack, less what it makes too many."""
    total = 0
    for more, had, (least, most) in zip(unit.doing, doing, asked.duties, strict=True):
        total += min(more, max(least - had, 0)) - max(had + more - most, 0)
    return total


def _fill(asked: _Asked, easy: list[int], filled: list[int], placed: dict[int, int]) -> None:
    """Up to the smallest sizes first, then evenly up to the largest; who is left over sits in the first group."""
    seats = [group for group, (least, _most) in enumerate(asked.sizes) for _ in range(least - filled[group])]
    filled = [max(had, least) for had, (least, _most) in zip(filled, asked.sizes, strict=True)]
    left = len(easy) - len(seats)
    while left > 0:
        rising = [group for group, (_least, most) in enumerate(asked.sizes) if filled[group] < most] or [0]
        for group in rising[:left]:
            filled[group] += 1
            seats.append(group)
        left -= len(rising)
    placed.update(zip(easy, seats, strict=False))


@dataclass(frozen=True, slots=True)
class _Type:
    """Units between which nothing tells; of each that must stay apart from others there is one type of its own."""

    units: tuple[int, ...]
    first: _Unit

    @property
    def size(self) -> int:
        return len(self.first.people)


def _decide(room: Room, asked: _Asked) -> Answer:
    types = _types(asked)
    columns = {
        (number, group): at
        for at, (number, group) in enumerate(
            (number, group) for number, type_ in enumerate(types) for group in type_.first.allowed
        )
    }
    if not columns:
        # Nobody is there, which an integer programme has no word for.
        is_enough = all(least == 0 for least, _most in (*asked.sizes, *asked.duties))
        return Answer({}) if is_enough else Answer(None, is_impossible=True)
    if len(columns) > COLUMNS:
        return Answer(None)
    model = _model(types, columns)
    _add_rows(model, room, asked, types, columns)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, is_impossible=True)
    if status != highspy.HighsModelStatus.kOptimal:
        return Answer(None)
    values = np.rint(np.array(model.getSolution().col_value)).astype(int)
    return Answer(_seats(asked, types, columns, values.tolist()))


def _types(asked: _Asked) -> tuple[_Type, ...]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, unit in enumerate(asked.units):
        found[unit.allowed, len(unit.people), unit.doing, number if unit.apart else -1].append(number)
    return tuple(_Type(tuple(units), asked.units[units[0]]) for units in found.values())


def _model(types: tuple[_Type, ...], columns: dict[tuple[int, int], int]) -> highspy.Highs:
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # its stub names no types
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 1)
    model.setOptionValue("mip_max_nodes", min(NODES, _WORK // len(columns)))
    upper = np.array([float(len(types[number].units)) for number, _group in columns])
    model.addVars(len(columns), np.zeros(len(columns)), upper)
    for at in range(len(columns)):
        model.changeColIntegrality(at, highspy.HighsVarType.kInteger)
    return model


def _add_rows(
    model: highspy.Highs,
    room: Room,
    asked: _Asked,
    types: tuple[_Type, ...],
    columns: dict[tuple[int, int], int],
) -> None:
    for number, type_ in enumerate(types):
        terms = {columns[number, group]: 1 for group in type_.first.allowed}
        _add_row(model, len(type_.units), len(type_.units), terms)
    for group in range(len(room.groups)):
        here = [(number, type_) for number, type_ in enumerate(types) if group in type_.first.allowed]
        _add_row(model, *asked.sizes[group], {columns[number, group]: type_.size for number, type_ in here})
        for duty, (least, most) in enumerate(asked.duties):
            terms = {
                columns[number, group]: type_.first.doing[duty]
                for number, type_ in here
                if type_.first.doing[duty]
            }
            _add_row(model, least, most, terms)
    type_of = {unit: number for number, type_ in enumerate(types) for unit in type_.units}
    for number, type_ in enumerate(types):
        for other in sorted(type_of[foe] for foe in type_.first.apart if type_of[foe] > number):
            for group in set(type_.first.allowed) & set(types[other].first.allowed):
                _add_row(model, 0, 1, {columns[number, group]: 1, columns[other, group]: 1})


def _add_row(model: highspy.Highs, lower: float, upper: float, terms: dict[int, int]) -> None:
    at = np.array(list(terms), dtype=np.int32)
    model.addRow(lower, upper, len(at), at, np.array(list(terms.values()), dtype=np.float64))


def _seats(
    asked: _Asked, types: tuple[_Type, ...], columns: dict[tuple[int, int], int], values: list[int]
) -> dict[int, int]:
    found: dict[int, int] = {}
    for number, type_ in enumerate(types):
        places = [group for group in type_.first.allowed for _ in range(values[columns[number, group]])]
        for unit, group in zip(type_.units, places, strict=True):
            found.update(dict.fromkeys(asked.units[unit].people, group))
    return found
