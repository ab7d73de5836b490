"""Of the brief, what seldom happens: cancelled meetings, contradictions within one target, reasons why a bound gives way."""

import pytest

from underrose.access.models import Link
from underrose.concept.actions import note
from underrose.concept.models import Partner
from underrose.context import gazetteer
from underrose.kit.refusals import Refused
from underrose.participation import composition, proposal, relaxations, targets
from underrose.participation.actions import briefs, candidates, clearances, nominations
from underrose.participation.actions.clearances import Recipient
from underrose.participation.models import (
    Axis,
    Candidate,
    Clearance,
    Conflict,
    Constituency,
    Crossing,
    Nomination,
    Stage,
)
from underrose.participation.named import Named
from underrose.participation.rules import briefs as rules
from underrose.people.actions import forgetting
from underrose.people.actions.forgetting import foreseen

from .listed import NOW, TODAY, a_brief, a_candidate, a_meeting, a_person, colleague, group

pytestmark = pytest.mark.django_db


def _told():
    return {"by": colleague(), "today": TODAY}


def _cancelled(meeting):
    meeting.state = "cancelled"
    meeting.save(update_fields=["state"])
    return meeting


def test_cancelled_meeting_keeps_its_brief_as_it_is():
    with pytest.raises(Refused, match="No brief was begun"):
        a_brief(_cancelled(a_meeting()))
    meeting = a_meeting("ZZ99")
    brief = a_brief(meeting)
    _cancelled(meeting)
    with pytest.raises(Refused, match="no longer changed"):
        briefs.write_axis(brief, None, edition=1, label="X", **_told())


def test_cancelled_meeting_asks_nobody():
    meeting = a_meeting()
    one = a_candidate(meeting, stage=Stage.proposed)
    partner = note.write_part(Partner(meeting=meeting), by=colleague(), today=TODAY, name="Norrvind")
    to = Recipient("Yara", "y@x.example")
    round_ = clearances.ask(partner, [one], to, by=colleague(), now=NOW).round
    facts = {"name": "N", "mail": "n@x.example", "places": 1, "open_until": TODAY, "words": ""}
    asked = nominations.ask(meeting, "A House", by=colleague(), now=NOW, **facts)
    _cancelled(meeting)
    with pytest.raises(Refused, match="Nobody was asked"):
        nominations.ask(meeting, "B House", by=colleague(), now=NOW, **facts)
    with pytest.raises(Refused, match="Nothing was recorded"):
        nominations.name_person(asked, Named("Lan"), **_told())
    partner.meeting.state = "cancelled"
    with pytest.raises(Refused, match="Nobody was asked"):
        clearances.ask(partner, [one], to, by=colleague(), now=NOW)
    with pytest.raises(Refused, match="Nothing was recorded"):
        clearances.say(round_, {}, **_told())


def test_each_fault_of_a_target_has_its_field_and_sentence():
    faults = {
        "maximum": Crossing(minimum=3, maximum=2),
        "minimum_flexible": Crossing(minimum=2, minimum_flexible=3),
        "maximum_flexible": Crossing(maximum=4, maximum_flexible=3),
    }
    assert {name: [field for field, _words in rules.faults_of(one)] for name, one in faults.items()} == {
        name: [name] for name in faults
    }
    assert list(rules.faults_of(Crossing(minimum=2, maximum=4, minimum_flexible=0, maximum_flexible=9))) == []


def test_without_a_cap_only_a_target_contradicts_itself():
    bound = rules.Bound("Business", "Sector", Crossing(minimum=40, maximum=50))
    assert rules.contradictions([bound], None, 90) == []
    assert len(rules.contradictions([], 10, 11)) == 1


def test_axis_is_named_anew_and_keeps_its_name_in_files():
    brief = a_brief(a_meeting())
    axis = briefs.write_axis(brief, Axis.objects.get(feature="sector"), edition=1, label="Field", **_told())
    assert (axis.feature, axis.label) == ("sector", "Field")


def test_name_in_files_is_given_once():
    brief = a_brief(a_meeting())
    row = Constituency.objects.select_related("axis__brief").get(value="business")
    with pytest.raises(Refused, match="has a constituency of this name already"):
        briefs.write_constituency(row, edition=1, value="regional-bodies", **_told())
    assert group(brief, "business").value == "business"


def test_other_pairs_do_not_stand_in_the_way_of_a_crossing():
    brief = a_brief(a_meeting())
    pairs = (("business", "norway"), ("business", "kenya"))
    for edition, (one, other) in enumerate(pairs, 1):
        told = {"one": group(brief, one), "other": group(brief, other)}
        briefs.write_crossing(Crossing(brief=brief), edition=edition, **told, **_told())
    again = Crossing.objects.select_related("brief").get(other__value="kenya")
    briefs.write_crossing(again, edition=3, minimum=2, **_told())
    assert Crossing.objects.get(other__value="kenya").minimum == 2


def test_crossing_of_a_file_needs_both_its_groups():
    brief = a_brief(a_meeting())
    reading = targets.read(
        "feature,value,min\nsector × moon,business × x,1\nsector × country,business,1\na,b,1,2\n"
    )
    assert [fault.number for fault in reading.faults] == [3, 4]
    _changed, faults = briefs.take_targets(brief, reading.lines, edition=1, adds=True, **_told())
    assert [fault.number for fault in faults] == [2]


def test_usual_axes_hold_sectors_and_regions():
    found = {name: len(proposal.usual(name).constituencies) for name in ("sector", "region")}
    assert found == {"sector": 15, "region": 5}
    assert gazetteer.load().members("150")


def test_groups_of_one_name_stay_two():
    text = "drawn from: experts including Norway; experts including Kenya; experts including Kenya."
    found = [one.value for axis in proposal.axes(text, None) for one in axis.constituencies]
    assert len(found) == len(set(found))
    assert {"experts", "experts-2"} <= set(found)


# --- why a bound gives way ------------------------------------------------------------------------


def _reasons(brief):
    found = relaxations.of(brief, TODAY)
    return {one.label: (one.minimum, one.maximum, one.reason) for one in found.changes} if found else {}


def _asks(value, **bounds):
    Constituency.objects.filter(value=value).update(**bounds)


def test_too_many_who_must_be_there_raise_a_maximum():
    meeting = a_meeting()
    brief = a_brief(meeting)
    for number in range(2):
        person = a_person(f"Guest {number}", country="FRA", sector="business")
        a_candidate(meeting, person, is_must_have=True)
    _asks("business", maximum=1)
    assert _reasons(brief) == {"Business": (None, 2, "2 of its people have accepted or must be there.")}


def test_nobody_to_ask_is_said_so():
    meeting = a_meeting()
    brief = a_brief(meeting)
    a_candidate(meeting)
    _asks("business", minimum=1, minimum_flexible=1)
    found = relaxations.of(brief, TODAY).changes[0]
    assert found.reason == "There is no candidate for it. Add candidates, or do not ask for any yet."
    assert not found.is_within_flexible


def test_too_few_places_are_the_reason():
    meeting = a_meeting(cap=1)
    brief = a_brief(meeting)
    for number, sector in enumerate(["business", "regional_body"]):
        a_candidate(meeting, a_person(f"Guest {number}", country="FRA", sector=sector))
    _asks("business", minimum=1, weight=5)
    _asks("regional-bodies", minimum=1)
    assert _reasons(brief) == {
        "Regional bodies": (0, None, "With this number of places it cannot be met together with “Business”.")
    }


def test_two_targets_may_stand_against_each_other():
    meeting = a_meeting()
    brief = a_brief(meeting)
    for number in range(2):
        a_candidate(meeting, a_person(f"Guest {number}", country="NOR", sector="business"))
    _asks("business", minimum=2, weight=5)
    _asks("norway", maximum=1)
    assert _reasons(brief) == {"Norway": (None, 2, "It cannot be met together with “Business”.")}


def test_brief_that_contradicts_itself_in_people_offers_nothing():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one = a_candidate(meeting, a_person("Ada Fjord"), is_must_have=True)
    other = a_candidate(meeting, a_person("Ben Okoth"), is_must_have=True)
    candidates.keep_apart(brief, one, other, reason="", **_told())
    _asks("business", minimum=1)
    assert relaxations.of(brief, TODAY) is None


# --- people ---------------------------------------------------------------------------------------


def test_what_goes_with_a_person_is_foretold_and_goes():
    meeting = a_meeting()
    a_brief(meeting)
    one = a_candidate(meeting, stage=Stage.proposed)
    assert (
        "Lists of candidates they stand on, with reasons and what partners said: 1"
        in foreseen(one.person, colleague(), TODAY).goes
    )
    of_nobody_listed = foreseen(a_person("Ben Okoth"), colleague(), TODAY).goes
    assert [line for line in of_nobody_listed if "Lists" in line] == [
        "Lists of colleagues that hold them, which are not counted here"
    ]
    partner = note.write_part(Partner(meeting=meeting), by=colleague(), today=TODAY, name="Norrvind")
    clearances.ask(partner, [one], Recipient("Yara", "y@x.example"), by=colleague(), now=NOW)
    Clearance.objects.update(state="vetoed")
    from underrose.participation.models import Invitation

    Invitation.objects.create(meeting=meeting, candidate=one, number=1, prepared_on=TODAY)
    row = Clearance.objects.select_related("round").get()
    row.reason = "CANARY"
    row.save(update_fields=["reason"])
    forgetting.forget(one.person, **_told())
    assert Clearance.objects.select_related("round").get().reason == ""
    assert Candidate.objects.get().why == ""
    assert not Conflict.objects.exists()


def test_code_for_another_device_goes_to_whoever_was_asked():
    meeting = a_meeting()
    facts = {"name": "N", "mail": "n@x.example", "places": 1, "open_until": TODAY, "words": ""}
    asked = nominations.ask(meeting, "A House", by=colleague(), now=NOW, **facts)
    assert nominations.addressee(asked.key).address == "n@x.example"
    Nomination.objects.all().delete()
    assert nominations.addressee(asked.key) is None
    assert Link.objects.count() == 1


def test_organisation_does_not_move_whom_the_team_has_placed():
    meeting = a_meeting()
    brief = a_brief(meeting)
    facts = {"name": "N", "mail": "n@x.example", "places": 1, "open_until": TODAY, "words": ""}
    asked = nominations.ask(meeting, "A House", by=colleague(), now=NOW, **facts)
    one = nominations.name_person(asked, Named("Lan", country="VNM", mail="l@x.example"), **_told())
    candidates.write(one, revision=1, constituencies=[group(brief, "business")], **_told())
    with pytest.raises(Refused, match="working with this name already"):
        nominations.change_named(one, Named("Lan", country="KEN", mail="l@x.example"), **_told())
    assert list(Candidate.objects.get().constituencies.all()) == [group(brief, "business")]
    assert composition.of(brief).room.candidates == 1


def test_word_repeated_changes_nothing():
    meeting = a_meeting()
    one = a_candidate(meeting, stage=Stage.proposed)
    partner = note.write_part(Partner(meeting=meeting), by=colleague(), today=TODAY, name="Norrvind")
    round_ = clearances.ask(partner, [one], Recipient("Yara", "y@x.example"), by=colleague(), now=NOW).round
    key = Clearance.objects.get().key
    for _twice in range(2):
        clearances.say(round_, {key: clearances.Word("cleared")}, **_told())
    assert Candidate.objects.get().revision == 2
