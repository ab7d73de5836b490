"""Address cards that leave. Source: RFC 6350 (4.0) and RFC 2426 (3.0)."""

from collections.abc import Iterable, Iterator
from typing import Literal

from underrose.methods.contacts.rows import ContactRow

_OCTETS = 75


def as_vcards(rows: Iterable[ContactRow], version: Literal["4.0", "3.0"] = "4.0") -> Iterator[bytes]:
    """One card for each row, UTF-8, lines folded at 75 octets; in constant memory. Diet, notes of others and extras stay out.

    The name stands as typed in FN; N holds its parts where they are known.
    """
    for row in rows:
        yield b"".join(_folded(line) for line in _lines(row, version))


def _lines(row: ContactRow, version: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"FN:{escaped(row.name)}"
    family, given = row.family_name, row.given_name
    yield f"N:{escaped(family)};{escaped(given)};;{escaped(row.title)};"
    if row.native_name and row.native_name != row.name:
        yield f"X-NATIVE-NAME:{escaped(row.native_name)}"
    if row.organisation or row.department:
        yield f"ORG:{escaped(row.organisation)}{';' + escaped(row.department) if row.department else ''}"
    if row.position:
        yield f"TITLE:{escaped(row.position)}"
    for email in row.emails:
        yield f"EMAIL:{escaped(email)}"
    for telephone in row.telephones:
        kind = "cell" if telephone.is_mobile else "voice"
        yield f"TEL;TYPE={kind if version == '4.0' else kind.upper()}:{escaped(telephone.typed)}"
    if row.duty_station or row.country_typed or row.country:
        yield f"ADR:;;;{escaped(row.duty_station)};;;{escaped(row.country_typed or row.country)}"
    for language in row.languages:
        yield f"{'LANG' if version == '4.0' else 'X-LANG'}:{escaped(language)}"
    if row.notes:
        yield f"NOTE:{escaped(row.notes)}"
    if row.reference:
        yield f"UID:{escaped(row.reference)}"
    yield "END:VCARD"


def escaped(text: str) -> str:
    """A value in which nothing ends the field or the line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in plain if letter >= " " or letter in "\n\t")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """At most 75 octets a line, never cut within a letter."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > _OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
