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
