from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.contacts.cells import (
    Telephone,
    as_day,
    as_emails,
    as_languages,
    as_telephones,
    compared,
    is_email,
    offered_split,
)
from underrose.methods.contacts.rejects import rejects
from underrose.methods.contacts.rows import Duplicate, Ill, Offer, duplicates, someone
from underrose.methods.contacts.tests.making import cleaned, table
from underrose.methods.names import Reason


@pytest.mark.parametrize(
    ("cell", "good", "bad"),
    [
        ("a@x.example; b@x.example", ["a@x.example", "b@x.example"], []),
        ("a@x.example/b@x.example", ["a@x.example", "b@x.example"], []),
        ("a@x.example or\nb@x.example", ["a@x.example", "b@x.example"], []),
        ("Ada Lind <ada@x.example>, mailto:b@x.example", ["ada@x.example", "b@x.example"], []),
        ("иван@почта.example", ["иван@почта.example"], []),
        ("ada@bücher.example.", ["ada@bücher.example"], []),
        ("ada(at)x.example", [], ["ada(at)x.example"]),
        ("to be asked", [], ["to be asked"]),
        ("ada@x", [], ["ada@x"]),
        ("a..b@x.example", [], ["a..b@x.example"]),
        ("a@x.example b@", ["a@x.example"], ["b@"]),
        ("a@10.0.0.1", [], ["a@10.0.0.1"]),
    ],
)
def test_addresses_of_a_cell(cell, good, bad):
    assert as_emails(cell) == (good, bad)


def test_domain_that_no_network_can_write_is_no_address():
    assert [is_email(f"a@{label}.example") for label in ("x_y", "-x", "ü" * 62, "\u0378")] == [
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("cell", "numbers", "bad"),
    [
        ("+44 (0) 1632 960001", ["+441632960001"], []),
        ("0044 1632 960001 ext. 12", ["+441632960001"], []),
        ("(+44) 1632 960001", ["+441632960001"], []),
        ("01632 960001", ["01632960001"], []),
        ("(0) 1632 960001", ["01632960001"], []),
        ("+41 22 555 0101 / +41 22 555 0102", ["+41225550101", "+41225550102"], []),
        ("030/1234567", ["0301234567"], []),
        ("T: +41 22 555 0101; M: +41 79 555 0101", ["+41225550101", "+41795550101"], []),
        ("٠١٢٣٤٥٦٧", ["01234567"], []),
        ("4.47701E+11", [], ["4.47701E+11"]),
        ("123", [], ["123"]),
        ("ask her", [], ["ask her"]),
    ],
)
def test_numbers_of_a_cell(cell, numbers, bad):
    good, found = as_telephones(cell)
    assert ([one.number for one in good], found) == (numbers, bad)


def test_number_is_kept_as_typed_and_its_kind_is_read():
    (office, mobile), _ = as_telephones("T: +44 (0) 1632 960001; Mob. 07700 900001")
    assert (office, mobile) == (
        Telephone("+44 (0) 1632 960001", "+441632960001"),
        Telephone("07700 900001", "07700900001", True),
    )


def test_languages_by_name_code_and_own_name():
    assert as_languages("French (good), русский / ar; 中文 and Kiswahili") == (
        ["fr", "ru", "ar", "zh", "sw"],
        [],
    )
    assert as_languages("Klingonish, Deutsch, فارسی") == (["de", "fa"], ["Klingonish"])


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2031-03-05", date(2031, 3, 5)),
        ("2031-03-05 14:30", date(2031, 3, 5)),
        ("5.3.2031", date(2031, 3, 5)),
        ("05/03/31", date(2031, 3, 5)),
        ("3/25/2031", date(2031, 3, 25)),
        ("5 March 2031", date(2031, 3, 5)),
        ("March 5th, 2031", date(2031, 3, 5)),
        ("5 марта 2031", date(2031, 3, 5)),
        ("1er août 31", date(2031, 8, 1)),
        ("31 June 2031", None),
        ("some time ago", None),
        ("", None),
    ],
)
def test_days(cell, day):
    assert as_day(cell) == day


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("DUPONT, Marie", ("DUPONT", "Marie")),
        ("Marie DUPONT", ("DUPONT", "Marie")),
        ("VAN DEN BERG Anne-Marie", ("VAN DEN BERG", "Anne-Marie")),
        ("Marie Dupont", None),
        ("MARIE DUPONT", None),
        ("Lind, Ada, PhD", None),
        ("Lind,", None),
        ("Ada LIND of NORTH", None),
        ("Ada LIND Jr", None),
        ("A. Lind", None),
    ],
)
def test_parting_of_a_name_is_offered_only_where_the_writing_shows_it(name, parts):
    assert offered_split(name) == parts


HEADERS = (
    "Name",
    "E-mail",
    "Tel",
    "Mobile",
    "Country",
    "Languages",
    "Last update",
    "Do not contact",
    "Diet",
    "Shoe size",
)


def test_person_of_a_row():
    found = cleaned(
        HEADERS,
        (
            "LIND, Ada",
            "Ada@x.example; ada@X.example",
            "+44 1632 960001",
            "+44 1632 960001",
            "Kenya",
            "French",
            "2031-03-05",
            "no",
            "no fish",
            "38",
        ),
    )
    (row,) = found.rows
    assert found.faults == ()
    assert (row.full_name, row.name, row.offer) == ("LIND, Ada", "LIND, Ada", Offer("LIND", "Ada"))
    assert (row.emails, [one.number for one in row.telephones]) == (("Ada@x.example",), ["+441632960001"])
    assert (row.country, row.country_typed, row.languages, row.last_update, row.do_not_contact) == (
        "KE",
        "Kenya",
        ("fr",),
        "2031-03-05",
        False,
    )
    assert row.extras == (("Shoe size", "38"),)
    assert "fish" not in repr(row)


def test_faults_name_line_column_and_remedy_and_reject_nobody():
    found = cleaned(
        HEADERS, ("Ada", "ada(at)x", "1", "", "Atlantis", "Klingonish", "long ago", "perhaps", "", "")
    )
    assert [(fault.line, fault.column, fault.ill) for fault in found.faults] == [
        (2, "Country", Ill.country), (2, "Languages", Ill.language), (2, "E-mail", Ill.email), (2, "Tel", Ill.telephone),
        (2, "Last update", Ill.day), (2, "Do not contact", Ill.yes_or_no),
    ]  # fmt: skip
    assert found.faults[0].sentence == "“Atlantis” is no country that is known here."
    assert (found.rejected, len(found.rows), found.rows[0].do_not_contact) == ((), 1, True)


def test_row_without_a_name_is_rejected_and_so_is_what_was_chosen():
    rows = [
        ("", "a@x.example", *[""] * 8),
        ("Ada", "a@x.example", "", "", "Atlantis", *[""] * 5),
        ("Eva", *[""] * 9),
    ]
    found = cleaned(HEADERS, *rows, reject=[Ill.country])
    assert (found.rejected, [row.line for row in found.rows]) == ((2, 3), [4])
    assert cleaned(HEADERS, *rows).rejected == (2,)
    assert found.rows[0].do_not_contact is None


def test_long_cell_is_cut_in_the_sentence():
    (fault,) = cleaned(("Name", "Country"), ("Ada", "x" * 100)).faults
    assert fault.sentence == f"“{'x' * 59}…” is no country that is known here."


def test_name_of_parts_and_native_name():
    found = cleaned(("Given name", "Surname", "Native name"), ("Ada", "Lind", "Ада"), ("", "", "Ева"))
    assert [row.name for row in found.rows] == ["Ada Lind", "Ева"]
    assert someone(found.rows[0]).names == ("Ada Lind", "Ада")


def test_rejects_are_the_original_columns_and_the_reason():
    headers = ("Name", "Country")
    made, found = (
        table(headers, ("", "Kenya"), ("Ada", "Atlantis"), ("Eva", "Kenya")),
        cleaned(headers, ("", "Kenya"), ("Ada", "Atlantis")),
    )
    assert list(rejects(made, found.faults)) == [
        ("Name", "Country", "Reason"),
        ("", "Kenya", "This row names nobody. Fill in a name, or take the row out."),
    ]
    assert [row[2][:9] for row in rejects(made, found.faults, with_remarks=True)] == [
        "Reason",
        "This row ",
        "Country: ",
    ]


def test_duplicates_across_scripts_by_reference_and_those_who_only_resemble():
    found = cleaned(
        ("Ref", "Name", "E-mail", "Organisation"),
        ("1", "Rashid Huseynov", "r@x.example", "House"),
        ("2", "Рашид Хусейнов", "R@x.example", ""),
        ("3", "Ada Lind", "", "House"),
        ("1", "Somebody Else", "", ""),
        ("5", "Ada Lindh", "", ""),
        ("6", "LIND Ada", "", "house"),
    )
    first, again, near, same, other = duplicates(found.rows)
    assert (first.line, first.of_line, first.is_sure, Reason.email in first.reasons) == (3, 2, True, True)
    assert again == Duplicate(5, 2, 1.0, (), is_sure=True)
    assert (near.line, near.of_line, near.is_sure) == (6, 4, False)
    assert {(one.line, one.of_line, one.is_sure) for one in (same, other)} == {(7, 4, True), (7, 6, False)}


@given(st.lists(st.text(max_size=30), min_size=10, max_size=10))
def test_no_row_of_cells_is_too_strange(cells):
    found = cleaned(HEADERS, tuple(cells))
    assert len(found.rows) + len(found.rejected) == 1


@given(st.text("+0123456789 ()-/.ext", max_size=30))
def test_compared_number_is_digits_and_a_plus(text):
    assert compared(text).removeprefix("+").isdecimal() or compared(text) in {"", "+"}
