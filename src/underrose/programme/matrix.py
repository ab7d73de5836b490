"""Who meets whom, drawn: a square for every pair, filled by the round in which they first share a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from underrose.methods.allocation.breakouts.problem import Pair
from underrose.methods.allocation.breakouts.verification import groups_of
from underrose.programme.in_numbers import Numbered

CELL = 8
MOST = 120
"""People on one drawing; of more a table says how many others each meets."""
SHADES = 6
NUMBERED_EVERY = 5


@dataclass(frozen=True, slots=True)
class Layer:
    """All squares of one kind as one path: first met in round `number`, or, with 0, met again."""

    number: int
    shade: int
    title: str
    path: str
    pairs: int


@dataclass(frozen=True, slots=True)
class Mark:
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Matrix:
    size: int
    width: int
    layers: tuple[Layer, ...]
    marks: tuple[Mark, ...]
    grid: str


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody, how many others they meet, and whom more than once."""

    number: int
    person: int
    meets: int
    again: tuple[int, ...]
    by_round: tuple[int, ...]
    """How many they have met after each round."""


def first_shared(numbered: Numbered, until: int) -> dict[Pair, list[int]]:
    """The rounds each pair shares, up to and with round `until`, counted from 1."""
    found: dict[Pair, list[int]] = {}
    for number in range(until):
        for people in groups_of(numbered.seats, number).values():
            for one in combinations(people, 2):
                found.setdefault(one, []).append(number)
    return found


def drawn(numbered: Numbered, shared: dict[Pair, list[int]], titles: Sequence[str]) -> Matrix:
    """The lower half of a square: who stands in a row meets who stands in a column."""
    people = len(numbered.people)
    paths: dict[int, list[str]] = {}
    for (one, other), rounds in sorted(shared.items()):
        kind = 0 if len(rounds) > 1 else rounds[0] + 1
        paths.setdefault(kind, []).append(f"M{one * CELL} {other * CELL}h{CELL - 1}v{CELL - 1}h{1 - CELL}z")
    return Matrix(
        size=people * CELL,
        width=people * CELL + 3 * CELL,
        layers=tuple(
            Layer(
                number,
                min(number, SHADES),
                titles[number - 1] if number else "",
                "".join(paths[number]),
                len(paths[number]),
            )
            for number in sorted(paths, key=lambda number: number or len(titles) + 1)
        ),
        marks=tuple(
            Mark(place * CELL + CELL - 1, str(place + 1))
            for place in range(people)
            if (place + 1) % NUMBERED_EVERY == 0
        ),
        grid="".join(f"M0 {place * CELL}h{(place) * CELL}" for place in range(1, people)),
    )


def lines(numbered: Numbered, shared: dict[Pair, list[int]], until: int) -> list[Line]:
    """The same as a table."""
    firsts: list[list[int]] = [[0] * until for _one in numbered.people]
    again: list[list[int]] = [[] for _one in numbered.people]
    for (one, other), rounds in shared.items():
        for person, companion in ((one, other), (other, one)):
            firsts[person][rounds[0]] += 1
            if len(rounds) > 1:
                again[person].append(companion)
    return [
        Line(
            person + 1,
            person,
            sum(firsts[person]),
            tuple(sorted(again[person])),
            tuple(sum(firsts[person][: number + 1]) for number in range(until)),
        )
        for person in range(len(numbered.people))
    ]


@dataclass(frozen=True, slots=True)
class Share:
    """How many people meet so many others: a row of the summary for a large room."""

    least: int
    most: int
    people: int


def summary(found: Sequence[Line], *, rows: int = 8) -> list[Share]:
    """A large room in a few rows: so many people meet between so many others."""
    if not found:
        return []
    low, high = min(one.meets for one in found), max(one.meets for one in found)
    step = max(1, ceil((high - low + 1) / rows))
    shares = [
        Share(start, min(start + step - 1, high), sum(start <= one.meets < start + step for one in found))
        for start in range(low, high + 1, step)
    ]
    return [one for one in shares if one.people]
