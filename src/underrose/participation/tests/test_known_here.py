"""Somebody who is named again: joins the candidate that is there, or is remarked upon; the organisation learns nothing of it."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.participation.actions import candidates, nominations
from underrose.participation.models import Candidate, Stage
from underrose.participation.named import Named
from underrose.people.actions import sealing
from underrose.people.models import Person

from .listed import TODAY, a_brief, a_candidate, a_meeting, a_person, browser_of, colleague
from .test_nominations import _asked, _guest

pytestmark = pytest.mark.django_db
ADA = Named("Ada Fjord", mail="ADA@fjord.example", position="Judge")


def _told():
    return {"by": colleague(), "today": TODAY}


def _there(meeting, **facts):
    return a_candidate(meeting, a_person("Ada Fjord", mail="ada@fjord.example"), **facts)


def test_a_known_address_and_name_joins_the_candidate_that_is_there():
    meeting = a_meeting()
    there, asked = _there(meeting, stage=Stage.cleared), _asked(meeting)
    assert nominations.name_person(asked, ADA, **_told()) == there
    found = Candidate.objects.get()
    assert (found.nomination, found.stage, Person.objects.count()) == (asked, Stage.cleared, 1)
    assert found.person.posts.count() == 0


@pytest.mark.parametrize(
    "facts",
    [replace(ADA, full_name="Bo Lind"), replace(ADA, mail="other@fjord.example")],
    ids=["an office shares its address", "a namesake"],
)
def test_an_address_alone_or_a_name_alone_joins_nobody(facts):
    meeting = a_meeting()
    _there(meeting)
    nominations.name_person(_asked(meeting), facts, **_told())
    assert Candidate.objects.count() == 2


def test_the_page_of_the_organisation_is_the_same_whether_somebody_was_known_or_not():
    pages = []
    for code, is_known in (("AB12", True), ("CD34", False)):
        OutboxMail.objects.all().delete()
        meeting = a_meeting(code)
        if is_known:
            _there(meeting, stage=Stage.cleared)
        else:
            Person.objects.all().delete()
        nominations.name_person(_asked(meeting), ADA, **_told())
        browser, address = _guest()
        html = browser.get(address).content.decode()
        pages.append(re.sub(r'/links/\S+?"|value="[^"]{16,}"|[0-9a-f-]{36}', "", html[html.index("<main") :]))
    assert ("Change" in pages[0], pages[0]) == (True, pages[1])


def test_words_that_joined_are_the_organisations_until_the_team_moves():
    meeting = a_meeting()
    there, asked = _there(meeting), _asked(meeting)
    nominations.name_person(asked, ADA, **_told())
    joined = Candidate.objects.get()
    nominations.change_named(joined, replace(ADA, position="Registrar"), **_told())
    assert Candidate.objects.get().key == there.key
    nominations.take_back(Candidate.objects.get(), **_told())
    found = Candidate.objects.get()
    assert (found.nomination, found.named_as, found.is_taken_back) == (None, None, False)


def test_taking_back_a_name_leaves_the_teams_own_candidate_where_it_is():
    meeting = a_meeting()
    there, asked = _there(meeting), _asked(meeting)
    nominations.name_person(asked, ADA, **_told())
    candidates.move([there], Stage.proposed, **_told())
    nominations.take_back(Candidate.objects.get(), **_told())
    found = Candidate.objects.get()
    assert (found.stage, found.is_taken_back) == (Stage.proposed, True)


def test_words_corrected_to_somebody_else_become_another_candidate():
    meeting = a_meeting()
    there, asked = _there(meeting), _asked(meeting)
    nominations.name_person(asked, ADA, **_told())
    nominations.change_named(Candidate.objects.get(), Named("Bo Lind", mail="bo@lind.example"), **_told())
    assert {(one.person.full_name, one.nomination) for one in Candidate.objects.all()} == {
        ("Ada Fjord", None),
        ("Bo Lind", asked),
    }
    assert Candidate.objects.get(nomination=None) == there


def test_a_protected_candidate_is_never_joined():
    meeting = a_meeting()
    person = sealing.seal(a_person("Ada Fjord", mail="ada@fjord.example"), alias="Heron", **_told())
    a_candidate(meeting, person)
    nominations.name_person(_asked(meeting), ADA, **_told())
    assert sorted(str(one.person) for one in Candidate.objects.all()) == ["Ada Fjord", "Heron"]


def _manager():
    return browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))


def _list():
    return _manager().get(reverse("candidates", args=["AB12"])).content.decode()


def test_a_likely_twin_is_remarked_upon_on_the_list_and_the_page():
    meeting = a_meeting()
    a_brief(meeting)
    one, other = a_candidate(meeting, a_person("Ada Fjörd")), a_candidate(meeting, a_person("FJORD Ada"))
    a_candidate(meeting, a_person("Ben Okoth"))
    assert _list().count("perhaps twice on this list") == 2
    html = _manager().get(reverse("candidate", args=["AB12", one.key])).content.decode()
    assert reverse("compare_people", args=[one.person_id, other.person_id]) in html


def test_two_who_share_an_address_are_remarked_upon_and_nobody_protected_is():
    meeting = a_meeting()
    a_brief(meeting)
    for name in ("Ada Fjord", "Bo Lind"):
        a_candidate(meeting, a_person(name, mail="post@office.example"))
    assert _list().count("perhaps twice on this list") == 2
    sealing.seal(Person.objects.get(full_name="Bo Lind"), alias="Heron", **_told())
    assert _list().count("perhaps twice on this list") == 0


@pytest.mark.parametrize(("tone", "is_said"), [("full", True), ("quiet", False)])
def test_the_page_names_the_meeting_and_its_days_unless_its_letters_are_quiet(tone, is_said):
    meeting = a_meeting()
    meeting.mail_tone = tone
    meeting.save(update_fields=["mail_tone"])
    _asked(meeting)
    browser, address = _guest()
    html = browser.get(address).content.decode()
    assert ("Rivers and Rights" in html, "3–5 March 2027" in html) == (is_said, is_said)
