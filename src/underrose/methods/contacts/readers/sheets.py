"""Lists in Excel workbooks, with the days and numbers their cells hold, not as a formatter would show them."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from underrose.methods.contacts.model import COLUMNS, ROWS, Kind, Table
from underrose.methods.contacts.readers.refusals import refusal
from underrose.methods.contacts.readers.separated import unmarked
from underrose.methods.contacts.readers.shape import Grid, Line, hits, shaped

_SHEETS = 50
_STRETCHED = 20 * ROWS * 8
"""Cells of the rectangle around all filled ones, beyond which a sheet is stretched rather than long."""
_BROKEN = "Please open it in Excel, save it under a new name and try again."


def read(raw: bytes, asked: str = "") -> Table:
    """The sheet that is asked for, or the one with most known headings, visible ones first."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        known = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet][:_SHEETS]
    except (CalamineError, ValueError, OSError) as error:
        raise refusal("This workbook is damaged or not whole.", _BROKEN) from error
    names = [one.name for one in known]
    if not names:
        raise refusal("This workbook has no sheet with cells.")
    if asked and asked not in names:
        raise refusal(
            f"This workbook has no sheet “{asked}”.", f"Please choose one of these: {', '.join(names)}."
        )
    hidden = {one.name for one in known if one.visible != SheetVisibleEnum.Visible}
    grids = {name: _grid(book, name) for name in ([asked] if asked else names)}
    chosen = max(grids, key=lambda name: (_most_hits(grids[name]), name not in hidden, -names.index(name)))
    others = tuple(name for name in names if name != chosen)
    grid = Grid(grids[chosen], chosen, others, _told(chosen, others))
    return shaped(grid, Kind.xlsx)


def _told(chosen: str, others: tuple[str, ...]) -> tuple[str, ...]:
    if not others:
        return ()
    quoted = ", ".join(f"“{name}”" for name in others)
    return (f"The sheet “{chosen}” was read; left out: {quoted}.",)


def _most_hits(lines: tuple[Line, ...]) -> tuple[int, bool]:
    return max((hits(line.cells) for line in lines[:60]), default=0), any(any(line.cells) for line in lines)


def _grid(book: Any, name: str) -> tuple[Line, ...]:
    try:
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise refusal(f"The sheet “{name}” of this workbook is damaged.", _BROKEN) from error
    if sheet.start is None:
        return ()
    if sheet.height * sheet.width > _STRETCHED or sheet.width > COLUMNS * 4:
        raise refusal(
            f"The sheet “{name}” stretches over {sheet.height:,} rows and {sheet.width:,} columns.",
            "Please copy the rows of the list into a new workbook and try again.",
        )
    top, left = sheet.start
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    banners = _merged(sheet.merged_cell_ranges or [], rows, top, left)
    return tuple(
        Line(top + at + 1, ("",) * left + tuple(cells), at in banners) for at, cells in enumerate(rows)
    )


def _merged(ranges: Any, rows: list[list[str]], top: int, left: int) -> set[int]:
    """A cell drawn over several rows answers for all of them; rows with a cell drawn over several columns are returned."""
    banners = set()
    for (first, start), (last, end) in ranges:
        at, place = first - top, start - left
        if not (0 <= at < len(rows) and 0 <= place < len(rows[at])):
            continue
        if end > start:
            banners.add(at)
            continue
        for below in range(at + 1, min(last - top + 1, len(rows))):
            rows[below][place] = rows[below][place] or rows[at][place]
    return banners


def _text(cell: object) -> str:
    """What a cell says: days as YYYY-MM-DD, whole numbers with all their digits, no exponent."""
    if isinstance(cell, str):
        return unmarked(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.isoformat("minutes") if isinstance(cell, time) else _length(cell)


def _length(cell: object) -> str:
    return str(cell) if isinstance(cell, timedelta) else ""


def _number(cell: float) -> str:
    if cell != cell or cell in {float("inf"), float("-inf")}:  # noqa: PLR0124 # not a number
        return ""
    return str(int(cell)) if cell == int(cell) else format(Decimal(repr(cell)), "f")
