"""A measure in memory: what was used comes back evenly, one colleague takes nothing from another, and nothing stays."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.access.spending import Spending

ONE, OTHER = UUID(int=1), UUID(int=2)


def test_what_is_there_can_be_used_and_no_more() -> None:
    letters = Spending(100, 50.0)
    assert [letters.spend(ONE, 40, at=0.0) for _time in range(2)] == [0.0, 0.0]
    assert letters.spend(ONE, 40, at=0.0) == 10.0
    assert letters.spend(ONE, 40, at=9.9) == pytest.approx(0.1)
    assert letters.spend(ONE, 40, at=10.0) == 0.0
    assert letters.spend(OTHER, 100, at=10.0) == 0.0


def test_refusal_uses_nothing() -> None:
    letters = Spending(100, 50.0)
    letters.spend(ONE, 90, at=0.0)
    for _time in range(20):
        assert letters.spend(ONE, 40, at=0.0) == 15.0


def test_what_took_longer_is_waited_for() -> None:
    letters = Spending(100, 50.0)
    letters.spend(ONE, 10, at=0.0)
    letters.add(ONE, 190, at=0.0)
    assert letters.spend(ONE, 10, at=0.0) == 55.0
    assert letters.spend(ONE, 10, at=55.0) == 0.0


def test_more_than_there_ever_is_can_be_used_by_whoever_used_nothing() -> None:
    letters = Spending(100, 50.0)
    assert letters.spend(ONE, 300, at=0.0) == 0.0
    wait = letters.spend(ONE, 300, at=0.0)
    assert wait == 150.0
    assert letters.spend(ONE, 300, at=wait) == 0.0


def test_nothing_stays_of_whoever_waited() -> None:
    letters = Spending(100, 50.0)
    letters.spend(ONE, 100, at=0.0)
    letters.spend(OTHER, 1, at=60.0)
    assert list(letters._used) == [OTHER]


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 60)), max_size=40))
def test_nobody_uses_more_than_the_measure_and_what_came_back(turns: list[tuple[float, int]]) -> None:
    letters, at, used = Spending(100, 50.0), 0.0, 0.0
    for later, amount in turns:
        at += later
        if letters.spend(ONE, amount, at=at) == 0.0:
            used += amount
        assert used <= 100 + at * 2 + 1e-6


@given(st.integers(1, 99), st.integers(1, 100))
def test_who_waits_as_long_as_was_said_gets_it(first: int, second: int) -> None:
    letters = Spending(100, 50.0)
    letters.spend(ONE, first, at=0.0)
    wait = letters.spend(ONE, second, at=0.0)
    assert wait == 0.0 or letters.spend(ONE, second, at=wait + 1e-6) == 0.0
