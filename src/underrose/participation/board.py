"""One working list as values: read as a page, as a file, and on paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, zip_longest

from django.utils.translation import gettext as _

from underrose.kit.tables import Cell
from underrose.kit.tables import Column as FileColumn
from underrose.kit.templatetags.kit import day
from underrose.methods.documents import sheets

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    kind: str = ""
    """"number" stands at the end, "telephone" can be dialled, "narrow" is not broken."""


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    count: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One list. Where it is grouped, its first column is the heading of the groups."""

    name: str
    title: str
    state: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    empty: str
    is_grouped: bool = False
    # Whether the number of rows of a group tells something.
    is_counted: bool = True
    # On paper its rows stand in two columns, so that a room fits on one page.
    is_folded: bool = False
    note: str = ""

    @property
    def shown_heads(self) -> tuple[Head, ...]:
        return self.heads[1:] if self.is_grouped else self.heads

    def groups(self) -> Iterator[Group]:
        """As a page and a paper show it."""
        if not self.rows:
            return
        if not self.is_grouped:
            yield Group("", "", self.rows)
            return
        for heading, rows in groupby(self.rows, key=lambda row: row[0]):
            found = tuple(row[1:] for row in rows)
            yield Group(written(heading) or _("Not known"), str(len(found)) if self.is_counted else "", found)

    def shown_groups(self) -> Iterator[tuple[Group, list[list[tuple[Head, str]]]]]:
        """Each group with its cells beside their heads, as a page draws them."""
        for group in self.groups():
            yield (
                group,
                [
                    [(head, written(cell)) for head, cell in zip(self.shown_heads, row, strict=True)]
                    for row in group.rows
                ],
            )

    def columns(self) -> list[FileColumn]:
        """As a spreadsheet has it: every row whole, days as days."""
        return [FileColumn(head.label, _cell(place)) for place, head in enumerate(self.heads)]

    def tables(self) -> tuple[sheets.Table, ...]:
        if self.is_folded and self.rows:
            return (_folded(self),)
        heads = tuple(
            sheets.Column(
                head.label, "end" if head.kind == "number" else "start", is_narrow=head.kind in NARROW
            )
            for head in self.shown_heads
        )
        tables = tuple(
            sheets.Table(heads, tuple(_printed(row) for row in group.rows), heading=group.heading)
            for group in self.groups()
        )
        return tables or (sheets.Table((), (), empty=self.empty),)


def _folded(board: Board) -> sheets.Table:
    """The first two columns twice, the second half of the rows beside the first; what else a row says joins its name."""
    short = [
        (", ".join(filter(None, (written(row[0]), *map(written, row[2:])))), written(row[1]))
        for row in board.rows
    ]
    half = (len(short) + 1) // 2
    pairs = zip_longest(short[:half], short[half:], fillvalue=("", ""))
    heads = tuple(sheets.Column(head.label, is_narrow=head.kind in NARROW) for head in board.heads[:2])
    return sheets.Table((*heads, *heads), tuple((*one, *other) for one, other in pairs))


NARROW = {"number", "telephone", "narrow"}


def _cell(place: int) -> Callable[[Row], Cell]:
    return lambda row: row[place]


def _printed(row: Row) -> tuple[str, ...]:
    return tuple(written(cell) for cell in row)


def written(cell: Cell) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)
