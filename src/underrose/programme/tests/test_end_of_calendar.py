"""Days that a programme has at the end of the calendar are shown and moved away, and no move leads there."""

import datetime as dt

import pytest

from underrose.kit.refusals import Refused
from underrose.programme import dates, outline
from underrose.programme.actions import days
from underrose.programme.models import Day

from .planning import START, TODAY, a_day, a_meeting, a_session, colleague, planner, url

pytestmark = pytest.mark.django_db
ONE = dt.timedelta(days=1)


def ons(meeting) -> list[dt.date]:
    return sorted(meeting.days.values_list("on", flat=True))


def followed(meeting, first: dt.date | None = None) -> days.Places:
    basis = dates.of(outline.of(meeting)).basis
    return days.follow(meeting, basis=basis, first=first, by=colleague(), today=TODAY)


def test_days_that_stand_there_already_move_away_and_back() -> None:
    meeting = a_meeting()
    a_session(meeting)
    a_day(meeting, START + ONE)
    Day.objects.filter(on=START).update(on=dt.date.max - ONE)
    Day.objects.filter(on=START + ONE).update(on=dt.date.max)
    before = ons(meeting)
    kept = followed(meeting, START)
    assert ons(meeting) == [START, START + ONE]
    days.take_back(meeting, kept, by=colleague(), today=TODAY)
    assert ons(meeting) == before


def test_a_meeting_moved_there_is_shown_and_its_days_stay() -> None:
    """The second day would stand beyond the last date there is."""
    meeting = a_meeting()
    a_session(meeting)
    a_day(meeting, START + ONE)
    Day.objects.update(counted_from=START)
    before = ons(meeting)
    meeting.start_on = meeting.end_on = dt.date.max
    meeting.save()
    browser = planner()
    for name in ("programme", "programme_dates", "add_day"):
        assert browser.get(url(name)).status_code == 200
    with pytest.raises(Refused, match="between the years 1900 and 2999"):
        followed(meeting)
    assert ons(meeting) == before
