"""The integer programme, beside a twin that tries every room."""

import time
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from underrose.methods.allocation import elastic, feasibility
from underrose.methods.allocation.composition import (
    OUT_OF_PLAY,
    Category,
    Composition,
    Standing,
    Target,
    Unworkable,
)
from underrose.methods.allocation.feasibility import Reason, smallest_relaxation
from underrose.methods.allocation.incidence import counts_to
from underrose.methods.allocation.tests.rooms import forty, person, room, small

FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rooms_of(composition):
    """Every set of people that keeps cap, conflicts and those who are settled; none if that cannot be."""
    reachable = [each for each in composition.candidates if each.standing not in OUT_OF_PLAY]
    settled = {each.key for each in reachable if each.is_must_have or each.standing is Standing.accepted}
    for comes in product([False, True], repeat=len(reachable)):
        there = [each for each, one in zip(reachable, comes, strict=True) if one]
        keys = {each.key for each in there}
        clash = any(
            {c.first, c.second} <= keys and not {c.first, c.second} <= settled for c in composition.conflicts
        )
        if settled <= keys and not clash:
            yield there


def gives_way(composition, there):
    """What this room costs: the cap first, then seats beyond flexible bounds, then weighted seats within."""
    cost = 0.0
    for target in composition.targets:
        count = sum(counts_to(each, target) for each in there)
        cost += target.weight * max(0, target.minimum - count)
        if target.maximum is not None:
            cost += target.weight * max(0, count - target.maximum)
    return max(0, sum(each.counts_to_cap for each in there) - composition.cap), cost


@FEW
@given(small(most=7))
def test_relaxation_is_the_smallest_of_every_room(composition):
    found = smallest_relaxation(composition, seconds=5)
    over, cost = min(gives_way(composition, there) for there in rooms_of(composition))
    assert found.is_proven
    assert found.cap_raised == over
    assert sum(
        each.target.weight * (each.lowered + each.raised) for each in found.relaxations
    ) == pytest.approx(cost)
    there = [each for each in composition.candidates if each.key in set(found.example)]
    assert gives_way(composition, there) == (over, pytest.approx(cost))
    assert found.can_be_met is (over == 0 and cost == 0)


@FEW
@given(small(most=6), st.integers(0, 1))
def test_every_reason_holds(composition, pick):
    """What a relaxation is said to contradict cannot be met together with it, and can once one of it is left out."""
    found = smallest_relaxation(composition, seconds=5)
    for each in found.relaxations:
        if each.reason is Reason.too_few_candidates:
            assert each.available < each.target.minimum
        elif each.reason is Reason.too_many_settled:
            assert each.settled > each.target.maximum
        else:
            core = [relaxed(found, other) for other in each.contradicts]
            cap = composition.cap + found.cap_raised if each.needs_cap else 99
            assert not possible(composition, [*core, each.target], cap)
            if core:
                fewer = [one for at, one in enumerate(core) if at != pick % len(core)]
                assert possible(composition, [*fewer, each.target], cap)


def relaxed(found, target):
    for each in found.relaxations:
        if each.target == target:
            high = None if target.maximum is None else target.maximum + each.raised
            return Target(target.feature, target.value, target.minimum - each.lowered, high)
    return target


def possible(composition, targets, cap):
    asked = Composition(composition.candidates, tuple(targets), cap, composition.conflicts)
    return any(gives_way(asked, there) == (0, 0) for there in rooms_of(asked))


def test_too_few_candidates():
    made = room([person(f"p{n}", "a:x") for n in range(4)], [Target("a", "x", 6)], cap=9)
    (only,) = smallest_relaxation(made).relaxations
    assert (only.lowered, only.raised, only.reason, only.available) == (2, 0, Reason.too_few_candidates, 4)
    assert only.is_within_flexible


def test_too_many_who_must_come():
    made = room(
        [person(f"p{n}", "a:x", is_must_have=True) for n in range(3)],
        [Target("a", "x", 0, 1, maximum_flexible=2)],
        cap=9,
    )
    (only,) = smallest_relaxation(made).relaxations
    assert (only.raised, only.reason, only.settled, only.is_within_flexible) == (
        2,
        Reason.too_many_settled,
        3,
        False,
    )


def test_flexible_bounds_give_way_first():
    candidates = [person(f"x{n}", "a:x") for n in range(9)] + [person(f"y{n}", "a:y") for n in range(9)]
    made = room(
        candidates,
        [Target("a", "x", 5, minimum_flexible=5), Target("a", "y", 5, minimum_flexible=3, weight=9)],
        cap=8,
    )
    (only,) = smallest_relaxation(made).relaxations
    assert (only.target.value, only.lowered, only.is_within_flexible) == ("y", 2, True)
    assert (only.reason, only.needs_cap) == (Reason.contradicts, True)
    assert [target.value for target in only.contradicts] == ["x"]


def test_firm_targets_that_contradict_give_way_beyond_their_bounds():
    candidates = [person(f"x{n}", "a:x") for n in range(9)]
    made = room(candidates, [Target("a", "x", 5, minimum_flexible=5)], cap=3)
    (only,) = smallest_relaxation(made).relaxations
    assert (only.lowered, only.is_within_flexible, only.reason) == (2, False, Reason.exceeds_cap)


def test_flexible_maximum_holds_what_gives_way():
    made = room(
        [person(f"p{n}", "a:x", "b:u") for n in range(5)],
        [Target("a", "x", 0, 1, maximum_flexible=3), Target("b", "u", 3)],
        cap=9,
    )
    (only,) = smallest_relaxation(made).relaxations
    assert only.is_within_flexible
    assert only.lowered + only.raised == 2


def test_those_who_must_come_may_need_a_larger_room():
    made = room([person(f"p{n}", is_must_have=True) for n in range(3)], [], cap=1)
    found = smallest_relaxation(made)
    assert (found.cap_raised, found.can_be_met, found.relaxations) == (2, False, ())


def test_a_room_to_be_filled_may_lack_people():
    found = smallest_relaxation(room([person("p")], [], cap=3), fills_room=True)
    assert (found.unfilled, found.can_be_met) == (2, False)


def test_a_room_that_can_be_filled_is():
    found = smallest_relaxation(forty(), fills_room=True)
    assert found.can_be_met
    assert len(found.example) == 12


def test_people_who_may_not_both_come_can_be_the_reason():
    made = room([person("p", "a:x"), person("q", "a:x")], [Target("a", "x", 2)], conflicts=[("p", "q")])
    (only,) = smallest_relaxation(made).relaxations
    assert (only.lowered, only.reason, only.contradicts, only.needs_cap) == (1, Reason.contradicts, (), False)


def test_two_in_conflict_who_both_accepted_stay():
    both = [person(key, "a:x", standing=Standing.accepted) for key in "pq"]
    assert smallest_relaxation(room(both, [Target("a", "x", 2)], conflicts=[("p", "q")])).can_be_met


def test_a_conflict_with_somebody_gone_is_none():
    gone = person("q", standing=Standing.declined)
    assert smallest_relaxation(
        room([person("p", "a:x"), gone], [Target("a", "x", 1)], conflicts=[("p", "q")])
    ).can_be_met


def test_crossings_are_counted():
    crossed = Target("a", "x", 2, crossed_with=frozenset({Category("b", "u")}))
    (only,) = smallest_relaxation(
        room([person("p", "a:x", "b:u"), person("q", "a:x", "b:v")], [crossed])
    ).relaxations
    assert (only.available, only.lowered) == (1, 1)


def test_a_feature_nobody_has_leaves_no_candidate():
    (only,) = smallest_relaxation(room([person("p", "a:x")], [Target("planet", "Mars", 1)])).relaxations
    assert (only.available, only.reason) == (0, Reason.too_few_candidates)


def test_an_empty_pool_meets_an_empty_brief():
    assert smallest_relaxation(room([], [], cap=0)).can_be_met


def test_only_whole_people_may_contradict_each_other():
    """Three pairs overlap in a ring: halves of people would do, whole ones do not."""
    ring = [person("p", "a:x", "b:u"), person("q", "b:u", "c:w"), person("r", "c:w", "a:x")]
    targets = [Target(feature, value, 1, 1) for feature, value in (("a", "x"), ("b", "u"), ("c", "w"))]
    (only,) = smallest_relaxation(room(ring, targets)).relaxations
    assert (only.reason, len(only.contradicts)) == (Reason.contradicts, 2)


def test_no_time_for_reasons_leaves_a_larger_contradiction():
    candidates = [person(f"x{n}", "a:x") for n in range(9)] + [person("y", "b:u")]
    made = room(candidates, [Target("a", "x", 5), Target("b", "u", 1, weight=9)], cap=3)
    people = elastic.People.of(made)
    model = elastic.Elastic(people, feasibility._rows(made, people, fills_room=False), 1.0)
    assert model.contradiction(0, {}, time.perf_counter() + 9) == (2,)
    assert model.contradiction(0, {}, 0.0) == (1, 2)


def test_hardly_any_time_finds_the_room_of_those_who_are_in_it():
    """A room of many overlapping targets, which nobody solves in a nanosecond."""
    rng = np.random.default_rng(3)
    crowd = [
        person(f"p{n}", *(f"{f}:{rng.integers(4)}" for f in "abcdef"), is_must_have=n == 0)
        for n in range(200)
    ]
    targets = [Target(f, str(v), 9, 11, weight=float(rng.uniform(1, 2))) for f in "abcdef" for v in range(4)]
    found = smallest_relaxation(room(crowd, targets, cap=37), seconds=1e-9)
    assert not found.is_proven
    assert found.example == ("p0",)
    assert sum(each.lowered for each in found.relaxations) == 24 * 9 - 6


def test_no_time_at_all_is_refused():
    with pytest.raises(Unworkable, match="seconds must be more than 0"):
        smallest_relaxation(room([], []), seconds=0)
