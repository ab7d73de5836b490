"""All that stands in a file of people, line by line: to see whether somebody is in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from underrose.methods.contacts.headers import NAMES, Mapping, propose_mapping
from underrose.methods.contacts.model import Row, Table
from underrose.methods.contacts.reading import read
from underrose.methods.contacts.rows import clean, someone
from underrose.methods.documents.intake import Unreadable
from underrose.methods.names import Someone

LONGEST_ADDRESS = 254
LONGEST_LOOKED_AT = 500
_BETWEEN_ADDRESSES = re.compile(r"[\s;,:<>()\[\]\"']")


class NotRead(Exception):
    """The file is of a kind that cannot be looked through."""


class Line(NamedTuple):
    """The cells of one line, and the places of those in a column of names."""

    cells: tuple[str, ...]
    named: tuple[int, ...] = ()


def lines(original: bytes, file_name: str) -> Iterator[Line]:
    """Every line of every sheet, also the headings and what was left out."""
    return (line for table in tables(original, file_name) for line in lines_of(table))


def tables(original: bytes, file_name: str) -> list[Table]:
    """Every sheet of it."""
    try:
        first = read(original, file_name)
        return [first, *[read(original, file_name, sheet) for sheet in first.other_sheets]]
    except Unreadable as fault:
        raise NotRead from fault


def addresses(cell: str) -> list[str]:
    """Every address in a cell, in small letters. Each letter is looked at a fixed number of times, however long the cell is."""
    found: list[str] = []
    if "@" not in cell:
        return found
    for piece in _BETWEEN_ADDRESSES.split(cell):
        parts = piece.split("@")
        found += [f"{one}@{other}" for one, other in pairwise(parts) if _is_short_enough(one, other)]
    return [address.rstrip(".").casefold() for address in found]


def _is_short_enough(one: str, other: str) -> bool:
    return bool(one and other) and len(one) + len(other) < LONGEST_ADDRESS


def people(table: Table) -> Iterator[Someone]:
    """Whom its rows name, as the importer reads them: without titles, and parted names made one."""
    short = replace(table, rows=tuple(replace(row, cells=_cut(row)) for row in table.rows))
    cleaned = clean(short, _mapping_of(short), lambda _typed: None)
    return map(someone, cleaned.rows)


def _mapping_of(table: Table) -> Mapping:
    return propose_mapping(table.headers, [_cut(row) for row in table.rows])


def _cut(row: Row) -> tuple[str, ...]:
    """What comes after so many letters is a text: no name stands there, and some of what looks at cells looks more than once."""
    return tuple(cell[:LONGEST_LOOKED_AT] for cell in row.cells)


def lines_of(table: Table) -> Iterator[Line]:
    mapping = _mapping_of(table)
    named = tuple(place for field in NAMES for place in mapping.places(field))
    yield Line(table.headers)
    yield from (Line(row.cells, named) for row in table.rows)
    yield from (Line(tuple(left_out.text.split(" · "))) for left_out in table.skipped)
