"""Until the files are written anew, whoever sealed, released or destroyed is told, and the certificate claims no more."""

import datetime as dt
import sqlite3
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections

from underrose.dialogue.actions import destroying, rewriting, sealing

from .browsing import reader
from .reading import PLAIN, basis, cleared, meeting, sealed_note, url
from .roomful import TODAY, dice, director, noted, point, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
TOLD = "could not be written anew yet"


@pytest.fixture
def at_work(monkeypatch):
    """Somebody writes: nothing can be written anew."""
    monkeypatch.setattr(rewriting, "_file_rewritten", lambda _connection: False)
    monkeypatch.setattr(rewriting, "_tables_rewritten", lambda _connection: False)


def test_whoever_seals_and_lets_out_is_told(meeting, at_work):
    note = noted(meeting)
    point(note, PLAIN)
    assert not rewriting.is_owed()
    assert TOLD in reader(rapporteur()).post(url("seal_note", note.pk), follow=True).content.decode()
    note.refresh_from_db()
    cleared(note)
    sent = {"act": "ask", "basis": basis(note)}
    reader(rapporteur()).post(url("let_out", note.pk), sent)
    sent["act"] = "confirm"
    page = reader(director()).post(url("let_out", note.pk), sent, follow=True).content.decode()
    assert "1 point was released" in page
    assert TOLD in page


def test_certificate_does_not_say_that_more_was_done(meeting, at_work):
    sealed_note(meeting, PLAIN)
    sent = {"reference": "AB12"}
    assert TOLD in reader(director()).post(url("destroy_notes"), sent, follow=True).content.decode()
    assert "Not done yet" in reader(director()).get(url("promise")).content.decode()
    told = StringIO()
    call_command("destroyed", "AB12", stdout=told)
    assert "NOT YET written anew" in told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_what_was_done_is_owed_no_longer(meeting):
    sealed_note(meeting, PLAIN)
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert not rewriting.is_owed()
    assert "Not done yet" not in reader(director()).get(url("promise")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_a_crash_left_is_done_by_the_duty(meeting, monkeypatch):
    note = noted(meeting)
    point(note, PLAIN)
    monkeypatch.setattr(sealing, "rewrite_the_file", lambda: False)  # killed before it
    sealing.seal(note, by=director(), today=TODAY, rng=dice())
    assert rewriting.is_owed()
    assert rewriting.finish(NOW) is True
    assert not rewriting.is_owed()


@pytest.mark.django_db(transaction=True)
def test_file_that_somebody_writes_is_not_taken_for_rewritten(meeting):
    connection = connections["dialogue"]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has tests of its own.")
    note = noted(meeting)
    point(note, PLAIN)
    rewriting.owe()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=200")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert rewriting.finish(NOW) is False
    assert rewriting.is_owed()
    other.execute("COMMIT")
    other.close()
    assert rewriting.finish(NOW) is True
    assert not rewriting.is_owed()
