"""A plan to begin from: of a design in which nobody meets twice, where the numbers allow one, else dealt out by lot.

With q groups, q a prime power, person (a, b) sits in round r in group a + r·b, reckoned in the field GF(q): two people
who share two rounds would be one (Bose 1938; the affine plane of order q). With any number of groups the same reckoning
modulo G repeats nobody as long as no (r - r')(b - b') is a multiple of G, which holds for few rounds in many groups.
Where groups are as large as they are many, the people of one b are one more round. Fuller rooms: see `turning`.
"""

from functools import cache
from random import Random

import numpy as np

from underrose.methods.allocation.breakouts.arrays import Seating
from underrose.methods.allocation.breakouts.fields import field, is_order
from underrose.methods.allocation.breakouts.problem import ABSENT, Problem
from underrose.methods.allocation.breakouts.turning import Rows, turned_rounds


def begin(problem: Problem, rng: Random, *, is_by_lot: bool = False) -> Seating:
    """Seats that keep to presence, pins, rounds held and sizes; everything else is left to the search. O(R n)."""
    found = np.full((len(problem.rounds), len(problem)), ABSENT, np.int32)
    rows = None if is_by_lot else design(problem)
    order = rng.sample(range(len(problem)), len(problem))
    for number, round_ in enumerate(problem.rounds):
        if round_.held is not None:
            found[number] = round_.held
        elif problem.in_hand is not None:
            found[number] = problem.in_hand[number]
        elif rows is not None:
            found[number, order] = rows[number][: len(problem)]
        if round_.held is None:
            _seat_round(problem, number, found[number], rng)
    return found


def design(problem: Problem) -> Rows | None:
    """Rounds in which nobody meets twice, if some are known for these numbers of rounds, groups and people.

    The group of every place, at least as many as there are people; without those in the last places the groups of a
    round differ in size by one at most. Time O(R n), in full rooms that of `turned_rounds`, once in a process.
    """
    many = {len(round_.groups) for round_ in problem.rounds}
    if len(many) != 1 or not len(problem):
        return None
    groups, rounds = many.pop(), len(problem.rounds)
    size = -(-len(problem) // groups)
    found = _reckoned(groups, size, rounds)
    if found is None and size == groups and len(problem) >= groups * size - 1:
        found = _with_columns(groups, rounds)
    if found is None and not any(round_.absent or round_.held for round_ in problem.rounds):
        found = turned_rounds(groups, size, rounds)
    return found if found is not None and _are_even_without(found, len(problem)) else None


def is_reckoned(people: int, groups: int, rounds: int) -> bool:
    """Whether so many rounds without a repeat can be reckoned: true only where `design` has them.

    It draws nothing up and searches nothing, so that it may be asked while somebody waits for a page; of full rooms whose
    rounds `turned_rounds` seeks it says no. Time O(groups + rounds · size), where `groups` is at least 1.
    """
    size = -(-people // groups)
    return _can_reckon(groups, size, rounds) or (
        size == groups
        and people >= groups * size - 1
        and rounds > 1
        and _can_reckon(groups, size, rounds - 1)
    )


def _can_reckon(groups: int, size: int, rounds: int) -> bool:
    return _has_field(groups, size, rounds) or _has_remainders(groups, size, rounds)


def _has_field(groups: int, size: int, rounds: int) -> bool:
    return size <= groups and rounds <= groups and is_order(groups)


def _has_remainders(groups: int, size: int, rounds: int) -> bool:
    return all((r * b) % groups for r in range(1, rounds) for b in range(1, size))


@cache
def _reckoned(groups: int, size: int, rounds: int) -> Rows | None:
    """Person (a, b), in the place a + b·G, in group a + r·b: in a field, or modulo the number of groups."""
    reckoned = field(groups) if _has_field(groups, size, rounds) else None
    if reckoned is not None:
        plus, times = reckoned
        return tuple(
            tuple(plus[a][times[r][b]] for b in range(size) for a in range(groups)) for r in range(rounds)
        )
    if _has_remainders(groups, size, rounds):
        return tuple(
            tuple((a + r * b) % groups for b in range(size) for a in range(groups)) for r in range(rounds)
        )
    return None


def _with_columns(groups: int, rounds: int) -> Rows | None:
    """One round more, whose groups are those with the same b, whom no other round brings together."""
    found = _reckoned(groups, groups, rounds - 1) if rounds > 1 else None
    columns = tuple(b for b in range(groups) for _a in range(groups))
    return None if found is None else (*found, columns)


def _are_even_without(rows: Rows, people: int) -> bool:
    """Whether the places nobody takes are in different groups of every round."""
    return all(len(set(row[people:])) == len(row) - people for row in rows)


def _seat_round(problem: Problem, number: int, row: Seating, rng: Random) -> None:
    """Absent people leave, pins and blocks come first, the others keep their seat while it is free."""
    round_ = problem.rounds[number]
    wished = row.copy()
    row[:] = ABSENT
    free = [group.largest for group in round_.groups]
    for pin in problem.pins:
        if pin.round == number and pin.person not in round_.absent:
            row[pin.person] = pin.group
            free[pin.group] -= 1
    left = [one for one in problem.present(number) if row[one] == ABSENT]
    rng.shuffle(left)
    for one in left:
        group = int(wished[one])
        if group != ABSENT and free[group] > 0:
            row[one] = group
            free[group] -= 1
    _seat_others(round_.groups, row, [one for one in left if row[one] == ABSENT], free)
    _raise_small(problem, number, row, rng)


def _seat_others(groups: tuple[object, ...], row: Seating, left: list[int], free: list[int]) -> None:
    for one in left:
        group = max(range(len(groups)), key=lambda place: free[place])
        row[one] = group
        free[group] -= 1


def _raise_small(problem: Problem, number: int, row: Seating, rng: Random) -> None:
    """Groups under their smallest size take people from groups over theirs."""
    groups = problem.rounds[number].groups
    pinned = {one.person for one in problem.pins if one.round == number}
    count = np.bincount(row[row != ABSENT], minlength=len(groups))
    for place, group in enumerate(groups):
        while count[place] < group.smallest:
            rich = [g for g in range(len(groups)) if count[g] > groups[g].smallest]
            givers = [one for g in rich for one in np.flatnonzero(row == g) if int(one) not in pinned]
            if not givers:
                return
            fullest = max(count[row[one]] - groups[row[one]].smallest for one in givers)
            giver = rng.choice(
                [one for one in givers if count[row[one]] - groups[row[one]].smallest == fullest]
            )
            count[row[giver]] -= 1
            row[giver] = place
            count[place] += 1
