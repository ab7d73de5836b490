from dataclasses import replace
from itertools import product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts import seatable as exact
from underrose.methods.allocation.breakouts.checking import joined
from underrose.methods.allocation.breakouts.demands import Demand, Room, holds, room_of
from underrose.methods.allocation.breakouts.feasibility import Cause, Conflict, feasibility
from underrose.methods.allocation.breakouts.problem import Duty, Group, Pin, Problem, Round, pair
from underrose.methods.allocation.breakouts.seatable import seatable
from underrose.methods.allocation.breakouts.verification import Rule, verify

from . import twin
from .making import plain


def _can_be_met(room: Room, demands: tuple[Demand, ...]) -> bool:
    """All ways to seat a small room, one after the other."""
    return any(
        all(holds(room, demand, dict(zip(room.people, row, strict=True))) for demand in demands)
        for row in product(range(len(room.groups)), repeat=len(room.people))
    )


def _only(found: tuple[Conflict, ...]) -> Conflict:
    assert len(found) == 1
    return found[0]


@st.composite
def tight(draw: st.DrawFn) -> Problem:
    """A round of up to six people of whom so much is asked that often it cannot be met."""
    people = draw(st.integers(1, 6))
    groups = draw(st.integers(1, 3))
    one = st.integers(0, people - 1)
    pairs = st.tuples(one, one).filter(lambda both: both[0] != both[1]).map(lambda both: pair(*both))
    sizes = st.tuples(st.integers(0, 3), st.integers(0, 5)).map(sorted)
    language = st.sampled_from(["", "", "", "fr", "ar"])
    tables = tuple(Group(str(at), *draw(sizes), draw(language)) for at in range(groups))
    absent = draw(st.frozensets(one, max_size=1))
    pinned = draw(st.frozensets(one, max_size=3)) - absent
    least = draw(st.integers(0, 1))
    duty = st.builds(
        Duty, st.just("d"), st.frozensets(one), st.just(least), st.none() | st.integers(least, 2)
    )
    return Problem(
        labels=tuple(map(str, range(people))),
        rounds=(Round("r", tables, absent),),
        apart=draw(st.frozensets(pairs, max_size=6)) if people > 1 else frozenset(),
        together=draw(st.lists(st.frozensets(one, max_size=3), max_size=2).map(tuple)),
        duties=draw(st.lists(duty, max_size=1).map(tuple)),
        pins=tuple(Pin(0, person, draw(st.integers(0, groups - 1))) for person in sorted(pinned)),
        speaks=tuple(
            draw(st.sampled_from([frozenset(), frozenset({"fr"}), frozenset({"fr", "ar"})]))
            for _ in range(people)
        ),
    )


@settings(max_examples=400, deadline=None)
@given(tight())
def test_a_small_room_can_be_met_where_one_of_all_plans_meets_it(problem):
    room = room_of(problem, 0)
    found = feasibility(problem)
    assert found.can_be_met is _can_be_met(room, room.demands)
    assert found.unsettled == ()
    if found.can_be_met:
        assert found.example is not None
        assert verify(problem, found.example).is_valid
    else:
        assert found.example is None


@settings(max_examples=400, deadline=None)
@given(tight())
def test_what_is_said_to_conflict_does_and_nothing_of_it_could_be_spared(problem):
    room = room_of(problem, 0)
    for conflict in feasibility(problem).conflicts:
        event(conflict.cause.value)
        assert conflict.is_smallest
        assert set(conflict.demands) <= set(room.demands)
        assert not _can_be_met(room, conflict.demands)
        for demand in conflict.demands:
            assert _can_be_met(room, tuple(one for one in conflict.demands if one != demand))


@settings(max_examples=200, deadline=None)
@given(tight())
def test_demands_say_what_the_rules_of_a_plan_say(problem):
    """Whoever counts demands and whoever counts violations agree on every plan."""
    problem = replace(
        problem, rounds=(replace(problem.rounds[0], groups=problem.rounds[0].groups[:2]),), pins=()
    )
    room = room_of(problem, 0)
    for seats in twin.every_plan(problem):
        row = {one: seats[0][one] for one in room.people}
        assert all(holds(room, demand, row) for demand in room.demands) == verify(problem, seats).is_valid


@settings(max_examples=300, deadline=None)
@given(tight())
def test_the_programme_alone_answers_as_the_attempts_do(problem):
    """Where an attempt would have seated the room, the integer programme seats it too."""
    room = room_of(problem, 0)
    asked = exact._asked(room, room.demands)
    if asked is not None:
        answer = exact._decide(room, asked)
        assert answer.is_impossible is not _can_be_met(room, room.demands)
        if answer.seats is not None:
            assert all(holds(room, demand, answer.seats) for demand in room.demands)


def _room(tables: tuple[Group, ...], people: int = 4, **asked: object) -> Problem:
    return replace(plain(people, len(tables), 1, **asked), rounds=(Round("r", tables),))


APART = Demand(Rule.apart, (0, 1))
SIZE = Demand(Rule.size)


@pytest.mark.parametrize(
    ("problem", "cause", "demands", "people"),
    [
        (_room((Group("a", 2, 2), Group("b", 2, 2)), people=3), Cause.too_few_people, {SIZE}, ()),
        (_room((Group("a", 2, 2), Group("b", 2, 2)), people=5), Cause.too_many_people, {SIZE}, ()),
        (
            plain(6, 2, 1, apart=frozenset((0, other) for other in range(1, 6))),
            Cause.apart_from_all,
            {SIZE, *(Demand(Rule.apart, (0, other)) for other in range(1, 5))},
            (0,),
        ),
        (
            plain(6, 3, 1, pins=tuple(Pin(0, one, 1) for one in range(3))),
            Cause.too_many_pins,
            {SIZE, *(Demand(Rule.pin, (one,), 1) for one in range(3))},
            (0, 1, 2),
        ),
        (
            plain(8, 4, 1, duties=(Duty("facilitator", frozenset({1, 2, 5})),)),
            Cause.duty_too_few,
            {Demand(Rule.duty, (1, 2, 5), -1, "facilitator", 1)},
            (1, 2, 5),
        ),
        (
            plain(8, 2, 1, duties=(Duty("donor", frozenset(range(5)), 0, 2),)),
            Cause.duty_too_many,
            {Demand(Rule.duty, (0, 1, 2, 3, 4), -1, "donor", 0, 2)},
            (0, 1, 2, 3, 4),
        ),
        (
            plain(6, 2, 1, apart=frozenset({(0, 1)}), pins=(Pin(0, 0, 1), Pin(0, 1, 1))),
            Cause.pinned_apart,
            {APART, Demand(Rule.pin, (0,), 1), Demand(Rule.pin, (1,), 1)},
            (0, 1),
        ),
        (
            plain(6, 2, 1, together=(frozenset({0, 1}),), pins=(Pin(0, 0, 0), Pin(0, 1, 1))),
            Cause.pinned_together,
            {Demand(Rule.together, (0, 1)), Demand(Rule.pin, (0,), 0), Demand(Rule.pin, (1,), 1)},
            (0, 1),
        ),
        (
            plain(6, 2, 1, together=(frozenset({0, 1, 2}),), apart=frozenset({(0, 1)})),
            Cause.together_apart,
            {APART, Demand(Rule.together, (0, 1, 2))},
            (0, 1),
        ),
        (
            plain(6, 3, 1, together=(frozenset({0, 1, 2}),)),
            Cause.together_too_many,
            {SIZE, Demand(Rule.together, (0, 1, 2))},
            (0, 1, 2),
        ),
        (
            plain(9, 2, 1, apart=frozenset({(0, 1), (0, 2), (1, 2), (4, 5)})),
            Cause.all_apart,
            {APART, Demand(Rule.apart, (0, 2)), Demand(Rule.apart, (1, 2))},
            (0, 1, 2),
        ),
        (
            _room(
                (Group("a", 2, 2, "fr"), Group("b", 2, 2)),
                speaks=(frozenset({"fr"}), *(frozenset({"ar"}),) * 3),
            ),
            Cause.too_few_speakers,
            {SIZE, Demand(Rule.language, group=0, name="fr")},
            (0,),
        ),
        (
            _room(
                (Group("a", 1, 3, "fr"), Group("b", 1, 3)),
                speaks=(*(frozenset({"fr"}),) * 3, frozenset()),
                pins=(Pin(0, 3, 0),),
            ),
            Cause.pin_language,
            {Demand(Rule.language, group=0, name="fr"), Demand(Rule.pin, (3,), 0)},
            (3,),
        ),
        (
            _room(
                (Group("a", 1, 3, "fr"), Group("b", 1, 3, "ar")),
                speaks=(*(frozenset({"fr", "ar"}),) * 3, frozenset({"en"})),
            ),
            Cause.no_language,
            {Demand(Rule.language, group=0, name="fr"), Demand(Rule.language, group=1, name="ar")},
            (3,),
        ),
    ],
)
def test_each_cause_that_can_be_counted(problem, cause, demands, people):
    found = _only(feasibility(problem).conflicts)
    assert (found.cause, set(found.demands), found.people) == (cause, demands, people)
    assert found.rounds == (0,)


def test_a_chain_of_blocks_that_ends_apart_is_found_by_proof():
    problem = plain(
        12,
        3,
        2,
        together=(frozenset({0, 1}), frozenset({1, 2}), frozenset({4, 5})),
        apart=frozenset({(0, 2), (6, 7)}),
    )
    found = _only(feasibility(problem).conflicts)
    assert found.cause is Cause.contradiction
    assert set(found.demands) == {
        Demand(Rule.together, (0, 1)),
        Demand(Rule.together, (1, 2)),
        Demand(Rule.apart, (0, 2)),
    }
    assert found.people == (0, 1, 2)
    assert found.rounds == (0, 1)
    assert joined(problem.together)[0] == frozenset(found.people)


def test_two_groups_of_one_language_with_too_few_speakers_between_them():
    tables = (Group("1", 7, 8, "fr"), Group("2", 7, 8, "fr"), *(Group(str(at), 7, 8) for at in range(3, 8)))
    problem = _room(
        tables,
        people=55,
        speaks=tuple(frozenset({"fr", "en"} if one < 13 else {"en"}) for one in range(55)),
        apart=frozenset((one, one + 1) for one in range(20, 40, 2)),
    )
    found = _only(feasibility(problem).conflicts)
    assert {demand.rule for demand in found.demands} == {Rule.size, Rule.language}
    assert len(found.demands) == 3
    assert found.is_smallest


def test_only_the_rounds_in_which_it_conflicts_are_named():
    problem = plain(6, 2, 3, apart=frozenset({(0, 1)}), pins=(Pin(1, 0, 1), Pin(1, 1, 1)))
    found = feasibility(problem)
    assert _only(found.conflicts).rounds == (1,)
    assert found.example is None


def test_a_round_that_was_held_is_not_asked_any_more():
    problem = plain(4, 2, 2, apart=frozenset({(0, 1)}))
    held = replace(problem.rounds[0], held=(0, 0, 1, 1))
    found = feasibility(replace(problem, rounds=(held, problem.rounds[1])))
    assert found.can_be_met
    assert found.example[0] == (0, 0, 1, 1)


def test_a_room_too_large_for_a_proof_is_not_settled(monkeypatch):
    """Nothing is claimed that was not shown."""
    problem = plain(
        12,
        3,
        1,
        together=tuple(frozenset({one, one + 1}) for one in range(3)),
        pins=(Pin(0, 0, 0), Pin(0, 3, 1)),
        duties=(Duty("d", frozenset({4, 5, 6, 7})),),
    )
    assert feasibility(problem).can_be_met is False
    problem = replace(
        problem, pins=(), together=(frozenset({0, 1, 2}), frozenset({4, 5, 8}), frozenset({6, 7, 9}))
    )
    assert _only(feasibility(problem).conflicts).cause is Cause.contradiction
    monkeypatch.setattr(exact, "COLUMNS", 1)
    found = feasibility(problem)
    assert (found.conflicts, found.unsettled, found.can_be_met) == ((), (0,), None)


def test_a_congress_is_answered_without_a_proof():
    """Five thousand people: the attempts seat them; an integer programme would not fit."""
    problem = plain(2_000, 250, 2, apart=frozenset((one, one + 7) for one in range(0, 900, 2)))
    found = feasibility(problem)
    assert found.can_be_met
    assert verify(problem, found.example).is_valid


def test_nothing_asked_is_met():
    room = room_of(plain(3, 2, 1), 0)
    assert seatable(room, ()).seats is not None
