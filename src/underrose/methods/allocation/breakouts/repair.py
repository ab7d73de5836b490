"""Somebody is missing, or comes late: a plan that changes little, and what each further change would buy.

Rounds already held never change. For each part of the seats that may change the best plan is sought; those that no other
plan beats in both changes and quality are the curve.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from underrose.methods.allocation.breakouts.arrays import Weights
from underrose.methods.allocation.breakouts.problem import ABSENT, Problem, Seats
from underrose.methods.allocation.breakouts.solving import InTurn, Plan, Progress, go_on, solve

PARTS = (0.03, 0.06, 0.2, 0.4)
"""Of the seats still to come: what else is tried beside what is allowed, for the curve."""
MOVES, LONG = 1_000_000, 4_000_000
"""For each of these, and once more for what is allowed; a tenth and a third of a second for the room of a retreat."""
LITTLE = 0.1
"""The part of the seats still to come that may change, if nobody says otherwise."""
_OVER = 2.0
"""A change too many costs half as much as a person outside a quota."""


@dataclass(frozen=True, slots=True)
class Repair:
    """The plan to take, and the curve it was taken from: the fewest changes first, each better than the one before."""

    plan: Plan
    curve: tuple[Plan, ...]
    allowed: int
    """How many seats were allowed to change."""

    @property
    def is_within(self) -> bool:
        """Whether as few seats change as was asked; where the rules need more, they get more."""
        return self.plan.report.changes <= self.allowed


def repair(
    problem: Problem,
    *,
    seed: int,
    allowed: int | None = None,
    may_go_on: Callable[[Progress], bool] = go_on,
) -> Repair:
    """The best plan that changes at most `allowed` seats, a tenth of those to come if nothing is said.

    A point of the curve, asked for again by its number of changes, is given again or a better one: whatever is allowed,
    all that is tried when nothing is said is tried too. Who is absent by now loses the seat of the plan in hand; who was
    absent before needs one. Raises ValueError where no plan is in hand. Time that of `solve` with `MOVES` moves, for
    each of `PARTS` and twice more, and with `LONG` once or twice; `may_go_on` hears of all as of one search.
    """
    if problem.in_hand is None:
        raise ValueError("there is no plan to repair")
    to_come = seats_to_come(problem)
    little = int(LITTLE * to_come)
    most = little if allowed is None else allowed
    parts = sorted({most, little, *(int(part * to_come) for part in PARTS)})
    searches = [(changes, MOVES) for changes in parts] + [
        (changes, LONG) for changes in sorted({most, little})
    ]
    heard = InTurn(may_go_on, sum(moves for _changes, moves in searches))
    plans = [
        solve(
            problem,
            seed=seed,
            moves=moves,
            may_go_on=heard.after(sum(before for _changes, before in searches[:number])),
            weights=Weights(over=_OVER, allowed=changes),
        )
        for number, (changes, moves) in enumerate(searches)
    ]
    curve = _curve(plans)
    valid = [plan for plan in curve if plan.report.is_valid] or list(curve)
    within = [plan for plan in valid if plan.report.changes <= most]
    return Repair(within[-1] if within else valid[0], curve, most)


def seats_to_come(problem: Problem) -> int:
    """Seats of rounds not held, of those who are there."""
    return sum(
        len(problem.present(number)) for number, round_ in enumerate(problem.rounds) if round_.held is None
    )


def moved(problem: Problem, seats: Seats) -> tuple[tuple[int, int, int, int], ...]:
    """(round, person, from, to) of everybody who sits elsewhere than in the plan in hand; who had no seat is not among them."""
    if problem.in_hand is None:
        return ()
    return tuple(
        (number, person, old, new)
        for number, (row, before) in enumerate(zip(seats, problem.in_hand, strict=True))
        for person, (new, old) in enumerate(zip(row, before, strict=True))
        if new != old and ABSENT not in {new, old}
    )


def _curve(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Those that no other beats: with more changes only what is better in what matters more."""
    found: list[Plan] = []
    for plan in sorted(plans, key=lambda one: (one.report.changes, one.report.rank)):
        if not found or plan.report.rank[:4] < found[-1].report.rank[:4]:
            found.append(plan)
    return tuple(found)
