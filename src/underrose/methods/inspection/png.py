"""PNG, chunk by chunk, after the third edition of the W3C recommendation (2025)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import exif, picture_metadata
from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.jpeg import DAMAGED
from underrose.methods.inspection.values import What

_MAGIC = b"\x89PNG\r\n\x1a\n"
_CODING = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD hIST pHYs cICP mDCV mDCv cLLI cLLi oFFs sCAL sTER iDOT vpAg".split()
)
_OF_FIELDS = {
    "Title": What.topic,
    "Author": What.author,
    "Description": What.remark,
    "Creation Time": What.moment,
    "Software": What.house,
}
"""Keywords of the recommendation (11.3.3.2) that other files have too; all others are told with the words."""
_FRAMES = frozenset({b"acTL", b"fcTL", b"fdAT"})
_WORDS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_NAMED = frozenset({b"sPLT", b"pCAL", b"gIFg", b"gIFx", b"gIFt", b"dSIG", b"caBX"})
_MOST_CHUNKS = 20_000
_UNPACKED = 4 * 1024 * 1024
_WHERE = "In the particulars a camera or program writes into a picture."
_AFTER = "After the end of the picture, where no program shows it."
_UNKNOWN = (
    "This picture has a part of a kind that is not known here. Nothing was stored. "
    "Please open it in a picture program, save it under a new name and try again."
)


@dataclass(frozen=True, slots=True)
class Chunk:
    kind: bytes
    content: bytes


def chunks(raw: bytes) -> Iterator[Chunk]:
    """The chunks up to IEND, their sums checked; the last one, without a kind, holds whatever follows."""
    if not raw.startswith(_MAGIC):
        raise Unreadable(DAMAGED)
    at = len(_MAGIC)
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(raw):
            raise Unreadable(DAMAGED)
        size, kind = struct.unpack(">L4s", raw[at : at + 8])
        content = raw[at + 8 : at + 8 + size]
        told = raw[at + 8 + size : at + 12 + size]
        if len(told) < 4 or zlib.crc32(kind + content) != struct.unpack(">L", told)[0]:  # noqa: PLR2004
            raise Unreadable(DAMAGED)
        yield Chunk(kind, content)
        at += 12 + size
        if kind == b"IEND":
            yield Chunk(b"", raw[at:])
            return
    raise Unreadable(DAMAGED)


def look(findings: Findings, raw: bytes, path: str) -> None:
    """All that stands beside the picture; a chunk of an unknown kind blocks."""
    sizes: dict[bytes, int] = {}
    for chunk in chunks(raw):
        sizes[chunk.kind] = sizes.get(chunk.kind, 0) + len(chunk.content)
        _one(findings, f"{path} › {chunk.kind.decode('latin-1') or 'after the end'}", chunk)
    for kind, size in sizes.items():
        role = "coded picture" if kind in _CODING else "particulars of a camera or program"
        findings.account(
            f"{path} › {kind.decode('latin-1') or 'after the end'}",
            role if kind else "bytes after the end",
            size,
        )


def _one(findings: Findings, name: str, chunk: Chunk) -> None:
    if chunk.kind in _CODING:
        return
    if not chunk.kind:
        if chunk.content.strip(b"\x00"):
            said = f"{len(chunk.content)} bytes. {readable(chunk.content)}"
            findings.add(name, What.attachment, said, _AFTER)
    elif chunk.kind in _WORDS:
        _words(findings, name, chunk)
    elif chunk.kind == b"eXIf":
        exif.look(findings, name, chunk.content)
    elif chunk.kind == b"iCCP":
        label, _, packed = chunk.content.partition(b"\x00")
        findings.add(name, What.colour_profile, label.decode("latin-1"), _WHERE)
        picture_metadata.colour_profile(findings, name, _inflated(packed[1:]))
    elif chunk.kind == b"tIME" and len(chunk.content) == 7:  # noqa: PLR2004 - year of two bytes, then five fields
        year, *rest = struct.unpack(">H5B", chunk.content)
        moment = f"{year:04}-{rest[0]:02}-{rest[1]:02} {rest[2]:02}:{rest[3]:02}:{rest[4]:02}"
        findings.add(name, What.moment, moment, _WHERE)
    elif chunk.kind in _FRAMES:
        findings.add(name, What.hidden_text, "further pictures of an animation", _WHERE)
    else:
        findings.add(name, What.other, readable(chunk.content) or f"{len(chunk.content)} bytes", _WHERE)
        if chunk.kind not in _NAMED:
            findings.block(_UNKNOWN)


def _words(findings: Findings, name: str, chunk: Chunk) -> None:
    label, _, rest = chunk.content.partition(b"\x00")
    encoding, beside = "latin-1", b""
    if chunk.kind == b"zTXt":
        rest = _inflated(rest[1:])
    elif chunk.kind == b"iTXt":
        encoding = "utf-8"
        is_packed, rest = rest[:1] == b"\x01", rest[2:]
        language, _, rest = rest.partition(b"\x00")
        translated, _, rest = rest.partition(b"\x00")
        beside = b"".join(b" " + more for more in (language, translated) if more)
        rest = _inflated(rest) if is_packed else rest
    if label.startswith((b"XML:com.adobe.xmp", b"Raw profile type")):
        picture_metadata.xmp(findings, name, rest, _WHERE)
        return
    field, said = label.decode(encoding, "replace"), rest.decode(encoding, "replace")
    if what := _OF_FIELDS.get(field):
        findings.add(name, what, said, _WHERE, field=field)
        findings.add(name, What.other, beside.decode(encoding, "replace"), _WHERE)
    else:
        findings.add(
            name, What.picture_remark, f"{field}{beside.decode(encoding, 'replace')}: {said}", _WHERE
        )


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _UNPACKED)
    except zlib.error:
        return packed
