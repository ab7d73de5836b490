"""Every table of ours carries its institution, and is named by a plain noun."""

import re
from typing import Any

from django.apps import apps
from django.db import models

from house.tree import SECTIONS, without

# A unique column of its own that cannot begin with the institution, and why.
UNIQUE_ALONE: dict[str, str] = {}


def own_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("underrose.") or model._meta.app_label in SECTIONS
    ]


def faults(model: Any) -> dict[str, str]:
    """What is wrong with one table."""
    meta, found = model._meta, {}
    names = {field.name for field in meta.local_fields}
    if "institution" not in names:
        found[meta.label] = "carries no institution"
    if not isinstance(meta.pk, models.UUIDField):
        found[f"{meta.label}.{meta.pk.name}"] = "the key is not a random UUID"
    if not re.fullmatch(r"[a-z]+(_[a-z]+){0,3}", meta.db_table) or meta.db_table.startswith(
        f"{meta.app_label}_"
    ):
        found[meta.label] = f"the table name {meta.db_table} is not a plain noun"
    if meta.unique_together:
        found[meta.label] = "says unique_together; write a UniqueConstraint"
    found.update(
        {f"{meta.label}.{field.name}": "is unique alone" for field in meta.local_fields if _is_alone(field)}
    )
    found.update(
        {
            f"{meta.label}:{constraint.name}": "does not begin with the institution"
            for constraint in meta.constraints
            if isinstance(constraint, models.UniqueConstraint) and _first(constraint) != "institution"
        }
    )
    return found


def _is_alone(field: Any) -> bool:
    return field.unique and not field.primary_key and not isinstance(field, models.OneToOneField)


def _first(constraint: models.UniqueConstraint) -> str:
    if constraint.fields:
        return str(constraint.fields[0])
    first = constraint.expressions[0]
    return str(getattr(first, "name", first))


def test_every_table_is_as_the_house_wants_it() -> None:
    found: dict[str, object] = {}
    for model in own_models():
        found.update(faults(model))
    assert without(found, UNIQUE_ALONE) == {}


def test_tables_have_names_of_their_own() -> None:
    names = [model._meta.db_table for model in own_models()]
    assert len(names) > 5
    assert sorted(names) == sorted(set(names))


def test_a_wrong_table_is_found() -> None:
    class Guest(models.Model):
        number = models.IntegerField(unique=True)
        email = models.CharField(max_length=9)

        class Meta:
            app_label = "kit"
            apps = apps.__class__()
            db_table = "kit_guest"
            constraints = (models.UniqueConstraint(fields=["email"], name="one_email"),)

        def __str__(self) -> str:
            return self.email

    assert faults(Guest) == {
        "kit.Guest": "the table name kit_guest is not a plain noun",
        "kit.Guest.id": "the key is not a random UUID",
        "kit.Guest.number": "is unique alone",
        "kit.Guest:one_email": "does not begin with the institution",
    }
