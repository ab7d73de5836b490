"""Where a row stands in the table, and what stands around it, tells nobody who became protected."""

from random import Random

import pytest
from django.db import connection

from underrose.people.actions import merging, persons, sealing
from underrose.people.models import Consent, NotTheSame, Person
from underrose.people.particulars import Particulars

from .conftest import AMARA, CODE, TODAY

NAMES = [f"{letter} Example" for letter in "ABCDEFGHIJKLMNOPQRST"]


def _many(rng):
    known = [Particulars(full_name=name, mails=(f"{name[0].lower()}@a.example",)) for name in NAMES]
    return persons.introduce_many(known, today=TODAY, rng=rng)


def _rows(table="person", column="full_name"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid")  # noqa: S608 - our own words
        return cursor.fetchall()


@pytest.fixture
def sqlite(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL writes a changed row elsewhere by itself")


def test_rows_of_a_list_are_written_in_no_order(sqlite):
    made = _many(Random(4))  # noqa: S311 - for a test
    assert [person.full_name for person in made] == NAMES
    expected = list(NAMES)
    Random(4).shuffle(expected)  # noqa: S311 - for a test
    assert [name for _place, name in _rows()] == expected != NAMES
    addresses = [value[0].upper() for _place, value in _rows("contact_detail", "value")]
    assert addresses == [name[0] for name in expected]


def test_without_dice_the_house_has_its_own(sqlite):
    persons.introduce_many([Particulars(full_name=f"{number} x") for number in range(60)], today=TODAY)
    assert [name for _place, name in _rows()] != [f"{number} x" for number in range(60)]


def test_whoever_becomes_protected_no_longer_stands_among_neighbours(sqlite, inviting):
    made = _many(Random(4))  # noqa: S311 - for a test
    before = _rows()
    willow = sealing.seal(made[3], by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    birch = sealing.seal(made[4], by=inviting, alias="Birch", today=TODAY, rng=Random(7))  # noqa: S311 - for a test
    others = [row for row in before if row[1] not in {NAMES[3], NAMES[4]}]
    after = _rows()
    assert after[2:] == others
    places = {name: place for place, name in after}
    assert places["Birch"] == -Random(7).randrange(1, 2**62)  # noqa: S311 - for a test
    assert places["Willow"] < -(2**30)
    assert abs(places["Willow"] - places["Birch"]) > 2**20
    assert {person.full_name for person in Person.objects.filter(key__in=[willow.key, birch.key])} == {
        "Willow",
        "Birch",
    }
    assert willow.needs_to_know.count() == 1
    persons.introduce(by=inviting, facts=Particulars(full_name="Next Example"), today=TODAY)
    assert _rows()[-1] == (len(NAMES) + 1, "Next Example")


def test_what_lays_a_protected_person_beside_others_goes(introduced, inviting):
    person, twin, third = introduced(), introduced(), introduced()
    merging.say_not_the_same(person, twin, by=inviting, today=TODAY)
    merging.say_not_the_same(third, person, by=inviting, today=TODAY)
    kept = merging.say_not_the_same(twin, third, by=inviting, today=TODAY)
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY)
    assert list(NotTheSame.objects.all()) == [kept]


def test_in_what_words_consent_was_given_is_not_kept(introduced, inviting):
    person, other = introduced(), introduced(full_name="Somebody Else")
    for one in (person, other):
        persons.say_consent(
            one, purpose="circulation", is_given=True, by=inviting, today=TODAY, how=f"as {AMARA.full_name}"
        )
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY)
    assert dict(Consent.objects.values_list("person", "how")) == {
        person.key: "",
        other.key: f"as {AMARA.full_name}",
    }
