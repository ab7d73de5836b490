from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.documents.people_list import Listed, Shown, filed, people_list
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheets import Column, Prose, Sheet, Table
from underrose.methods.documents.tests import seen

SHEET = Sheet(title="Delegates", blocks=(Prose("By family name."),), dated=date(2026, 11, 22))
LABELS = {
    Shown.name: "Name",
    Shown.native: "Native script",
    Shown.position: "Position",
    Shown.country: "Country",
}
PEOPLE = (
    Listed("Łukasz Zieliński", position="Pilot", group="Guests", sorted_as="Zieliński Łukasz"),
    Listed("Layla Haddad", "ليلى حداد", "Adviser", "Hidden House", group="Hosts", sorted_as="Haddad Layla"),
    Listed("Åsa Ek", position="Director", group="Guests", sorted_as="Ek Åsa"),
)


def tables(sheet: Sheet) -> list[Table]:
    return [block for block in sheet.blocks if isinstance(block, Table)]


def test_one_alphabetical_list_with_numbers() -> None:
    sheet = people_list(SHEET, PEOPLE, labels=LABELS, number="No.")
    assert sheet.blocks[0] == SHEET.blocks[0]
    assert tables(sheet) == [
        Table(
            (
                Column("No.", "end", is_narrow=True),
                Column("Name"),
                Column("Native script"),
                Column("Position"),
            ),
            (
                ("1", "Åsa Ek", "", "Director"),
                ("2", "Layla Haddad", "ليلى حداد", "Adviser"),
                ("3", "Łukasz Zieliński", "", "Pilot"),
            ),
        )
    ]


def test_groups_stand_in_the_order_asked_for_and_are_numbered_through() -> None:
    sheet = people_list(SHEET, PEOPLE, labels={Shown.name: "Name"}, number="No.", groups=("Nobody", "Hosts"))
    assert [(table.heading, table.rows) for table in tables(sheet)] == [
        ("Hosts", (("1", "Layla Haddad"),)),
        ("Guests", (("2", "Åsa Ek"), ("3", "Łukasz Zieliński"))),
    ]


def test_a_column_that_was_not_chosen_is_not_in_the_file() -> None:
    raw = sheet_pdf(people_list(SHEET, PEOPLE, labels=LABELS))
    assert seen.is_inside(raw, "Haddad")
    assert not seen.is_inside(raw, "Hidden House")


def test_nobody_is_a_sentence() -> None:
    sheet = people_list(SHEET, (), labels=LABELS, number="No.", groups=("Hosts",), empty="Nobody yet.")
    assert tables(sheet) == [Table((), (), empty="Nobody yet.")]
    assert "By family name. Nobody yet." in seen.text(sheet_pdf(sheet))


@pytest.mark.parametrize(
    ("name", "place"),
    [("Ægir", "aegir"), ("‘Abd al-Rahman", "abd al-rahman"), ("ÉLODIE", "elodie"), ("陈伟", "陈伟")],
)
def test_names_are_filed_where_they_are_looked_for(name: str, place: str) -> None:
    assert filed(name) == place


@given(
    st.lists(st.builds(Listed, name=st.text(max_size=8), group=st.sampled_from(["a", "b", ""])), max_size=12)
)
def test_nobody_is_lost_and_nobody_stands_twice(people: list[Listed]) -> None:
    grouped = people_list(SHEET, people, labels={Shown.name: "Name"}, number="No.", groups=("b",))
    rows = [row for table in tables(grouped) for row in table.rows]
    assert len(rows) == len(people)
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(people) + 1)]
