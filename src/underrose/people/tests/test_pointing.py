"""Whoever forgets, merges or protects looks at every key that leads to a person, also at those nobody can follow back."""

import pytest
from django.apps import apps
from django.db import connection, models

from underrose.kit.models import Row
from underrose.people.actions import forgetting, merging, sealing
from underrose.people.models import Organisation, Person
from underrose.people.particulars import PostHeld
from underrose.people.pointing import keys_to

from .conftest import AMARA, CODE, TODAY

LABEL = "participation"
LONE = (PostHeld("Director", "CANARY Works", "", "KEN", "business"),)


@pytest.fixture
def overlooked(db):
    """A noun of another section with keys that have no way back, for the time of one test."""

    class Overlooked(Row):
        person = models.ForeignKey(Person, models.CASCADE, related_name="+", null=True)
        house = models.ForeignKey(Organisation, models.CASCADE, related_name="+", null=True)

        class Meta:
            app_label = LABEL
            db_table = "overlooked"

        def __str__(self):
            return str(self.pk)

    columns = ", ".join(
        f'"{field.column}" {field.db_type(connection)}' for field in Overlooked._meta.local_fields
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE overlooked ({columns})")
    yield Overlooked
    del apps.all_models[LABEL]["overlooked"]
    apps.clear_cache()


@pytest.mark.parametrize("kind", [Person, Organisation])
def test_every_key_of_every_model_that_leads_there_is_counted(kind, overlooked):
    """Added up from the other side, from the fields of all models of the house."""
    there = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is kind
    }
    assert {model for model, _name in there} >= {overlooked}
    found = keys_to(kind)
    assert ({(model, key.name) for model, key in found}, len(found)) == (there, len(there))


def test_whom_a_row_without_a_way_back_still_counts_stays_without_a_word(introduced, inviting, overlooked):
    person = introduced()
    row = overlooked.objects.create(person=person)
    forgetting.forget(person, by=inviting, today=TODAY)
    left = Person.objects.get(key=person.key)
    assert (left.is_forgotten, left.full_name, overlooked.objects.get().person_id) == (
        True,
        "",
        row.person_id,
    )


def test_a_row_without_a_way_back_follows_a_merge_and_comes_back(introduced, inviting, overlooked):
    kept, absorbed = introduced(), introduced(full_name="A. Okonjo")
    overlooked.objects.create(person=absorbed)
    merge = merging.merge(kept, absorbed, facts=AMARA, by=inviting, today=TODAY)
    assert overlooked.objects.get().person_id == kept.key
    merging.undo_merge(merge, by=inviting, today=TODAY)
    assert overlooked.objects.get().person_id == absorbed.key


def test_an_organisation_of_which_such_a_row_speaks_stays(introduced, inviting, overlooked):
    person = introduced(full_name="Amara Okonjo", posts=LONE)
    row = overlooked.objects.create(house=Organisation.objects.get())
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    assert Organisation.objects.get().key == row.house_id
