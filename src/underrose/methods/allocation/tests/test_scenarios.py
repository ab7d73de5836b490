import numpy as np
import pytest

from underrose.methods.allocation.composition import Standing, Unworkable
from underrose.methods.allocation.scenarios import (
    Assumptions,
    covariances,
    draw,
    reply_chances,
    shared_error,
)
from underrose.methods.allocation.tests.rooms import forty, person, room


@pytest.mark.parametrize("name", ["drop_out", "tentative", "within_body", "spread"])
def test_assumption_beyond_its_bounds_is_refused(name):
    with pytest.raises(Unworkable, match=f"The assumption {name} is 1.5"):
        Assumptions(**{name: 1.5})


def test_chances_follow_from_where_people_stand():
    standings = list(Standing)
    made = room([person(each.value, chance=0.3, standing=each) for each in standings], [])
    found = dict(zip(standings, reply_chances(made, Assumptions(tentative=0.6)), strict=True))
    assert found == {
        Standing.not_invited: 0.3, Standing.open: 0.3, Standing.tentative: 0.6,
        Standing.accepted: 1.0, Standing.declined: 0.0, Standing.withdrawn: 0.0,
    }  # fmt: skip


def test_every_chance_is_carried_almost_exactly():
    made = forty()
    attends = draw(made, Assumptions(drop_out=0.1), np.arange(40), count=200, seed=3)
    assert np.abs(attends.mean(axis=1) - 0.9 * reply_chances(made, Assumptions())).max() <= 1 / 200


def test_the_same_seed_gives_the_same_scenarios():
    first, again, other = (
        draw(forty(), Assumptions(within_body=0.3, spread=0.1), np.arange(40), count=50, seed=seed)
        for seed in (3, 3, 4)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_certain_chances_stay_certain_under_a_spread():
    made = room([person("p", chance=1.0), person("q", chance=0.0)], [])
    attends = draw(made, Assumptions(spread=0.5), np.arange(2), count=64, seed=1)
    assert attends.mean(axis=1).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    "assumptions",
    [Assumptions(), Assumptions(drop_out=0.1, within_body=0.4), Assumptions(within_body=0.2, spread=0.2)],
)
def test_covariances_are_those_of_the_scenarios(assumptions):
    made = room([person(f"p{n}", chance=0.5 + 0.05 * n, body="one" if n < 4 else "") for n in range(5)], [])
    attends = draw(made, assumptions, np.arange(5), count=200_000, seed=2)
    assert np.abs(np.cov(attends) - covariances(made, assumptions)).max() < 0.004


def test_replies_narrow_a_shared_error():
    answered = [person(f"p{n}", chance=0.5, standing=Standing.accepted) for n in range(30)]
    before = shared_error(room([], []), Assumptions(spread=0.1))
    after = shared_error(room(answered, []), Assumptions(spread=0.1))
    assert before.mean == pytest.approx(0)
    assert before.variance == pytest.approx(0.01 / 3, rel=0.06)
    assert after.mean > 0.05
    assert after.variance < before.variance
    declined = [person(f"p{n}", chance=0.5, standing=Standing.declined) for n in range(30)]
    assert shared_error(room(declined, []), Assumptions(spread=0.1)).mean == pytest.approx(-after.mean)


def test_a_certain_reply_says_nothing_of_a_shared_error():
    certain = room([person("p", chance=1.0, standing=Standing.declined)], [])
    assert shared_error(certain, Assumptions(spread=0.1)).mean == pytest.approx(0)
