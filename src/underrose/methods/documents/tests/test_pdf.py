import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from underrose.methods.documents import pdf
from underrose.methods.documents.model import Footnote, Paper, Passage
from underrose.methods.documents.pdf import MissingGlyphs, paper_pdf
from underrose.methods.documents.word import paper_docx


def opened(paper: Paper) -> Any:
    return pikepdf.open(BytesIO(paper_pdf(paper)))


def elements(node: Any) -> Iterator[Any]:
    """The structure elements in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def tags(document: Any) -> list[str]:
    return [str(element.S) for element in elements(document.Root.StructTreeRoot.K)]


def text_of(raw: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(raw)]
    return unicodedata.normalize("NFKC", " ".join(" ".join(pages).split()))


def pages_of(raw: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(raw)]


def test_the_file_says_what_it_is(paper: Paper) -> None:
    document = opened(paper)
    root = document.Root
    assert root.MarkInfo.Marked == True  # noqa: E712 - a PDF object, not a bool
    assert str(root.Lang) == "en-GB"
    assert root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - a PDF object, not a bool
    metadata = root.Metadata.read_bytes().decode()
    assert re.search(r"<pdfuaid:part>(\d)<", metadata).group(1) == "1"  # type: ignore[union-attr]
    assert re.search(r"<pdfaid:part>(\d)<", metadata).group(1) == "2"  # type: ignore[union-attr]
    assert re.search(r"<pdfaid:conformance>(\w)<", metadata).group(1) == "A"  # type: ignore[union-attr]


def test_properties_hold_a_title_and_a_day_and_nothing_of_a_person(paper: Paper) -> None:
    document = opened(paper)
    found = {key: str(value) for key, value in dict(document.docinfo).items()}
    assert re.fullmatch(r"Typst [\d.]+", found.pop("/Creator"))
    assert found == {
        "/Title": paper.title,
        "/CreationDate": "D:20301104000000Z",
        "/ModDate": "D:20301104000000Z",
    }
    metadata = document.Root.Metadata.read_bytes().decode()
    assert set(re.findall(r"T\d\d:\d\d:\d\d", metadata)) <= {"T00:00:00"}
    assert "dc:creator" not in metadata


def test_headings_run_in_order(paper: Paper) -> None:
    document = opened(paper)
    headings = [f"{e.S} {e.T}" for e in elements(document.Root.StructTreeRoot.K) if "/T" in e]
    assert headings == [
        "/H1 Small Harbours & the Law of Open Water",
        "/H2 Summary",
        "/H2 Objectives",
        "/H3 How the days run",
        "/H4 In the evenings",
        "/H2 Outcomes",
        "/H2 Notes",
        "/H2 Enquiries",
    ]


def test_structure_has_notes_lists_quotations_and_tables(paper: Paper) -> None:
    found = tags(opened(paper))
    counted = {tag: found.count(tag) for tag in ("/Note", "/L", "/LI", "/BlockQuote", "/Table", "/TH", "/TD")}
    assert counted == {"/Note": 2, "/L": 2, "/LI": 4, "/BlockQuote": 1, "/Table": 1, "/TH": 3, "/TD": 6}


def test_links_have_a_text_for_those_who_listen(paper: Paper) -> None:
    document = opened(paper)
    annotations = [note for page in document.pages for note in page.get("/Annots", [])]
    assert [note for note in annotations if not str(note.get("/Contents", ""))] == []
    targets = sorted({str(note.A.URI) for note in annotations if "/A" in note})
    assert targets == [
        "https://example.org/steps",
        "https://example.org/tides",
        "mailto:aroha@example.org",
        "mailto:ines@example.org",
        "mailto:teodor@example.org",
        "tel:+442079460018",
    ]


def test_all_fonts_are_inside(paper: Paper) -> None:
    document = opened(paper)
    fonts = [
        o
        for o in document.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
    ]
    assert len(fonts) >= 3
    assert [font for font in fonts if not {"/FontFile2", "/FontFile3"} & set(font.keys())] == []


def test_the_words_stand_on_the_page(paper: Paper) -> None:
    text = text_of(paper_pdf(paper))
    for words in (
        "Monday 3 – Wednesday 5 March 2031 · Larkmoor Hall · ER2031",
        "In partnership with Ministry of Estuaries · Pilots’ Foundation",
        "c. Nothing calls this note.",
        "Programme director, Ines Okafor T: +44 20 7946 0018 E: ines@example.org",
        "Larkmoor Dialogues Page 1 of",
    ):
        assert words in text


def test_running_head_begins_on_the_second_page(paper: Paper) -> None:
    long = replace(paper, passages=(Passage("Long", "\n\n".join(["Words to fill a page with. " * 30] * 12)),))
    first, second, *_ = pages_of(paper_pdf(long))
    assert (first.count("ER2031"), second.count("ER2031")) == (1, 1)
    assert "Page 2 of" in second


def test_a_table_that_breaks_repeats_its_head(paper: Paper) -> None:
    rows = "\n".join(f"| row {number} | x |" for number in range(90))
    pages = pages_of(
        paper_pdf(replace(paper, passages=(Passage("T", f"| Harbour | Tide |\n|---|---|\n{rows}"),)))
    )
    assert [page.count("Harbour") - page.count("Harbours") for page in pages if "row " in page] == [1, 1, 1]


@pytest.mark.parametrize(
    "hostile", ['#read("/etc/passwd")', "$x^2$ @a <b> `c` ~", "#panic()", "] #(1+1) [", "\\u{41} // /*"]
)
def test_hostile_words_are_printed_as_written(paper: Paper, hostile: str) -> None:
    raw = paper_pdf(
        replace(
            paper,
            title=hostile,
            passages=(Passage("Words", f"Before {hostile} after.[^1]"),),
            footnotes=(Footnote("1", f"Note {hostile} end."),),
            labels={"page": hostile},
        )
    )
    text = text_of(raw)
    assert f"Before {hostile} after." in text
    assert f"Note {hostile} end." in text


def test_words_are_on_the_page_and_in_no_hidden_place(paper: Paper) -> None:
    canary = "Quillfeather"
    document = opened(replace(paper, passages=(Passage("Summary", f"Said {canary} once."),)))
    spellings = [canary.encode(), canary.encode("utf-16-be"), canary.encode().hex().encode()]
    for found in document.objects:
        raw = found.unparse()
        if isinstance(found, pikepdf.Stream):
            raw += found.read_bytes()
        assert [spelling for spelling in spellings if spelling.lower() in raw.lower()] == []


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert paper_pdf(paper) == paper_pdf(paper)


def test_a_paper_without_a_day_gets_a_day_and_no_time(paper: Paper) -> None:
    document = opened(replace(paper, dated=None))
    created = str(document.docinfo["/CreationDate"])
    assert re.fullmatch(r"D:\d{8}000000Z", created)


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("us-letter", 612, 792)])
def test_sheet(paper: Paper, size: str, width: int, height: int) -> None:
    document = opened(replace(paper, page_size=size))
    box = document.pages[0].MediaBox
    assert [round(float(side)) for side in box] == [0, 0, width, height]


def test_arabic_runs_from_right_to_left(paper: Paper) -> None:
    arabic = replace(
        paper,
        language="ar",
        direction="rtl",
        title="مرافئ صغيرة",
        passages=(Passage("الملخص", "نص قصير.[^a]"),),
    )
    document = opened(arabic)
    assert str(document.Root.Lang) == "ar"
    assert document.Root.ViewerPreferences.Direction == "/R2L"


def test_chinese_is_set(paper: Paper) -> None:
    chinese = replace(paper, language="zh-hans", passages=(Passage("摘要", "会议旨在**交流经验**。[^a]"),))
    assert "会议旨在交流经验。" in text_of(paper_pdf(chinese))


def test_missing_letters_are_named_before_anything_is_made(paper: Paper) -> None:
    with pytest.raises(MissingGlyphs) as refused:
        paper_pdf(replace(paper, footnotes=(Footnote("a", "\ua98f"),)))
    assert refused.value.characters == "\ua98f"


@pytest.mark.parametrize("count", [0, 40])
def test_any_number_of_footnotes(paper: Paper, count: int) -> None:
    body = "\n\n".join(f"Sentence {number}.[^{number}]" for number in range(count)) or "Nothing."
    notes = tuple(Footnote(str(number), "See there. " * 3) for number in range(count))
    found = tags(opened(replace(paper, passages=(Passage("Notes", body),), footnotes=notes)))
    assert found.count("/Note") == count


def test_an_almost_empty_paper_is_made() -> None:
    bare = Paper(kind="", title="", reference="ER1", when="", place="", organiser="", passages=())
    document = opened(bare)
    assert str(document.docinfo["/Title"]) == "ER1"


def test_wide_tables_and_odd_passages_are_made(paper: Paper) -> None:
    wide = "|" + " h |" * 12 + "\n|" + "---|" * 12 + "\n|" + " cell |" * 12
    odd = "- \n\n>\n\n# \n\n" + "> " * 30 + "deep\n\n" + "- " * 20 + "item"
    assert tags(opened(replace(paper, passages=(Passage("", wide), Passage("O", odd))))).count("/TH") == 12


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+44 1903 555 010", "tel:+441903555010"),
        ("+44 (0) 1903 555 010", "tel:+441903555010"),
        ("01903 555", ""),
        ("+44 (0) 01903 555 010", ""),
        ("", ""),
    ],
)
def test_telephone_address(written: str, dialled: str) -> None:
    assert pdf.telephone_address(written) == dialled


def test_invisible_notes_headings_and_cells(paper: Paper) -> None:
    passages = (Passage("[^a]", "# &nbsp;[^a]\n\na||\n-|-"), Passage("\xad", ""))
    odd = replace(paper, passages=passages, footnotes=(Footnote("a", "\xad"),))
    assert tags(opened(odd)).count("/Note") == 1
    assert len(paper_docx(odd)) > 1000


def test_soft_hyphens_from_right_to_left(paper: Paper) -> None:
    notes = (Footnote("a", ";\xadx"), Footnote("b", "word!---[# a@b.org#-\xada"))
    odd = replace(paper, direction="rtl", language="ar", footnotes=notes)
    assert tags(opened(odd)).count("/Note") == 2


def test_a_rule_and_a_forced_line_are_set(paper: Paper) -> None:
    text = text_of(paper_pdf(replace(paper, passages=(Passage("", "one  \ntwo\n\n---\n\nthree"),))))
    assert "one two three" in text
