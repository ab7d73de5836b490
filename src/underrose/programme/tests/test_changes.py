"""What is said to have changed from one version to the next, and what the public is not told of."""

import pytest
from django.test import Client
from django.utils.translation import override

from underrose.programme import change_words, comparison, outline, programme_paper
from underrose.programme.comparison import What
from underrose.programme.models import Room, Session, Task

from .planning import a_meeting, a_room, a_session, a_task, planner, url
from .releasing import announced, release
from .test_public_programme import PAGE, words

pytestmark = pytest.mark.django_db


def changed(meeting, act):
    before = outline.of(meeting).days
    act()
    changes = comparison.compare(before, outline.of(meeting).days)
    return [(change.what, change_words.sentence(change)) for change in changes]


def test_session_in_another_room_is_not_said_to_be_worded_anew():
    meeting = a_meeting()
    first, second = a_room(meeting), a_room(meeting, "Long Gallery")
    Room.objects.filter(key=second.key).update(access="By the stairs")
    session = a_session(meeting, room=first)
    move = lambda: Session.objects.filter(key=session.key).update(room=second)  # noqa: E731 - used once
    assert changed(meeting, move) == [(What.room, f"In Long Gallery instead of {first.name}.")]


def test_another_way_into_the_same_room_is_said_as_what_it_is():
    meeting = a_meeting()
    room = a_room(meeting)
    a_session(meeting, room=room)
    ramp = lambda: Room.objects.filter(key=room.key).update(access="By the ramp")  # noqa: E731 - used once
    assert changed(meeting, ramp) == [(What.words, "How to get into its room is described anew.")]


def test_public_reads_nothing_of_a_second_opener_who_is_not_to_be_named(client: Client):
    meeting = announced()
    session = a_session(meeting)
    a_task(session, "Ada Fjord", Task.opener, is_confirmed=True, is_public=True)
    a_task(session, "Ben Okoth", Task.opener, is_confirmed=True)
    release(meeting)
    page = words(client.get(PAGE))
    assert ("Ada Fjord" in page, "to be confirmed" in page) == (True, False)


def test_names_on_paper_are_joined_as_the_language_joins_them():
    assert programme_paper.said(("Ada", "Ben"), is_open=True) == "Ada; Ben; to be confirmed"
    with override("ar"):
        assert programme_paper.said(("Ada", "Ben"), is_open=False) == "Ada؛ Ben"


def test_hours_run_from_left_to_right_in_an_arabic_sentence():
    session = next(outline.of(a_session(a_meeting()).day.meeting).sessions())
    assert change_words.hours(session) == "09:00–10:30"
    with override("ar"):
        assert change_words.hours(session) == "\u206609:00–10:30\u2069"


def test_what_stands_in_a_line_of_a_day_is_each_isolated_from_what_joins_it():
    meeting = a_meeting()
    a_session(meeting, room=a_room(meeting, "Long Gallery"), theme=meeting.themes.first())
    page = planner().get(url("programme")).content.decode()
    assert '<bdi dir="ltr"><time datetime="09:00">' in page
    line = page.partition('<p class="where">')[2].partition("</p>")[0]
    assert (
        line == f"<span><bdi>Long Gallery</bdi></span><span><bdi>{meeting.themes.first().words}</bdi></span>"
    )
