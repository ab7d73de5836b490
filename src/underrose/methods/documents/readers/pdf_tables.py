"""Tables of a PDF, which has none: lines parted by the same blank strips from top to bottom.

A line is cut where letters stand far apart. Lines that follow each other are a table where every piece lies in one column,
none crosses a strip between them, and at least two rows have several cells.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from underrose.methods.documents.readers.pdf_lines import Letter, Line
from underrose.methods.documents.readers.text import BULLET, NUMBER

_APART = 0.8
"""Of the size of the letters: no usual space is as wide."""
_SPACE = 0.15
_EVEN, _SEVERAL = 1.3, 3
"""How much the spaces of a line that was spread to the margin differ, and how many tell that it was."""
_FARTHEST = 8
"""Of the size of the letters: lines further apart belong to no table."""
_ROWS = 2
_MOST = 40
"""Columns."""


@dataclass(slots=True, eq=False)
class _Column:
    left: float
    right: float

    def holds(self, piece: Line) -> bool:
        return piece.left < self.right and self.left < piece.right

    def widen(self, piece: Line) -> None:
        self.left, self.right = min(self.left, piece.left), max(self.right, piece.right)


@dataclass(slots=True)
class _Row:
    ceiling: float
    """Where the row above it ends, on the same page."""
    low: float
    """Where its last line stands."""
    cells: dict[int, list[Line]] = field(default_factory=dict)
    """Pieces by the place of their column in the order in which columns were found."""
    end: int = 0
    """The line after its last one."""


@dataclass(slots=True)
class Table:
    """The pieces of each cell, row by row."""

    first: Line
    rows: list[list[list[Line]]]


def parted(lines: list[Line], is_heading: Callable[[Line], bool]) -> Iterator[Line | Table]:
    """The lines as they are, and tables where they make some. Each line is looked at twice at most."""
    at = 0
    while at < len(lines):
        found = _Finding(is_heading).taken(lines, at)
        if found:
            yield found[0]
            at = found[1]
        else:
            yield lines[at]
            at += 1


def pieces(line: Line) -> list[Line]:
    """A line, cut where its letters stand far apart: not at the mark of an item, nor where it was spread to the margin."""
    seen = [(at, letter) for at, letter in enumerate(line.letters) if not letter.sign.isspace()]
    spaces = {
        at: letter.left - before.right
        for (_, before), (at, letter) in pairwise(seen)
        if letter.left - before.right > _SPACE * line.size
    }
    if len(spaces) >= _SEVERAL and max(spaces.values()) < _EVEN * min(spaces.values()):
        return [line]
    cuts = [0, *(at for at, space in spaces.items() if space > _APART * line.size), len(line.letters)]
    found = [_piece(line, line.letters[start:end]) for start, end in pairwise(cuts)]
    if len(found) > 1 and any(mark.fullmatch(f"{found[0].words} x") for mark in (BULLET, NUMBER)):
        found[:2] = [_piece(line, found[0].letters + found[1].letters)]
    return found


def _piece(line: Line, letters: list[Letter]) -> Line:
    return Line(line.page, line.height, letters)


@dataclass(slots=True)
class _Finding:
    """One table as its lines are met."""

    is_heading: Callable[[Line], bool]
    columns: list[_Column] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    low: float = 0.0
    page: int = 0

    def taken(self, lines: list[Line], start: int) -> tuple[Table, int] | None:
        """The table that begins with a line, and the place of the line after it."""
        at = start
        while at < len(lines):
            end = _beside(lines, at)
            if not self._take([piece for line in lines[at:end] for piece in pieces(line)], lines, at, end):
                break
            at = end
        while self.rows and len(self.rows[-1].cells) == 1:
            self.rows.pop()
        if sum(len(row.cells) > 1 for row in self.rows) < _ROWS:
            return None
        order = sorted(range(len(self.columns)), key=lambda column: self.columns[column].left)
        rows = [[row.cells.get(column, []) for column in order] for row in self.rows]
        return Table(lines[start], _without_heads_again(rows)), self.rows[-1].end

    def _take(self, found: list[Line], lines: list[Line], at: int, end: int) -> bool:
        """Whether a line is one of the table."""
        columns = self._columns_of(found) if self._may_follow(found, lines, at) else []
        if not columns:
            return False
        for piece, column in zip(found, columns, strict=True):
            self.columns[column].widen(piece)
            if not self.rows or self._begins(column, piece, is_alone=len(found) == 1):
                is_below = self.rows and piece.page == self.page
                self.rows.append(_Row(self.rows[-1].low if is_below else piece.height, piece.base))
            row = self.rows[-1]
            row.cells.setdefault(column, []).append(piece)
            row.low, row.end = min(row.low, piece.base), end
            self.page = piece.page
        return True

    def _may_follow(self, found: list[Line], lines: list[Line], at: int) -> bool:
        first = found[0]
        if not self.rows or self.page != first.page:
            return 1 < len(found) <= _MOST
        if len(found) == 1 and self.is_heading(lines[at]):
            return False
        row = self.rows[-1]
        return row.low - _FARTHEST * first.size < first.base < row.ceiling

    def _columns_of(self, found: list[Line]) -> list[int]:
        """The column of each piece; none where one crosses from one into another, or stands alone in none."""
        if len(found) + len(self.columns) > 2 * _MOST:
            return []
        columns: list[int] = []
        new: list[_Column] = []
        for piece in found:
            held = [number for number, column in enumerate(self.columns) if column.holds(piece)]
            if len(held) > 1 or (not held and len(found) == 1):
                return []
            columns.append(held[0] if held else len(self.columns) + len(new))
            new += [] if held else [_Column(piece.left, piece.right)]
        self.columns += new
        return columns

    def _begins(self, column: int, piece: Line, *, is_alone: bool) -> bool:
        """Whether a piece is the first of a new row: further left than what stands there, and not in the middle of its words."""
        row = self.rows[-1]
        place = self.columns[column].left
        if column in row.cells and len(row.cells) == 1:
            return not is_alone
        if piece.page == self.page and piece.base > row.low - 0.5 * piece.size:
            return False
        if piece.words[:1].islower() or all(self.columns[one].left <= place for one in row.cells):
            return False
        is_first = place == min(one.left for one in self.columns)
        return is_first or row.cells[max(row.cells, key=lambda one: self.columns[one].left)][-1].is_complete


def _beside(lines: list[Line], at: int) -> int:
    """The end of the lines that stand at one height beside each other."""
    end = at + 1
    while (
        end < len(lines)
        and lines[end].page == lines[at].page
        and abs(lines[end].base - lines[at].base) < 0.5 * lines[at].size
        and lines[end].left > lines[end - 1].right
    ):
        end += 1
    return end


def _without_heads_again(rows: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """The first row may come again on each page."""

    def words(row: list[list[Line]]) -> list[str]:
        return [" ".join(piece.words for piece in cell) for cell in row]

    def page(row: list[list[Line]]) -> int:
        return next(piece.page for cell in row for piece in cell)

    first = words(rows[0])
    return [row for row in rows if page(row) == page(rows[0]) or words(row) != first]
