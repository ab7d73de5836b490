"""What a list of people is once it has been read: a table of text, with the place of every row."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from underrose.methods.contacts.sentences import gettext_noop

ROWS, COLUMNS, CELLS, LETTERS = 20_000, 256, 500_000, 10_000
"""The most rows, columns, filled cells, and letters in one cell."""


class Kind(StrEnum):
    """What a list came as."""

    xlsx = "xlsx"
    csv = "csv"
    vcard = "vcard"
    pasted = "pasted"


class Why(StrEnum):
    """Why a line of the file is no row of the table. The value completes "Line 4 was left out: …"."""

    above = gettext_noop("it stands above the headings")
    empty = gettext_noop("it is empty")
    repeated = gettext_noop("it repeats the headings")
    section = gettext_noop("it is a heading for the rows below it")
    total = gettext_noop("it is a total")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` is the number the spreadsheet or editor shows."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    line: int
    why: Why
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read: every cell is text, days are YYYY-MM-DD, every row has as many cells as there are headers."""

    kind: Kind
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    header_line: int = 0
    """0 where the file has no headings."""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences for whoever brought the file."""


def as_plain(table: Table) -> dict[str, Any]:
    """The table as JSON takes it."""
    plain = asdict(table)
    plain["rows"] = [[row.line, *row.cells] for row in table.rows]
    return plain


def from_plain(found: dict[str, Any]) -> Table:
    """A table from JSON, every value made anew; raises ValueError, TypeError or KeyError for anything else."""
    width = len(found["headers"])
    rows = tuple(Row(int(line), tuple(str(cell) for cell in cells)) for line, *cells in found["rows"])
    if any(len(row.cells) != width for row in rows):
        raise ValueError("a row of another width")
    return Table(
        kind=Kind(found["kind"]),
        headers=tuple(str(header) for header in found["headers"]),
        rows=rows,
        header_line=int(found["header_line"]),
        sheet=str(found["sheet"]),
        other_sheets=tuple(str(name) for name in found["other_sheets"]),
        encoding=str(found["encoding"]),
        separator=str(found["separator"]),
        skipped=tuple(
            Skipped(int(one["line"]), Why(one["why"]), str(one["text"])) for one in found["skipped"]
        ),
        remarks=tuple(str(remark) for remark in found["remarks"]),
    )
