"""Every verb of the draft: what changed, who is refused, and what happens twice."""

import datetime as dt

import pytest

from underrose.access.models import RecordEntry
from underrose.concept.models import State
from underrose.kit.refusals import Refused
from underrose.programme.actions import assignments, availability, days, forgetting, rooms, sessions, skeleton
from underrose.programme.actions.availability import There
from underrose.programme.actions.sessions import Where
from underrose.programme.models import (
    Assignment,
    Availability,
    Day,
    Group,
    Room,
    Session,
    Task,
)

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
    colleague,
    not_there,
)

pytestmark = pytest.mark.django_db
MIDDLE = dt.date(2027, 3, 4)


def _by():
    return {"by": colleague(), "today": TODAY}


def _facts(session, **changed):
    facts = {name: getattr(session, name) for name in sessions.FACTS}
    return facts | {"lenses": []} | changed


def _last_verb():
    entry = RecordEntry.objects.order_by("-position").first()
    return entry.verb, entry.noun


def _cancelled():
    return a_meeting(state=State.cancelled)


def test_day_is_added_once():
    meeting = a_meeting()
    day = days.add(meeting, on=START, title="Rivers", **_by())
    assert (day.on, day.title, _last_verb()) == (START, "Rivers", ("added", "day"))
    with pytest.raises(Refused, match="Wednesday 3 March 2027 is in the programme already"):
        days.add(meeting, on=START, title="", **_by())


def test_day_goes_to_another_date_with_its_sessions():
    meeting = a_meeting()
    session = a_session(meeting)
    a_day(meeting, END)
    days.write(session.day, on=MIDDLE, title="", **_by())
    assert Session.objects.get(key=session.key).day.on == MIDDLE
    with pytest.raises(Refused, match="Friday 5 March 2027 is in the programme already"):
        days.write(session.day, on=END, title="", **_by())


def test_day_is_removed_only_when_nothing_stands_on_it():
    meeting = a_meeting()
    session = a_session(meeting)
    with pytest.raises(Refused, match="One session stands on Wednesday 3 March 2027"):
        days.remove(session.day, **_by())
    sessions.remove(session, **_by())
    assert days.remove(session.day, **_by()) == {"on": "2027-03-03", "title": "", "there": []}
    assert not Day.objects.exists()


def test_day_comes_back_with_who_is_there_and_removed_sessions_are_never_lost():
    meeting = a_meeting()
    session, guest, gone = a_session(meeting), a_guest(meeting), a_guest(meeting, "Lea Moss")
    nearest = a_day(meeting, MIDDLE)
    a_day(meeting, END)
    not_there(guest, session.day, arrives=dt.time(14))
    not_there(gone, session.day, is_absent=True)
    sessions.remove(session, **_by())
    kept = days.remove(session.day, **_by())
    session.refresh_from_db()
    assert (session.day, session.is_removed) == (nearest, True)
    gone.delete()
    day = days.put_back(meeting, kept, **_by())
    found = [(row.participant, row.is_absent, row.arrives, row.leaves) for row in day.availabilities.all()]
    assert (day.on, found) == (START, [(guest, False, dt.time(14), None)])


@pytest.mark.parametrize("verb", ["day", "room", "session", "skeleton", "task", "hours", "copy"])
def test_programme_of_a_cancelled_meeting_stays_as_it_is(verb):
    meeting = _cancelled()
    session = a_session(meeting)
    acts = {
        "day": lambda: days.add(meeting, on=END, title="", **_by()),
        "room": lambda: rooms.write(Room(meeting=meeting), name="Hall", **_by()),
        "session": lambda: sessions.write(session, revision=1, **_facts(session), **_by()),
        "skeleton": lambda: skeleton.draw_skeleton(meeting, **_by()),
        "copy": lambda: skeleton.copy(meeting, a_meeting("CD34"), **_by()),
        "task": lambda: assignments.write(
            Assignment(session=session), revision=0, task="chair", name="N", **_by()
        ),
        "hours": lambda: availability.say(a_guest(meeting), [], **_by()),
    }
    with pytest.raises(Refused, match="This meeting was cancelled"):
        acts[verb]()


def test_room_is_removed_and_put_back_with_what_stood_in_it():
    meeting = a_meeting()
    room = rooms.write(Room(meeting=meeting), name="Great Hall", capacity=60, access="Lift", **_by())
    session = a_session(meeting, room=room)
    group = Group.objects.create(session=session, number=1, room=room, smallest=1, largest=2)
    elsewhere = a_session(meeting, "11:00-12:00", room=room)
    kept = rooms.remove(room, **_by())
    session.refresh_from_db()
    assert session.room is None
    Session.objects.filter(key=elsewhere.key).update(room=a_room(meeting, "Orangery"))
    back = rooms.put_back(meeting, kept, **_by())
    found = Session.objects.order_by("begins").values_list("room__name", flat=True)
    assert (back.name, back.capacity, back.access) == ("Great Hall", 60, "Lift")
    assert list(found) == ["Great Hall", "Orangery"]
    assert Group.objects.get(key=group.key).room_id == back.key


def test_two_rooms_have_two_names():
    meeting = a_meeting()
    a_room(meeting, "Great Hall")
    with pytest.raises(Refused, match="There is a room “great hall” already"):
        rooms.write(Room(meeting=meeting), name="great hall", **_by())
    room = Room.objects.get()
    assert rooms.write(room, name="Great hall", **_by()).name == "Great hall"


def test_second_editor_never_overwrites_the_first():
    meeting = a_meeting()
    session = a_session(meeting)
    sessions.write(session, revision=1, **_facts(session, title="First"), **_by())
    with pytest.raises(Refused, match="A colleague, or you in another window, saved this in the meantime"):
        sessions.write(session, revision=1, **_facts(session, title="Second"), **_by())
    assert list(Session.objects.values_list("title", "revision")) == [("First", 2)]


def test_session_is_added_with_its_lenses():
    meeting = a_meeting()
    lens = meeting.lenses.get()
    told = {"day": a_day(meeting), "kind": "plenary", "title": "Opening", "begins": dt.time(9)}
    told |= {"ends": dt.time(10), "words": "", "audience": "team", "public_title": "", "room": None}
    row = sessions.write(Session(), revision=0, lenses=[lens], theme=None, regime="", **told, **_by())
    assert [one.words for one in row.lenses.all()] == [lens.words]
    assert (row.revision, _last_verb()) == (1, ("added", "session"))


def test_session_does_not_end_before_it_begins():
    session = a_session(a_meeting())
    with pytest.raises(Refused, match="It ends before it begins"):
        sessions.write(session, revision=1, **_facts(session, ends=dt.time(8)), **_by())


def test_regime_is_tightened_by_one_and_loosened_by_all():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    sessions.write(session, revision=1, **_facts(session, regime="private"), **_by())
    with pytest.raises(Refused, match="lets out more than “private and confidential”"):
        sessions.write(session, revision=2, **_facts(session, regime=""), **_by())
    with pytest.raises(Refused, match="“on the record” lets out more"):
        sessions.write(session, revision=2, **_facts(session, regime="on_the_record"), **_by())
    row = sessions.write(
        session, revision=2, all_agree=True, **_facts(session, regime="on_the_record"), **_by()
    )
    assert row.regime == "on_the_record"


def test_new_session_is_no_looser_than_its_meeting_unless_all_agree():
    meeting = a_meeting()
    row = a_session(meeting)
    new = Session()
    with pytest.raises(Refused, match="lets out more than “off the record, non-attributable”"):
        sessions.write(new, revision=0, **_facts(row, regime="on_the_record"), **_by())


def _hours(meeting):
    rows = Session.objects.of(meeting).order_by("day__on", "begins")
    return [f"{row.day.on.day} {row.begins:%H:%M}-{row.ends:%H:%M} {row.title}" for row in rows]


def test_session_changes_places_with_its_neighbour_and_keeps_its_length():
    meeting = a_meeting()
    a_session(meeting, "09:00-10:00", title="A")
    long = a_session(meeting, "10:30-12:30", title="B")
    sessions.move(long, Where.earlier, **_by())
    assert _hours(meeting) == ["3 09:00-11:00 B", "3 11:30-12:30 A"]
    sessions.move(long, Where.later, **_by())
    assert _hours(meeting) == ["3 09:00-10:00 A", "3 10:30-12:30 B"]
    assert _last_verb() == ("moved", "session")


def test_move_past_the_end_changes_nothing():
    meeting = a_meeting()
    only = a_session(meeting, title="A")
    a_session(meeting, "11:00-12:00", title="Gone", is_removed=True)
    before = RecordEntry.objects.count()
    assert [sessions.move(only, where, **_by()) for where in Where] == [None] * 4
    assert (_hours(meeting), RecordEntry.objects.count()) == (["3 09:00-10:30 A"], before)


def test_session_goes_to_the_next_day_of_the_programme():
    meeting = a_meeting()
    only = a_session(meeting, title="A")
    a_day(meeting, END)
    sessions.move(only, Where.day_after, **_by())
    assert _hours(meeting) == ["5 09:00-10:30 A"]
    sessions.move(only, Where.day_before, **_by())
    assert _hours(meeting) == ["3 09:00-10:30 A"]


def test_removed_session_comes_back_with_its_people():
    meeting = a_meeting()
    session = a_session(meeting)
    a_task(session, a_guest(meeting))
    sessions.remove(session, **_by())
    assert _hours(meeting) == []
    sessions.put_back(session, **_by())
    assert (_hours(meeting), session.assignments.count()) == (["3 09:00-10:30 Opening"], 1)


def test_task_is_given_changed_and_overtaken():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    told = {"task": "chair", "participant_id": guest.key, "name": None, "briefing": "Be brief."}
    row = assignments.write(Assignment(session=session), revision=0, **told, **_by())
    assert (row.position, row.revision, _last_verb()) == (1, 1, ("assigned", "assignment"))
    assignments.write(row, revision=1, is_confirmed=True, **_by())
    with pytest.raises(Refused, match="saved this in the meantime"):
        assignments.write(row, revision=1, briefing="Else", **_by())
    found = Assignment.objects.get()
    assert (found.is_confirmed, found.briefing, found.revision) == (True, "Be brief.", 2)


def test_one_task_is_given_to_somebody_once():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    a_task(session, guest)
    with pytest.raises(Refused, match="Ama Okoro has this task in this session already"):
        assignments.write(
            Assignment(session=session), revision=0, task="chair", participant_id=guest.key, **_by()
        )


def test_protected_person_is_named_nowhere_in_public():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting, "Willow", is_sealed=True)
    told = {"task": "chair", "participant_id": guest.key}
    with pytest.raises(Refused, match="Willow is protected"):
        assignments.write(Assignment(session=session), revision=0, is_public=True, **told, **_by())
    assert not Assignment.objects.exists()


def test_agreement_is_said_twice_and_recorded_once():
    row = a_task(a_session(a_meeting()), "Not Settled")
    for _twice in range(2):
        assignments.confirm(row, is_confirmed=True, **_by())
    assert list(Assignment.objects.values_list("is_confirmed", "revision")) == [(True, 2)]
    assert RecordEntry.objects.filter(noun="assignment").count() == 1
    assignments.confirm(row, is_confirmed=False, **_by())
    assert _last_verb() == ("reopened", "assignment")


def test_task_is_put_back_with_its_sealed_words_and_they_never_stand_open():
    meeting = a_meeting()
    session = a_session(meeting)
    group = Group.objects.create(session=session, number=1, smallest=1, largest=2)
    row = a_task(session, "Not Settled", Task.speaker, briefing="Be brief.", is_public=True, group=group)
    kept = assignments.remove(row, **_by())
    assert "Not Settled" not in str(kept)
    assert "Be brief." not in str(kept)
    group.delete()
    assignments.put_back(session, kept, **_by())
    found = Assignment.objects.get()
    assert (found.key, found.name, found.briefing) == (row.key, "Not Settled", "Be brief.")
    assert (found.task, found.is_public, found.group) == ("speaker", True, None)


def test_task_of_somebody_who_left_stays_free():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    kept = assignments.remove(a_task(session, guest), **_by())
    guest.delete()
    with pytest.raises(Refused, match="They are no longer in the room"):
        assignments.put_back(session, kept, **_by())


def test_hours_are_said_changed_and_taken_back():
    meeting = a_meeting()
    guest, day = a_guest(meeting), a_day(meeting)
    availability.say(guest, [There(day, is_absent=True, arrives=dt.time(9), leaves=None)], **_by())
    assert list(Availability.objects.values_list("is_absent", "arrives")) == [(True, None)]
    availability.say(guest, [There(day, is_absent=False, arrives=None, leaves=dt.time(12))], **_by())
    assert list(Availability.objects.values_list("is_absent", "leaves")) == [(False, dt.time(12))]
    with pytest.raises(Refused, match="leaves before arriving"):
        availability.say(
            guest, [There(day, is_absent=False, arrives=dt.time(12), leaves=dt.time(9))], **_by()
        )
    availability.say(guest, [There(day, is_absent=False, arrives=None, leaves=None)], **_by())
    assert not Availability.objects.exists()


def test_tasks_are_forgotten_after_two_years_free_names_too():
    meeting = a_meeting()
    session = a_session(meeting)
    a_task(session, "Not Settled")
    early = dt.datetime(2029, 3, 5, tzinfo=dt.UTC)
    assert forgetting.old_assignments(early) == 0
    assert forgetting.old_assignments(early + dt.timedelta(days=2)) == 1
    assert not Assignment.objects.exists()
