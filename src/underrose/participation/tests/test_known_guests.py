"""A guest who is forgotten or protected: what goes, and what only counts."""

import datetime as dt

import pytest
import time_machine

from underrose.access import links
from underrose.kit import mail
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.receiving import actions as receiving
from underrose.participation.actions import candidates, participants, replies
from underrose.participation.models import Invitation, Listing, Participant, Place
from underrose.participation.tests.asked import PostHeld, letter_of, protected, sent
from underrose.participation.tests.furnished import TODAY, director, furnished, manager
from underrose.people import held
from underrose.people.actions import forgetting, sealing
from underrose.people.models import Person

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def _listed(invitation: Invitation) -> Participant:
    found = replies.accept(invitation, by=manager(), today=TODAY)
    return participants.say_how_listed(
        found,
        by=manager(),
        listed=participants.Listed(Listing.by_alias, Listing.nowhere, alias="A. O.", role_words="a judge"),
        today=TODAY,
    )


def test_a_forgotten_guest_leaves_a_count() -> None:
    with time_machine.travel(NOON, tick=False):
        invitation = sent(furnished())
        replies.decline(invitation, by=manager(), today=TODAY, reason="a wedding")
        replies.propose_substitute(
            invitation, by=manager(), proposed=replies.Proposed("Dina Sol"), today=TODAY
        )
        person = invitation.candidate.person
        told = held.everything(person, manager())["invitations"]
        assert "a wedding" in str(told)
        forgetting.forget(person, by=director(""), today=TODAY)
        found = Invitation.objects.get()
        assert (found.state, found.reason, found.substitutes.count()) == ("declined", None, 0)
        assert links.current("invitation", found.key, NOON) is None
        assert not OutboxMail.objects.filter(cause__contains=str(found.key)).exists()
        assert "Okoro" not in Person.objects.get(pk=person.pk).full_name


def test_a_forgotten_guest_holds_no_place() -> None:
    with time_machine.travel(NOON, tick=False):
        found = _listed(sent(furnished()))
        forgetting.forget(found.person, by=director(""), today=TODAY)
        row = Participant.objects.get()
        assert (row.place, row.alias, row.role_words) == (Place.withdrawn, "", "")


def test_a_guest_who_becomes_protected_says_anew_how_they_may_appear() -> None:
    with time_machine.travel(NOON, tick=False):
        found = _listed(sent(furnished()))
        sealing.seal(found.person, by=director(""), alias="Rowan", today=TODAY)
        row = Participant.objects.get()
        assert (row.alias, row.role_words, row.has_said_how_listed) == ("", "", False)


def test_listing_a_protected_person_needs_somebody_who_may_know() -> None:
    home, other = furnished("AB12"), furnished("CD34")
    person = protected()
    candidates.add(home, [person], by=director(""), today=TODAY)
    found = candidates.add(other, [person], by=manager("CD34"), today=TODAY)
    assert (found.candidates, len(found.refusals)) == ((), 1)
    assert "whom no meeting of yours knows" in found.refusals[0]
    assert list(person.needs_to_know.values_list("meeting_code", flat=True)) == ["AB12"]
    assert len(candidates.add(home, [person], by=manager("AB12"), today=TODAY).refusals) == 0


def test_an_answer_to_a_quiet_letter_is_read_without_the_name_below_it() -> None:
    with time_machine.travel(NOON, tick=False):
        invitation = sent(
            furnished(), protected("Canary Quillfeather", posts=(PostHeld("Editor", "Salt Letter"),))
        )
        letter = letter_of(invitation)
        raw = (
            f"From: someone@elsewhere.example\r\nTo: office@localhost\r\nSubject: Re, from Quillfeather\r\n"
            f"In-Reply-To: {mail.message_id(letter)}\r\nMessage-ID: <1@elsewhere.example>\r\n\r\n"
            "I shall come.\r\n-- \r\nCanary Quillfeather, Editor, Salt Letter\r\n"
        ).encode()
        receiving.take(raw, today=TODAY)
        answer = ReceivedMail.objects.get()
        said = f"{answer.subject} {answer.body}"
        assert "I shall come" in said
        assert [word for word in ("Quillfeather", "Canary", "Salt", "Editor") if word in said] == []
