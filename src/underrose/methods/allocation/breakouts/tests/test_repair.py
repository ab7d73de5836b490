from dataclasses import replace

import pytest

from underrose.methods.allocation.breakouts.problem import ABSENT, Group, Problem, Round
from underrose.methods.allocation.breakouts.repair import after_changes, moved, repair, seats_to_come
from underrose.methods.allocation.breakouts.solving import Plan, solve

from .making import plain


def _missing(problem: Problem, plan: Plan, absent: set[int], held: int) -> Problem:
    sizes = tuple(Group(group.name, group.smallest - 1, group.largest) for group in problem.rounds[0].groups)
    rounds = tuple(
        replace(round_, held=plan.seats[number])
        if number < held
        else Round(round_.name, sizes, frozenset(absent))
        for number, round_ in enumerate(problem.rounds)
    )
    return after_changes(replace(problem, rounds=rounds), plan.seats)


@pytest.mark.parametrize("held", [0, 1, 2, 3])
def test_after_three_drop_outs_a_round_that_was_held_stays_and_little_else_changes(held):
    problem = plain(28, 4, 4)
    plan = solve(problem, seed=1, moves=400_000)
    after = _missing(problem, plan, {3, 11, 20}, held)
    done = repair(after, seed=1)
    assert done.plan.report.is_valid
    assert done.is_within
    assert done.plan.seats[:held] == plan.seats[:held]
    assert done.plan.report.changes == len(moved(after, done.plan.seats)) <= done.allowed
    assert done.allowed == seats_to_come(after) // 10 == 25 * (4 - held) // 10
    assert all(row[person] == ABSENT for row in done.plan.seats[held:] for person in (3, 11, 20))


def test_the_curve_buys_quality_with_changes():
    problem = plain(28, 4, 4)
    plan = solve(problem, seed=1, moves=400_000)
    curve = repair(_missing(problem, plan, {0, 1, 2}, 1), seed=1).curve
    assert len(curve) > 1
    changes, ranks = [one.report.changes for one in curve], [one.report.rank[:4] for one in curve]
    assert changes == sorted(set(changes))
    assert ranks == sorted(ranks, reverse=True)


def test_a_late_arrival_gets_a_seat_and_is_not_a_change():
    problem = plain(9, 3, 3)
    without = replace(
        problem,
        rounds=tuple(
            Round(one.name, tuple(Group(g.name, 2, 3) for g in one.groups), frozenset({8}))
            for one in problem.rounds
        ),
    )
    plan = solve(without, seed=1, moves=50_000)
    done = repair(after_changes(problem, plan.seats), seed=1, allowed=0)
    assert done.plan.report.is_valid
    assert done.plan.report.changes == 0
    assert all(row[8] != ABSENT for row in done.plan.seats)


def test_more_than_was_allowed_only_where_the_rules_ask_for_it():
    problem = plain(6, 2, 1, in_hand=((0, 0, 0, 1, 1, 1),), apart=frozenset({(0, 1)}))
    done = repair(problem, seed=1, allowed=0)
    assert done.plan.report.is_valid
    assert done.plan.report.changes == 2
    assert not done.is_within


def test_without_a_plan_there_is_nothing_to_repair():
    with pytest.raises(ValueError, match="no plan"):
        repair(plain(6, 2, 1), seed=1)


def test_nothing_has_moved_without_a_plan_in_hand():
    assert moved(plain(2, 1, 1), ((0, 0),)) == ()
