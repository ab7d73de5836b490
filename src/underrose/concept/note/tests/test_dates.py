"""Days in the many ways people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.concept.note.dates import months_after, named


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Wednesday 14 – Friday 16 January 2026", "2026-01-14", "2026-01-16"),
        ("14-16 January 2026", "2026-01-14", "2026-01-16"),
        ("from 28 September to 1 October 2025", "2025-09-28", "2025-10-01"),
        ("30 December – 2 January 2026", "2025-12-30", "2026-01-02"),
        ("Monday 3 March 2025", "2025-03-03", "2025-03-03"),
        ("3 March 2025, 09:00-17:00", "2025-03-03", "2025-03-03"),
        ("3 March 2025 - 5 participants", "2025-03-03", "2025-03-03"),
        ("3rd to 5th of May 2024", "2024-05-03", "2024-05-05"),
        ("3, 4 and 5 March 2025", "2025-03-03", "2025-03-05"),
        ("March 3-5, 2025", "2025-03-03", "2025-03-05"),
        ("March 30 – April 2, 2025", "2025-03-30", "2025-04-02"),
        ("Monday, March 3, 2025", "2025-03-03", "2025-03-03"),
        ("2025-03-03 to 2025-03-05", "2025-03-03", "2025-03-05"),
        ("13/04/2025", "2025-04-13", "2025-04-13"),
        ("04/13/2025", "2025-04-13", "2025-04-13"),
        ("3.4.2025", "2025-04-03", "2025-04-03"),
        ("du 3 au 5 mars 2025", "2025-03-03", "2025-03-05"),
        ("jeudi 1er mai 2025", "2025-05-01", "2025-05-01"),
        ("del 3 al 5 de marzo de 2025", "2025-03-03", "2025-03-05"),
    ],
)
def test_day_as_written(text: str, start: str, end: str) -> None:
    assert [(one.start, one.end) for one in named(text)] == [
        (date.fromisoformat(start), date.fromisoformat(end))
    ]


@pytest.mark.parametrize(
    "text", ["in May 2019", "71 states", "9 to 11 people", "A/73/890", "may 2019", "page 3 of 12"]
)
def test_words_that_are_no_day(text: str) -> None:
    assert list(named(text)) == []


def test_weekdays_and_flaws() -> None:
    (one,) = named("Tues 3 – Thurs 5 March 2026")
    assert (one.start_weekday, one.end_weekday) == (1, 3)
    (impossible,) = named("31 February 2025")
    assert (impossible.start, impossible.impossible) == (None, "31 February 2025")
    (figures,) = named("03/04/2025")
    assert figures.is_ambiguous
    (yearless,) = named("on 3 March")
    assert yearless.lacks_year


def test_months_after_the_end_of_a_month() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 120))
def test_months_after_moves_by_months(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    text = f"{day.day} {day.strftime('%B')} {day.year}"
    assert [one.start for one in named(text)] == [day]
