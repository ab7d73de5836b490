"""All that stands in a file of people, line by line: to see whether somebody is in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from underrose.methods.contacts.headers import NAMES, propose_mapping
from underrose.methods.contacts.model import Table
from underrose.methods.contacts.reading import read
from underrose.methods.documents.intake import Unreadable

_MAIL = re.compile(r"[^\s@;,:<>()\[\]\"']+@[^\s@;,:<>()\[\]\"']+")


class NotRead(Exception):
    """The file is of a kind that cannot be looked through."""


class Line(NamedTuple):
    """The cells of one line, and the places of those in a column of names."""

    cells: tuple[str, ...]
    named: tuple[int, ...] = ()


def lines(original: bytes, file_name: str) -> Iterator[Line]:
    """Every line of every sheet, also the headings and what was left out."""
    try:
        first = read(original, file_name)
        tables = [first, *[read(original, file_name, sheet) for sheet in first.other_sheets]]
    except Unreadable as fault:
        raise NotRead from fault
    return (line for table in tables for line in _of(table))


def addresses(cell: str) -> list[str]:
    """Every address in a cell, in small letters."""
    return [found.rstrip(".").casefold() for found in _MAIL.findall(cell)] if "@" in cell else []


def _of(table: Table) -> Iterator[Line]:
    mapping = propose_mapping(table.headers, [row.cells for row in table.rows])
    named = tuple(place for field in NAMES for place in mapping.places(field))
    yield Line(table.headers)
    yield from (Line(row.cells, named) for row in table.rows)
    yield from (Line(tuple(left_out.text.split(" · "))) for left_out in table.skipped)
