import datetime as dt
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from itertools import repeat
from xml.etree import ElementTree as ET

import pytest
import python_calamine
from hypothesis import example, given, settings
from hypothesis import strategies as st

from underrose.methods.documents import workbook as workbooks
from underrose.methods.documents.workbook import AT_ONCE, FORMULA, LONGEST, workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = "xl/worksheets/sheet1.xml"
# Whatever a list may hold: halves of signs, control characters, what looks written as Excel writes those, formulas.
WORDS = st.one_of(
    st.text(st.characters(), max_size=40),
    st.text("_x0123aF\x00\x01\x1f\t\n\r<>&'\"", max_size=30),
    st.sampled_from(
        [
            "_x000D_",
            "_x0041",
            "__x0041_",
            "=1+1",
            "+41 22 000",
            "@x",
            "سلام",
            "太田",
            "👩‍👩‍👧",
            " a ",
            "\ud83d",
        ]
    ),
)
CELLS = st.one_of(
    st.none(),
    WORDS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


def made(rows, heads=("A", "B"), **options) -> bytes:
    return b"".join(workbook(heads, rows, **{"title": "List", **options}))


def pages(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def shown(rows, **options) -> list[list[object]]:
    """As another program reads it, without the headings."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made(rows, **options)))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]


def as_a_cell_has(words: str) -> str:
    """The slow twin: which words a cell must show."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in words)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
@example([("_x0041\x01", "\x01x0041_"), ("__x0041_", "_x005F_x0041_")])
@example([("\r\n", "\ud83d\ude00")])
def test_words_are_read_as_they_were_written(rows):
    expected = [[as_a_cell_has(words) for words in row] for row in rows]
    # The reader leaves two signs written that XML cannot carry; it takes all others as Excel means them.
    read = [
        [str(cell).replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff") for cell in row]
        for row in shown(rows)
    ]
    kept = [row for row in expected if any(row)]
    assert [row for row in read if any(row)] == kept


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.text(max_size=40), st.booleans())
def test_every_page_is_sound_whatever_a_list_holds(rows, title, side):
    parts = pages(made(rows, title=title, is_right_to_left=side))
    for words in parts.values():
        ET.fromstring(words)  # noqa: S314 - our own words
    sheet = parts[SHEET]
    assert sheet.count("<row ") == len(rows) + 1
    assert "<f>" not in sheet
    assert 'autoFilter ref="A1:B' + str(max(len(rows), 1) + 1) + '"' in sheet


@given(st.sampled_from(FORMULA), WORDS)
def test_what_looks_like_a_formula_stays_text_when_somebody_edits_it(sign, rest):
    cell = ET.fromstring(pages(made([(sign + rest, "")]))[SHEET]).findall(f".//{MAIN}c")[2]  # noqa: S314 - our own words
    styles = ET.fromstring(pages(made([]))["xl/styles.xml"])  # noqa: S314 - our own words
    style = styles.findall(f"./{MAIN}cellXfs/{MAIN}xf")[int(cell.get("s", "0"))]
    assert (cell.get("t"), style.get("quotePrefix")) == ("inlineStr", "1")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * 40_000, "x" * (LONGEST - 1) + "…"),
        ("👍" * 20_000, "👍" * ((LONGEST - 1) // 2) + "…"),
        ("x" + "👍" * 20_000, "x" + "👍" * ((LONGEST - 2) // 2) + "…"),
        ("\ud83d" * 40_000, None),
    ],
)
def test_a_cell_holds_so_much_and_shows_that_it_was_cut(words, kept):
    read = shown([(words, "end")])[0]
    assert read[1] == "end"
    assert kept is None or read[0] == kept
    assert len(str(read[0]).encode("utf-16-le")) <= 2 * LONGEST


def test_days_are_days_numbers_numbers_and_no_hour_stays():
    moment = dt.datetime(2027, 3, 5, 13, 37, tzinfo=dt.UTC)
    rows = [
        (dt.date(1900, 3, 1), 7),
        (dt.date(9999, 12, 31), -2.5),
        (moment, True),
        (dt.date(1899, 12, 31), 10**20),
    ]
    assert shown(rows) == [
        [dt.date(1900, 3, 1), 7.0],
        [dt.date(9999, 12, 31), -2.5],
        [dt.date(2027, 3, 5), 1.0],
        ["1899-12-31", str(10**20)],
    ]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_written_out(number):
    assert shown([(number, "x")]) == [[str(number), "x"]]


def test_headings_stay_in_view_come_again_in_print_and_filter():
    parts = pages(made([("a", "b")] * 3, title="Guests", is_right_to_left=True))
    assert (
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        in parts[SHEET]
    )
    assert '<sheetView rightToLeft="1"' in parts[SHEET]
    assert "'Guests'!$1:$1</definedName>" in parts["xl/workbook.xml"]
    assert "'Guests'!$A$1:$B$4</definedName>" in parts["xl/workbook.xml"]


def test_columns_are_as_wide_as_their_first_rows_need_within_bounds():
    first = [("x" * 100, "y", dt.date(2027, 9, 30), "z" * 20)] * AT_ONCE
    later = [("x", "y" * 50, None, "z")]
    sheet = pages(made(first + later, heads=("A", "B", "Day", "D")))[SHEET]
    columns = ET.fromstring(sheet).findall(f".//{MAIN}col")  # noqa: S314 - our own words
    assert [one.get("width") for one in columns] == ["60", "8", "19", "22"]


def test_nobody_and_no_time_in_the_file():
    book = made([("a", "b")], title="Guests")
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    told = [(one.tag.rpartition("}")[2], one.text) for one in ET.fromstring(core)]  # noqa: S314 - our own words
    assert told == [("title", "Guests")]
    assert book == made([("a", "b")], title="Guests")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("People: all", "People all"),
        ("", "List"),
        ("[]:*?/\\'", "List"),
        ("History", "List"),
        ("قائمة <المشاركين> & co", "قائمة <المشاركين> & co"),
        ("👍" * 20, "👍" * 15),
        ("a\x00\ud83d\uffffb", "ab"),
    ],
)
def test_the_sheet_has_a_name_excel_takes(title, name):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made([], title=title)))
    assert book.sheet_names == [name]


def test_it_is_given_while_it_is_written_and_never_held_as_a_whole():
    """Rows that do not compress, four thousand of them: what waits between two parts is a small share of the file."""
    chance, drawn = random.Random(3), []  # noqa: S311 - no secret

    def rows() -> Iterator[tuple[str, str]]:
        for place in range(4_000):
            drawn.append(place)
            yield ("".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(60)), "")

    sizes, ahead, given_out = [], [], 0
    for part in workbook(("A", "B"), rows(), title="List"):
        given_out += len(part)
        sizes.append(len(part))
        ahead.append(len(drawn))
    assert ahead[0] == AT_ONCE
    assert max(sizes) < given_out / 8


def test_no_file_is_opened_while_a_workbook_is_written(monkeypatch):
    """The operating system is asked, not a list of modules: the audit hook of Python sees every open."""
    opened: list[object] = []
    watching = [True]
    sys.addaudithook(lambda name, args: opened.append(args[0]) if name == "open" and watching[0] else None)
    try:
        made([("a", "b")] * (3 * AT_ONCE))
    finally:
        watching[0] = False
    assert opened == []


def test_rows_that_fail_leave_no_whole_file():
    def rows() -> Iterator[tuple[str, str]]:
        yield from [("a", "b")] * (2 * AT_ONCE)
        raise LookupError

    parts = []
    with pytest.raises(LookupError):
        parts.extend(workbook(("A", "B"), rows(), title="List"))
    came = b"".join(parts)
    assert came.startswith(b"PK")
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(came))


def test_more_than_a_sheet_holds_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", AT_ONCE + 1)
    assert len(shown(repeat(("a", "b"), AT_ONCE))) == AT_ONCE
    with pytest.raises(OverflowError, match="rows"):
        made(repeat(("a", "b"), AT_ONCE + 1))
    with pytest.raises(OverflowError, match="columns"):
        made([], heads=["x"] * 16_385)


def test_rows_as_wide_as_the_headings_are_asked_for():
    with pytest.raises(ValueError, match="zip"):
        made([("a",)])


@settings(max_examples=30)
@given(st.integers(0, 16_383))
def test_columns_bear_the_letters_excel_gives_them(place):
    number = 0
    for letter in workbooks._letters(place):
        number = number * 26 + ord(letter) - ord("A") + 1
    assert number == place + 1
