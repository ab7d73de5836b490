"""The guard before every parser of a zipped office file: what it lets through is small, plain and whole.

The list of members comes from the standard library, after its length was bounded; the members themselves are
inflated here with a limit, because sizes written in headers may lie.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from underrose.methods.documents.readers.unreadable import Unreadable

MEMBERS = 2_000
UNPACKED = 50 * 1024 * 1024
RATIO = 100
_LONGEST_NAME = 512
_HEAD = 30
_SMALL = 1024 * 1024
"""Below this a part may shrink as far as it likes: a table of empty cells does."""

_DAMAGED = (
    "This file is damaged or not whole. Nothing was stored. "
    "Please open it in Word or Excel, save it under a new name and try again."
)
_BOMB = (
    "This file unpacks to far more than a document holds, which is how files made to do harm behave. "
    "Nothing was stored. Please copy the text into a new file and try again."
)
_UNSAFE = (
    "This file names its parts in a way that no word processor does. Nothing was stored. "
    "Please copy the text into a new file and try again."
)
_DECLARES = (
    "This file holds declarations that could draw in other files. Nothing was stored. "
    "Please copy the text into a new file and try again."
)
_MACRO = (
    "This file holds macros, which are programs. Nothing was stored. "
    "Please save it as a document without macros (.docx or .xlsx) and try again."
)
_EMBEDDED = (
    "Another file is embedded in this one. Nothing was stored. "
    "Please remove the embedded object, or put a picture of it in its place, and try again."
)
_LOCKED = (
    "This file is protected by a password. Nothing was stored. "
    "Please save it without the password and try again; here it is kept encrypted."
)

_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1"})
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OBJECT = re.compile(
    rb"""/relationships/(?:oleObject|control|package|aFChunk|frame|subDocument|vbaProject|activeXControlBinary)["']""",
    re.IGNORECASE,
)
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|vbaData", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a zipped file, all of them inflated within the limits and looked at."""

    parts: dict[str, bytes]

    def part(self, name: str) -> bytes:
        return self.parts.get(name, b"")


def unpacked(raw: bytes, *, may_carry: bool = False) -> Archive:
    """The parts of a zipped office file, or a sentence saying why it is not opened.

    Only who looks at what a file carries, and reads none of it, may let one carry programs and other files.
    """
    members = _members(raw)
    _check_names(members)
    parts: dict[str, bytes] = {}
    left = UNPACKED
    for member in members:
        content = _inflated(raw, member, left)
        left -= len(content)
        parts[member.filename] = content
    if UNPACKED - left > max(_SMALL, RATIO * len(raw)):
        raise Unreadable(_BOMB)
    for name, content in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(content)
    if not may_carry:
        _check_cargo(parts)
    return Archive(parts)


def _members(raw: bytes) -> list[zipfile.ZipInfo]:
    """The list of members; its length is bounded before it is read, because a list can be a bomb too."""
    end = raw.rfind(b"PK\x05\x06", max(0, len(raw) - 65_557))
    if end < 0 or len(raw) < end + 22:
        raise Unreadable(_DAMAGED)
    _, _, _, _, count, size, _, _ = struct.unpack("<4s4H2LH", raw[end : end + 22])
    if count > MEMBERS or size > MEMBERS * _LONGEST_NAME:
        raise Unreadable(_BOMB)
    if raw.rfind(b"PK\x06\x07", max(0, end - 20), end) >= 0:
        raise Unreadable(_UNSAFE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            members = opened.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,  # the library's word for a way of packing it does not know
        ValueError,
        EOFError,
        OSError,
        struct.error,
    ) as error:
        raise Unreadable(_DAMAGED) from error
    if len(members) > MEMBERS:
        raise Unreadable(_BOMB)
    return [member for member in members if not (member.filename.endswith("/") and member.file_size == 0)]


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.filename
        steps = re.split(r"[/\\]", name)
        if (
            name.casefold() in seen
            or name.startswith(("/", "\\"))
            or ":" in name
            or "\\" in name
            or ".." in steps
            or "" in steps
            or len(name) > _LONGEST_NAME
            or member.orig_filename != name
            or not name.isprintable()
        ):
            raise Unreadable(_UNSAFE)
        if member.flag_bits & 0x41:
            raise Unreadable(_LOCKED)
        seen.add(name.casefold())


def _inflated(raw: bytes, member: zipfile.ZipInfo, left: int) -> bytes:
    """One member, really inflated, never beyond what is left of the allowance."""
    head = raw[member.header_offset : member.header_offset + _HEAD]
    if len(head) < _HEAD or not head.startswith(b"PK\x03\x04"):
        raise Unreadable(_DAMAGED)
    name_length, extra_length = struct.unpack("<2H", head[26:30])
    start = member.header_offset + _HEAD + name_length
    name = raw[member.header_offset + _HEAD : start]
    if name != member.filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace"):
        raise Unreadable(_UNSAFE)
    packed = raw[start + extra_length : start + extra_length + member.compress_size]
    content = _content(packed, member.compress_type, left)
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise Unreadable(_DAMAGED)
    if len(content) > max(_SMALL, RATIO * len(packed)):
        raise Unreadable(_BOMB)
    return content


def _content(packed: bytes, kind: int, left: int) -> bytes:
    if kind == zipfile.ZIP_STORED:
        content = packed
    elif kind == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-15)
        try:
            content = stream.decompress(packed, left + 1)
        except zlib.error as error:
            raise Unreadable(_DAMAGED) from error
        if len(content) <= left and not stream.eof:
            raise Unreadable(_DAMAGED)
    else:
        raise Unreadable(_UNSAFE)
    if len(content) > left:
        raise Unreadable(_BOMB)
    return content


def _check_xml(content: bytes) -> None:
    """No document type, no entity, and no encoding behind which one could hide."""
    plain = content.replace(b"\x00", b"")
    start = plain[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    declared = _ENCODING.search(plain[:400])
    if _DECLARATION.search(plain) or (declared and declared.group(1).lower() not in _ENCODINGS):
        raise Unreadable(_DECLARES)
    if start and not start.startswith(b"<"):
        raise Unreadable(_DAMAGED)


def _check_cargo(parts: dict[str, bytes]) -> None:
    """No program and no other file travels inside."""
    names = [f"/{name.lower()}" for name in parts]
    types = parts.get("[Content_Types].xml", b"").replace(b"\x00", b"")
    if _MACRO_TYPE.search(types) or any("vbaproject" in name or "vbadata" in name for name in names):
        raise Unreadable(_MACRO)
    if any("/embeddings/" in name or "/activex/" in name or "oleobject" in name for name in names):
        raise Unreadable(_EMBEDDED)
    for name, content in parts.items():
        if name.lower().endswith(".rels") and _OBJECT.search(content.replace(b"\x00", b"")):
            raise Unreadable(_EMBEDDED)
