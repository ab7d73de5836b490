"""Local search over whom to invite: add one, drop one, swap two, always the best of the whole neighbourhood.

Every neighbour is priced exactly on the common scenarios. Adding and dropping need only the marginal cost of one seat
more or less in each target and scenario; a swap is their sum, but for targets both candidates count to in scenarios
where both come, where nothing changes: there the second difference is taken back. Iterated local search with small
kicks (Lourenço, Martin and Stützle, "Iterated Local Search", 2003) leaves poor summits. Sample average approximation:
Kleywegt, Shapiro and Homem-de-Mello, SIAM J. Optim. 12, 2002.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from underrose.methods.allocation.attendance import Moments, chance_over
from underrose.methods.allocation.deviation import Bounds
from underrose.methods.allocation.scenarios import Flags, Floats, Indices

_GAIN = 1e-9
_KICK = 4
_PENALTY = 400.0
"""Weighted seats that a chance of 1 over the tolerated one would cost: 1 % too much costs four seats."""


@dataclass(frozen=True, slots=True)
class Problem:
    """n candidates who could be invited, k targets, s scenarios; and those in play already, summed up.

    `attends` (n, s); `incidence` (k, n); `fixed_counts` (k, s); `seats` (n,) 1.0 for who counts to the cap;
    `mean`, `third` (n,) and `covariance` (n, n) of coming, 0 for who does not count; `beside_fixed` (n,) covariance
    with all in play; `fixed` their moments; `excludes` (n, n) conflicts; `is_locked` (n,) must-haves;
    `room` the most invitations to people who count, or None.
    """

    attends: Floats
    incidence: Floats
    bounds: Bounds
    fixed_counts: Floats
    seats: Floats
    mean: Floats
    third: Floats
    covariance: Floats
    beside_fixed: Floats
    fixed: Moments
    excludes: Flags
    is_locked: Flags
    cap: int
    room: int | None


@dataclass(frozen=True, slots=True)
class Move:
    gain: float
    out: int | None = None
    into: int | None = None


class State:
    """A choice, with what is needed to price its neighbours kept up to date."""

    def __init__(self, problem: Problem, chosen: Flags) -> None:
        self.problem, self.chosen = problem, chosen | problem.is_locked
        x, fixed = np.flatnonzero(self.chosen), problem.fixed
        self.counts = problem.fixed_counts + problem.incidence[:, x] @ problem.attends[x]
        self.mean = float(fixed.mean) + problem.mean[x].sum()
        self.third = float(fixed.third) + problem.third[x].sum()
        self.most = float(fixed.most) + problem.seats[x].sum()
        within = problem.covariance[np.ix_(x, x)].sum()
        self.variance = float(fixed.variance) + within + 2 * problem.beside_fixed[x].sum()
        self.beside = problem.beside_fixed + problem.covariance[:, x].sum(axis=1)
        self.blocked = problem.excludes[:, x].sum(axis=1)

    def turn(self, index: int) -> None:
        """Invite the candidate, or no longer."""
        problem, sign = self.problem, -1.0 if self.chosen[index] else 1.0
        self.variance += problem.covariance[index, index] + 2 * sign * self.beside[index]
        self.chosen[index] = sign > 0
        self.counts += sign * np.outer(problem.incidence[:, index], problem.attends[index])
        self.mean += sign * problem.mean[index]
        self.third += sign * problem.third[index]
        self.most += sign * problem.seats[index]
        self.beside += sign * problem.covariance[index]
        self.blocked = problem.excludes[:, self.chosen].sum(axis=1)

    def value(self, tolerance: float) -> float:
        """Expected weighted missing and surplus seats, and the penalty for a cap not held."""
        problem = self.problem
        over = chance_over(Moments(self.mean, self.variance, self.third, self.most), problem.cap)
        cost = problem.bounds.cost(self.counts).sum() / problem.attends.shape[1]
        return float(cost + _penalty(problem, over, tolerance))

    def best_move(self, tolerance: float) -> Move:
        """The neighbour that gains most. Time O(k·s·n) and, for swaps, O(s·Σ chosen·others of each target)."""
        problem = self.problem
        before = problem.bounds.cost(self.counts)
        more = problem.bounds.cost(self.counts + 1) - before
        fewer = problem.bounds.cost(self.counts - 1) - before
        out = np.flatnonzero(self.chosen & ~problem.is_locked)
        into = np.flatnonzero(~self.chosen)
        added, dropped = self._marginal(into, more), self._marginal(out, fewer)
        base = _penalty(problem, chance_over(self._moments(), problem.cap), tolerance)
        moves = [Move(0.0)]
        if len(into):
            costs = added + self._over_cap(into=into, tolerance=tolerance) - base
            costs[(self.blocked[into] > 0) | ~self._fits(problem.seats[into])] = np.inf
            moves.append(_best(costs[None, :], out=None, into=into))
        if len(out):
            costs = dropped + self._over_cap(out=out, tolerance=tolerance) - base
            moves.append(_best(costs[:, None], out=out, into=None))
        if len(out) and len(into):
            costs = dropped[:, None] + added[None, :]
            self._take_back(costs, out, into, more + fewer)
            costs += self._over_cap(out=out, into=into, tolerance=tolerance) - base
            still = self.blocked[into][None, :] - problem.excludes[out[:, None], into]
            costs[(still > 0) | ~self._fits(problem.seats[into][None, :] - problem.seats[out][:, None])] = (
                np.inf
            )
            moves.append(_best(costs, out=out, into=into))
        return max(moves, key=lambda move: move.gain)

    def make(self, move: Move) -> None:
        for index in (move.out, move.into):
            if index is not None:
                self.turn(index)

    def kick(self, rng: np.random.Generator) -> None:
        """A few swaps at random, where conflicts and room allow."""
        problem = self.problem
        for _ in range(_KICK):
            out = np.flatnonzero(self.chosen & ~problem.is_locked)
            if len(out):
                self.turn(int(rng.choice(out)))
            into = np.flatnonzero(~self.chosen & (self.blocked == 0) & self._fits(problem.seats))
            if len(into):
                self.turn(int(rng.choice(into)))

    def _marginal(self, rows: Indices, change: Floats) -> Floats:
        problem = self.problem
        weighed = problem.incidence[:, rows].T @ change
        priced: Floats = np.einsum("is,is->i", problem.attends[rows], weighed)
        priced /= problem.attends.shape[1]
        return priced

    def _take_back(self, costs: Floats, out: Indices, into: Indices, second: Floats) -> None:
        problem = self.problem
        leaves, comes = problem.incidence[:, out] > 0, problem.incidence[:, into] > 0
        from_out, from_into = problem.attends[out], problem.attends[into]
        for target in np.flatnonzero(second.any(axis=1)):
            leaving, coming = leaves[target].nonzero()[0], comes[target].nonzero()[0]
            if len(leaving) and len(coming):
                bends = second[target].nonzero()[0]
                left = from_out[leaving[:, None], bends] * second[target, bends]
                both = left @ from_into[coming[:, None], bends].T
                costs[leaving[:, None], coming] -= both / problem.attends.shape[1]

    def _moments(self, out: Indices | None = None, into: Indices | None = None) -> Moments:
        """Of the choice itself, or of all its neighbours: (into,), (out,) or (out, into)."""
        problem, own = self.problem, np.diag(self.problem.covariance)
        mean, variance, third, most = (
            np.asarray(x) for x in (self.mean, self.variance, self.third, self.most)
        )
        if out is not None:
            column = (slice(None), None) if into is not None else slice(None)
            mean = mean - problem.mean[out][column]
            variance = variance + (own[out] - 2 * self.beside[out])[column]
            third, most = third - problem.third[out][column], most - problem.seats[out][column]
        if into is not None:
            mean, variance = mean + problem.mean[into], variance + own[into] + 2 * self.beside[into]
            third, most = third + problem.third[into], most + problem.seats[into]
        if out is not None and into is not None:
            variance = variance - 2 * problem.covariance[out[:, None], into]
        return Moments(mean, variance, third, most)

    def _over_cap(
        self, *, tolerance: float, out: Indices | None = None, into: Indices | None = None
    ) -> Floats:
        chances = chance_over(self._moments(out, into), self.problem.cap)
        return _penalty(self.problem, chances, tolerance)

    def _fits(self, more_seats: Floats) -> Flags:
        """Whether so many more invitations still fit the room; one that needs no seat always does."""
        if self.problem.room is None:
            return np.ones(more_seats.shape, dtype=np.bool_)
        used = self.problem.seats[self.chosen].sum()
        return np.asarray((more_seats <= 0) | (used + more_seats <= self.problem.room), dtype=np.bool_)


def climb(
    problem: Problem,
    start: Flags,
    *,
    tolerance: float,
    rng: np.random.Generator,
    go_on: Callable[[float], bool],
) -> tuple[Flags, float]:
    """The best choice found, and its value, when `go_on(best so far)` says no; it is asked once before each step."""
    state = State(problem, start)
    best, best_value = state.chosen.copy(), state.value(tolerance)
    while go_on(best_value):
        move = state.best_move(tolerance)
        if move.gain > _GAIN:
            state.make(move)
            continue
        value = state.value(tolerance)
        if value < best_value - _GAIN:
            best, best_value = state.chosen.copy(), value
        state = State(problem, best)
        state.kick(rng)
    value = state.value(tolerance)
    return (state.chosen, value) if value < best_value - _GAIN else (best, best_value)


def _penalty(problem: Problem, over: Floats, tolerance: float) -> Floats:
    scale = _PENALTY * max(1.0, float(problem.bounds.weight.max(initial=0.0)))
    return np.asarray(scale * np.maximum(0.0, over - tolerance))


def _best(costs: Floats, *, out: Indices | None, into: Indices | None) -> Move:
    row, column = np.unravel_index(int(np.argmin(costs)), costs.shape)
    return Move(
        -float(costs[row, column]),
        None if out is None else int(out[row]),
        None if into is None else int(into[column]),
    )
