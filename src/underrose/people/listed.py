"""All that stands in a file of people, as one text: to see whether somebody is in it."""

from collections.abc import Iterator

from underrose.methods.contacts.model import Table
from underrose.methods.contacts.reading import read
from underrose.methods.documents.intake import Unreadable


class NotRead(Exception):
    """The file is of a kind that cannot be looked through."""


def text_of(original: bytes, file_name: str) -> str:
    """Every cell of every sheet, also of rows that were left out."""
    try:
        first = read(original, file_name)
        tables = [first, *[read(original, file_name, sheet) for sheet in first.other_sheets]]
    except Unreadable as fault:
        raise NotRead from fault
    return "\n".join([file_name, *(cell for table in tables for cell in _cells(table))])


def _cells(table: Table) -> Iterator[str]:
    yield from table.headers
    yield from (cell for row in table.rows for cell in row.cells if cell)
    yield from (left_out.text for left_out in table.skipped)
