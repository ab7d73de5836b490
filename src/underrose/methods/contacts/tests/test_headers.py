import re

import pytest

from underrose.methods.contacts import headers
from underrose.methods.contacts.headers import Field, is_yes, propose_mapping, recognised


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Surname / Family name / Nom", Field.family_name),
        ("Apellidos", Field.family_name),
        ("Фамилия", Field.family_name),
        ("姓", Field.family_name),
        ("اللقب", Field.family_name),
        ("Nachname", Field.family_name),
        ("ФИО", Field.full_name),
        ("E-Mail 2", Field.email),
        ("Courriel", Field.email),
        ("Tel. (office)", Field.telephone),
        ("Téléphone portable", Field.mobile),
        ("手机", Field.mobile),
        ("Form of address", Field.honorific),
        ("Organização", Field.organisation),
        ("DUTY  STATION:", Field.duty_station),
        ("Do not contact", Field.do_not_contact),
        ("Dietary requirements", Field.diet),
        ("No.", None),
        ("Favourite colour", None),
        ("x" * 200, None),
    ],
)
def test_heading_is_recognised_in_nine_languages(header, field):
    assert recognised(header) is field


def fields(headers, *rows):
    return [guess.field for guess in propose_mapping(headers, rows).guesses]


def test_cells_overrule_a_heading_where_they_leave_no_doubt():
    rows = [("a@x.example", "Ada Lind", "+44 1632 960001"), ("b@x.example", "Eva Lund", "+44 1632 960002")]
    assert fields(["Contact", "Participant", "Notes"], *rows) == [
        Field.email,
        Field.full_name,
        Field.notes,
    ]
    assert fields(["Contact person", "", "E-mail"], *rows) == [Field.email, None, Field.telephone]


def test_heading_stands_where_cells_only_look_otherwise():
    (guess,) = propose_mapping(["Notes"], [("2031-03-05",), ("2031-03-06",)]).guesses
    assert (guess.field, guess.because) == (Field.notes, "heading, though the cells look otherwise")


def test_columns_without_headings_are_known_by_their_cells():
    rows = [
        ("Иван Петров", "+7 900 000 00 01", "M", "Mr", "2031-03-05", "2"),
        ("Анна Орлова", "+7 900 000 00 02", "F", "Ms", "5.3.2031", "x"),
    ]
    found = fields(["Column 1", "Column 2", "Column 3", "Column 4", "Column 5", "Column 6"], *rows)
    assert found == [
        Field.native_name,
        Field.telephone,
        Field.gender,
        Field.honorific,
        Field.last_update,
        None,
    ]
    assert fields(["Column 1", "Column 2"], ("Иван Петров", "a@x.example"), ("Анна", "b@x.example")) == [
        Field.full_name,
        Field.email,
    ]


def test_word_for_a_part_is_the_whole_where_no_other_part_stands():
    assert fields(["Nom", "Prénom"]) == [Field.family_name, Field.given_name]
    assert fields(["Nom", "Pays"]) == [Field.full_name, Field.country]
    assert fields(["Nombre", "Apellidos"]) == [Field.given_name, Field.family_name]
    assert fields(["Nombre", "País"]) == [Field.full_name, Field.country]
    assert fields(["Name", "Vorname"]) == [Field.family_name, Field.given_name]
    assert fields(["Name", "Country"]) == [Field.full_name, Field.country]
    assert fields(["Full name", "Given name"]) == [Field.full_name, Field.given_name]


def test_second_column_of_a_single_field_stays_the_users_own():
    mapping = propose_mapping(["Country", "Nation", "E-mail 1", "E-mail 2"], [])
    assert [guess.field for guess in mapping.guesses] == [Field.country, None, Field.email, Field.email]
    assert mapping.guesses[1].because == "another column holds this already"
    assert mapping.places(Field.email) == (2, 3)


def test_mobile_column_is_not_taken_for_an_office_telephone():
    assert fields(["Mobile"], ("+44 7700 900001",)) == [Field.mobile]


def test_choice_moves_a_field_and_frees_the_column_that_had_it():
    mapping = propose_mapping(["Country", "Where", "E-mail"], []).with_field(1, Field.country)
    assert [guess.field for guess in mapping.guesses] == [None, Field.country, Field.email]
    assert mapping.with_field(0, Field.email).places(Field.email) == (0, 2)
    assert mapping.with_field(1, None).guesses[1].field is None
    assert (mapping.has_name, propose_mapping(["Name"], []).has_name) == (False, True)


def test_yes_and_no():
    assert [is_yes(word) for word in ("Yes", "ДА", "نعم", "x", "no", "нет", "perhaps")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        None,
    ]


def test_whether_a_cell_holds_an_address_is_seen_in_one_pass():
    """A sign that repeats would be tried from every letter of a long cell anew."""
    assert re.fullmatch(r"\[[^*+?]+\]@\[[^*+?]+\]", headers._MAIL.pattern)
    assert propose_mapping(["", ""], [["Ada", "x@a.example"], ["Ben", "<b@x.example>"]]).places(
        Field.email
    ) == (1,)
