"""Waves and the room: proposed, changed, prepared; lists that cost the same however long; sealed names in memory alone."""

import pickle
import random

import pytest
from django.test import Client
from django.urls import reverse

from underrose.kit import mail
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import room, wave_page
from underrose.participation.actions import invitations, replies, waves
from underrose.participation.models import Brief, Candidate, Invitation, Wave
from underrose.participation.tests.asked import (
    candidate,
    capped,
    letter_of,
    person,
    prepared,
    protected,
    sent,
)
from underrose.participation.tests.furnished import TODAY, browser_of, furnished, manager

pytestmark = pytest.mark.django_db


def desk() -> Client:
    return browser_of(manager())


def address(name: str, *args) -> str:
    return reverse(name, args=["AB12", *args])


def post(client: Client, name: str, *args, **said):
    return client.post(address(name, *args), said, follow=True)


def test_a_wave_is_proposed_changed_and_prepared() -> None:
    meeting = furnished()
    capped(meeting, 3)
    for name in ("Ama Okoro", "Béla Nagy", "Chi Tran", "Dina Sol", "Eva Lund"):
        candidate(meeting, name)
    client = desk()
    page = post(client, "propose_wave", waves_left="1", seed="1").content.decode()
    wave = Wave.objects.get()
    assert wave.candidates.count() == 3
    assert "people in this wave" in page
    outside = Candidate.objects.exclude(waves=wave).first()
    inside = wave.candidates.first()
    post(client, "change_wave", wave.key, act="out", candidate=inside.key)
    post(client, "change_wave", wave.key, act="in", candidate=outside.key)
    assert set(wave.candidates.all()) == set(Candidate.objects.filter(waves=wave))
    page = post(client, "prepare_wave", wave.key).content.decode()
    assert "Send 3 letters" in page
    assert Wave.objects.get().state == "prepared"
    with pytest.raises(Refused, match="prepared already"):
        waves.put_in(wave, inside, by=manager(), today=TODAY)


def test_the_same_number_proposes_the_same_wave() -> None:
    meeting = furnished()
    capped(meeting, 3)
    for name in ("Ama Okoro", "Béla Nagy", "Chi Tran", "Dina Sol", "Eva Lund"):
        candidate(meeting, name)
    client, found = desk(), []
    for _turn in range(2):
        post(client, "propose_wave", waves_left="2", seed="7")
        found.append(set(Wave.objects.get().candidates.values_list("key", flat=True)))
    assert found[0] == found[1]


def test_a_wave_without_cleared_candidates_says_why() -> None:
    furnished()
    assert "Nobody is cleared" in post(desk(), "propose_wave", waves_left="1", seed="1").content.decode()


def test_the_roster_opens_sealed_names_in_memory_alone() -> None:
    meeting = furnished()
    replies.accept(sent(meeting, protected()), by=manager(), today=TODAY)
    found = room.roster(meeting, random.Random(1))  # noqa: S311 - an order, no secret
    assert [one.who.full_name for one in found.people] == ["Canary Quillfeather"]
    assert repr(found) == "<Roster>"
    assert "Quill" not in repr(found.people[0])
    with pytest.raises(TypeError, match="stays in memory"):
        pickle.dumps(found)
    assert [one.label for one in room.sitters(meeting)] == ["Rowan"]
    assert [(one.label, one.is_quiet) for one in room.addressees(meeting)] == [("Rowan", True)]
    assert room.revision(meeting) == 2


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("invitations", 12),
        ("participants", 25),
        ("waves", 23),
        ("send_invitations", 8),
        ("remind", 7),
        ("participation", 20),
    ],
)
def test_lists_ask_the_same_however_many(
    name: str, queries: int, number: int, django_assert_num_queries
) -> None:
    meeting = furnished()
    capped(meeting, number)
    for place in range(number):
        replies.accept(sent(meeting, f"Waits{place} Tester"), by=manager(), today=TODAY)
        replies.accept(sent(meeting, f"Guest{place} Tester"), by=manager(), today=TODAY)
        sent(meeting, f"Asked{place} Tester")
        prepared(meeting, f"Ready{place} Tester")
        candidate(meeting, f"Cleared{place} Tester")
    waves.begin_by_hand(Brief.objects.get(), by=manager(), today=TODAY)
    client = desk()
    client.get(address(name))
    with django_assert_num_queries(queries):
        assert client.get(address(name)).status_code == 200


def test_joining_instructions_wait_for_everybody_with_a_place_once() -> None:
    meeting = furnished()
    capped(meeting, 1)
    first, second = sent(meeting, "Ama Okoro"), sent(meeting, "Béla Nagy")
    replies.accept(first, by=manager(), today=TODAY)
    replies.accept(second, by=manager(), today=TODAY)
    page = post(desk(), "prepare_joining").content.decode()
    assert "Send 1 letter" in page
    assert invitations.prepare_joining(meeting, by=manager(), today=TODAY) == 0
    assert letter_of(first, "joining").state == "held"


def test_whoever_waits_on_the_reserve_is_in_no_wave_again() -> None:
    meeting = furnished()
    capped(meeting, 1)
    first, waiting = sent(meeting, "Ama Okoro"), sent(meeting, "Béla Nagy")
    replies.accept(first, by=manager(), today=TODAY)
    replies.accept(waiting, by=manager(), today=TODAY)
    replies.decline(first, by=manager(), today=TODAY)
    candidate(meeting, "Chi Tran")
    post(desk(), "propose_wave", waves_left="1", seed="1")
    assert [one.person.full_name for one in Wave.objects.get().candidates.all()] == ["Chi Tran"]


def test_whoever_is_in_a_wave_is_shown_however_many_others_could_be(monkeypatch) -> None:
    meeting = furnished()
    for family in ("Adler", "Mensah", "Nagy"):
        candidate(meeting, person(f"Ama {family}", family_name=family, mails=(f"{family}@guest.example",)))
    wave = waves.begin_by_hand(Brief.objects.get(), by=manager(), today=TODAY)
    last = Candidate.objects.select_related("person").get(person__family_name="Nagy")
    waves.put_in(wave, last, by=manager(), today=TODAY)
    monkeypatch.setattr(wave_page, "MOST_OTHERS", 1)
    told = wave_page.told(Brief.objects.get(), TODAY)
    assert [row.name for row in told["inside"]] == ["Ama Nagy"]
    assert [row.name for row in told["outside"]] == ["Ama Adler"]


def test_whoever_was_withdrawn_is_invited_again_in_a_later_wave() -> None:
    meeting = furnished()
    before = sent(meeting)
    invitations.withdraw(before, by=manager(), today=TODAY, is_told=True)
    wave = waves.begin_by_hand(Brief.objects.get(), by=manager(), today=TODAY)
    for one in (Candidate.objects.get(), candidate(meeting, "Béla Nagy")):
        waves.put_in(wave, one, by=manager(), today=TODAY)
    post(desk(), "prepare_wave", wave.key)
    again = Invitation.objects.get(pk=before.pk)
    assert (again.state, again.number, again.revision, again.wave) == ("prepared", 1, 3, wave)
    assert sorted(Invitation.objects.values_list("number", flat=True)) == [1, 2]
    held = OutboxMail.objects.filter(state="held", cause__contains=str(before.pk))
    assert [one.cause for one in held] == [again.mail_cause]
    mail.release(held.get())
    replies.accept(again, by=manager(), today=TODAY)
    assert [one.label for one in room.sitters(meeting)] == ["Ama Okoro"]
