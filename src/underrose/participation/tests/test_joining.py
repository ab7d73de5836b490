"""Two candidates of one meeting who were one person: one goes on with what was said of both, and can be two again."""

import pytest
from django.urls import reverse

from underrose.access.holders import Holder
from underrose.kit.refusals import Refused
from underrose.participation.actions import candidates, invitations
from underrose.participation.models import (
    Candidate,
    Clearance,
    ClearanceRound,
    Constituency,
    Invitation,
    Stage,
    Standing,
)
from underrose.people import particulars
from underrose.people.actions import merging
from underrose.people.merging_rules import foretold, may_be_merged
from underrose.people.models import Merge

from .asked import candidate, person, prepared
from .furnished import TODAY, browser_of, director, furnished
from .listed import a_brief, a_candidate, a_meeting, a_person, colleague

pytestmark = pytest.mark.django_db


def _state():
    """Everything a candidate is, by name."""
    return {
        one.person.full_name: (
            one.stage,
            one.why,
            one.is_must_have,
            one.expected_acceptance,
            sorted(one.standings.values_list("constituency", flat=True)),
            sorted(one.clearances.values_list("key", flat=True)),
            Invitation.objects.filter(candidate=one).count(),
        )
        for one in Candidate.objects.select_related("person")
    }


def _merge(kept, absorbed, by: Holder) -> Merge:
    return merging.merge(kept.person, absorbed.person, facts=particulars.of(kept.person), by=by, today=TODAY)


def test_two_candidates_become_one_with_the_groups_and_reasons_of_both_and_two_again():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one = a_candidate(meeting, a_person("Ada Fjord"))
    other = a_candidate(meeting, a_person("Ada Fiord"), is_must_have=True, expected_acceptance=70)
    for row, row.why in ((one, "Knows rivers"), (other, "Speaks well")):
        row.save()
    first, second = Constituency.objects.filter(axis__brief=brief)[:2]
    Standing.objects.all().delete()
    Standing.objects.create(candidate=one, constituency=first)
    for place in (first, second):
        Standing.objects.create(candidate=other, constituency=place)
    Candidate.objects.filter(key=other.key).update(stage=Stage.proposed)
    round_ = ClearanceRound.objects.create(
        meeting=meeting,
        partner=meeting.partners.create(name="Geneva Group"),
        name="",
        mail="",
        asked_on=TODAY,
    )
    Clearance.objects.create(round=round_, candidate=other, reason="")
    before = _state()
    assert foretold(one.person, other.person, colleague(code="AB12")) == [
        "Both are candidates of AB12: they become one there, “Proposed”, with the groups and reasons of both."
    ]
    edition = type(brief).objects.get().revision
    merge = _merge(one, other, colleague())
    joined = Candidate.objects.visible_to(colleague(code="AB12")).get()
    assert (joined.key, joined.stage, joined.why) == (one.key, "proposed", "Knows rivers\nSpeaks well")
    assert (joined.is_must_have, joined.expected_acceptance) == (True, 70)
    assert set(joined.standings.values_list("constituency", flat=True)) == {first.key, second.key}
    assert (joined.clearances.count(), Candidate.objects.standing().count()) == (1, 1)
    assert type(brief).objects.get().revision == edition + 1
    assert "Speaks well" not in merge.moved
    merging.undo_merge(merge, by=colleague(), today=TODAY)
    assert _state() == before


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ("cleared", "long_list", "cleared"),
        ("set_aside", "long_list", "long_list"),
        ("cleared", "vetoed", "vetoed"),
        ("vetoed", "proposed", "vetoed"),
    ],
)
def test_the_further_stage_stands_and_a_partners_no_is_never_lost(one, other, stands):
    meeting = a_meeting()
    pair = [
        a_candidate(meeting, a_person(name), stage=stage) for name, stage in (("Ada", one), ("Ida", other))
    ]
    merge = _merge(*pair, colleague())
    assert Candidate.objects.get(key=pair[0].key).stage == stands
    merging.undo_merge(merge, by=colleague(), today=TODAY)
    assert [Candidate.objects.get(key=row.key).stage for row in pair] == [one, other]


def test_the_letter_of_whoever_was_invited_goes_with_the_one_who_stays_and_back():
    meeting = furnished()
    other = prepared(meeting, "Ama Okoru").candidate
    one = candidate(meeting, "Ama Okoro")
    merge = _merge(one, other, director())
    invitation = Invitation.objects.get()
    assert (invitation.candidate_id, invitation.candidate.person, invitation.candidate.stage) == (
        one.key,
        one.person,
        "invited",
    )
    # A colleague writes about them meanwhile: that stays, and without a letter they are not invited.
    Candidate.objects.filter(key=one.key).update(revision=9, is_must_have=True)
    merging.undo_merge(merge, by=director(), today=TODAY)
    parted = Candidate.objects.get(key=one.key)
    assert (parted.stage, parted.is_must_have) == (one.stage, True)
    assert Invitation.objects.get().candidate_id == other.key


def test_two_who_were_both_invited_are_refused_until_one_letter_is_withdrawn():
    meeting = furnished()
    twin = person("Ama Okoru", mails=("okoru@guest.example",))
    one, other = (prepared(meeting, who).candidate for who in ("Ama Okoro", twin))
    sentence = "Both were invited to AB12. Withdraw one of the two invitations first"
    with pytest.raises(Refused, match=sentence):
        _merge(one, other, director())
    page = browser_of(director()).get(reverse("compare_people", args=[one.person.key, other.person.key]))
    assert (sentence in page.content.decode(), page.context["foretold"]) == (True, [])
    assert reverse("compare_people", args=[other.person.key, one.person.key]) in page.content.decode()
    invitations.withdraw(other.invitation, by=director(), today=TODAY, is_told=False)
    assert "Keep the other one instead" in may_be_merged(other.person, one.person, director(), TODAY)
    _merge(one, other, director())
    assert Candidate.objects.visible_to(director()).get().invitation.state == "prepared"


def test_two_who_were_kept_apart_are_one_and_kept_apart_again():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one, other, third = (a_candidate(meeting, a_person(name)) for name in ("Ada", "Ida", "Uma"))
    told = {"by": colleague(), "today": TODAY, "reason": ""}
    candidates.keep_apart(brief, one, other, **told)
    candidates.keep_apart(brief, other, third, **told)
    merge = _merge(one, other, colleague())
    between = {frozenset(pair) for pair in brief.conflicts.values_list("one", "other")}
    assert between == {frozenset({one.key, other.key}), frozenset({one.key, third.key})}
    merging.undo_merge(merge, by=colleague(), today=TODAY)
    between = {frozenset(pair) for pair in brief.conflicts.values_list("one", "other")}
    assert between == {frozenset({one.key, other.key}), frozenset({other.key, third.key})}


def test_what_will_happen_is_said_on_the_page():
    meeting = furnished()
    one, other = candidate(meeting, "Ama Okoro"), candidate(meeting, "Ama Okoru")
    url = reverse("compare_people", args=[one.person.key, other.person.key])
    browser = browser_of(director())
    assert "they become one there" in browser.get(url).content.decode()
    assert browser.post(url).headers["Location"] == reverse("person", args=[one.person.key])
    listed = browser.get(reverse("candidates", args=["AB12"])).content.decode()
    assert ("Ama Okoro" in listed, "Ama Okoru" in listed) == (True, False)
