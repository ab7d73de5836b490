"""What a careful colleague remarks on hours: two things for everybody at once, and time that is not free after all."""

import datetime as dt

import pytest

from underrose.concept.models import Meeting
from underrose.programme import outline, programme_page, warnings
from underrose.programme.models import Kind, Session
from underrose.programme.rules.days import may_last
from underrose.programme.tests.planning import TODAY, a_day, a_meeting, a_room, a_session, a_task
from underrose.programme.warnings import Matter, Remark

pytestmark = pytest.mark.django_db
OF_HOURS = {Matter.all_twice, Matter.not_free, Matter.dates, Matter.hours, Matter.room_twice}


def remarks(meeting: Meeting) -> list[Remark]:
    found = warnings.of(outline.of(meeting), programme_page.circumstances(meeting, TODAY))
    return [one for one in found if one.matter in OF_HOURS]


def said(meeting: Meeting) -> list[str]:
    return [one.sentence for one in remarks(meeting)]


@pytest.mark.parametrize("kind", [Kind.plenary, Kind.meal, Kind.breakout])
@pytest.mark.parametrize("has_rooms", [False, True])
def test_two_things_for_everybody_at_one_time(kind: Kind, has_rooms: bool) -> None:
    meeting = a_meeting()
    rooms = [a_room(meeting, name) if has_rooms else None for name in ("Great Hall", "Library")]
    a_session(meeting, "12:30-15:45", room=rooms[0])
    a_session(meeting, "12:45-13:45", title="Lunch", kind=kind, room=rooms[1])
    (found,) = remarks(meeting)
    assert found.sentence == "“Opening” and “Lunch” are at the same time, and both are for everybody."
    assert found.is_pressing


def test_one_after_the_other_is_no_remark() -> None:
    meeting = a_meeting()
    a_session(meeting, "11:00-12:30")
    a_session(meeting, "12:30-13:45", title="Lunch", kind=Kind.meal)
    assert said(meeting) == []


def test_one_room_for_both_is_remarked_once() -> None:
    meeting = a_meeting()
    room = a_room(meeting)
    for title in ("Opening", "Lunch"):
        a_session(meeting, "12:30-13:45", title=title, room=room)
    assert [one.matter for one in remarks(meeting)] == [Matter.room_twice]


def test_one_person_in_both_is_remarked_once() -> None:
    meeting = a_meeting()
    for title in ("Opening", "Briefing"):
        a_task(a_session(meeting, title=title), "Ama Okoro")
    assert said(meeting) == []


@pytest.mark.parametrize(("kind", "count"), [(Kind.plenary, 1), (Kind.breakout, 1), (Kind.meal, 0)])
def test_time_kept_free_while_something_is_held(kind: Kind, count: int) -> None:
    meeting = a_meeting()
    a_session(meeting, "15:00-16:00", title="Closing", kind=kind)
    a_session(meeting, "15:15-15:45", title="Coffee", kind=Kind.margin)
    assert said(meeting) == ["“Coffee” is kept free, and “Closing” is held then."] * count


def test_empty_day_outside_the_dates_is_remarked_of_the_whole_programme() -> None:
    meeting = a_meeting()
    a_day(meeting, dt.date(1999, 1, 1))
    (found,) = remarks(meeting)
    assert found.sentence == "Friday 1 January 1999 is outside the dates of the meeting."
    assert found.session is None


def test_equal_hours_end_when_they_begin() -> None:
    meeting = a_meeting()
    assert may_last(dt.time(9), dt.time(9)).startswith("It ends when it begins.")
    assert may_last(dt.time(9), dt.time(8)).startswith("It ends before it begins.")
    session = a_session(meeting)
    Session.objects.filter(key=session.key).update(ends=session.begins)
    assert said(meeting) == ["“Opening” ends when it begins."]
