import subprocess
import sys
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts import arrays, starting
from underrose.methods.allocation.breakouts.arrays import Weights
from underrose.methods.allocation.breakouts.fields import field
from underrose.methods.allocation.breakouts.problem import Attribute, Duty, Group, Pin, Problem, Round
from underrose.methods.allocation.breakouts.solving import Progress, _Search, solve
from underrose.methods.allocation.breakouts.verification import Rule, verify

from . import twin
from .making import plain, problems


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 2**32))
def test_what_the_kernel_says_a_plan_costs_is_what_it_costs(problem, seed):
    """The price kept up to date over thousands of moves is the price of the plan counted afresh."""
    search = _Search(problem, Weights(), 5_000, lambda _progress: True)
    state = search._state(starting.begin(problem, Random(seed)), Random(seed))  # noqa: S311 - for a test
    cost = search.kernel.lay_out(state, search.terms)
    course = search.kernel.Course(cost, cost, -1e9, changes=0, is_unsaved=False)
    if not search.is_open:
        return
    course, tried = search.kernel.anneal(state, search.terms, course, search.kernel.Cooling(1.0, 0.1, 5_000))
    assert tried == 5_000
    for seats, said in ((state.seats, course.cost), (state.best, course.best)):
        afresh = search._state(seats.copy(), Random(1))  # noqa: S311 - for a test
        assert search.kernel.lay_out(afresh, search.terms) == pytest.approx(said)
    joining = search._state(state.seats.copy(), Random(1))  # noqa: S311 - for a test
    search.kernel.lay_out(joining, search.terms)
    assert np.array_equal(joining.joining, state.joining)
    assert np.array_equal(joining.counts, state.counts)


@settings(max_examples=25, deadline=None)
@given(problems(most=5))
def test_small_rooms_are_solved_as_well_as_can_be(problem):
    """The best of all plans, by the order in which things matter, where that can be tried."""
    if len(problem.rounds) * len(problem) > 10:
        return
    plan = solve(problem, seed=3, moves=60_000)
    best = (
        min(
            verify(problem, seats).rank[1:3]
            for seats in twin.every_plan(problem)
            if twin.is_valid(problem, seats)
        )
        if any(twin.is_valid(problem, seats) for seats in twin.every_plan(problem))
        else None
    )
    if best is None:
        assert not plan.report.is_valid
    else:
        assert plan.report.is_valid
        assert plan.report.off_quota == best[0]


def test_the_room_of_the_concept_note_stands_at_its_bound():
    plan = solve(plain(55, 8, 4), seed=1)
    assert plan.report.is_proven
    assert plan.report.encounters == 0
    assert plan.report.distinct == 648
    assert plan.tried == 0


def test_the_same_seed_gives_the_same_plan():
    problem = plain(
        20, 5, 4, attributes=(Attribute("x", tuple(("a" if n % 3 else "b",) for n in range(20))),)
    )
    one, again, other = (solve(problem, seed=seed, moves=100_000) for seed in (5, 5, 6))
    assert one == again
    assert one.seats != other.seats


def test_pins_duties_blocks_and_languages_hold():
    problem = Problem(
        labels=tuple(f"P{n}" for n in range(12)),
        rounds=tuple(
            Round(str(r), (Group("1", 4, 4, "fr"), Group("2", 4, 4), Group("3", 4, 4))) for r in range(3)
        ),
        apart=frozenset({(0, 1), (2, 3)}),
        together=(frozenset({4, 5}),),
        duties=(Duty("facilitator", frozenset({0, 1, 2})),),
        pins=(Pin(0, 6, 2), Pin(1, 6, 0)),
        speaks=tuple(frozenset({"fr"} if n % 2 == 0 or n == 5 else {"en"}) for n in range(12)),
    )
    plan = solve(problem, seed=1, moves=400_000)
    assert plan.report.violations == ()


def test_rounds_that_were_held_stay():
    problem = plain(9, 3, 3)
    held = (0, 0, 0, 1, 1, 1, 2, 2, 2)
    after = Problem(problem.labels, (Round("1", problem.rounds[0].groups, held=held), *problem.rounds[1:]))
    plan = solve(after, seed=1, moves=200_000)
    assert plan.seats[0] == held
    assert plan.report.is_proven


def test_a_search_that_is_stopped_keeps_the_best_so_far():
    told: list[Progress] = []

    def once(progress: Progress) -> bool:
        told.append(progress)
        return False

    plan = solve(plain(55, 7, 4), seed=1, may_go_on=once)
    assert len(told) == 1
    assert not plan.is_complete
    assert plan.report.is_valid
    assert plan.report.encounters < 590


def test_nobody_to_seat():
    assert solve(plain(1, 1, 2), seed=1, moves=10).report.is_proven


def test_a_wish_is_heard_where_it_costs_nothing():
    problem = plain(
        4, 2, 1, wishes={(0, one, group): int(group != one % 2) for one in range(4) for group in range(2)}
    )
    assert solve(problem, seed=1, moves=5_000).report.disappointment == 0


def test_a_plan_in_hand_changes_no_more_than_it_must():
    first = solve(plain(12, 3, 2), seed=1, moves=50_000)
    problem = plain(12, 3, 2, in_hand=first.seats)
    again = solve(problem, seed=2, moves=50_000)
    assert again.report.changes == 0
    assert again.seats == first.seats


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_fields_are_fields(order):
    found = field(order)
    assert found is not None
    plus, times = found
    everything = set(range(order))
    assert all(set(row) == everything for row in plus)
    assert all(set(row) == everything for row in times[1:])
    assert all(
        times[a][plus[b][c]] == plus[times[a][b]][times[a][c]]
        for a in everything
        for b in everything
        for c in everything
    )


@pytest.mark.parametrize("order", [0, 1, 6, 10, 12, 1024])
def test_there_is_no_field_of_other_orders(order):
    assert field(order) is None


def test_whole_numbers_of_sixteen_bits_are_enough_for_a_congress():
    assert arrays.beginning(plain(1_001, 100, 1)).dtype == np.int16
    assert arrays.beginning(plain(1_000, 100, 1)).dtype == np.int32


def test_values_in_and_out_need_no_compiler():
    """Whatever a web process does with plans, it never pays for the compiler."""
    asked = (
        "import sys; from underrose.methods.allocation.breakouts import solving, verification, starting, arrays, bounds;"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout == "False\n"


def test_a_duty_holds_in_its_rounds_alone() -> None:
    """Tables of a meal need no facilitator: three of them cannot be at four tables."""
    duty = Duty("facilitator", frozenset({0, 1, 2}), rounds=frozenset({0}))
    asked = replace(plain(12, 3, 2), duties=(duty,))
    assert solve(asked, seed=1, moves=20_000).report.violations == ()
    both = verify(asked, ((0,) * 4 + (1,) * 4 + (2,) * 4,) * 2)
    assert [(one.rule, one.round, one.group) for one in both.violations] == [
        (Rule.duty, 0, 1),
        (Rule.duty, 0, 2),
    ]
