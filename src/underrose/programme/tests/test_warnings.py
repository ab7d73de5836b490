"""What a careful colleague remarks: each remark with a fault planted, and silence without it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from underrose.concept.models import Partner
from underrose.participation.models import Capacity, Place
from underrose.programme import outline, programme_page, warnings
from underrose.programme.models import Group, Kind, Task
from underrose.programme.warnings import Matter

from .planning import END, TODAY, a_guest, a_meeting, a_room, a_session, a_task, not_there

pytestmark = pytest.mark.django_db


def _sound(**particulars):
    """A meeting with a draft to which there is nothing to say."""
    meeting = a_meeting(**particulars)
    themes = list(meeting.themes.all())
    opening = a_session(meeting, "09:00-10:30", theme=themes[0])
    opening.lenses.set(meeting.lenses.all())
    a_session(meeting, "10:30-11:00", title="Coffee", kind=Kind.margin)
    a_session(meeting, "11:00-12:30", title="Groups", kind=Kind.breakout, theme=themes[1])
    return meeting, opening


def _remarks(meeting):
    return warnings.of(outline.of(meeting), programme_page.circumstances(meeting, TODAY))


def _matters(meeting):
    return [remark.matter for remark in _remarks(meeting)]


def _said(meeting):
    return [remark.sentence for remark in _remarks(meeting)]


def test_nothing_is_said_of_a_sound_draft():
    meeting, opening = _sound()
    a_task(opening, a_guest(meeting), is_confirmed=True)
    a_task(opening, a_guest(meeting, "Lea Moss"), Task.rapporteur, is_confirmed=True)
    assert _matters(meeting) == []


def test_nothing_is_said_of_no_draft():
    assert _matters(a_meeting()) == []


def test_ends_before_it_begins():
    meeting, _opening = _sound()
    a_session(meeting, "15:00-14:00", title="Backwards")
    assert _said(meeting) == ["“Backwards” ends before it begins."]


def test_day_outside_the_dates_of_the_meeting():
    meeting, _opening = _sound()
    a_session(meeting, title="Too late", kind=Kind.margin, on=dt.date(2027, 3, 6))
    assert _said(meeting) == ["Saturday 6 March 2027 is outside the dates of the meeting."]


def test_two_sessions_in_one_room_at_one_time():
    meeting, opening = _sound()
    opening.room = a_room(meeting)
    opening.save()
    a_session(meeting, "10:00-10:30", title="Briefing", room=opening.room)
    assert _said(meeting) == [
        "“Opening” and “Briefing” are in Great Hall at the same time on Wednesday 3 March 2027."
    ]


def test_one_after_the_other_in_one_room_is_no_remark():
    meeting, opening = _sound()
    opening.room = a_room(meeting)
    opening.save()
    a_session(meeting, "10:30-11:00", title="Briefing", room=opening.room)
    a_session(meeting, "09:00-10:30", title="Next day", kind=Kind.margin, room=opening.room, on=END)
    assert _matters(meeting) == []


@pytest.mark.parametrize("is_free", [False, True])
def test_one_person_in_two_places(is_free):
    meeting, opening = _sound()
    other = a_session(meeting, "10:00-10:30", title="Briefing")
    who = "Ama Okoro" if is_free else a_guest(meeting)
    a_task(opening, who, is_confirmed=True)
    a_task(other, "ama okoro" if is_free else who, Task.speaker, is_confirmed=True)
    assert _matters(meeting) == [Matter.person_twice]
    assert " is asked to be in “Opening” and in “Briefing” at the same time." in _said(meeting)[0]


def test_one_person_in_two_groups_of_a_round():
    meeting, _opening = _sound()
    round_of = a_session(meeting, "14:00-15:00", title="Round", kind=Kind.breakout)
    guest = a_guest(meeting)
    for number in (1, 2):
        group = Group.objects.create(session=round_of, number=number, smallest=1, largest=9)
        a_task(round_of, guest, Task.facilitator, group=group, is_confirmed=True)
    assert _said(meeting) == ["Ama Okoro has a task in more than one group of “Round”."]


@pytest.mark.parametrize(
    "hours", [{"is_absent": True}, {"arrives": dt.time(9, 15)}, {"leaves": dt.time(10, 15)}]
)
def test_person_who_is_not_there(hours):
    meeting, opening = _sound()
    guest = a_guest(meeting)
    a_task(opening, guest, is_confirmed=True)
    not_there(guest, opening.day, **hours)
    assert _said(meeting) == ["Ama Okoro is not there at the time of “Opening”."]


def test_person_who_is_there_for_just_that_time():
    meeting, opening = _sound()
    guest = a_guest(meeting)
    a_task(opening, guest, is_confirmed=True)
    not_there(guest, opening.day, arrives=opening.begins, leaves=opening.ends)
    assert _matters(meeting) == []


@pytest.mark.parametrize("place", [Place.reserve, Place.withdrawn])
def test_person_without_a_place(place):
    meeting, opening = _sound()
    a_task(opening, a_guest(meeting, place=place), is_confirmed=True)
    assert _said(meeting) == ["Ama Okoro has a task in “Opening” and no confirmed place in the room."]


def test_room_too_small_for_those_who_are_confirmed():
    meeting, opening = _sound()
    opening.room = a_room(meeting, capacity=2)
    opening.save()
    for number in range(2):
        a_guest(meeting, f"Guest {number}")
    a_guest(meeting, "Ivo Renn", capacity=Capacity.staff)
    assert _matters(meeting) == []
    a_guest(meeting, "Guest 3")
    assert _said(meeting) == ["Great Hall has 2 seats, and 3 are confirmed for “Opening”."]


def test_chair_who_is_also_rapporteur():
    meeting, opening = _sound()
    guest = a_guest(meeting)
    for task in (Task.chair, Task.rapporteur):
        a_task(opening, guest, task, is_confirmed=True)
    assert _said(meeting) == ["Ama Okoro is chair and rapporteur of “Opening”."]


def test_partner_who_has_the_floor_twice_in_plenary():
    meeting, opening = _sound()
    Partner.objects.create(meeting=meeting, name="Ministry of Rivers")
    other = a_session(meeting, "14:00-15:00", title="Closing")
    a_task(opening, a_guest(meeting, body="Ministry of Rivers"), is_confirmed=True)
    second = a_task(
        other, a_guest(meeting, "Lea Moss", body="Another House"), Task.speaker, is_confirmed=True
    )
    assert _matters(meeting) == []
    second.participant = a_guest(meeting, "Tova Lind", body="ministry of rivers")
    second.save()
    assert _said(meeting) == ["Ministry of Rivers has the floor 2 times in plenary: “Opening”, “Closing”."]


def test_protected_people_tell_nothing_of_their_house():
    meeting, opening = _sound()
    Partner.objects.create(meeting=meeting, name="Ministry of Rivers")
    for name, task in (("Willow", Task.chair), ("Birch", Task.speaker)):
        a_task(
            opening,
            a_guest(meeting, name, body="Ministry of Rivers", is_sealed=True),
            task,
            is_confirmed=True,
        )
    assert _matters(meeting) == []


def test_day_without_time_in_the_margins():
    meeting, _opening = _sound()
    a_session(meeting, title="Closing", on=END)
    assert _said(meeting) == ["No time is kept free in the margins on Friday 5 March 2027."]


def test_name_that_is_not_agreed():
    meeting, opening = _sound()
    a_task(opening, a_guest(meeting))
    a_task(opening, "Not Settled", Task.speaker)
    assert _said(meeting) == ["Not agreed yet in “Opening”: Ama Okoro (Chair), Not Settled (Speaker)."]


def test_theme_and_lens_that_no_session_covers():
    meeting = a_meeting()
    a_session(meeting, kind=Kind.margin)
    assert _said(meeting) == [
        "No session is about the theme “Water as a right”.",
        "No session is about the theme “Early warning”.",
        "No session looks through the lens “Women’s rights and gender equality”.",
    ]


def test_what_cannot_work_stands_first():
    meeting = a_meeting()
    opening = a_session(meeting, theme=meeting.themes.first())
    a_task(opening, a_guest(meeting, place=Place.withdrawn))
    assert _matters(meeting)[0] == Matter.no_place
    assert len(_matters(meeting)) > 1


@pytest.mark.parametrize("number", [1, 3])
def test_circumstances_cost_the_same_for_one_and_for_three(number):
    meeting = a_meeting()
    for place in range(number):
        session = a_session(meeting, f"{9 + place:02}:00-{9 + place:02}:30")
        guest = a_guest(meeting, f"Guest {place}", body=f"House {place}")
        not_there(guest, session.day, arrives=dt.time(9))
        a_task(session, guest)
    draft = outline.of(meeting)
    with CaptureQueriesContext(connection) as asked:
        found = programme_page.circumstances(meeting, TODAY)
        warnings.of(draft, found)
    assert len(asked) == 7
    assert len(found.bodies) == number
