"""What a choice of the organiser buys: how many groups, and how evenly mixed.

The number of groups needs no search: the bound of repeats follows from it. What a slack in an attribute buys is found by
solving twice with the same seed and budget.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from underrose.methods.allocation.breakouts import starting
from underrose.methods.allocation.breakouts.bounds import bounds
from underrose.methods.allocation.breakouts.checking import attribute_of
from underrose.methods.allocation.breakouts.problem import Group, Problem, Round, even_sizes
from underrose.methods.allocation.breakouts.solving import InTurn, Plan, Progress, go_on, solve
from underrose.methods.allocation.breakouts.verification import verify

SMALLEST, LARGEST = 4, 12
"""Sizes in which people talk: fewer is no group, more is a plenary."""
MOVES = 1_500_000
"""For each of the two plans; a sixth of a second for the room of a retreat."""


@dataclass(frozen=True, slots=True)
class Choice:
    """So many groups of `smallest` to `largest` people, who differ in size by one at most.

    No plan has fewer than `encounters` repeats, counted as Σ m(m-1)/2 over pairs, nor more than `distinct` pairs that
    share a round. `is_reached` says that a design without a repeat can be reckoned: a promise, while a bound of 0 without
    it is only what no argument forbids.
    """

    groups: int
    smallest: int
    largest: int
    encounters: int
    distinct: int
    is_reached: bool


def choices(
    people: int, rounds: int, *, smallest: int = SMALLEST, largest: int = LARGEST
) -> tuple[Choice, ...]:
    """Each number of groups whose sizes lie between `smallest` and `largest`, the fewest groups first.

    55 people in four rounds: seven groups of 7 to 8 have at least 36 repeats, eight of 6 to 7 can have none. Raises
    ValueError where one of the numbers is under 1, or smallest over largest. () where no number of groups gives such
    sizes. Time that of `choice` for each.
    """
    if min(people, rounds, smallest, largest) < 1:
        raise ValueError("people, rounds and sizes are at least 1")
    if smallest > largest:
        raise ValueError(f"the smallest size {smallest} is over the largest {largest}")
    numbers = range(-(-people // largest), people // smallest + 1)
    return tuple(choice(people, groups, rounds) for groups in numbers)


def choice(people: int, groups: int, rounds: int) -> Choice:
    """So many groups of so many people. No design is drawn up or sought: a page waits for the answer.

    Raises ValueError where one of the numbers is under 1, or there are more groups than people. Time O(people · R²).
    """
    if min(groups, rounds) < 1 or groups > people:
        raise ValueError("every group has somebody, and there are groups and rounds")
    sizes = even_sizes(people, groups)
    bound = bounds(_room(people, sizes, rounds))
    is_reached = bound.encounters == 0 and starting.is_reckoned(people, groups, rounds)
    return Choice(groups, sizes[-1], sizes[0], bound.encounters, bound.distinct, is_reached=is_reached)


def _room(people: int, sizes: Sequence[int], rounds: int) -> Problem:
    tables = tuple(Group(str(number), sizes[-1], sizes[0]) for number in range(len(sizes)))
    return Problem(("",) * people, (Round("", tables),) * rounds)


@dataclass(frozen=True, slots=True)
class Loosening:
    """Two plans, with the attribute evenly spread and with one more or less of each value allowed.

    `bought` repeats are saved by the looser plan, and `paid` people more stand outside the even spread in it.
    """

    attribute: str
    even: Plan
    loose: Plan
    bought: int
    paid: int


def loosening(
    problem: Problem,
    attribute: str,
    *,
    seed: int,
    moves: int = MOVES,
    may_go_on: Callable[[Progress], bool] = go_on,
) -> Loosening:
    """What a slack of one in an attribute buys. A plan is what was found: neither need be the best there is.

    Raises ValueError where nobody has the attribute, or the problem is malformed. Time that of `solve`, twice;
    `may_go_on` hears of both as of one search, and answers False to stop with what was found.
    """
    attribute_of(problem, attribute)
    heard = InTurn(may_go_on, 2 * moves)
    even, loose = (_with_slack(problem, attribute, slack) for slack in (0, 1))
    first = solve(even, seed=seed, moves=moves, may_go_on=heard.after(0))
    second = solve(loose, seed=seed, moves=moves, may_go_on=heard.after(moves))
    # The plan that keeps the even spread is one of the looser problem too.
    if _by_repeats(first) <= _by_repeats(second):
        second = first
    return Loosening(
        attribute,
        first,
        second,
        bought=first.report.encounters - second.report.encounters,
        paid=_outside(even, attribute, second) - _outside(even, attribute, first),
    )


def _by_repeats(plan: Plan) -> tuple[int, int, int]:
    return plan.report.rank[0], plan.report.off_quota, plan.report.encounters


def _outside(even: Problem, attribute: str, plan: Plan) -> int:
    return sum(one.off for one in verify(even, plan.seats).deviations if one.attribute == attribute)


def _with_slack(problem: Problem, name: str, slack: int) -> Problem:
    return replace(
        problem,
        attributes=tuple(
            replace(one, slack=slack) if one.name == name else one for one in problem.attributes
        ),
    )
