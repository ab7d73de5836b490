"""A plan laid out at once: a skeleton from the dates, and an earlier edition without its people."""

import datetime as dt
from itertools import pairwise

import pytest

from underrose.access.holders import holder_of
from underrose.access.models import Grant
from underrose.concept.models import Edition, Series
from underrose.kit.refusals import Refused
from underrose.programme import planned
from underrose.programme.actions import skeleton
from underrose.programme.models import Assignment, Day, Kind, Session

from .planning import (
    END,
    START,
    TODAY,
    a_guest,
    a_meeting,
    a_room,
    a_session,
    a_task,
    browser_of,
    colleague,
    planner,
    url,
)

pytestmark = pytest.mark.django_db
MIDDLE = dt.date(2027, 3, 4)


def _by():
    return {"by": colleague(), "today": TODAY}


def _hours(meeting):
    rows = Session.objects.of(meeting).order_by("day__on", "begins")
    return [f"{row.day.on.day} {row.begins:%H:%M}-{row.ends:%H:%M} {row.title}" for row in rows]


def test_skeleton_of_three_dates_has_two_days_and_a_half():
    meeting = a_meeting()
    assert len(skeleton.draw_skeleton(meeting, **_by())["sessions"]) == 20
    rows = list(Session.objects.of(meeting))
    assert (rows[0].begins, rows[-1].day.on, rows[-1].ends) == (dt.time(11, 30), END, dt.time(13, 45))
    assert next(row.title for row in rows if row.kind == Kind.plenary) == "Opening plenary"
    assert [row.title for row in rows if row.kind == Kind.plenary][-1] == "Closing plenary"
    assert sum(row.kind == Kind.breakout for row in rows) == 4
    for day in Day.objects.all():
        hours = [(row.begins, row.ends) for row in rows if row.day_id == day.key]
        assert all(one[1] <= other[0] for one, other in pairwise(hours))
        assert any(row.kind == Kind.margin for row in rows if row.day_id == day.key)
    with pytest.raises(Refused, match="Every day of the programme has sessions already"):
        skeleton.draw_skeleton(meeting, **_by())
    assert Session.objects.count() == 20


def test_skeleton_gives_every_theme_a_session_and_leaves_what_stands():
    meeting = a_meeting()
    mine = a_session(meeting, title="Mine", on=MIDDLE)
    plan = planned.skeleton(meeting)
    assert ([day.on for day in plan.days], plan.left) == ([START, END], (MIDDLE,))
    skeleton.draw_skeleton(meeting, **_by())
    assert list(Session.objects.filter(day=mine.day).values_list("title", flat=True)) == ["Mine"]
    assert set(Session.objects.exclude(theme=None).values_list("theme__words", flat=True)) == {
        "Water as a right",
        "Early warning",
    }


def test_skeleton_of_one_date_opens_and_closes():
    meeting = a_meeting(end_on=START)
    skeleton.draw_skeleton(meeting, **_by())
    titles = [row.title for row in Session.objects.of(meeting) if row.kind == Kind.plenary]
    assert titles == ["Opening plenary", "Closing plenary"]


def test_skeleton_needs_dates_within_two_weeks():
    meeting = a_meeting(start_on=None, end_on=None)
    with pytest.raises(Refused, match="The meeting has no dates yet"):
        skeleton.draw_skeleton(meeting, **_by())
    meeting.start_on, meeting.end_on = START, dt.date(2027, 3, 17)
    meeting.save()
    with pytest.raises(Refused, match="longer than two weeks"):
        skeleton.draw_skeleton(meeting, **_by())


def _earlier(**particulars):
    other = a_meeting("OLD1", start_on=dt.date(2025, 5, 6), end_on=dt.date(2025, 5, 7), **particulars)
    hall = a_room(other, capacity=60)
    opening = a_session(
        other, title="Opening", on=dt.date(2025, 5, 6), room=hall, theme=other.themes.first(), words="W"
    )
    opening.lenses.set(other.lenses.all())
    a_task(opening, a_guest(other), briefing="Be brief.")
    a_session(other, "14:00-15:00", title="Late", on=dt.date(2025, 5, 7), regime="on_the_record")
    a_session(other, "16:00-17:00", title="Gone", on=dt.date(2025, 5, 7), is_removed=True)
    return other


def test_copy_shifts_the_dates_and_brings_nobody():
    other, meeting = _earlier(), a_meeting()
    assert len(skeleton.copy(meeting, other, **_by())["sessions"]) == 2
    assert _hours(meeting) == ["3 09:00-10:30 Opening", "4 14:00-15:00 Late"]
    opening = Session.objects.of(meeting).get(title="Opening")
    assert (opening.words, opening.room.name, opening.room.meeting) == ("W", "Great Hall", meeting)
    assert opening.theme.meeting_id == meeting.key
    assert [lens.meeting_id for lens in opening.lenses.all()] == [meeting.key]
    assert not Assignment.objects.filter(session__day__meeting=meeting).exists()
    assert Session.objects.of(meeting).get(title="Late").regime == ""
    with pytest.raises(Refused, match="Every day of the programme has sessions already"):
        skeleton.copy(meeting, other, **_by())


def test_copy_from_another_house_brings_no_rooms():
    other, meeting = _earlier(), a_meeting(venue=None)
    skeleton.copy(meeting, other, **_by())
    assert not meeting.rooms.exists()
    assert set(Session.objects.of(meeting).values_list("room", flat=True)) == {None}


def test_copy_offers_what_may_be_read_the_same_series_first():
    other, meeting, third = _earlier(), a_meeting(), a_meeting("ZZ99")
    a_session(third)
    series = Series.objects.create(name="Dialogues", slug="dialogues")
    for ordinal, one in enumerate((other, meeting), 1):
        Edition.objects.create(series=series, ordinal=ordinal, meeting=one)
    by = colleague(code="AB12")
    assert planned.offered(meeting, by) == []
    for code in ("OLD1", "ZZ99"):
        Grant.objects.create(account=by.account, role="rapporteur", meeting_code=code)

    offered = planned.offered(meeting, holder_of(by.account))
    assert [(name, [code for code, _title in rows]) for name, rows in offered] == [
        ("The same series", ["OLD1"]),
        ("Other meetings", ["ZZ99"]),
    ]


def test_copy_counts_from_the_first_day_of_the_meeting_and_names_what_lies_outside():
    other, meeting = _earlier(), a_meeting()
    for on in (dt.date(2025, 5, 5), dt.date(1999, 1, 1)):
        a_session(other, title="Before", on=on)
    plan = planned.earlier(meeting, other)
    outside = (START + (dt.date(1999, 1, 1) - dt.date(2025, 5, 6)), dt.date(2027, 3, 2))
    assert [day.on for day in plan.days] == [*outside, START, MIDDLE]
    assert plan.outside == outside
    by = colleague()
    Grant.objects.create(account=by.account, role="rapporteur", meeting_code="OLD1")
    html = browser_of(by).get(url("copy_programme") + "?earlier=OLD1").content.decode()
    assert "Outside the dates of the meeting would stand:" in html
    assert "Tuesday 2 March 2027." in html


def test_copy_of_days_that_stayed_behind_counts_from_where_they_were_placed():
    other, meeting = _earlier(), a_meeting()
    Day.objects.filter(meeting=other).update(counted_from=other.start_on)
    other.start_on, other.end_on = dt.date(2025, 6, 3), dt.date(2025, 6, 4)
    other.save()
    assert [day.on for day in planned.earlier(meeting, other).days] == [START, MIDDLE]


def test_copy_from_a_meeting_without_dates_and_from_the_first_year_of_the_calendar():
    other, meeting = _earlier(), a_meeting(start_on=dt.date(2020, 1, 1), end_on=dt.date(2020, 1, 2))
    a_session(other, title="Slip", on=dt.date(1, 1, 1))
    assert planned.earlier(meeting, other).outside == (dt.date(1, 1, 1),)
    other.start_on = other.end_on = None
    other.save()
    assert next(day.on for day in planned.earlier(meeting, other).days) == dt.date(2020, 1, 1)


def test_later_meetings_are_offered_last_and_called_so():
    _earlier()
    meeting, later = a_meeting(), a_meeting("NEW1", start_on=dt.date(2027, 5, 5), end_on=dt.date(2027, 5, 6))
    a_session(later, on=dt.date(2027, 5, 5))
    series = Series.objects.create(name="Dialogues", slug="dialogues")
    for ordinal, one in enumerate((meeting, later), 1):
        Edition.objects.create(series=series, ordinal=ordinal, meeting=one)
    by = colleague()
    for code in ("OLD1", "NEW1"):
        Grant.objects.create(account=by.account, role="rapporteur", meeting_code=code)
    offered = planned.offered(meeting, holder_of(by.account))
    assert [(name, [code for code, _title in rows]) for name, rows in offered] == [
        ("Other meetings", ["OLD1"]),
        ("Later meetings", ["NEW1"]),
    ]


def test_dates_decades_apart_lay_out_nothing_and_days_are_added_one_by_one():
    meeting = a_meeting()
    meeting.end_on = meeting.start_on + dt.timedelta(days=30_000)
    meeting.save()
    assert planned.skeleton(meeting) == planned.Plan()
    page = planner().get(url("add_day")).content.decode()
    assert f'value="{meeting.start_on}"' in page
