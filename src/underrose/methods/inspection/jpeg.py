"""JPEG, segment by segment, after ITU-T T.81: what codes the picture, and what travels beside it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import exif, picture_metadata
from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.values import What

DAMAGED = (
    "This picture is damaged or not whole. Nothing was stored. "
    "Please open it in a picture program, save it under a new name and try again."
)
_UNKNOWN = (
    "This picture has a part of a kind that is not known here. Nothing was stored. "
    "Please open it in a picture program, save it under a new name and try again."
)
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_CODING = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}) - {0xC8}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_WHERE = "In the particulars a camera or program writes into a picture."
_AFTER = "After the end of the picture, where no program shows it."


@dataclass(frozen=True, slots=True)
class Segment:
    marker: int
    content: bytes
    """Without marker and length; of a scan, with its coded data."""


def segments(raw: bytes) -> Iterator[Segment]:
    """The segments up to the end of the picture; the last one, with marker 0, holds whatever follows it."""
    if not raw.startswith(b"\xff\xd8"):
        raise Unreadable(DAMAGED)
    at = 2
    while True:
        while raw[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 2 > len(raw) or raw[at] != 0xFF:  # noqa: PLR2004 - every marker begins so
            raise Unreadable(DAMAGED)
        marker = raw[at + 1]
        at += 2
        if marker == _EOI:
            yield Segment(0, raw[at:])
            return
        if marker in _ALONE:
            continue
        if at + 2 > len(raw):
            raise Unreadable(DAMAGED)
        size = struct.unpack(">H", raw[at : at + 2])[0]
        end = at + size
        if size < 2 or end > len(raw):  # noqa: PLR2004 - a length counts itself
            raise Unreadable(DAMAGED)
        if marker == _SOS:
            end = _scan_end(raw, end)
        yield Segment(marker, raw[at + 2 : end])
        at = end


def _scan_end(raw: bytes, at: int) -> int:
    """Coded data ends at the next marker; a stuffed zero and restarts are part of it."""
    while True:
        at = raw.find(b"\xff", at)
        if at < 0 or at + 1 >= len(raw):
            raise Unreadable(DAMAGED)
        if raw[at + 1] == 0 or raw[at + 1] in _ALONE or raw[at + 1] == 0xFF:  # noqa: PLR2004 - fill
            at += 1 if raw[at + 1] == 0xFF else 2  # noqa: PLR2004
            continue
        return at


def look(findings: Findings, raw: bytes, path: str) -> None:
    """All that stands beside the picture; a segment of an unknown kind blocks."""
    for segment in segments(raw):
        name = f"{path} › {_name(segment.marker)}" if segment.marker else f"{path} › after the end"
        findings.account(name, _role(segment), len(segment.content))
        if segment.marker == _COM:
            findings.add(name, What.picture_remark, segment.content.decode("utf-8", "replace"), _WHERE)
        elif 0xE0 <= segment.marker <= 0xEF:  # noqa: PLR2004 - the segments of applications
            _application(findings, name, segment)
        elif not segment.marker:
            _after(findings, name, segment.content)
        elif segment.marker not in _CODING and segment.marker != _SOS:
            findings.add(name, What.other, readable(segment.content), _WHERE)
            findings.block(_UNKNOWN)


def _name(marker: int) -> str:
    return f"APP{marker - 0xE0}" if 0xE0 <= marker <= 0xEF else f"segment {marker:02X}"  # noqa: PLR2004


def _role(segment: Segment) -> str:
    if not segment.marker:
        return "bytes after the end of the picture"
    if segment.marker in _CODING or segment.marker == _SOS:
        return "coded picture"
    return "remark" if segment.marker == _COM else "particulars of a camera or program"


def _after(findings: Findings, name: str, content: bytes) -> None:
    if content.strip(b"\x00"):
        findings.add(name, What.attachment, f"{len(content)} bytes. {readable(content)}", _AFTER)


def _application(findings: Findings, name: str, segment: Segment) -> None:
    content = segment.content
    if content.startswith(b"Exif\x00"):
        exif.look(findings, name, content[6:])
    elif content.startswith(b"http://ns.adobe.com/xap/1.0/\x00"):
        picture_metadata.xmp(findings, name, content[29:], _WHERE)
    elif content.startswith(b"http://ns.adobe.com/xmp/extension/\x00"):
        findings.add(name, What.xmp, readable(content[75:]), _WHERE)
    elif content.startswith(b"ICC_PROFILE\x00"):
        picture_metadata.colour_profile(findings, name, content[14:])
    elif content.startswith(b"Photoshop 3.0\x00"):
        picture_metadata.picture_desk(findings, name, content[14:])
    elif content.startswith(b"JFIF\x00") and segment.marker == 0xE0:  # noqa: PLR2004
        if content[12:14] not in {b"", b"\x00\x00"}:
            findings.add(name, What.thumbnail, "a small copy of the picture", _WHERE)
    elif content.startswith(b"JFXX\x00"):
        findings.add(name, What.thumbnail, "a small copy of the picture", _WHERE)
    elif not (content.startswith(b"Adobe") and segment.marker == 0xEE):  # noqa: PLR2004
        words = readable(content)
        findings.add(name, What.camera, words or f"{len(content)} bytes of a program", _WHERE)
