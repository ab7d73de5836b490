"""Backups: both databases as one file that only the holder of the backup key can open; the keys go elsewhere.

Whoever has a backup without the key folder reads no sealed word. Whoever destroys a key closes every old backup too.
"""

import io
import json
import os
import secrets
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyrage
from django.conf import settings

from underrose.kit import dump
from underrose.kit.refusals import Refused

FORM = 1
PIECE = 1024 * 1024
MAIN, DIALOGUE = "default", "dialogue"
_entries: dict[str, Callable[[], Any]] = {}
_objections: dict[str, Callable[[], str]] = {}


def manifest_entry(name: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """A section adds a line to every backup's manifest, such as the head of the record."""

    def named(tell: Callable[[], Any]) -> Callable[[], Any]:
        _entries[name] = tell
        return tell

    return named


def objection(alias: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """A section says when a database must not be backed up now: an empty string, or the reason."""

    def named(tell: Callable[[], str]) -> Callable[[], str]:
        _objections[alias] = tell
        return tell

    return named


class Lock(NamedTuple):
    """How a backup is closed: for recipients (age1…), or with a passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    def check(self) -> None:
        """Refuses before anything is read, not after."""
        if not self.recipients and not self.passphrase:
            raise Refused("Say for whom the backup is closed: --to age1…, or --passphrase-file FILE.")
        self._age_recipients()

    def close(self, plain: Iterator[bytes], file: BinaryIO) -> None:
        """Write it closed, piece by piece; under a passphrase it is held in memory once more."""
        if self.recipients:
            pyrage.encrypt_io(_Pieces(plain), file, self._age_recipients())
        else:
            file.write(pyrage.passphrase.encrypt(b"".join(plain), self.passphrase))

    def _age_recipients(self) -> list[Any]:
        try:
            return [pyrage.x25519.Recipient.from_str(one) for one in self.recipients]
        except pyrage.RecipientError:
            raise Refused("A recipient is written age1…, as `backup --new-identity` prints it.") from None


class _Pieces(io.RawIOBase):
    """Pieces that are made while somebody reads them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(room), len(self._rest))
        room[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


class Opener(NamedTuple):
    """What opens a backup again: the identity (AGE-SECRET-KEY-…), or the passphrase."""

    identity: str = ""
    passphrase: str = ""

    def open(self, closed: bytes) -> bytes:
        try:
            if self.identity:
                plain: bytes = pyrage.decrypt(closed, [pyrage.x25519.Identity.from_str(self.identity)])
            else:
                plain = pyrage.passphrase.decrypt(closed, self.passphrase)
        except pyrage.DecryptError as fault:
            raise Refused(TOO_MUCH_WORK if _is_work(fault) else DOES_NOT_OPEN) from None
        return plain


DOES_NOT_OPEN = "The backup does not open with this key, or it was damaged."
TOO_MUCH_WORK = (
    "This machine is too slow, or too busy just now, for a passphrase that was set on a faster one. "
    "Nothing is wrong with the backup: try again when the machine is quiet, or on another."
)


def _is_work(fault: Exception) -> bool:
    """The measure of age is a stopwatch: each time anew, and it refuses what takes sixteen times as long as here and now.

    Its binding for Python has one error for everything; only the words tell.
    """
    return "Excessive work" in str(fault)


class Made(NamedTuple):
    manifest: dict[str, Any]
    left_out: dict[str, str]


def make(target: Path, lock: Lock, now: datetime) -> Made:
    """Write both databases, closed, into one file. What objects is left out and said."""
    lock.check()
    # Told before the rows are read: what is told is then among them.
    told = {name: tell() for name, tell in _entries.items()}
    databases, left_out = _taken((MAIN, DIALOGUE))
    manifest = {
        "form": FORM,
        "product": _version(),
        "made_on": now.date().isoformat(),
        "institution": str(settings.INSTITUTION),
        "databases": {
            alias: {"engine": taken.engine, "counts": taken.counts, "migrations": taken.migrations}
            for alias, taken in databases.items()
        },
        "left_out": left_out,
        **told,
    }
    members = {"manifest.json": json.dumps(manifest, indent=1, sort_keys=True).encode()}
    for alias, taken in databases.items():
        members |= {f"{alias}/{part}": content for part, content in taken.parts.items()}
    write_closed(target, lambda file: lock.close(packed(members), file))
    return Made(manifest, left_out)


def _taken(aliases: Iterable[str]) -> tuple[dict[str, dump.Taken], dict[str, str]]:
    """What each database holds, or why it is left out. An objection that arose while it was copied counts as well.

    Asked and copied is the same moment: what begins and ends between the answer and the copy is not in it.
    """
    databases, left_out = {}, {}
    for alias in aliases:
        objects = _objections.get(alias, _nothing_objects)
        with dump.one_moment(alias):
            reason = objects()
            taken = None if reason else dump.take(alias)
        reason = reason or objects()
        if reason or taken is None:
            left_out[alias] = reason
        else:
            databases[alias] = taken
    return databases, left_out


def _nothing_objects() -> str:
    return ""


def make_of_keys(target: Path, lock: Lock) -> int:
    """Write the key folder, closed, elsewhere; the generation that stood there before is overwritten."""
    folder: Path = settings.KEY_FOLDER
    if target.resolve().is_relative_to(folder):
        raise Refused("The keys are kept apart: choose a place outside the key folder.")
    lock.check()
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    members = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(files)}
    write_closed(target, lambda file: lock.close(packed(members), file))
    return len(members)


def packed(members: dict[str, bytes]) -> Iterator[bytes]:
    """One archive, piece by piece, so that no second copy of it stands in memory."""
    for name, content in members.items():
        head = tarfile.TarInfo(name)
        head.size, head.mode, head.mtime = len(content), 0o600, 0
        yield head.tobuf()
        whole = memoryview(content)
        for at in range(0, len(content), PIECE):
            yield bytes(whole[at : at + PIECE])
        yield bytes(-len(content) % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def unpacked(plain: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
        return {
            member.name: stream.read()
            for member in archive
            if (stream := archive.extractfile(member)) is not None
        }


def write_closed(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Only closed bytes touch the disk. An older file in the same place is overwritten before it goes."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    old = _opened(target)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        if old is not None:
            os.write(old, secrets.token_bytes(max(os.fstat(old).st_size, 1)))
            os.fsync(old)
    finally:
        draft.unlink(missing_ok=True)
        if old is not None:
            os.close(old)


def new_identity(target: Path) -> str:
    """A key that opens backups, for the safe; gives the recipient (age1…) for whom they are closed."""
    if target.exists():
        raise Refused(f"{target} is there already; nothing was changed.")
    identity = pyrage.x25519.Identity.generate()
    write_closed(target, lambda file: file.write(f"{identity}\n".encode()))
    return str(identity.to_public())


def _opened(path: Path) -> int | None:
    with suppress(FileNotFoundError):
        return os.open(path, os.O_WRONLY)
    return None


def _version() -> str:
    try:
        return version("underrose")
    except PackageNotFoundError:
        return "unpacked"
