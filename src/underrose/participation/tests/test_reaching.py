"""Whom a wave can reach: nobody without an address is proposed, no address is written to twice, refusals have numbers."""

import pytest
from django.urls import reverse

from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation.actions import invitations, waves
from underrose.participation.models import Brief, Invitation, Participant, Wave
from underrose.participation.tests.asked import candidate, capped, person, prepared, protected, sent
from underrose.participation.tests.furnished import TODAY, browser_of, furnished, manager
from underrose.people.models import Person

pytestmark = pytest.mark.django_db


def _post(name: str, *args, **said) -> str:
    address = reverse(name, args=["AB12", *args])
    return browser_of(manager()).post(address, said, follow=True).content.decode()


def _propose(**said) -> str:
    return _post("propose_wave", **({"waves_left": "1", "seed": "1"} | said))


def test_whoever_has_no_address_is_in_no_proposal_and_named_beforehand() -> None:
    meeting = furnished()
    capped(meeting, 5)
    reached = candidate(meeting, "Ama Okoro")
    candidate(meeting, person("Béla Nagy", mails=()))
    silent = candidate(meeting, "Chi Tran")
    Person.objects.filter(pk=silent.person_id).update(do_not_contact=True)
    html = _propose()
    wave = Wave.objects.get()
    assert list(wave.candidates.all()) == [reached]
    assert ("2 more are cleared, and no letter can go there" in html, "Béla Nagy" in html) == (True, True)
    assert "1 candidate is cleared and not yet invited." in html


def test_nobody_is_put_in_by_hand_who_cannot_be_written_to() -> None:
    meeting = furnished()
    wave = waves.begin_by_hand(Brief.objects.get(meeting=meeting), by=manager(), today=TODAY)
    with pytest.raises(Refused, match="No letter can go to Béla Nagy"):
        waves.put_in(wave, candidate(meeting, person("Béla Nagy", mails=())), by=manager(), today=TODAY)
    assert wave.candidates.count() == 0


def test_whoever_no_letter_reaches_is_asked_without_one_and_answers() -> None:
    meeting = furnished()
    one = candidate(meeting, person("Béla Nagy", mails=()))
    page = browser_of(manager()).get(reverse("waves", args=["AB12"])).content.decode()
    address = reverse("invite_without_letter", args=["AB12", one.key])
    assert address in page
    assert browser_of(manager("CD34")).post(address).status_code == 404
    assert "Noted as asked." in _post("invite_without_letter", one.key)
    asked = Invitation.objects.get()
    assert (asked.state, asked.number, OutboxMail.objects.count()) == ("sent", 1, 0)
    _post("enter_reply", asked.key, answer="accept", channel="telephone")
    assert Participant.objects.get().place == "confirmed"
    assert "Béla Nagy is not cleared" in _post("invite_without_letter", one.key)
    invitations.withdraw(asked, by=manager(), today=TODAY, is_told=False)
    _post("invite_without_letter", one.key)
    assert Invitation.objects.get().state == "sent"


def test_protected_people_with_an_address_are_proposed_like_others() -> None:
    meeting = furnished()
    capped(meeting, 2)
    one = candidate(meeting, protected())
    _propose()
    assert list(Wave.objects.get().candidates.all()) == [one]


def test_a_refusal_says_how_many_are_asked_free_and_expected() -> None:
    meeting = furnished()
    capped(meeting, 2)
    for name in ("Ama Okoro", "Béla Nagy"):
        sent(meeting, name)
    candidate(meeting, "Chi Tran")
    html = _propose()
    assert "2 answers are awaited and 2 places are free, so nobody more was proposed; about 1" in html
    assert "tick “In the last wave, ask more people than there are free places”" in html


def test_only_unreachable_people_are_cleared() -> None:
    meeting = furnished()
    capped(meeting, 2)
    candidate(meeting, person("Béla Nagy", mails=()))
    assert "Whoever is cleared has no mail address" in _propose()


def test_no_second_letter_goes_to_one_address() -> None:
    meeting = furnished()
    one = prepared(meeting, person("Ama Okoro", mails=("ama@guest.example",)))
    other = candidate(meeting, person("A. Okoro", mails=("AMA@guest.example",)))
    found = invitations.prepare(meeting, [other], by=manager(), today=TODAY)
    assert found.invitations == ()
    assert found.refusals[0].startswith("A. Okoro and Ama Okoro have the same e-mail address")
    invitations.withdraw(one, by=manager(), today=TODAY, is_told=False)
    assert len(invitations.prepare(meeting, [other], by=manager(), today=TODAY).invitations) == 1


def test_two_of_one_wave_are_not_written_to_at_one_address() -> None:
    meeting = furnished()
    both = [
        candidate(meeting, person(name, mails=("post@office.example",))) for name in ("Ama Okoro", "Bo Lind")
    ]
    found = invitations.prepare(meeting, both, by=manager(), today=TODAY)
    assert (len(found.invitations), len(found.refusals)) == (1, 1)


def test_whose_address_a_protected_person_has_is_never_told() -> None:
    meeting = furnished()
    hidden = candidate(meeting, protected())
    clear = candidate(meeting, person("Ama Okoro", mails=("canary@quillfeather.example",)))
    found = invitations.prepare(meeting, [hidden, clear], by=manager(), today=TODAY)
    assert (len(found.invitations), found.refusals) == (2, ())
    assert Invitation.objects.count() == 2
