"""A problem as the arrays of the kernel, and back. The only place that knows both."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt

from underrose.methods.allocation.breakouts.bounds import bounds
from underrose.methods.allocation.breakouts.checking import joined
from underrose.methods.allocation.breakouts.problem import ABSENT, Attribute, Problem, Seats
from underrose.methods.allocation.breakouts.quotas import band

Seating = npt.NDArray[np.int32]
HARD = 500
"""A broken rule costs more than any plan worth having repeats; small enough for sums of sixteen bits."""
QUOTA = 4.0
WISH, CHANGE = 1 / 64, 1 / 64
_EVERYBODY = 10_000
_SMALL = 1_000
"""Up to so many people whole numbers of 32 bits are used; beyond, of 16, which halves what is held."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What one counts against one repeated encounter: a person outside a quota, one rank of a wish, one changed seat."""

    quota: float = QUOTA
    wish: float = WISH
    change: float = CHANGE
    over: float = 0.0
    """A changed seat beyond those `allowed`."""
    allowed: int = 0


@dataclass(frozen=True, slots=True)
class Values:
    """Columns of features: the value of each person, its bands, and what a person outside them costs."""

    features: npt.NDArray[np.int32]
    low: npt.NDArray[np.int32]
    high: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float64]


def beginning(problem: Problem) -> npt.NDArray[Any]:
    """What a first shared round costs each pair, (n, n): nothing, the times they met, or a broken rule."""
    many = len(problem)
    kind = np.int32 if many <= _SMALL else np.int16
    found = np.zeros((many, many), kind)
    for (one, other), times in problem.met.items():
        found[one, other] = found[other, one] = times
    for one, other in problem.apart:
        found[one, other] = found[other, one] = HARD
    for block in problem.together:
        for one in block:
            for other in block - {one}:
                found[one, other] -= HARD
    return found


def values(problem: Problem, weights: Weights) -> Values:
    """Attributes first, then duties. (n, C), (R, G, V) twice, (V,)."""
    columns: list[npt.NDArray[np.int32]] = []
    bands: list[Band] = []
    for column, value_bands in (*_attributes(problem, weights), *_duties(problem)):
        column[column >= 0] += len(bands)
        columns.append(column)
        bands.extend(value_bands)
    rounds, groups = len(problem.rounds), max(len(round_.groups) for round_ in problem.rounds)
    low = np.zeros((rounds, groups, max(1, len(bands))), np.int32)
    high = np.full_like(low, _EVERYBODY)
    for place, (_weight, per_round) in enumerate(bands):
        for number, (least, most) in enumerate(per_round):
            if problem.rounds[number].held is None:
                own = len(problem.rounds[number].groups)
                low[number, :own, place], high[number, :own, place] = least, most
    features = np.column_stack(columns) if columns else np.full((len(problem), 0), -1)
    weight = np.array([weight for weight, _per_round in bands] or [0.0])
    return Values(np.ascontiguousarray(features, np.int32), low, high, weight)


Band = tuple[float, list[tuple[int, int]]]
"""What one person outside costs, and for each round the fewest and the most in a group."""
Column = tuple[npt.NDArray[np.int32], list[Band]]


def _attributes(problem: Problem, weights: Weights) -> Iterator[Column]:
    for attribute in problem.attributes:
        names = sorted({value for own in attribute.values for value in own})
        bands = {name: (weights.quota, _bands(problem, attribute, name)) for name in names}
        if all(len(own) <= 1 for own in attribute.values):
            place = {name: number for number, name in enumerate(names)}
            column = np.array([place[own[0]] if own else -1 for own in attribute.values], np.int32)
            yield column, [bands[name] for name in names]
        else:
            for name in names:
                yield (
                    np.array([0 if name in own else -1 for own in attribute.values], np.int32),
                    [bands[name]],
                )


def _bands(problem: Problem, attribute: Attribute, name: str) -> list[tuple[int, int]]:
    return [
        band(
            sum(name in attribute.values[one] for one in problem.present(number)),
            len(round_.groups),
            attribute.slack,
        )
        for number, round_ in enumerate(problem.rounds)
    ]


def _duties(problem: Problem) -> Iterator[Column]:
    for duty in problem.duties:
        column = np.array([0 if one in duty.people else -1 for one in range(len(problem))], np.int32)
        most = _EVERYBODY if duty.most is None else duty.most
        bands = [
            (duty.least, most) if duty.holds_in(number) else (0, _EVERYBODY)
            for number in range(len(problem.rounds))
        ]
        yield column, [(float(HARD), bands)]


def seat_cost(problem: Problem, weights: Weights) -> npt.NDArray[np.float32]:
    """(R, G, n), or (1, 1, 1) where every seat costs the same."""
    has_language = any(group.language for round_ in problem.rounds for group in round_.groups)
    if not (has_language or problem.wishes or problem.in_hand):
        return np.zeros((1, 1, 1), np.float32)
    groups = max(len(round_.groups) for round_ in problem.rounds)
    found = np.zeros((len(problem.rounds), groups, len(problem)), np.float32)
    for (number, person), last in _last_ranks(problem).items():
        for group in range(len(problem.rounds[number].groups)):
            rank = problem.wishes.get((number, person, group), last + 1)
            found[number, group, person] += weights.wish * rank
    for number, round_ in enumerate(problem.rounds):
        for place, asked in enumerate(round_.groups):
            if asked.language:
                silent = [one for one in range(len(problem)) if asked.language not in problem.speaks[one]]
                found[number, place, silent] += HARD
        if problem.in_hand is not None:
            _charge_changes(found[number], problem.in_hand[number], weights.change)
    return found


def _last_ranks(problem: Problem) -> dict[tuple[int, int], int]:
    """Of everybody who ranked groups of a round, the rank of the last of them."""
    found: dict[tuple[int, int], int] = {}
    for (number, person, _group), rank in problem.wishes.items():
        found[number, person] = max(rank, found.get((number, person), 0))
    return found


def _charge_changes(found: npt.NDArray[np.float32], before: tuple[int, ...], weight: float) -> None:
    for person, group in enumerate(before):
        if group != ABSENT:
            found[:, person] += weight
            found[group, person] -= weight


def sizes(problem: Problem) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Smallest and largest, (R, G); a group a round does not have, or one of a round that is over, takes nobody."""
    groups = max(len(round_.groups) for round_ in problem.rounds)
    smallest = np.zeros((len(problem.rounds), groups), np.int32)
    largest = np.zeros_like(smallest)
    for number, round_ in enumerate(problem.rounds):
        if round_.held is None:
            smallest[number, : len(round_.groups)] = [group.smallest for group in round_.groups]
            # A group larger than the room would only take memory.
            largest[number, : len(round_.groups)] = [
                min(group.largest, len(problem)) for group in round_.groups
            ]
    return smallest, largest


def home(problem: Problem) -> Seating:
    """(R, n): the seats of the plan in hand, -1 where none may be lost."""
    if problem.in_hand is None:
        return np.full((len(problem.rounds), len(problem)), ABSENT, np.int32)
    return np.array(problem.in_hand, np.int32)


def fixed(problem: Problem) -> npt.NDArray[np.bool_]:
    """(R, n): whose seat may not change."""
    found = np.zeros((len(problem.rounds), len(problem)), np.bool_)
    for one in problem.pins:
        found[one.round, one.person] = True
    for number, round_ in enumerate(problem.rounds):
        found[number, sorted(round_.absent)] = True
        if round_.held is not None:
            found[number] = True
    return found


def blocks(problem: Problem) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """(n,) the block of each person, -1 for none; (B, k) who is in each, padded with -1. Blocks that share somebody are one."""
    whole = joined(problem.together)
    of = np.full(len(problem), -1, np.int32)
    most = max((len(block) for block in whole), default=1)
    rows = np.full((max(1, len(whole)), most), -1, np.int32)
    for number, block in enumerate(whole):
        of[sorted(block)] = number
        rows[number, : len(block)] = sorted(block)
    return of, rows


def as_seats(found: Seating) -> Seats:
    return tuple(tuple(int(group) for group in row) for row in found)


def least_cost(problem: Problem, seat_costs: npt.NDArray[np.float32]) -> float:
    """What no plan can cost less than: repeats at their bound, blocks whole, everybody on their cheapest seat."""
    before = sum(times * (times - 1) // 2 for times in problem.met.values())
    return (
        bounds(problem).encounters - before - HARD * _whole_blocks(problem) + _cheapest(problem, seat_costs)
    )


def _whole_blocks(problem: Problem) -> int:
    """Meetings, over all rounds, of pairs that sit together."""
    return sum(comb(len(block - round_.absent), 2) for round_ in problem.rounds for block in problem.together)


def _cheapest(problem: Problem, seat_costs: npt.NDArray[np.float32]) -> float:
    if seat_costs.shape[2] == 1:
        return 0.0
    return sum(
        float(seat_costs[number, : len(round_.groups), list(problem.present(number))].min(axis=1).sum())
        for number, round_ in enumerate(problem.rounds)
        if problem.present(number)
    )
