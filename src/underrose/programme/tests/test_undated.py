"""Meetings and days at the edges of the calendar: without dates, and at its end."""

import datetime as dt

import pytest

from underrose.concept.models import State
from underrose.programme.actions import forgetting
from underrose.programme.models import Assignment, Day, Pairing

from .planning import START, a_day, a_guest, a_meeting, a_session, a_task, planner, url

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)


def without_dates(state: State):
    meeting = a_meeting()
    one, other = sorted((a_guest(meeting), a_guest(meeting, "Lea Moss")), key=lambda row: row.key)
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    meeting.start_on = meeting.end_on = None
    meeting.state = state
    meeting.save()
    return meeting, one


@pytest.mark.parametrize("state", [State.postponed, State.cancelled, State.draft])
def test_without_dates_the_last_day_of_the_programme_counts(state: State) -> None:
    meeting, one = without_dates(state)
    a_task(a_session(meeting), one)
    a_day(meeting, START + dt.timedelta(days=1))
    at = dt.datetime.combine(START, dt.time(3), dt.UTC)
    assert forgetting.old_pairings(at + dt.timedelta(days=31)) == 0
    assert forgetting.old_pairings(at + dt.timedelta(days=32)) == 1
    assert forgetting.old_assignments(at + dt.timedelta(days=732)) == 0
    assert forgetting.old_assignments(at + dt.timedelta(days=733)) == 1
    assert (Pairing.objects.count(), Assignment.objects.count()) == (0, 0)


@pytest.mark.parametrize(("state", "left"), [(State.cancelled, 0), (State.postponed, 1), (State.draft, 1)])
def test_cancelled_without_any_date_is_over(state: State, left: int) -> None:
    """Nothing follows on a cancellation; the others may still be held."""
    without_dates(state)
    forgetting.old_pairings(LATER)
    assert Pairing.objects.count() == left


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_refused_in_words(on: str) -> None:
    """All days could not be moved from there, nor together to there."""
    meeting = a_meeting()
    day, browser = a_session(meeting).day, planner()
    a_day(meeting, START + dt.timedelta(days=1))
    kept = sorted(Day.objects.values_list("on", flat=True))
    for answer in (
        browser.post(url("day", day.key), {"on": on, "title": ""}),
        browser.get(url("programme_dates"), {"first": on}),
        browser.post(url("programme_dates"), {"first": on, "basis": ""}),
    ):
        assert "between the years 1900 and 2999" in answer.content.decode()
    assert sorted(Day.objects.values_list("on", flat=True)) == kept
