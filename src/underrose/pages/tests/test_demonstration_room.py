"""The room of the demonstration: people in every state, made by the verbs that make real ones."""

import datetime as dt
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access.models import Account
from underrose.kit.models import OutboxMail
from underrose.pages import demonstration
from underrose.participation import composition
from underrose.participation.models import (
    Brief,
    Candidate,
    Clearance,
    Invitation,
    Needs,
    Participant,
    Substitute,
    VisaLetter,
)
from underrose.people.models import Person

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
HOME = "/desk/meetings/LM2701/participation/"


@pytest.fixture(scope="module")
def loaded(once):
    once(lambda: demonstration.load(NOW, progress=lambda _step: None))


@pytest.fixture
def room(loaded, db):
    """The room as it is loaded, before every test."""


def counted(rows, *names):
    return Counter(rows.values_list(*names, flat=len(names) == 1))


def test_room_has_guests_in_every_state(room):
    assert counted(Invitation.objects.all(), "state") == {
        "accepted": 51,
        "declined": 7,
        "sent": 4,
        "tentative": 2,
    }
    assert counted(Participant.objects.all(), "place", "capacity") == {
        ("confirmed", "participant"): 44,
        ("confirmed", "speaker"): 4,
        ("confirmed", "staff"): 2,
        ("confirmed", "interpreter"): 3,
        ("confirmed", "security"): 1,
        ("reserve", "participant"): 3,
        ("withdrawn", "participant"): 2,
    }
    assert counted(Candidate.objects.all(), "stage") == {
        "invited": 64,
        "cleared": 5,
        "proposed": 5,
        "long_list": 4,
        "set_aside": 1,
        "vetoed": 1,
    }


def test_a_round_of_clearance_and_a_substitute_wait(room):
    assert counted(Clearance.objects.all(), "state") == {"cleared": 69, "vetoed": 1, "asked": 5}
    assert Substitute.objects.filter(is_dealt_with=False).count() == 1


def test_answers_are_on_days_before_today(room):
    days = Invitation.objects.exclude(answered_on=None).values_list("answered_on", flat=True)
    assert [day for day in days if day >= NOW.date()] == []
    assert [one.number for one in Invitation.objects.all() if one.is_late(NOW.date())] != []


def test_protected_people_stand_by_their_alias(room):
    names = Person.objects.filter(is_sealed=True).values_list("full_name", flat=True)
    assert sorted(names) == ["Harbour", "Heron", "Lantern", "Willow"]


def test_needs_are_known_for_most_and_one_letter_for_a_consulate_is_asked(room):
    assert Needs.objects.count() == 36
    assert list(VisaLetter.objects.values_list("serial", "issued_on")) == [(1, None)]


def test_letters_of_the_past_have_been_let_go(room):
    # Two guests answered twice: what said the first answer never left.
    found = counted(OutboxMail.objects.filter(meeting_code="LM2701"), "state")
    assert found == {"queued": 127, "cancelled": 2}


def test_targets_are_asked_and_some_are_not_met(room):
    found = composition.of(Brief.objects.get(meeting__code="LM2701"))
    assert composition.who_is_missing(found) != ""


def test_the_other_meeting_waits_for_its_brief(room):
    assert list(Brief.objects.values_list("meeting__code", flat=True)) == ["LM2701"]


@pytest.mark.parametrize(
    "way",
    ["", "brief/", "candidates/", "waves/", "invitations/", "participants/", "logistics/"],
)
def test_pages_of_the_room_open_for_the_manager(room, way):
    browser = Client()
    browser.force_login(Account.objects.get(name="Salma Brennecke"))
    assert browser.get(HOME + way).status_code == 200
    assert browser.get(reverse("people")).status_code == 200
