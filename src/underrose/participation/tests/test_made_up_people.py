"""Whoever adds a person chooses the name and the address: neither tells of letters of others, nor takes them away."""

import pytest
from django.urls import reverse

from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.people import foretold
from underrose.people.actions import forgetting, persons, sealing
from underrose.people.models import Brought, ContactImport, Person
from underrose.people.particulars import Particulars

from .asked import letter_of, person, prepared, protected, sent
from .furnished import TODAY, browser_of, director, furnished, manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger():
    furnished("CD34")
    return manager("CD34")


def _dummy(stranger, name, *mails) -> Person:
    return persons.introduce(by=stranger, facts=Particulars(full_name=name, mails=mails), today=TODAY)


def _said(who, by):
    return (foretold.of_sealing(who, by, TODAY), forgetting.foreseen(who, by, TODAY))


def _list(by, words):
    return ContactImport.objects.create(
        account=by.account, file_name="people.csv", original=words.encode(), taken_on=TODAY
    )


def _state():
    return (
        sorted(OutboxMail.objects.values_list("cause", "state")),
        ReceivedMail.objects.count(),
        ContactImport.objects.count(),
    )


@pytest.fixture
def guests():
    """A meeting that nobody here knows of: a protected guest whose letter waits, and one in the clear."""
    meeting = furnished("SECRET9", title="Hidden Dialogue On Rivers")
    prepared(meeting, protected())
    one = sent(meeting, "Ama Okoro")
    ReceivedMail.objects.create(
        mail=letter_of(one), meeting_code="SECRET9", scope="x", kind="reply", digest="d",
        sender="ama@guest.example", subject="Hidden Dialogue", body="Yes", received_on=TODAY,
    )  # fmt: skip
    _list(manager("SECRET9"), "Name,E-mail\nBo,ama@guest.example\nAda Fjord,canary@quillfeather.example\n")
    mail.queue(
        "kit/mail/letter", to="admin@house.example", cause="message:1", context={"subject": "C", "text": "1"}
    )
    mail.queue(
        "kit/mail/letter", to="partner@geneva.example", cause="approval:1", meeting_code="SECRET9",
        context={"subject": "Hidden Dialogue", "text": "Please"}, is_held=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Zed Zedd", "canary@quillfeather.example"),
        ("Zod Zodd", "ama@guest.example"),
        ("Zid Zidd", "admin@house.example"),
        ("Zad Zadd", "partner@geneva.example"),
        ("Hidden Dialogue", ""),
        ("Ama Okoro", ""),
        ("Canary Quillfeather", ""),
    ],
)
def test_a_made_up_person_is_told_nothing_of_others_and_takes_nothing_away(guests, stranger, name, address):
    control = _dummy(stranger, "Xel Xell", "nobody@quillfeather.example")
    one, other = (_dummy(stranger, name, *filter(None, [address])) for _ in range(2))
    assert _said(one, stranger) == _said(control, stranger)
    before = _state()
    sealing.seal(one, by=stranger, alias="Wagtail", today=TODAY, meeting_codes=["CD34"])
    forgetting.forget(other, by=stranger, today=TODAY)
    assert _state() == before


def test_a_letter_of_ones_own_counts_the_same_whoever_else_has_that_address(guests, stranger):
    """Otherwise one would write to an address oneself, and see in the number whether it is a protected person's."""
    meeting = Meeting.objects.get(code="CD34")
    said = []
    for address in ("canary@quillfeather.example", "nobody@quillfeather.example"):
        guest = prepared(meeting, person(f"Zed {address[:3]}", mails=(address,))).candidate.person
        mail.queue(
            "kit/mail/letter", to=address, cause=f"approval:{address}", meeting_code="CD34",
            context={"subject": "S", "text": "T"},
        )  # fmt: skip
        said.append(_said(guest, stranger))
    assert said[0] == said[1]
    assert any("Letters in the outbox" in words and words.endswith(": 2.") for words in said[0][0])


def test_somebody_who_shares_an_address_keeps_their_letters(stranger):
    """Two of one office: one is forgotten by a director, who reaches every meeting, and the other's letters stay."""
    one = sent(furnished(), person("Ama Okoro", mails=("desk@office.example",)))
    other = sent(Meeting.objects.get(code="CD34"), person("Bo Li", mails=("desk@office.example",)))
    forgetting.forget(one.candidate.person, by=director(""), today=TODAY)
    assert not OutboxMail.objects.filter(cause__contains=str(one.key)).exists()
    assert letter_of(other).recipient == "desk@office.example"


def test_letters_and_lists_of_ones_own_go_and_are_counted(stranger):
    guest = prepared(Meeting.objects.get(code="CD34"), "Ama Okoro").candidate.person
    _list(stranger, "Name,E-mail\nAma Okoro,ama@guest.example\n")
    said = foretold.of_sealing(guest, stranger, TODAY)
    assert "Lists that came as a file and hold them are deleted, for all rows in them: 1." in said
    sealing.seal(guest, by=stranger, alias="Wagtail", today=TODAY, meeting_codes=["CD34"])
    assert (OutboxMail.objects.count(), ContactImport.objects.count()) == (0, 0)


def test_a_list_of_a_colleague_goes_by_what_nobody_else_bears_and_is_not_counted(stranger):
    who = _dummy(stranger, "Ama Okoro", "ama@guest.example")
    _list(manager("SECRET9"), "Name,E-mail\nAma Okoro,\n")
    kept = _list(manager("SECRET9"), "PK\x03\x04 no book")
    assert not any("came as a file" in words for words in foretold.of_sealing(who, stranger, TODAY))
    sealing.seal(who, by=stranger, alias="Wagtail", today=TODAY, meeting_codes=["CD34"])
    assert list(ContactImport.objects.all()) == [kept]


def test_the_list_of_a_colleague_that_brought_them_goes_and_is_not_counted(stranger):
    who = _dummy(stranger, "Ama Okoro", "ama@guest.example")
    theirs = _list(manager("SECRET9"), "Name,E-mail\nAda Fjord,\n")
    Brought.objects.create(imported=theirs, person=who)
    said = [*foretold.of_sealing(who, stranger, TODAY), *forgetting.foreseen(who, stranger, TODAY).goes]
    assert not any("came as a file" in words for words in said)
    sealing.seal(who, by=stranger, alias="Wagtail", today=TODAY, meeting_codes=["CD34"])
    assert ContactImport.objects.count() == 0


def test_a_director_of_the_house_reaches_letters_to_an_address_in_any_meeting(guests):
    who = _dummy(director(""), "Zad Zadd", "partner@geneva.example")
    forgetting.forget(who, by=director(""), today=TODAY)
    assert not OutboxMail.objects.filter(cause="approval:1").exists()
    assert OutboxMail.objects.filter(cause="message:1").exists()


def test_protecting_needs_a_fresh_sign_in(stranger):
    browser = browser_of(stranger)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": 0}]
    session.save()
    who = _dummy(stranger, "Zed Zedd")
    address, said = reverse("seal_person", args=[who.key]), {"alias": "Wagtail", "meeting_codes": "CD34"}
    assert browser.get(address).headers["Location"].startswith("/accounts/confirm/")
    assert browser.post(address, said).status_code == 401
    who.refresh_from_db()
    assert who.is_sealed is False
