"""EXIF as it stands in a picture: every entry of every directory, after TIFF 6.0 and CIPA DC-008 (EXIF 2.32).

A directory is twelve bytes an entry; values of more than four bytes stand elsewhere, by offset. Offsets are never believed:
each directory is read once, each value is cut at the end of the block. Names of tags come from Pillow's table.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from PIL.ExifTags import GPSTAGS, TAGS

from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.values import What

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_FORMS = {3: "H", 4: "L", 8: "h", 9: "l", 11: "f", 12: "d", 13: "L"}
_EXIF, _GPS, _INTEROP = 0x8769, 0x8825, 0xA005
_MOST_ENTRIES, _MOST_DIRECTORIES, _MOST_VALUES = 500, 20, 64
_ORIENTATION = 0x0112
_THUMBNAIL = frozenset({0x0201, 0x0202, 0x0111, 0x0117})
_WITH_CODE = frozenset({0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F})
"""The comment of the user, and the five entries of Windows, which are written in UTF-16."""
_PEOPLE = frozenset({"Artist", "XPAuthor", "CameraOwnerName"})
_PLAIN = frozenset(
    {0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0115, 0x011A, 0x011B, 0x011C, 0x0128, 0x0212, 0x0213, 0x9000}
    | {0x9101, 0xA000, 0xA001, 0xA002, 0xA003, _EXIF, _GPS, _INTEROP, *_THUMBNAIL}
)
"""Entries that say how the picture is coded and nothing about anybody."""


@dataclass(frozen=True, slots=True)
class Entry:
    directory: str
    """"picture", "preview", "exposure", "GPS", "interoperability"."""
    tag: int
    value: str


def entries(block: bytes) -> Iterator[Entry]:
    """Every entry of a block that begins with II or MM; what cannot be read is passed over. Time grows with the block."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:  # noqa: PLR2004 - the head of the block
        return
    waiting = [("picture", struct.unpack(order + "L", block[4:8])[0])]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        name, at = waiting.pop(0)
        if not at or at in seen or at + 2 > len(block):
            continue
        seen.add(at)
        count = min(struct.unpack(order + "H", block[at : at + 2])[0], _MOST_ENTRIES)
        for place in range(at + 2, at + 2 + 12 * count, 12):
            if place + 12 > len(block):
                break
            tag, kind, length = struct.unpack(order + "HHL", block[place : place + 8])
            raw = _raw(block, order, place, kind, length)
            leads = {_EXIF: "exposure", _GPS: "GPS", _INTEROP: "interoperability"}.get(tag)
            if leads and len(raw) >= 4:  # noqa: PLR2004 - one offset
                waiting.append((leads, struct.unpack(order + "L", raw[:4])[0]))
            yield Entry(name, tag, _value(raw, order, kind, tag))
        end = at + 2 + 12 * count
        if name == "picture" and end + 4 <= len(block):
            waiting.append(("preview", struct.unpack(order + "L", block[end : end + 4])[0]))


def _raw(block: bytes, order: str, place: int, kind: int, length: int) -> bytes:
    size = _SIZES.get(kind, 1) * length
    if size <= 4:  # noqa: PLR2004 - small values stand in the entry itself
        return block[place + 8 : place + 8 + size]
    at = struct.unpack(order + "L", block[place + 8 : place + 12])[0]
    return block[at : at + size]


def _value(raw: bytes, order: str, kind: int, tag: int) -> str:
    if tag in _WITH_CODE:
        return _coded(raw)
    if kind == 2:  # noqa: PLR2004 - ASCII, in truth any encoding
        return raw.split(b"\x00\x00\x00")[0].replace(b"\x00", b" ").decode("utf-8", "replace")
    if kind in {5, 10}:
        form = "LL" if kind == 5 else "ll"  # noqa: PLR2004 - with and without a sign
        pairs = struct.iter_unpack(order + form, raw[: len(raw) // 8 * 8][: 8 * _MOST_VALUES])
        return ", ".join(str(Fraction(a, b)) if b else f"{a}/0" for a, b in pairs)
    if kind in _FORMS:
        size = _SIZES[kind]
        return ", ".join(
            str(number)
            for (number,) in struct.iter_unpack(
                order + _FORMS[kind], raw[: len(raw) // size * size][: size * _MOST_VALUES]
            )
        )
    if kind in {1, 6} and len(raw) <= _MOST_VALUES:
        return ", ".join(map(str, raw))
    return readable(raw) or f"{len(raw)} bytes"


def _coded(raw: bytes) -> str:
    """The comment of the user names its encoding in eight letters; the entries of Windows are UTF-16."""
    code, rest = raw[:8], raw[8:]
    if code.startswith((b"ASCII", b"JIS")) or code == bytes(8):
        return rest.replace(b"\x00", b" ").decode("utf-8", "replace")
    if code.startswith(b"UNICODE"):
        raw = rest
    both = raw.decode("utf-16-le", "ignore"), raw.decode("utf-16-be", "ignore")
    return min(both, key=lambda words: sum(ord(sign) > 0x2FFF for sign in words)).replace("\x00", " ")  # noqa: PLR2004


def look(findings: Findings, path: str, block: bytes) -> None:
    """What a block of EXIF says, each entry with its name; the place in degrees, as a map takes it."""
    place: dict[int, str] = {}
    for entry in entries(block):
        if entry.directory == "GPS":
            place[entry.tag] = entry.value
        elif entry.directory == "preview" and entry.tag in _THUMBNAIL:
            findings.add(path, What.thumbnail, "a small copy of the picture", _WHERE_PREVIEW)
        elif entry.tag not in _PLAIN and not (entry.tag == _ORIENTATION and entry.value in {"", "1"}):
            name = str(TAGS.get(entry.tag, f"entry {entry.tag:#06x}"))
            if name in _PEOPLE:
                findings.add(path, What.author, entry.value, _WHERE, field=name)
            else:
                findings.add(path, What.camera, f"{name}: {entry.value}", _WHERE)
    _look_at_place(findings, path, place)


def _look_at_place(findings: Findings, path: str, place: dict[int, str]) -> None:
    spots = [
        spot
        for value, half in ((2, 1), (4, 3), (20, 19), (22, 21))
        if (spot := _degrees(place.get(value, ""), place.get(half, "")))
    ]
    if spots:
        findings.add(path, What.gps, "GPS " + ", ".join(spots), _WHERE)
    for tag, value in place.items():
        findings.add(path, What.gps, f"{GPSTAGS.get(tag, f'entry {tag:#06x}')}: {value}", _WHERE)


def _degrees(value: str, half: str) -> str:
    try:
        parts = [float(Fraction(piece.strip())) for piece in value.split(",")]
    except (ValueError, ZeroDivisionError, OverflowError):
        return ""
    total = sum(part / 60**depth for depth, part in enumerate(parts[:3]))
    return f"{total:.2f}{half.strip()[:1]} ({total:.6f})"


_WHERE = "In the particulars a camera or program writes into a picture."
_WHERE_PREVIEW = "In the particulars of the picture; it may show what was cut from the picture itself."
