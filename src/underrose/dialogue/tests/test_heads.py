"""Who spoke, or when, at the head of a point: told where notes come in, and where words leave."""

import pytest

from underrose.dialogue import guard
from underrose.dialogue.actions import capture, releasing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.actions.sealing import subject_of
from underrose.dialogue.models import Point, PointState
from underrose.kit.refusals import Refused

from .browsing import reader
from .reading import meeting, sealed_note, url
from .roomful import TODAY, dice, noted, rapporteur, taken

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
LABEL = "SM: 72h window, council procedures too slow"
HOUR = "09.20 The desk calls back."


@pytest.mark.parametrize(
    ("words", "quoted", "left"),
    [
        (LABEL, "SM", "72h window, council procedures too slow"),
        ("ZQ: we promise nothing.", "ZQ", "We promise nothing."),
        (HOUR, "09.20", "The desk calls back."),
        ("The desk calls back (14:20) in anger.", "14:20", "The desk calls back in anger."),
    ],
)
def test_head_is_a_finding_of_a_point_and_can_be_left_out(meeting, words, quoted, left):
    (found,) = guard.look_at_point(meeting, words).open
    assert words[found.start : found.end] == quoted
    (fix,) = found.fixes
    without = words[: fix.start] + fix.wording + words[fix.end :]
    assert (without, guard.look_at_point(meeting, without).findings) == (left, ())


def test_name_that_the_guard_finds_is_told_once(meeting):
    (found,) = guard.look_at_point(meeting, "Ama Okoro: wells run dry.").open
    assert found.leak == "D1"


def test_speaker_may_stand_where_the_rule_lets_them_be_named_and_an_hour_nowhere(meeting):
    meeting.regime = "on_the_record"
    assert guard.look_at_point(meeting, LABEL).findings == ()
    assert len(guard.look_at_point(meeting, HOUR).findings) == 1


def test_point_with_such_a_head_is_cleared_for_a_reason_alone(meeting):
    note = sealed_note(meeting, LABEL)
    held = Point.objects.select_related("note").get()
    facts = Facts(kind="issue", words=LABEL)
    with pytest.raises(Refused):
        releasing.clear(held, revision=held.revision, facts=facts, by=rapporteur())
    page = reader(rapporteur()).get(url("review_point", note.pk, held.pk)).content.decode()
    assert ("<mark>SM</mark>" in page, "Leave it out" in page) == (True, True)
    (found,) = guard.check_point(meeting, subject_of(held.pk), LABEL, regimes=note.regimes).open
    guard.dismiss(
        meeting, subject_of(held.pk), found.mark, "SM is a programme.", by=rapporteur(), today=TODAY
    )
    releasing.clear(held, revision=held.revision, facts=facts, by=rapporteur())
    assert Point.objects.get().state == PointState.cleared


def test_line_tells_of_it_while_it_is_typed(meeting):
    note = sealed_note(meeting)
    page = reader(rapporteur()).post(url("look_at_line", note.pk), {"words": LABEL}).content.decode()
    assert ('<q dir="auto">SM</q>' in page, "Leave it out" in page) == (True, True)


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("Q: who pays", "question", "Who pays"),
        ("09:15 ACTION: translate the form.", "proposed_action", "Translate the form."),
        ("Désaccord : non.", "disagreement", "Non."),
        ("SM: late", "recommendation", "SM: late"),
        ("Actions speak louder: none.", "recommendation", "Actions speak louder: none."),
    ],
)
def test_kind_before_a_colon_is_read_in_a_typed_line_as_in_a_file(meeting, typed, kind, words):
    note = noted(meeting)
    capture.take(note, [taken(typed, kind="recommendation")], rng=dice())
    assert [(one.kind, str(one.words)) for one in Point.objects.select_related("note")] == [(kind, words)]


@pytest.mark.parametrize(
    ("words", "quoted", "left"),
    [
        ("SM: benches should be counted", "SM", "Benches should be counted"),
        ("Wells first.\n- S.M.: benches, then wells", "S.M.", "Wells first.\n- Benches, then wells"),
        ("14:20 ZQ: benches", "ZQ", "14:20 Benches"),
        ("Nobody objected. [SM]: benches.", "SM", "Nobody objected. Benches."),
        ("AO : benches too few", "AO", "Benches too few"),
    ],
)
def test_initials_before_a_note_are_a_finding_of_a_text_as_they_are_of_a_point(meeting, words, quoted, left):
    for checked in (guard.look(meeting, words), guard.check(meeting, "report:1", words)):
        (found,) = checked.open
        assert words[found.start : found.end] == quoted
        (fix,) = found.fixes
        without = words[: fix.start] + fix.wording + words[fix.end :]
        assert (without, guard.look(meeting, without).findings) == (left, ())


@pytest.mark.parametrize(
    "words",
    [
        "NB: benches are few.",
        "DATE: to be told",
        "A: benches\nB: wells",
        "CSOs and others:\nSDG: benches",
        "ZQM: Zone of Quiet Meetings",
        "14:20 The doors open. 15:10: tea",
        "Wells: few",
    ],
)
def test_heading_and_abbreviation_of_a_text_are_nobodys_initials(meeting, words):
    assert guard.look(meeting, words).findings == ()


def test_initials_that_the_guard_finds_are_told_once_and_none_where_speakers_are_named(meeting):
    (found,) = guard.look(meeting, "AO: benches should be counted").open
    assert found.leak == "D2"
    meeting.regime = "on_the_record"
    assert guard.look(meeting, "SM: benches should be counted").findings == ()


def test_finding_of_initials_stands_on_the_page_and_is_left_out_by_its_button(meeting):
    browser = reader(rapporteur())
    said = {"text": "SM: benches should be counted\n\nSM: wells too"}
    page = browser.post(url("check_text"), said)
    first, second = page.context["found"].lines
    assert (first.quoted, second.quoted) == ("SM", "SM")
    assert first.found.mark != second.found.mark
    fixed = browser.post(url("check_text"), said | {"fix": f"{second.found.mark}.0"})
    assert "SM: benches should be counted\n\nWells too</textarea>" in fixed.content.decode()
