"""The search for rounds that may be turned: exchanges in the rounds to be turned, counted by differences. Compiled.

Importing this takes seconds; see `kernel`.
"""

import math
from typing import Any, NamedTuple

from underrose.methods.allocation.breakouts.compiling import compiled
from underrose.methods.allocation.breakouts.dice import below, unit

_STRETCH = 256


class Rounds(NamedTuple):
    """`places` (C, n) the points of each round to be found, block after block of `size`; `many` (C,) how many there are.

    `is_still` (C,) rounds that all turns leave as they are; `kind` (n, n) which pairs turn into one another; `count` how
    often each kind is met; `turns` points that turn into one another follow each other, so many at a time; `dice` (1,).
    """

    places: Any
    many: Any
    is_still: Any
    kind: Any
    count: Any
    size: Any
    turns: Any
    dice: Any


@compiled
def search(rounds: Rounds, warm: float, cold: float, moves: int) -> bool:
    """Whether rounds were found in which no kind of pair is met twice. Time O(moves x size)."""
    cost = lay_out(rounds)
    temperature, tried = warm, 0
    colder = math.exp(math.log(cold / warm) * _STRETCH / max(moves, _STRETCH))
    while tried < moves and cost > 0:
        tried += 1
        if tried % _STRETCH == 0:
            temperature *= colder
        cost += _try(rounds, temperature)
    return cost == 0


@compiled
def lay_out(rounds: Rounds) -> int:
    """Count the rounds as they stand; what is met again is the cost."""
    cost = 0
    for c in range(rounds.places.shape[0]):
        for place in range(rounds.many[c]):
            for other in range(place // rounds.size * rounds.size, place):
                cost += _meet(rounds, rounds.places[c, place], rounds.places[c, other])
    return cost


@compiled
def _try(rounds: Rounds, temperature: float) -> int:
    c = below(rounds.dice, rounds.places.shape[0])
    one = below(rounds.dice, rounds.many[c])
    if rounds.is_still[c] and (rounds.many[c] == rounds.size or below(rounds.dice, 2) == 0):
        return _try_to_shift(rounds, c, one, temperature)
    other = below(rounds.dice, rounds.many[c] - rounds.size)
    if other >= one // rounds.size * rounds.size:
        other += rounds.size
    left, right = rounds.places[c, one], rounds.places[c, other]
    change = _leave(rounds, c, one) + _leave(rounds, c, other)
    change += _join(rounds, c, one, right) + _join(rounds, c, other, left)
    if _is_taken(rounds.dice, change, temperature):
        return change
    _leave(rounds, c, one)
    _leave(rounds, c, other)
    _join(rounds, c, one, left)
    _join(rounds, c, other, right)
    return 0


@compiled
def _try_to_shift(rounds: Rounds, c: int, place: int, temperature: float) -> int:
    """Another point of those that turn into this one."""
    point = rounds.places[c, place]
    other = point // rounds.turns * rounds.turns + below(rounds.dice, rounds.turns)
    change = _leave(rounds, c, place) + _join(rounds, c, place, other)
    if _is_taken(rounds.dice, change, temperature):
        return change
    _leave(rounds, c, place)
    _join(rounds, c, place, point)
    return 0


@compiled
def _leave(rounds: Rounds, c: int, place: int) -> int:
    """An empty place is -1."""
    change, point = 0, rounds.places[c, place]
    rounds.places[c, place] = -1
    first = place // rounds.size * rounds.size
    for other in range(first, first + rounds.size):
        if rounds.places[c, other] >= 0:
            kind = rounds.kind[point, rounds.places[c, other]]
            rounds.count[kind] -= 1
            change -= rounds.count[kind]
    return change


@compiled
def _join(rounds: Rounds, c: int, place: int, point: int) -> int:
    change = 0
    first = place // rounds.size * rounds.size
    for other in range(first, first + rounds.size):
        if rounds.places[c, other] >= 0:
            change += _meet(rounds, point, rounds.places[c, other])
    rounds.places[c, place] = point
    return change


@compiled
def _meet(rounds: Rounds, one: int, other: int) -> int:
    kind = rounds.kind[one, other]
    rounds.count[kind] += 1
    return int(rounds.count[kind] - 1)


@compiled
def _is_taken(dice: Any, change: int, temperature: float) -> bool:
    return change <= 0 or unit(dice) < math.exp(-change / temperature)
