"""Waves, letters and invitations as the team meets them: nothing leaves before number and names were read."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from underrose.access import links
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import invited, reminding
from underrose.participation.actions import correspondence, invitations, participants, replies
from underrose.participation.models import (
    Candidate,
    Invitation,
    Participant,
    Place,
    Stage,
)
from underrose.participation.tests.asked import (
    candidate,
    capped,
    letter_of,
    page_of,
    person,
    prepared,
    protected,
    sent,
)
from underrose.participation.tests.furnished import (
    TODAY,
    browser_of,
    colleague,
    furnished,
    manager,
)
from underrose.people.actions import persons
from underrose.people.models import ContactDetail

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


def post(client: Client, name: str, *args, follow=True, **said):
    return client.post(address(name, *args), said, follow=follow)


def test_a_letter_waits_until_somebody_sends_it() -> None:
    invitation = prepared(furnished())
    assert letter_of(invitation).state == MailState.HELD
    assert Invitation.objects.get().state == "prepared"
    client = desk()
    page = client.get(address("send_invitations")).content.decode()
    assert "Send 1 letter" in page
    assert "Ama Okoro" in page
    post(client, "send_invitations", selected=[letter_of(invitation).pk])
    assert letter_of(invitation).state == MailState.QUEUED
    assert Invitation.objects.get().state == "sent"
    assert Invitation.objects.get().reply_by == TODAY + dt.timedelta(days=14)


def test_every_letter_that_waits_is_counted_wherever_a_number_is_told() -> None:
    meeting = furnished()
    for name in ("Ama Okoro", "Béla Nagy"):
        prepared(meeting, name)
    coming = sent(meeting, "Dina Sol")
    replies.accept(coming, by=manager(), today=TODAY)
    correspondence.join(Invitation.objects.get(pk=coming.pk), TODAY)
    client = desk()
    assert "Send 3 letters" in client.get(address("send_invitations")).content.decode()
    assert [one["number"] for one in invited.figures(meeting, TODAY)] == [3, 1]
    assert "3 letters wait to be sent." in client.get(address("participation")).content.decode()


def test_lists_of_guests_are_in_the_order_of_family_names() -> None:
    meeting = furnished()
    for title, given, family in (("Dr", "Zoe", "Öst"), ("Mme", "Ama", "Nagy"), ("Mr", "Yan", "Adler")):
        full = f"{title} {given} {family}"
        prepared(
            meeting, person(full, given_name=given, family_name=family, mails=(f"{given}@guest.example",))
        )
    in_order = ["Mr Yan Adler", "Mme Ama Nagy", "Dr Zoe Öst"]
    waiting = mail.about_to_leave(invited.waiting(meeting), NOON)
    assert [name for _one, name in invited.by_family_name(waiting)] == in_order
    page = desk().get(address("send_invitations")).content.decode()
    assert sorted(in_order, key=page.index) == in_order
    mail.release_many(waiting.mails)
    assert [row.name for row in reminding.due(meeting, TODAY)] == in_order


def test_several_letters_to_one_guest_stand_under_the_same_name() -> None:
    meeting = furnished()
    for given, family in (("Zoe", "Adler"), ("Ama", "Nagy")):
        who = person(
            f"{given} {family}", given_name=given, family_name=family, mails=(f"{given}@guest.example",)
        )
        invitation = sent(meeting, who)
        correspondence.withdraw(invitation, TODAY)
        correspondence.join(invitation, TODAY)
    waiting = mail.about_to_leave(invited.waiting(meeting), NOON)
    named = [name for _one, name in invited.by_family_name(waiting)]
    assert named == ["Zoe Adler", "Zoe Adler", "Ama Nagy", "Ama Nagy"]


def test_the_newest_letter_stands_first() -> None:
    invitation = sent(furnished())
    with time_machine.travel(NOON + dt.timedelta(days=1), tick=False):
        replies.decline(invitation, by=manager(), today=TODAY + dt.timedelta(days=1))
        replies.accept(invitation, by=manager(), today=TODAY + dt.timedelta(days=1))
    kinds = [one.cause.partition(":")[0] for one in invited.letters_to(invitation)]
    assert kinds == ["confirmation", "regret", "invitation"]


def test_sending_what_nobody_ticked_sends_nothing() -> None:
    invitation = prepared(furnished())
    post(desk(), "send_invitations")
    assert letter_of(invitation).state == MailState.HELD


def test_a_letter_released_in_the_outbox_counts_as_sent() -> None:
    invitation = prepared(furnished())
    mail.release(letter_of(invitation))
    assert Invitation.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"stage": Stage.proposed}, "not cleared"),
        ({"person": {"mails": ()}}, "No e-mail address"),
        ({"person": {"do_not_contact": True}}, "asked not to be written to"),
    ],
)
def test_who_cannot_be_written_to_is_named_and_the_others_are_prepared(facts, sentence: str) -> None:
    meeting = furnished()
    said = dict(facts.pop("person", {}))
    closed = said.pop("do_not_contact", False)
    who = person("Béla Nagy", **said)
    if closed:
        who.do_not_contact = True
        who.save()
    chosen = [candidate(meeting, who, **facts), candidate(meeting, "Ama Okoro")]
    found = invitations.prepare(meeting, chosen, by=manager(), today=TODAY)
    assert [one.candidate.person.full_name for one in found.invitations] == ["Ama Okoro"]
    assert len(found.refusals) == 1
    assert sentence in found.refusals[0]
    assert "Béla Nagy" in found.refusals[0]


def test_whoever_asks_for_silence_meanwhile_is_written_to_no_more() -> None:
    meeting = furnished()
    waiting, coming = sent(meeting), sent(meeting, "Béla Nagy")
    replies.accept(coming, by=manager(), today=TODAY)
    for one in (waiting, coming):
        persons.set_do_not_contact(one.candidate.person, is_set=True, by=manager(), today=TODAY)
    before = OutboxMail.objects.count()
    page = desk().get(address("remind")).content.decode()
    assert "Ama Okoro asked not to be written to." in page
    assert invitations.remind([waiting], by=manager(), today=TODAY) == 0
    assert invitations.prepare_joining(meeting, by=manager(), today=TODAY) == 0
    Meeting.objects.update(calendar_sequence=1)
    moved = Meeting.objects.get()
    assert invitations.prepare_news_of_move(moved, by=manager(), today=TODAY) == 0
    with pytest.raises(Refused, match="asked not to be written to"):
        invitations.prepare_again(waiting, by=manager(), today=TODAY)
    assert OutboxMail.objects.count() == before


def test_a_withdrawn_invitation_opens_nothing() -> None:
    invitation = sent(furnished())
    assert links.current("invitation", invitation.key, NOON) is not None
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=True)
    assert links.current("invitation", invitation.key, NOON) is None
    assert letter_of(invitation, "withdrawal").state == MailState.HELD
    assert Candidate.objects.get().stage == Stage.cleared
    with pytest.raises(Refused, match="withdrawn before"):
        invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=True)


def test_withdrawing_before_the_letter_left_sends_nothing() -> None:
    invitation = prepared(furnished())
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=True)
    assert letter_of(invitation).state == MailState.CANCELLED
    assert not OutboxMail.objects.filter(cause__startswith="withdrawal:").exists()


def test_a_new_letter_closes_the_earlier_address() -> None:
    invitation = sent(furnished())
    before = links.current("invitation", invitation.key, NOON)
    invitations.prepare_again(invitation, by=manager(), today=TODAY)
    after = links.current("invitation", invitation.key, NOON)
    assert after is not None
    assert before != after


def test_reminders_go_to_those_who_have_not_answered_and_three_are_enough() -> None:
    meeting = furnished()
    waiting, answered = sent(meeting), sent(meeting, "Béla Nagy")
    replies.accept(answered, by=manager(), today=TODAY)
    assert invitations.remind([waiting, answered], by=manager(), today=TODAY) == 1
    assert invitations.remind([waiting], by=manager(), today=TODAY) == 0
    for days in (1, 2):
        assert invitations.remind([waiting], by=manager(), today=TODAY + dt.timedelta(days=days)) == 1
    assert invitations.remind([waiting], by=manager(), today=TODAY + dt.timedelta(days=9)) == 0


def test_the_page_of_reminders_keeps_quiet_hours_where_they_are() -> None:
    who = person("Ama Okoro", time_zone="Asia/Tokyo")
    invitation = sent(furnished(), who)
    post(desk(), "remind", selected=[invitation.key], when="day")
    # Sunday noon UTC: Monday at eight in Tokyo.
    assert letter_of(invitation, "reminder").after == dt.datetime(2026, 11, 22, 23, tzinfo=dt.UTC)


def test_an_answer_by_telephone_is_entered_and_marked() -> None:
    invitation = sent(furnished())
    page = post(desk(), "enter_reply", invitation.key, answer="accept", channel="telephone", reason="")
    assert "by telephone" in page.content.decode()
    assert Participant.objects.get().place == Place.confirmed


def test_a_code_is_read_out_once() -> None:
    invitation = sent(furnished())
    page = desk().post(address("read_out_code", invitation.key)).content.decode()
    assert "good for half an hour" in page


def test_filling_from_the_reserve_writes_to_the_guest() -> None:
    meeting = furnished()
    brief = capped(meeting, 1)
    first, second = sent(meeting), sent(meeting, "Béla Nagy")
    replies.accept(first, by=manager(), today=TODAY)
    waiting = replies.accept(second, by=manager(), today=TODAY)
    with pytest.raises(Refused, match="no free place"):
        participants.fill_from_reserve(waiting, by=manager(), today=TODAY)
    assert not OutboxMail.objects.filter(cause__startswith="place_found:").exists()
    replies.decline(first, by=manager(), today=TODAY)
    before = brief.__class__.objects.get().revision
    post(desk(), "fill_from_reserve", waiting.key)
    assert Participant.objects.get(pk=waiting.pk).place == Place.confirmed
    assert "and it is yours" in letter_of(second, "place_found").body
    assert brief.__class__.objects.get().revision == before + 1


def test_a_late_drop_out_frees_the_place() -> None:
    invitation = sent(furnished())
    found = replies.accept(invitation, by=manager(), today=TODAY)
    post(desk(), "drop_out", found.key, reason="ill")
    assert Participant.objects.get().place == Place.withdrawn
    assert Invitation.objects.get().state == "declined"


@pytest.mark.parametrize(
    "role", [Role.PARTNER, Role.RAPPORTEUR, Role.COMMUNICATIONS, Role.MONITORING_AND_EVALUATION]
)
def test_nobody_else_sees_who_is_invited(role: Role) -> None:
    invitation = sent(furnished())
    client = browser_of(colleague(role))
    for name, args in [
        ("invitations", ()),
        ("invitation_page", (invitation.key,)),
        ("participants", ()),
        ("waves", ()),
    ]:
        assert client.get(address(name, *args)).status_code == 404


def test_another_meetings_invitation_is_not_found() -> None:
    furnished()
    other = sent(furnished("CD34"))
    assert desk().get(address("invitation_page", other.key)).status_code == 404


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_list_as_a_file_shows_protected_people_by_alias(suffix: str) -> None:
    sent(furnished(), protected())
    answer = desk().get(address("invitations_export", suffix))
    assert answer.status_code == 200
    if suffix == "csv":
        words = answer.getvalue().decode("utf-8-sig")
        assert ("Rowan" in words, "Quillfeather" in words) == (True, False)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_letter_on_paper(suffix: str) -> None:
    invitation = prepared(furnished())
    answer = desk().get(address("invitation_paper", invitation.key, suffix))
    assert answer.status_code == 200
    assert answer.content[:4] in {b"%PDF", b"PK\x03\x04"}


def test_the_team_reads_a_letter_without_the_guests_address() -> None:
    invitation = prepared(furnished())
    letter = letter_of(invitation)
    token = page_of(invitation).split("/")[2]
    assert token in letter.body
    assert token not in desk().get(address("letter_preview", letter.pk)).content.decode()


def test_a_letter_of_a_withdrawn_invitation_never_goes_out_again() -> None:
    invitation = sent(furnished())
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=False)
    letter = letter_of(invitation)
    letter.state = MailState.SENT
    letter.save()
    with pytest.raises(Refused, match="was withdrawn"):
        mail.send_again(letter)


def test_an_earlier_letter_does_not_leave_when_a_newer_one_is_there() -> None:
    invitation = prepared(furnished())
    first = letter_of(invitation)
    invitations.prepare_again(invitation, by=manager(), today=TODAY)
    with pytest.raises(Refused, match="newer letter"):
        mail.send_again(OutboxMail.objects.get(pk=first.pk))


def test_a_letter_that_comes_back_is_said_in_the_row_and_in_the_address_book() -> None:
    invitation = sent(furnished())
    letter = letter_of(invitation)
    mail.tell_undelivered(letter, TODAY)
    assert ContactDetail.objects.get(value="ama@guest.example").has_bounced is True
    OutboxMail.objects.filter(pk=letter.pk).update(state=MailState.BOUNCED, answer="5.1.1")
    assert "Came back (5.1.1)" in desk().get(address("invitations")).content.decode()


def test_a_letter_ends_with_the_number_under_which_to_answer() -> None:
    letter = letter_of(prepared(furnished()))
    assert letter.body.rstrip().endswith("Our reference: AB12/1")
