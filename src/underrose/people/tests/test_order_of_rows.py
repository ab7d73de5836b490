"""Where a row stands in the table, and what stands around it, tells nobody who became protected."""

from random import Random

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from underrose.people.actions import merging, persons, sealing
from underrose.people.models import Consent, NotTheSame
from underrose.people.particulars import Particulars

from .conftest import AMARA, CODE, TODAY

NAMES = [f"{letter} Example" for letter in "ABCDEFGHIJKLMNOPQRST"]


def _many(rng):
    known = [Particulars(full_name=name, mails=(f"{name[0].lower()}@a.example",)) for name in NAMES]
    return persons.introduce_many(known, today=TODAY, rng=rng)


def _written(table, queries):
    """The names, or the initials of addresses, in the order in which they went to the database."""
    said = " ".join(one["sql"] for one in queries if one["sql"].startswith(f'INSERT INTO "{table}"'))
    return sorted(
        NAMES, key=lambda name: said.find(name if table == "person" else f"{name[0].lower()}@a.example")
    )


def test_rows_of_a_list_are_written_in_no_order(db):
    with CaptureQueriesContext(connection) as asked:
        made = _many(Random(4))  # noqa: S311 - for a test
    assert [person.full_name for person in made] == NAMES
    expected = list(NAMES)
    Random(4).shuffle(expected)  # noqa: S311 - for a test
    assert _written("person", asked) == _written("contact_detail", asked) == expected != NAMES


def test_without_dice_the_house_has_its_own(db):
    with CaptureQueriesContext(connection) as asked:
        persons.introduce_many([Particulars(full_name=name) for name in NAMES], today=TODAY)
    assert _written("person", asked) != NAMES


def test_no_row_of_people_has_a_number(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL numbers no rows")
    for table in ("person", "contact_detail", "post", "history_line"):
        with pytest.raises(OperationalError, match="no such column: rowid"), connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - our own words


def test_sealing_lets_meetings_know(db, inviting):
    made = _many(Random(4))  # noqa: S311 - for a test
    willow = sealing.seal(made[3], by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    assert willow.needs_to_know.count() == 1


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
