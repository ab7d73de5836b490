import csv
import datetime as dt
import io
import logging
import traceback
import zipfile

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from underrose.kit import tables
from underrose.kit.models import Worker
from underrose.kit.tables import BrokenOff, Column, as_csv, as_xlsx, in_chunks, response
from underrose.methods.documents.workbook import FORMULA

COLUMNS = [
    Column("Name", lambda row: row[0]),
    Column("Telephone", lambda row: row[1]),
    Column("Day", lambda row: row[2]),
]
ROWS = [("Ōta 太田", "+41 22 000", dt.date(2027, 3, 5)), ("=1+1", "@x", None)]
MANY = 3 * tables.CHUNK


def broken_after(number):
    """Rows of which one, long after the first part has left, cannot be told; its fault names somebody."""
    for place in range(number):
        yield (f"Guest {place}", "", None)
    raise ValueError("Amina Larkmoor")


def drawn(answer):
    """What came over, and what the end was."""
    came = []
    try:
        came.extend(answer)
    except BrokenOff as end:
        return b"".join(came), end
    return b"".join(came), None


def test_csv_begins_with_its_mark_and_calculates_nothing():
    text = b"".join(as_csv(COLUMNS, ROWS))
    assert text.decode("utf-8-sig").split("\r\n") == [
        "Name,Telephone,Day",
        "Ōta 太田,'+41 22 000,2027-03-05",
        "'=1+1,'@x,",
        "",
    ]
    assert text.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "typed",
    ["Ada;=1+2", "a; =cmd|' /C calc'!A0", 'a;"=1+2"', "a\t@x", "a\n;+1", "a;\n=1", "a;;=1", 'a;";=1"'],
)
def test_no_cell_begins_with_a_formula_whatever_parts_the_cells(separator, typed):
    """Read as a spreadsheet of another country reads it: also a cell that is not the first of its line."""
    content = b"".join(as_csv(COLUMNS, [("First", typed, None), (typed, "", None)])).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(content), delimiter=separator) for cell in line]
    assert [cell for cell in cells if cell.lstrip(' "\n\t').startswith(FORMULA)] == []


def test_a_semicolon_alone_is_left_as_it_was_typed():
    assert b"".join(as_csv(COLUMNS, [("a; b", "", None)])).endswith(b"a; b,,\r\n")


def test_csv_never_tells_the_hour():
    moment = dt.datetime(2027, 3, 5, 13, 37, tzinfo=dt.UTC)
    assert b"".join(as_csv(COLUMNS, [("a", "b", moment)])).endswith(b"a,b,2027-03-05\r\n")


def test_xlsx_keeps_days_as_days_and_telephones_as_text():
    made = io.BytesIO(b"".join(as_xlsx(COLUMNS, ROWS, title="People: all")))
    book = python_calamine.CalamineWorkbook.from_filelike(made)
    assert book.sheet_names == ["People all"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["Name", "Telephone", "Day"],
        ["Ōta 太田", "+41 22 000", dt.date(2027, 3, 5)],
        ["=1+1", "@x", ""],
    ]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=5), st.none()), max_size=4))
def test_csv_has_one_line_for_each_row_whatever_it_holds(rows):
    text = b"".join(as_csv(COLUMNS, rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == len(rows) + 1
    assert not any(cell.startswith(FORMULA) for line in read[1:] for cell in line)


@pytest.mark.parametrize("number", [0, 1, tables.AT_ONCE, tables.AT_ONCE + 1, MANY])
def test_csv_marks_its_beginning_once_however_many_parts_it_has(number):
    rows = [(f"Guest {place}", "", None) for place in range(number)]
    text = b"".join(as_csv(COLUMNS, rows)).decode("utf-8")
    assert text.count("\ufeff") == 1
    assert text.split("\r\n")[1:-1] == [f"Guest {place},," for place in range(number)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_leaves_while_its_rows_are_still_being_read(kind):
    read = []

    def rows():
        for place in range(MANY):
            read.append(place)
            yield (f"Guest {place}", "", None)

    answer = response(COLUMNS, rows(), kind=kind, name="guests", title="Guests")
    assert 0 < len(read) <= tables.AT_ONCE
    assert answer["Content-Disposition"] == f'attachment; filename="guests.{kind}"'
    assert len(drawn(answer)[0]) > 0
    assert len(read) == MANY


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_fault_in_the_first_rows_comes_before_the_first_byte(kind):
    with pytest.raises(ValueError, match="Amina"):
        response(COLUMNS, broken_after(1), kind=kind, name="guests", title="Guests")


def test_csv_that_breaks_off_says_so_in_its_last_line():
    answer = response(COLUMNS, broken_after(MANY), kind="csv", name="guests", title="Guests")
    came, end = drawn(answer)
    lines = came.decode("utf-8-sig").split("\r\n")
    assert lines[-2:] == ["The list breaks off here. Somebody may be missing: fetch it again.", ""]
    assert isinstance(end, BrokenOff)


def test_xlsx_that_breaks_off_is_no_workbook():
    answer = response(COLUMNS, broken_after(MANY), kind="xlsx", name="guests", title="Guests")
    came, end = drawn(answer)
    assert came.startswith(b"PK")
    assert isinstance(end, BrokenOff)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(came))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_broke_a_list_off_is_told_to_nobody_by_name(kind, caplog):
    """The server prints what it is given with all its causes; our own log says the place in the code alone."""
    answer = response(COLUMNS, broken_after(MANY), kind=kind, name="guests", title="Guests")
    came, end = drawn(answer)
    assert "Amina" not in "".join(traceback.format_exception(end))
    assert b"Amina" not in came
    assert [(one.levelno, one.getMessage()) for one in caplog.records] == [
        (logging.ERROR, "A list broke off.")
    ]


def test_a_reader_who_goes_away_is_no_fault(caplog):
    closed = []

    def rows():
        try:
            yield from broken_after(MANY)
        finally:
            closed.append(True)

    answer = response(COLUMNS, rows(), kind="csv", name="guests", title="Guests")
    next(iter(answer))
    answer.close()
    assert closed == [True]
    assert caplog.records == []


def test_a_list_runs_in_the_direction_of_its_reader():
    def side():
        answer = response(COLUMNS, ROWS, kind="xlsx", name="guests", title="Guests")
        with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as book:
            return b'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml")

    assert side() is False
    with translation.override("ar"):
        assert side() is True


@pytest.fixture
def workers(db):
    """As many rows as take three chunks, in an order that is not that of their keys."""
    Worker.objects.bulk_create(Worker() for _ in range(MANY - 1))
    return Worker.objects.order_by("-pk")


def test_chunks_give_every_row_once_in_its_order(workers):
    keys = [worker.pk for worker in in_chunks(workers, list)]
    assert keys == list(workers.values_list("pk", flat=True))
    assert len(keys) == MANY - 1


def test_chunks_of_the_first_so_many_rows(workers):
    some = workers[2 : tables.CHUNK + 4]
    assert list(in_chunks(some, list)) == list(some)


def test_chunks_ask_for_the_keys_and_then_once_for_each(workers):
    with CaptureQueriesContext(connection) as asked:
        assert sum(1 for _ in in_chunks(workers, list)) == MANY - 1
    assert len(asked) == 1 + 3


def test_who_goes_while_somebody_fetches_slowly_is_not_in_the_file(workers):
    last = workers.last()
    lines = in_chunks(workers, list)
    came = [next(lines).pk]
    last.delete()  # on SQLite an open question would keep what is deleted in the log of the database
    came += [worker.pk for worker in lines]
    assert (last.pk in came, len(came)) == (False, MANY - 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="its log of what was written is a file of its own")
def test_no_question_stays_open_while_somebody_fetches_slowly(workers):
    lines = in_chunks(workers, list)
    next(lines)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, left, _moved = cursor.fetchone()
    assert (busy, left) == (0, 0)
