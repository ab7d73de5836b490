"""The keys of the house: one master key, and under it a random key for every meeting and purpose.

A key that is destroyed takes with it everything sealed under it, in the database and in every old backup.
Plain Python: the settings ask for keys before Django is there.
"""

import os
import re
import secrets
import stat
import uuid
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSES = frozenset({"words", "logistics", "files", "mail", "people"})
SOURCE = "UNDERROSE_PASSPHRASE_FILE"
FORMAT = b"\x01"
NONCE_SIZE = 12
KEY_SIZE = 32
_SCOPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


class KeysRefused(Exception):
    """The key folder cannot be used as it stands; the sentence says why and what to do."""


class Destroyed(Exception):
    """What was sealed under this key can no longer be opened by anybody."""


def institution(folder: Path) -> uuid.UUID:
    """The key of the one institution of this installation, drawn at first start."""
    _make_ready(folder)
    return uuid.UUID(_agreed(folder / "institution", f"{uuid.uuid4()}\n".encode()).decode().strip())


def derived(folder: Path, label: str) -> bytes:
    """A key of 32 bytes for one use, named by its label; the same as long as the master key is the same."""
    return _expand(_master(folder), label)


@lru_cache(maxsize=16)
def ring(folder: Path) -> "KeyRing":
    """The key ring of this process for a key folder."""
    return KeyRing(folder)


class _Known(NamedTuple):
    place: str
    mark: tuple[int, int]
    key: bytes


class KeyRing:
    """Every key of the house by scope (a meeting, or "house") and purpose."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._wrapping = AESGCM(derived(folder, "wrap"))
        self._known: dict[tuple[str, str], _Known] = {}

    def __repr__(self) -> str:
        return "<KeyRing>"

    def key(self, scope: str, purpose: str) -> bytes:
        """The key to seal with; drawn at first use, refused once it was destroyed."""
        try:
            return self.existing(scope, purpose)
        except FileNotFoundError:
            self._draw(scope, purpose)
            return self.existing(scope, purpose)

    def existing(self, scope: str, purpose: str) -> bytes:
        """The key to open with; FileNotFoundError where none was ever drawn, `Destroyed` where it is gone."""
        name = (scope, purpose)
        known = self._known.get(name)
        place = known.place if known else str(self.path(scope, purpose))
        try:
            seen = os.stat(place)  # noqa: PTH116 - asked at every use: Path.stat costs three times as much
        except FileNotFoundError:
            self._known.pop(name, None)
            if _tombstone(Path(place)).exists():
                raise Destroyed(f"The key for {purpose} was destroyed.") from None
            raise
        mark = (seen.st_ino, seen.st_mtime_ns)
        if known is None or known.mark != mark:
            known = _Known(place, mark, self._unwrap(Path(place), scope, purpose))
            self._known[name] = known
        return known.key

    def destroy(self, scope: str, purpose: str) -> bool:
        """Destroy a key for good; every process notices at its next use. True when there was one to destroy."""
        path = self.path(scope, purpose)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        _agreed(_tombstone(path), b"")
        self._known.pop((scope, purpose), None)
        return _overwrite_and_remove(path)

    def names(self) -> list[tuple[str, str]]:
        """Scope and purpose of every key there is."""
        return sorted((path.parent.name, path.stem) for path in self.folder.glob("*/*.wrapped"))

    def path(self, scope: str, purpose: str) -> Path:
        if not _SCOPE.fullmatch(scope):
            raise ValueError("A scope is letters, digits and hyphens.")
        if purpose not in PURPOSES:
            raise ValueError(f"A purpose is one of {', '.join(sorted(PURPOSES))}.")
        return self.folder / scope / f"{purpose}.wrapped"

    def _draw(self, scope: str, purpose: str) -> None:
        path = self.path(scope, purpose)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(self.folder)
        nonce = secrets.token_bytes(NONCE_SIZE)
        sealed = self._wrapping.encrypt(nonce, secrets.token_bytes(KEY_SIZE), _binding(scope, purpose))
        with suppress(FileNotFoundError):  # destroyed while we looked
            _agreed(path, FORMAT + nonce + sealed)
        # Whoever destroyed the key while we drew one has left the stone before looking for the file.
        if _tombstone(path).exists():
            _overwrite_and_remove(path)

    def _unwrap(self, path: Path, scope: str, purpose: str) -> bytes:
        raw = path.read_bytes()
        try:
            return self._wrapping.decrypt(
                raw[1 : 1 + NONCE_SIZE], raw[1 + NONCE_SIZE :], _binding(scope, purpose)
            )
        except (InvalidTag, ValueError):
            raise KeysRefused(
                f"The key {scope}/{purpose} does not open under this master key: it was damaged, "
                "or the folder holds keys of another installation."
            ) from None


def lay(path: Path, content: bytes) -> None:
    """Put a file of a restored key folder in its place."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    _write_draft(draft, content)
    draft.replace(path)
    _sync_folder(path.parent)


def _binding(scope: str, purpose: str) -> bytes:
    return f"underrose key|{scope}|{purpose}".encode()


def _tombstone(path: Path) -> Path:
    return path.with_suffix(".destroyed")


@lru_cache(maxsize=64)
def _expand(master: bytes, label: str) -> bytes:
    return HKDF(SHA256(), KEY_SIZE, salt=None, info=b"underrose|" + label.encode()).derive(master)


@lru_cache(maxsize=16)
def _master(folder: Path) -> bytes:
    _make_ready(folder)
    source = os.environ.get(SOURCE, "")
    if source:
        return _from_passphrase(folder, _passphrase(source))
    if (folder / "salt").exists():
        raise KeysRefused(
            f"The keys in {folder} are under a passphrase. Set {SOURCE} to a file that holds it."
        )
    return bytes.fromhex(_agreed(folder / "master", f"{secrets.token_hex(KEY_SIZE)}\n".encode()).decode())


def _passphrase(source: str) -> bytes:
    """From a file, or from an open file descriptor given by its number; never from the environment itself."""
    try:
        raw = (
            os.fdopen(int(source), "rb", closefd=False).read()
            if source.isdigit()
            else Path(source).read_bytes()
        )
    except OSError as fault:
        raise KeysRefused(f"The passphrase cannot be read from {source}: {fault.strerror}.") from None
    if not raw.strip():
        raise KeysRefused(f"The passphrase file {source} is empty.")
    return raw.rstrip(b"\r\n")


def _from_passphrase(folder: Path, passphrase: bytes) -> bytes:
    if (folder / "master").exists():
        raise KeysRefused(
            f"{folder} already has a master key without a passphrase. Take {SOURCE} away, "
            "or begin with an empty key folder."
        )
    salt = bytes.fromhex(_agreed(folder / "salt", f"{secrets.token_hex(16)}\n".encode()).decode())
    master = hash_secret_raw(
        passphrase, salt, time_cost=3, memory_cost=65_536, parallelism=4, hash_len=KEY_SIZE, type=Type.ID
    )
    proof = f"{_expand(master, 'passphrase proof').hex()}\n".encode()
    if not secrets.compare_digest(_agreed(folder / "proof", proof), proof):
        raise KeysRefused("The passphrase is not the one these keys were made under.")
    return master


def _make_ready(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise KeysRefused(
            f"Other users of this machine can look into the key folder {folder}. Close it:  chmod 700 {folder}"
        )
    if os.geteuid() not in {0, found.st_uid}:
        raise KeysRefused(f"The key folder {folder} belongs to another user. Run Underrose as that user.")


def _agreed(path: Path, proposal: bytes) -> bytes:
    """The content of a file that is written once: ours, or that of whoever was first."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            _write_draft(draft, proposal)
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(path.parent)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysRefused(f"Other users of this machine can read {path}. Close it:  chmod 600 {path}")
    return path.read_bytes()


def _write_draft(draft: Path, content: bytes) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        if os.geteuid() == 0:  # what root makes must stay readable for the user whose folder it is
            owner = draft.parent.stat()
            with suppress(PermissionError):
                os.fchown(handle, owner.st_uid, owner.st_gid)
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def _overwrite_and_remove(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return False
    try:
        os.write(handle, secrets.token_bytes(max(os.fstat(handle).st_size, 1)))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
