"""What the archive around an Office file tells by itself: remarks, times of members, names of parts, bytes in between."""

import io
import re
import struct
import zipfile
from pathlib import PurePosixPath

from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.values import What

_USUAL = re.compile(
    r"\[Content_Types\]|\.rels|(?:[a-zA-Z]+\.xml)|(?:image|item|itemProps|header|footer|sheet|chart|drawing|vmlDrawing|comments|"
    r"table|theme|font|data|layout|colors|quickStyle|style|person|threadedComment|printerSettings|pivotTable|style[s]?|"
    r"pivotCacheDefinition|pivotCacheRecords|externalLink|queryTable|slicer|slicerCache|oleObject|ctrlProp|activeX|ink|"
    r"control|webextension|taskpanes|customProperty|revisionLog|hdphoto|media|thumbnail|recipientData|sig|origin|"
    r"vbaProject|vbaData|Microsoft_Excel_(?:Sheet|Worksheet)|Microsoft_Word_Document|package|afchunk|customXml|themeOverride|LabelInfo|diagram)[\d_]*",
)
_WHERE = "In the archive that an Office file is."
_START = 1980
_HEAD = 30


def look(findings: Findings, raw: bytes) -> None:
    """Everything an archive holds beside the content of its members. The archive has passed the guard before."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = archive.infolist()
        findings.add("archive", What.other, archive.comment.decode("utf-8", "replace"), _WHERE)
    times = sorted({member.date_time for member in members if member.date_time[0] > _START})
    for moment in dict.fromkeys(times[:1] + times[-1:]):
        said = "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*moment)
        findings.add("archive", What.moment, said, _WHERE)
    for member in members:
        findings.add(member.filename, What.other, member.comment.decode("utf-8", "replace"), _WHERE)
        findings.add(member.filename, What.other, readable(member.extra), _WHERE)
        _name(findings, member.filename)
    _between(findings, raw, members)


def _name(findings: Findings, name: str) -> None:
    path = PurePosixPath(name)
    stem = path.name.partition(".")[0] or path.name
    if path.suffix == ".rels" and path.parent.name == "_rels":
        return  # named after the part it belongs to
    if not (_USUAL.fullmatch(stem) or _USUAL.fullmatch(path.name)):
        findings.add(name, What.other, path.name, _WHERE)


def _between(findings: Findings, raw: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Bytes that belong to no member: before the first, between two, or after the last."""
    at = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset > at:
            _outside(findings, raw[at : member.header_offset])
        name, extra = struct.unpack("<2H", raw[member.header_offset + 26 : member.header_offset + _HEAD])
        head = raw[member.header_offset + _HEAD + name : member.header_offset + _HEAD + name + extra]
        findings.add(member.filename, What.other, readable(head), _WHERE)
        at = member.header_offset + _HEAD + name + extra + member.compress_size
    directory = raw.find(b"PK\x01\x02", at)
    if directory > at:
        _outside(findings, raw[at:directory])


def _outside(findings: Findings, content: bytes) -> None:
    """A few bytes are the sizes that some programs write behind a member."""
    findings.add("archive", What.attachment, readable(content), _WHERE)
