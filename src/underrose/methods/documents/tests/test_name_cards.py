from dataclasses import replace
from datetime import date

import pytest

from underrose.methods.documents import glyphs
from underrose.methods.documents.name_cards import (
    CardSheet,
    NameCard,
    Shown,
    badges_pdf,
    tent_cards_pdf,
    with_fallback,
)
from underrose.methods.documents.tests import seen

SHEET = CardSheet("Badges", date(2026, 11, 22), heading="Larkmoor Dialogues")
LAYLA = NameCard("Layla Haddad", "ليلى حداد", "Senior adviser", "Pilots’ Foundation", first_name="Layla")
SCRIPTS = (
    LAYLA,
    NameCard("Chen Wei", "陈伟", "Counsellor", "Permanent Mission"),
    NameCard("Kim Min-jun", "김민준"),
    NameCard("Priya Nair", "प्रिया नायर"),
    NameCard("Nino Beridze", "ნინო ბერიძე"),
    NameCard("Somchai Rattanakosin", "สมชาย รัตนโกสินทร์"),
    NameCard("Oksana Kovalenko", "Оксана Коваленко"),
    NameCard("Zoë Łukasz-Ó Briain"),
)


@pytest.mark.parametrize("made", [badges_pdf, tent_cards_pdf])
@pytest.mark.parametrize("count", [0, 1, 8])
def test_the_file_is_tagged_and_names_nobody_in_its_properties(made, count: int) -> None:
    assert seen.is_tagged_and_nameless(made(SCRIPTS[:count], SHEET), "20261122") == []


def test_names_stand_in_their_own_scripts() -> None:
    text = seen.text(badges_pdf(SCRIPTS, SHEET))
    lines = (
        "Chen Wei 陈伟 Counsellor Permanent Mission",
        "김민준",
        "प्रिया",
        "ნინო ბერიძე",
        "สมชาย",
        "Оксана Коваленко",
    )
    assert [line for line in lines if line not in text] == []


@pytest.mark.parametrize(
    ("size", "points", "folded", "pages"),
    [
        ("a4", [595, 842], False, 6),
        ("us-letter", [612, 792], False, 6),
        ("a4", [595, 842], True, 14),
    ],
)
def test_ten_badges_to_a_sheet_and_four_when_folded(
    size: str, points: list[int], folded: bool, pages: int
) -> None:
    cards = [replace(LAYLA, name=f"Person {number}") for number in range(55)]
    raw = badges_pdf(cards, replace(SHEET, page_size=size, is_folded=folded))
    assert (seen.sheet(raw), len(seen.pages(raw))) == (points, pages)


def test_a_tent_card_fills_a_sheet_in_landscape() -> None:
    raw = tent_cards_pdf(SCRIPTS, SHEET)
    assert (seen.sheet(raw), len(seen.pages(raw))) == ([842, 595], len(SCRIPTS))


@pytest.mark.parametrize(
    "made", [tent_cards_pdf, lambda cards, sheet: badges_pdf(cards, replace(sheet, is_folded=True))]
)
def test_both_sides_are_printed_and_one_is_heard(made) -> None:
    raw = made([NameCard("Amara", role="Director")], SHEET)
    assert seen.text(raw).count("Amara") == 2
    assert seen.tags(raw).count("/P") == 2  # the name and the role, once


def test_crop_marks_can_be_left_out() -> None:
    with_marks, without = (
        badges_pdf(SCRIPTS, replace(SHEET, has_crop_marks=marks)) for marks in (True, False)
    )
    assert len(with_marks) > len(without)
    assert seen.text(with_marks) == seen.text(without)


@pytest.mark.parametrize("made", [badges_pdf, tent_cards_pdf])
@pytest.mark.parametrize(
    ("shown", "printed"), [(Shown.role_only, "Senior adviser"), (Shown.first_name_only, "Layla")]
)
def test_who_chose_to_show_less_shows_no_more(made, shown: Shown, printed: str) -> None:
    raw = made([replace(LAYLA, shown=shown)], replace(SHEET, heading=""))
    assert set(seen.text(raw).split(printed)) <= {"", " "}
    hidden = {"Layla", "Haddad", "ليلى", "adviser", "Foundation"} - set(printed.split())
    assert [word for word in sorted(hidden) if seen.is_inside(raw, word)] == []


def test_what_is_missing_is_made_up_for() -> None:
    def printed(card: NameCard) -> str:
        return seen.text(badges_pdf([card], replace(SHEET, heading="")))

    assert printed(NameCard("", "陈伟")) == "陈伟"
    assert printed(NameCard("Amara Okonkwo", shown=Shown.first_name_only)) == "Amara"
    assert printed(NameCard("Amara", organisation="Quay", shown=Shown.role_only)) == "Quay"
    assert printed(NameCard("Amara", "Amara")) == "Amara"


def test_a_capacity_stands_in_the_corner() -> None:
    assert "Larkmoor Dialogues Speaker Layla Haddad" in seen.text(
        badges_pdf([replace(LAYLA, capacity="Speaker")], SHEET)
    )


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "x": *',
        "$x$ *a* _b_ @c <label> `d`",
        "#panic() ] [",
        "Wolfeschlegelsteinhausen" * 6,
        "Dr María-Fernanda de la Concepción Rodríguez y Echeverría-Villanueva de los Santos Mártires",
        "a\x00b\x1b c",
    ],
)
@pytest.mark.parametrize("made", [badges_pdf, tent_cards_pdf])
def test_hostile_and_very_long_names_are_printed_whole(made, hostile: str) -> None:
    raw = made([NameCard(hostile, role=hostile, organisation=hostile, capacity="x")], SHEET)
    shown = "".join(seen.text(raw).split())
    plain = "".join(hostile.replace("\x00", "").replace("\x1b", "").split())
    assert shown.count(plain) >= 3  # what stands upside down comes out of a PDF line by line from below


def test_a_missing_letter_is_named_with_its_badge_before_anything_is_made() -> None:
    with pytest.raises(glyphs.MissingGlyphs, match=r"“ꦱ” \(javanese letter sa\) in badge 2, native\."):
        badges_pdf([LAYLA, NameCard("Siti", "ꦱ")], SHEET)
    with pytest.raises(glyphs.MissingGlyphs, match=r"in tent card 1, name\."):
        tent_cards_pdf([NameCard("😀")], SHEET)


def test_without_a_form_for_the_script_the_latin_name_stands_alone_and_it_is_said() -> None:
    kept, said = with_fallback([LAYLA, NameCard("Siti", "ꦱꦶꦠꦶ")])
    assert kept == (LAYLA, NameCard("Siti"))
    assert "".join(said) == (
        "Card 2: our fonts have no form for “ꦠ” in the name as its own script has it. "
        "The card shows the name in Latin letters alone."
    )


def test_a_hidden_letter_of_a_name_not_shown_refuses_nothing() -> None:
    card = NameCard("😀", role="Interpreter", shown=Shown.role_only)
    assert seen.text(badges_pdf([card], SHEET)) == "Larkmoor Dialogues Interpreter"
