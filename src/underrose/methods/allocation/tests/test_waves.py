"""The chooser, beside a twin that tries every set of a small room."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.composition import OUT_OF_PLAY, Standing, Target, Unworkable
from underrose.methods.allocation.forecast import evaluate
from underrose.methods.allocation.problem import problem
from underrose.methods.allocation.scenarios import Assumptions
from underrose.methods.allocation.search import Move, State, climb
from underrose.methods.allocation.tests.rooms import forty, person, room, small
from underrose.methods.allocation.waves import Settings, propose_wave

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RISK = Settings(accepts_risk=True, steps=60)


def arrays(composition, assumptions=None, **more):
    return problem(
        composition, assumptions or Assumptions(), Settings(accepts_risk=True, scenarios=32, **more)
    )[1]


def allowed_sets(posed):
    free = np.flatnonzero(~posed.is_locked)
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            flags = posed.is_locked.copy()
            flags[list(chosen)] = True
            conflict = posed.excludes[np.ix_(flags, flags)].any()
            if not conflict and (posed.room is None or posed.seats[flags].sum() <= posed.room):
                yield flags


@FEW
@given(small(), st.integers(0, 2**16), st.sampled_from([Assumptions(), Assumptions(0.1, 0.5, 0.3, 0.1)]))
def test_every_move_is_priced_exactly(composition, seed, assumptions):
    posed = arrays(composition, assumptions)
    rng = np.random.default_rng(seed)
    sets = list(allowed_sets(posed))
    state = State(posed, sets[rng.integers(len(sets))])
    before = state.value(0.05)
    gains = {}
    for flags in sets:
        changed = np.flatnonzero(flags != state.chosen)
        turned_off = sum(state.chosen[index] for index in changed)
        if len(changed) <= 2 and turned_off <= 1 and len(changed) - turned_off <= 1:
            gains[tuple(changed)] = before - State(posed, flags).value(0.05)
    move = state.best_move(0.05)
    assert move.gain == pytest.approx(max([0.0, *gains.values()]), abs=1e-7)
    state.make(move)
    assert state.value(0.05) == pytest.approx(before - move.gain, abs=1e-7)
    assert state.value(0.05) == pytest.approx(State(posed, state.chosen).value(0.05), abs=1e-7)


@FEW
@given(small())
def test_search_finds_what_trying_every_set_finds(composition):
    posed = arrays(composition)
    asked = iter(range(80))
    _, value = climb(
        posed,
        posed.is_locked,
        tolerance=0.05,
        rng=np.random.default_rng(1),
        go_on=lambda _: next(asked, None) is not None,
    )
    best = min(State(posed, flags).value(0.05) for flags in allowed_sets(posed))
    assert value == pytest.approx(best, abs=1e-7)


@FEW
@given(small(), st.booleans(), st.integers(1, 2))
def test_a_plan_keeps_every_rule(composition, accepts_risk, waves_left):
    asked = Settings(accepts_risk=accepts_risk, waves_left=waves_left, steps=20, scenarios=32)
    try:
        plan = propose_wave(composition, None, asked)
    except Unworkable:
        assert waves_left == 1
        assert not accepts_risk
        return
    invited = set(plan.invite)
    by_key = {each.key: each for each in composition.candidates}
    assert all(by_key[key].standing is Standing.not_invited for key in invited)
    coming = invited | {
        each.key
        for each in composition.candidates
        if each.standing not in {Standing.not_invited, *OUT_OF_PLAY}
    }
    for conflict in composition.conflicts:
        assert not (
            {conflict.first, conflict.second} <= coming and {conflict.first, conflict.second} & invited
        )
    heads = sum(by_key[key].counts_to_cap for key in invited)
    if waves_left == 1 and not accepts_risk:
        assert heads <= max(0, composition.free_seats - composition.waiting)
    blocked = {key for pair in composition.conflicts for key in (pair.first, pair.second)}
    must = {
        each.key for each in composition.candidates
        if each.is_must_have and each.standing is Standing.not_invited and each.key not in blocked
    }  # fmt: skip
    assert must <= invited
    if not plan.is_cap_held:
        assert not any(by_key[key].counts_to_cap and not by_key[key].is_must_have for key in invited)


def test_the_same_seed_gives_the_same_plan():
    assert propose_wave(forty(), None, RISK) == propose_wave(forty(), None, RISK)


@pytest.mark.parametrize("assumptions", [Assumptions(), Assumptions(0.05, 0.5, 0.2, 0.05)])
def test_the_cap_is_held_on_scenarios_of_another_seed(assumptions):
    plan = propose_wave(forty(), assumptions, RISK)
    assert plan.is_cap_held
    fresh = evaluate(forty(), plan.invite, assumptions, seed=987, scenarios=20_000)
    assert fresh.chance_over_cap <= 0.055
    assert fresh.expected > 7


def test_last_wave_has_no_more_invitations_than_seats():
    plan = propose_wave(forty(), None, Settings(steps=60))
    assert len(plan.invite) == 12
    assert not plan.forecast.exceeds_free_seats
    assert propose_wave(forty(), None, RISK).forecast.exceeds_free_seats


def test_earlier_waves_use_up_little_of_the_tolerated_chance():
    plan = propose_wave(forty(), None, Settings(waves_left=2, steps=60))
    assert plan.forecast.chance_over_cap <= 0.0025
    assert len(plan.invite) == 12
    assert len(propose_wave(forty(), None, RISK).invite) > 12


def test_too_many_must_haves_for_the_last_wave_are_refused():
    must = [person(f"m{n}", is_must_have=True) for n in range(3)]
    with pytest.raises(Unworkable, match="3 must-haves are still to be invited and 2 seats are left"):
        propose_wave(room(must, [], cap=2))
    assert propose_wave(room(must, [], cap=2), None, RISK).invite == ("m0", "m1", "m2")


def test_a_cap_that_cannot_hold_is_said():
    crowd = [person(f"p{n}", standing=Standing.accepted) for n in range(3)]
    plan = propose_wave(room([*crowd, person("q", "a:x")], [Target("a", "x", 1)], cap=2), None, RISK)
    assert (plan.invite, plan.is_cap_held) == ((), False)


def test_choice_that_does_not_hold_is_taken_back():
    """Within a body all replies are one: the expansion is far off, and only fresh scenarios tell."""
    block = [person(f"p{n}", "a:x", chance=0.3, body="one") for n in range(12)]
    made = room(block, [Target("a", "x", 4, weight=50)], cap=3)
    plan = propose_wave(made, Assumptions(within_body=1.0), RISK)
    assert plan.is_cap_held
    assert len(plan.invite) <= 3


def test_nobody_with_no_chance_is_invited():
    made = room([person("p", "a:x", chance=0.0), person("q", "a:x", chance=1.0)], [Target("a", "x", 2)])
    assert propose_wave(made).invite == ("q",)


@pytest.mark.parametrize(
    "made", [room([], []), room([], [Target("a", "x", 2)]), room([person("p", "a:x")], [], cap=0)]
)
def test_an_empty_answer_where_there_is_nobody_or_no_seat(made):
    plan = propose_wave(made)
    assert (plan.invite, plan.is_cap_held) == ((), True)


def test_without_targets_the_room_fills():
    made = room([person(f"p{n}", chance=0.9) for n in range(5)], [], cap=3)
    assert len(propose_wave(made).invite) == 3
    assert propose_wave(made, None, Settings(empty_seat=0)).invite == ()


def test_everybody_must_come():
    made = room([person(f"p{n}", is_must_have=True) for n in range(3)], [], cap=3)
    assert propose_wave(made).invite == ("p0", "p1", "p2")


def test_who_takes_no_seat_may_still_come_when_the_room_is_full():
    seated = person("p", standing=Standing.accepted)
    made = room([seated, person("q", "a:x", counts_to_cap=False)], [Target("a", "x", 1)], cap=1)
    assert propose_wave(made).invite == ("q",)


def test_planned_anew_after_replies():
    plan = propose_wave(forty(), None, Settings(waves_left=2, steps=60))
    answered = tuple(
        replace(each, standing=Standing.declined if each.key in plan.invite[::2] else Standing.accepted)
        if each.key in plan.invite
        else each
        for each in forty().candidates
    )
    state = replace(forty(), candidates=answered, cap=16)
    second = propose_wave(state, None, Settings(steps=60))
    assert not set(second.invite) & set(plan.invite)
    assert len(second.invite) <= state.free_seats
    assert second.forecast.missing < evaluate(state).missing


def test_progress_is_told_and_a_stop_keeps_the_best():
    told = []
    plan = propose_wave(forty(), None, RISK, progress=told.append, is_stopped=lambda: len(told) >= 8)
    assert plan.was_stopped
    assert [each.step for each in told] == list(range(1, 9))
    assert {each.steps for each in told} == {60}
    assert plan.steps_taken == 8
    assert len(plan.invite) >= 7


def test_a_whole_search_takes_its_steps():
    plan = propose_wave(forty(), None, RISK)
    assert (plan.steps_taken, plan.was_stopped) == (60, False)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"waves_left": 0}, "There is no wave left"),
        ({"chance_over_cap": 1.0}, "at least 0 and under 1"),
        ({"steps": 0}, "at least one step"),
        ({"scenarios": 0}, "at least one step"),
    ],
)
def test_settings_that_cannot_be_are_refused(asked, said):
    with pytest.raises(Unworkable, match=said):
        Settings(**asked)


def test_a_move_may_do_nothing():
    state = State(arrays(forty()), np.zeros(40, dtype=bool))
    state.make(Move(0.0))
    assert not state.chosen.any()
