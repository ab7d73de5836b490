"""What was written about somebody before they were protected, and would stand beside the other name."""

import re

import pytest
from django.apps import apps
from django.test import Client

from underrose.concept.models import Partner
from underrose.kit.models import OutboxMail
from underrose.participation.actions import candidates, clearances, lists, replies
from underrose.participation.actions.clearances import Recipient, Word
from underrose.participation.models import (
    Candidate,
    Clearance,
    Conflict,
    Invitation,
    ListCopy,
    Stage,
    Substitute,
)
from underrose.people import foretold
from underrose.people.actions import forgetting, sealing
from underrose.people.models import Person

from . import furnished
from .asked import person as invited
from .asked import sent
from .listed import NOW, TODAY, a_brief, a_meeting, a_person, browser_of, colleague

pytestmark = pytest.mark.django_db
ONCE = re.compile(r'name="once" value="([^"]+)"')
PAGE = re.compile(r"(/clearances/[^/\s>]+/)")
REASON = "Judge CANARY is biased"


def _told():
    return {"by": colleague(), "today": TODAY}


def _sealed(person):
    return sealing.seal(Person.objects.get(key=person.key), alias="Heron", **_told())


def _everywhere(word):
    """Every column of every row, opened, that says a word."""
    return {
        (type(row).__name__, field.name)
        for model in apps.get_models()
        for row in model._default_manager.all()
        for field in model._meta.concrete_fields
        if word in str(getattr(row, field.attname))
    }


@pytest.fixture
def asked():
    """A partner has a page with two candidates on it, and has refused one with a reason."""
    meeting = a_meeting()
    canary = a_person("CANARY Quill", title="Judge", organisation="High Court")
    candidates.add(meeting, [canary, a_person("Ada Fjord")], **_told())
    Candidate.objects.update(stage=Stage.proposed)
    partner = Partner.objects.create(meeting=meeting, name="Partner", position=1)
    listed = list(Candidate.objects.select_related("person", "meeting"))
    found = clearances.ask(partner, listed, Recipient("N", "n@x.example"), by=colleague(), now=NOW)
    row = Clearance.objects.get(candidate__person=canary)
    clearances.say(found.round, {row.key: Word("vetoed", REASON)}, **_told())
    return canary, row


def test_a_partner_who_saw_the_name_does_not_see_the_other_one_in_its_place(asked):
    canary, row = asked
    path = PAGE.search(OutboxMail.objects.get(cause__startswith="clearance").body)[1]
    partner = Client()
    door = ONCE.search(partner.get(path).content.decode())[1]
    partner.post(path, {"once": door, "door": "open"})
    before = partner.get(path).content.decode()
    assert ("CANARY" in before, str(row.key) in before, REASON in before) == (True, True, True)
    _sealed(canary)
    after = partner.get(path).content.decode()
    told = ("CANARY", str(row.key), REASON, "Heron")
    assert [word for word in told if word in after] == []
    assert "Ada Fjord" in after


def test_the_team_keeps_how_far_they_came_and_no_word_of_a_partner(asked):
    canary, _row = asked
    _sealed(canary)
    found = Candidate.objects.get(person=canary)
    assert found.stage == Stage.vetoed
    for path in ("clearances/", f"candidates/{found.key}/"):
        html = browser_of(colleague()).get(f"/desk/meetings/AB12/participation/{path}").content.decode()
        assert ("Heron" in html, "CANARY" in html) == (True, False), path


def test_partners_can_be_asked_anew_by_the_other_name(asked):
    canary, _row = asked
    _sealed(canary)
    Candidate.objects.filter(person=canary).update(stage=Stage.proposed)
    again = list(Candidate.objects.filter(person=canary).select_related("person", "meeting"))
    found = clearances.ask(
        Partner.objects.get(), again, Recipient("N", "n@x.example"), by=colleague(), now=NOW
    )
    assert found.number == 1


def test_notes_on_why_and_on_whom_they_should_not_meet_are_emptied_and_that_is_said(asked):
    canary, _row = asked
    brief = a_brief(Candidate.objects.select_related("meeting").first().meeting)
    one, two = Candidate.objects.get(person=canary), Candidate.objects.exclude(person=canary).get()
    candidates.write(one, revision=one.revision, why="CANARY of Oslo", **_told())
    candidates.write(two, revision=two.revision, why="knows the river", **_told())
    candidates.keep_apart(brief, one, two, reason="CANARY sued them", **_told())
    said = " ".join(foretold.of_sealing(canary, colleague(), TODAY))
    assert "Answers and open questions: 1." in said
    assert "Notes: 2." in said
    _sealed(canary)
    assert Conflict.objects.get().reason == ""
    assert Candidate.objects.get(person=canary).why == ""
    assert Candidate.objects.exclude(person=canary).get().why == "knows the river"
    assert _everywhere("CANARY") - {("Person", "particulars")} == set()


def test_reasons_of_a_guest_and_copies_given_to_them_say_no_name():
    meeting = furnished.furnished("AB12")
    guest = sent(meeting, invited("CANARY Quill"))
    replies.decline(guest, reason="CANARY has a cold", **_told())
    lists.make_copies(meeting, ["CANARY Quill", "Ama"], **_told())
    person = Person.objects.get(key=guest.candidate.person_id)
    said = " ".join(foretold.of_sealing(person, colleague(), TODAY))
    assert "Reasons they gave with an answer are deleted: 1." in said
    assert "no longer say to whom. Copies: 1." in said
    _sealed(person)
    assert Invitation.objects.get().reason is None
    assert sorted(copy.recipient for copy in ListCopy.objects.all()) == ["", "Ama"]
    assert _everywhere("CANARY") - {("Person", "particulars")} == set()


def test_whoever_is_forgotten_was_given_no_copy_and_is_proposed_by_nobody():
    meeting = furnished.furnished("AB12")
    gone = sent(meeting, invited("CANARY Quill", mails=("canary@q.example",))).candidate.person
    guest = sent(meeting, "Ama Okoro")
    lists.make_copies(meeting, ["CANARY Quill", "Ama"], **_told())
    for proposed in (
        replies.Proposed("C. Q.", "canary@q.example", "she is good"),
        replies.Proposed("CANARY Quill"),
        replies.Proposed("Canary Quill", "namesake@q.example"),
    ):
        replies.propose_substitute(guest, proposed=proposed, **_told())
    gone = Person.objects.get(key=gone.key)
    told = forgetting.foreseen(gone, colleague(), TODAY).goes
    assert "Proposals of a substitute that nobody has listed yet: 2" in told
    assert "To whom numbered copies of a list were given: 1" in told
    forgetting.forget(gone, **_told())
    assert sorted(copy.recipient for copy in ListCopy.objects.all()) == ["", "Ama"]
    assert [row.mail for row in Substitute.objects.all()] == ["namesake@q.example"]
    assert _everywhere("CANARY") == set()


def test_the_day_on_which_people_came_finds_nobody_who_is_protected():
    a_meeting()
    a_person("Ada Fjord")
    _sealed(a_person("CANARY Quill"))
    browser, url = browser_of(colleague()), "/desk/meetings/AB12/participation/candidates/add/"
    every, of_a_day = (browser.get(url + asked).content.decode() for asked in ("", "?since=2026-11-22"))
    assert ("Heron" in every, "Heron" in of_a_day, "Ada Fjord" in of_a_day) == (True, False, True)
    assert "22 November 2026 · 1 person" in every
