"""Reading a file from outside: in a process of its own, with bounds, so that no file can harm the house.

The process is started anew for each file (never forked from a threaded server) and imports only its reader.
"""

import json
import os
import re
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import IO

from underrose.methods.documents.intake import Unreadable, check_size
from underrose.methods.documents.model import Aside, Document
from underrose.methods.documents.readers.fair_copy import LETTERS, from_plain
from underrose.methods.documents.readers.letters import UNKNOWN
from underrose.methods.documents.sentences import remark_said, said

SECONDS = 10
AT_ONCE = 2
_ANSWER = 16 * LETTERS
"""Bytes: every letter escaped in JSON, and room to spare."""
_CHILD = Path(__file__).parent / "readers" / "child.py"
_TURN = threading.BoundedSemaphore(AT_ONCE)

_TOO_LONG = (
    "Reading this file took too much time or memory, or its inside is not as it should be. Nothing was stored. "
    "Please open it, copy the text into a new file and try again."
)
_BUSY = "Several files are being read just now. Nothing was stored. Please try again in a minute."


def read(raw: bytes, name: str, *, may_guess: bool = True) -> Document:
    """The text of a file from outside, or `Unreadable` with a sentence; never anything else, and within ten seconds.

    With `may_guess` a text whose encoding is not marked is read as it most likely was written, and says so. Without it,
    such a text is refused: where names are looked for, a letter that was guessed wrongly hides one. The sentence is in the language of whoever reads, see `sentences`.
    """
    try:
        check_size(len(raw))
        found = _understood(asked(raw, name))
    except Unreadable as refusal:
        raise Unreadable(said(refusal.sentence)) from refusal
    if found.is_guessed and not may_guess:
        raise Unreadable(said(UNKNOWN))
    return replace(
        found,
        left_out=tuple(map(remark_said, found.left_out)),
        aside=tuple(
            Aside(remark_said(one.sentence), one.words, remark_said(one.place)) for one in found.aside
        ),
    )


def asked(raw: bytes, name: str, child: Path = _CHILD) -> bytes:
    """What a process of its own says about a file; nothing if it died, was late or said too much.

    `child` is the program of that process. It gives up its own doors before it reads (`readers.child`).
    """
    if not _TURN.acquire(timeout=SECONDS):
        raise Unreadable(_BUSY)
    try:
        return _asked(raw, name, child)
    finally:
        _TURN.release()


def _asked(raw: bytes, name: str, program: Path) -> bytes:
    ending = "".join(re.findall(r"\.[a-z0-9]{1,8}$", name.lower()))
    paths = [path for path in sys.path if path and not path.endswith(".zip")]
    order = [sys.executable, "-I", "-S", "-X", "utf8", str(program), f"file{ending}", *paths]
    with closing(_in_memory(raw)) as source:
        child = subprocess.Popen(  # noqa: S603 # our own interpreter and module; the file's name is cut to its ending
            order, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", env={}
        )
        assert child.stdout
        with child.stdout as stream:
            try:
                return _answer(stream)
            finally:
                child.kill()
                child.wait()


def _in_memory(raw: bytes) -> IO[bytes]:
    """The file as something a process can read, never written to a disk where the system allows that."""
    source: IO[bytes]
    if hasattr(os, "memfd_create"):
        source = os.fdopen(os.memfd_create("file"), "w+b")
    else:
        source = tempfile.TemporaryFile()  # noqa: SIM115 # closed by the caller, when the process has read it
    source.write(raw)
    source.seek(0)
    return source


def _answer(stream: IO[bytes]) -> bytes:
    """What the process says until it ends, is late or says too much."""
    end = time.monotonic() + SECONDS
    pieces: list[bytes] = []
    length = 0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while length <= _ANSWER:
            if not selector.select(max(0.0, end - time.monotonic())):
                return b""
            piece = os.read(stream.fileno(), 1 << 20)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
            length += len(piece)
    return b""


def _understood(answer: bytes) -> Document:
    try:
        found = json.loads(answer)
        if "unreadable" in found:
            raise Unreadable(str(found["unreadable"]))
        return from_plain(found["document"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(_TOO_LONG) from error
