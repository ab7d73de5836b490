"""Small files for the tests: workbooks, and tables without a file."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from underrose.methods.contacts.headers import propose_mapping
from underrose.methods.contacts.model import Kind, Row, Table
from underrose.methods.contacts.rows import Cleaned, Ill, clean

COUNTRIES = {"Kenya": "KE", "Holland": "NL", "DRC": "CD", "Burma": "MM", "Cote dIvoire": "CI"}


def workbook(
    *sheets: Sequence[Sequence[Any]],
    names: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int, str]] = (),
    hidden: int = -1,
) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        day, moment = (
            book.add_format({"num_format": "d mmm yyyy"}),
            book.add_format({"num_format": "d mmm yyyy hh:mm"}),
        )
        clock, span = book.add_format({"num_format": "hh:mm"}), book.add_format({"num_format": "[h]:mm"})
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[number] if names else None)
            if number == hidden:
                sheet.hide()
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(at, place, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, place, cell, day)
                    elif isinstance(cell, tuple):
                        sheet.write_number(at, place, cell[1], {"clock": clock, "span": span}[cell[0]])
                    elif cell not in {"", None} or cell is False:
                        sheet.write(at, place, cell)
            for first, start, last, end, text in merged if number == 0 else ():
                sheet.merge_range(first, start, last, end, text)
    return target.getvalue()


def table(headers: Sequence[str], *rows: Sequence[str]) -> Table:
    return Table(
        Kind.csv,
        tuple(headers),
        tuple(Row(line, tuple(row)) for line, row in enumerate(rows, 2)),
        header_line=1,
    )


def cleaned(headers: Sequence[str], *rows: Sequence[str], reject: Sequence[Ill] = ()) -> Cleaned:
    made = table(headers, *rows)
    return clean(made, propose_mapping(headers, rows), COUNTRIES.get, reject=reject)
