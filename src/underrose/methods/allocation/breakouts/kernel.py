"""Simulated annealing over who sits where in every round, compiled.

One state holds all rounds. For every round, group and person it keeps what it would cost that person to join that
group, so that a swap is priced by a handful of look-ups whatever the size of a group; what an accepted move changes is
brought up to date in O(n + rounds x size). Kirkpatrick, Gelatt and Vecchi, "Optimization by Simulated Annealing",
Science 220, 1983.

A plan costs the sum of three parts. **Pairs**: a pair begins with `beginning[i, k]`; each round shared costs what
stands in `pairs` by then and raises it by `step`. With a step of 1, m rounds shared cost m(m-1)/2 + m x the beginning;
with a step of 0 the beginning is a distance, as in problems of dispersion. **Quotas**: `weight[v]` for each person
outside `low..high`. **Seats**: `seat_cost[r, g, i]`, for wishes, for changes, and for seats that are barred.

Importing this takes seconds. Workers do it when they start, web processes never.
"""

import math
from typing import Any, NamedTuple

from underrose.methods.allocation.breakouts.compiling import compiled
from underrose.methods.allocation.breakouts.dice import below, unit

_STRETCH = 256
"""Moves between two temperatures."""
_HOPELESS = 30.0
"""A move that costs so many temperatures is refused without asking the dice: they would allow one in 10^13."""
_GAIN = 1e-9


class Terms(NamedTuple):
    """What is asked: R rounds, G groups at most in a round, n people, V values of C columns, B blocks.

    `features` (n, C) the value of each person in each column, -1 for none; no value stands in two columns. `low`, `high`
    (R, G, V) people; `weight` (V,); `seat_cost` (R, G, n), or (1, 1, 1) where no seat costs anything; `smallest`,
    `largest` (R, G), 0 and 0 for a group that a round does not have; `seatings_round`, `seatings_person` the seatings
    that may change; `is_fixed` (R, n); `block` (n,) with whom somebody always sits, -1 for alone; `block_members` (B, k).
    `home` (R, n) the seats of a plan in hand, -1 for none: of them `allowed` may change, each more costs `over`.
    """

    features: Any
    low: Any
    high: Any
    weight: Any
    seat_cost: Any
    smallest: Any
    largest: Any
    seatings_round: Any
    seatings_person: Any
    is_fixed: Any
    block: Any
    block_members: Any
    step: Any
    home: Any
    allowed: Any
    over: Any


class State(NamedTuple):
    """A plan, and what is needed to price its neighbours.

    `seats` (R, n) groups, -1 for absent; `members` (R, G, most), `filled` (R, G), `place` (R, n); `pairs` (n, n);
    `joining` (R, G, n); `counts` (R, G, V); `best` (R, n) the best plan met; `dice` (1,) the state of the chance.
    """

    seats: Any
    members: Any
    filled: Any
    place: Any
    pairs: Any
    joining: Any
    counts: Any
    best: Any
    dice: Any
    scratch: Any


class Course(NamedTuple):
    """How a search stands: what the plan on the table costs, the best plan met, and what nothing can be under."""

    cost: float
    best: float
    goal: float
    changes: int
    """Seats that differ from those of the plan in hand."""
    is_unsaved: bool
    """The best plan is the one on the table and was not written down yet."""


class Cooling(NamedTuple):
    """From one temperature to a lower one in so many moves."""

    warm: float
    cold: float
    moves: int


@compiled
def lay_out(state: State, terms: Terms) -> float:
    """From `seats` all the rest, and what the plan costs. Time O(R n²).

    `pairs` must hold the beginning, the other arrays nothing.
    """
    seats, cost = state.seats, 0.0
    for r in range(seats.shape[0]):
        for i in range(seats.shape[1]):
            if seats[r, i] >= 0:
                cost += _sit_down(state, terms, r, i)
    for r in range(seats.shape[0]):
        for i in range(seats.shape[1]):
            if seats[r, i] >= 0:
                for k in range(seats.shape[1]):
                    state.joining[r, seats[r, i], k] += state.pairs[i, k]
    return cost + _cost_of_quotas(state, terms) + _cost_of_seats(state, terms)


@compiled
def _sit_down(state: State, terms: Terms, r: int, i: int) -> float:
    g, cost = state.seats[r, i], 0.0
    for x in range(state.filled[r, g]):
        k = state.members[r, g, x]
        cost += state.pairs[i, k]
        state.pairs[i, k] += terms.step
        state.pairs[k, i] += terms.step
    state.members[r, g, state.filled[r, g]] = i
    state.place[r, i] = state.filled[r, g]
    state.filled[r, g] += 1
    _count(state, terms, r, g, i, 1)
    return cost


@compiled
def _cost_of_quotas(state: State, terms: Terms) -> float:
    cost = 0.0
    for r in range(state.counts.shape[0]):
        for g in range(state.counts.shape[1]):
            for v in range(state.counts.shape[2]):
                cost += terms.weight[v] * _off(state.counts[r, g, v], terms.low[r, g, v], terms.high[r, g, v])
    return cost


@compiled
def _cost_of_seats(state: State, terms: Terms) -> float:
    cost = 0.0
    if terms.seat_cost.shape[2] > 1:
        for r in range(state.seats.shape[0]):
            for i in range(state.seats.shape[1]):
                if state.seats[r, i] >= 0:
                    cost += terms.seat_cost[r, state.seats[r, i], i]
    return cost


@compiled
def anneal(state: State, terms: Terms, course: Course, cooling: Cooling) -> tuple[Course, int]:
    """Try moves while the temperature falls; what is best is written to `best`.

    Gives back how things stand, and how many moves were tried: fewer where the goal was reached.
    Time O(moves x C + moves accepted x (n + R x most)).
    """
    temperature, tried = cooling.warm, 0
    colder = math.exp(math.log(cooling.cold / cooling.warm) * _STRETCH / max(cooling.moves, _STRETCH))
    while tried < cooling.moves and course.best > course.goal + _GAIN:
        tried += 1
        if tried % _STRETCH == 0:
            temperature *= colder
        course = _try(state, terms, course, temperature)
    return _saved(state, course), tried


@compiled
def _try(state: State, terms: Terms, course: Course, temperature: float) -> Course:
    pick = below(state.dice, terms.seatings_round.shape[0])
    r, i = terms.seatings_round[pick], terms.seatings_person[pick]
    a = state.seats[r, i]
    b = below(state.dice, state.filled.shape[1] - 1)
    b += b >= a
    if terms.largest[r, b] == 0:
        return course
    if terms.block[i] >= 0:
        return _try_block(state, terms, course, temperature, pick, b)
    may_move = state.filled[r, a] > terms.smallest[r, a] and state.filled[r, b] < terms.largest[r, b]
    spots = state.filled[r, b] + may_move
    if spots == 0:
        return course
    spot = below(state.dice, spots)
    j = state.members[r, b, spot] if spot < state.filled[r, b] else -1
    if j >= 0 and (terms.is_fixed[r, j] or terms.block[j] >= 0):
        return course
    change = _price_of_swap(state, terms, r, i, j, b) if j >= 0 else _price_of_move(state, terms, r, i, b)
    changes = _strays(terms, r, i, a, b) + (_strays(terms, r, j, b, a) if j >= 0 else 0)
    change += _price_of_changes(terms, course.changes, changes)
    if not _is_taken(state.dice, change, temperature):
        return course
    if change > 0:
        course = _saved(state, course)
    _seat(state, terms, r, i, b)
    if j >= 0:
        _seat(state, terms, r, j, a)
    return _after(course, change, changes)


@compiled
def _try_block(state: State, terms: Terms, course: Course, temperature: float, pick: int, b: int) -> Course:
    """Those who sit together go to another group together, each changing places with somebody of it."""
    r, i = terms.seatings_round[pick], terms.seatings_person[pick]
    course = _saved(state, course)
    size, change, changes, is_whole = terms.block_members.shape[1], 0.0, 0, True
    for x in range(size):
        state.scratch[0, x] = -1
    for x in range(size):
        k = terms.block_members[terms.block[i], x]
        if k < 0 or state.seats[r, k] < 0 or state.seats[r, k] == b:
            continue
        j = _partner(state, terms, r, b)
        if j < 0 or terms.is_fixed[r, k]:
            is_whole = False
            break
        change += _price_of_swap(state, terms, r, k, j, b)
        state.scratch[0, x], state.scratch[1, x] = k, j
        a = state.seats[r, k]
        changes += _strays(terms, r, k, a, b) + _strays(terms, r, j, b, a)
        _seat(state, terms, r, k, b)
        _seat(state, terms, r, j, a)
    change += _price_of_changes(terms, course.changes, changes)
    if is_whole and _is_taken(state.dice, change, temperature):
        return _after(course, change, changes)
    for x in range(size - 1, -1, -1):
        k, j = state.scratch[0, x], state.scratch[1, x]
        if k >= 0:
            a = state.seats[r, j]
            _seat(state, terms, r, j, b)
            _seat(state, terms, r, k, a)
    return course


@compiled
def _partner(state: State, terms: Terms, r: int, b: int) -> int:
    """Somebody of a group who may leave it, -1 if a few draws find nobody."""
    for _attempt in range(8):
        if state.filled[r, b] == 0:
            return -1
        j = state.members[r, b, below(state.dice, state.filled[r, b])]
        if not terms.is_fixed[r, j] and terms.block[j] < 0:
            return int(j)
    return -1


@compiled
def _saved(state: State, course: Course) -> Course:
    """The best plan written down, before it is left."""
    if not course.is_unsaved:
        return course
    for r in range(state.seats.shape[0]):
        for i in range(state.seats.shape[1]):
            state.best[r, i] = state.seats[r, i]
    return Course(course.cost, course.best, course.goal, course.changes, False)


@compiled
def _after(course: Course, change: float, changes: int) -> Course:
    cost, strays = course.cost + change, course.changes + changes
    if cost < course.best - _GAIN:
        return Course(cost, cost, course.goal, strays, True)
    return Course(cost, course.best, course.goal, strays, course.is_unsaved)


@compiled
def _strays(terms: Terms, r: int, i: int, a: int, b: int) -> int:
    """What going from a to b does to the number of changes."""
    return int(terms.home[r, i] != b) - int(terms.home[r, i] != a)


@compiled
def _price_of_changes(terms: Terms, changes: int, more: int) -> float:
    return float(terms.over * (max(changes + more - terms.allowed, 0) - max(changes - terms.allowed, 0)))


@compiled
def _is_taken(dice: Any, change: float, temperature: float) -> bool:
    if change <= 0:
        return True
    return change < _HOPELESS * temperature and unit(dice) < math.exp(-change / temperature)


@compiled
def _price_of_swap(state: State, terms: Terms, r: int, i: int, j: int, b: int) -> float:
    a, joining = state.seats[r, i], state.joining
    change: float = float(
        joining[r, b, i] + joining[r, a, j] - joining[r, a, i] - joining[r, b, j] - 2 * state.pairs[i, j]
    ) + terms.step * (state.filled[r, a] + state.filled[r, b] - 2)
    for c in range(terms.features.shape[1]):
        v, w = terms.features[i, c], terms.features[j, c]
        if v != w:
            if v >= 0:
                change += _price_of_value(state, terms, r, a, b, v)
            if w >= 0:
                change += _price_of_value(state, terms, r, b, a, w)
    if terms.seat_cost.shape[2] > 1:
        cost = terms.seat_cost
        change += cost[r, b, i] + cost[r, a, j] - cost[r, a, i] - cost[r, b, j]
    return change


@compiled
def _price_of_move(state: State, terms: Terms, r: int, i: int, b: int) -> float:
    a, joining = state.seats[r, i], state.joining
    change: float = float(joining[r, b, i] - joining[r, a, i]) + terms.step * (state.filled[r, a] - 1)
    for c in range(terms.features.shape[1]):
        if terms.features[i, c] >= 0:
            change += _price_of_value(state, terms, r, a, b, terms.features[i, c])
    if terms.seat_cost.shape[2] > 1:
        change += terms.seat_cost[r, b, i] - terms.seat_cost[r, a, i]
    return change


@compiled
def _price_of_value(state: State, terms: Terms, r: int, a: int, b: int, v: int) -> float:
    """What it costs the quotas that one of this value goes from a to b."""
    here, there = state.counts[r, a, v], state.counts[r, b, v]
    return float(
        terms.weight[v]
        * (
            _off(here - 1, terms.low[r, a, v], terms.high[r, a, v])
            - _off(here, terms.low[r, a, v], terms.high[r, a, v])
            + _off(there + 1, terms.low[r, b, v], terms.high[r, b, v])
            - _off(there, terms.low[r, b, v], terms.high[r, b, v])
        )
    )


@compiled
def _off(count: int, low: int, high: int) -> int:
    return max(low - count, 0) + max(count - high, 0)


@compiled
def _seat(state: State, terms: Terms, r: int, i: int, b: int) -> None:
    """Seat somebody in another group."""
    a, pairs, joining = state.seats[r, i], state.pairs, state.joining
    if terms.step != 0:
        for x in range(state.filled[r, a]):
            if state.members[r, a, x] != i:
                _meet(state, i, state.members[r, a, x], -terms.step)
    for k in range(pairs.shape[0]):
        joining[r, a, k] -= pairs[i, k]
        joining[r, b, k] += pairs[i, k]
    last = state.members[r, a, state.filled[r, a] - 1]
    state.members[r, a, state.place[r, i]] = last
    state.place[r, last] = state.place[r, i]
    state.filled[r, a] -= 1
    state.seats[r, i] = b
    if terms.step != 0:
        for x in range(state.filled[r, b]):
            _meet(state, i, state.members[r, b, x], terms.step)
    state.members[r, b, state.filled[r, b]] = i
    state.place[r, i] = state.filled[r, b]
    state.filled[r, b] += 1
    _count(state, terms, r, a, i, -1)
    _count(state, terms, r, b, i, 1)


@compiled
def _meet(state: State, i: int, k: int, change: Any) -> None:
    """Two meet once more or once less: whoever sits with the one is dearer or cheaper to the other, in every round."""
    state.pairs[i, k] += change
    state.pairs[k, i] += change
    for r in range(state.seats.shape[0]):
        if state.seats[r, k] >= 0:
            state.joining[r, state.seats[r, k], i] += change
        if state.seats[r, i] >= 0:
            state.joining[r, state.seats[r, i], k] += change


@compiled
def _count(state: State, terms: Terms, r: int, g: int, i: int, change: int) -> None:
    for c in range(terms.features.shape[1]):
        if terms.features[i, c] >= 0:
            state.counts[r, g, terms.features[i, c]] += change
