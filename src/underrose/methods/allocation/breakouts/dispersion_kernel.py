"""The search for one round of those who differ most, compiled: everybody is compared with everybody of the other groups.

Every group has as many chairs as it may take people, one group after the other; chairs without a person are empty, and
whoever goes to an empty chair changes places with nobody. A try looks at one chair and all chairs of other groups; the
temperature says how bad an exchange may be, and one of those that are good enough is made. So a try costs O(n) and stands
for n draws of pairs, of which nearly all are refused once it is cold.

What stands in `apart` and `gain` are whole numbers small enough for exact sums of 32-bit floats: nothing drifts, and every
machine finds the same. Importing this takes seconds; see `kernel`.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from underrose.methods.allocation.breakouts.compiling import compiled
from underrose.methods.allocation.breakouts.dice import below, unit

_STRETCH = 64
"""Tries between two temperatures."""
_NOTHING = np.float32(-1e9)


class Chairs(NamedTuple):
    """N chairs of G groups, and what is needed to price an exchange.

    `who` (N,) people, those of `people` and above being nobody; `group` (N,), `first` (G + 1,) where the chairs of a group
    begin; `apart` (N, N) twice how far the people of two chairs are from each other; `gain` (G, N) what the person of a chair
    adds in a group more than where they sit; `empty`, `spare` (G,) empty chairs, and how many there may be; `best` (N,) who
    sat where at the best; `dice` (1,) the state of the chance.
    """

    who: Any
    group: Any
    first: Any
    apart: Any
    gain: Any
    empty: Any
    spare: Any
    best: Any
    dice: Any
    people: int


class Course(NamedTuple):
    """What the groups are worth, and the best of them."""

    value: float
    best: float
    is_unsaved: bool
    """The best is what is on the table and was not written down yet."""


class Cooling(NamedTuple):
    """From one temperature to a lower one in so many tries."""

    warm: float
    cold: float
    tries: int


@compiled
def lay_out(chairs: Chairs) -> float:
    """`gain` from `apart`, and what the groups are worth. Time O(N²)."""
    total = 0.0
    for k in range(chairs.who.shape[0]):
        for g in range(chairs.gain.shape[0]):
            chairs.gain[g, k] = 0
            for c in range(chairs.first[g], chairs.first[g + 1]):
                chairs.gain[g, k] += chairs.apart[k, c] * np.float32(0.5)
        own = chairs.gain[chairs.group[k], k]
        total += own
        for g in range(chairs.gain.shape[0]):
            chairs.gain[g, k] -= own
    return total / 2


@compiled
def anneal(chairs: Chairs, course: Course, cooling: Cooling) -> Course:
    """Try exchanges while the temperature falls; what is best is written to `best`. Time O(tries x N)."""
    temperature = cooling.warm
    colder = math.exp(math.log(cooling.cold / cooling.warm) * _STRETCH / max(cooling.tries, _STRETCH))
    for number in range(cooling.tries):
        if number % _STRETCH == 0:
            temperature *= colder
        one = below(chairs.dice, chairs.who.shape[0])
        least = np.float32(temperature * math.log(1.0 - unit(chairs.dice)))
        if _most(chairs, one) < least:
            continue
        other = _one_of(chairs, one, least)
        if not _is_allowed(chairs, one, other):
            continue
        change = float(_change(chairs, one, other))
        if change < 0:
            course = _saved(chairs, course)
        _exchange(chairs, one, other)
        course = _after(course, change)
    return _saved(chairs, course)


@compiled
def _change(chairs: Chairs, one: int, other: int) -> Any:
    gain = chairs.gain[chairs.group[one], other] - chairs.apart[one, other]
    return gain + chairs.gain[chairs.group[other], one]


@compiled
def _most(chairs: Chairs, one: int) -> Any:
    """What the best exchange would bring."""
    most, a = _NOTHING, chairs.group[one]
    for b in range(chairs.gain.shape[0]):
        here = _NOTHING
        for other in range(chairs.first[b], chairs.first[b + 1]):
            change = chairs.gain[a, other] - chairs.apart[one, other]
            here = max(here, change)
        if b != a:
            most = max(most, here + chairs.gain[b, one])
    return most


@compiled
def _one_of(chairs: Chairs, one: int, least: Any) -> int:
    """Some chair, by chance, with whom an exchange is good enough."""
    count, found = 0, one
    for other in range(chairs.who.shape[0]):
        if chairs.group[other] != chairs.group[one] and _change(chairs, one, other) >= least:
            count += 1
            if below(chairs.dice, count) == 0:
                found = other
    return found


@compiled
def _is_allowed(chairs: Chairs, one: int, other: int) -> bool:
    """Whether there is somebody to change, and every group keeps its smallest size."""
    a, b = chairs.group[one], chairs.group[other]
    if chairs.who[one] < chairs.people:
        return bool(chairs.who[other] < chairs.people or chairs.empty[a] < chairs.spare[a])
    return bool(chairs.who[other] < chairs.people and chairs.empty[b] < chairs.spare[b])


@compiled
def _saved(chairs: Chairs, course: Course) -> Course:
    if course.is_unsaved:
        for k in range(chairs.who.shape[0]):
            chairs.best[k] = chairs.who[k]
    return Course(course.value, course.best, False)


@compiled
def _after(course: Course, change: float) -> Course:
    value = course.value + change
    if value > course.best:
        return Course(value, value, True)
    return Course(value, course.best, course.is_unsaved)


@compiled
def _exchange(chairs: Chairs, one: int, other: int) -> None:
    """Two change places: first what they bring to whom, then all that is kept of the two chairs."""
    a, b, gain, apart = chairs.group[one], chairs.group[other], chairs.gain, chairs.apart
    half = np.float32(0.5)
    for k in range(chairs.who.shape[0]):
        less = (apart[one, k] - apart[other, k]) * half
        gain[a, k] -= less
        gain[b, k] += less
    for g in range(gain.shape[0]):
        for k in range(chairs.first[a], chairs.first[a + 1]):
            gain[g, k] += (apart[one, k] - apart[other, k]) * half
        for k in range(chairs.first[b], chairs.first[b + 1]):
            gain[g, k] -= (apart[one, k] - apart[other, k]) * half
    here, there = gain[b, one], gain[a, other]
    for g in range(gain.shape[0]):
        gain[g, one], gain[g, other] = gain[g, other] - there, gain[g, one] - here
    for k in range(chairs.who.shape[0]):
        apart[one, k], apart[other, k] = apart[other, k], apart[one, k]
    for k in range(chairs.who.shape[0]):
        apart[k, one], apart[k, other] = apart[k, other], apart[k, one]
    emptied = int(chairs.who[one] >= chairs.people) - int(chairs.who[other] >= chairs.people)
    chairs.empty[a] -= emptied
    chairs.empty[b] += emptied
    chairs.who[one], chairs.who[other] = chairs.who[other], chairs.who[one]
