"""A name that was deleted is not in the log of the database either, even if somebody read meanwhile."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from underrose.kit import written_ahead
from underrose.kit.jobs import _duties
from underrose.kit.models import Duty

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "zyxomma-planted"


@pytest.fixture
def file():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite writes ahead into a file beside the database")
    return Path(connection.settings_dict["NAME"])


@pytest.fixture
def reader(file):
    """Somebody who fetches a long list: the log must keep what they began to read."""
    other = sqlite3.connect(file, isolation_level=None)
    yield other
    other.close()


def _places(file):
    return [
        one.name for one in sorted(file.parent.glob(f"{file.name}*")) if NAME.encode() in one.read_bytes()
    ]


def test_what_a_reader_kept_in_the_log_goes_when_the_duty_comes_round(file, reader, monkeypatch):
    monkeypatch.setattr(written_ahead, "LONGEST_WAIT_MS", 50)
    Duty.objects.create(name=NAME, next_at=timezone.now())
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
    Duty.objects.filter(name=NAME).delete()
    assert written_ahead.forget_the_log() is False
    assert f"{file.name}-wal" in _places(file)
    reader.execute("COMMIT")
    _every, act = _duties["the log of the database"]
    assert act(timezone.now()) is True
    assert _places(file) == []


def test_waiting_for_readers_leaves_the_usual_patience_as_it_was(file):
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert written_ahead.forget_the_log() is True
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == before
