"""Whatever somebody writes into an address, it is a number or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.kit.numbers import whole


@pytest.mark.parametrize(
    ("words", "number"),
    [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999), ("1000000000", -1), ("9" * 5_000, -1)],
)
def test_numbers_of_a_length_of_ours_are_read(words: str, number: int) -> None:
    assert whole(words, otherwise=-1) == number


@pytest.mark.parametrize("words", ["", " 7", "7 ", "-1", "+1", "1.0", "²", "٧", "1_000", "seven", "\x00"])
def test_all_else_is_none(words: str) -> None:
    assert whole(words, otherwise=-1) == -1
    assert whole(words) == 0


@given(st.text())
def test_no_words_are_too_strange(words: str) -> None:
    assert 0 <= whole(words) <= 999_999_999
