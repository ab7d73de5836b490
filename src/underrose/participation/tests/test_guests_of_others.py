"""Whoever invites elsewhere finds a guest of ours in the address book, and takes nothing of that guest away from us."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access import devices, doorstep
from underrose.access.models import BoundDevice, Grant, Link, RecordEntry
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation.models import Invitation, InvitationState
from underrose.people import particulars
from underrose.people.actions import imports, merging, persons
from underrose.people.merging_rules import foretold
from underrose.people.models import ContactImport, Merge, Person
from underrose.people.particulars import Particulars, PostHeld

from .asked import page_of, person, prepared, sent
from .furnished import NOW, TODAY, browser_of, director, furnished, manager
from .listed import a_candidate, a_meeting, a_person

pytestmark = pytest.mark.django_db

ONCE = re.compile(r'name="once" value="([^"]+)"')
REFUSED = "Another team works with this person"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(doorstep, "ALWAYS_SECONDS", 0)


def _revised(who: Person, by, **facts) -> Person:
    who = Person.objects.get(key=who.key)
    return persons.revise(
        who, by=by, facts=replace(particulars.of(who), **facts), revision=who.revision, today=TODAY
    )


def _mails(who: Person) -> tuple[str, ...]:
    return particulars.of(Person.objects.get(key=who.key)).mails


@pytest.mark.parametrize(
    "facts",
    [
        {"mails": ("mallory@elsewhere.example",)},
        {"mails": ("ama@guest.example", "mallory@elsewhere.example")},
        {"mails": ()},
        {"telephones": ("+44 1632 960017",)},
    ],
)
def test_a_stranger_changes_no_address_and_no_number_of_a_guest(facts):
    guest = sent(furnished("SECRET9"), "Ama Okoro").candidate.person
    with pytest.raises(Refused, match=REFUSED) as refused:
        _revised(guest, manager("CD34"), **facts)
    assert "SECRET9" not in str(refused.value.sentence)
    assert _mails(guest) == ("ama@guest.example",)
    for by in (manager("SECRET9"), director("")):
        _revised(guest, by, **facts)
        _revised(guest, by, mails=("ama@guest.example",), telephones=())


def test_a_stranger_still_writes_down_a_new_post_or_language():
    guest = sent(furnished(), "Ama Okoro").candidate.person
    after = _revised(
        guest,
        manager("CD34"),
        posts=(PostHeld("Judge", "Court"),),
        languages=("fr",),
        mails=("AMA@guest.example",),
    )
    assert (after.languages, after.posts.count()) == (["fr"], 1)


def test_a_stranger_is_told_so_on_the_page_and_the_guest_stays_the_guest():
    guest = sent(furnished("SECRET9"), "Ama Okoro").candidate.person
    browser = browser_of(manager("CD34"))
    address = reverse("edit_person", args=[guest.key])
    form = browser.get(address).content.decode()
    said = {}
    for tag in re.findall(r"<(?:input|textarea|select)[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not name[1].endswith("DELETE"):
            said.setdefault(name[1], value[1] if value else "")
    said |= {"contacts-0-kind": "mail", "contacts-0-value": "mallory@elsewhere.example"}
    page = browser.post(address, said).content.decode()
    assert (REFUSED in page, "SECRET9" in page) == (True, False)
    assert _mails(guest) == ("ama@guest.example",)


def test_a_stranger_does_not_make_a_guest_one_with_a_dummy_in_either_direction():
    guest = sent(furnished("SECRET9"), "Ama Okoro").candidate.person
    stranger = manager("CD34")
    dummy = persons.introduce(
        by=stranger, facts=Particulars(full_name="Mallory", mails=("mallory@elsewhere.example",)), today=TODAY
    )
    for pair in ((dummy, guest), (guest, dummy)):
        page = browser_of(stranger).post(reverse("compare_people", args=[one.key for one in pair]), {})
        assert (REFUSED in page.content.decode(), "SECRET9" in page.content.decode()) == (True, False)
        with pytest.raises(Refused, match=REFUSED):
            merging.merge(*pair, facts=particulars.of(dummy), by=stranger, today=TODAY)
    assert not Merge.objects.exists()
    merging.merge(guest, dummy, facts=particulars.of(guest), by=manager("SECRET9"), today=TODAY)
    with pytest.raises(Refused, match=REFUSED):
        merging.undo_merge(Merge.objects.get(), by=stranger, today=TODAY)


def test_a_stranger_neither_closes_nor_opens_contact_with_a_guest():
    guest = sent(furnished("SECRET9"), "Ama Okoro").candidate.person
    for said in ("yes", "no"):
        Person.objects.update(do_not_contact=said == "no")
        browser_of(manager("CD34")).post(reverse("do_not_contact", args=[guest.key]), {"set": said})
        guest.refresh_from_db()
        assert guest.do_not_contact is (said == "no")
    persons.set_do_not_contact(guest, is_set=False, by=manager("SECRET9"), today=TODAY)
    guest.refresh_from_db()
    assert guest.do_not_contact is False


def test_a_list_of_a_stranger_changes_no_address_and_closes_no_contact():
    guest = sent(furnished(), "Ama Okoro").candidate.person
    rows = b"Name,E-mail,Country,Do not contact\nAma Okoro,ama@guest.example; mallory@elsewhere.example,Kenya,yes\n"

    def taken_in(by):
        made = ContactImport.objects.create(
            account=by.account, file_name="a.csv", original=rows, taken_on=TODAY, state="queued"
        )
        imports.take_in(made, TODAY)
        return Person.objects.get(key=guest.key)

    after = taken_in(manager("CD34"))
    assert (after.country, after.do_not_contact, _mails(after)) == ("KEN", False, ("ama@guest.example",))
    after = taken_in(manager())
    assert _mails(after) == ("ama@guest.example", "mallory@elsewhere.example")


def test_when_the_address_changes_no_device_of_before_is_known_and_codes_go_to_the_new_one():
    invitation = sent(furnished(), person("Ama Okoro", mails=("typo@elsewhere.example",)))
    guest, stranger, path = invitation.candidate.person, Client(), page_of(invitation)
    stranger.post(path, {"once": ONCE.search(stranger.get(path).content.decode())[1], "door": "open"})
    assert "Okoro" in stranger.get(path).content.decode()
    link = Link.objects.get(kind="invitation", subject=invitation.key)
    devices.send_code(link, NOW)
    before = RecordEntry.objects.count()
    _revised(guest, manager(), mails=("ama@guest.example",))
    added = RecordEntry.objects.order_by("position")[before:].values_list("verb", "noun", "meeting_code")
    assert list(added) == [("changed", "address", "AB12"), ("revised", "person", "")]
    assert not BoundDevice.objects.exists()
    assert not OutboxMail.objects.filter(cause__startswith="device code").exists()
    page = stranger.get(path).content.decode()
    assert "Okoro" not in page
    stranger.post(path, {"once": ONCE.search(page)[1], "door": "open"})
    assert "Okoro" not in stranger.get(path).content.decode()
    devices.send_code(link, NOW)
    assert OutboxMail.objects.get(cause__startswith="device code").recipient == "ama@guest.example"


def test_what_leaves_the_first_address_as_it_was_forgets_no_device():
    invitation = sent(furnished(), "Ama Okoro")
    browser, path = Client(), page_of(invitation)
    browser.post(path, {"once": ONCE.search(browser.get(path).content.decode())[1], "door": "open"})
    _revised(invitation.candidate.person, manager(), mails=("ama@guest.example", "office@guest.example"))
    _revised(invitation.candidate.person, manager(), full_name="Dr Ama Okoro")
    assert "Okoro" in browser.get(path).content.decode()


def test_a_letter_that_has_not_left_is_opened_by_whoever_comes_first():
    invitation = prepared(furnished(), "Ama Okoro")
    _revised(invitation.candidate.person, manager(), mails=("ama@new.example",))
    assert invitation.state == InvitationState.prepared
    assert devices.is_taken(Link.objects.get(kind="invitation", subject=invitation.key)) is False


def test_a_merge_that_changes_the_address_asks_every_device_for_a_code():
    meeting = furnished()
    invitation = sent(meeting, "Ama Okoro")
    twin = person("A. Okoro", mails=("second@guest.example",))
    link = Link.objects.get(kind="invitation", subject=invitation.key)
    merging.merge(twin, invitation.candidate.person, facts=particulars.of(twin), by=manager(), today=TODAY)
    assert devices.is_taken(link) is True
    assert Invitation.objects.get().candidate.person == twin


def test_no_sentence_about_a_merge_names_a_meeting_to_who_may_not_see_it():
    meeting = furnished("SECRET9")
    twin = person("Ama Okoru", mails=("okoru@guest.example",))
    one, other = (prepared(meeting, who).candidate for who in ("Ama Okoro", twin))
    other_meeting = a_meeting("SECRET8")
    listed = [a_candidate(other_meeting, a_person(name)) for name in ("Ada Fjord", "Ada Fiord")]
    # Whoever opens a meeting directs it: here the director of the house has handed that over.
    Grant.objects.filter(meeting_code__startswith="SECRET", role=Role.PROGRAMME_DIRECTOR).delete()
    for two in ((one, other), listed):
        for by in (manager("CD34"), director("")):
            address = reverse("compare_people", args=[row.person.key for row in two])
            assert "SECRET" not in browser_of(by).get(address).content.decode()
    assert foretold(listed[0].person, listed[1].person, manager("SECRET8")) != []
    page = browser_of(director("")).get(reverse("compare_people", args=[one.person.key, other.person.key]))
    assert "Both were invited to one meeting of another team" in page.content.decode()
