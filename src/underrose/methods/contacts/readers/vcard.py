"""Address cards (vCard 2.1, 3.0, 4.0) as a table, one row for each card. Source: RFC 6350, RFC 2426, the 2.1 specification.

A reader of our own, because the published one raises on the first broken line and brings three packages.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.contacts.model import LETTERS, ROWS, Kind, Row, Table
from underrose.methods.contacts.readers.letters import codec as codec_of
from underrose.methods.contacts.readers.letters import decode
from underrose.methods.contacts.readers.refusals import refusal

HEADERS = (
    "Full name", "Title", "Given name", "Family name", "Organisation", "Department", "Position", "E-mail", "Telephone", "Mobile",
    "Address", "Country", "Languages", "Gender", "Notes", "Reference", "Last update",
)  # fmt: skip
_LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:[^:;\"]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_FOLD = re.compile(rb"\r?\n[ \t]")
_SOFT = re.compile(rb"=[ \t]*\r?\n[ \t]?")
_QP_LINE = re.compile(rb"(?im)^[^\r\n:]*;[^\r\n:]*quoted-printable[^\r\n:]*:(?:[^\r\n]*=\r?\n)*[^\r\n]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FIELD = re.compile(r"((?:\\.|[^;\\]|\\$)*)(;|$)", re.DOTALL)
_PLAIN = {
    "FN": "Full name", "TITLE": "Position", "EMAIL": "E-mail", "LANG": "Languages", "NOTE": "Notes", "UID": "Reference",
    "REV": "Last update", "GENDER": "Gender",
}  # fmt: skip
_MOST_LINES = 500_000


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    parameters: str
    value: str
    line: int


def read(raw: bytes, encoding: str, remarks: tuple[str, ...]) -> Table:
    """The cards of a file. Several values of one property stand in one cell, parted by semicolons; pictures are left out."""
    codec = codec_of(encoding)
    if encoding == "UTF-16":
        raw = decode(raw)[0].encode("utf-8", "replace")
    rows: list[Row] = []
    broken: list[int] = []
    for line, card in _cards(_properties(raw.removeprefix(b"\xef\xbb\xbf"), codec, broken)):
        if card:
            rows.append(
                Row(line, tuple(_clipped("; ".join(card.get(header, [])), line) for header in HEADERS))
            )
        if len(rows) > ROWS:
            raise refusal(
                f"This file has more than {ROWS:,} cards.",
                "Please divide it into several files and try again.",
            )
    if not rows:
        raise refusal("This file holds no address card with anything in it.")
    told = [*remarks]
    if broken:
        told.append(
            f"{len(broken):,} lines of the cards could not be read and were left out, the first of them line {broken[0]:,}."
        )
    return Table(Kind.vcard, HEADERS, tuple(rows), encoding=encoding, remarks=tuple(told))


def _clipped(cell: str, line: int) -> str:
    if len(cell) > LETTERS:
        raise refusal(
            f"A field of the card in line {line:,} has {len(cell):,} letters, more than the {LETTERS:,} that are read.",
            "Please shorten it and try again.",
        )
    return cell


def _properties(raw: bytes, codec: str, broken: list[int]) -> Iterator[_Property]:
    """Unfolded lines as name, parameters and text; a line that is none is counted as broken."""
    joined = _QP_LINE.sub(lambda found: _SOFT.sub(_keep_count, found.group()), raw)
    number = 1
    for piece in _FOLD.sub(b"\x01", joined).split(b"\n")[:_MOST_LINES]:
        start = number
        number += 1 + piece.count(b"\x01") + piece.count(b"\x02")
        content = piece.replace(b"\x01", b"").replace(b"\x02", b"").rstrip(b"\r")
        if not content.strip():
            continue
        text = content.decode(codec, "replace")
        found = _LINE.fullmatch(text)
        if found is None:
            broken.append(start)
            continue
        name, parameters, value = found.group(1).upper(), found.group(2).upper(), found.group(3)
        if "QUOTED-PRINTABLE" in parameters:
            value = _unquoted(value, parameters, codec)
        yield _Property(name, parameters, value, start)


def _keep_count(_found: re.Match[bytes]) -> bytes:
    return b"\x02"


def _unquoted(value: str, parameters: str, codec: str) -> str:
    said = re.search(r"CHARSET=\"?([\w-]+)", parameters)
    plain = quopri.decodestring(value.encode(codec, "replace"))
    for one in (said.group(1) if said else "utf-8", codec, "cp1252"):
        try:
            return plain.decode(one)
        except (LookupError, UnicodeDecodeError):
            continue
    return plain.decode("utf-8", "replace")


def _cards(properties: Iterator[_Property]) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """The line each card begins in, and what it says. A card within a card is left out; one without an end ends with the file."""
    depth, line, card = 0, 0, dict[str, list[str]]()
    for one in properties:
        is_card = one.value.strip().upper() == "VCARD"
        if one.name == "BEGIN" and is_card:
            depth += 1
            if depth == 1:
                line, card = one.line, {}
        elif one.name == "END" and is_card:
            depth = max(0, depth - 1)
            if depth == 0:
                yield line, card
                card = {}
        elif depth == 1:
            for header, text in _said(one):
                if (plain := " ".join(text.split())) and plain not in card.setdefault(header, []):
                    card[header].append(plain)
    if card:
        yield line, card


def _said(one: _Property) -> Iterator[tuple[str, str]]:
    """The columns a property fills."""
    if one.name == "N":
        family, given, additional, prefix, suffix, *_ = [*_fields(one.value), "", "", "", "", ""]
        yield from (
            ("Family name", family),
            ("Given name", f"{given} {additional}"),
            ("Title", prefix),
            ("Notes", suffix),
        )
    elif one.name == "ORG":
        organisation, *units = _fields(one.value)
        yield from (("Organisation", organisation), ("Department", ", ".join(unit for unit in units if unit)))
    elif one.name == "ADR":
        *place, country = (*_fields(one.value), "", "", "", "", "", "", "")[:7]
        yield from (("Address", ", ".join(part for part in place if part)), ("Country", country))
    elif one.name == "TEL":
        number = one.value.strip()
        is_mobile = "CELL" in one.parameters
        yield ("Mobile" if is_mobile else "Telephone"), re.sub(r"(?i)^tel:", "", _unescaped(number))
    elif header := _PLAIN.get(one.name):
        text = _unescaped(one.value)
        yield header, (text.removeprefix("urn:uuid:") if header == "Reference" else text)


def _fields(value: str) -> list[str]:
    """The parts of a structured value, at semicolons without a backslash before them; an empty one may follow."""
    return [_unescaped(part.group(1)).strip() for part in _FIELD.finditer(value)]


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), value)
