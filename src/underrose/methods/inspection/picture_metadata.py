"""Blocks of words that pictures and PDF files share: XMP, colour profiles, and the notes of picture desks (IPTC)."""

import re
import struct

from lxml import etree

from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.values import What

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_pis=True
)
_SCHEMES = re.compile(r"http://(?:ns\.adobe\.com|www\.w3\.org|purl\.org)/\S*")
_TAGS = 132
"""Where the table of a colour profile begins."""
_IPTC = {
    5: "Title",
    15: "Category",
    25: "Keywords",
    40: "Instructions",
    55: "Date",
    60: "Time",
    80: "By-line",
    85: "By-line title",
    90: "City",
    92: "Sublocation",
    95: "Province",
    101: "Country",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "Copyright",
    118: "Contact",
    120: "Caption",
    122: "Writer",
}
"""Datasets of record 2, after IPTC-IIM 4.2."""
_CREATORS = frozenset({"creator", "Author", "author"})
"""Names of XMP for who made it."""
_PEOPLE = frozenset({"By-line", "Writer", "Contact"})
"""Those that name who made the picture or wrote of it."""


def xmp(findings: Findings, path: str, packet: bytes, where: str) -> None:
    """Every word and every attribute of a packet (ISO 16684-1), with its name; unreadable ones as far as they can be read."""
    try:
        tree = etree.fromstring(packet.strip(b"\x00 \t\r\n"), _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        findings.add(path, What.xmp, readable(packet), where)
        return
    for element in tree.iter():
        if not isinstance(element.tag, str):
            findings.add(path, What.xmp, str(element.text or ""), where)
            continue
        name = _name(element)
        for words in (element.text, element.tail):
            if words and words.strip():
                _one(findings, path, name, words.strip(), where)
        for key, value in element.attrib.items():
            label, said = str(key).rpartition("}")[2], str(value)
            if label not in {"parseType", "about", "lang"} and not _SCHEMES.fullmatch(said):
                _one(findings, path, label, said, where)


def _one(findings: Findings, path: str, name: str, words: str, where: str) -> None:
    if name in _CREATORS:
        findings.add(path, What.author, words, where, field="Author")
    else:
        findings.add(path, What.xmp, f"{name}: {words}", where)


def _name(element: etree._Element) -> str:
    """The nearest name that says something: lists are written as rdf:Seq of rdf:li."""
    at: etree._Element | None = element
    while at is not None:
        if isinstance(at.tag, str) and "22-rdf-syntax-ns" not in at.tag:
            return at.tag.rpartition("}")[2]
        at = at.getparent()
    return "words"


def colour_profile(findings: Findings, path: str, profile: bytes) -> None:
    """The words of a colour profile (ICC.1:2022): its description, its copyright, its maker and model."""
    said: list[str] = []
    count = struct.unpack(">L", profile[128:132])[0] if len(profile) > _TAGS else 0
    for at in range(_TAGS, min(_TAGS + 12 * count, len(profile) - 11, _TAGS + 1200), 12):
        name, start, size = struct.unpack(">4sLL", profile[at : at + 12])
        if name in {b"desc", b"cprt", b"dmnd", b"dmdd", b"meta", b"targ", b"scrn", b"vued"}:
            content = profile[start + 8 : start + min(size, 4096)]
            utf_16 = content.decode("utf-16-be", "ignore") if b"\x00" in content[:20] else ""
            worded = re.findall(r"[ -~\u00a0-\u024f]{4,}", utf_16)
            said.append(" ".join(worded) or readable(content))
    findings.add(
        path,
        What.colour_profile,
        " · ".join(dict.fromkeys(filter(None, said))) or f"{len(profile)} bytes",
        _WHERE,
    )


def picture_desk(findings: Findings, path: str, block: bytes) -> None:
    """The resources of Photoshop (8BIM), among them the notes of a picture desk (IPTC) and previews."""
    at = block.find(b"8BIM")
    while 0 <= at < len(block) - 12:
        number = struct.unpack(">H", block[at + 4 : at + 6])[0]
        name_length = block[at + 6]
        start = at + 7 + name_length + (name_length + 1) % 2
        if start + 4 > len(block):
            break
        size = struct.unpack(">L", block[start : start + 4])[0]
        _resource(findings, path, number, block[start + 4 : start + 4 + size])
        at = block.find(b"8BIM", start + 4 + size)


def _resource(findings: Findings, path: str, number: int, content: bytes) -> None:
    if number == 0x0404:  # noqa: PLR2004
        _iptc(findings, path, content)
    elif number in {0x0409, 0x040C}:
        findings.add(path, What.thumbnail, "a small copy of the picture", _WHERE)
    elif number == 0x0424:  # noqa: PLR2004
        xmp(findings, path, content, _WHERE)
    else:
        findings.add(path, What.picture_remark, readable(content), _WHERE)


def _iptc(findings: Findings, path: str, content: bytes) -> None:
    at = 0
    while at + 5 <= len(content) and content[at] == 0x1C:  # noqa: PLR2004 - the mark of a dataset
        record, dataset, size = (
            content[at + 1],
            content[at + 2],
            struct.unpack(">H", content[at + 3 : at + 5])[0],
        )
        words = content[at + 5 : at + 5 + (size & 0x7FFF)].decode("utf-8", "replace")
        if record == 2 and dataset:  # noqa: PLR2004 - the first dataset of record 2 is its version
            name = _IPTC.get(dataset, f"entry {dataset}")
            if name in _PEOPLE:
                findings.add(path, What.author, words, _WHERE, field=name)
            else:
                findings.add(path, What.picture_remark, f"{name}: {words}", _WHERE)
        at += 5 + (size & 0x7FFF)
    findings.add(path, What.picture_remark, readable(content[at:]), _WHERE)


_WHERE = "In the particulars a camera or program writes into a picture."
