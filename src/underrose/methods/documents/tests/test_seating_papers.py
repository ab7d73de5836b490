"""Papers of who sits where: every name on its sheet, in its own script, and nothing in them that is read as code."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest

from underrose.methods.documents import glyphs
from underrose.methods.documents.seating_papers import (
    CardLine,
    DoorList,
    FacilitatorSheet,
    Frame,
    Named,
    PersonalCard,
    TablePlan,
    door_lists_pdf,
    facilitator_sheets_pdf,
    personal_cards_pdf,
    table_plan_pdf,
)
from underrose.methods.documents.tests import seen

FRAME = Frame("Papers", date(2026, 11, 22), heading="Rivers and Rights", foot="Take down afterwards.", labels={
    "when": "When", "what": "Round", "group": "Group", "people": "Who sits here", "times": "Time",
    "questions": "Questions", "by_name": "By name", "by_table": "By table",
})  # fmt: skip
LAYLA = Named("Layla Haddad", "ليلى حداد", "Senior adviser")
PEOPLE = (
    LAYLA,
    Named("Chen Wei", "陈伟"),
    Named("#set page(fill: red)"),
    Named("=cmd|' /C calc'!A1"),
    Named("*Ama* _Okoro_ $x$ @label"),
    Named("M" * 200),
)
LINES = (CardLine("Wed 3 Mar 11:00", "Breakout groups", "Group 3", "Heron"),)
Make = Callable[[tuple[Named, ...], Frame], bytes]


def doors(people: tuple[Named, ...], frame: Frame = FRAME) -> bytes:
    return door_lists_pdf(
        [DoorList("Group 3", "Early warning", "Round", "Heron", "Wednesday", people)], frame
    )


def cards(people: tuple[Named, ...], frame: Frame = FRAME) -> bytes:
    return personal_cards_pdf([PersonalCard(one.name, one.native, LINES) for one in people], frame)


def sheets(people: tuple[Named, ...], frame: Frame = FRAME) -> bytes:
    return facilitator_sheets_pdf(
        [
            FacilitatorSheet(
                "Group 3", "Early warning", "Round", (("When", "Wednesday"),), people, "and 2 further", (("11:00", "Begin"),),
                "Off the record", "You may use it.", "Never who said it.",
            )
        ],
        frame,
    )  # fmt: skip


def plan(people: tuple[Named, ...], frame: Frame = FRAME) -> bytes:
    tables = (("Table 1", people, "and 2 further"),) if people else ()
    return table_plan_pdf(
        TablePlan("Dinner", "Wednesday", "Hall", tuple((one, "1") for one in people), tables), frame
    )


ALL = pytest.mark.parametrize("make", [doors, cards, sheets, plan])


@ALL
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("count", [0, 1, 6, 50])
def test_the_file_is_tagged_and_names_nobody_in_its_properties(make: Make, language: str, count: int) -> None:
    frame = Frame(FRAME.title, FRAME.dated, language=language, labels=FRAME.labels)
    raw = make((PEOPLE * 10)[:count], frame)
    assert seen.is_tagged_and_nameless(raw, "20261122") == []


@ALL
def test_every_name_is_there_as_it_is_written(make: Make) -> None:
    text = seen.text(make(PEOPLE, FRAME))
    names = ("Layla Haddad", "陈伟", "#set page(fill: red)", "=cmd|' /C calc'!A1", "Ama", "M" * 5)
    assert [name for name in names if name.split()[0] not in text] == []


def test_a_name_keeps_its_dot_at_its_end_in_a_list_from_right_to_left() -> None:
    frame = Frame(FRAME.title, FRAME.dated, language="ar", labels=FRAME.labels)
    page: Any = pypdfium2.PdfDocument(doors((Named("Ivo Renn Jr."),), frame))[0]
    text = page.get_textpage()
    left = {text.get_text_range(at, 1): text.get_charbox(at)[0] for at in range(text.count_chars())}
    assert left["I"] < left["J"] < left["."]


@ALL
def test_a_letter_without_a_form_is_refused_with_its_sheet(make: Make) -> None:
    with pytest.raises(glyphs.MissingGlyphs, match="sheet 1"):
        make((Named("Ama \U00013000"),), FRAME)


@ALL
def test_a_native_name_without_a_form_is_left_off(make: Make) -> None:
    assert "Ama" in seen.text(make((Named("Ama", "\U00013000"),), FRAME))


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (12, 1), (36, 1), (90, 1)])
def test_a_list_of_a_group_stays_on_one_door(number: int, pages: int) -> None:
    people = tuple(Named(f"Guest Number{at}") for at in range(number))
    assert len(seen.pages(doors(people))) == pages


def test_a_group_larger_than_a_sheet_is_whole() -> None:
    people = tuple(Named(f"Guest Number{at}") for at in range(400))
    text = seen.text(doors(people))
    assert [one.name for one in people if one.name not in text] == []


@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (5, 1), (6, 2), (12, 2), (13, 4)])
def test_cards_with_more_lines_are_larger(lines: int, pages: int) -> None:
    made = personal_cards_pdf([PersonalCard("Ama Okoro", "", LINES * lines)] * 8, FRAME)
    assert len(seen.pages(made)) == pages


def test_nothing_of_a_full_card_is_cut_off() -> None:
    long = CardLine(
        "Wed 3 Mar 11:00", "Breakout groups: early warning and the prevention continuum", "Group 12", "Room"
    )
    lines = [CardLine(long.when, long.what, f"Group {at}", long.where) for at in range(5)]
    made = personal_cards_pdf([PersonalCard("Maximiliane von Hohenstein", "", tuple(lines))], FRAME)
    words = _within(made, bottom=seen.sheet(made)[1] - 256 / 25.4 * 72 / 4 - (297 - 256) / 2 / 25.4 * 72)
    assert [f"Group {at}" for at in range(5) if f"Group {at}" not in words] == []


def _within(raw: bytes, *, bottom: float) -> str:
    """The words above a height, as a knife would leave them."""
    page: Any = pypdfium2.PdfDocument(raw)[0]
    return str(page.get_textpage().get_text_bounded(bottom=bottom))


def test_a_facilitator_has_room_to_write_and_one_sheet() -> None:
    assert len(seen.pages(sheets(PEOPLE[:5] * 4))) == 1


def test_the_two_lists_of_a_meal_say_the_same() -> None:
    by_name, by_table = seen.pages(plan(PEOPLE[:2]))
    assert "Chen Wei" in by_name
    assert "Chen Wei" in by_table
    assert "and 2 further" in by_table
