"""What a colleague does while somebody seals, releases or opens notes: it counts, or it is refused, and is never lost."""

import random
import threading
import time

import pytest
from django.db import connections
from django.db.models.query import QuerySet

from underrose.dialogue.actions import capture, releasing, sealing
from underrose.dialogue.models import Note, NoteState, Point
from underrose.kit.refusals import Refused

from .reading import PLAIN, basis, cleared, meeting, sealed_note
from .roomful import TODAY, dice, director, noted, point, rapporteur, taken

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
LONGEST_WAIT = 30
on_postgres = pytest.mark.skipif(
    connections["dialogue"].vendor != "postgresql", reason="SQLite has one writer at a time"
)


def is_waiting():
    """Whether somebody on this server waits for a lock."""
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


@pytest.fixture
def between(monkeypatch):
    """Lets a colleague act between the reading of the points and their deletion, until they are done or wait."""
    said, colleagues = [], []

    def acts(act):
        def go():
            try:
                act()
                said.append("done")
            except Refused as refused:
                said.append(refused.sentence)
            finally:
                connections.close_all()

        def delete(rows):
            if rows.model is Point and not colleagues:
                colleagues.append(threading.Thread(target=go))
                colleagues[0].start()
                until = time.monotonic() + LONGEST_WAIT
                while colleagues[0].is_alive() and not is_waiting() and time.monotonic() < until:
                    time.sleep(0.01)
            return real(rows)

        real = QuerySet.delete
        monkeypatch.setattr(QuerySet, "delete", delete)

    def answered():
        colleagues[0].join(LONGEST_WAIT)
        return said

    return acts, answered


@on_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["strike", "reword", "take"])
def test_change_while_notes_are_sealed_is_refused_and_not_lost(between, what):
    acts, answered = between
    note = noted()
    one = point(note, "NAMED: a thing somebody wants out.")
    other = capture.Facts(kind="issue", words="Said otherwise.")
    acts(
        {
            "strike": lambda: capture.strike(one, revision=1),
            "reword": lambda: capture.reword(one, revision=1, facts=other),
            "take": lambda: capture.take(note, [taken("Late.")], rng=dice()),
        }[what]
    )
    assert sealing.seal(note, by=rapporteur(), today=TODAY, rng=random.SystemRandom()).standing == 1
    (sentence,) = answered()
    # What is taken answers for each point by itself; nothing was.
    assert sentence == "done" if what == "take" else "no longer there" in sentence
    assert [str(each.words) for each in note.points.select_related("note")] == [
        "NAMED: a thing somebody wants out."
    ]


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_change_that_came_first_counts_in_the_sealed_notes():
    note = noted()
    capture.strike(point(note, "NAMED: a thing somebody wants out."), revision=1)
    assert sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice()) == sealing.Sealing(0, 1)


def test_notes_that_were_released_meanwhile_are_not_opened_again(meeting, monkeypatch):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    read = basis(note)
    releasing.ask_release(note, basis=read, by=rapporteur(), today=TODAY, rng=dice())
    real = sealing.record

    def released_meanwhile(*given, **named):
        line = real(*given, **named)
        monkeypatch.setattr(sealing, "record", real)
        again = Note.objects.get(pk=note.pk)
        releasing.confirm_release(again, basis=read, by=director(), today=TODAY, rng=dice())
        return line

    monkeypatch.setattr(sealing, "record", released_meanwhile)
    with pytest.raises(Refused, match="were released"):
        sealing.reopen(note, by=director(), today=TODAY)
    assert Note.objects.get(pk=note.pk).state == NoteState.released
