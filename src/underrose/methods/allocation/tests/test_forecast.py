from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from underrose.methods.allocation.composition import Standing, Target, Unworkable
from underrose.methods.allocation.forecast import evaluate
from underrose.methods.allocation.incidence import counts_to
from underrose.methods.allocation.scenarios import Assumptions, reply_chances
from underrose.methods.allocation.tests.rooms import forty, person, room, small


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small(most=5))
def test_forecast_is_that_of_every_outcome(composition):
    """The twin adds up all 2^n outcomes."""
    assumptions = Assumptions(drop_out=0.1)
    chosen = [each.key for each in composition.candidates if each.standing is Standing.not_invited]
    chances = reply_chances(composition, assumptions) * 0.9
    missing, over, expected = [0.0] * len(composition.targets), 0.0, 0.0
    for comes in product([False, True], repeat=len(chances)):
        likely = 1.0
        for chance, one in zip(chances, comes, strict=True):
            likely *= chance if one else 1 - chance
        present = [each for each, one in zip(composition.candidates, comes, strict=True) if one]
        for index, target in enumerate(composition.targets):
            missing[index] += likely * max(
                0, target.minimum - sum(counts_to(each, target) for each in present)
            )
        heads = sum(each.counts_to_cap for each in present)
        over += likely * (heads > composition.cap)
        expected += likely * heads
    found = evaluate(composition, chosen, assumptions, scenarios=8192)
    assert [each.missing for each in found.targets] == pytest.approx(missing, abs=0.03)
    assert found.chance_over_cap == pytest.approx(over, abs=0.02)
    assert found.expected == pytest.approx(expected, abs=0.02)


def test_numbers_of_a_room_where_all_is_certain():
    made = room(
        [
            person("p", "a:x", standing=Standing.accepted),
            person("q", "a:x", chance=1.0, standing=Standing.open),
            person("r", "a:x", chance=1.0),
            person("s", "a:y", chance=0.0),
        ],
        [Target("a", "x", 1, 2, weight=3), Target("a", "y", 1)],
        cap=2,
    )
    found = evaluate(made, ["r", "s"])
    x, y = found.targets
    assert (x.confirmed, x.in_play, x.expected, x.p10, x.p90, x.missing, x.surplus, x.chance_met) == (
        1,
        3,
        3,
        3,
        3,
        0,
        1,
        0,
    )
    assert (y.confirmed, y.in_play, y.expected, y.missing, y.surplus, y.chance_met) == (0, 1, 0, 1, 0, 0)
    assert (found.invitations, found.waiting, found.free_seats) == (2, 1, 1)
    assert (found.expected, found.p10, found.p90, found.chance_over_cap) == (3, 3, 3, 1)
    assert (found.missing, found.surplus, found.exceeds_free_seats) == (1, 1, True)


def test_span_holds_in_eight_cases_out_of_ten():
    found = evaluate(forty(), [f"c{n:02}" for n in range(20)])
    assert found.p10 < found.expected < found.p90
    assert all(each.p10 <= each.expected <= each.p90 for each in found.targets)


def test_naming_somebody_in_play_changes_nothing():
    made = room([person("p", standing=Standing.open)], [])
    assert evaluate(made, ["p"]) == evaluate(made)


def test_an_unknown_key_is_refused():
    with pytest.raises(Unworkable, match="nobody is not a candidate"):
        evaluate(forty(), ["nobody"])


@pytest.mark.parametrize("standing", [Standing.declined, Standing.withdrawn])
def test_somebody_out_of_play_is_refused(standing):
    with pytest.raises(Unworkable, match=f"p has {standing.value}"):
        evaluate(room([person("p", standing=standing)], []), ["p"])


def test_an_empty_room_has_a_forecast():
    found = evaluate(room([], [Target("a", "x", 2)], cap=0))
    assert (found.expected, found.p90, found.chance_over_cap, found.missing) == (0, 0, 0, 2)
