"""A guest who presses again and again: one letter waits, and a handful of proposals."""

import re

import pytest
from django.test import Client

from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import OutboxMail
from underrose.participation.actions import invitations, participants
from underrose.participation.models import Invitation, Participant, Substitute

from . import furnished
from .asked import page_of, sent

pytestmark = pytest.mark.django_db
ONCE = re.compile(r'name="once" value="([^"]+)"')


@pytest.fixture
def page():
    """The page of a guest, opened; whatever waits already is none of an answer."""
    path = page_of(sent(furnished.furnished("AB12"), "Ama Okoro"))
    guest = Client()
    guest.post(path, {"once": ONCE.search(guest.get(path).content.decode())[1], "door": "open"})
    OutboxMail.objects.all().update(state="sent")
    return guest, path


def _waiting():
    return sorted(one.cause.split(":")[0] for one in mail.waiting())


def _press(page, answer, number):
    guest, path = page
    assert (
        guest.post(path, {"once": str(number).zfill(20), "answer": answer, "reason": ""}).status_code == 303
    )


def test_of_many_answers_the_last_is_answered(page):
    for number in range(30):
        _press(page, "decline" if number % 2 else "accept", number)
    assert _waiting() == ["calendar", "regret"]
    _press(page, "accept", 31)
    assert _waiting() == ["calendar", "confirmation"]
    [letter] = [one for one in mail.waiting() if one.cause.startswith("confirmation")]
    assert letter.parts.count() > 0


def test_an_answer_that_is_taken_back_is_not_answered(page):
    guest, path = page
    _press(page, "accept", 1)
    _press(page, "decline", 2)
    guest.post(f"{path}take-back/", {"once": "3".zfill(20)})
    assert _waiting() == ["calendar", "confirmation"]
    _press(page, "decline", 4)
    guest.post(f"{path}take-back/", {"once": "5".zfill(20)})
    assert _waiting() == ["calendar", "confirmation"]


def test_joining_instructions_go_to_nobody_who_no_longer_comes(page):
    _press(page, "accept", 1)
    meeting = Meeting.objects.get()
    assert invitations.prepare_joining(meeting, by=furnished.manager(), today=furnished.TODAY) == 1
    _press(page, "tentative", 2)
    assert [kind for kind in _waiting() if kind == "joining"] == []
    _press(page, "accept", 3)
    assert invitations.prepare_joining(meeting, by=furnished.manager(), today=furnished.TODAY) == 1


@pytest.mark.parametrize("act", ["drops out", "is withdrawn"])
def test_whoever_loses_the_place_is_told_nothing_of_it_that_waits(page, act):
    _press(page, "accept", 1)
    told = {"by": furnished.manager(), "today": furnished.TODAY}
    assert invitations.prepare_joining(Meeting.objects.get(), **told) == 1
    if act == "drops out":
        participants.withdraw(Participant.objects.get(), **told)
    else:
        invitations.withdraw(Invitation.objects.get(), **told, is_told=False)
    assert _waiting() == ["calendar"]


def test_a_letter_that_has_left_is_answered_by_another(page):
    _press(page, "accept", 1)
    OutboxMail.objects.all().update(state="sent")
    _press(page, "decline", 2)
    assert _waiting() == ["calendar", "regret"]
    assert OutboxMail.objects.filter(cause__startswith="confirmation", state="sent").count() == 1


def test_a_handful_of_people_is_proposed_and_their_names_turn_no_line(page):
    guest, path = page
    for number in range(8):
        said = {"once": f"s{number}".zfill(20), "name": f"X\nY\u202e{number}", "words": "one\ntwo\u202e"}
        answer = guest.post(f"{path}substitute/", said | {"mail_address": "a@b.example"})
    assert Substitute.objects.count() == 5
    assert "You have proposed 5 people" in answer.content.decode()
    assert {(row.name[:-1], row.words) for row in Substitute.objects.all()} == {("X Y", "one\ntwo")}
    Substitute.objects.update(is_dealt_with=True)
    said = {"once": "t".zfill(20), "name": "Ben", "mail_address": "", "words": ""}
    assert guest.post(f"{path}substitute/", said).status_code == 303
