"""The copy of what is held about somebody: it hands a colleague nothing that another team knows."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from underrose.participation.actions import replies, visas
from underrose.participation.models import Candidate
from underrose.people.actions import persons
from underrose.people.particulars import Particulars

from .asked import sent
from .furnished import TODAY, browser_of, director, furnished, manager

pytestmark = pytest.mark.django_db

SECRETS = ("SECRET9", "WHYCANARY", "Accepted", "consulate")
SENTENCE = "What meetings hold to which you do not invite is left out, should there be any."


@pytest.fixture
def guest():
    invitation = sent(furnished("SECRET9"), "Ama Okoro")
    participant = replies.accept(invitation, by=manager("SECRET9"), today=TODAY)
    candidate = Candidate.objects.get()
    candidate.why = "WHYCANARY"
    candidate.save()
    visas.ask_for_letter(
        participant,
        by=manager("SECRET9"),
        passport=visas.Passport("Ama Okoro", "KEN", "A123"),
        signatory="S",
        passport_until=TODAY + dt.timedelta(days=20),
        today=TODAY,
    )
    found = participant.person
    persons.let_know(found, meeting_code="SECRET9")
    return found


def _copy(by, person):
    answer = browser_of(by).post(reverse("held_json", args=[person.key]), {})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_who_invites_elsewhere_is_handed_nothing_of_the_meeting(guest):
    said = json.dumps(_copy(manager("CD34"), guest), ensure_ascii=False)
    assert [words for words in SECRETS if words in said] == []
    assert "ama@guest.example" in said


@pytest.mark.parametrize("by", ["team", "house"])
def test_their_team_and_a_director_of_the_house_are_handed_all_of_it(guest, by):
    holder = manager("SECRET9") if by == "team" else director("")
    said = json.dumps(_copy(holder, guest), ensure_ascii=False)
    assert [words for words in ("SECRET9", "WHYCANARY", "consulate") if words not in said] == []


def test_it_is_not_said_whether_anything_was_left_out(guest):
    stranger = manager("CD34")
    other = persons.introduce(by=stranger, facts=Particulars(full_name="Bo Li"), today=TODAY)
    assert _copy(stranger, guest)["left out"] == _copy(stranger, other)["left out"]
    for person in (guest, other):
        assert SENTENCE in browser_of(stranger).get(reverse("held", args=[person.key])).content.decode()
    assert "left out" not in _copy(director(""), guest)
