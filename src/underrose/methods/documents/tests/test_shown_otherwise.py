"""A PDF is read as its pages show it too; where no program can tell what they show, that is said."""

from dataclasses import replace
from pathlib import Path

import pytest
import typst

from underrose.methods.documents.model import Paper, Passage
from underrose.methods.documents.pdf import paper_pdf
from underrose.methods.documents.readers.inside import read_here
from underrose.methods.documents.readers.wordless import is_wordless
from underrose.methods.documents.reading import read
from underrose.methods.documents.tests import shown_otherwise as made

NAME, OTHER = "Ama Okoro said.", "One person ate."
HONEST = (
    "The office found efficient affiliates in the first staff meeting; naïve façades, Stojkovčić, Ægir, Łódź."
)


@pytest.mark.parametrize(
    "font",
    [
        made.HELVETICA,
        f"{made.HELVETICA} /Encoding /WinAnsiEncoding",
        f"{made.HELVETICA} /Encoding << /Differences [65 /A 109 /m 97 /a] >>",
        "/Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding /MacRomanEncoding",
    ],
)
def test_letters_told_as_others_are_read_both_ways_and_doubted(font: str) -> None:
    found = read(made.mapped(NAME, OTHER, font), "note.pdf")
    assert [one.words for one in found.aside if one.place] == [NAME]
    assert any("other letters than its pages show" in said for said in found.left_out)


@pytest.mark.parametrize("make", [made.replaced, made.replaced_by_name, made.replaced_in_a_form])
def test_words_told_in_place_of_others_are_read_both_ways(make: object) -> None:
    assert callable(make)
    found = read(make("Ama Okoro", "a participant"), "note.pdf")
    assert "a participant" in " ".join(block.text for block in found.blocks)
    (aside,) = found.aside
    assert "Ama Okoro" in aside.words
    assert "page 1" in aside.place


def test_name_of_the_mark_may_be_written_otherwise() -> None:
    found = read(made.replaced("Ama Okoro", "a participant", "/Act#75alText"), "note.pdf")
    assert "Ama Okoro" in found.aside[0].words


def test_letters_that_no_program_can_tell_are_counted() -> None:
    found = read(made.without_letters("Ama Okoro"), "note.pdf")
    assert found.left_out == ("9 letters of this PDF can be seen and cannot be told by a program.",)


def test_letters_that_make_no_words_are_told() -> None:
    plain = "Ama Okoro said that the bridge was closed and that nobody came to the house in the long winter"
    coded = plain.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "zqxjkvbpwgfmucldrhsnioatey"))
    font = (
        "/Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own "
        "/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontFile2 6 0 R >>"
    )
    found = read(made.mapped(plain, coded, font), "note.pdf")
    assert any("mostly no words" in said for said in found.left_out)


@pytest.mark.parametrize(
    "text",
    [
        HONEST,
        "Strč prst skrz krk, řekl vlk. Účastníci souhlasili se seznamem a dohodli se, že most zůstane zavřený do jara.",
        "Mae hen wlad fy nhadau yn annwyl i mi, gwlad beirdd a chantorion, enwogion o fri, ei gwrol ryfelwyr.",
        "Він сказав, що міст закрито. وافق المشاركون على القائمة وقالت لا يمكن أن نعد بذلك في الاجتماع القادم",
        "UNHCR, OHCHR, OSCE, UNDP, WHO, ICRC: see A/RES/70/1, S/PRST/2019/11, CCPR/C/GC/36 and CRPD/C/GC/7.",
        "He aha te mea nui o te ao? He tangata, he tangata, he tangata. Tihei mauri ora ki a koutou katoa.",
    ],
)
def test_words_of_many_languages_are_words(text: str) -> None:
    assert not is_wordless(text)


def test_honest_papers_are_not_doubted(tmp_path: Path) -> None:
    source = tmp_path / "note.typ"
    more = "Милица рекла је. وافق المشاركون على القائمة. $sum_(i=1)^n alpha_i <= RR$"
    source.write_text(f'#set text(size: 10pt, lang: "en")\n= Note\n- one\n- two\n\n{HONEST}\n\n{more}')
    found = read_here(typst.compile(str(source)), "note.pdf")
    assert found.left_out == ()
    assert HONEST in [block.text for block in found.blocks]


def test_honest_map_beside_an_encoding_is_not_doubted() -> None:
    found = read(made.mapped(NAME, NAME, f"{made.HELVETICA} /Encoding /WinAnsiEncoding"), "note.pdf")
    assert (found.left_out, found.aside) == ((), ())


@pytest.mark.parametrize(
    "words", [HONEST, "وافق المشاركون على القائمة وقالت لا يمكن أن نعد بذلك.", "会议旨在交流经验。"]
)
def test_papers_of_the_house_are_not_doubted(paper: Paper, words: str) -> None:
    direction = "rtl" if words[0] == "و" else "ltr"
    found = read(paper_pdf(replace(paper, passages=(Passage("T", words),), direction=direction)), "note.pdf")
    known = {one.sentence for one in found.aside}
    assert [said for said in found.left_out if said not in known] == []
