"""Words, writers and hours are planted in a whole room, and then looked for in every byte the house keeps."""

import datetime as dt
import os
import random
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from underrose.access.roles import Role
from underrose.dialogue import tickets
from underrose.dialogue.actions import destroying, sealing
from underrose.kit import backup, keys
from underrose.kit.backup import Lock, Opener
from underrose.kit.refusals import Refused

from .canaries import (
    HOUR,
    MOMENT,
    SECRET,
    SPEAKER,
    Elsewhere,
    elsewhere,
    read_and_released,
    talked,
)
from .roomful import TODAY, colleague, dice, director, rapporteur

__all__ = ["elsewhere", "talked"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="looks into the files of SQLite"),
]
IDENTITY = pyrage.x25519.Identity.generate()


def opened_backup(target: Path) -> bytes:
    """A backup as it lies there once whoever holds its key has opened it."""
    backup.make(target, Lock(recipients=(str(IDENTITY.to_public()),)), MOMENT)
    return Opener(identity=str(IDENTITY)).open(target.read_bytes())


@pytest.fixture
def house(tmp_path: Path, elsewhere: Elsewhere):
    """Every byte: both databases with their logs, the home folder, temporary files, and a backup once it is opened."""

    def read() -> dict[str, bytes]:
        found = {}
        for alias in ("default", "dialogue"):
            name = str(connections[alias].settings_dict["NAME"])
            for end in ("", "-wal", "-shm"):
                if (path := Path(name + end)).is_file():
                    found[f"{alias}{end}"] = path.read_bytes()
        for path in settings.HOME.rglob("*"):
            if path.is_file() and "sqlite3" not in path.name and path.stat().st_size < 5_000_000:
                found[str(path.relative_to(settings.HOME))] = path.read_bytes()
        for number, (name, content) in enumerate(elsewhere.contents()):
            found[f"{number} {name}"] = content
        return found | {"backup": opened_backup(tmp_path / "backup.age")}

    return read


def where(wanted: str | bytes, found: Mapping[str, bytes]) -> set[str]:
    """In which places something stands."""
    raw = wanted.encode() if isinstance(wanted, str) else wanted
    return {place for place, content in found.items() if raw in content}


def anywhere(wanted: Iterable[str | bytes], found: Mapping[str, bytes]) -> dict[str | bytes, set[str]]:
    return {one: places for one in wanted if (places := where(one, found))}


def test_words_are_nowhere_in_the_clear_while_the_room_talks(talked, house):
    found = house()
    # What is no secret is found, so the search sees.
    assert where("Rivers and Rights", found) & {"default", "default-wal"}
    assert where(str(talked[0].public_key), found) & {"dialogue", "dialogue-wal"}
    assert anywhere(SECRET, found) == {}


def test_temporary_file_of_words_would_be_found(talked, house, elsewhere):
    """Also one that is removed at once, as most are."""
    assert not list(elsewhere.contents())
    with tempfile.NamedTemporaryFile() as one:
        one.write(SECRET[0].encode())
        one.flush()
    kept, name = tempfile.mkstemp()
    os.write(kept, SECRET[1].encode())
    os.close(kept)
    found = house()
    assert ["removed" in place for secret in SECRET[:2] for place in where(secret, found)] == [True, False]
    Path(name).unlink()
    with tempfile.TemporaryFile():
        pass
    assert elsewhere.nameless
    elsewhere.nameless.clear()


def test_who_wrote_and_when_is_nowhere(talked, house):
    note, drawn = talked
    raw = house()
    room = raw["dialogue"] + raw.get("dialogue-wal", b"")
    accounts = [rapporteur().account, director().account]
    for account in accounts:
        for told in (account.email, account.name, account.pk.hex, str(account.pk)):
            assert told.encode() not in room
    assert SPEAKER.encode() not in room
    # The ids the page drew would tie what a device still holds to a point; the hour would tie a point to whoever spoke.
    assert anywhere(drawn, raw) == {}
    assert re.search(rb"2026-11-22[ T]13:4", room) is None
    assert HOUR.encode() not in room
    points = {str(key) for key in note.points.values_list("key", flat=True)}
    main = raw["default"] + raw.get("default-wal", b"")
    for key in points:
        assert key.encode() not in main
        assert key.replace("-", "").encode() not in main


def test_nothing_is_left_after_seal_release_and_destruction(talked, house, tmp_path):
    note, drawn = talked
    before = {key.hex for key in note.points.values_list("key", flat=True)}
    struck = _ciphertexts()
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=random.SystemRandom())
    assert anywhere([*before, *struck], house()) == {}
    read_and_released(note)
    assert anywhere([*SECRET, *drawn], house()) == {}
    kept = opened_backup(tmp_path / "before.age")
    closed = _ciphertexts()
    assert all(one in kept for one in closed)
    destroying.destroy("AB12", by=director(), today=TODAY)
    # The rows are gone from every file; those in the older backup open no more.
    assert anywhere(closed, house()) == {}
    with pytest.raises(keys.Destroyed):
        keys.ring(settings.KEY_FOLDER).key(note.scope, "words")


def _ciphertexts() -> list[bytes]:
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SELECT words FROM point UNION ALL SELECT words FROM released_point")
        return [bytes(words)[-24:] for (words,) in cursor.fetchall()]


def test_room_is_left_out_of_a_backup_while_it_talks(talked, tmp_path):
    made = backup.make(tmp_path / "b.age", Lock(recipients=(str(IDENTITY.to_public()),)), MOMENT)
    assert set(made.left_out) == {"dialogue"}


def test_somebody_without_a_ticket_hands_nothing_in(talked):
    note, _drawn = talked
    for ticket in ("", "AAAA", tickets.issue(note, TODAY - dt.timedelta(days=3))):
        answer = Client().post(
            reverse("capture", args=[note.pk]),
            "{}",
            content_type="application/json",
            headers={"x-ticket": ticket},
        )
        assert answer.status_code == 403
    with pytest.raises(Refused):
        sealing.seal(note, by=colleague(Role.COMMUNICATIONS), today=TODAY, rng=dice())
