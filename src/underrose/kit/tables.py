"""Lists that leave as files: Excel with typed cells, and CSV that a spreadsheet opens as it was meant."""

import csv as csv_module
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | date | None
# A spreadsheet takes text that begins so for a formula and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST = 60, 8
_HOUR = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how a row answers it. Numbers and days stay what they are; all else is text."""

    label: str
    of: Callable[[Any], Cell]


def as_csv(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """With a byte order mark, so that Excel reads UTF-8, and nothing in it that a spreadsheet would calculate."""
    target = io.StringIO()
    writer = csv_module.writer(target, lineterminator="\r\n")
    writer.writerow([column.label for column in columns])
    for row in rows:
        writer.writerow([_plain(column.of(row)) for column in columns])
    return target.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_xlsx(
    columns: Sequence[Column], rows: Iterable[Any], *, title: str, is_right_to_left: bool = False
) -> bytes:
    """One sheet: headings that stay in view, a filter, days as days, telephone numbers as text; no author, no time."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": date(2000, 1, 1)})
        sheet = book.add_worksheet(_sheet_name(title))
        _write(book, sheet, columns, list(rows), is_right_to_left=is_right_to_left)
    return _without_the_hour(target.getvalue())


def _without_the_hour(book: bytes) -> bytes:
    """The library writes when the file was made, to the second; nobody is to learn when somebody worked."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = _HOUR.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(member.filename), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _write(
    book: Any, sheet: Any, columns: Sequence[Column], rows: Sequence[Any], *, is_right_to_left: bool
) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
    if is_right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)
    for place, column in enumerate(columns):
        cells = [column.of(row) for row in rows]
        sheet.write_string(0, place, column.label, head)
        for line, cell in enumerate(cells, 1):
            _write_cell(sheet, line, place, cell, day)
        longest = max([len(str(cell or "")) for cell in cells] + [len(column.label)])
        sheet.set_column(place, place, min(max(longest + 2, NARROWEST), WIDEST))


def _write_cell(sheet: Any, line: int, place: int, cell: Cell, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, place, cell, day)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
    elif cell:
        sheet.write_string(line, place, cell)


def _sheet_name(title: str) -> str:
    """Excel takes 31 characters and none of these."""
    return "".join(character for character in title if character not in "[]:*?/\\'")[:31] or "List"


def response(
    columns: Sequence[Column], rows: Iterable[Any], *, kind: str, name: str, title: str
) -> HttpResponse:
    """The list as a download, "xlsx" or "csv"."""
    content = as_csv(columns, rows) if kind == "csv" else as_xlsx(columns, rows, title=title)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{"csv" if kind == "csv" else "xlsx"}"'
    return answer
