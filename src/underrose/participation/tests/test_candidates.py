"""Candidates: listed and placed, moved a step at a time, kept apart; the room counted against the brief."""

import pytest

from underrose.access.roles import Role
from underrose.kit.refusals import Refused
from underrose.participation import composition, in_numbers
from underrose.participation.actions import candidates
from underrose.participation.models import (
    Brief,
    Candidate,
    Conflict,
    Constituency,
    Crossing,
    Invitation,
    Participant,
    Stage,
)
from underrose.people import held
from underrose.people.actions import forgetting, persons, sealing
from underrose.people.models import NeedToKnow

from .listed import TODAY, a_brief, a_candidate, a_meeting, a_person, colleague, group

pytestmark = pytest.mark.django_db


def _told():
    return {"by": colleague(), "today": TODAY}


def _sealed(name="Ada Fjord", alias="Heron"):
    person = a_person(name, country="NOR", sector="business", organisation="Fjord Works")
    return sealing.seal(person, alias=alias, **_told())


def test_people_are_placed_by_post_area_and_gender():
    meeting = a_meeting()
    brief = a_brief(meeting)
    from underrose.participation.actions import briefs

    briefs.add_usual_axis(brief, "gender", by=colleague(), edition=1, today=TODAY)
    person = a_person(gender="woman", country="VNM", sector="permanent_mission", duty_station="GENEVA")
    other = a_person("Ben Okoth", country="KEN", sector="business", duty_station="Geneva")
    # No town of that name is known, and policy makers are told from others by their town too.
    third = a_person("Chi Lam", country="VNM", sector="permanent_mission", duty_station="GENÈVE")
    listed = candidates.add(meeting, [person, other, third], **_told())
    groups = {
        str(one.person): set(one.constituencies.values_list("value", flat=True)) for one in listed.candidates
    }
    assert groups == {
        "Ada Fjord": {"river-states", "viet-nam", "policy-makers", "geneva", "woman"},
        "Ben Okoth": {"river-states", "kenya", "business", "geneva"},
        "Chi Lam": {"river-states", "viet-nam"},
    }
    assert {one.axis: one.names for one in listed.unplaced} == {
        "Duty station": ("Chi Lam",),
        "Perspective": ("Ben Okoth", "Chi Lam"),
        "Sector": ("Ada Fjord", "Chi Lam"),
        "Gender": ("Ben Okoth", "Chi Lam"),
    }


def test_region_takes_in_its_countries():
    meeting = a_meeting()
    brief = a_brief(meeting)
    Constituency.objects.filter(value="norway").update(areas=["035"])
    one = a_candidate(meeting, a_person(country="VNM"))
    assert group(brief, "norway").candidates.get() == one


def test_protected_people_are_placed_by_hand_and_the_team_may_know():
    meeting = a_meeting()
    a_brief(meeting)
    person = _sealed()
    listed = candidates.add(meeting, [person], **_told())
    assert listed.candidates[0].standings.count() == 0
    assert listed.unplaced[0].names == ("Heron",)
    assert NeedToKnow.objects.filter(person=person, meeting_code="AB12").exists()


def test_adding_twice_adds_once():
    meeting = a_meeting()
    person = a_person()
    candidates.add(meeting, [person], **_told())
    again = candidates.add(meeting, [person, person], **_told())
    assert (again.candidates, again.already, Candidate.objects.count()) == ((), 1, 1)


def test_nobody_is_added_to_a_cancelled_meeting():
    meeting = a_meeting()
    meeting.state = "cancelled"
    with pytest.raises(Refused, match="cancelled"):
        candidates.add(meeting, [a_person()], **_told())


def test_merged_person_is_not_listed():
    meeting = a_meeting()
    person = a_person()
    person.is_forgotten = True
    listed = candidates.add(meeting, [person], **_told())
    assert "no longer among the people" in listed.refusals[0]


def test_stages_move_a_step_at_a_time():
    one = a_candidate(a_meeting())
    assert candidates.move([one], Stage.proposed, **_told()).done == 1
    assert "stands at “Proposed” already" in candidates.move([one], Stage.proposed, **_told()).refusals[0]
    assert candidates.move([one], Stage.cleared, **_told()).done == 1
    assert "is no next step" in candidates.move([one], Stage.long_list, **_told()).refusals[0]
    assert candidates.move([one], Stage.set_aside, **_told()).done == 1
    one.refresh_from_db()
    assert (one.stage, one.revision) == (Stage.set_aside, 4)


def test_nobody_is_invited_by_hand_and_the_invited_stay():
    one = a_candidate(a_meeting(), stage=Stage.cleared)
    assert "not by hand" in candidates.move([one], Stage.invited, **_told()).refusals[0]
    other = a_candidate(one.meeting, a_person("Ben Okoth"), stage=Stage.invited)
    assert "Withdraw the invitation first" in candidates.move([other], Stage.cleared, **_told()).refusals[0]


def test_where_no_partner_was_asked_the_director_clears():
    one = a_candidate(a_meeting(), stage=Stage.proposed)
    manager = colleague(Role.PROJECT_MANAGER, "AB12")
    moved = candidates.move([one], Stage.cleared, by=manager, today=TODAY)
    assert (moved.done, moved.refusals[0].split(",")[0]) == (0, "No partner was asked about Ada Fjord")
    director = colleague(Role.PROGRAMME_DIRECTOR, "AB12")
    assert candidates.move([one], Stage.cleared, by=director, today=TODAY).done == 1


def test_from_the_long_list_nobody_is_cleared():
    one = a_candidate(a_meeting())
    assert "Propose them first" in candidates.move([one], Stage.cleared, **_told()).refusals[0]


def test_candidate_is_described_and_an_older_page_refused():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one = a_candidate(meeting)
    facts = {"capacity": "speaker", "is_must_have": True, "expected_acceptance": 80, "why": "Knows the river"}
    groups = [group(brief, "business"), group(brief, "geneva")]
    before = Brief.objects.get().revision
    candidates.write(one, revision=1, constituencies=groups, **_told(), **facts)
    found = Candidate.objects.get()
    assert (found.capacity, found.is_must_have, found.expected_acceptance, found.why) == tuple(facts.values())
    assert set(found.constituencies.all()) == set(groups)
    assert Brief.objects.get().revision == before + 1
    with pytest.raises(Refused, match="colleague has changed this candidate"):
        candidates.write(one, revision=1, why="Other", **_told())
    candidates.write(one, revision=2, constituencies=groups[:1], **_told())
    assert list(found.constituencies.all()) == groups[:1]


def test_capacity_of_somebody_with_a_place_is_changed_elsewhere():
    one = a_candidate(a_meeting())
    Participant.objects.create(meeting=one.meeting, person=one.person, since=TODAY)
    with pytest.raises(Refused, match="has a place already"):
        candidates.write(one, revision=1, capacity="staff", **_told())


def test_must_have_is_set_for_many():
    one = a_candidate(a_meeting())
    assert candidates.set_must_have([one], is_must_have=True, **_told()) == 1
    assert candidates.set_must_have([Candidate.objects.get()], is_must_have=True, **_told()) == 0


def test_two_are_kept_apart_once_and_may_meet_again():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one, other = a_candidate(meeting), a_candidate(meeting, a_person("Ben Okoth"))
    conflict = candidates.keep_apart(brief, other, one, reason="An old case", **_told())
    with pytest.raises(Refused, match="known already"):
        candidates.keep_apart(brief, one, other, reason="", **_told())
    with pytest.raises(Refused, match="two different"):
        candidates.keep_apart(brief, one, one, reason="", **_told())
    candidates.let_meet(conflict, **_told())
    assert not Conflict.objects.exists()


def test_candidate_is_removed_unless_invited():
    meeting = a_meeting()
    one, other = a_candidate(meeting), a_candidate(meeting, a_person("Ben Okoth"))
    candidates.remove(one, **_told())
    Invitation.objects.create(meeting=meeting, candidate=other, number=1, prepared_on=TODAY)
    with pytest.raises(Refused, match="was invited, and stays"):
        candidates.remove(other, **_told())
    assert Candidate.objects.get() == other


# --- the room against the brief -------------------------------------------------------------------


def _invited(meeting, person, number, state="sent", **facts):
    one = a_candidate(meeting, person, stage=Stage.invited, **facts)
    Invitation.objects.create(meeting=meeting, candidate=one, number=number, state=state, prepared_on=TODAY)
    return one


def _room():
    """In business: one confirmed, two asked, one declined, one on the list, one member of staff."""
    meeting = a_meeting()
    brief = a_brief(meeting)
    business = {"country": "NOR", "sector": "business"}
    one = _invited(meeting, a_person("A One", **business), 1, "accepted")
    Participant.objects.create(meeting=meeting, person=one.person, since=TODAY)
    _invited(meeting, a_person("B Two", **business), 2)
    _invited(meeting, a_person("C Three", **business), 3, "tentative", expected_acceptance=100)
    _invited(meeting, a_person("D Four", **business), 4, "declined")
    a_candidate(meeting, a_person("E Five", **business))
    a_candidate(meeting, a_person("F Six", **business), capacity="staff")
    a_candidate(meeting, a_person("G Seven", **business), stage=Stage.set_aside)
    return brief


def test_room_is_counted_group_by_group():
    brief = _room()
    row = composition.of(brief).row(group(brief, "business").key)
    tally = row.tally
    assert (tally.confirmed, tally.invited, tally.likely, tally.candidates) == (1, 2, 2, 4)
    assert composition.of(brief).room == tally


def test_staff_and_those_who_left_are_counted_nowhere():
    brief = _room()
    Participant.objects.update(place="withdrawn")
    assert composition.of(brief).room.confirmed == 0
    assert composition.of(brief).room.candidates == 3


def test_somebody_in_the_room_who_never_was_a_candidate_counts_to_the_places():
    brief = _room()
    Participant.objects.create(meeting=brief.meeting, person=a_person("H Eight"), since=TODAY)
    assert composition.of(brief).room.confirmed == 2


def test_crossing_counts_those_in_both():
    brief = _room()
    one, other = group(brief, "business"), group(brief, "kenya")
    Crossing.objects.create(brief=brief, one=one, other=other, minimum=1)
    assert composition.of(brief).crossings[0].tally.candidates == 0


def test_who_is_missing_is_one_sentence():
    brief = _room()
    assert composition.who_is_missing(composition.of(brief)) == (
        "The brief asks for no minimum yet, so nobody is missing."
    )
    Constituency.objects.filter(value="business").update(minimum=3)
    assert composition.who_is_missing(composition.of(brief)) == (
        "With those who are confirmed or likely, every minimum of the brief is met."
    )
    Constituency.objects.filter(value="business").update(minimum=4)
    Constituency.objects.filter(value="kenya").update(minimum=2)
    assert composition.who_is_missing(composition.of(brief)) == (
        "Still missing, if those who are likely come: 2 people for “Kenya” and 1 person for “Business”."
    )
    Constituency.objects.filter(axis__feature__in=["duty_station", "perspective"]).update(minimum=1)
    assert composition.who_is_missing(composition.of(brief)).endswith("and people for 2 more groups.")


def test_picture_costs_the_same_for_any_number(django_assert_num_queries):
    brief = _room()
    with django_assert_num_queries(6):
        composition.of(brief)


def test_brief_in_numbers_names_nobody():
    brief = _room()
    Constituency.objects.filter(value="business").update(minimum=2, maximum=5)
    one, other = Candidate.objects.filter(stage=Stage.invited)[:2]
    candidates.keep_apart(brief, one, other, reason="", **_told())
    chosen = list(Candidate.objects.standing().select_related("person"))
    problem = in_numbers.problem_of(brief, chosen, TODAY)
    assert (problem.cap, len(problem.candidates), len(problem.conflicts)) == (24, 6, 1)
    assert [(one.feature, one.value, one.minimum, one.maximum) for one in problem.targets] == [
        ("sector", "business", 2, 5)
    ]
    assert problem.accepted == 1
    assert sorted(str(one.standing) for one in problem.candidates) == [
        "accepted", "declined", "not_invited", "not_invited", "open", "tentative",
    ]  # fmt: skip
    staff = next(one for one in problem.candidates if not one.counts_to_cap)
    assert staff.categories == frozenset()


# --- people who change elsewhere ------------------------------------------------------------------


def test_forgotten_person_leaves_the_list_and_whoever_was_invited_keeps_counting():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one = a_candidate(meeting)
    other = _invited(meeting, a_person("Ben Okoth"), 1)
    candidates.write(other, revision=1, why="CANARY words", **_told())
    candidates.keep_apart(brief, one, other, reason="CANARY", **_told())
    for candidate in (one, other):
        forgetting.forget(candidate.person, **_told())
    left = Candidate.objects.get()
    assert (left.key, left.why, str(left.person)) == (other.key, "", "")
    assert not Conflict.objects.exists()


def test_everything_held_about_a_candidate_is_told():
    meeting = a_meeting()
    a_brief(meeting)
    one = a_candidate(meeting, a_person(country="NOR", sector="business"))
    candidates.write(one, revision=1, why="Knows the river", **_told())
    told = held.everything(one.person, colleague())["candidates"]["Candidate for AB12"]
    assert told == [
        "Stage: On the long list",
        "Capacity: Participant",
        "Stands for: River states, Norway, Business",
        "Why this person: Knows the river",
        "Listed on: Sunday 22 November 2026",
    ]


def test_do_not_contact_does_not_keep_anybody_off_the_list():
    person = a_person()
    persons.set_do_not_contact(person, is_set=True, **_told())
    assert a_candidate(a_meeting(), person).stage == Stage.long_list
