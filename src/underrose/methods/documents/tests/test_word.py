import re
import unicodedata
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from underrose.methods.documents.model import Footnote, Paper, Passage
from underrose.methods.documents.word import paper_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/_rels/footnotes.xml.rels",
    "word/document.xml",
    "word/first.xml",
    "word/fontTable.xml",
    "word/footer.xml",
    "word/footnotes.xml",
    "word/header.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
]


def parts(paper: Paper) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(paper_docx(paper))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(xml: bytes) -> list[tuple[str, str]]:
    """Style and words of every paragraph."""
    found = []
    for paragraph in etree.fromstring(xml).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        words = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        found.append(("" if style is None else str(style.get(f"{W}val")), words))
    return found


def test_only_known_parts_leave(paper: Paper) -> None:
    assert sorted(parts(paper)) == PARTS


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert paper_docx(paper) == paper_docx(paper)


def test_the_archive_carries_no_time(paper: Paper) -> None:
    with zipfile.ZipFile(BytesIO(paper_docx(paper))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_hold_title_and_language_only(paper: Paper) -> None:
    found = etree.fromstring(parts(paper)["docProps/core.xml"])
    assert [(etree.QName(child).localname, child.text) for child in found] == [
        ("title", paper.title),
        ("language", "en-GB"),
    ]


def test_nothing_of_who_and_when_is_inside(paper: Paper) -> None:
    whole = b"".join(parts(paper).values())
    assert (
        re.findall(
            rb"rsid|w:author|w:date|<w:ins |<w:del |comments|w:vanish|Application|20\d\d-\d\d-\d\d", whole
        )
        == []
    )


def test_text_in_reading_order(paper: Paper) -> None:
    assert lines(parts(paper)["word/document.xml"]) == [
        ("PaperKind", "Concept note"),
        ("Title", paper.title),
        ("PaperFacts", "Monday 3 – Wednesday 5 March 2031 · Larkmoor Hall · ER2031"),
        ("PaperPartners", "In partnership with Ministry of Estuaries · Pilots’ Foundation"),
        ("Heading1", "Summary"),
        ("Summary", "Keepers of small harbours meet the people who write the rules."),
        ("Heading1", "Objectives"),
        ("FirstParagraph", "The hosts hope to:"),
        ("Compact", "compare how harbours keep their records"),
        ("Compact", "agree on three first steps"),
        ("Compact", "one this year"),
        ("Compact", "one the year after"),
        ("BlockText", "Water remembers where it has been."),
        ("Heading2", "How the days run"),
        *(
            ("TableText", words)
            for words in ("Day", "Session", "Places", "Monday", "Opening and welcome", "40")
        ),
        *(("TableText", words) for words in ("Tuesday", "Groups1", "12")),
        ("Heading3", "In the evenings"),
        ("FirstParagraph", "Nothing is planned, on purpose. The first source again.2"),
        ("Heading1", "Outcomes"),
        ("FirstParagraph", "A short report will be sent to all who came."),
        ("Heading1", "Notes"),
        ("FirstParagraph", "c. Nothing calls this note."),
        ("Heading1", "Enquiries"),
        ("ContactLine", "Programme director, Ines OkaforT: +44 20 7946 0018E: ines@example.org"),
        ("ContactLine", "Rapporteur, Teodor LindT: +44 (0) 020 7946E: teodor@example.org"),
        ("ContactLine", "Project manager, Aroha VanceE: aroha@example.org"),
    ]


def test_footnotes_are_real_and_a_second_call_shows_the_number_again(paper: Paper) -> None:
    found = parts(paper)
    document = found["word/document.xml"]
    assert document.count(b"<w:footnoteReference ") == 2
    assert [
        words.strip() for style, words in lines(found["word/footnotes.xml"]) if style == "FootnoteText"
    ] == [
        "Places are few.",
        "See the Register of Tides, second volume, p. 4.",
    ]
    # The note b is called twice, a twice: each has one mark and one later call.
    assert re.findall(rb"NOTEREF (\w+)", document) == [b"note_1", b"note_2"]
    assert sorted(re.findall(rb'w:name="(note_\d)"', document)) == [b"note_1", b"note_2"]


def test_links_lead_where_they_say(paper: Paper) -> None:
    found = parts(paper)
    targets = re.findall(
        rb'Target="([^"]+)"[^>]*TargetMode="External"', found["word/_rels/document.xml.rels"]
    )
    assert sorted(targets) == [
        b"https://example.org/steps",
        b"mailto:aroha@example.org",
        b"mailto:ines@example.org",
        b"mailto:teodor@example.org",
        b"tel:+442079460018",
    ]
    notes = re.findall(rb'Target="([^"]+)"', found["word/_rels/footnotes.xml.rels"])
    assert notes == [b"https://example.org/tides"]


def test_every_relation_used_is_there(paper: Paper) -> None:
    found = parts(paper)
    used = set(re.findall(rb'r:id="([^"]+)"', found["word/document.xml"]))
    there = set(re.findall(rb'Id="([^"]+)"', found["word/_rels/document.xml.rels"]))
    assert used - there == set()


def test_every_style_used_is_defined(paper: Paper) -> None:
    found = parts(paper)
    used = {
        style
        for name in ("word/document.xml", "word/footnotes.xml", "word/header.xml", "word/footer.xml")
        for style in re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', found[name])
    }
    assert used - set(re.findall(rb'w:styleId="(\w+)"', found["word/styles.xml"])) == set()


def test_running_head_has_the_reference_and_foot_the_pages(paper: Paper) -> None:
    found = parts(paper)
    assert lines(found["word/header.xml"]) == [("Header", "Small Harbours & the Law of Open WaterER2031")]
    assert lines(found["word/footer.xml"]) == [("Footer", "Larkmoor DialoguesPage 1 of 1")]
    assert re.findall(rb"<w:instrText[^>]*> (\w+) ", found["word/footer.xml"]) == [b"PAGE", b"NUMPAGES"]


def test_table_heads_repeat(paper: Paper) -> None:
    assert parts(paper)["word/document.xml"].count(b"<w:tblHeader") == 1


@pytest.mark.parametrize(("size", "width"), [("a4", b"11906"), ("us-letter", b"12240")])
def test_sheet(paper: Paper, size: str, width: bytes) -> None:
    document = parts(replace(paper, page_size=size))["word/document.xml"]
    assert set(re.findall(rb'<w:pgSz w:w="(\d+)"', document)) == {width}


def test_contacts_stand_in_two_columns_and_none_leave_one_section(paper: Paper) -> None:
    assert re.findall(rb'<w:cols w:num="(\d)"', parts(paper)["word/document.xml"]) == [b"1", b"2"]
    bare = parts(replace(paper, contacts=()))["word/document.xml"]
    assert re.findall(rb'<w:cols w:num="(\d)"', bare) == [b"1"]


def test_a_rule_and_a_forced_line(paper: Paper) -> None:
    found = parts(replace(paper, passages=(Passage("", "one  \ntwo\n\n---\n\n7. three\n\n   four"),)))[
        "word/document.xml"
    ]
    assert lines(found)[4:8] == [
        ("BodyText", "onetwo"),
        ("Pause", "⁂"),
        ("Compact", "three"),
        ("Compact", "four"),
    ]
    assert found.count(b"<w:br/>") + found.count(b"<w:br />") == 1 + 5
    assert [
        line for line in lines(parts(replace(paper, footnotes=()))["word/footnotes.xml"]) if line[0]
    ] == []


def test_long_titles_are_set_smaller(paper: Paper) -> None:
    sizes = [
        re.findall(
            rb'<w:sz w:val="(\d+)"/><w:szCs w:val="\d+"/></w:rPr><w:t[^>]*>word',
            parts(replace(paper, title=title))["word/document.xml"],
        )
        for title in ("word", "word " * 20, "word " * 40)
    ]
    assert sizes == [[], [b"32"], [b"28"]]


def test_one_contact_alone_and_a_single_item_after_a_table(paper: Paper) -> None:
    text = "| a |\n|---|\n| b |\n\n- only\n\nafter"
    found = parts(replace(paper, contacts=paper.contacts[:1], passages=(Passage("", text),)))[
        "word/document.xml"
    ]
    assert found.count(b'<w:spacing w:before="240" w:after="160"/>') == 1
    assert found.count(b'w:type="column"') == 0


def test_many_partners_stand_on_lines_of_their_own(paper: Paper) -> None:
    partners = ("Ministry of Estuaries and Inland Navigation", "Foundation for Pilots and Lighthouse Keepers")
    found = lines(parts(replace(paper, partners=partners))["word/document.xml"])
    assert [words for style, words in found if style == "PaperPartners"] == ["In partnership with", *partners]


def test_contacts_after_a_table_and_without_heading(paper: Paper) -> None:
    table = Passage("", "| a |\n|---|\n| b |")
    document = parts(replace(paper, passages=(table,), contacts_heading="", footnotes=()))[
        "word/document.xml"
    ]
    assert re.findall(rb'<w:cols w:num="(\d)"', document) == [b"1", b"2"]


def test_arabic_runs_from_right_to_left(paper: Paper) -> None:
    arabic = replace(
        paper,
        language="ar",
        direction="rtl",
        passages=(Passage("الملخص", "نص *قصير*.[^a]\n\n| أ |\n|---|\n| ب |"),),
    )
    found = parts(arabic)
    document = etree.fromstring(found["word/document.xml"])
    assert [p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}bidi") is None] == []
    assert found["word/document.xml"].count(b"<w:bidiVisual") == 1
    assert found["word/document.xml"].count(b"<w:i/>") == 0
    assert b'w:bidi="ar"' in found["word/styles.xml"]


@pytest.mark.parametrize(
    "hostile", ["<w:p/> & ]]>", "`x`{=openxml}", '#read("/etc/passwd")', "![a](file:///etc/passwd)"]
)
def test_hostile_words_stay_words(paper: Paper, hostile: str) -> None:
    found = parts(replace(paper, title=hostile, passages=(Passage("W", f"Before {hostile} after"),)))
    words = [words for _, words in lines(found["word/document.xml"])]
    assert f"Before {hostile} after" in words
    assert hostile in words  # the title is plain words


def test_a_word_stands_in_one_place_only(paper: Paper) -> None:
    found = parts(
        replace(
            paper,
            passages=(Passage("Summary", "Said Quillfeather once.[^a]"),),
            footnotes=(Footnote("a", "Wrenbottle."),),
        )
    )
    assert {name: raw.count(b"Quillfeather") for name, raw in found.items() if b"Quillfeather" in raw} == {
        "word/document.xml": 1
    }
    assert {name: raw.count(b"Wrenbottle") for name, raw in found.items() if b"Wrenbottle" in raw} == {
        "word/footnotes.xml": 1
    }


def test_an_almost_empty_paper_is_made() -> None:
    bare = Paper(kind="", title="", reference="ER1", when="", place="", organiser="", passages=())
    assert [line for line in lines(parts(bare)["word/document.xml"]) if line[1]] == [
        ("Title", "ER1"),
        ("PaperFacts", "ER1"),
    ]


def test_letters_are_composed(paper: Paper) -> None:
    decomposed = unicodedata.normalize("NFD", "Zoë")
    assert "Zoë" in parts(replace(paper, passages=(Passage("", decomposed),)))["word/document.xml"].decode()
