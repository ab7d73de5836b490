"""The draft as values: what stands in it, by which names, and that its cost does not grow."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from underrose.concept.audiences import Audience
from underrose.participation.models import Capacity, Place
from underrose.programme import outline
from underrose.programme.models import Group, Kind, Task, Topic

from .planning import END, START, a_day, a_guest, a_meeting, a_room, a_session, a_task

pytestmark = pytest.mark.django_db
QUESTIONS = 6


def _filled(meeting, number):
    room = a_room(meeting, f"Hall {number}", capacity=60, access="Step-free")
    theme, lens = meeting.themes.first(), meeting.lenses.first()
    session = a_session(meeting, f"{8 + number:02}:00-{8 + number:02}:45", room=room, theme=theme)
    session.lenses.add(lens)
    Group.objects.create(
        session=session,
        number=1,
        topic=Topic.objects.create(session=session, title="Rivers"),
        room=room,
        smallest=3,
        largest=9,
    )
    a_task(session, a_guest(meeting, f"Guest {number}"))
    a_task(session, f"Free {number}", Task.speaker)
    return session


@pytest.mark.parametrize("number", [1, 3])
def test_outline_costs_the_same_for_one_and_for_three(number):
    meeting = a_meeting()
    for place in range(1, number + 1):
        _filled(meeting, place)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        draft = outline.of(meeting)
    assert len(asked) == QUESTIONS
    assert len(list(draft.sessions())) == number


def test_outline_says_everything_of_a_session():
    meeting = a_meeting()
    row = _filled(meeting, 1)
    draft = outline.of(meeting)
    one = next(draft.sessions())
    assert (one.key, one.on, one.begins, one.ends) == (row.key, START, dt.time(9), dt.time(9, 45))
    assert (one.room_name, one.seats, one.access, one.theme_words) == (
        "Hall 1",
        60,
        "Step-free",
        "Water as a right",
    )
    assert [words for _key, words in one.lenses] == ["Women’s rights and gender equality"]
    assert (one.regime, one.has_own_regime, one.kind) == ("off_the_record", False, Kind.plenary)
    assert [(group.number, group.topic, group.room) for group in one.groups] == [(1, "Rivers", "Hall 1")]
    assert (draft.time_zone, draft.venue) == ("Europe/London", "Larkmoor House")


def test_days_and_sessions_stand_in_order_and_removed_ones_nowhere():
    meeting = a_meeting()
    a_session(meeting, "14:00-15:00", title="Late", on=END)
    a_session(meeting, "11:00-12:00", title="Second")
    a_session(meeting, "09:00-10:00", title="First")
    a_session(meeting, "10:00-11:00", title="Gone", is_removed=True)
    a_day(meeting, dt.date(2027, 3, 4))
    draft = outline.of(meeting)
    assert [[one.title for one in day.sessions] for day in draft.days] == [["First", "Second"], [], ["Late"]]


def test_names_are_those_of_the_desk():
    meeting = a_meeting()
    session = a_session(meeting)
    a_task(session, "Not Settled", Task.opener, is_confirmed=True, is_public=True)
    a_task(session, a_guest(meeting, "Willow", is_sealed=True), is_confirmed=True, is_public=True)
    a_task(session, a_guest(meeting, "Ivo Renn", capacity=Capacity.staff), Task.note_taker, is_confirmed=True)
    a_task(session, a_guest(meeting, "Lea Moss", place=Place.withdrawn), Task.speaker, is_public=True)
    found = next(outline.of(meeting).sessions()).assignments
    told = [(one.task, one.label, one.is_here, one.may_be_named_in_public) for one in found]
    assert told == [
        (Task.chair, "Willow", True, False),
        (Task.opener, "Not Settled", False, True),
        (Task.speaker, "Lea Moss", False, False),
        (Task.note_taker, "Ivo Renn", True, False),
    ]


def test_names_are_asked_for_by_key():
    meeting = a_meeting()
    session = a_session(meeting)
    guest = a_guest(meeting, "Willow", is_sealed=True)
    theirs, free = a_task(session, guest), a_task(session, "Not Settled", Task.opener)
    with CaptureQueriesContext(connection) as asked:
        names = outline.names_of(meeting)
    assert len(asked) == 2
    assert names.label(guest.key, theirs.key) == "Willow"
    assert names.label(None, free.key) == "Not Settled"
    assert names.label(free.key, free.key) == ""
    assert [names.is_protected(guest.key), names.is_protected(None)] == [True, False]
    assert "Willow" not in repr(names)


def test_readers_get_no_words_that_are_not_for_them():
    meeting = a_meeting()
    for place, audience in enumerate(Audience):
        a_session(meeting, f"{9 + place:02}:00-{9 + place:02}:30", words=f"for {audience}", audience=audience)
    draft = outline.of(meeting)
    told = {reader: [one.words for one in draft.for_reader(reader).sessions()] for reader in Audience}
    assert told == {
        Audience.public: ["for public", "", ""],
        Audience.participants: ["for public", "for participants", ""],
        Audience.team: ["for public", "for participants", "for team"],
    }


def test_a_free_name_whose_key_is_gone_is_blank():
    from django.conf import settings

    from underrose.kit import keys

    meeting = a_meeting()
    a_task(a_session(meeting), "Not Settled")
    keys.ring(settings.KEY_FOLDER).destroy(str(meeting.key), "people")
    assert [one.label for one in next(outline.of(meeting).sessions()).assignments] == [""]
