"""Taking back an introduction: only as long as nobody else in the house says anything of the person."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit.refusals import Refused
from underrose.people import particulars
from underrose.people.models import ContactDetail, FormOfAddress, Person, Post
from underrose.people.particulars import Particulars
from underrose.people.pointing import keys_to

# What was written with the introduction itself.
OWN = (ContactDetail, Post, FormOfAddress)


def spoken_of(
    rows: Collection[Model], *, own: Collection[type[Model]] = OWN, but_for: Collection[Model] = ()
) -> set[UUID]:
    """Those of these rows at which any other row points, whichever sections there are; one query.

    `own` are the kinds of rows that belong to them; `but_for` are rows that may point.
    """
    kinds = {type(row) for row in rows}
    keys = [row.pk for row in rows]
    pointing = [
        _pointing(model, key.name, keys, [row.pk for row in but_for if isinstance(row, model)])
        for kind in kinds
        for model, key in keys_to(kind)
        if model not in own
    ]
    return set(pointing[0].union(*pointing[1:])) if pointing else set()


def _pointing(model: type[Model], name: str, keys: Collection[UUID], but_for: Collection[UUID]) -> Any:
    rows = model._default_manager.filter(**{f"{name}__in": keys}).exclude(pk__in=but_for)
    return rows.order_by().values_list(f"{name}_id", flat=True)


def changed_since(written: Mapping[Person, Particulars]) -> set[UUID]:
    """Those of whom the house now says something else than was written of them, or who are protected or gone."""
    clear = [person for person in written if not _is_beyond(person)]
    now = particulars.of_many(clear)
    same = {person.key for person in clear if now[person.key] == written[person]}
    return {person.key for person in written} - same


def _is_beyond(person: Person) -> bool:
    return (
        person.is_sealed or person.is_forgotten or person.do_not_contact or person.merged_into_id is not None
    )


@transaction.atomic
def withdraw_introduction(person: Person, *, by: Holder, today: date) -> None:
    """The person's own rows go and nothing besides: no letter, no list, no row of anybody else is looked at.

    Refused as soon as anything else in the house speaks of them.
    """
    locked = Person.objects.select_for_update().get(key=person.key)
    if _is_beyond(locked) or spoken_of([locked]):
        raise Refused(_("Others in this house know this person already. Nothing was taken away."))
    locked.delete()
    record(by, "withdrew", "introduction", told_of(by, person.key), "", today)
