from collections import Counter
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts import turning
from underrose.methods.allocation.breakouts.problem import Group, Problem, Round
from underrose.methods.allocation.breakouts.solving import solve
from underrose.methods.allocation.breakouts.starting import design
from underrose.methods.allocation.breakouts.turning import Shape, commutative, kinds, subgroup, turned_rounds

from .making import plain

FULL = [
    *[(2, 2, 3), (3, 2, 5), (3, 3, 4), (4, 2, 7), (4, 3, 4), (4, 4, 5), (5, 2, 9), (5, 3, 7), (5, 4, 5)],
    *[(5, 5, 6), (6, 2, 11), (6, 3, 8), (6, 4, 7), (6, 5, 6), (6, 6, 3), (7, 2, 13), (7, 3, 10), (7, 4, 9)],
    *[(7, 7, 8), (8, 3, 11), (8, 8, 9), (9, 9, 10), (13, 3, 19)],
]
"""Groups, size, and as many rounds as can be held without meeting twice (OEIS A107431, and affine planes)."""


@pytest.mark.parametrize(("groups", "size", "rounds"), FULL)
def test_full_rooms_meet_nobody_twice(groups, size, rounds):
    plan = solve(plain(groups * size, groups, rounds), seed=1)
    assert plan.report.is_proven
    assert plan.report.encounters == 0
    assert plan.tried == 0


def test_a_room_with_an_empty_chair_turns_as_well():
    plan = solve(plain(23, 6, 7), seed=1)
    assert plan.report.encounters == 0
    assert plan.report.is_valid


def test_two_empty_chairs_at_one_table_are_no_design():
    assert design(plain(48, 7, 8)) is not None
    assert design(plain(47, 7, 8)) is None


def test_somebody_absent_or_a_round_that_is_over_leaves_the_room_to_the_search():
    room = plain(24, 6, 7)
    tables = room.rounds[0].groups
    smaller = Round("0", (Group("0", 3, 4), *tables[1:]), absent=frozenset({0}))
    assert design(room) is not None
    assert design(Problem(room.labels, (smaller, *room.rounds[1:]))) is None
    held = Round("0", tables, held=tuple(one // 4 for one in range(24)))
    assert design(Problem(room.labels, (held, *room.rounds[1:]))) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 5), st.integers(1, 9))
def test_turned_rounds_meet_nobody_twice(groups, size, rounds):
    found = turned_rounds(groups, size, rounds)
    if found is None:
        return
    assert len(found) == rounds
    assert all(sorted(Counter(row).values()) == [size] * groups for row in found)
    met = Counter(
        pair
        for row in found
        for pair in combinations(range(groups * size), 2)
        if row[pair[0]] == row[pair[1]]
    )
    assert set(met.values()) <= {1}


@pytest.mark.parametrize(
    ("groups", "size", "rounds"), [(2, 2, 4), (2, 3, 2), (3, 3, 5), (7, 4, 10), (40, 3, 2), (5, 1, 3)]
)
def test_what_numbers_exclude_and_what_is_too_large_is_not_sought(groups, size, rounds):
    assert turned_rounds(groups, size, rounds) is None


def test_a_room_that_no_turn_fits_is_given_up():
    """36 officers: three rounds of 6 x 6 are all there are (Tarry 1900)."""
    assert turned_rounds(6, 6, 4) is None


@pytest.mark.parametrize(
    "shape",
    [
        Shape((3,), 1, 1, 2, 1, 0, has_cosets=False),
        Shape((4,), 1, 2, 2, 1, 0, has_cosets=False),
        Shape((5,), 1, 1, 2, 1, 0, has_cosets=False),
        Shape((5,), 1, 1, 3, 1, 0, has_cosets=False),
        Shape((3,), 2, 0, 2, 1, 1, has_cosets=False),
        Shape((4,), 2, 0, 2, 1, 0, has_cosets=True),
        Shape((2, 2), 2, 0, 2, 1, 0, has_cosets=True),
        Shape((7,), 1, 1, 2, 1, 0, has_cosets=False),
    ],
)
def test_a_round_to_be_turned_is_found_where_there_is_one(shape):
    """Every order of the points tried by hand, and what turns and stays written out."""
    exists = any(_works(shape, order) for order in _orders(shape))
    found = turning.sought(shape, seed=1, moves=20_000)
    assert (found is not None) == exists
    if found is not None:
        assert _meets_nobody_twice(list(turning.expanded(shape, found)))


def _orders(shape):
    turned = permutations(range(shape.people))
    if not shape.still:
        return ([list(one)] for one in turned)
    blocks = [[x, shape.order + y] for x in range(shape.order) for y in range(shape.order)]
    return ([list(one), block] for one in turned for block in blocks)


def _works(shape, found):
    return _meets_nobody_twice(list(turning.expanded(shape, found)))


def _meets_nobody_twice(rows):
    pairs = [
        pair for row in rows for pair in combinations(range(len(row)), 2) if row[pair[0]] == row[pair[1]]
    ]
    return len(pairs) == len(set(pairs))


@settings(max_examples=30)
@given(
    st.sampled_from([(5,), (2, 4), (3, 3), (6,), (2, 2)]),
    st.integers(1, 3),
    st.integers(0, 2),
    st.booleans(),
)
def test_pairs_of_one_kind_are_those_that_turn_into_one_another(turns, orbits, fixed, has_cosets):
    shape = Shape(turns, orbits, fixed, 2, 1, 0, has_cosets)
    kind, count = kinds(shape)
    for one, other in combinations(range(shape.people), 2):
        turned = {
            frozenset({turning._turned(shape, one, turn), turning._turned(shape, other, turn)})
            for turn in range(shape.order)
        }
        alike = {
            frozenset(pair) for pair in combinations(range(shape.people), 2) if kind[pair] == kind[one, other]
        }
        assert turned == alike
        assert count[kind[one, other]] or len(turned) == shape.order
    assert shape._kinds == int((count == 0).sum())


def test_commutative_groups_and_their_subgroups():
    assert list(commutative(8)) == [(2, 2, 2), (2, 4), (8,)]
    assert list(commutative(1)) == [()]
    assert subgroup((9,), 3) == frozenset({0, 3, 6})
    assert len(subgroup((2, 4), 4)) == 4
    assert subgroup((7,), 3) == frozenset()
