import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.allocation.acceptance import Acceptance, Prior, Replies, counted
from underrose.methods.allocation.composition import Category, Unworkable

ASIA, HQ = Category("region", "Asia"), Category("station", "Geneva")


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.05, 0.95), st.floats(0.5, 50))
def test_a_rate_lies_between_expectation_and_replies(yes, more, expected, weight):
    found = Acceptance(
        Prior(weight=weight, by_category={ASIA: expected}), {ASIA: Replies(yes, yes + more)}
    ).of(ASIA)
    seen = yes / (yes + more) if yes + more else expected
    assert min(seen, expected) - 1e-9 <= found.chance <= max(seen, expected) + 1e-9
    assert found.p10 <= found.p90
    assert found.answered == yes + more


def test_span_is_that_of_the_distribution():
    found = Acceptance(Prior(0.5, 4), {ASIA: Replies(9, 12)}).of(ASIA)
    drawn = np.random.default_rng(1).beta(11, 5, 200_000)
    assert (found.p10, found.p90) == pytest.approx(np.quantile(drawn, [0.1, 0.9]), abs=0.003)


def test_few_replies_are_believed_less_than_many():
    few = Acceptance(replies={ASIA: Replies(3, 3)}).of(ASIA)
    many = Acceptance(replies={ASIA: Replies(300, 300)}).of(ASIA)
    assert 0.5 < few.chance < many.chance < 1


def test_categories_nothing_is_expected_of_start_from_everybodys_rate():
    made = Acceptance(everybody=Replies(92, 92))
    assert made.overall.chance == pytest.approx(0.96)
    assert made.of(ASIA).chance == pytest.approx(0.96)


def test_a_candidates_chance_weighs_what_is_known():
    made = Acceptance(Prior(0.5, 10, {ASIA: 0.8}), {HQ: Replies(30, 90)})
    of_hq = (5 + 30) / 100
    assert made.chance([ASIA, HQ]) == pytest.approx((10 * 0.8 + 100 * of_hq) / 110)
    assert made.chance([Category("gender", "woman")]) == 0.5


@pytest.mark.parametrize(("expected", "span"), [(0.0, (0.0, 0.0)), (1.0, (1.0, 1.0))])
def test_certainty_stays_certain_without_replies(expected, span):
    found = Acceptance(Prior(overall=expected)).overall
    assert (found.p10, found.p90) == span


def test_replies_are_counted_by_category():
    by_category, everybody = counted([([ASIA, HQ], True), ([ASIA], False)])
    assert by_category == {ASIA: Replies(1, 2), HQ: Replies(1, 1)}
    assert everybody == Replies(1, 2)
    assert counted([]) == ({}, Replies(0, 0))


@pytest.mark.parametrize("given_", [{"weight": 0}, {"overall": 1.2}, {"by_category": {ASIA: -1}}])
def test_expectations_that_cannot_be_are_refused(given_):
    with pytest.raises(Unworkable):
        Prior(**given_)


@pytest.mark.parametrize(("yes", "answered"), [(3, 2), (-1, 2)])
def test_replies_that_cannot_be_are_refused(yes, answered):
    with pytest.raises(Unworkable, match="check the two numbers"):
        Replies(yes, answered)
