from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts.problem import ABSENT, Attribute, Duty, Group, Pin, Problem, Round
from underrose.methods.allocation.breakouts.verification import Deviation, Rule, Violation, verify

from . import twin
from .making import by_lot, plain, problems


@given(problems(), st.integers(0, 2**32))
def test_the_verifier_agrees_with_its_twin_on_any_plan(problem, seed):
    seats = by_lot(problem, Random(seed))  # noqa: S311 - for a test
    report = verify(problem, seats)
    assert report.encounters == twin.encounters(problem, seats)
    assert report.distinct == twin.distinct(problem, seats)
    assert report.off_quota == twin.off_quota(problem, seats)
    assert report.is_valid == twin.is_valid(problem, seats)


@given(problems(), st.integers(0, 2**32))
def test_no_plan_beats_the_bounds(problem, seed):
    """A plan that keeps to sizes and presence; what else it breaks does not help it."""
    seats = by_lot(problem, Random(seed))  # noqa: S311 - for a test
    report = verify(problem, seats)
    if not any(one.rule == Rule.size for one in report.violations):
        assert report.encounters >= report.bounds.encounters
        assert report.distinct <= report.bounds.distinct


def test_every_rule_names_its_round_its_group_and_whom_it_touches():
    problem = Problem(
        labels=("A", "B", "C", "D", "E"),
        rounds=(
            Round("held", (Group("1", 2, 3), Group("2", 2, 3)), held=(0, 0, 1, 1, 1)),
            Round("next", (Group("1", 2, 3, language="fr"), Group("2", 2, 3)), absent=frozenset({4})),
        ),
        apart=frozenset({(0, 1)}),
        together=(frozenset({2, 3}),),
        duties=(Duty("facilitator", frozenset({0, 1})),),
        pins=(Pin(1, 3, 1),),
        speaks=(frozenset({"fr"}), frozenset({"fr"}), frozenset(), frozenset(), frozenset()),
    )
    report = verify(problem, ((0, 0, 1, 1, 0), (0, 0, 1, 0, ABSENT)))
    assert report.violations == (
        Violation(Rule.held, 0, -1, (4,)),
        Violation(Rule.apart, 1, 0, (0, 1)),
        Violation(Rule.language, 1, 0, (3,), "fr"),
        Violation(Rule.size, 1, 1, (2,), count=1),
        Violation(Rule.duty, 1, 1, (), "facilitator", 0),
        Violation(Rule.together, 1, -1, (2, 3)),
        Violation(Rule.pin, 1, 1, (3,)),
    )
    assert not report.is_valid


def test_somebody_without_a_seat_is_found():
    problem = plain(4, 2, 1)
    assert verify(problem, ((0, 0, 1, ABSENT),)).violations[0] == Violation(Rule.seated, 0, -1, (3,))


def test_uneven_groups_are_told_value_by_value():
    problem = plain(4, 2, 1, attributes=(Attribute("role", (("x",), ("x",), ("y",), ("y",))),))
    assert verify(problem, ((0, 0, 1, 1),)).deviations == (
        Deviation(0, 0, "role", "x", 2, 1, 1),
        Deviation(0, 0, "role", "y", 0, 1, 1),
        Deviation(0, 1, "role", "x", 0, 1, 1),
        Deviation(0, 1, "role", "y", 2, 1, 1),
    )
    assert not verify(problem, ((0, 1, 0, 1),)).deviations


def test_encounters_count_those_who_met_before():
    problem = plain(4, 2, 2, met={(0, 1): 1})
    report = verify(problem, ((0, 0, 1, 1), (0, 0, 1, 1)))
    assert report.encounters == 3 + 1
    assert report.rounds_shared == (4, 0, 2)
    assert report.distinct == 2


@pytest.mark.parametrize("seats", [(), ((0, 0, 1),), ((0, 0, 1, 2),), ((0, 0, 1, -2),)])
def test_what_is_no_plan_is_refused(seats):
    with pytest.raises(ValueError, match="round"):
        verify(plain(4, 2, 1), seats)
