"""A guest reads in which group they sit: their own, once the team says so, and nothing of anybody else."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.participation.models import Participant
from underrose.programme.models import Allocation, Group, Kind, Room, Seat, Session, Topic
from underrose.programme.tests.planning import a_room, a_session, browser_of, colleague, planner, url
from underrose.programme.tests.releasing import announced, invited, opened, release
from underrose.programme.tests.test_programme_of_a_guest import made

pytestmark = pytest.mark.django_db


def a_round(
    meeting: Meeting, *people: Participant, hours: str = "11:00-12:00", room: Room | None = None, **facts: Any
) -> Session:
    """A round in which each of these sits in a group of their own, the first in Group 1."""
    session = a_session(meeting, hours, kind=Kind.breakout, title=facts.pop("title", "My round"), **facts)
    topic = Topic.objects.create(session=session, title="Early warning")
    for number, one in enumerate(people, 1):
        group = Group.objects.create(
            session=session, number=number, smallest=1, largest=9, room=room, topic=topic, interpreted=["ar"]
        )
        Seat.objects.create(session=session, group=group, participant=one)
    return session


def shown(meeting: Meeting, **facts: bool) -> None:
    Allocation.objects.update_or_create(
        meeting=meeting, defaults={"is_shown_to_guests": True, "language": "en", **facts}
    )


def page_of(guest: Participant) -> str:
    client, page = opened(guest)
    return client.get(f"{page}programme/").content.decode()


def test_guest_reads_their_own_group_and_no_other() -> None:
    meeting = announced()
    ben, ama = invited(meeting, "Ben Weir"), invited(meeting)
    a_round(meeting, ben, ama, room=a_room(meeting, "Map Room"))
    release(meeting)
    shown(meeting)
    said = page_of(ama)
    assert "Your group: Group 2, Map Room, Early warning, English, interpreted into Arabic" in said
    assert said.count("Your group:") == 1
    assert "Ben" not in said


def test_group_without_a_room_is_in_that_of_its_round() -> None:
    meeting = announced()
    ama = invited(meeting)
    a_round(meeting, ama).topics.all().delete()
    Session.objects.update(room=a_room(meeting, "Great Hall"))
    Group.objects.update(interpreted=[])
    release(meeting)
    shown(meeting)
    assert "Your group: Group 1, Great Hall</p>" in page_of(ama)


def test_nothing_is_told_until_the_team_says_so() -> None:
    meeting = announced()
    ama = invited(meeting)
    a_round(meeting, ama)
    release(meeting)
    assert "Your group" not in page_of(ama)
    shown(meeting, is_shown_to_guests=False)
    assert "Your group" not in page_of(ama)


def test_whoever_has_no_seat_reads_nothing() -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    a_round(meeting, ben)
    release(meeting)
    shown(meeting)
    assert "Your group" not in page_of(ama)


def test_seat_and_room_are_those_of_this_moment() -> None:
    meeting = announced()
    ama = invited(meeting)
    a_round(meeting, ama, room=a_room(meeting, "Map Room"))
    release(meeting)
    shown(meeting)
    Group.objects.update(room=a_room(meeting, "Long Gallery"))
    assert "Your group: Group 1, Long Gallery" in page_of(ama)


def locations(guest: Participant) -> list[str]:
    address = made(*opened(guest))
    content = Client().get(address).content
    return [str(one.get("LOCATION", "")) for one in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def test_calendar_leads_to_the_room_of_the_group() -> None:
    meeting = announced()
    ama = invited(meeting)
    a_round(meeting, ama, room=a_room(meeting, "Map Room"))
    release(meeting)
    assert locations(ama) == ["Larkmoor House, Larkmoor"]
    shown(meeting)
    assert locations(ama) == ["Group 1, Map Room, Larkmoor House, Larkmoor"]


@pytest.mark.parametrize(("tone", "regime"), [("quiet", ""), ("", "undisclosed")])
def test_quiet_calendar_names_no_room(tone: str, regime: str) -> None:
    meeting = announced(**({"mail_tone": tone} if tone else {}))
    ama = invited(meeting)
    a_round(meeting, ama, room=a_room(meeting, "Map Room"), regime=regime)
    release(meeting)
    shown(meeting)
    assert locations(ama) == [""]


def test_team_shows_and_hides_it_by_one_button() -> None:
    meeting = announced()
    a_round(meeting, invited(meeting))
    client = planner()
    assert "Show guests their own group" in client.get(url("groups")).content.decode()
    client.post(url("show_own_groups"), {"show": "yes"})
    allocation = Allocation.objects.get(meeting=meeting)
    assert (allocation.is_shown_to_guests, allocation.revision) == (True, 1)
    assert "Hide it again" in client.get(url("groups")).content.decode()
    client.post(url("show_own_groups"), {"show": "no"})
    assert not Allocation.objects.get(meeting=meeting).is_shown_to_guests
    verbs = RecordEntry.objects.filter(noun="groups").values_list("verb", flat=True)
    assert sorted(verbs) == ["hid from guests", "showed to guests"]


def test_whoever_only_reads_the_draft_shows_nothing_to_guests() -> None:
    meeting = announced()
    a_round(meeting, invited(meeting))
    client = browser_of(colleague(Role.RAPPORTEUR))
    assert client.post(url("show_own_groups"), {"show": "yes"}).status_code == 404
    assert "Show guests their own group" not in client.get(url("groups")).content.decode()


def test_many_rounds_ask_as_many_questions_as_one() -> None:
    meeting = announced()
    ama = invited(meeting)
    a_round(meeting, ama, hours="09:00-09:30")
    release(meeting)
    shown(meeting)
    client, page = opened(ama)
    address = made(client, page)
    counted = []
    for number in range(2):
        found = []
        for path in (address, f"{page}programme/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        counted.append(found)
        for hour in (10, 13):
            begins = dt.time(hour + number)
            a_round(meeting, ama, hours=f"{begins:%H:%M}-{begins:%H}:50", title=f"Round {hour + number}")
        release(meeting)
    assert counted[0] == counted[1]
