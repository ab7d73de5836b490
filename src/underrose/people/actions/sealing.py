"""Protected people: an alias everywhere, the real particulars sealed, and every look at them in the record."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit.refusals import Refused, require
from underrose.kit.written_ahead import forget_the_log
from underrose.people import particulars, rules, search_words, typed
from underrose.people.actions import reach, traces
from underrose.people.actions.persons import write
from underrose.people.forgetting_rules import may_be_sealed
from underrose.people.models import Brought, ContactImport, NotTheSame, Organisation, Person, Post
from underrose.people.particulars import NAMES, Particulars
from underrose.people.pointing import keys_to

Part = Callable[[Person, Particulars], None]
Telling = Callable[[Person], Iterable[tuple[int, str]]]
_parts: dict[str, Part] = {}
_tellings: dict[str, Telling] = {}


def also_seals(name: str) -> Callable[[Part], Part]:
    """Name what else holds the real name of a person who becomes protected, and takes it out.

    It is called in the transaction of the sealing, with the person as they now stand and what they were.
    """

    def named(part: Part) -> Part:
        _parts[name] = part
        return part

    return named


def says_before_sealing(name: str) -> Callable[[Telling], Telling]:
    """Name what a section says beforehand of what it will take away: how many, and of what."""

    def named(telling: Telling) -> Telling:
        _tellings[name] = telling
        return telling

    return named


def said_before(person: Person) -> list[tuple[int, str]]:
    """All that the sections say of it."""
    return [said for _name, telling in sorted(_tellings.items()) for said in telling(person)]


def seal(
    person: Person,
    *,
    by: Holder,
    alias: str,
    today: date,
    meeting_codes: Collection[str] = (),
) -> Person:
    """From now on this person stands everywhere by the alias, and only what is sealed knows who it is.

    Letters and lists are looked through before anything is locked.
    """
    require(_may_seal(person, by, alias, today))
    known = known_of(person)
    within = reach.of(person, by, today)
    found = traces.find(known, within)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(key=person.key)
        require(_may_seal(locked, by, alias, today))
        facts = particulars.of(locked)
        met = traces.erase(known_of(locked), known, within, found)
        traces.withdraw(met.waiting, today)
        lists_that_brought(locked).delete()
        houses = houses_of(locked)
        _close(locked, facts, typed.name(alias).strip())
        for code in meeting_codes:
            locked.needs_to_know.get_or_create(meeting_code=code)
        for part in _parts.values():
            part(locked, facts)
        # Only now: the parts still ask under which other names they were known.
        _forget_the_others(locked)
        forget_houses_of_nobody(houses)
        record(by, "sealed", "person", locked.key, "", today)
        transaction.on_commit(forget_the_log)
    return locked


def _may_seal(person: Person, by: Holder, alias: str, today: date) -> str:
    others = (rules.may_seal(person, typed.name(alias), one) for one in other_names_of(person))
    return (
        rules.may_be_revised(person, by)
        or rules.may_seal(person, typed.name(alias), particulars.of(person))
        or next(filter(None, others), "")
        or may_be_sealed(person, by, today)
    )


def known_of(person: Person) -> list[Particulars]:
    """What is known of a person, and of the rows that were made one with them."""
    return [particulars.of(person), *other_names_of(person)]


def other_names_of(person: Person) -> list[Particulars]:
    """Of the rows that were made one with them alone; also while they are becoming protected."""
    return list(particulars.of_many(_made_one_with(person)).values())


def lists_that_brought(person: Person) -> QuerySet[ContactImport]:
    """Whatever name stands in them: whoever came from a list is in it."""
    rows = [person, *_made_one_with(person)]
    return ContactImport.objects.filter(key__in=Brought.objects.filter(person__in=rows).values("imported"))


def houses_of(person: Person) -> set[UUID]:
    """Where the person works or worked, as it stands in their row and in those that were made one with it."""
    posts = Post.objects.filter(person__in=[person, *_made_one_with(person)], organisation__isnull=False)
    return set(posts.values_list("organisation_id", flat=True))


def _made_one_with(person: Person) -> list[Person]:
    """Also the rows that were made one with those before."""
    found: list[Person] = []
    nearest = list(person.absorbed.order_by("key"))
    while nearest:
        found += nearest
        nearest = list(Person.objects.filter(merged_into__in=nearest).order_by("key"))
    return found


def _close(person: Person, facts: Particulars, alias: str) -> None:
    for name in NAMES:
        setattr(person, name, "")
    # By the family name lists are ordered: standing first of all would tell who is protected.
    person.full_name = person.family_name = alias
    person.languages, person.list_note = [], None
    person.search_words = search_words.of_alias(alias)
    person.is_sealed, person.particulars = True, particulars.as_text(facts)
    person.revision += 1
    person.save()
    for rows in (person.contact_details, person.posts, person.forms_of_address, person.brought_by):
        rows.all().delete()
    # In what words consent was given may name the person, or who asked them.
    person.consents.update(how="")


def _forget_the_others(person: Person) -> None:
    """Rows that were made one with this person still say the name; what could part them again goes with them.

    So do words that lay this person beside somebody of a like name.
    """
    person.absorbed.all().delete()
    person.merges.all().delete()
    NotTheSame.objects.filter(Q(one=person) | Q(other=person)).delete()


def forget_houses_of_nobody(keys: Collection[UUID]) -> None:
    """An organisation in which nobody else works would name the one who did. Whatever else speaks of it keeps it."""
    for house in Organisation.objects.filter(key__in=keys, posts__isnull=True):
        if not _is_spoken_of(house):
            house.delete()


def _is_spoken_of(house: Organisation) -> bool:
    return any(
        model._default_manager.filter(**{key.name: house}).exists() for model, key in keys_to(Organisation)
    )


@transaction.atomic
def rename(person: Person, *, by: Holder, alias: str, today: date) -> Person:
    """Another alias, for instance because somebody guessed the first."""
    locked = Person.objects.select_for_update().get(key=person.key)
    require(rules.may_be_revised(locked, by))
    alias = typed.name(alias).strip()
    require(rules.may_be_renamed(locked, alias, particulars.of(locked)))
    locked.full_name = locked.family_name = alias
    locked.search_words = search_words.of_alias(alias)
    locked.revision += 1
    locked.save(update_fields=["full_name", "family_name", "search_words", "revision"])
    record(by, "renamed", "sealed person", locked.key, "", today)
    transaction.on_commit(forget_the_log)
    return locked


@transaction.atomic
def unseal(person: Person, *, by: Holder, today: date) -> Person:
    """The protection ends: the particulars stand in the clear again, for everybody who sees people."""
    locked = Person.objects.select_for_update().get(key=person.key)
    require(rules.may_unseal(locked, by))
    facts = particulars.of(locked)
    locked.is_sealed, locked.particulars = False, None
    write(locked, facts)
    record(by, "unsealed", "person", locked.key, "", today)
    return locked


@transaction.atomic
def open_particulars(person: Person, *, by: Holder, meeting_code: str, today: date) -> Particulars:
    """Show somebody who a protected person is. The record says that it was opened, and for which meeting."""
    require(rules.may_open(person, by, meeting_code))
    facts = particulars.of(person)
    record(by, "opened", "sealed person", person.key, meeting_code, today)
    return facts


@transaction.atomic
def let_another_know(person: Person, *, by: Holder, meeting_code: str, today: date) -> None:
    """Whoever may open a protected person lets another meeting of theirs know; the record says so."""
    if not rules.codes_that_may_open(person, by):
        raise Refused(_("No meeting of yours needs to know who this is. Nothing was changed."))
    _need, is_new = person.needs_to_know.get_or_create(meeting_code=meeting_code)
    if is_new:
        record(by, "let know", "sealed person", person.key, meeting_code, today)
