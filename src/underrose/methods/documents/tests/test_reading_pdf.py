import io
from pathlib import Path

import pikepdf
import pytest
import typst

from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.model import Document, Paper
from underrose.methods.documents.pdf import paper_pdf
from underrose.methods.documents.readers.inside import read_here
from underrose.methods.documents.tests import hostile_pdf

PAPER = """
#set page(width: 148mm, height: 210mm, margin: 20mm, header: [Concept note – WP9], footer: context [Page #counter(page).display() of 3])
#set text(size: 10pt, hyphenate: true, lang: "en")
#set par(justify: true)
"""
BARE = "#set page(header: none, footer: none)\n"
LONG = "Extraordinary circumstances notwithstanding, neighbouring administrations continuously communicate hydrological observations. "


def read(words: str, folder: Path) -> Document:
    source = folder / "note.typ"
    source.write_text(PAPER + words)
    return read_here(typst.compile(str(source)), "note.pdf")


def test_running_heads_and_page_numbers_are_left_out_and_told(tmp_path: Path) -> None:
    found = read("One.\n#pagebreak()\nTwo.\n#pagebreak()\nThree.", tmp_path)
    assert [(block.text, block.place) for block in found.blocks] == [
        ("One.", "page 1"),
        ("Two.", "page 2"),
        ("Three.", "page 3"),
    ]
    assert found.left_out == ("Left out from the margin of the page: “Concept note – WP9”.",)


def test_broken_words_and_pages_are_joined(tmp_path: Path) -> None:
    found = read(LONG * 40, tmp_path)
    assert [block.text for block in found.blocks] == [(LONG * 40).strip()]


def test_columns_are_read_one_after_the_other_with_their_notes(tmp_path: Path) -> None:
    found = read(
        f"#set page(columns: 2)\n{LONG * 3}#footnote[At the foot. {LONG}]\n\n{LONG * 20}#footnote[Further on.]",
        tmp_path,
    )
    texts = [block.text.replace(" [^", "[^") for block in found.blocks]
    assert texts == [f"{(LONG * 3).strip()}[^1]", f"{(LONG * 20).strip()}[^2]"]
    assert [(note.number, note.text) for note in found.footnotes] == [
        ("1", f"At the foot. {LONG.strip()}"),
        ("2", "Further on."),
    ]


def test_headings_by_size_and_boldness_and_lists_by_depth(tmp_path: Path) -> None:
    found = read(
        f"{BARE}= Title\n== Part\n{LONG}\n\n*Bold line*\n\n{LONG}\n+ first\n+ second\n  - deeper\n", tmp_path
    )
    assert [(block.kind.value, block.level, block.is_ordered) for block in found.blocks] == [
        ("heading", 1, False), ("heading", 2, False), ("paragraph", 1, False), ("heading", 3, False), ("paragraph", 1, False),
        ("item", 1, True), ("item", 1, True), ("item", 2, False),
    ]  # fmt: skip


def test_emphasis_and_links(tmp_path: Path) -> None:
    found = read(f'{BARE}Plain *bold* _slanted_ #link("https://example.org/a")[here].', tmp_path)
    assert found.blocks[0].text == "Plain **bold** *slanted* [here](https://example.org/a)."


@pytest.mark.parametrize(
    ("what", "begins"),
    [
        ("pdf: empty", "This PDF holds pictures of pages and no text."),
        ("pdf: head and junk", "This PDF is damaged or not whole."),
        ("pdf: 300 pages", "This PDF has more than 200 pages."),
        ("pdf: hidden password", "This PDF is damaged or not whole."),
    ],
)
def test_pdf_without_a_text_is_refused(what: str, begins: str) -> None:
    raw = next(raw for name, raw, _ in hostile_pdf.pdfs() if name == what)
    with pytest.raises(Unreadable) as caught:
        read_here(raw, "note.pdf")
    assert caught.value.sentence.startswith(begins)


def test_password_is_named_even_where_its_mark_is_written_otherwise() -> None:
    made = io.BytesIO()
    with pikepdf.open(
        io.BytesIO(
            hostile_pdf.pdf(
                hostile_pdf.CATALOG,
                hostile_pdf.PAGES,
                hostile_pdf.PAGE,
                hostile_pdf.stream(hostile_pdf.SAID),
                hostile_pdf.FONT,
            )
        )
    ) as opened:
        opened.save(
            made,
            encryption=pikepdf.Encryption(owner="owner", user="user"),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    begins = []
    for raw in (made.getvalue(), made.getvalue().replace(b"/Encrypt", b"/#45ncrypt")):
        with pytest.raises(Unreadable) as caught:
            read_here(raw, "note.pdf")
        begins.append(caught.value.sentence.partition(".")[0])
    assert begins == [
        "This PDF is protected, by a password or against copying",
        "This PDF is protected by a password",
    ]


# --- lines that are as far apart as paragraphs ------------------------------------------------------------------

TIGHT = '#set page(paper: "a4")\n#set par(spacing: 0.65em, justify: false)\n'
NOTES = [
    "Boats are late in most of the districts.",
    "Nobody pays for the gauges of rivers.",
    "Who keeps the list of gauges?",
]
FULL = [
    "Boats are late in most districts, and nobody in any of them pays for the gauges of the wide rivers.",
    "The desk in the capital should call back within a day and keep the one list of all those who warn.",
    "A shared fund could carry the first year of it, and every ministry that has a river could pay in it.",
]  # fmt: skip


@pytest.mark.parametrize("said", [NOTES, FULL, ["- " + line for line in NOTES]])
def test_each_line_that_is_a_sentence_stands_for_itself(said: list[str], tmp_path: Path) -> None:
    found = read(BARE + TIGHT + "\n\n".join(said), tmp_path)
    assert [block.text for block in found.blocks] == [line.removeprefix("- ") for line in said]


def test_lines_of_a_title_page_stay_together_and_so_does_prose_on_a_small_sheet(
    paper: Paper, tmp_path: Path
) -> None:
    first = [block.text for block in read_here(paper_pdf(paper), "note.pdf").blocks][2]
    assert first.split("\n") == [
        "Monday 3 – Wednesday 5 March 2031 · Larkmoor Hall · ER2031",
        "In partnership with Ministry of Estuaries · Pilots’ Foundation",
    ]
    small = read(
        f"{BARE}#set page(width: 105mm, height: 148mm)\n#set par(justify: false)\n{LONG * 3}", tmp_path
    )
    assert [block.text for block in small.blocks] == [(LONG * 3).strip()]


# --- tables -----------------------------------------------------------------------------------------------------

SAID = (
    "Flood maps are out of date in most of the districts and nobody pays for the new ones, though all agree."
)


def rows_of(words: str, folder: Path) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in read(BARE + words, folder).blocks]


@pytest.mark.parametrize("look", ["", "stroke: none, inset: 3pt, ", "align: horizon, ", "align: right, "])
def test_table_has_its_cells(look: str, tmp_path: Path) -> None:
    cells = f"[Hour], [Who], [Said], [10:15], [Sara Mint of the chair], [{SAID}], [], [TL], [A fund.], [10:40], [AV], [{SAID}]"
    assert rows_of(
        f"#set par(justify: false)\nBefore.\n\n#table(columns: (15mm, 15mm, 1fr), {look}{cells})\n\nAfter.",
        tmp_path,
    ) == [
        (),
        (
            ("Hour", "Who", "Said"),
            ("10:15", "Sara Mint of the chair", SAID),
            ("", "TL", "A fund."),
            ("10:40", "AV", SAID),
        ),
        (),
    ]


def test_table_goes_on_over_the_page_without_its_heads(tmp_path: Path) -> None:
    rows = [(f"10:{10 + at}", SAID) for at in range(20)]
    cells = ", ".join(f"[{hour}], [{said}]" for hour, said in rows)
    source = f"#table(columns: 2, table.header[*Hour*][*Said*], {cells})"
    assert rows_of(source, tmp_path) == [(("**Hour**", "**Said**"), *rows)]


@pytest.mark.parametrize(
    "words",
    [
        "- one\n- two\n- three",
        "+ one\n+ two",
        "Name: #h(3cm) Larkmoor",
        f"#set par(justify: true)\n#block(width: 35mm)[{SAID}]",
        f"#columns(2)[{SAID} {SAID}]",
    ],
)
def test_what_only_looks_like_a_table_is_none(words: str, tmp_path: Path) -> None:
    assert set(rows_of(words, tmp_path)) == {()}
