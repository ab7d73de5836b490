from dataclasses import replace
from math import comb
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts import wishes
from underrose.methods.allocation.breakouts.edits import Move, cost_of_edit
from underrose.methods.allocation.breakouts.evenness import Composition, Gap, Uneven
from underrose.methods.allocation.breakouts.explanation import Again, Repeat, explain
from underrose.methods.allocation.breakouts.feasibility import feasibility
from underrose.methods.allocation.breakouts.problem import Attribute, Duty, Group, Pin, Problem, Round, Seats
from underrose.methods.allocation.breakouts.solving import solve
from underrose.methods.allocation.breakouts.verification import (
    Deviation,
    Rule,
    Violation,
    groups_of,
    verify,
)
from underrose.methods.allocation.breakouts.wishes import Barred, Better, Disappointed

from . import twin
from .making import by_lot, plain, problems


@given(problems(), st.integers(0, 2**32))
def test_what_is_explained_is_what_was_counted(problem, seed):
    seats = by_lot(problem, Random(seed))  # noqa: S311 - for a test
    found = explain(problem, seats)
    assert found.report == verify(problem, seats)
    off = [
        Deviation(one.round, one.group, one.attribute, one.value, one.count, one.least, one.most)
        for one in found.uneven
        if one.is_off
    ]
    assert sorted(off, key=repr) == sorted(found.report.deviations, key=repr)
    shared = {one.people for one in found.repeats}
    before = sum(comb(times, 2) for both, times in problem.met.items() if both not in shared)
    again = sum(comb(len(one.rounds) + one.before, 2) for one in found.repeats)
    assert before + again == twin.encounters(problem, seats)
    assert sum(one.distinct for one in found.people) == 2 * found.report.distinct
    fewest = min((one.distinct for one in found.people if one.rounds), default=0)
    assert set(found.worst_off) == {
        one.person for one in found.people if one.rounds and one.distinct == fewest
    }
    for one in found.compositions:
        assert one.people == tuple(
            person for person, group in enumerate(seats[one.round]) if group == one.group
        )
        for attribute in problem.attributes:
            for name, value, count in one.counts:
                if name == attribute.name:
                    assert count == sum(value in attribute.values[person] for person in one.people)


def _that_can_be_met(problem: Problem) -> Problem:
    """The same, or where its rules contradict each other, with sizes alone."""
    if feasibility(problem).can_be_met:
        return problem
    return replace(problem, apart=frozenset(), together=(), duties=(), pins=())


def _valid(problem: Problem) -> list[Seats]:
    return [seats for seats in twin.every_plan(problem) if twin.is_valid(problem, seats)]


@settings(max_examples=150, deadline=None)
@given(problems(most=5), st.randoms(use_true_random=False))
def test_a_reason_that_is_not_the_search_holds_for_every_plan(problem, rng):
    """Whatever is said to be unavoidable stands in all plans that keep to the rules."""
    problem = _that_can_be_met(replace(problem, rounds=problem.rounds[: 10 // len(problem)]))
    plans = _valid(problem)
    found = explain(problem, rng.choice(plans))
    elsewhere = [explain(problem, seats) for seats in rng.sample(plans, min(len(plans), 60))]
    for one in found.uneven:
        event(one.why.value)
        same = [
            [
                u
                for u in other.uneven
                if (u.round, u.attribute, u.value) == (one.round, one.attribute, one.value)
            ]
            for other in elsewhere
        ]
        if one.why is Gap.too_few:
            assert all(any(u.count == 0 for u in each) for each in same)
        elif one.why is Gap.pinned:
            assert all(any(u.group == one.group and u.is_off for u in each) for each in same)
        elif one.why is Gap.together:
            assert all(any(u.count > u.most for u in each) for each in same)
        elif one.why is Gap.loosened:
            assert not one.is_off
    for repeat in found.repeats:
        event(repeat.why.value)
        if repeat.why is Again.fixed:
            assert all(any(r.people == repeat.people for r in other.repeats) for other in elsewhere)
        elif repeat.why is Again.together:
            assert all(repeat.people in {r.people for r in other.repeats} for other in elsewhere)
        elif repeat.why is Again.bound:
            assert all(other.report.encounters >= found.report.encounters for other in elsewhere)


@st.composite
def wished(draw: st.DrawFn) -> tuple[Problem, Seats]:
    problem = _that_can_be_met(draw(problems()))
    found = feasibility(problem).example
    ranks = st.permutations(range(len(problem.rounds[0].groups)))
    wishes = {
        (0, person, group): rank
        for person in draw(st.sets(st.sampled_from(problem.present(0)), min_size=1))
        for rank, group in enumerate(draw(ranks))
    }
    return replace(problem, wishes=wishes), found


@settings(max_examples=200, deadline=None)
@given(wished())
def test_somebody_who_goes_where_they_would_rather_makes_it_worse_unless_search_is_said(given_plan):
    """Each reason is tried: the one person moves, and the plan is counted again."""
    problem, seats = given_plan
    found = explain(problem, seats)
    assert sum(one.rank for one in found.disappointed) == found.report.disappointment
    for one in found.disappointed:
        for better in one.better:
            event(better.why.value)
            row = list(seats[one.round])
            row[one.person] = better.group
            moved = verify(problem, (tuple(row), *seats[1:])).rank[:3]
            assert (moved > found.report.rank[:3]) is (better.why is not Barred.search)


def test_five_business_voices_for_seven_groups():
    """Two groups go without whatever the plan; a seventh voice that sits with the sixth is the search's doing."""
    sectors = Attribute("sector", tuple(("business",) if one < 5 else () for one in range(14)))
    problem = plain(14, 7, 1, attributes=(sectors,))
    seats = (tuple(one % 7 if one >= 5 else max(one, 1) for one in range(14)),)
    found = explain(problem, seats).uneven
    assert [(one.group, one.count, one.why, one.is_arithmetic, one.is_off) for one in found] == [
        (0, 0, Gap.too_few, True, False),
        (1, 2, Gap.search, False, True),
        (5, 0, Gap.too_few, True, False),
        (6, 0, Gap.too_few, True, False),
    ]
    assert found[0] == Uneven(0, 0, "sector", "business", 0, 0, 1, 5, 7, Gap.too_few)


@pytest.mark.parametrize(
    ("asked", "seats", "why"),
    [
        ({"pins": (Pin(0, 0, 0), Pin(0, 1, 0))}, (0, 0, 1, 1), Gap.pinned),
        ({"together": (frozenset({0, 1}),)}, (0, 0, 1, 1), Gap.together),
        ({}, (0, 0, 1, 1), Gap.search),
    ],
)
def test_too_many_of_a_value_in_one_group(asked, seats, why):
    problem = plain(4, 2, 1, attributes=(Attribute("x", (("a",), ("a",), (), ())),), **asked)
    found = explain(problem, (seats,)).uneven
    assert [(one.group, one.count) for one in found] == [(0, 2), (1, 0)]
    assert found[0].why is why


def test_a_small_table_cannot_have_a_share_of_everything():
    tables = (Group("1", 1, 1), Group("2", 3, 3))
    values = Attribute("x", (("a",), ("a",), ("b",), ("b",)))
    problem = replace(plain(4, 2, 1, attributes=(values,)), rounds=(Round("r", tables),))
    found = explain(problem, ((0, 1, 1, 1),)).uneven
    assert [(one.group, one.value, one.why) for one in found] == [
        (0, "b", Gap.sizes),
        (1, "b", Gap.search),
    ]


def test_nobody_speaks_it_but_those_who_may_sit_there():
    tables = (Group("1", 1, 3, "fr"), Group("2", 1, 3))
    values = Attribute("x", (("a",), ("a",), (), ()))
    problem = replace(
        plain(4, 2, 1, attributes=(values,)),
        rounds=(Round("r", tables),),
        speaks=(frozenset(), frozenset(), frozenset({"fr"}), frozenset({"fr"})),
    )
    assert explain(problem, ((1, 1, 0, 0),)).uneven[0].why is Gap.pinned


def test_why_two_meet_again():
    pins = tuple(Pin(number, one, 0) for number in (0, 1) for one in (2, 3))
    problem = plain(8, 2, 2, together=(frozenset({0, 1}),), pins=pins, met={(4, 6): 1, (5, 7): 4}, speaks=())
    seats = ((1, 1, 0, 0, 1, 0, 1, 0), (1, 1, 0, 0, 0, 1, 1, 0))
    found = {one.people: one for one in explain(problem, seats).repeats}
    assert found[0, 1] == Repeat((0, 1), (0, 1), 0, Again.together)
    assert found[2, 3] == Repeat((2, 3), (0, 1), 0, Again.fixed)
    assert found[4, 6] == Repeat((4, 6), (0,), 1, Again.search)
    assert found[5, 7] == Repeat((5, 7), (0,), 4, Again.search)
    assert found[0, 6].why is Again.search


def test_at_the_bound_no_other_plan_has_fewer_repeats():
    problem = plain(6, 2, 2)
    plan = solve(problem, seed=1, moves=20_000)
    assert plan.report.encounters == plan.report.bounds.encounters > 0
    assert {one.why for one in explain(problem, plan.seats).repeats} == {Again.bound}


def test_a_round_that_was_held_needs_no_reason():
    problem = plain(4, 2, 1, attributes=(Attribute("x", (("a",), ("a",), (), ())),), wishes={(0, 0, 1): 0})
    seats = (0, 0, 1, 1)
    found = explain(replace(problem, rounds=(replace(problem.rounds[0], held=seats),)), (seats,))
    assert found.uneven == ()
    assert found.disappointed == ()


@pytest.mark.parametrize(
    ("asked", "sizes", "why"),
    [
        ({"pins": (Pin(0, 0, 0),)}, (1, 3), Barred.pinned),
        ({"together": (frozenset({0, 1}),)}, (1, 3), Barred.together),
        ({"apart": frozenset({(0, 2)})}, (1, 3), Barred.apart),
        ({}, (2, 2), Barred.full),
        ({"duties": (Duty("chair", frozenset({0, 2})),)}, (1, 3), Barred.duty),
        ({"attributes": (Attribute("x", (("a",), (), ("a",), ())),)}, (1, 3), Barred.quota),
        ({"met": {(0, 2): 1, (0, 3): 1}}, (1, 3), Barred.encounters),
        ({}, (1, 3), Barred.search),
    ],
)
def test_why_a_wish_was_not_met(asked, sizes, why):
    tables = tuple(Group(name, *sizes) for name in ("1", "2"))
    problem = replace(
        plain(4, 2, 1, wishes={(0, 0, 1): 0, (0, 0, 0): 1}, **asked), rounds=(Round("r", tables),)
    )
    found = explain(problem, ((0, 0, 1, 1),)).disappointed
    assert found == (Disappointed(0, 0, 0, 1, (Better(1, 0, why),)),)


@pytest.mark.parametrize("people", [12, 96])
def test_a_round_is_looked_through_once_however_many_wishes_it_has(people, monkeypatch):
    """Once for each wish, the wishes of thousands would take minutes on every page that explains a plan."""
    asked = []

    def counted(seats, number):
        asked.append(number)
        return groups_of(seats, number)

    monkeypatch.setattr(wishes, "groups_of", counted)
    tables = people // 4
    wanted = {
        (number, one, place): rank
        for number in (0, 1)
        for one in range(people)
        for rank, place in enumerate(((one + 1) % tables, (one + 2) % tables))
    }
    problem = plain(people, tables, 2, wishes=wanted)
    row = tuple(one % tables for one in range(people))
    assert len(explain(problem, (row, row)).disappointed) == 2 * people
    assert sorted(asked) == [0, 0, 1, 1]


def test_what_an_edit_costs_and_whom_it_touches():
    problem = plain(6, 3, 2, apart=frozenset({(0, 1)}))
    before = ((0, 1, 2, 0, 1, 2), (0, 1, 2, 2, 0, 1))
    after = ((0, 0, 2, 1, 1, 2), (0, 1, 2, 2, 0, 1))
    found = cost_of_edit(problem, before, after)
    assert found.broken == (Violation(Rule.apart, 0, 0, (0, 1)),)
    assert found.mended == ()
    assert found.moves == (Move(0, 1, 1, 0), Move(0, 3, 0, 1))
    assert found.touched == (0, 1, 3, 4)
    assert (found.off_quota, found.encounters, found.distinct, found.changes) == (0, 0, 0, 0)
    assert not found.is_free
    assert cost_of_edit(problem, after, before).mended == found.broken
    assert cost_of_edit(problem, after, before).is_free


def test_an_edit_by_which_two_meet_again():
    problem = plain(4, 2, 2)
    found = cost_of_edit(problem, ((0, 0, 1, 1), (0, 1, 0, 1)), ((0, 0, 1, 1), (0, 0, 1, 1)))
    assert found.newly_again == ((0, 1), (2, 3))
    assert (found.encounters, found.distinct) == (2, -2)
    assert found.touched == (0, 1, 2, 3)


@given(problems(), st.integers(0, 2**32))
def test_there_and_back_costs_nothing(problem, seed):
    rng = Random(seed)  # noqa: S311 - for a test
    one, other = by_lot(problem, rng), by_lot(problem, rng)
    there, back = cost_of_edit(problem, one, other), cost_of_edit(problem, other, one)
    assert (there.broken, there.mended) == (back.mended, back.broken)
    assert there.encounters + back.encounters == there.off_quota + back.off_quota == 0
    assert there.touched == back.touched
    assert cost_of_edit(problem, one, one).is_free
    assert cost_of_edit(problem, one, one).touched == ()


def test_who_sits_in_a_group():
    problem = plain(4, 2, 1, attributes=(Attribute("x", (("a", "b"), ("a",), (), ())),))
    assert explain(problem, ((0, 0, 1, 1),)).compositions == (
        Composition(0, 0, (0, 1), (("x", "a", 2), ("x", "b", 1))),
        Composition(0, 1, (2, 3), (("x", "a", 0), ("x", "b", 0))),
    )
