"""What was laid out at once is taken out at once, and a day leaves with its sessions and comes back with them."""

import datetime as dt
import re

import pytest

from underrose.access.models import Grant
from underrose.kit.refusals import Refused
from underrose.programme.actions import days, sessions, skeleton
from underrose.programme.models import Assignment, Day, Group, Room, Session

from .planning import (
    END,
    START,
    TODAY,
    a_day,
    a_guest,
    a_meeting,
    a_room,
    a_session,
    a_task,
    browser_of,
    colleague,
    not_there,
    planner,
    url,
)

pytestmark = pytest.mark.django_db
MIDDLE = dt.date(2027, 3, 4)


def _by():
    return {"by": colleague(), "today": TODAY}


def test_what_was_laid_out_is_taken_out_by_one_button():
    meeting = a_meeting()
    mine = a_session(meeting, title="Mine", on=MIDDLE)
    browser = planner()
    browser.post(url("skeleton"), {"once": "1"})
    html = browser.get(url("programme")).content.decode()
    assert re.search(r"<p>11 sessions are laid out.</p> <button[^>]*>Undo<", html)
    told = browser.post(url("put_back_in_programme"), follow=True).content.decode()
    assert "Taken out again." in told
    assert list(Session.objects.all()) == [mine]
    assert [day.on for day in Day.objects.all()] == [MIDDLE]
    assert "Undo" not in told


def test_what_somebody_changed_since_stays_and_is_counted():
    meeting = a_meeting()
    browser = planner()
    browser.post(url("skeleton"), {"once": "1"})
    first, second, third, *_rest = Session.objects.of(meeting)
    a_task(first, "Not Settled")
    Group.objects.create(session=second, number=1, smallest=1, largest=2)
    sessions.remove(third, **_by())
    told = browser.post(url("put_back_in_programme"), follow=True).content.decode()
    assert "2 sessions stay, because they were changed since." in told
    assert {row.key for row in Session.objects.all()} == {first.key, second.key, third.key}
    assert [day.on for day in Day.objects.all()] == [START]
    assert Assignment.objects.count() == Group.objects.count() == 1


def test_days_and_rooms_that_were_changed_or_are_used_stay():
    other, meeting = a_meeting("OLD1"), a_meeting()
    for place, name in enumerate(("Hall", "Library", "Attic")):
        on = START + dt.timedelta(days=place)
        a_session(other, room=a_room(other, name), title=name, on=on)
    laid = skeleton.copy(meeting, other, **_by())
    Room.objects.filter(meeting=meeting, name="Hall").update(capacity=40)
    a_session(meeting, title="Mine", room=Room.objects.get(meeting=meeting, name="Library"))
    days.write(Day.objects.get(meeting=meeting, on=MIDDLE), on=MIDDLE, title="Rivers", **_by())
    not_there(a_guest(meeting), Day.objects.get(meeting=meeting, on=END), is_absent=True)
    assert skeleton.take_back(meeting, laid, **_by()) == 0
    assert [row.title for row in Session.objects.of(meeting)] == ["Mine"]
    assert [row.name for row in meeting.rooms.all()] == ["Hall", "Library"]
    assert [day.on for day in meeting.days.all()] == [START, MIDDLE, END]
    assert "Rivers" not in str(laid)
    assert "Attic" not in str(laid)


def test_nothing_is_taken_out_where_all_of_it_was_changed():
    meeting = a_meeting(end_on=START)
    laid = skeleton.draw_skeleton(meeting, **_by())
    Session.objects.update(revision=2)
    with pytest.raises(Refused, match="Every session of it was changed or removed since"):
        skeleton.take_back(meeting, laid, **_by())
    browser = planner()
    state = browser.session
    state["taken_out_of_programme"] = {"code": "AB12", "what": "laid", "label": "", "number": 8, "kept": laid}
    state.save()
    told = browser.post(url("put_back_in_programme"), follow=True).content.decode()
    assert "Every session of it was changed or removed since" in told
    assert Session.objects.count() == 8


def test_a_copy_is_taken_out_by_the_same_button():
    meeting, other, by = a_meeting(), a_meeting("OLD1"), colleague()
    a_session(other, title="Of old")
    Grant.objects.create(account=by.account, role="rapporteur", meeting_code="OLD1")
    browser = browser_of(by)
    browser.post(url("copy_programme"), {"earlier": "OLD1", "once": "1"})
    assert Session.objects.of(meeting).count() == 1
    browser.post(url("put_back_in_programme"))
    assert not Session.objects.of(meeting).exists()
    assert Session.objects.of(other).count() == 1


def test_a_day_leaves_with_its_sessions_after_saying_how_many_and_comes_back_with_them():
    meeting = a_meeting()
    first, second = a_session(meeting, title="A"), a_session(meeting, "11:00-12:00", title="B")
    task = a_task(first, a_guest(meeting), briefing="Be brief.")
    a_day(meeting, MIDDLE)
    browser = planner()
    html = browser.get(url("day", first.day_id)).content.decode()
    assert "2 sessions stand on this day." in html
    assert "Remove the day with its 2 sessions" in html
    browser.post(url("remove_day", first.day_id), {"sessions": "2"})
    assert [day.on for day in Day.objects.all()] == [MIDDLE]
    assert not Session.objects.of(meeting).exists()
    browser.post(url("put_back_in_programme"))
    assert {(row.key, row.day.on) for row in Session.objects.of(meeting)} == {
        (first.key, START),
        (second.key, START),
    }
    assert Assignment.objects.get() == task


def test_only_sessions_that_left_with_the_day_come_back_with_it():
    meeting = a_meeting()
    first, second = a_session(meeting, title="A"), a_session(meeting, "11:00-12:00", title="B")
    gone = a_session(meeting, "14:00-15:00", title="Gone", is_removed=True)
    other = a_day(meeting, MIDDLE)
    kept = days.remove(first.day, seen=2, **_by())
    sessions.put_back(second, **_by())
    days.put_back(meeting, kept, **_by())
    stand = {row.key: (row.day.on, row.is_removed) for row in Session.objects.all()}
    assert stand == {first.key: (START, False), second.key: (MIDDLE, False), gone.key: (other.on, True)}


def test_a_day_stays_where_more_stands_on_it_than_was_told_or_it_is_the_only_one():
    meeting = a_meeting()
    session = a_session(meeting)
    browser = planner()
    told = browser.post(url("remove_day", session.day_id), {"sessions": "3"}, follow=True).content.decode()
    assert "By now one session stands on Wednesday 3 March 2027. Nothing was changed." in told
    told = browser.post(url("remove_day", session.day_id), {"sessions": "1"}, follow=True).content.decode()
    assert "Wednesday 3 March 2027 is the only day of the programme" in told
    assert Session.objects.of(meeting).count() == 1
