"""Introducing people, revising what is known of them, and what they agreed to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit.refusals import Refused, require
from underrose.kit.written import Addition
from underrose.people import dice, forgetting_rules, particulars, rules, search_words, typed
from underrose.people.actions.organisations import Houses
from underrose.people.models import (
    Consent,
    ContactDetail,
    FormOfAddress,
    HistoryLine,
    NeedToKnow,
    Person,
    Post,
)
from underrose.people.particulars import NAMES, Particulars, PostHeld

_LINE = Addition(HistoryLine, or_nothing=True)
Told = Callable[[Person, Holder, date], None]
_told: dict[str, Told] = {}


class Overtaken(Refused):
    """Somebody else saved first. Nothing of either is lost: the page shows both."""

    def __init__(self, sentence: str, *, theirs: Particulars, revision: int) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.revision = revision


@transaction.atomic
def introduce(*, by: Holder, facts: Particulars, today: date) -> Person:
    """Somebody enters the address book, with everything known of them."""
    require(rules.may_be_introduced(typed.tidied(facts)))
    person = introduce_many([facts], today=today)[0]
    record(by, "introduced", "person", told_of(by, person.key), "", today)
    return person


@transaction.atomic
def introduce_many(
    known: Sequence[Particulars],
    *,
    today: date,
    houses: Houses | None = None,
    rng: Random = dice.HOUSE,
) -> list[Person]:
    """Many at once, in a constant number of queries; the caller writes the line in the record.

    The rows are written in no order. PostgreSQL keeps them as they came: from a list by the alphabet the place of a row
    would tell who becomes protected later.
    """
    houses = houses or Houses()
    known = [typed.tidied(facts) for facts in known]
    persons = [_person(facts, today) for facts in known]
    written = list(zip(persons, known, strict=True))
    rng.shuffle(written)
    Person.objects.bulk_create([person for person, _facts in written])
    _write_rows([(person.key, facts) for person, facts in written], houses)
    return persons


@transaction.atomic
def revise(person: Person, *, by: Holder, facts: Particulars, revision: int, today: date) -> Person:
    """Write what is now known, unless a colleague saved first: then nothing is touched."""
    locked = Person.objects.select_for_update().get(key=person.key)
    facts = typed.tidied(facts)
    require(rules.may_be_revised(locked, by))
    require(rules.may_be_introduced(facts))
    before = particulars.of(locked)
    if facts == before:
        return locked
    if locked.revision != revision:
        raise Overtaken(
            _(
                "A colleague changed this person while you were writing. Your words are kept; choose which to keep."
            ),
            theirs=before,
            revision=locked.revision,
        )
    if are_reached_elsewhere(before, facts):
        require(forgetting_rules.may_be_reached_elsewhere(locked, by, today))
    write(locked, facts)
    tell_of_address(locked, before, facts, by=by, today=today)
    record(by, "revised", "person", told_of(by, locked.key), "", today)
    return locked


def when_address_changes(name: str) -> Callable[[Told], Told]:
    """Name what follows, in the same transaction, when letters to somebody go to another address from now on."""

    def named(act: Told) -> Told:
        _told[name] = act
        return act

    return named


def tell_of_address(
    person: Person, before: Particulars, after: Particulars, *, by: Holder, today: date
) -> None:
    """For verbs of this section, after particulars were written."""
    if _is_same(ContactDetail.Kind.mail, (before.mail,), (after.mail,)):
        return
    for act in _told.values():
        act(person, by, today)


def are_reached_elsewhere(before: Particulars, after: Particulars) -> bool:
    """Another address or number, one more, one less, or another of them first."""
    mail, telephone = ContactDetail.Kind.mail, ContactDetail.Kind.telephone
    return not (
        _is_same(mail, before.mails, after.mails) and _is_same(telephone, before.telephones, after.telephones)
    )


def _is_same(kind: str, before: Sequence[str], after: Sequence[str]) -> bool:
    return [compared(kind, one) for one in before] == [compared(kind, one) for one in after]


def write(person: Person, facts: Particulars) -> None:
    """For verbs of this section: the particulars as they are now to stand, sealed if the person is."""
    facts = typed.tidied(facts)
    person.revision += 1
    if person.is_sealed:
        person.particulars = particulars.as_text(facts)
        person.save(update_fields=["particulars", "revision"])
        return
    _write_columns(person, facts)
    person.save()
    _write_details(person.key, facts)
    _write_posts(person.key, facts.posts)
    _write_forms(person.key, facts)


def note_history(person: Person, *, kind: str, meeting_code: str, today: date) -> None:
    """That they were invited, replied, attended or acted, on a day; once however often it is said."""
    _LINE.create(HistoryLine(person=person, kind=kind, meeting_code=meeting_code, happened_on=today))


@transaction.atomic
def let_know(person: Person, *, meeting_code: str) -> NeedToKnow:
    """From now on the inviting colleagues of a meeting may open this person, should they be protected."""
    need, _is_new = NeedToKnow.objects.get_or_create(person=person, meeting_code=meeting_code)
    return need


@transaction.atomic
def say_consent(
    person: Person, *, purpose: str, is_given: bool, by: Holder, today: date, how: str = ""
) -> Consent:
    """Yes or no to one purpose. The latest word stands. Of a protected person it is not kept in what words."""
    locked = Person.objects.select_for_update().get(key=person.key)
    require(rules.may_be_acted_on(locked, by))
    how = "" if locked.is_sealed else typed.name(how)
    consent, _is_new = Consent.objects.update_or_create(
        person=person, purpose=purpose, defaults={"is_given": is_given, "said_on": today, "how": how[:120]}
    )
    record(by, "agreed" if is_given else "refused", "consent", told_of(by, person.key), "", today)
    return consent


@transaction.atomic
def set_do_not_contact(person: Person, *, is_set: bool, by: Holder, today: date) -> None:
    """Nobody writes to them any more, whatever they agreed to before; or again."""
    locked = Person.objects.select_for_update().get(key=person.key)
    require(rules.may_be_acted_on(locked, by))
    require(forgetting_rules.may_be_reached_elsewhere(locked, by, today))
    if locked.do_not_contact == is_set:
        return
    locked.do_not_contact = person.do_not_contact = is_set
    locked.save(update_fields=["do_not_contact"])
    record(by, "closed" if is_set else "opened", "contact", told_of(by, person.key), "", today)


@transaction.atomic
def note_bounce(person: Person, *, mail: str) -> None:
    """Mail to this address comes back; until it is written anew the page of the person says so."""
    ContactDetail.objects.filter(
        person=person, kind=ContactDetail.Kind.mail, compared=compared(ContactDetail.Kind.mail, mail)
    ).update(has_bounced=True)


@transaction.atomic
def note_export(*, by: Holder, today: date) -> None:
    """The record says that a list of people left the house, and who took it."""
    record(by, "exported", "people", None, "", today)


def compared(kind: str, value: str) -> str:
    """What makes two addresses or numbers the same: lower case, or digits alone."""
    if kind == ContactDetail.Kind.mail:
        return value.strip().lower()
    return "".join(character for character in value if character.isdigit()) or value.strip()


def _person(facts: Particulars, today: date) -> Person:
    person = Person(introduced_on=today)
    _write_columns(person, facts)
    return person


def _write_columns(person: Person, facts: Particulars) -> None:
    for name in NAMES:
        setattr(person, name, getattr(facts, name))
    person.languages = list(facts.languages)
    person.list_note = facts.list_note or None
    person.search_words = search_words.of_person(facts)


def _write_rows(known: Iterable[tuple[UUID, Particulars]], houses: Houses) -> None:
    details, posts, forms = [], [], []
    known = list(known)
    houses.know(post for _key, facts in known for post in facts.posts)
    for key, facts in known:
        details += _details(key, facts)
        posts += [_post(key, held, houses) for held in facts.posts]
        forms += _forms(key, facts)
    ContactDetail.objects.bulk_create(details)
    Post.objects.bulk_create(posts)
    FormOfAddress.objects.bulk_create(forms)


def _details(key: UUID, facts: Particulars) -> list[ContactDetail]:
    kinds = ((ContactDetail.Kind.mail, facts.mails), (ContactDetail.Kind.telephone, facts.telephones))
    found: dict[tuple[str, str], ContactDetail] = {}
    for kind, values in kinds:
        for position, value in enumerate(values):
            same = compared(kind, value)
            found.setdefault(
                (kind, same),
                ContactDetail(
                    person_id=key,
                    kind=kind,
                    value=value,
                    label=facts.label_of(value),
                    position=position,
                    compared=same,
                ),
            )
    return list(found.values())


def _forms(key: UUID, facts: Particulars) -> list[FormOfAddress]:
    return [
        FormOfAddress(
            person_id=key,
            language=form.language,
            form_of_address=form.form_of_address,
            salutation=form.salutation,
        )
        for form in {form.language: form for form in facts.forms}.values()
    ]


def _post(key: UUID, held: PostHeld, houses: Houses) -> Post:
    return Post(
        person_id=key,
        organisation=houses.of(held),
        title=held.title,
        department=held.department,
        country=held.country,
        sector=held.sector,
        duty_station=held.duty_station,
        start_on=held.start_on,
        end_on=held.end_on,
    )


def _write_details(key: UUID, facts: Particulars) -> None:
    """An address that stays keeps what is known of it, for instance that mail came back."""
    wanted = {(detail.kind, detail.compared): detail for detail in _details(key, facts)}
    for row in ContactDetail.objects.filter(person=key):
        now = wanted.pop((row.kind, row.compared), None)
        if now is None:
            row.delete()
        elif (row.value, row.label, row.position) != (now.value, now.label, now.position):
            row.value, row.label, row.position = now.value, now.label, now.position
            row.save(update_fields=["value", "label", "position"])
    ContactDetail.objects.bulk_create(wanted.values())


def _write_posts(key: UUID, wanted: Sequence[PostHeld]) -> None:
    """A post that did not change keeps its row."""
    houses, missing = Houses(), list(wanted)
    houses.know(wanted)
    for row in Post.objects.filter(person=key).select_related("organisation"):
        held = particulars.held(row)
        if held in missing:
            missing.remove(held)
        else:
            row.delete()
    Post.objects.bulk_create([_post(key, held, houses) for held in missing])


def _write_forms(key: UUID, facts: Particulars) -> None:
    FormOfAddress.objects.filter(person=key).delete()
    FormOfAddress.objects.bulk_create(_forms(key, facts))
