"""Sealing: new keys, random order, nothing left in the files that tells who wrote what when; and the promised end."""

import datetime as dt
import sqlite3
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections

from underrose.access.models import RecordEntry
from underrose.dialogue.actions import capture, destroying, rewriting, sealing, warning
from underrose.dialogue.actions.rewriting import rewrite_the_file
from underrose.dialogue.models import Arrival, Certificate, Finding, Note, Point, Promise
from underrose.dialogue.promises import months_after, promised_for
from underrose.kit import backup, keys, retention
from underrose.kit.refusals import Refused
from underrose.kit.sealed import Destroyed

from .roomful import TODAY, a_meeting, a_session, colleague, dice, director, noted, point, rapporteur, taken

pytestmark = pytest.mark.django_db


def sealed(note: Note, seed: int = 1) -> sealing.Sealing:
    return sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice(seed))


def test_seal_gives_new_keys_and_lets_struck_points_go():
    note = noted()
    one, two = point(note, "One."), point(note, "Two.")
    capture.strike(two, revision=1)
    one = capture.reword(one, revision=1, facts=capture.Facts(kind="insight", words="One, reworded."))
    Finding.objects.create(
        meeting_code="AB12", scope=note.scope, subject=sealing.subject_of(one.pk), leak="D1", mark="m"
    )
    assert sealed(note) == sealing.Sealing(standing=1, struck=1)
    (left,) = Point.objects.select_related("note")
    assert (left.words, left.kind, left.revision) == ("One, reworded.", "insight", 1)
    assert left.pk not in {one.pk, two.pk}
    assert Finding.objects.get().subject == sealing.subject_of(left.pk)


def test_sealed_twice_is_sealed_once_and_takes_no_more():
    note = noted()
    point(note, "One.")
    sealed(note)
    before = set(Point.objects.values_list("key", flat=True))
    assert sealed(note, 2) == sealing.Sealing(standing=1, struck=0)
    assert set(Point.objects.values_list("key", flat=True)) == before
    late = taken("Late.")
    done = capture.take(note, [late], rng=dice(1))
    assert "sealed" in done.refused[late.id]
    with pytest.raises(Refused, match="sealed"):
        capture.strike(Point.objects.get(), revision=1)


def test_point_that_was_taken_before_the_seal_is_not_doubled_after_it():
    note = noted()
    one = taken("Sent twice.")
    capture.take(note, [one], rng=dice(1))
    sealed(note)
    with pytest.raises(Refused, match="Only the programme director"):
        sealing.reopen(note, by=rapporteur(), today=TODAY)
    note.refresh_from_db()
    sealing.reopen(note, by=director(), today=TODAY)
    assert capture.take(note, [one], rng=dice(1)).taken == (one.id,)
    assert note.points.count() == 1


def test_only_director_and_rapporteur_seal():
    note = noted()
    with pytest.raises(Refused, match="sealed by"):
        sealing.seal(note, by=colleague(), today=TODAY, rng=dice(1))


def test_order_after_the_seal_is_no_better_than_chance():
    """Points written in a known order: the order of keys, of rows and of bytes agrees with it in half of all pairs."""
    meeting = a_meeting()
    agreed = total = 0
    for number in range(12):
        note = noted(
            meeting, a_session(meeting, f"{8 + number:02}:00-{8 + number:02}:30", title=f"S{number}")
        )
        for place in range(12):
            capture.take(note, [taken(f"{place:03}")], rng=dice(place))
        sealed(note, seed=number)
        order = [int(one.words) for one in note.points.select_related("note").order_by("key")]
        assert sorted(order) == list(range(12))
        agreed += sum(one < other for one, other in pairwise(order))
        total += 11
    # 132 pairs: chance alone goes beyond these bounds less than once in ten thousand runs; seeds make it one run.
    assert 0.33 < agreed / total < 0.67


@pytest.mark.django_db(transaction=True)
def test_files_hold_nothing_of_what_was_struck_or_destroyed(tmp_path: Path):
    note = noted()
    if connections["dialogue"].vendor != "sqlite":
        pytest.skip("PostgreSQL's files are its own; the tables are rewritten there.")
    one = point(note, "Kept.")
    raw = _closed(one)
    sealed(note)
    kept = _closed(Point.objects.get())
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
    copy = (tmp_path / "copy.sqlite3").read_bytes()
    assert raw not in copy
    assert kept in copy
    assert one.pk.hex.encode() not in copy


def _closed(one: Point) -> bytes:
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SELECT words FROM point WHERE key = %s", [one.pk.hex])
        return bytes(cursor.fetchone()[0])


def test_length_tells_little_of_what_was_said():
    note = noted()
    short, long = (
        point(note, "No."),
        point(note, "It was said at length, and with care, that rivers are shared."),
    )
    assert len(_closed(short)) == len(_closed(long))
    assert [str(one.words) for one in note.points.select_related("note").filter(pk=short.pk)] == ["No."]


def test_wording_that_was_cleared_counts_no_longer_for_other_words():
    note = noted()
    one = point(note, "Should not.")
    one.state, one.cleared = "cleared", "Should not."
    one.save()
    said = capture.reword(one, revision=1, facts=capture.Facts(kind="issue", words="Should."))
    assert (said.state, said.cleared) == ("taken", None)


def test_reason_given_for_a_point_goes_with_the_words():
    note = noted()
    one = point(note, "One.")
    facts = {"meeting_code": "AB12", "scope": note.scope, "leak": "D1", "mark": "m", "reason": "She said so."}
    about = Finding(subject=sealing.subject_of(one.pk), **facts)
    later = Finding(subject="report 1", **facts)
    assert [about.sealed_by()[1], later.sealed_by()[1]] == ["words", "people"]


@pytest.mark.django_db(transaction=True)
def test_log_that_a_reader_holds_is_emptied_by_the_duty(tmp_path):
    connection = connections["dialogue"]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no log beside the file.")
    note = noted()
    point(note, "One.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=200")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM point").fetchone()
    sealed(note)
    assert not rewriting.is_log_empty()
    other.execute("COMMIT")
    other.close()
    assert rewriting.finish(dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size == 0


def test_backup_waits_until_the_room_is_sealed():
    note = noted()
    tell = backup._objections[backup.DIALOGUE]
    assert "1 session" in tell()
    sealed(note)
    assert tell() == ""


def test_file_is_not_rewritten_within_a_transaction():
    assert rewrite_the_file() is False


# --- the promised end ------------------------------------------------------------------------------------


def test_promise_is_nine_months_after_the_meeting():
    noted(a_meeting(start_on=dt.date(2026, 5, 29), end_on=dt.date(2026, 5, 31)))
    assert Promise.objects.get().destroy_on == dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [((2026, 5, 31), 9, (2027, 2, 28)), ((2027, 5, 31), 9, (2028, 2, 29)), ((2026, 12, 1), 1, (2027, 1, 1))],
)
def test_months_after(day, months, later):
    assert months_after(dt.date(*day), months) == dt.date(*later)


def test_destruction_takes_key_and_rows_and_leaves_a_certificate():
    note = noted()
    closed = point(note, "Gone for good.")
    raw = Point.objects.select_related("note").get(pk=closed.pk)
    done = destroying.destroy("AB12", by=director(), today=TODAY)
    assert done.counts == {"notes": 1, "points": 1, "findings": 0, "released_points": 0}
    assert not Note.objects.exists()
    assert not Arrival.objects.exists()
    assert not Promise.objects.exists()
    with pytest.raises(Destroyed):
        str(raw.words)
    assert destroying.destroy("AB12", by=director(), today=TODAY) == done
    assert [line.verb for line in RecordEntry.objects.filter(noun="notes")] == ["destroyed"]


def test_destroyed_meeting_takes_no_notes_again():
    note = noted()
    destroying.destroy("AB12", by=director(), today=TODAY)
    from underrose.concept.models import Meeting
    from underrose.programme.models import Session

    with pytest.raises(Refused, match="were destroyed"):
        capture.open_note(
            Meeting.objects.get(), Session.objects.get(pk=UUID(note.session)), by=director(), today=TODAY
        )


def test_destruction_goes_on_where_it_was_broken_off():
    note = noted()
    point(note, "Half gone.")
    keys.ring(settings.KEY_FOLDER).destroy(note.scope, "words")
    assert destroying.destroy("AB12", by=director(), today=TODAY).counts["points"] == 1
    assert not Point.objects.exists()


def test_sweep_destroys_on_the_day_and_not_before():
    noted()
    day = Promise.objects.get().destroy_on
    rule = retention._rules["promised_destruction"]
    before = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(minutes=1)
    assert rule(before) == 0
    assert rule(before + dt.timedelta(minutes=1)) == 1
    assert Certificate.objects.get().destroyed_on == day


def test_destruction_is_put_off_once_and_with_a_reason():
    meeting = a_meeting()
    noted(meeting)
    promised = Promise.objects.get().destroy_on
    later = promised + dt.timedelta(days=40)

    def put_off(until=later, reason="The report waits for a partner.", by=None):
        return destroying.extend(meeting, until, reason=reason, by=by or director(), today=TODAY)

    with pytest.raises(Refused, match="say why"):
        put_off(reason=" ")
    with pytest.raises(Refused, match="Only the programme director"):
        put_off(by=rapporteur())
    with pytest.raises(Refused, match="must be later"):
        put_off(until=promised)
    with pytest.raises(Refused, match="at most twelve months"):
        put_off(until=promised + dt.timedelta(days=500))
    assert put_off().destroy_on == later
    with pytest.raises(Refused, match="put off once already"):
        put_off(until=later + dt.timedelta(days=1))


def test_meeting_that_moves_takes_its_promise_along():
    meeting = a_meeting()
    noted(meeting)
    meeting.end_on = dt.date(2027, 6, 10)
    meeting.save()
    rule = retention._rules["promised_destruction"]
    assert rule(dt.datetime.combine(TODAY, dt.time(), dt.UTC)) == 0
    assert Promise.objects.get().destroy_on == dt.date(2028, 3, 10)


def test_once_somebody_spoke_the_day_only_comes_nearer():
    meeting = a_meeting()
    point(noted(meeting), "Spoken.")
    promised = Promise.objects.get().destroy_on
    meeting.end_on = dt.date(2027, 6, 10)
    destroying.follow_the_meeting(meeting, TODAY)
    assert Promise.objects.get().destroy_on == promised
    meeting.end_on = dt.date(2027, 1, 10)
    destroying.follow_the_meeting(meeting, TODAY)
    assert Promise.objects.get().destroy_on == dt.date(2027, 10, 10)
    Point.objects.all().delete()  # as a release leaves it
    meeting.end_on = dt.date(2036, 1, 10)
    destroying.follow_the_meeting(meeting, TODAY)
    assert Promise.objects.get().destroy_on == dt.date(2027, 10, 10)
    meeting.start_on = meeting.end_on = None
    destroying.follow_the_meeting(meeting, TODAY)
    assert Promise.objects.get().destroy_on == dt.date(2027, 10, 10)


def test_no_date_keeps_words_for_a_thousand_years():
    meeting = a_meeting()
    meeting.start_on = meeting.end_on = dt.date(2998, 12, 31)
    meeting.save()
    noted(meeting)
    furthest = promised_for(meeting, TODAY)
    assert furthest < TODAY + dt.timedelta(days=4 * 366)
    destroying.extend(meeting, months_after(furthest, 12), reason="The report.", by=director(), today=TODAY)
    point(Note.objects.get(), "Spoken.")
    meeting.end_on = dt.date(2027, 3, 5)
    destroying.follow_the_meeting(meeting, TODAY)
    # Nine months after the meeting, and the twelve by which it was put off.
    assert Promise.objects.get().destroy_on == dt.date(2028, 12, 5)
    meeting.end_on = dt.date(2998, 12, 31)
    destroying.follow_the_meeting(meeting, TODAY)
    assert Promise.objects.get().destroy_on == dt.date(2028, 12, 5)


def test_a_day_that_was_mistyped_destroys_nothing_without_a_warning():
    meeting = a_meeting()
    point(noted(meeting), "Spoken.")
    rule = retention._rules["promised_destruction"]
    meeting.start_on, meeting.end_on = dt.date(2016, 11, 1), dt.date(2016, 11, 3)
    meeting.save()
    for late in (0, 1, 20):
        now = dt.datetime.combine(TODAY + dt.timedelta(days=late), dt.time(), dt.UTC)
        assert rule(now) == 0
        assert Promise.objects.get().destroy_on == TODAY + dt.timedelta(days=31)
    warned = dt.datetime.combine(TODAY + dt.timedelta(days=1), dt.time(), dt.UTC)
    assert warning.warn(warned) > 0
    assert rule(dt.datetime.combine(TODAY + dt.timedelta(days=31), dt.time(), dt.UTC)) == 1


def test_early_destruction_is_the_directors():
    noted()
    with pytest.raises(Refused, match="Only the programme director"):
        destroying.destroy("AB12", by=rapporteur(), today=TODAY)
    assert Note.objects.count() == 1
