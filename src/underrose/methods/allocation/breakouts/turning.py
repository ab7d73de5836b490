"""Full rooms: rounds that are the turns of a few, so that a few rounds are sought instead of all.

People are points (orbit, x), x in a commutative group of m turns, and points that no turn moves. If in one round every
difference x - y from orbit to orbit is met at most once, then its m turns are m rounds in which nobody meets twice. To
them come rounds that every turn leaves as they are: those whose groups are the turns of blocks with one point of each
orbit, and the one whose groups are the cosets of a subgroup.

Bose, "On the construction of balanced incomplete block designs", Annals of Eugenics 9, 1939 (differences); Anderson,
"Combinatorial Designs and Tournaments", Oxford 1997 (starters, Kirkman systems); Harvey and Winterer, "Solving the MOLR
and Social Golfer Problems", CP 2005 (why a search for all rounds at once fails in full rooms).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import comb, prod
from random import Random
from typing import Any

import numpy as np

Turns = tuple[int, ...]
"""A commutative group, as the orders of the cyclic groups it is the product of."""
Rows = tuple[tuple[int, ...], ...]
"""For each round the group of every place."""
LARGEST = 100
"""People of a room for which this is tried; in larger ones there is room enough for the search, or no hope for this."""
TRIES = ((100_000, 1), (400_000, 3))
"""Moves, and how often from another beginning: all shapes first in short, then in long."""
EFFORT = 4_000_000
"""Moves in all; about a second."""
_WARM, _COLD = 0.7, 0.15


@dataclass(frozen=True, slots=True)
class Shape:
    """How a room may turn: orbits and fixed points, and how many rounds are turned, and stay as they are."""

    turns: Turns
    orbits: int
    fixed: int
    size: int
    turned: int
    still: int
    has_cosets: bool

    @property
    def order(self) -> int:
        return prod(self.turns)

    @property
    def people(self) -> int:
        return self.orbits * self.order + self.fixed

    @property
    def is_possible(self) -> bool:
        """Whether there are as many kinds of pairs to be met once as the rounds to be found meet."""
        blocks = self.turned * self.people // self.size + self.still * (self.orbits // self.size)
        return blocks * comb(self.size, 2) <= self._kinds

    @property
    def _kinds(self) -> int:
        used = subgroup(self.turns, self.size) if self.has_cosets else frozenset()
        within = sum(_doubled(self.turns, x) != 0 for x in range(self.order) if x not in used) // 2
        return self.orbits * within + comb(self.orbits, 2) * self.order + self.fixed * self.orbits


@cache
def turned_rounds(groups: int, size: int, rounds: int) -> Rows | None:
    """Rounds of groups of one size in which nobody meets twice, the fixed points in the last places; None if none is found.

    The same answer every time. Time O(EFFORT x size), and none where the numbers exclude it.
    """
    if not 1 < size <= groups or groups * size > LARGEST or rounds * (size - 1) >= groups * size:
        return None
    shapes = list(_shapes(groups, size, rounds))
    left = EFFORT
    for moves, often in TRIES:
        for shape in shapes:
            for seed in range(often):
                if left <= 0:
                    return None
                left -= moves
                found = sought(shape, seed=seed, moves=moves)
                if found is not None:
                    return tuple(expanded(shape, found))[:rounds]
    return None


def _shapes(groups: int, size: int, rounds: int) -> Iterator[Shape]:
    """Those that give enough rounds and are not excluded by counting; the most turns first, because least is to be found."""
    people = groups * size
    for order in range(rounds + 2, 1, -1):
        for orbits in range(1, people // order + 1):
            fixed = people - orbits * order
            if fixed <= groups:
                for turns in commutative(order):
                    kept = (Shape(turns, orbits, fixed, size, *parts) for parts in _parts(rounds, order))
                    yield from (shape for shape in kept if _is_whole(shape) and shape.is_possible)


def _parts(rounds: int, order: int) -> Iterator[tuple[int, int, bool]]:
    """How many rounds are turned, stay, and are of cosets."""
    for has_cosets in (False, True):
        for turned in range(1, -(-rounds // order) + 1):
            yield turned, max(0, rounds - turned * order - has_cosets), has_cosets


def _is_whole(shape: Shape) -> bool:
    """Whether rounds that stay can be made: fixed points are a group there, and can be so once."""
    stay = shape.still + shape.has_cosets
    if stay and not (shape.fixed == 0 or (shape.fixed == shape.size and stay == 1)):
        return False
    if shape.has_cosets and subgroup(shape.turns, shape.size) == frozenset():
        return False
    return not shape.still or shape.orbits % shape.size == 0


def sought(shape: Shape, *, seed: int, moves: int) -> list[list[int]] | None:
    """The points of the rounds to be turned and of the blocks of those that stay, block after block."""
    from underrose.methods.allocation.breakouts import (
        turning_kernel,
    )  # seconds, and only where plans are made

    rng = Random(seed)  # noqa: S311 - designs are to be had again, not to be secret
    kind, count = kinds(shape)
    many = [shape.people] * shape.turned + [shape.orbits] * shape.still
    places = np.full((len(many), shape.people), -1, np.int64)
    for number, row in enumerate(places):
        if number < shape.turned:
            row[:] = rng.sample(range(shape.people), shape.people)
        else:
            orbits = rng.sample(range(shape.orbits), shape.orbits)
            row[: shape.orbits] = [one * shape.order + rng.randrange(shape.order) for one in orbits]
    is_found = turning_kernel.search(
        turning_kernel.Rounds(
            places=places,
            many=np.array(many, np.int64),
            is_still=np.arange(len(many)) >= shape.turned,
            kind=kind,
            count=count,
            size=shape.size,
            turns=shape.order,
            dice=np.array([rng.getrandbits(63) | 1], np.uint64),
        ),
        _WARM,
        _COLD,
        moves,
    )
    return [row[:length].tolist() for row, length in zip(places, many, strict=True)] if is_found else None


def kinds(shape: Shape) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """(n, n) the number of the kind of every pair: those that turn into one another are alike; and how often each is met.

    Met from the beginning are fixed points, differences that are their own negative, which m turns meet twice, and those
    within cosets that are groups of a round.
    """
    order, movable = shape.order, shape.orbits * shape.order
    used = subgroup(shape.turns, shape.size) if shape.has_cosets else frozenset()
    found: dict[tuple[int, ...], int] = {}
    count: list[int] = []
    kind = np.zeros((shape.people, shape.people), np.int64)
    for one, other in product(range(shape.people), repeat=2):
        if one >= other:
            continue
        from_, to = one // order, other // order
        back = _difference(shape.turns, one % order, other % order)
        forth = _difference(shape.turns, other % order, one % order)
        if one >= movable:
            name, is_met = (one, other, 0, 0), True
        elif other >= movable:
            name, is_met = (from_, other, 0, 1), False
        else:
            name = (from_, to, min(back, forth) if from_ == to else back, 2)
            is_met = from_ == to and (back == forth or back in used)
        if name not in found:
            found[name] = len(count)
            count.append(int(is_met))
        kind[one, other] = kind[other, one] = found[name]
    return kind, np.array(count, np.int64)


def expanded(shape: Shape, found: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """All rounds: the group of every point."""
    for points in found[: shape.turned]:
        for turn in range(shape.order):
            yield _as_row({_turned(shape, p, turn): place // shape.size for place, p in enumerate(points)})
    last = shape.people // shape.size - 1
    fixed = dict.fromkeys(range(shape.orbits * shape.order, shape.people), last)
    for points in found[shape.turned :]:
        yield _as_row(
            fixed
            | {
                _turned(shape, p, turn): place // shape.size * shape.order + turn
                for place, p in enumerate(points)
                for turn in range(shape.order)
            }
        )
    if shape.has_cosets:
        used = subgroup(shape.turns, shape.size)
        least = [min(_sum(shape.turns, x, one) for one in used) for x in range(shape.order)]
        cosets = sorted(set(least))
        yield _as_row(
            fixed
            | {
                orbit * shape.order + x: orbit * len(cosets) + cosets.index(least[x])
                for orbit in range(shape.orbits)
                for x in range(shape.order)
            }
        )


def _as_row(groups: dict[int, int]) -> tuple[int, ...]:
    return tuple(groups[point] for point in range(len(groups)))


def _turned(shape: Shape, point: int, turn: int) -> int:
    orbit, x = divmod(point, shape.order)
    return point if orbit >= shape.orbits else orbit * shape.order + _sum(shape.turns, x, turn)


def commutative(order: int, divides: int = 1) -> Iterator[Turns]:
    """All commutative groups of an order: cyclic groups, the order of each dividing that of the next."""
    if order == 1:
        yield ()
    for first in range(max(2, divides), order + 1):
        if order % first == 0 and first % divides == 0:
            yield from ((first, *rest) for rest in commutative(order // first, first))


@cache
def subgroup(turns: Turns, order: int) -> frozenset[int]:
    """One subgroup of this order, a product of cyclic ones; empty where there is none."""
    ways = product(*([part for part in range(1, one + 1) if one % part == 0] for one in turns))
    parts = next((way for way in ways if prod(way) == order), None)
    if parts is None:
        return frozenset()
    steps = product(*(range(0, one, one // part) for one, part in zip(turns, parts, strict=True)))
    return frozenset(_number(turns, digits) for digits in steps)


@cache
def _difference(turns: Turns, one: int, other: int) -> int:
    return _number(
        turns,
        tuple((x - y) % n for x, y, n in zip(_digits(turns, one), _digits(turns, other), turns, strict=True)),
    )


@cache
def _sum(turns: Turns, one: int, other: int) -> int:
    return _number(
        turns,
        tuple((x + y) % n for x, y, n in zip(_digits(turns, one), _digits(turns, other), turns, strict=True)),
    )


def _doubled(turns: Turns, one: int) -> int:
    return _sum(turns, one, one)


@cache
def _digits(turns: Turns, number: int) -> tuple[int, ...]:
    found = []
    for one in turns:
        number, digit = divmod(number, one)
        found.append(digit)
    return tuple(found)


def _number(turns: Turns, digits: tuple[int, ...]) -> int:
    return sum(digit * prod(turns[:place]) for place, digit in enumerate(digits))
