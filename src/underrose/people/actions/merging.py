"""One person who stands in the list twice becomes one, and for thirty days two again if that was wrong."""

import json
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit.refusals import Refused, require
from underrose.people import particulars, rules
from underrose.people.actions.forgetting import MERGES_KEPT
from underrose.people.actions.persons import tell_of_address, write
from underrose.people.forgetting_rules import may_be_reached_elsewhere
from underrose.people.merging_rules import joinings, may_be_merged
from underrose.people.models import Consent, ContactDetail, FormOfAddress, Merge, NotTheSame, Person, Post
from underrose.people.particulars import Particulars
from underrose.people.pointing import keys_to

# What a page chose from both stands in the particulars; these rows are written from them and stay where they were.
WRITTEN = (ContactDetail, Post, FormOfAddress)
# A word about two people that is no longer about two, and the chain of merges itself.
NOT_MOVED = (Person, NotTheSame, Merge)


@transaction.atomic
def merge(kept: Person, absorbed: Person, *, facts: Particulars, by: Holder, today: date) -> Merge:
    """Everything that any section knows of the second is now known of the first; `facts` is what was chosen of both."""
    locked = {person.key: person for person in _locked(kept, absorbed)}
    kept, absorbed = locked[kept.key], locked[absorbed.key]
    require(may_be_merged(kept, absorbed, by, today))
    require(rules.may_be_introduced(facts))
    known = particulars.of_many([kept, absorbed])
    before = particulars.as_text(known[kept.key])
    consents = _consents(kept)
    joined = {name: one.join(kept, absorbed) for name, one in joinings().items()}
    left = {key for one in joined.values() for key in one["left"]}
    moved = _moved(absorbed, kept, left)
    _take_over_words(kept, absorbed)
    told = {
        "before": before,
        "do_not_contact": kept.do_not_contact,
        "consents": consents,
        "rows": moved,
        "joined": joined,
        "revision": kept.revision + 1,
    }
    kept.do_not_contact = kept.do_not_contact or absorbed.do_not_contact
    write(kept, facts)
    for one in known.values():
        tell_of_address(kept, one, facts, by=by, today=today)
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    done = Merge.objects.create(kept=kept, absorbed=absorbed, moved=json.dumps(told), merged_on=today)
    record(by, "merged", "person", kept.key, "", today)
    return done


@transaction.atomic
def undo_merge(merge: Merge, *, by: Holder, today: date) -> Person:
    """Two people again. What was written of the first since then stays with the first."""
    locked = Merge.objects.select_for_update().select_related("kept", "absorbed").get(key=merge.key)
    require(may_be_undone(locked, today))
    require(may_be_reached_elsewhere(locked.kept, by, today))
    known = particulars.of(locked.kept)
    told = json.loads(locked.moved)
    for row in told["rows"]:
        _move_back(row, locked.absorbed, locked.kept)
    for name, joining in joinings().items():
        if name in told["joined"]:
            joining.part(locked.kept, locked.absorbed, told["joined"][name])
    _restore_consents(locked.kept, told["consents"])
    if locked.kept.revision == told["revision"]:
        locked.kept.do_not_contact = told["do_not_contact"]
        write(locked.kept, particulars.from_text(told["before"]))
    for one in (locked.kept, locked.absorbed):
        tell_of_address(one, known, particulars.of(one), by=by, today=today)
    locked.absorbed.merged_into = None
    locked.absorbed.save(update_fields=["merged_into"])
    locked.undone_on = today
    # The absorbed stands in the list again: what was kept to bring it back is no longer needed.
    locked.moved = "{}"
    locked.save(update_fields=["undone_on", "moved"])
    record(by, "parted", "person", locked.kept.key, "", today)
    return locked.absorbed


def may_be_undone(merge: Merge, today: date) -> str:
    if merge.undone_on is not None:
        return _("These two were parted before. Nothing was changed.")
    if merge.merged_on + timedelta(days=MERGES_KEPT.days) < today:
        return _(
            "A merge can be undone for thirty days. This one is older; please add the second person anew."
        )
    if merge.kept.is_sealed or merge.kept.is_forgotten or merge.kept.merged_into_id is not None:
        return _("The person who was kept is protected or no longer in the list. Nothing was changed.")
    return ""


@transaction.atomic
def say_not_the_same(one: Person, other: Person, *, by: Holder, today: date) -> NotTheSame:
    """They look alike and are two: they are not offered again. Of a protected person that would tell what they look like."""
    if Person.objects.filter(key__in=(one.key, other.key), is_sealed=True).exists():
        raise Refused(_("One of the two is a protected person. Nothing was changed."))
    first, second = sorted((one, other), key=lambda person: person.key)
    said, is_new = NotTheSame.objects.get_or_create(one=first, other=second)
    if is_new:
        record(by, "told apart", "person", one.key, "", today)
    return said


@transaction.atomic
def take_back_not_the_same(said: NotTheSame, *, by: Holder, today: date) -> None:
    record(by, "compared again", "person", said.one_id, "", today)
    said.delete()


def _locked(kept: Person, absorbed: Person) -> list[Person]:
    return list(Person.objects.select_for_update().filter(key__in={kept.key, absorbed.key}))


def _relations() -> list[tuple[type[Model], ForeignKey[Any, Any]]]:
    """Every key in the house that points at a person, whichever sections there are."""
    return [(model, key) for model, key in keys_to(Person) if model not in (*WRITTEN, *NOT_MOVED, Consent)]


def _moved(absorbed: Person, kept: Person, left: set[str]) -> list[list[str]]:
    """Rows that now point at the first, each as (model, field, key). What both have already stays with the second."""
    return list(chain.from_iterable(_of_one(*relation, absorbed, kept, left) for relation in _relations()))


def _of_one(
    model: type[Model], key: ForeignKey[Any, Any], absorbed: Person, kept: Person, left: set[str]
) -> list[list[str]]:
    moved = []
    for row in model._default_manager.filter(**{key.name: absorbed}).exclude(pk__in=left):
        if _pointed(row, key.name, kept):
            moved.append([model._meta.label, key.name, str(row.pk)])
        elif model._meta.app_label != Person._meta.app_label:
            raise Refused(
                _(
                    "Both are in the same place (%(what)s), so they cannot become one there. "
                    "Take one of them out there first. Nothing was changed."
                )
                % {"what": model._meta.verbose_name}
            )
    return moved


def _pointed(row: Model, name: str, person: Person) -> bool:
    """False where the other has such a row already."""
    setattr(row, name, person)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        return False
    return True


def _move_back(row: list[str], absorbed: Person, kept: Person) -> None:
    label, name, key = row
    model = apps.get_model(label)
    for one in model._default_manager.filter(pk=UUID(key), **{name: kept}):
        _pointed(one, name, absorbed)


def _consents(person: Person) -> list[list[Any]]:
    return [
        [consent.purpose, consent.is_given, consent.said_on.isoformat(), consent.how]
        for consent in person.consents.all()
    ]


def _take_over_words(kept: Person, absorbed: Person) -> None:
    """Of two words about one purpose the later stands; of two on one day the no."""
    own = {consent.purpose: consent for consent in kept.consents.all()}
    for consent in absorbed.consents.all():
        other = own.get(consent.purpose)
        if other is None or (consent.said_on, not consent.is_given) > (other.said_on, not other.is_given):
            _say(kept, consent.purpose, consent.is_given, consent.said_on, consent.how)


def _restore_consents(person: Person, before: list[list[Any]]) -> None:
    person.consents.exclude(purpose__in=[purpose for purpose, *_rest in before]).delete()
    for purpose, is_given, said_on, how in before:
        _say(person, purpose, is_given, date.fromisoformat(said_on), how)


def _say(person: Person, purpose: str, is_given: bool, said_on: date, how: str) -> None:  # noqa: FBT001 - a column
    Consent.objects.update_or_create(
        person=person, purpose=purpose, defaults={"is_given": is_given, "said_on": said_on, "how": how}
    )
