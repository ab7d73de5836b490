import pytest
from hypothesis import HealthCheck, given, settings

from underrose.methods.allocation.composition import Standing, Target, Unworkable
from underrose.methods.allocation.forecast import evaluate
from underrose.methods.allocation.reserve import reserve_order
from underrose.methods.allocation.scenarios import Assumptions
from underrose.methods.allocation.tests.rooms import person, room, small


def with_a_gap(**more):
    return room(
        [
            person("gone", "a:x", "b:u", standing=Standing.declined),
            person("here", "a:y", "b:u", standing=Standing.accepted),
            person("same", "a:x", "b:v", chance=0.8),
            person("shy", "a:x", "b:v", chance=0.2),
            person("other", "a:y", "b:v", chance=0.9),
        ],
        [Target("a", "x", 1), Target("a", "y", 1, 1), Target("b", "v", 0)],
        **more,
    )


def test_who_fills_the_gap_comes_first_and_surplus_last():
    order = reserve_order(with_a_gap())
    assert [place.key for place in order] == ["same", "shy", "other"]
    assert [place.repairs for place in order] == [1, 1, -1]
    assert [[target.value for target in place.fills] for place in order] == [["x"], ["x"], []]


def test_only_those_named_are_ordered():
    assert [place.key for place in reserve_order(with_a_gap(), among=["other", "shy"])] == ["shy", "other"]
    assert reserve_order(with_a_gap(), among=[]) == ()


def test_drop_outs_lower_the_chance():
    assert reserve_order(with_a_gap(), Assumptions(drop_out=0.5))[0].chance == pytest.approx(0.4)


def test_who_may_not_sit_beside_somebody_in_play_is_left_out():
    order = reserve_order(with_a_gap(conflicts=[("here", "same")]))
    assert [place.key for place in order] == ["shy", "other"]


def test_a_full_room_has_no_seat_but_for_those_who_take_none():
    made = room(
        [person("p", standing=Standing.accepted), person("q"), person("r", counts_to_cap=False)], [], cap=1
    )
    assert {place.key: place.fits_cap for place in reserve_order(made)} == {"q": False, "r": True}


def test_an_unknown_key_is_refused():
    with pytest.raises(Unworkable, match="nobody is not a candidate"):
        reserve_order(with_a_gap(), among=["nobody"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small(most=5))
def test_the_first_repairs_as_much_as_anybody(composition):
    """The twin invites each in turn and looks at the forecast, on other scenarios."""
    order = reserve_order(composition)

    def off(keys):
        found = evaluate(composition, keys, scenarios=4096, seed=5)
        return sum(each.target.weight * (each.missing + each.surplus) for each in found.targets)

    if order:
        gains = {place.key: off([]) - off([place.key]) for place in order}
        assert gains[order[0].key] >= max(gains.values()) - 0.15
        assert [place.repairs * place.chance for place in order] == pytest.approx(
            [gains[place.key] for place in order], abs=0.2
        )
