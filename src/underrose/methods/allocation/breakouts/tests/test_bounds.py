from itertools import islice

import pytest

from underrose.methods.allocation.breakouts.bounds import Bounds, bounds, least_again
from underrose.methods.allocation.breakouts.problem import Group, Problem, Round

from . import twin
from .making import plain


@pytest.mark.parametrize(("groups", "encounters", "distinct"), [(7, 36, 738), (8, 0, 648), (6, 114, 843)])
def test_the_room_of_the_concept_note(groups, encounters, distinct):
    """55 people in four rounds: the figures of the published instances."""
    assert bounds(plain(55, groups, 4)) == Bounds(encounters, distinct)


def test_a_group_spreads_over_the_tables_of_another_round():
    assert [least_again(size, 3) for size in range(8)] == [0, 0, 0, 0, 1, 2, 3, 5]


@pytest.mark.parametrize(
    ("people", "groups", "rounds"), [(4, 2, 2), (5, 2, 2), (6, 3, 2), (6, 2, 2), (4, 2, 3)]
)
def test_the_bounds_hold_over_all_plans_of_a_small_room(people, groups, rounds):
    problem = plain(people, groups, rounds)
    bound = bounds(problem)
    found = [seats for seats in twin.every_plan(problem) if twin.is_valid(problem, seats)]
    assert min(twin.encounters(problem, seats) for seats in found) >= bound.encounters
    assert max(twin.distinct(problem, seats) for seats in found) <= bound.distinct
    assert list(islice(found, 1))


def test_whoever_is_absent_meets_nobody():
    tables = (Group("1", 1, 2), Group("2", 1, 2))
    problem = Problem(
        tuple("ABCD"), (Round("1", tables), Round("2", tables, absent=frozenset({0, 1}))), met={(0, 1): 3}
    )
    assert bounds(problem) == Bounds(encounters=3, distinct=2)


def test_nobody_and_no_rounds():
    assert bounds(Problem((), ())) == Bounds(0, 0)
