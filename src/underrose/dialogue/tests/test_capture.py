"""Points come in once, are reworded by whoever read them last, and struck until the seal. Nobody's name is asked for."""

import pytest
from django.apps import apps
from django.db import connections, models
from django.db.models import ForeignKey

from underrose.access.actions import grant
from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import State
from underrose.dialogue import rules
from underrose.dialogue.actions import capture
from underrose.dialogue.actions.capture import Facts, Taken
from underrose.dialogue.models import Arrival, Note, Point
from underrose.kit.refusals import Refused

from .roomful import (
    TODAY,
    a_meeting,
    a_session,
    announced,
    colleague,
    dice,
    director,
    noted,
    point,
    rapporteur,
    taken,
)

pytestmark = pytest.mark.django_db


def words(note: Note) -> list[str]:
    return sorted(one.words for one in note.points.select_related("note"))


def test_note_is_opened_once_and_the_record_names_no_session():
    meeting = a_meeting()
    session = a_session(meeting)
    announced(meeting, session)
    first = capture.open_note(meeting, session, by=rapporteur(), today=TODAY)
    again = capture.open_note(meeting, session, by=director(), today=TODAY)
    assert first == again
    lines = RecordEntry.objects.filter(noun="note")
    assert [(line.verb, line.subject) for line in lines] == [("opened", None)]


def test_note_waits_for_the_regime():
    meeting = a_meeting()
    session = a_session(meeting)
    with pytest.raises(Refused, match="was not announced yet"):
        capture.open_note(meeting, session, by=rapporteur(), today=TODAY)
    row = announced(meeting, session)
    row.accepted_by_room_on = None
    row.save()
    with pytest.raises(Refused, match="not accepted yet"):
        capture.open_note(meeting, session, by=rapporteur(), today=TODAY)
    row.accepted_by_room_on = TODAY
    row.save()
    session.regime = "private"
    session.save()
    with pytest.raises(Refused, match="changed after it was announced"):
        capture.open_note(meeting, session, by=rapporteur(), today=TODAY)
    assert not Note.objects.exists()


def test_no_notes_are_taken_of_a_cancelled_meeting():
    meeting = a_meeting(state=State.cancelled)
    session = a_session(meeting)
    announced(meeting, session)
    with pytest.raises(Refused, match="was cancelled"):
        capture.open_note(meeting, session, by=rapporteur(), today=TODAY)


@pytest.mark.parametrize("role", [Role.POLICY_TEAM, Role.PROJECT_MANAGER, Role.NOTE_TAKER])
def test_who_was_not_asked_takes_no_notes(role):
    meeting = a_meeting()
    session = a_session(meeting)
    announced(meeting, session)
    with pytest.raises(Refused, match="You were not asked"):
        capture.open_note(meeting, session, by=colleague(role), today=TODAY)


def test_note_taker_sees_the_session_they_were_asked_for():
    meeting = a_meeting()
    one, other = a_session(meeting), a_session(meeting, "11:00-12:00", title="Other")
    mine, theirs = noted(meeting, one), noted(meeting, other)
    somebody = colleague(Role.PROJECT_MANAGER)
    grant(somebody.account, role=Role.NOTE_TAKER, meeting_code="AB12", by=director(), session=str(one.pk))
    assert list(Note.objects.visible_to(somebody, "AB12")) == [mine]
    assert set(Note.objects.visible_to(rapporteur(), "AB12")) == {mine, theirs}
    assert not Note.objects.visible_to(colleague(Role.COMMUNICATIONS), "AB12").exists()
    assert not Note.objects.visible_to(rapporteur("CD34"), "AB12").exists()


def test_note_taker_is_asked_for_a_session_and_nobody_else_is():
    a_meeting()
    somebody = colleague(Role.PROJECT_MANAGER)
    with pytest.raises(Refused, match="asked for one session"):
        grant(somebody.account, role=Role.NOTE_TAKER, meeting_code="AB12", by=director())
    with pytest.raises(Refused, match="whole meeting"):
        grant(somebody.account, role=Role.RAPPORTEUR, meeting_code="AB12", by=director(), session="x")


def test_point_arrives_once_however_often_it_is_sent():
    note = noted()
    sent = [
        taken("Rivers are shared."),
        taken("Wells run dry.", kind="insight", agreement="broad", voices="most"),
    ]
    first = capture.take(note, sent, rng=dice())
    again = capture.take(note, [*sent, taken("Third.")], rng=dice())
    assert set(first.taken) == {one.id for one in sent}
    assert {one.id for one in sent} < set(again.taken)
    assert not again.refused
    assert words(note) == ["Rivers are shared.", "Third.", "Wells run dry."]


def test_same_point_twice_in_one_batch_is_taken_once():
    note = noted()
    one = taken("Once.")
    assert capture.take(note, [one, one], rng=dice()).taken == (one.id,)
    assert words(note) == ["Once."]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (Taken(id="x", kind="issue", words="w"), "cannot be read"),
        (taken("w", kind="rumour"), "cannot be read"),
        (taken("w", agreement="total"), "cannot be read"),
        (taken("w", voices="17"), "cannot be read"),
        (taken("\x00 \u200b\n "), "no words"),
        (taken("ا" * 2_001), "at most 2000 characters; this one has 2001"),
    ],
)
def test_bad_point_is_told_and_the_good_one_beside_it_taken(sent, sentence):
    note = noted()
    good = taken("Good.")
    done = capture.take(note, [sent, good], rng=dice())
    assert done.taken == (good.id,)
    assert sentence in done.refused[sent.id]
    assert words(note) == ["Good."]


def test_words_are_kept_as_people_read_them():
    note = noted()
    capture.take(note, [taken("  الماء\tحق \x07 للجميع\u200b \r\n Zweite  Zeile ")], rng=dice())
    assert words(note) == ["الماء حق للجميع\nZweite Zeile"]


def test_second_writer_does_not_overwrite_the_first():
    note = noted()
    one = point(note, "First wording.")
    capture.reword(one, revision=1, facts=Facts(kind="question", words="Second wording?"))
    with pytest.raises(Refused, match="Your words are kept"):
        capture.reword(one, revision=1, facts=Facts(kind="issue", words="Third."))
    one.refresh_from_db()
    assert (one.kind, one.words, one.revision) == ("question", "Second wording?", 2)


def test_struck_point_comes_back_until_the_seal():
    note = noted()
    one = point(note, "Struck.")
    struck = capture.strike(one, revision=1)
    assert not note.points.standing().exists()
    assert capture.unstrike(struck, revision=2).is_struck is False
    with pytest.raises(Refused, match="changed this point"):
        capture.strike(one, revision=1)


def test_point_that_went_is_said_to_be_gone():
    note = noted()
    one = point(note, "Gone.")
    Point.objects.filter(pk=one.pk).delete()
    with pytest.raises(Refused, match="no longer there"):
        capture.reword(one, revision=1, facts=Facts(kind="issue", words="Again."))


def test_words_are_closed_in_the_database():
    note = noted()
    point(note, "CANARYWORDS")
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SELECT words FROM point")
        assert b"CANARYWORDS" not in bytes(cursor.fetchone()[0])


def test_nothing_of_the_room_holds_a_person_or_a_time_of_day():
    """Structure, not care: what no column can hold, no act can write."""
    columns = [
        field for model in apps.get_app_config("dialogue").get_models() for field in model._meta.fields
    ]
    assert len(columns) > 40
    forbidden = (models.DateTimeField, models.TimeField, models.GenericIPAddressField, models.AutoField)
    assert [str(field) for field in columns if isinstance(field, forbidden)] == []
    out = [str(field) for field in columns if isinstance(field, ForeignKey)]
    assert all(
        field.related_model._meta.app_label == "dialogue"
        for field in columns
        if isinstance(field, ForeignKey)
    )
    assert len(out) == 3
    assert {field.name for field in Point._meta.fields} == {
        "key", "institution", "note", "kind", "theme", "lens", "agreement", "voices", "words", "cleared", "state",
        "is_struck", "revision",
    }  # fmt: skip


def test_digest_of_an_arrival_tells_no_id():
    note = noted()
    one = taken("Once.")
    capture.take(note, [one], rng=dice())
    (digest,) = Arrival.objects.values_list("digest", flat=True)
    assert one.id not in digest
    assert rules.may_take(note) == ""


@pytest.mark.parametrize("is_removed", [False, True])
def test_regime_announced_in_between_holds_although_it_was_loosened_again(is_removed: bool):
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    note = noted(meeting, session)
    meeting.regime = "off_the_record"
    meeting.save()
    announced(meeting, session)
    if is_removed:
        capture.take(note, [taken("Said off the record.")], rng=dice())
        session.delete()
    meeting.regime = "chatham_house_rule"
    meeting.save()
    capture.hold_to_the_regimes(note)
    note.refresh_from_db()
    assert note.regimes == ["chatham_house_rule", "off_the_record"]
    assert rules.needs_second_person(note)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("14:20 - Wells run dry.", "Wells run dry."),
        ("14:20 Wells run dry.", "Wells run dry."),
        ("At 14:20 the bridge was closed.", "At 14:20 the bridge was closed."),
        ("22:00 is too late.", "22:00 is too late."),
        ("14:20", "14:20"),
    ],
)
def test_hour_at_the_head_of_a_point_is_not_kept(typed: str, kept: str):
    note = noted()
    capture.take(note, [taken(typed)], rng=dice())
    assert words(note) == [kept]
    some = note.points.select_related("note").get()
    capture.reword(some, revision=some.revision, facts=Facts(kind="issue", words=typed))
    assert words(note) == [kept]
