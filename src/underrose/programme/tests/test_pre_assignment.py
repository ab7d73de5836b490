"""Rooms for a conference service: addresses leave by one file, of nobody who is protected, and the record says so."""

import csv
import io

import pytest

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.participation.tests.furnished import (
    browser_of,
    colleague,
    furnished,
    guest,
    manager,
)
from underrose.programme import pre_assignment
from underrose.programme.tests.furnished_rounds import grouped, session
from underrose.programme.tests.papers import at, hidden, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ZOOM = "Pre-assign Room Name,Email Address\r\n"


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


def test_no_address_leaves_a_round_nobody_outside_may_know_of() -> None:
    meeting = furnished()
    one, other = session(meeting, "Hearing", regime="undisclosed"), session(meeting, "Open round", 15)
    for row in (one, other):
        grouped(row, [guest(meeting, f"Guest of {row.title}", mail="ama@guest.example")])
    client = browser_of(manager())
    assert b"ama@guest.example" not in client.get(at("pre_assigned_rooms", meeting, one)).content
    assert RecordEntry.objects.filter(verb="exported").count() == 0
    words = shown(client, meeting)
    assert [at("pre_assigned_rooms", meeting, row) in words for row in (one, other)] == [False, True]
    assert words.count("Nobody outside may know of “Hearing”") == 1


def test_the_policy_team_prints_and_takes_no_addresses() -> None:
    meeting = furnished()
    one = session(meeting)
    grouped(one, [guest(meeting)])
    client = browser_of(colleague(Role.POLICY_TEAM))
    assert "Zoom" not in shown(client, meeting)
    assert client.get(at("pre_assigned_rooms", meeting, one)).status_code == 404
    assert client.get(at("personal_cards", meeting)).status_code == 200
