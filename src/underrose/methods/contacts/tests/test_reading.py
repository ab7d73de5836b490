import io
import json
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from underrose.methods.contacts import reading
from underrose.methods.contacts.model import (
    CELLS,
    COLUMNS,
    LETTERS,
    ROWS,
    Kind,
    Skipped,
    Table,
    Why,
    as_plain,
    from_plain,
)
from underrose.methods.contacts.readers import inside
from underrose.methods.contacts.tests.making import workbook
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.tests import hostile

PEOPLE = ("Name;E-mail;Country", "Ada Lind;ada@x.example;Kenya")


def read(content: bytes, name: str = "people.csv", sheet: str = "") -> Table:
    """In this process, so that every branch is seen."""
    return inside.read_here(content, name, sheet)


def cells(found: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in found.rows]


def sentence(content: bytes, name: str = "people.csv", sheet: str = "") -> str:
    with pytest.raises(Unreadable) as caught:
        read(content, name, sheet)
    assert " Nothing was stored. Please " in caught.value.sentence
    return caught.value.sentence


def test_the_door_reads_in_a_process_of_its_own():
    found = reading.read("\n".join(PEOPLE).encode(), "people.csv")
    assert (found.headers, cells(found)) == (
        ("Name", "E-mail", "Country"),
        [("Ada Lind", "ada@x.example", "Kenya")],
    )
    assert reading.read(workbook([["Name", "E-mail"], ["Ада", "a@x.example"]]), "a.xlsx").rows[0].cells == (
        "Ада",
        "a@x.example",
    )


def test_the_door_refuses_with_a_sentence_about_a_list():
    for content, begins in ((b"", "This file is empty."), (b"MZ\x90\x00", "This file is a program.")):
        with pytest.raises(Unreadable) as caught:
            reading.read(content, "people.csv")
        assert caught.value.sentence == (
            f"{begins} Nothing was stored. Please choose the list itself, as Excel (.xlsx), CSV or vCard."
        )


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b'{"table": {}}', b'{"table": {"headers": ["a"], "rows": [[1, "a", "b"]]}}']
)
def test_an_answer_that_is_none_is_a_refusal(answer):
    with pytest.raises(Unreadable) as caught:
        reading._understood(answer)
    assert caught.value.sentence.startswith("Reading this list took too much time or memory")


def test_table_goes_through_json_unchanged():
    found = read(workbook([["Title row"], ["Name", "E-mail"], ["Ada", "a@x.example"]], [["x"]]), "a.xlsx")
    assert from_plain(json.loads(json.dumps(as_plain(found)))) == found


def test_pasted_cells_are_parted_by_tabs():
    found = reading.read_pasted("Name\tE-mail\nAda, of Lind\ta@x.example")
    assert (found.kind, found.separator, cells(found)) == (
        Kind.pasted,
        "tab",
        [("Ada, of Lind", "a@x.example")],
    )


@pytest.mark.parametrize(
    ("encoding", "name", "said"),
    [
        ("utf-8", "Łukasz 王伟", "UTF-8"),
        ("utf-8-sig", "Łukasz", "UTF-8"),
        ("utf-16", "Иван", "UTF-16"),
        ("utf-16-le", "Ivan the Long", "UTF-16"),
        ("utf-16-be", "Ivan the Long", "UTF-16"),
        ("cp1252", "Jürgen Müller, François Lefèvre", "Windows-1252"),
        ("cp1250", "Łukasz Wójcik, Dvořák", "Windows-1250"),
        ("cp1251", "Сергей Иванов", "Windows-1251"),
        ("cp1256", "محمد الحسيني", "Windows-1256"),
        ("gb18030", "王伟 北京", "GB 18030"),
        ("cp932", "佐藤 さとう ゆき サトウ", "Shift-JIS"),
        ("mac_roman", "Jürgen Müller, François Lefèvre, José", "Mac Roman"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found(encoding, name, said, separator):
    text = (
        separator.join(["Name", "City", "Notes"]) + "\r\n" + separator.join([f'"{name}"', "X", "y"]) + "\r\n"
    )
    found = read(text.encode(encoding))
    assert (cells(found), found.encoding) == ([(name, "X", "y")], said)
    assert len(found.remarks) == (0 if said.startswith("UTF") else 1)


@pytest.mark.parametrize(
    ("content", "name", "begins"),
    [
        (b"%PDF-1.4 x", "a.csv", "This file is a PDF, not a list."),
        (b"\x89PNG\r\n\x1a\n", "a.csv", "This file is a picture, not a list."),
        (b"Name,City", "a.xlsx", "This file is not what it says: its name ends in “.xlsx”, but it is plain text."),
        (b"Name,City", "a.vcf", "This file is not what it says: its name ends in “.vcf”, but it is no address card"),
        (b"<html><table>", "a.csv", "This file is a web page or another file of markup."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", "a.xls", "This file was written by an old version of Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "This file is protected by a password."),
        (b"PK\x03\x04", "a.xlsx", "This file is damaged or not whole."),
        (b"Name,City\nA\x00da,X", "a.csv", "Line 2 of this file holds a zero byte"),
        ("Name,City\nA\x00da,X".encode("utf-16"), "a.csv", "Line 2 of this file holds a zero byte"),
        (b"\xff\xfe" + b"\x00\xd8" * 40, "a.csv", "The letters of this file could not be made out."),
        (b"Name\n" + b"\xa0\xa3\xa7" * 5, "a.csv", "The letters of this file could not be made out."),
        (b"x" * 1_000_000, "a.csv", "A cell in line 1 has 1,000,000 letters, more than the 10,000 that are read."),
        (b'Name,City\n"Ada,X\n' + b"more,lines\n" * 2000, "a.csv", "A cell that begins in line 2 does not end;"),
        (b'Name,City\n"Ada,X' + b"y" * 2_100_000, "a.csv", "A cell that begins in line 2 does not end;"),
        (b"\n\n ,\n", "a.csv", "This list is empty."),
        (b"Name,City\n" + b"Ada,X\n" * (ROWS + 60), "a.csv", "This list has more than 20,000 rows."),
        (b"," * (COLUMNS + 1) + b"x", "a.csv", "Line 1 has 258 cells, more than the 256 columns that are read."),
        (b"Name,City\n" + b"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z\n" * (CELLS // 26 + 1), "a.csv", "This list has more than 500,000 filled cells."),
        (b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", "a.vcf", "This file holds no address card with anything in it."),
        (b"BEGIN:VCARD\nNOTE:" + b"x" * 10_001 + b"\nEND:VCARD", "a.vcf", "A field of the card in line 1 has 10,001 letters"),
        (b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * (ROWS + 1), "a.vcf", "This file has more than 20,000 cards."),
        (hostile.docx(), "a.csv", "This file is a Word document, not a list."),
    ],
)  # fmt: skip
def test_refusal_names_place_and_remedy(content, name, begins):
    assert sentence(content, name).startswith(begins)


def test_damaged_letters_are_counted():
    found = read(
        b"\xff\xfe" + "Name,City\nAda,Xylon".encode("utf-16-le") + b"\x00\xd8" + "\nB,C".encode("utf-16-le")
    )
    assert found.remarks == ("1 letters were damaged in the file and stand as \ufffd.",)


def test_workbook_under_a_foreign_name_is_refused():
    assert sentence(workbook([["Name", "City"]]), "a.csv").startswith("This file is not what it says:")


def test_cells_of_a_workbook_say_what_they_hold():
    row = [
        "Ada ",
        441632960123,
        1.5,
        date(2031, 3, 5),
        datetime(2031, 3, 5, 14, 30),  # noqa: DTZ001 # a cell has no zone
        True,
        False,
        ("clock", 0.5),
        ("span", 1.5),
        "'+41 22",
        "=1+1",
        1e22,
    ]
    found = read(workbook([["Name", "Tel", *"abcdefghij"], row]), "a.xlsx")
    assert cells(found) == [
        ("Ada", "441632960123", "1.5", "2031-03-05", "2031-03-05 14:30", "yes", "no", "12:00", "1 day, 12:00:00", "+41 22", "=1+1", "10000000000000000000000")
    ]  # fmt: skip


def test_sheet_with_most_headings_is_read_and_the_others_named():
    book = workbook(
        [["Please read"]],
        [["Name", "E-mail", "Country"], ["Ada", "a@x.example", "Kenya"]],
        [],
        names=["Notes", "List", "Empty"],
    )
    found = read(book, "a.xlsx")
    assert (found.sheet, found.other_sheets) == ("List", ("Notes", "Empty"))
    assert found.remarks == ("The sheet “List” was read; left out: “Notes”, “Empty”.",)
    assert read(book, "a.xlsx", "Notes").headers == ("Column 1",)
    assert sentence(book, "a.xlsx", "Missing").startswith("This workbook has no sheet “Missing”.")


def test_visible_sheet_wins_over_an_equal_hidden_one():
    rows = [["Name", "E-mail"], ["Ada", "a@x.example"]]
    assert (
        read(
            workbook(rows, rows, names=["Old", "New"], hidden=0)
            if False
            else workbook(rows, rows, names=["New", "Old"], hidden=1),
            "a.xlsx",
        ).sheet
        == "New"
    )


def test_title_rows_sections_repeated_headings_totals_and_empty_rows_are_no_people():
    book = workbook(
        [
            ["List of candidates"], [], ["No", "", "Name", "E-mail", "Country"], [], [1, "", "Ada", "a@x.example", "Kenya"], [],
            ["No", "", "Name", "E-mail", "Country"], [2, "", "Eva", "e@x.example", "Kenya"], ["Total", "", 2], ["Grand total"],
        ],
        merged=[(3, 0, 3, 4, "Donor governments")],
    )  # fmt: skip
    found = read(book, "a.xlsx")
    assert found.headers == ("No", "Name", "E-mail", "Country", "Section")
    assert cells(found) == [
        ("1", "Ada", "a@x.example", "Kenya", "Donor governments"),
        ("2", "Eva", "e@x.example", "Kenya", "Donor governments"),
    ]
    assert [(one.line, one.why) for one in found.skipped] == [
        (1, Why.above), (4, Why.section), (6, Why.empty), (7, Why.repeated), (9, Why.total), (10, Why.total),
    ]  # fmt: skip
    assert found.skipped[0] == Skipped(1, Why.above, "List of candidates")
    assert (found.header_line, [row.line for row in found.rows]) == (3, [5, 8])


def test_cell_drawn_over_rows_answers_for_all_of_them():
    book = workbook(
        [["Organisation", "Name", "E-mail"], ["", "Ada", "a@x.example"], ["", "Eva", "e@x.example"]],
        merged=[(1, 0, 2, 0, "House of Tides"), (40, 0, 41, 0, "")],
    )
    assert cells(read(book, "a.xlsx"))[:2] == [
        ("House of Tides", "Ada", "a@x.example"),
        ("House of Tides", "Eva", "e@x.example"),
    ]


def test_section_in_text_stands_alone_in_a_first_column_that_holds_no_names():
    text = "Ref,Name,City\nDonors,,\nA1,Ada,X\n"
    assert cells(read(text.encode())) == [("A1", "Ada", "X", "Donors")]
    assert cells(read(b"Name,City,Country\nAda,,\n")) == [("Ada", "", "")]


def test_stretched_sheet_is_refused():
    rows = [["Name", "E-mail"]] + [[]] * 3
    book = workbook([*rows, *[[]] * 40_000, [""] * 120 + ["x"]])
    assert sentence(book, "a.xlsx").startswith(
        "The sheet “Sheet1” stretches over 40,005 rows and 121 columns."
    )


def test_broken_sheet_and_broken_book_are_refused():
    parts = {
        "[Content_Types].xml": hostile.TYPES.replace(
            "wordprocessingml.document.main", "spreadsheetml.sheet.main"
        )
    }
    assert sentence(hostile.packed(parts), "a.xlsx").startswith("This workbook is damaged or not whole.")


def test_file_without_headings_gets_numbered_columns():
    found = read(b"Ada,a@x.example\nEva,e@x.example\n")
    assert (found.headers, found.header_line, len(found.rows)) == (("Column 1", "Column 2"), 0, 2)
    assert found.remarks == ("No headings were found in this file; the columns are numbered.",)


def test_unknown_headings_are_headings_all_the_same():
    found = read(b"Wer,Wohin,Wozu\nAda,Rom,x\n,,\nEva,,\n")
    assert (found.headers, cells(found)) == (
        ("Wer", "Wohin", "Wozu"),
        [("Ada", "Rom", "x"), ("Eva", "", "")],
    )


def test_column_with_cells_but_no_heading_is_named_by_its_letter():
    found = read(b"Name,E-mail,,\nAda,a@x.example,x,\n")
    assert (found.headers, cells(found)) == (("Name", "E-mail", "Column C"), [("Ada", "a@x.example", "x")])


def test_first_line_that_names_the_separator_is_obeyed():
    found = read(b"sep=|\nName|City\nA,B|X\n")
    assert (cells(found), [row.line for row in found.rows]) == ([("A,B", "X")], [3])


def test_long_cell_of_a_workbook_is_named_by_its_place():
    book = workbook([["Name", "Notes"], ["Ada", "x" * (LETTERS + 1)]])
    assert sentence(book, "a.xlsx").startswith("The cell B2 has 10,001 letters")


def test_apostrophe_before_a_formula_sign_goes_and_others_stay():
    assert cells(read(b"Name,Tel\n'O'Hara,'+44 1632 960001\n")) == [("'O'Hara", "+44 1632 960001")]


def test_single_column_of_names():
    assert cells(read(b"Name\nAda Lind\nEva Lund\n")) == [("Ada Lind",), ("Eva Lund",)]


def changed(book: bytes, *changes: tuple[str, str]) -> bytes:
    """A workbook whose first sheet says something else."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for before, after in changes:
        assert before in sheet
        sheet = sheet.replace(before, after)
    return hostile.packed({**parts, "xl/worksheets/sheet1.xml": sheet})


def test_number_that_is_none_is_an_empty_cell():
    book = changed(
        workbook([["Name", "Ref", "Tel"], ["Ada", 7, 8]]),
        ("<v>7</v>", "<v>nan</v>"),
        ("<v>8</v>", "<v>inf</v>"),
    )
    assert cells(read(book, "a.xlsx")) == [("Ada", "", "")]


def test_broken_sheet_is_named():
    book = changed(workbook([["Name"], [7]]), ("<sheetData>", "<sheetData><row><c r='"))
    assert sentence(book, "a.xlsx").startswith("The sheet “Sheet1” of this workbook is damaged.")


def test_workbook_of_charts_alone_is_refused():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
    book.add_chartsheet().set_chart(chart)
    with pytest.warns(UserWarning, match="Sheet1"):
        book.close()
    assert sentence(target.getvalue(), "a.xlsx").startswith("This workbook has no sheet with cells.")


def test_long_list_is_guessed_from_its_beginning():
    text = "Имя;Город\n" + "Сергей Иванов;Москва\n" * 4000
    assert read(text.encode("cp1251")).encoding == "Windows-1251"
