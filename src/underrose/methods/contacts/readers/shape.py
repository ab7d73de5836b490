"""From lines of cells to a table: which line holds the headings, and which lines are no people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from underrose.methods.contacts.headers import NAMES, folded, recognised
from underrose.methods.contacts.model import CELLS, COLUMNS, LETTERS, ROWS, Kind, Row, Skipped, Table, Why
from underrose.methods.contacts.readers.refusals import refusal

_LOOKED_AT = 40
"""Filled lines among which the headings are searched."""
_ENOUGH = 2
_SPACE = re.compile("^[\\s\u200b\ufeff]+|[\\s\u200b\ufeff]+$")
_TOTAL = re.compile(
    r"(?:(?:grand|sub|sous|gran|general)[ -]?)?(?:total|totals|totaux|totales|sum|summe|gesamt|somme|suma|soma|totale|итого|всего"
    r"|المجموع|الإجمالي|合计|总计|小计)\b.{0,30}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d\s.,()%]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file. `is_banner`: one cell drawn over several columns."""

    line: int
    cells: tuple[str, ...]
    is_banner: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """All lines of one sheet or text."""

    lines: tuple[Line, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def too_many_rows(number: int) -> bool:
    """Whether reading further is useless."""
    return number > ROWS + _LOOKED_AT


def hits(cells: Sequence[str]) -> int:
    """How many different known headings stand in a line."""
    return len({found for cell in cells if (found := recognised(cell))})


def shaped(
    grid: Grid, kind: Kind, *, encoding: str = "", separator: str = "", remarks: tuple[str, ...] = ()
) -> Table:
    """The table in the lines; title rows, empty rows, repeated headings, totals and headings of sections told apart."""
    lines = [
        Line(one.line, tuple(_stripped(cell) for cell in one.cells), one.is_banner) for one in grid.lines
    ]
    _check(lines)
    at = _heading(lines)
    told = [*grid.remarks, *remarks]
    if at is None:
        told.append("No headings were found in this file; the columns are numbered.")
    skipped = [Skipped(one.line, Why.above, _said(one)) for one in lines[: at or 0] if any(one.cells)]
    body = lines if at is None else lines[at + 1 :]
    heads = _Heads(body, lines[at].cells if at is not None else (), with_headings=at is not None)
    rows = _rows(body, heads, skipped)
    return Table(
        kind=kind,
        headers=heads.labels(),
        rows=tuple(rows),
        header_line=0 if at is None else lines[at].line,
        sheet=grid.sheet,
        other_sheets=grid.other_sheets,
        encoding=encoding,
        separator=separator,
        skipped=tuple(skipped),
        remarks=tuple(told),
    )


def _stripped(cell: str) -> str:
    return _SPACE.sub("", cell).replace("\x00", "")


def _said(line: Line) -> str:
    return " ".join(cell for cell in line.cells if cell)[:200]


def _check(lines: Sequence[Line]) -> None:
    filled = sum(1 for one in lines if any(one.cells))
    if filled == 0:
        raise refusal("This list is empty.")
    if filled > ROWS:
        raise refusal(
            f"This list has more than {ROWS:,} rows.", "Please divide it into several files and try again."
        )
    widest = max(lines, key=lambda one: len(one.cells))
    if len(widest.cells) > COLUMNS:
        raise refusal(
            f"Line {widest.line:,} has {len(widest.cells):,} cells, more than the {COLUMNS} columns that are read.",
            "Please remove the columns that are not needed and try again.",
        )
    if sum(1 for one in lines for cell in one.cells if cell) > CELLS:
        raise refusal(
            f"This list has more than {CELLS:,} filled cells.",
            "Please divide it into several files and try again.",
        )
    for one in lines:
        for place, cell in enumerate(one.cells):
            if len(cell) > LETTERS:
                raise refusal(
                    f"The cell {letter(place)}{one.line} has {len(cell):,} letters, more than the {LETTERS:,} that are read.",
                    "Please shorten it, or check that this is the right file, and try again.",
                )


def _heading(lines: Sequence[Line]) -> int | None:
    """The line with most known headings; without any, the first line that looks like headings rather than a person."""
    filled = [at for at, one in enumerate(lines) if any(one.cells)][:_LOOKED_AT]
    best = max(filled, key=lambda at: (hits(lines[at].cells), -at))
    most = hits(lines[best].cells)
    wide = max(sum(1 for cell in lines[at].cells if cell) for at in filled)
    if most >= _ENOUGH or (most and wide == 1):
        return best
    first = next(
        (at for at in filled if sum(1 for cell in lines[at].cells if cell) >= min(_ENOUGH, wide)), filled[0]
    )
    cells = lines[first].cells
    if len(filled) == 1 or any("@" in cell or _NUMBER.fullmatch(cell) for cell in cells):
        return None
    return first


def letter(place: int) -> str:
    """A column as spreadsheets call it: 0 is A, 27 is AB."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


class _Heads:
    """The columns that hold something, with their headings."""

    def __init__(self, body: Sequence[Line], cells: tuple[str, ...], *, with_headings: bool) -> None:
        width = max([len(one.cells) for one in body] + [len(cells)])
        self.cells = cells + ("",) * (width - len(cells))
        used = {place for one in body for place, cell in enumerate(one.cells) if cell}
        self.places = [place for place in range(width) if place in used or self.cells[place]]
        self.with_headings = with_headings
        self.folded = [folded(cell) for cell in self.cells]
        self.first_is_aside = self._first_is_aside(body)
        self.has_sections = False

    def _first_is_aside(self, body: Sequence[Line]) -> bool:
        """Whether the first column holds no names, so that words alone in it head the rows below."""
        known = recognised(self.cells[self.places[0]])
        firsts = [one.cells[self.places[0]] for one in body if len(one.cells) > self.places[0]]
        numbers = sum(1 for cell in firsts if _NUMBER.fullmatch(cell))
        return (known is not None and known not in NAMES) or numbers > len(
            [cell for cell in firsts if cell]
        ) / 2

    def labels(self) -> tuple[str, ...]:
        found = tuple(
            " ".join(self.cells[place].split())
            or (f"Column {letter(place)}" if self.with_headings else f"Column {place + 1}")
            for place in self.places
        )
        return (*found, "Section") if self.has_sections else found

    def is_repeated(self, line: Line) -> bool:
        filled = [(place, cell) for place, cell in enumerate(line.cells) if cell]
        same = sum(1 for place, cell in filled if folded(cell) == self.folded[place])
        return same >= _ENOUGH and same >= 0.7 * len(filled)

    def is_section(self, line: Line, filled: list[str]) -> bool:
        if len(filled) != 1 or len(self.places) <= _ENOUGH or "@" in filled[0]:
            return False
        return line.is_banner or (bool(line.cells[self.places[0]]) and self.first_is_aside)


def _rows(body: Sequence[Line], heads: _Heads, skipped: list[Skipped]) -> list[Row]:
    found: list[tuple[int, list[str], str]] = []
    section = ""
    last = max((at for at, one in enumerate(body) if any(one.cells)), default=-1)
    for one in body[: last + 1]:
        filled = [cell for cell in one.cells if cell]
        why = _why(one, filled, heads)
        if why is Why.section:
            section, heads.has_sections = filled[0], True
        if why:
            skipped.append(Skipped(one.line, why, _said(one)))
            continue
        cells = one.cells + ("",) * (len(heads.cells) - len(one.cells))
        found.append((one.line, [cells[place] for place in heads.places], section))
    return [
        Row(line, tuple([*cells, section] if heads.has_sections else cells)) for line, cells, section in found
    ]


def _why(line: Line, filled: list[str], heads: _Heads) -> Why | None:
    if not filled:
        return Why.empty
    if heads.with_headings and heads.is_repeated(line):
        return Why.repeated
    if _TOTAL.fullmatch(filled[0]) and (
        len(filled) == 1 or all(_NUMBER.fullmatch(cell) for cell in filled[1:])
    ):
        return Why.total
    return Why.section if heads.is_section(line, filled) else None
