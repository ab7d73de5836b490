from dataclasses import replace
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts.problem import ABSENT, Group, Problem, Round
from underrose.methods.allocation.breakouts.repair import LONG, MOVES, moved, repair, seats_to_come
from underrose.methods.allocation.breakouts.solving import Plan, Progress, solve
from underrose.methods.allocation.breakouts.verification import verify

from . import twin
from .making import by_lot, plain, problems


def _missing(problem: Problem, plan: Plan, absent: set[int], held: int) -> Problem:
    sizes = tuple(Group(group.name, group.smallest - 1, group.largest) for group in problem.rounds[0].groups)
    rounds = tuple(
        replace(round_, held=plan.seats[number])
        if number < held
        else Round(round_.name, sizes, frozenset(absent))
        for number, round_ in enumerate(problem.rounds)
    )
    return replace(problem, rounds=rounds, in_hand=plan.seats)


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
    done = repair(replace(problem, in_hand=plan.seats), seed=1, allowed=0)
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


def test_what_was_shown_is_sought_again_when_it_is_taken(monkeypatch):
    problem = plain(28, 4, 4)
    after = _missing(problem, solve(problem, seed=1, moves=50_000), {0, 1, 2}, 1)
    tried: list[int] = []
    monkeypatch.setattr("underrose.methods.allocation.breakouts.repair.MOVES", 20_000)
    monkeypatch.setattr("underrose.methods.allocation.breakouts.repair.LONG", 40_000)

    def watched(*asked, **how):
        tried.append(how["weights"].allowed)
        return solve(*asked, **how)

    monkeypatch.setattr("underrose.methods.allocation.breakouts.repair.solve", watched)
    shown = repair(after, seed=1)
    first = set(tried)
    for point in shown.curve:
        tried.clear()
        taken = repair(after, seed=1, allowed=point.report.changes).plan.report
        assert first | {point.report.changes} == set(tried)
        assert taken.changes <= point.report.changes
        assert taken.rank[:4] <= point.report.rank[:4]


def test_all_searches_of_a_repair_are_heard_as_one():
    problem = plain(28, 4, 4)
    after = _missing(problem, solve(problem, seed=1, moves=50_000), {0, 1, 2}, 1)
    told: list[Progress] = []

    def all_the_way(progress: Progress) -> bool:
        told.append(progress)
        return True

    repair(after, seed=1, may_go_on=all_the_way)
    assert [one.tried for one in told] == sorted(one.tried for one in told)
    assert {one.moves for one in told} == {5 * MOVES + LONG}


@settings(deadline=None, max_examples=60)
@given(problems(), st.integers(0, 2**32), st.integers(0, 3), st.frozensets(st.integers(0, 8), max_size=3))
def test_whatever_is_asked_no_round_that_was_held_changes_and_nothing_is_hidden(problem, seed, held, away):
    """Any plan in hand, also one that breaks rules; anybody missing, also people with a duty."""
    plan = by_lot(problem, Random(seed))  # noqa: S311 - for a test
    absent = frozenset(person for person in away if person < len(problem))
    rounds = tuple(
        replace(round_, held=plan[number])
        if number < held
        else replace(
            round_,
            absent=round_.absent | absent,
            groups=tuple(replace(one, smallest=0) for one in round_.groups),
        )
        for number, round_ in enumerate(problem.rounds)
    )
    # What was set by hand in a round that was held, or for somebody missing, could only contradict that.
    pins = tuple(one for one in problem.pins if one.round >= held and one.person not in absent)
    after = replace(problem, rounds=rounds, in_hand=plan, pins=pins)
    with (
        patch("underrose.methods.allocation.breakouts.repair.MOVES", 300),
        patch("underrose.methods.allocation.breakouts.repair.LONG", 300),
    ):
        done = repair(after, seed=seed)
    assert done.plan.seats[:held] == plan[:held]
    for one in (done.plan, *done.curve):
        assert one.report == verify(after, one.seats)
        assert one.report.changes == len(moved(after, one.seats))
        assert one.report.is_valid == twin.is_valid(after, one.seats)
