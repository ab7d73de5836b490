"""Lists that leave as files, row by row: Excel with typed cells, and CSV that a spreadsheet opens as it was meant.

Nothing of a list lies in a temporary file, and no list is in memory as a whole (docs/decisions/0020).
"""

import csv as csv_module
import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from underrose.methods.documents import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell: TypeAlias = workbook.Cell
CSV = "text/csv; charset=utf-8"
KINDS = ("xlsx", "csv")
CHUNK = 250  # rows asked of the database at a time
AT_ONCE = 250  # rows written at a time
Line = TypeVar("Line")
# Where a spreadsheet parts its cells at a semicolon, one begins within ours, and quotes around ours do not keep it out.
_SIGNS = re.escape("".join("".join(workbook.FORMULA).split()))
_BEGINS_A_CELL = re.compile(rf"(?<=[;\t\r\n])([\" ]*)([{_SIGNS}])")
logger = logging.getLogger(__name__)


class BrokenOff(Exception):
    """A list could not be written to its end. It says nothing of the cause, which may hold a name: servers print it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how a row answers it. Numbers and days stay what they are; all else is text."""

    label: str
    of: Callable[[Any], Cell]


def in_chunks(found: "QuerySet[Any, Any]", lines: Callable[[list[Any]], Iterable[Line]]) -> Iterator[Line]:
    """The lines of all rows, a few hundred in memory at a time, and no question open while somebody fetches slowly.

    Only the keys are asked for at once. Each chunk is asked for when its turn comes: whoever was forgotten or became
    hidden since then is not in the file.
    """
    keys = list(found.values_list("pk", flat=True))
    found = found.all()
    found.query.clear_limits()  # the keys say already how far it goes
    for start in range(0, len(keys), CHUNK):
        yield from lines(list(found.filter(pk__in=keys[start : start + CHUNK])))


def as_csv(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """With a byte order mark, so that Excel reads UTF-8, and nothing in it that a spreadsheet would calculate."""
    left, encoding = iter(rows), "utf-8-sig"
    lines = [[column.label for column in columns]]
    while True:
        some = list(islice(left, AT_ONCE))
        lines += [[_plain(column.of(row)) for column in columns] for row in some]
        if not lines:
            return
        yield _separated(lines).encode(encoding, "replace")
        lines, encoding = [], "utf-8"


def _separated(lines: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    csv_module.writer(target, lineterminator="\r\n").writerows(lines)
    return target.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        cell = _BEGINS_A_CELL.sub(r"\1'\2", cell)
        return f"'{cell}" if cell.startswith(workbook.FORMULA) else cell
    return workbook.day_of(cell) if isinstance(cell, date) else str(cell)


def as_xlsx(
    columns: Sequence[Column], rows: Iterable[Any], *, title: str, is_right_to_left: bool = False
) -> Iterator[bytes]:
    """One sheet: headings that stay in view, a filter, days as days, telephone numbers as text; no author, no time."""
    cells = ([column.of(row) for column in columns] for row in rows)
    heads = [column.label for column in columns]
    return workbook.workbook(heads, cells, title=title, is_right_to_left=is_right_to_left)


def response(
    columns: Sequence[Column], rows: Iterable[Any], *, kind: str, name: str, title: str
) -> StreamingHttpResponse:
    """The list as a download, "xlsx" or "csv", in the direction of the language it is asked in.

    The first rows are written here and now: what is wrong with the question shows as a page, not as half a file. What
    must be checked or recorded is done before this is called.
    """
    if kind == "csv":
        parts, broken = as_csv(columns, rows), _separated([[_not_whole()]]).encode()
    else:
        parts, broken = as_xlsx(columns, rows, title=title, is_right_to_left=get_language_bidi()), b""
    answer = StreamingHttpResponse(
        _to_the_end(next(parts), parts, broken), content_type=CSV if kind == "csv" else XLSX
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{"csv" if kind == "csv" else "xlsx"}"'
    return answer


def _not_whole() -> str:
    return _("The list breaks off here. Somebody may be missing: fetch it again.")


def _to_the_end(first: bytes, rest: Iterator[bytes], broken: bytes) -> Iterator[bytes]:
    """All parts. A server may end an answer that failed as if it were whole, so the file itself shows that it is not."""
    yield first
    try:
        yield from rest
    except Exception:
        logger.exception("A list broke off.")
    else:
        return
    if broken:
        yield broken
    raise BrokenOff
