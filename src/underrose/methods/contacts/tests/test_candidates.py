"""The demonstration's own list: 160 invented people with the faults of real spreadsheets."""

from functools import cache
from pathlib import Path

from underrose.methods.contacts.headers import Field, propose_mapping
from underrose.methods.contacts.model import Table, Why
from underrose.methods.contacts.plan import Counts, dry_run
from underrose.methods.contacts.reading import read
from underrose.methods.contacts.rows import Cleaned, Ill, clean, duplicates

FILE = Path(__file__).parents[5] / "examples" / "candidates.xlsx"


@cache
def found() -> tuple[Table, Cleaned]:
    table = read(FILE.read_bytes(), FILE.name)
    mapping = propose_mapping(table.headers, [row.cells for row in table.rows])
    return table, clean(table, mapping, lambda name: None if name == "Atlantis" else name)


def test_160_people_are_found():
    assert dry_run(found()[1], []).counts == Counts(new=160, update=0, duplicate=5, rejected=1)


def test_what_stands_between_the_people_is_told():
    table, _ = found()
    whys = [one.why for one in table.skipped]
    assert {why: whys.count(why) for why in Why} == {
        Why.above: 2,
        Why.empty: 1,
        Why.repeated: 1,
        Why.section: 10,
        Why.total: 1,
    }
    assert table.remarks == ("The sheet “Long list” was read; left out: “Notes”.",)


def test_columns_are_recognised_but_for_two_of_its_own():
    table, _ = found()
    guesses = propose_mapping(table.headers, [row.cells for row in table.rows]).guesses
    assert [guess.header for guess in guesses if guess.field is None] == ["No.", "Nominated by"]
    assert next(guess for guess in guesses if guess.header == "Contact").field is Field.email


def test_faults_are_those_that_were_planted():
    _, people = found()
    assert sorted((fault.ill, fault.sentence.split("”")[0].lstrip("“")) for fault in people.faults) == [
        (Ill.country, "Atlantis"),
        (Ill.day, "some time ago"),
        (Ill.email, "claire.dumont(at)lantern.example"),
        (Ill.language, "Klingonish"),
        (Ill.no_name, "This row names nobody."),
        (Ill.telephone, "4.47701E+11"),
    ]


def test_people_who_stand_there_twice_are_found_across_scripts():
    people = {row.line: row.name for row in found()[1].rows}
    assert sorted(
        (people[one.line], people[one.of_line]) for one in duplicates(found()[1].rows) if one.is_sure
    ) == [
        ("Jose Garcia Marquina", "José García Marquina"),
        ("Juergen MUELLER", "Jürgen Müller"),
        ("Mohamad Al Husseini", "Mohammed Al-Husseini"),
        ("Рашид Хусейнов", "Rashid Huseynov"),
        ("伟 王", "Wei WANG"),
    ]


def test_every_address_is_of_the_reserved_ending():
    assert {email.rpartition(".")[2] for row in found()[1].rows for email in row.emails} == {"example"}


def test_sectors_countries_and_scripts_are_many():
    rows = found()[1].rows
    assert (len({row.sector for row in rows}), len({row.country_typed for row in rows})) == (10, 41)
    assert sum(bool(row.native_name) for row in rows) == 69
    assert {"Cote dIvoire", "DRC", "Burma", "Holland", "Kosovo"} <= {row.country_typed for row in rows}
