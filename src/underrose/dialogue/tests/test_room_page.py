"""The list of a room's sessions and groups: what is missing before notes are taken, and the button that begins them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from underrose.dialogue import room_page
from underrose.dialogue.models import Note
from underrose.programme.models import Group, Kind

from .capturing import signed_in, way
from .roomful import TODAY, a_meeting, a_session, announced, director, noted, point

pytestmark = pytest.mark.django_db
ROOM = 10


def shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_room_says_what_is_missing_and_begins_notes_once():
    meeting = a_meeting()
    talk, group_round = a_session(meeting), a_session(meeting, "11:00-12:00", kind=Kind.breakout)
    a_session(meeting, "13:00-14:00", title="Lunch by the lake", kind=Kind.meal)
    group = Group.objects.create(session=group_round, number=1, name="Registers", smallest=1, largest=9)
    announced(meeting, group_round)
    client, path = signed_in(), reverse("the_room", args=[meeting.code])
    page = shown(client, path)
    told = (
        "Not announced",
        "Ready",
        "Group 1: Registers",
        "Lunch by the lake",
        "Begin the notes of “Group 1",
    )
    assert [words in page for words in told] == [True, True, True, False, True]
    form = {"session": str(group_round.pk), "group": str(group.pk)}
    answers = [client.post(reverse("open_note", args=[meeting.code]), form) for _ in range(2)]
    note = Note.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [way("note", note)] * 2
    assert (note.session, note.group) == (str(group_round.pk), str(group.pk))
    refused = client.post(reverse("open_note", args=[meeting.code]), {"session": str(talk.pk)}, follow=True)
    assert "The regime of this session was not announced yet." in refused.content.decode()


def test_groups_that_wait_for_the_same_stand_together_and_released_notes_tell_no_number():
    meeting = a_meeting()
    group_round = a_session(meeting, "11:00-12:00", kind=Kind.breakout, title="The round")
    for number in (1, 2, 3):
        Group.objects.create(session=group_round, number=number, smallest=1, largest=9)
    done = noted(meeting, a_session(meeting, "13:00-14:00"))
    Note.objects.filter(pk=done.pk).update(state="released")
    client, path = signed_in(), reverse("the_room", args=[meeting.code])
    before = shown(client, path)
    assert [before.count(words) for words in ("3 groups", "Group 1", "Not announced", "0 points")] == [
        1,
        0,
        1,
        0,
    ]
    announced(meeting, group_round)
    after = shown(client, path)
    assert ["3 groups" in after, "Begin the notes of “Group 2, The round”" in after] == [False, True]


@pytest.mark.parametrize(
    "form", [{}, {"session": "x"}, {"session": "0" * 32}, {"session": "own", "group": "x"}]
)
def test_notes_of_no_session_are_not_begun(form: dict[str, str]):
    meeting = a_meeting()
    own = a_session(meeting)
    announced(meeting, own)
    sent = {**form, **({"session": str(own.pk)} if form.get("session") == "own" else {})}
    answer = signed_in().post(reverse("open_note", args=["AB12"]), sent, follow=True)
    assert "This session is no longer in the programme." in answer.content.decode()
    assert Note.objects.count() == 0


@pytest.mark.parametrize("sessions", [1, 3])
def test_room_asks_a_constant_number_of_questions(sessions: int, django_assert_num_queries):
    meeting = a_meeting()
    for hour in range(sessions):
        one = noted(meeting, a_session(meeting, f"{9 + hour:02}:00-{9 + hour:02}:30"))
        point(one, f"Point {hour}")
    client, path = signed_in(), reverse("the_room", args=[meeting.code])
    client.get(path)
    with django_assert_num_queries(ROOM, using="default"), django_assert_num_queries(3, using="dialogue"):
        client.get(path)


@pytest.mark.parametrize(
    ("days", "is_far"), [(0, False), (1, False), (2, False), (3, True), (40, True), (-9, False)]
)
def test_notes_of_a_session_days_away_are_begun_by_a_second_press(days: int, is_far: bool):
    on = TODAY + dt.timedelta(days=days)
    meeting = a_meeting(start_on=on, end_on=on)
    announced(meeting, a_session(meeting, on=on))
    (day,) = room_page.of(meeting, director(), TODAY)["days"]
    assert [line.is_far for one in day["sessions"] for line in one["lines"]] == [is_far]


def test_page_of_the_room_asks_once_more_where_the_session_is_far_and_says_its_day(monkeypatch):
    meeting = a_meeting()
    announced(meeting, a_session(meeting))
    client, path = signed_in(), reverse("the_room", args=[meeting.code])
    far = shown(client, path)
    assert ["Yes, begin them now" in far, "This session is on" in far] == [True, True]
    monkeypatch.setattr("underrose.dialogue.views.room.today", lambda: meeting.start_on)
    near = shown(client, path)
    assert ["Yes, begin them now" in near, '<button class="plain" aria-label="Begin the notes' in near] == [
        False,
        True,
    ]


def test_every_number_above_the_list_says_of_what_it_is():
    meeting = a_meeting()
    for hour, state in (("09:00-10:00", "sealed"), ("10:00-11:00", "sealed"), ("11:00-12:00", "released")):
        one = noted(meeting, a_session(meeting, hour))
        point(one, "Wells run dry.")
        Note.objects.filter(pk=one.pk).update(state=state)
    page = shown(signed_in(), reverse("the_room", args=[meeting.code]))
    assert (
        "No notes are open. Notes of 2 sessions are sealed. Points of 1 session were released."
        " 3 points stand in the notes." in page
    )
