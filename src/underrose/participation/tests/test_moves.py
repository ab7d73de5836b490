"""Entries in calendars, letters about other dates, letters written anew: each guest is told once, and nobody too much."""

import datetime as dt
import email
import email.policy

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from underrose.access import links
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail
from underrose.participation.actions import invitations, replies
from underrose.participation.models import Participant
from underrose.participation.tests.asked import letter_of, protected, sent
from underrose.participation.tests.furnished import TODAY, browser_of, furnished, manager

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def desk() -> Client:
    return browser_of(manager())


def address(name: str, *args) -> str:
    return reverse(name, args=["AB12", *args])


def post(client: Client, name: str, *args, **said):
    return client.post(address(name, *args), said, follow=True)


def test_after_a_move_everybody_who_knew_other_dates_is_told_once() -> None:
    meeting = furnished()
    with_place, asked = sent(meeting), sent(meeting, "Béla Nagy")
    quiet = sent(meeting, protected())
    replies.accept(with_place, by=manager(), today=TODAY)
    assert invitations.prepare_news_of_move(meeting, by=manager(), today=TODAY) == 0
    meeting.calendar_sequence, meeting.start_on = 1, dt.date(2027, 3, 10)
    meeting.end_on = dt.date(2027, 3, 12)
    meeting.save()
    page = post(desk(), "tell_of_move").content.decode()
    assert "Send 3 letters" in page
    assert invitations.prepare_news_of_move(meeting, by=manager(), today=TODAY) == 0
    letter = letter_of(with_place, "moved")
    assert "10–12 March 2027" in letter.body
    event = icalendar.Calendar.from_ical(letter.parts.get().body).walk("VEVENT")[0]
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (1, dt.date(2027, 3, 10))
    assert letter_of(asked, "moved").parts.count() == 0
    assert "Rivers" not in letter_of(quiet, "moved").body


def test_a_new_letter_to_a_guest_with_a_place_is_no_second_invitation() -> None:
    invitation = sent(furnished())
    replies.accept(invitation, by=manager(), today=TODAY)
    before = links.current("invitation", invitation.key, NOON)
    post(desk(), "prepare_invitation_again", invitation.key)
    assert letter_of(invitation, "confirmation").state in {MailState.HELD, MailState.QUEUED}
    assert OutboxMail.objects.filter(cause__startswith="confirmation:", state=MailState.HELD).count() == 1
    assert before.is_open(NOON)


def test_an_invitation_that_did_not_arrive_waits_for_somebody() -> None:
    invitation = sent(furnished())
    OutboxMail.objects.filter(pk=letter_of(invitation).pk).update(state=MailState.BOUNCED)
    assert "One invitation did not arrive" in desk().get(address("participation")).content.decode()
    listed = desk().get(address("invitations"), {"state": "not_arrived"}).content.decode()
    assert "Ama Okoro" in listed


def test_a_withdrawal_cancels_the_entry_and_a_new_yes_raises_its_sequence() -> None:
    invitation = sent(furnished())
    replies.accept(invitation, by=manager(), today=TODAY)
    replies.decline(invitation, by=manager(), today=TODAY)
    entry = OutboxMail.objects.get(cause__startswith="calendar:").parts.get().body
    event = icalendar.Calendar.from_ical(entry)
    assert (str(event["METHOD"]), event.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 1)
    replies.accept(invitation, by=manager(), today=TODAY)
    again = OutboxMail.objects.filter(cause__startswith="confirmation:").latest("queued_on", "pk")
    assert Participant.objects.get().calendar_sent == 2
    assert again is not None


def test_a_confirmation_carries_the_calendar_entry() -> None:
    invitation = sent(furnished())
    replies.accept(invitation, by=manager(), today=TODAY)
    sent_mail = email.message_from_bytes(
        mail.letter(letter_of(invitation, "confirmation"), NOON).as_bytes(), policy=email.policy.default
    )
    parts = [part for part in sent_mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == ["REQUEST"] * len(parts)
    assert any(part.get_content_disposition() == "attachment" for part in sent_mail.walk())
    event = icalendar.Calendar.from_ical(parts[0].get_content()).walk("VEVENT")[0]
    participant = Participant.objects.get()
    assert str(event["UID"]).startswith(str(participant.key))
    assert participant.calendar_sent == 0
