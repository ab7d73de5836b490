"""Words, writers and hours are planted in a whole room, and then looked for in every byte the house keeps."""

import datetime as dt
import json
import logging
import random
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from underrose.access.roles import Role
from underrose.dialogue import envelopes, tickets
from underrose.dialogue.actions import destroying, releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import Note, Point
from underrose.kit import backup, keys
from underrose.kit.backup import Lock, Opener
from underrose.kit.refusals import Refused
from underrose.programme.tests.planning import a_guest

from .browsing import reader
from .roomful import TODAY, a_meeting, colleague, dice, director, noted, rapporteur

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="looks into the files of SQLite"),
]
WORDING, KEPT_IN, STRUCK, TYPED = "CANARYWORDING", "CANARYWITHHELD", "CANARYSTRUCK", "CANARYTYPED"
LEAVES = "CANARYRELEASED"
HOUR = "13:47"
MOMENT = dt.datetime(2026, 11, 22, 13, 47, 11, tzinfo=dt.UTC)


def bytes_of_the_house(tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """Both databases with their logs, everything else in the home folder, and a backup as it is once opened."""
    for alias in ("default", "dialogue"):
        name = str(connections[alias].settings_dict["NAME"])
        for end in ("", "-wal", "-shm"):
            if (path := Path(name + end)).is_file():
                yield f"{alias}{end}", path.read_bytes()
    for path in settings.HOME.rglob("*"):
        if path.is_file() and "sqlite3" not in path.name and path.stat().st_size < 5_000_000:
            yield str(path.relative_to(settings.HOME)), path.read_bytes()
    lock, target = Lock(passphrase="a long passphrase"), tmp_path / "backup.age"
    backup.make(target, lock, MOMENT)
    yield "backup", Opener(passphrase="a long passphrase").open(target.read_bytes())


def where(words: str, tmp_path: Path) -> set[str]:
    wanted = words.encode()
    return {place for place, content in bytes_of_the_house(tmp_path) if wanted in content}


def hand_in(note: Note, words: str) -> str:
    """As a page does: closed, with a ticket, without a cookie."""
    drawn = uuid4().hex
    content = {
        "id": drawn,
        "kind": "issue",
        "words": words,
        "theme": "",
        "lens": "",
        "agreement": "",
        "voices": "",
    }
    envelope = envelopes.closed(note.public_key, str(note.pk), content)
    answer = Client().post(
        reverse("capture", args=[note.pk]),
        json.dumps({"points": [{"id": drawn, "envelope": envelope}]}),
        content_type="application/json",
        headers={"x-ticket": tickets.issue(note, TODAY)},
    )
    assert drawn in answer.json()["taken"], answer.content
    return drawn


@pytest.fixture
def talked(time_machine, caplog) -> Iterator[tuple[Note, list[str]]]:
    """A session of an afternoon: four points and a few things that go wrong."""
    time_machine.move_to(MOMENT, tick=False)
    with caplog.at_level(logging.DEBUG):
        meeting = a_meeting(regime="chatham_house_rule")
        for number in range(8):
            a_guest(meeting, f"Guest{number} Person{number}")
        note = noted(meeting)
        drawn = [
            hand_in(note, f"{word} is said here.")
            for word in (WORDING, KEPT_IN, STRUCK, "Plain words, and nothing else")
        ]
        browser = reader(rapporteur())
        browser.get(reverse("note", args=["AB12", note.pk]))
        struck = next(one for one in note.points.select_related("note") if STRUCK in one.words)
        browser.post(reverse("strike_point", args=["AB12", note.pk, struck.pk]), {"revision": 1})
        browser.post(reverse("check_text", args=["AB12"]), {"text": f"{TYPED} went out."})
        # What goes wrong tells nothing either.
        browser.post(
            reverse("reword_point", args=["AB12", note.pk, struck.pk]), {"words": TYPED, "revision": 99}
        )
        Client().post(
            reverse("capture", args=[note.pk]),
            json.dumps({"points": [{"id": "0" * 32, "envelope": TYPED}]}),
            content_type="application/json",
            headers={"x-ticket": tickets.issue(note, TODAY)},
        )
        yield note, drawn
    for secret in (WORDING, KEPT_IN, STRUCK, TYPED, LEAVES, *drawn):
        assert secret not in caplog.text


def test_words_are_nowhere_in_the_clear_while_the_room_talks(talked, tmp_path):
    # What is no secret is found, so the search sees.
    assert where("Rivers and Rights", tmp_path) & {"default", "default-wal"}
    assert where(str(talked[0].public_key), tmp_path) & {"dialogue", "dialogue-wal"}
    for secret in (WORDING, KEPT_IN, STRUCK, TYPED):
        assert where(secret, tmp_path) == set()


def test_who_wrote_and_when_is_nowhere(talked, tmp_path):
    note, drawn = talked
    raw = dict(bytes_of_the_house(tmp_path))
    room = raw["dialogue"] + raw.get("dialogue-wal", b"")
    accounts = [rapporteur().account, director().account]
    for account in accounts:
        for told in (account.email, account.name, account.pk.hex, str(account.pk)):
            assert told.encode() not in room
    # The ids the page drew would tie what a device still holds to a point; the hour would tie a point to whoever spoke.
    for told in drawn:
        assert {place for place, content in raw.items() if told.encode() in content} == set()
    assert re.search(rb"2026-11-22[ T]13:4", room) is None
    assert HOUR.encode() not in room
    points = {str(key) for key in note.points.values_list("key", flat=True)}
    main = raw["default"] + raw.get("default-wal", b"")
    for key in points:
        assert key.encode() not in main
        assert key.replace("-", "").encode() not in main


def test_nothing_is_left_after_seal_release_and_destruction(talked, tmp_path):
    note, _drawn = talked
    before = {key.hex for key in note.points.values_list("key", flat=True)}
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=random.SystemRandom())
    for key in before:
        assert where(key, tmp_path) == set()
    for one in Point.objects.filter(note=note).select_related("note"):
        if KEPT_IN in one.words:
            releasing.withhold(one, revision=one.revision, by=rapporteur())
            continue
        facts = Facts(kind="insight", words=f"{LEAVES}: it was suggested that wells be mapped.")
        releasing.clear(one, revision=one.revision, facts=facts, by=rapporteur())
    note.refresh_from_db()
    assert (
        releasing.ask_release(
            note,
            basis=releasing.basis_of(Point.objects.filter(note=note).standing()),
            by=rapporteur(),
            today=TODAY,
            rng=dice(),
        )
        == 2
    )
    for secret in (WORDING, KEPT_IN, STRUCK, TYPED, LEAVES):
        assert where(secret, tmp_path) == set()
    target = tmp_path / "before.age"
    backup.make(target, Lock(passphrase="a long passphrase"), MOMENT)
    kept = Opener(passphrase="a long passphrase").open(target.read_bytes())
    closed = _ciphertexts()
    assert all(one in kept for one in closed)
    destroying.destroy("AB12", by=director(), today=TODAY)
    # The rows are gone from every file; those in the older backup open no more.
    for one in closed:
        assert {place for place, content in bytes_of_the_house(tmp_path) if one in content} == set()
    with pytest.raises(keys.Destroyed):
        keys.ring(settings.KEY_FOLDER).key(note.scope, "words")


def _ciphertexts() -> list[bytes]:
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SELECT words FROM point UNION ALL SELECT words FROM released_point")
        return [bytes(words)[-24:] for (words,) in cursor.fetchall()]


def test_room_is_left_out_of_a_backup_while_it_talks(talked, tmp_path):
    made = backup.make(tmp_path / "b.age", Lock(passphrase="a long passphrase"), MOMENT)
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
