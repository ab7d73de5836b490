from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.kit.letters.hours import MONDAY_TO_FRIDAY, not_before
from underrose.kit.refusals import Refused


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "zone", "then"),
    [
        ("2026-03-02T10:00", "UTC", "2026-03-02T10:00"),  # a Monday in the morning
        ("2026-03-02T19:00", "UTC", "2026-03-03T08:00"),
        ("2026-03-02T07:59", "UTC", "2026-03-02T08:00"),
        ("2026-03-06T20:00", "UTC", "2026-03-09T08:00"),  # over the weekend
        ("2026-03-02T20:00", "Asia/Tokyo", "2026-03-02T23:00"),  # already Tuesday there
        ("2026-03-02T20:00", "America/New_York", "2026-03-02T20:00"),
        ("2026-03-29T00:30", "Europe/Zurich", "2026-03-30T06:00"),  # the clocks go forward that night
    ],
)
def test_letter_waits_for_the_day_of_its_reader(now: str, zone: str, then: str) -> None:
    assert not_before(at(now), zone) == at(then)


def test_weekend_is_where_the_caller_says() -> None:
    sunday_to_thursday = frozenset({6, 0, 1, 2, 3})
    assert not_before(at("2026-03-06T10:00"), "Asia/Amman", weekdays=sunday_to_thursday) == at(
        "2026-03-08T05:00"
    )


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "a" * 300, "\x00"])
def test_unknown_zone_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(Refused, match="no time zone"):
        not_before(at("2026-03-02T10:00"), name)


@pytest.mark.parametrize("hours", [(8, 8), (19, 8), (-1, 4), (0, 25)])
def test_hours_that_leave_no_day_are_a_fault(hours: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="Quiet hours"):
        not_before(at("2026-03-02T10:00"), "UTC", *hours)


@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    zone=st.sampled_from(
        ["UTC", "Asia/Beirut", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu", "Africa/Cairo"]
    ),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    hours=st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1]),
)
def test_moment_is_never_before_now_and_always_by_day(now, zone, days, hours) -> None:
    aware = now.replace(tzinfo=UTC)
    then = not_before(aware, zone, *hours, days)
    there = then.astimezone(ZoneInfo(zone))
    assert aware <= then <= aware + timedelta(days=9)
    assert there.weekday() in days
    assert hours[0] <= there.hour < hours[1] or there.hour == hours[0] + 1  # an hour the clocks leave out
    assert {0, 1, 2, 3, 4} == MONDAY_TO_FRIDAY
