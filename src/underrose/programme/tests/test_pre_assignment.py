"""Rooms for a conference service: addresses leave by one file, of nobody who is protected, and the record says so."""

import csv
import datetime as dt
import io

import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.participation.models import Participant, Place
from underrose.participation.tests.asked import protected
from underrose.participation.tests.furnished import (
    TODAY,
    browser_of,
    colleague,
    furnished,
    guest,
    manager,
)
from underrose.programme import pre_assignment
from underrose.programme.tests.furnished_rounds import grouped, session

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ZOOM = "Pre-assign Room Name,Email Address\r\n"


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def hidden(meeting: Meeting, name: str = "Canary Quillfeather", alias: str = "Rowan") -> Participant:
    """A protected person with a place in the room."""
    found = protected(name, alias)
    return Participant.objects.create(meeting=meeting, person=found, place=Place.confirmed, since=TODAY)


def read(answer) -> str:
    assert answer.status_code == 200, answer.content[:300]
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def pages(answer) -> int:
    return len(pypdfium2.PdfDocument(answer.content))


def at(name: str, meeting: Meeting, one=None) -> str:
    return reverse(name, args=[meeting.code, *([one.key] if one else [])])


def doors(client: Client, meeting: Meeting, one, which: str = ""):
    return client.post(at("door_lists", meeting, one), {"which": which})


def shown(client: Client, meeting: Meeting) -> str:
    return client.get(at("group_papers", meeting)).content.decode()


def test_rooms_for_a_conference_service() -> None:
    meeting = furnished()
    one = session(meeting)
    first = [
        guest(meeting, "Ama Okoro", mail="ama@guest.example"),
        hidden(meeting),
        guest(meeting, "Plus Sign", mail="=cmd|calc@guest.example"),
        guest(meeting, "No Address"),
    ]
    second = [
        guest(meeting, "Ben Hale", mail="ben+hale@guest.example"),
        guest(meeting, "Do Not Write", mail="silent@guest.example", do_not_contact=True),
    ]
    group, other = grouped(one, first, second)
    group.name, other.name = "=1+1", "Prevention; =2"
    group.save()
    other.save()
    answer = browser_of(manager()).get(at("pre_assigned_rooms", meeting, one))
    assert answer.content.decode() == (
        f"{ZOOM}1 =1+1,ama@guest.example\r\n2 Prevention; '=2,ben+hale@guest.example\r\n"
    )
    assert answer["Content-Disposition"] == 'attachment; filename="AB12-rooms.csv"'
    assert next(csv.reader(io.StringIO(answer.content.decode()))) == list(pre_assignment.HEADS)
    lines = RecordEntry.objects.filter(verb="exported", noun="addresses of guests")
    assert [(line.subject, line.meeting_code) for line in lines] == [(None, "AB12")]


def test_no_address_leaves_an_undisclosed_meeting() -> None:
    meeting = furnished(regime="undisclosed", is_undisclosed=True)
    one = session(meeting)
    grouped(one, [guest(meeting, mail="ama@guest.example")])
    client = browser_of(manager())
    answer = client.get(at("pre_assigned_rooms", meeting, one))
    assert b"ama@guest.example" not in answer.content
    assert RecordEntry.objects.filter(verb="exported").count() == 0
    assert "so no addresses are made for a conference" in shown(client, meeting)


def test_the_policy_team_prints_and_takes_no_addresses() -> None:
    meeting = furnished()
    one = session(meeting)
    grouped(one, [guest(meeting)])
    client = browser_of(colleague(Role.POLICY_TEAM))
    assert "Zoom" not in shown(client, meeting)
    assert client.get(at("pre_assigned_rooms", meeting, one)).status_code == 404
    assert client.get(at("personal_cards", meeting)).status_code == 200
