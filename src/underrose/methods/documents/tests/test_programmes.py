"""A programme on paper: two pages, tagged, every word in it, and none of them read as code."""

import datetime as dt
import io
import zipfile

import pikepdf
import pypdfium2
import pytest

from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.methods.documents.programme_pdf import programme_pdf
from underrose.methods.documents.programme_word import programme_docx
from underrose.methods.documents.programmes import ProgrammeDay, ProgrammePaper, Slot

DAY = dt.date(2027, 3, 3)


def slot(number: int = 0, **facts) -> Slot:
    """A plenary with everything a slot can hold."""
    told = {
        "begins": f"{8 + number:02}:00",
        "ends": f"{8 + number:02}:45",
        "title": f"Session {number}: the river",
        "kind": "Plenary",
        "place": "Great Hall",
        "markdown": "What was *seen*:\n\n- the delta\n- the border\n\n> A quotation.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n---\n\n1. first",
        "lines": (("Chair", "Ama Okoro"), ("Speaker", "Ben Weir; to be confirmed")),
        "asides": ("Early warning",),
    }
    return Slot(**{**told, **facts})


def paper(count: int = 2, slots: int = 2, **facts) -> ProgrammePaper:
    found = tuple(
        ProgrammeDay(
            f"Day {number}",
            "Arrivals" if number == 0 else "",
            (
                *(slot(at, markdown="") for at in range(slots)),
                Slot("20:00", "22:00", "Dinner", is_pause=True),
            ),
        )
        for number in range(count)
    )
    told = {
        "kind": "Programme",
        "title": "Rivers and Rights",
        "reference": "AB12",
        "facts": ("3–5 March 2027", "Larkmoor House"),
        "note": "",
        "days": found,
        "dated": DAY,
        "foot": "The House",
        "edition": "Version 2",
        "labels": {"empty": "Nothing stands on this day."},
    }
    return ProgrammePaper(**{**told, **facts})


def pages(made: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_bounded() for page in document]


def word(made: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read(name).decode()


def test_every_word_is_on_the_page() -> None:
    (text,) = pages(
        programme_pdf(paper(days=(ProgrammeDay("Day", "T", (slot(),)), ProgrammeDay("Empty", "", ()))))
    )
    for words in (
        "Rivers and Rights", "08:00–08:45", "Session 0: the river", "Great Hall", "the delta", "A quotation.",
        "Ama Okoro", "Early warning", "Version 2", "Nothing stands on this day.", "Larkmoor House",
    ):  # fmt: skip
        assert words in text


def test_it_is_set_smaller_rather_than_run_on_to_a_third_page() -> None:
    counted = [len(pages(programme_pdf(paper(3, number)))) for number in (3, 8, 9, 10, 30)]
    assert counted[:4] == [1, 2, 2, 3]
    assert counted[4] > 3


def test_second_page_has_a_head_with_title_and_reference() -> None:
    first, second = pages(programme_pdf(paper(3, 8)))
    assert "Rivers and Rights" in second.splitlines()[0]
    assert "AB12" in second
    assert ("Page 1 of 2" in first, "Page 2 of 2" in second) == (True, True)


def test_it_is_tagged_with_three_levels_and_tells_no_author() -> None:
    made = programme_pdf(paper())
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.MarkInfo.Marked
        levels = _levels(document.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/H3"} <= levels
        assert "/Author" not in document.docinfo


def _levels(node) -> set[str]:
    found = {str(node["/S"])} if isinstance(node, pikepdf.Dictionary) and "/S" in node else set()
    kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found |= _levels(kid)
    return found


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("us-letter", 612)])
def test_sheet_has_the_size_of_the_house(size: str, width: int) -> None:
    document = pypdfium2.PdfDocument(programme_pdf(paper(page_size=size)))
    assert round(document[0].get_width()) == width


def test_words_are_not_read_as_code() -> None:
    wild = "#let x = 1; *stars* $math$ <tag> & \\"
    made = paper(
        days=(
            ProgrammeDay(wild, wild, (slot(title=wild, place=wild, lines=((wild, wild),), asides=(wild,)),)),
        ),
        title=wild,
    )
    assert (
        "".join(pages(programme_pdf(made))).replace("\r\n", "").replace("\u200b", "").count("#let x = 1") >= 5
    )
    assert "#let x = 1" in word(programme_docx(made))


def test_arabic_runs_from_right_to_left_with_hours_as_they_are_read() -> None:
    made = paper(
        language="ar", kind="البرنامج", days=(ProgrammeDay("الأربعاء", "", (slot(title="الافتتاح"),)),)
    )
    page = pypdfium2.PdfDocument(programme_pdf(made))[0].get_textpage()
    lefts = [page.get_charbox(page.get_text_bounded().index(hour))[0] for hour in ("08:00", "08:45")]
    assert lefts == sorted(lefts)
    assert "w:bidi" in word(programme_docx(made))


def test_letter_without_a_form_is_named_with_its_place() -> None:
    with pytest.raises(MissingGlyphs, match="𓀀"):
        programme_pdf(paper(days=(ProgrammeDay("Day", "", (slot(title="Opening 𓀀"),)),)))


def test_word_file_has_a_table_for_each_day_whose_head_repeats() -> None:
    made = word(programme_docx(paper(2, 2)))
    assert (made.count("<w:tbl>"), made.count("<w:tblHeader")) == (2, 2)
    assert [
        words for words in ("08:00–08:45", "Ama Okoro", "Great Hall", "Dinner") if words not in made
    ] == []


def test_word_file_without_rooms_has_two_columns_and_says_what_is_empty() -> None:
    bare = (ProgrammeDay("Day", "", (slot(place=""),)), ProgrammeDay("Empty", "", ()))
    made = word(programme_docx(paper(days=bare)))
    assert (made.count("<w:gridCol "), "Nothing stands on this day." in made) == (2, True)
    for words in ("the delta", "A quotation.", "first"):
        assert words in made


def test_same_programme_same_bytes() -> None:
    assert programme_docx(paper()) == programme_docx(paper())
    assert programme_pdf(paper()) == programme_pdf(paper())


def test_word_file_in_arabic_keeps_hours_from_left_to_right() -> None:
    made = word(programme_docx(paper(language="ar")))
    assert "08:00\u200e–\u200e08:45" in made
    assert "08:00–08:45" not in made


def test_word_file_names_a_kind_that_the_title_does_not_say() -> None:
    for title in ("Plenary of regions", "Opening plenary", "The river"):
        made = word(programme_docx(paper(days=(ProgrammeDay("Day", "", (slot(title=title),)),))))
        assert (title, made.casefold().count("plenary")) == (title, 1)
