"""What an organisation may still change of people it named, once others in the house know them too."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import nomination_pages, overview
from underrose.participation.actions import candidates, nominations
from underrose.participation.models import Brief, Candidate, Clearance, ClearanceRound, Participant, Stage
from underrose.participation.named import Named, as_particulars
from underrose.people.actions import introductions, merging, persons, sealing
from underrose.people.models import ContactImport, HistoryLine, NotTheSame, Organisation, Person, Purpose
from underrose.people.particulars import Particulars

from .listed import NOW, TODAY, a_brief, a_meeting, a_person, browser_of, colleague

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2026, 12, 20)
LAN = Named("Lan Phạm", mail="lan@delta.example", country="VNM", organisation="Delta Watch")
OTHER = Named("Somebody Else", mail="else@delta.example")


def _told():
    return {"by": colleague(), "today": TODAY}


def _asked(meeting=None):
    facts = {"name": "Yara", "mail": "yara@norrvind.example", "places": 2, "open_until": UNTIL, "words": ""}
    return nominations.ask(meeting or a_meeting(), "Norrvind", by=colleague(), now=NOW, **facts)


def _listed_elsewhere(one):
    candidates.add(a_meeting("CD34"), [one.person], **_told())


def _in_the_history(one):
    persons.note_history(one.person, kind=HistoryLine.Kind.attended, meeting_code="CD34", today=TODAY)


def _in_the_room(one):
    Participant.objects.create(meeting=one.meeting, person=one.person, since=TODAY)


def _asked_for_clearance(one):
    partner = one.meeting.partners.create(name="Partner House", role="host")
    round_ = ClearanceRound.objects.create(
        meeting=one.meeting, partner=partner, name="", mail="p@partner.example", asked_on=TODAY
    )
    Clearance.objects.create(round=round_, candidate=one, reason="")


def _kept_apart(one):
    listed = candidates.add(one.meeting, [a_person("Ben Okoth")], **_told())
    candidates.keep_apart(a_brief(one.meeting), one, listed.candidates[0], reason="", **_told())


def _told_apart(one):
    merging.say_not_the_same(one.person, a_person("Lan P."), **_told())


def _absorbs(one):
    merging.merge(one.person, a_person("Lan P."), facts=as_particulars(LAN), **_told())


def _is_absorbed(one):
    kept = a_person("Lan P.", mail="private@delta.example")
    merging.merge(kept, one.person, facts=as_particulars(LAN), **_told())
    # The revision collides, and the merge itself is forgotten after thirty days.
    Person.objects.filter(key=kept.key).update(revision=1)
    kept.merges.all().delete()


def _with_consent(one):
    persons.say_consent(one.person, purpose=Purpose.values[0], is_given=True, **_told())


def _never_written_to(one):
    persons.set_do_not_contact(one.person, is_set=True, **_told())


def _described(one):
    candidates.write(one, revision=1, why="CANARY knows the delta", **_told())


def _revised_unseen(one):
    """The team knows more, and the count of revisions says nothing of it."""
    persons.revise(one.person, facts=Particulars("Dr Lan Phạm"), revision=1, **_told())
    Person.objects.filter(key=one.person_id).update(revision=1)


KNOWN = [
    _listed_elsewhere, _in_the_history, _in_the_room, _asked_for_clearance, _kept_apart, _told_apart, _absorbs,
    _is_absorbed, _with_consent, _never_written_to, _described, _revised_unseen,
]  # fmt: skip


@pytest.mark.parametrize("known", KNOWN)
def test_whoever_others_know_is_neither_changed_nor_forgotten_by_a_nominator(known):
    one = nominations.name_person(_asked(), LAN, **_told())
    known(one)
    found = Candidate.objects.select_related("person", "nomination").get(key=one.key)
    before = Person.objects.filter(key=found.person_id).values().get()
    with pytest.raises(Refused, match="working with this name already"):
        nominations.change_named(found, OTHER, **_told())
    nominations.take_back(found, **_told())
    assert Person.objects.filter(key=found.person_id).values().get() == before
    found.refresh_from_db()
    assert (found.stage, found.is_taken_back) == (Stage.set_aside, True)
    with pytest.raises(Refused, match="taken this name back already"):
        nominations.take_back(found, **_told())


def test_a_protected_person_is_not_forgotten_by_whoever_named_them():
    one = nominations.name_person(_asked(), LAN, **_told())
    sealing.seal(one.person, alias="Heron", **_told())
    with pytest.raises(Refused, match="know this person already"):
        introductions.withdraw_introduction(one.person, **_told())
    assert Person.objects.get(key=one.person_id).is_sealed


def test_a_name_taken_back_looks_through_no_letter_and_no_list():
    one = nominations.name_person(_asked(), LAN, **_told())
    letter = OutboxMail.objects.get()
    letter.recipient, letter.body = LAN.mail, LAN.full_name
    letter.save()
    told = OutboxMail.objects.count()
    ContactImport.objects.create(
        account=colleague().account, file_name="list", original=LAN.mail.encode(), taken_on=TODAY
    )
    house = Organisation.objects.get(name="Delta Watch")
    nominations.take_back(one, **_told())
    assert OutboxMail.objects.get().recipient == LAN.mail
    assert (OutboxMail.objects.count(), ContactImport.objects.count()) == (told, 1)
    assert not Person.objects.filter(full_name=LAN.full_name).exists()
    assert Organisation.objects.get(key=house.key) == house


def test_an_introduction_is_not_withdrawn_once_anybody_speaks_of_the_person():
    one, other = a_person("Ada Fjord"), a_person("Ida Fjell")
    first, second = sorted((one, other), key=lambda person: person.key)
    NotTheSame.objects.create(one=first, other=second)
    for person in (one, other):
        with pytest.raises(Refused, match="know this person already"):
            introductions.withdraw_introduction(person, **_told())
    alone = a_person("Una Alone", mail="una@x.example", organisation="Delta Watch")
    introductions.withdraw_introduction(alone, **_told())
    assert not Person.objects.filter(key=alone.key).exists()


def test_a_partners_no_is_not_covered_by_a_name_taken_back():
    one = nominations.name_person(_asked(), LAN, **_told())
    Candidate.objects.filter(key=one.key).update(stage=Stage.vetoed)
    nominations.take_back(one, **_told())
    assert Candidate.objects.get().stage == Stage.vetoed


def test_a_name_taken_back_frees_its_place_and_waits_for_the_team():
    meeting = a_meeting()
    a_brief(meeting)
    one = nominations.name_person(_asked(meeting), LAN, **_told())
    _in_the_history(one)
    letter = OutboxMail.objects.get().body
    client, address = Client(), "/links/" + letter.split("/links/")[1].split()[0].rstrip("/") + "/"
    client.post(address, {"door": "open", "once": "x" * 22})
    assert "to change it, please write to us" in client.get(address).content.decode()
    assert client.post(f"{address}{one.key}/take-back/").status_code == 303
    html = client.get(address).content.decode()
    assert "The team had begun to work with it" in html
    assert "You have named nobody yet." in html
    assert "name 2 more people" in html
    found = overview.needs(meeting, Brief.objects.get(), TODAY)
    assert [need.sentence for need in found] == [
        "An organisation has taken back one name with which you work."
    ]
    desk = browser_of(colleague())
    assert "has taken the name back" in desk.get(found[0].url).content.decode()
    candidates.move(Candidate.objects.all(), Stage.long_list, **_told())
    assert overview.needs(meeting, Brief.objects.get(), TODAY) == []
    assert found[0].url == reverse("candidate", args=["AB12", one.key])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_organisation_costs_the_same_for_any_number(rows, django_assert_num_queries):
    asked = _asked()
    asked.places = 5
    asked.save()
    for number in range(rows):
        nominations.name_person(asked, Named(f"Guest {number}", mail=f"{number}@x.example"), **_told())
    with django_assert_num_queries(6):
        nomination_pages.own(asked, TODAY)
