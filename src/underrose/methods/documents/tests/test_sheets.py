import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from underrose.methods.documents import glyphs, marks, sheets, word_tree
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheet_word import sheet_docx
from underrose.methods.documents.sheets import Column, Facts, Prose, Sheet, Table
from underrose.methods.documents.tests import seen
from underrose.methods.documents.tests.seen import W

ROOMS = (Column("Room", is_narrow=True), Column("Guest"), Column("Nights", "end", is_narrow=True))
SHEET = Sheet(
    title="Rooming list",
    kind="Logistics",
    subtitle="Larkmoor Hall · 15–17 January 2020",
    note="For the house alone.",
    copy_mark="Copy 7 – for the housekeeper",
    reference="ER2031",
    foot="Larkmoor Dialogues",
    dated=date(2026, 11, 22),
    blocks=(
        Prose("Beds are *made* by noon.\n\n- No lifts.", "Before"),
        Facts((("Key", "at the gate"), ("Telephone", "+44 1632 960 011")), "At a glance"),
        Table(ROOMS, (("12", "Layla Haddad ليلى حداد", "2"), ("14", "Chen Wei 陈伟", "3")), "East wing"),
        Table(ROOMS, (), "West wing", empty="Nobody sleeps here."),
    ),
)
MANY = replace(
    SHEET, blocks=(Table(ROOMS, tuple((str(n), f"Guest {n}", "2") for n in range(1, 121)), "All"),)
)


@pytest.mark.parametrize("sheet", [SHEET, MANY, replace(SHEET, language="ar"), replace(SHEET, blocks=())])
def test_the_file_is_tagged_and_names_nobody(sheet: Sheet) -> None:
    assert seen.is_tagged_and_nameless(sheet_pdf(sheet), "20261122") == []


def test_headings_and_tables_have_their_tags() -> None:
    raw = sheet_pdf(SHEET)
    assert seen.headings(raw) == [
        "/H1 Rooming list",
        "/H2 Before",
        "/H2 At a glance",
        "/H2 East wing",
        "/H2 West wing",
    ]
    found = seen.tags(raw)
    assert {tag: found.count(tag) for tag in ("/Table", "/TH", "/TD", "/L", "/LI")} == {
        "/Table": 1,
        "/TH": 3,
        "/TD": 6,
        "/L": 2,
        "/LI": 3,
    }


def test_everything_stands_on_the_page_in_order() -> None:
    text = seen.text(sheet_pdf(SHEET))
    for words in (
        "Copy 7 – for the housekeeper",
        "Rooming list Larkmoor Hall · 15–17 January 2020 For the house alone.",
        "Before Beds are made by noon. – No lifts.",
        "At a glance Key at the gate Telephone +44 1632 960 011",
        "Room Guest Nights 12 Layla Haddad",
        "14 Chen Wei 陈伟 3",
        "West wing Nobody sleeps here.",
        "Larkmoor Dialogues Page 1 of 1",
    ):
        assert words in text


def test_copy_mark_and_heads_stand_on_every_page() -> None:
    pages = seen.pages(sheet_pdf(MANY))
    assert len(pages) > 2
    assert [
        (page.count("Copy 7 – for the housekeeper"), page.count("Room Guest Nights")) for page in pages
    ] == [(1, 1)] * len(pages)
    assert [page.count("Rooming list · ER2031") for page in pages] == [0] + [1] * (len(pages) - 1)


@pytest.mark.parametrize(
    ("size", "landscape", "points"),
    [
        ("a4", False, [595, 842]),
        ("a4", True, [842, 595]),
        ("us-letter", False, [612, 792]),
        ("us-letter", True, [792, 612]),
    ],
)
def test_paper(size: str, landscape: bool, points: list[int]) -> None:
    sheet = replace(SHEET, page_size=size, is_landscape=landscape)
    assert seen.sheet(sheet_pdf(sheet)) == points
    page = re.search(
        rb'<w:pgSz w:w="(\d+)" w:h="(\d+)"', seen.word_parts(sheet_docx(sheet))["word/document.xml"]
    )
    assert [round(int(side) / 20) for side in page.groups()] == points  # type: ignore[union-attr]


def test_the_word_file_has_real_tables_whose_heads_repeat() -> None:
    parts = seen.word_parts(sheet_docx(SHEET))
    document = etree.fromstring(parts["word/document.xml"])
    assert len(list(document.iter(f"{W}tbl"))) == 1
    assert len(list(document.iter(f"{W}tblHeader"))) == 1
    assert [line for line in seen.word_lines(parts["word/document.xml"]) if line[1]] == [
        ("PaperKind", "Logistics"),
        ("Title", "Rooming list"),
        ("PaperFacts", "Larkmoor Hall · 15–17 January 2020"),
        ("PaperNote", "For the house alone."),
        ("Heading1", "Before"),
        ("FirstParagraph", "Beds are made by noon."),
        ("Compact", "No lifts."),
        ("Heading1", "At a glance"),
        ("Fact", "Key at the gate"),
        ("Fact", "Telephone +44 1632 960 011"),
        ("Heading1", "East wing"),
        *(("TableText", cell) for cell in ("Room", "Guest", "Nights")),
        *(("TableText", cell) for cell in ("12", "Layla Haddad ليلى حداد", "2", "14", "Chen Wei 陈伟", "3")),
        ("Heading1", "West wing"),
        ("FirstParagraph", "Nobody sleeps here."),
    ]


def test_the_word_file_carries_the_copy_mark_on_every_page_and_names_nobody() -> None:
    parts = seen.word_parts(sheet_docx(SHEET))
    assert seen.word_lines(parts["word/first.xml"]) == [("Header", " Copy 7 – for the housekeeper")]
    assert seen.word_lines(parts["word/header.xml"]) == [
        ("Header", "Rooming list · ER2031 Copy 7 – for the housekeeper")
    ]
    assert sheet_docx(SHEET) == sheet_docx(SHEET)
    whole = b"".join(parts.values())
    assert re.findall(rb"rsid|w:author|w:date|comments|w:vanish|Application|20\d\d-\d\d-\d\d", whole) == []
    used = set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', whole))
    assert used - set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"])) == set()


def test_a_name_in_arabic_runs_from_right_to_left_in_an_english_table() -> None:
    sheet = replace(SHEET, blocks=(Table((Column("Name"),), (("ليلى حداد",), ("Layla ليلى",))),))
    document = seen.word_parts(sheet_docx(sheet))["word/document.xml"]
    assert document.count(b"<w:rtl/>") == 1
    assert document.count(b"<w:bidi/>") == 0


def test_arabic_sheets_keep_the_plus_of_a_number_in_front() -> None:
    arabic = replace(SHEET, language="ar")
    assert sheets.westward(SHEET) is SHEET
    turned = sheets.westward(arabic)
    assert turned.blocks[1] == Facts(
        (("Key", "at the gate"), ("Telephone", "\u200e+44 1632 960 011\u200e")), "At a glance"
    )
    assert b"<w:bidiVisual/>" in seen.word_parts(sheet_docx(arabic))["word/document.xml"]


def test_tables_with_the_same_columns_stand_in_line() -> None:
    (widths,) = sheets.widths(SHEET).values()
    assert len(widths) == 3
    assert widths[1] > widths[0]


@pytest.mark.parametrize("count", [0, 1, 12])
def test_any_number_of_columns(count: int) -> None:
    columns = tuple(Column(f"Column {n}") for n in range(count))
    table = Table(columns, (tuple("word " * 3 for _ in columns),) * (count > 0), empty="None.")
    raw = sheet_pdf(replace(SHEET, blocks=(table,)))
    assert seen.tags(raw).count("/TH") == count


@pytest.mark.parametrize(
    "hostile", ['#import "x": *', "$x$ @c <label> `d`", "#panic() ] [", "w" * 150, "a\x00b\x1b", "=1+1 {a}"]
)
def test_hostile_cells_are_printed_as_written(hostile: str) -> None:
    sheet = Sheet(
        title=hostile,
        note=hostile,
        copy_mark=hostile,
        dated=date(2026, 11, 22),
        blocks=(Facts(((hostile, hostile),)), Table((Column(hostile), Column("b")), ((hostile, "c"),))),
    )
    plain = hostile.replace("\x00", "").replace("\x1b", "").replace(" ", "")
    assert "".join(seen.text(sheet_pdf(sheet)).split()).count(plain) == 7
    lines = seen.word_lines(seen.word_parts(sheet_docx(sheet))["word/document.xml"])
    assert "".join("".join(words for _, words in lines).split()).count(plain) == 6


def test_a_row_taller_than_a_page_breaks() -> None:
    raw = sheet_pdf(replace(SHEET, blocks=(Table((Column("a"),), (("word " * 3000,),)),)))
    assert seen.text(raw).count("word") == 3000


def test_a_missing_letter_is_named_with_its_row_and_column() -> None:
    rows = (("12", "Chen Wei", "1"), ("13", "😀", "2"))
    with pytest.raises(glyphs.MissingGlyphs, match=r"“😀” \(grinning face\) in row 2, Guest\."):
        sheet_pdf(replace(SHEET, blocks=(Table(ROOMS, rows),)))
    with pytest.raises(glyphs.MissingGlyphs, match="in the copy mark"):
        sheet_pdf(replace(SHEET, copy_mark="😀"))
    with pytest.raises(glyphs.MissingGlyphs, match="in “Key”"):
        sheet_pdf(replace(SHEET, blocks=(Facts((("Key", "😀"),)),)))
    with pytest.raises(glyphs.MissingGlyphs, match="in the labels"):
        sheet_pdf(replace(SHEET, labels={"page": "😀"}))


def test_an_almost_empty_sheet_is_made() -> None:
    bare = Sheet(title="", blocks=(Facts(()),), dated=date(2026, 11, 22))
    assert seen.headings(sheet_pdf(bare)) == ["/H1 –"]
    assert sheet_docx(bare)[:2] == b"PK"


def test_a_call_of_a_footnote_without_its_note_stays_words() -> None:
    assert word_tree.Writer().inline((marks.Run(note="1"),)) == word_tree.text("[1]")
    text = seen.text(sheet_pdf(replace(SHEET, blocks=(Prose("As said.[^1]"),))))
    assert "As said.[^1]" in text


def test_running_head_is_cut_once_and_keeps_the_reference() -> None:
    """The heads of a Word file are cut once more where they are written."""
    paper = replace(SHEET, title="What rural councils that need an early warning can do in three days " * 2)
    head = sheets.head(replace(paper, reference="LM2701"))
    assert (head.count("…"), head.endswith("… · LM2701"), marks.shortened(head)) == (1, True, head)
    assert marks.shortened(marks.shortened(paper.title), 20).count("…") == 1
    assert sheets.head(replace(SHEET, title="", reference="LM2701")) == "LM2701"


def test_sentence_in_arabic_runs_from_the_right_in_an_english_paper() -> None:
    said = "يجب أن يتصل المكتب بالجميع في غضون يوم واحد (desk)."
    rows = ((said,), ("The desk calls back: يجب أن يتصل المكتب.",), ("محمد حسن",))
    paper = replace(SHEET, blocks=(Table(columns=(Column("Point"),), rows=rows),))
    document = etree.fromstring(seen.word_parts(sheet_docx(paper))["word/document.xml"])
    told = {row[0] for row in rows}
    cells = [one for one in document.iter(f"{W}p") if "".join(one.itertext(f"{W}t")) in told]
    assert [one.find(f"{W}pPr/{W}bidi") is not None for one in cells] == [True, False, False]
