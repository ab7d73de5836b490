"""Words, writers and an hour planted in a whole room, for the tests that look for them in every byte the house keeps."""

import datetime as dt
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from underrose.dialogue import envelopes, tickets
from underrose.dialogue.actions import releasing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import Note, Point
from underrose.programme.tests.planning import a_guest

from .browsing import reader
from .roomful import TODAY, a_meeting, dice, noted, rapporteur

WORDING, KEPT_IN, STRUCK, TYPED = "CANARYWORDING", "CANARYWITHHELD", "CANARYSTRUCK", "CANARYTYPED"
LEAVES, BROUGHT = "CANARYRELEASED", "CANARYBROUGHT"
SPEAKER = "Wilhelmina Canaryspeaker"
SECRET = (WORDING, KEPT_IN, STRUCK, TYPED, LEAVES, BROUGHT)
HOUR = "13:47"
MOMENT = dt.datetime(2026, 11, 22, 13, 47, 11, tzinfo=dt.UTC)
# More than Django keeps in memory of an upload if it is not told otherwise, and more than a database keeps in a row.
LARGE, LONG = 3_000_000, 1_900


class Elsewhere:
    """A folder for temporary files: what lies in it, and what lay in it when it was removed or moved away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gone: list[tuple[str, bytes]] = []
        self.nameless: list[str] = []
        self.is_watching = True
        sys.addaudithook(self._heard)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        yield from self.gone
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield f"temporary {path.name}", path.read_bytes()

    def _heard(self, event: str, told: tuple[object, ...]) -> None:
        """Called for whatever Python does; a hook cannot be taken away again, so it is told when to stop."""
        if not self.is_watching or event not in {"open", "os.remove", "os.rename", "os.truncate"}:
            return
        path = Path(os.fsdecode(told[0])) if isinstance(told[0], str | bytes | os.PathLike) else None
        if path is None or not path.is_relative_to(self.folder):
            return
        if event == "open" and path.is_dir():
            self.nameless.append(str(path))
        elif event != "open" and path.is_file():
            self.is_watching = False
            self.gone.append((f"temporary {path.name}, removed", path.read_bytes()))
            self.is_watching = True


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """Whoever asks for a temporary file here, in another process too, gets one in a folder that is read to the last byte."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    watched = Elsewhere(folder)
    yield watched
    watched.is_watching = False
    # A file without a name cannot be read from outside; so there must be none.
    assert watched.nameless == []


def hand_in(note: Note, words: str) -> str:
    """As a page does: closed, with a ticket, without a cookie."""
    drawn = uuid4().hex
    content = dict.fromkeys(("theme", "lens", "agreement", "voices"), "")
    content |= {"id": drawn, "kind": "issue", "words": words}
    envelope = envelopes.closed(note.public_key, str(note.pk), content)
    answer = Client().post(
        reverse("capture", args=[note.pk]),
        json.dumps({"points": [{"id": drawn, "envelope": envelope}]}),
        content_type="application/json",
        headers={"x-ticket": tickets.issue(note, TODAY)},
    )
    assert drawn in answer.json()["taken"], answer.content
    return drawn


def filled(words: str, length: int) -> bytes:
    """Notes as a rapporteur brings them in, as long as wanted."""
    return f"# Issues\n\n{words}\n\n{'<!-- and nothing else -->' * (length // 25)}\n".encode()


@pytest.fixture
def talked(time_machine, caplog, elsewhere) -> Iterator[tuple[Note, list[str]]]:
    """A session of an afternoon: points that come in every way, and a few things that go wrong."""
    time_machine.move_to(MOMENT, tick=False)
    with caplog.at_level(logging.DEBUG):
        meeting = a_meeting(regime="chatham_house_rule")
        a_guest(meeting, SPEAKER)
        for number in range(8):
            a_guest(meeting, f"Guest{number} Person{number}")
        note = noted(meeting)
        long = "ünd sö ön " * (LONG // 10)
        drawn = [
            hand_in(note, words)
            for words in (
                f"{WORDING} is said here.",
                f"{KEPT_IN} is said here, {long}",
                f"{STRUCK} is said here.",
                "Plain words, and nothing else",
            )
        ]
        _at_the_desk(note)
        yield note, drawn
    for secret in (*SECRET, *drawn):
        assert secret not in caplog.text


def _at_the_desk(note: Note) -> None:
    browser = reader(rapporteur())

    def way(name: str, *more: object) -> str:
        return reverse(name, args=["AB12", *more])

    browser.get(way("note", note.pk))
    browser.get(way("note_print", note.pk))
    struck = next(one for one in note.points.select_related("note") if STRUCK in one.words)
    browser.post(way("strike_point", note.pk, struck.pk), {"revision": 1})
    browser.post(way("check_text"), {"text": f"{TYPED} went out. {SPEAKER} said so."})
    browser.post(way("look_at_line", note.pk), {"words": TYPED})
    for length in (100, LARGE):
        file = SimpleUploadedFile("notes.md", filled(f"{BROUGHT} {SPEAKER}", length))
        assert browser.post(way("import_notes", note.pk), {"file": file}).status_code == 200
    # What goes wrong tells nothing either.
    browser.post(way("reword_point", note.pk, struck.pk), {"words": TYPED, "revision": 99})
    browser.post(way("import_notes", note.pk), {"file": SimpleUploadedFile("n.docx", BROUGHT.encode())})
    Client().post(
        reverse("capture", args=[note.pk]),
        json.dumps({"points": [{"id": "0" * 32, "envelope": TYPED}]}),
        content_type="application/json",
        headers={"x-ticket": tickets.issue(note, TODAY)},
    )


def read_and_released(note: Note) -> None:
    """Sealed, read, all but one point let out, and printed."""
    for one in Point.objects.filter(note=note).select_related("note"):
        if KEPT_IN in one.words:
            releasing.withhold(one, revision=one.revision, by=rapporteur())
            continue
        facts = Facts(kind="insight", words=f"{LEAVES}: it was suggested that wells be mapped.")
        releasing.clear(one, revision=one.revision, facts=facts, by=rapporteur())
    note.refresh_from_db()
    basis = releasing.basis_of(Point.objects.filter(note=note).standing())
    assert releasing.ask_release(note, basis=basis, by=rapporteur(), today=TODAY, rng=dice()) == 2
    paper = reader(rapporteur()).get(reverse("released_word", args=["AB12"]))
    assert paper.status_code == 200
