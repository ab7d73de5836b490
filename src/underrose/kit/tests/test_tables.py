import datetime as dt
import io
import zipfile

import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from underrose.kit.tables import Column, as_csv, as_xlsx

COLUMNS = [
    Column("Name", lambda row: row[0]),
    Column("Telephone", lambda row: row[1]),
    Column("Day", lambda row: row[2]),
]
ROWS = [("Ōta 太田", "+41 22 000", dt.date(2027, 3, 5)), ("=1+1", "@x", None)]


def test_csv_begins_with_its_mark_and_calculates_nothing():
    text = as_csv(COLUMNS, ROWS)
    assert text.decode("utf-8-sig").split("\r\n") == [
        "Name,Telephone,Day",
        "Ōta 太田,'+41 22 000,2027-03-05",
        "'=1+1,'@x,",
        "",
    ]
    assert text.startswith(b"\xef\xbb\xbf")


def test_xlsx_keeps_days_as_days_and_telephones_as_text():
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(as_xlsx(COLUMNS, ROWS, title="People: all"))
    )
    assert book.sheet_names == ["People all"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["Name", "Telephone", "Day"],
        ["Ōta 太田", "+41 22 000", dt.date(2027, 3, 5)],
        ["=1+1", "@x", ""],
    ]


def test_xlsx_names_no_author_and_no_time():
    with zipfile.ZipFile(io.BytesIO(as_xlsx(COLUMNS, ROWS, title="People"))) as book:
        core = book.read("docProps/core.xml").decode()
        formulas = b"<f>" in book.read("xl/worksheets/sheet1.xml")
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert formulas is False


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=5), st.none()), max_size=4))
def test_csv_has_one_line_for_each_row_whatever_it_holds(rows):
    import csv

    read = list(csv.reader(io.StringIO(as_csv(COLUMNS, rows).decode("utf-8-sig"), newline="")))
    assert len(read) == len(rows) + 1
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for line in read[1:] for cell in line)
