"""The search for a plan: cycles of annealing from different beginnings, until the bound is reached or the budget spent.

The same problem, seed and budget give the same plan on every machine: no clock is asked. A search that is stopped gives
the best plan so far.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from underrose.methods.allocation.breakouts import arrays, starting
from underrose.methods.allocation.breakouts.arrays import Seating, Weights
from underrose.methods.allocation.breakouts.checking import checked
from underrose.methods.allocation.breakouts.problem import ABSENT, Problem, Seats
from underrose.methods.allocation.breakouts.verification import Report, verify

CYCLE, CYCLES = 8_000_000, 3
"""Moves from warm to cold, and how often; under a second each for the room of a retreat."""
_SLICE = 250_000
"""Moves between two questions whether to go on."""
_WARM, _COLD = 0.6, 0.14
_ENOUGH = 1e-6
_WARM_DESIGN = 0.25
"""A beginning in which nobody meets twice is not to be boiled down."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits where in each round, how that was found, and what is to be said of it."""

    seats: Seats
    report: Report
    seed: int
    moves: int
    """The budget; with seed and problem it gives this plan again."""
    tried: int
    is_complete: bool
    """Whether the search ended by itself, and was not stopped."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: moves tried of those allowed, and the cost of the best plan so far."""

    tried: int
    moves: int
    cost: float


def go_on(_progress: Progress) -> bool:
    """Until the end."""
    return True


@dataclass(frozen=True, slots=True)
class InTurn:
    """Searches one after the other, heard as one; a stop in one stops the next at its first question."""

    may_go_on: Callable[[Progress], bool]
    moves: int
    """Of all together."""

    def after(self, before: int) -> Callable[[Progress], bool]:
        """For the search that begins after so many moves of the others."""

        def heard(progress: Progress) -> bool:
            return self.may_go_on(Progress(before + progress.tried, self.moves, progress.cost))

        return heard


def solve(
    problem: Problem,
    *,
    seed: int,
    moves: int = CYCLE * CYCLES,
    may_go_on: Callable[[Progress], bool] = go_on,
    weights: Weights = Weights(),  # noqa: B008 - a value, never changed
) -> Plan:
    """The best plan found within a budget of moves. `may_go_on` hears of progress, and answers False to stop.

    Raises ValueError where the problem is malformed, see `checked`; one that cannot be met gives a plan that says so.

    Time O(moves) plus O(R n²) for each cycle; memory O(n² + R G n) of 2 or 4 bytes each.
    """
    checked(problem)
    rng = Random(seed)  # noqa: S311 - plans are to be had again, not to be secret
    search = _Search(problem, weights, moves, may_go_on)
    best: tuple[Report, Seats] | None = None
    number = 0
    while best is None or (search.is_open and not _is_finished(search, best[0])):
        seats = search.cycle(rng, is_by_lot=number > 0)
        report = verify(problem, seats)
        if best is None or report.rank < best[0].rank:
            best = report, seats
        number += 1
    return Plan(best[1], best[0], seed, moves, search.tried, not search.is_stopped)


def _is_finished(search: "_Search", report: Report) -> bool:
    return report.is_proven and search.best_cost <= search.goal + _ENOUGH


class _Search:
    """A budget, and the arrays that stay the same from cycle to cycle."""

    def __init__(
        self, problem: Problem, weights: Weights, moves: int, may_go_on: Callable[[Progress], bool]
    ) -> None:
        from underrose.methods.allocation.breakouts import kernel  # seconds, and only where plans are made

        self.kernel, self.problem, self.moves, self.may_go_on = kernel, problem, moves, may_go_on
        self.tried, self.is_stopped, self.best_cost = 0, False, float("inf")
        values = arrays.values(problem, weights)
        is_fixed = arrays.fixed(problem)
        seatings = np.nonzero(~is_fixed)
        block, block_members = arrays.blocks(problem)
        smallest, largest = arrays.sizes(problem)
        self.terms = kernel.Terms(
            features=values.features,
            low=values.low,
            high=values.high,
            weight=values.weight,
            seat_cost=arrays.seat_cost(problem, weights),
            smallest=smallest,
            largest=largest,
            seatings_round=seatings[0],
            seatings_person=seatings[1],
            is_fixed=is_fixed,
            block=block,
            block_members=block_members,
            step=arrays.beginning(problem).dtype.type(1),
            home=arrays.home(problem),
            allowed=weights.allowed,
            over=weights.over,
        )
        self.goal = arrays.least_cost(problem, self.terms.seat_cost)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to try: seats that may change, and another group to sit in."""
        may_change = len(self.terms.seatings_round) > 0 and self.terms.largest.shape[1] > 1
        return may_change and self.tried < self.moves and not self.is_stopped

    def cycle(self, rng: Random, *, is_by_lot: bool) -> Seats:
        """From one beginning to the cold."""
        state = self._state(starting.begin(self.problem, rng, is_by_lot=is_by_lot), rng)
        cost = self.kernel.lay_out(state, self.terms)
        had_a_seat = (self.terms.home != ABSENT) & (state.seats != ABSENT)
        changes = int((state.seats != self.terms.home)[had_a_seat].sum())
        cost += self.terms.over * max(changes - self.terms.allowed, 0)
        course = self.kernel.Course(cost, cost, self.goal, changes, is_unsaved=False)
        slices = max(1, -(-min(CYCLE, self.moves - self.tried) // _SLICE))
        for cooling in self._coolings(slices, _WARM if is_by_lot else self._first_warmth()):
            self.best_cost = min(self.best_cost, course.best)
            if not self.is_open or course.best <= self.goal + _ENOUGH:
                break
            course, tried = self.kernel.anneal(state, self.terms, course, cooling)
            self.tried += tried
            self.best_cost = min(self.best_cost, course.best)
            self.is_stopped = not self.may_go_on(Progress(self.tried, self.moves, self.best_cost))
        return arrays.as_seats(state.best)

    def _first_warmth(self) -> float:
        is_design = self.problem.in_hand is None and starting.design(self.problem) is not None
        return _WARM_DESIGN if is_design else _WARM

    def _coolings(self, slices: int, warm: float) -> Iterator[Any]:
        ratio = (_COLD / warm) ** (1 / slices)
        for number in range(slices):
            moves = min(_SLICE, self.moves - self.tried)
            yield self.kernel.Cooling(warm * ratio**number, warm * ratio ** (number + 1), moves)

    def _state(self, seats: Seating, rng: Random) -> Any:
        rounds, people = seats.shape
        groups = self.terms.largest.shape[1]
        pairs = arrays.beginning(self.problem)
        return self.kernel.State(
            seats=seats,
            members=np.zeros((rounds, groups, self._most(seats)), np.int32),
            filled=np.zeros((rounds, groups), np.int32),
            place=np.zeros((rounds, people), np.int32),
            pairs=pairs,
            joining=np.zeros((rounds, groups, people), pairs.dtype),
            counts=np.zeros((rounds, groups, self.terms.low.shape[2]), np.int32),
            best=seats.copy(),
            dice=np.array([rng.getrandbits(63) | 1], np.uint64),
            scratch=np.zeros((2, self.terms.block_members.shape[1]), np.int32),
        )

    def _most(self, seats: Seating) -> int:
        """Seats a group needs: one more than its largest size, because two who change places sit there for a moment."""
        there = max(int(np.bincount(row[row >= 0], minlength=1).max()) for row in seats)
        return max(int(self.terms.largest.max()), there) + 1
