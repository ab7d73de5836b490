"""On PostgreSQL: what its folder holds of a room that talked, was sealed, let out and destroyed, in its files and its log."""

import random
import struct
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from underrose.dialogue.actions import destroying, sealing
from underrose.dialogue.models import Arrival, Note, Point
from underrose.kit import keys

from .canaries import MOMENT, SECRET, SPEAKER, elsewhere, read_and_released, talked
from .roomful import TODAY, director, rapporteur

__all__ = ["elsewhere", "talked"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connections["dialogue"].vendor != "postgresql", reason="looks into the folder of PostgreSQL"
    ),
]
TABLES, LOG, REST = "tables of the room", "log", "rest of the server"
COUNTED_FROM = datetime(2000, 1, 1, tzinfo=UTC)


def answer(alias: str, statement: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


@pytest.fixture
def server():
    """The bytes of the server's folder, written out: the files of the room's database, the log, and all else."""
    folder = Path(answer("dialogue", "SHOW data_directory"))
    try:
        is_readable = (folder / "base").is_dir() and any((folder / "base").iterdir())
    except PermissionError:
        is_readable = False
    if not is_readable:
        pytest.skip("The folder of the server is not readable here.")
    number = answer("dialogue", "SELECT oid FROM pg_database WHERE datname = current_database()")

    def read() -> dict[str, list[bytes]]:
        with connections["dialogue"].cursor() as cursor:
            cursor.execute("CHECKPOINT")
        found: dict[str, list[bytes]] = {TABLES: [], LOG: [], REST: []}
        for path in folder.parent.rglob("*"):
            parts = path.parts
            part = TABLES if ("base", number) in pairwise(parts) else REST
            part = LOG if "pg_wal" in parts else part
            if path.is_file():
                found[part].append(path.read_bytes())
        return found

    return read


def where(wanted: str | bytes, found: dict[str, list[bytes]]) -> set[str]:
    raw = wanted.encode() if isinstance(wanted, str) else wanted
    return {part for part, contents in found.items() if any(raw in content for content in contents)}


def anywhere(wanted: Iterable[str | bytes], found: dict[str, list[bytes]]) -> set[str]:
    """In which parts any of these stands."""
    return {part for one in wanted for part in where(one, found)}


def as_stored(moment: datetime) -> bytes:
    """How PostgreSQL writes a moment on this machine."""
    return struct.pack("<q", round((moment - COUNTED_FROM).total_seconds() * 1_000_000))


def rows(statement: str) -> list[bytes]:
    with connections["dialogue"].cursor() as cursor:
        cursor.execute(statement)
        return [bytes(value) for (value,) in cursor.fetchall()]


def ciphertexts() -> list[bytes]:
    """Their ends: the beginning of a long one may stand elsewhere than the rest."""
    stored = "SELECT words FROM point UNION ALL SELECT words FROM released_point"
    return [one[-24:] for one in rows(stored)]


def test_words_are_nowhere_in_the_clear(talked, server):
    note, drawn = talked
    found = server()
    # What is no secret is found, so the search sees all three.
    assert where("Rivers and Rights", found) >= {LOG, REST}
    assert where(note.public_key, found) >= {TABLES, LOG}
    assert anywhere(ciphertexts(), found) >= {TABLES, LOG}
    assert anywhere([*SECRET, *drawn], found) == set()
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=random.SystemRandom())
    read_and_released(note)
    assert anywhere([*SECRET, *drawn], server()) == set()
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert anywhere([*SECRET, *drawn], server()) == set()


def test_speaker_writer_and_hour_are_in_no_table_of_the_room(talked, server):
    found = server()
    for who in (rapporteur().account, director().account):
        for told in (who.email, who.pk.bytes, str(who.pk), who.pk.hex):
            assert TABLES not in where(told, found)
    assert where(rapporteur().account.pk.bytes, found) >= {REST}
    assert TABLES not in anywhere([SPEAKER, "2026-11-22", MOMENT.strftime("%H:%M")], found)
    # A moment is eight bytes in a row; a table with one is made, so that the search is known to see it.
    assert TABLES not in where(as_stored(MOMENT), found)
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("CREATE TABLE planted AS SELECT %s::timestamptz AS said_at", [MOMENT])
    try:
        assert TABLES in where(as_stored(MOMENT), server())
    finally:
        with connections["dialogue"].cursor() as cursor:
            cursor.execute("DROP TABLE planted")


def keys_of(rows_of: type[Point] | type[Arrival], note: Note) -> list[bytes]:
    return [key.bytes for key in rows_of.objects.filter(note=note).values_list("key", flat=True)]


def test_after_a_sealing_only_its_own_log_holds_what_stood_before(talked, server):
    """As `docs/how-to/end-the-room.md` says: the tables are rewritten, the log keeps what was written until it is rotated."""
    note, _drawn = talked
    before = [*keys_of(Point, note), *keys_of(Arrival, note), *ciphertexts()]
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=random.SystemRandom())
    assert anywhere(before, server()) == {LOG}
    note.refresh_from_db()
    read_and_released(note)
    stands = [*keys_of(Point, note), *ciphertexts()]
    assert anywhere(stands, server()) == {TABLES, LOG}
    destroying.destroy("AB12", by=director(), today=TODAY)
    # What the log keeps is closed, and nothing opens it any more.
    assert anywhere([*before, *stands], server()) == {LOG}
    with pytest.raises(keys.Destroyed):
        keys.ring(settings.KEY_FOLDER).key(note.scope, "words")
