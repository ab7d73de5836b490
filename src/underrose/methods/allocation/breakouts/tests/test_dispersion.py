from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts.dispersion import (
    Room,
    _by_lot,
    _Search,
    _sizes,
    disperse,
    read_room,
    value,
)

FILE = "4 2 ds 1 3 1 2 \n0 1 5.5\n0 2 1\n0 3 2\n1 2 3\n1 3 4\n2 3 0.25\n"


@st.composite
def rooms(draw, most=7):
    people = draw(st.integers(1, most))
    groups = draw(st.integers(1, min(3, people)))
    bounds = [
        (max(0, people // groups - draw(st.integers(0, 1))), -(-people // groups) + draw(st.integers(0, 1)))
        for _ in range(groups)
    ]
    apart = np.zeros((people, people))
    for one, other in combinations(range(people), 2):
        apart[one, other] = apart[other, one] = draw(st.integers(0, 20))
    return Room(apart, tuple(low for low, _high in bounds), tuple(high for _low, high in bounds))


def fits(room, groups):
    sizes = [groups.count(group) for group in range(len(room.largest))]
    return all(
        low <= size <= high for low, size, high in zip(room.smallest, sizes, room.largest, strict=True)
    )


def slowly(room, groups):
    return sum(
        room.distances[one, other]
        for one, other in combinations(range(len(groups)), 2)
        if groups[one] == groups[other]
    )


@settings(max_examples=40, deadline=None)
@given(rooms(), st.integers(0, 9))
def test_small_rooms_are_as_diverse_as_can_be(room, seed):
    """The best of all ways to seat them."""
    found = disperse(room, seed=seed, cycles=7, moves=2_000)
    every = product(range(len(room.largest)), repeat=len(room.distances))
    assert found.value == max(slowly(room, groups) for groups in every if fits(room, groups))
    assert fits(room, found.groups)
    assert found.value == slowly(room, found.groups) == value(room.distances, found.groups)


@given(rooms(most=12), st.integers(0, 9))
def test_a_lot_keeps_to_the_sizes(room, seed):
    assert fits(room, _by_lot(room, Random(seed)))  # noqa: S311 - for a test


@given(rooms())
def test_groups_begin_with_the_sizes_that_make_most_pairs(room):
    bounds = zip(room.smallest, room.largest, strict=True)
    ways = product(*(range(low, high + 1) for low, high in bounds))
    pairs = [sum(size * (size - 1) for size in sizes) for sizes in ways if sum(sizes) == len(room.distances)]
    assert sum(size * (size - 1) for size in _sizes(room)) == max(pairs)


@settings(max_examples=40, deadline=None)
@given(rooms(most=12), st.integers(0, 9))
def test_what_exchanges_bring_is_kept_up_to_date(room, seed):
    """After thousands of exchanges the same as counted afresh, and the worth that of the groups."""
    rng = Random(seed)  # noqa: S311 - for a test
    search = _Search(room, 2_000, rng)
    chairs = search._seated(_by_lot(room, rng))
    worth = search.kernel.lay_out(chairs)
    begun = search.kernel.Course(worth, worth, is_unsaved=False)
    hot = search.kernel.Cooling(10 * search.typical, search.typical, 2_000)
    course = search.kernel.anneal(chairs, begun, hot)
    groups = search._groups(chairs.who)
    afresh = search._seated(groups)
    assert search.kernel.lay_out(afresh) == course.value
    order = np.lexsort((chairs.who, chairs.group))
    assert np.array_equal(chairs.gain[:, order][:, chairs.who[order] < search.people], _of_people(afresh))
    assert [groups.count(group) for group in range(len(room.largest))] == [
        high - none for high, none in zip(room.largest, chairs.empty.tolist(), strict=True)
    ]
    assert fits(room, search._groups(chairs.best))


def _of_people(chairs):
    return chairs.gain[:, chairs.who < chairs.people]


def test_the_same_seed_gives_the_same_groups():
    apart = np.random.default_rng(1).random((20, 20))
    room = Room(apart + apart.T, (3,) * 4, (7,) * 4)
    one, again, other = (disperse(room, seed=seed, cycles=1, moves=200) for seed in (1, 1, 2))
    assert one == again
    assert one.groups != other.groups


def test_a_search_is_never_worse_for_going_on_and_stops_when_told():
    apart = np.random.default_rng(1).random((20, 20))
    room = Room(apart + apart.T, (5,) * 4, (5,) * 4)
    told = []
    disperse(room, seed=1, cycles=4, moves=50, may_go_on=lambda so_far: not told.append(so_far))
    assert len(told) == 4
    assert [one.value for one in told] == sorted(one.value for one in told)
    assert [one.tried for one in told] == [1_000, 2_000, 3_000, 4_000]
    stopped = disperse(room, seed=1, cycles=4, moves=50, may_go_on=lambda _so_far: False)
    assert stopped == told[0]


def test_an_instance_is_read():
    room = read_room(FILE)
    assert (room.smallest, room.largest) == ((1, 1), (3, 2))
    assert room.distances.tolist() == [[0, 5.5, 1, 2], [5.5, 0, 3, 4], [1, 3, 0, 0.25], [2, 4, 0.25, 0]]
    assert disperse(room, seed=1, cycles=1, moves=200).value == 11.5  # 0, 1 and 3 sit together


@pytest.mark.parametrize("wrong", ["", "4 3 ds 1 3 1 2\n", "4 2 ds 1 3 1 2\n0 1\n", "9 2 ss 1 3 1 2\n", "x"])
def test_what_is_no_instance_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        read_room(wrong)
