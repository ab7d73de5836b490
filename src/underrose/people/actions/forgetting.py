"""Forgetting: one person everywhere because somebody asks, and what is forgotten by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit import retention
from underrose.kit.refusals import require
from underrose.kit.written_ahead import forget_the_log
from underrose.people.actions import reach, traces
from underrose.people.actions.sealing import forget_houses_of_nobody, houses_of, known_of, lists_that_brought
from underrose.people.foretold import mentioned, own_lists
from underrose.people.forgetting_rules import current_meetings, may_be_forgotten
from underrose.people.models import ContactImport, HistoryLine, Merge, NotTheSame, Person
from underrose.people.particulars import NAMES, Particulars
from underrose.people.pointing import keys_to

__all__ = ["Foreseen", "also_forgets", "current_meetings", "foreseen", "foretells", "forget"]

IMPORTS_KEPT = timedelta(days=30)
MERGES_KEPT = timedelta(days=30)
OUT_OF_TOUCH = timedelta(days=1096)
HISTORY_KEPT = timedelta(days=731)  # 24 months, as long as it is known who attended


class Foreseen(NamedTuple):
    """What goes and what stays when a person is forgotten, in sentences for the page that asks before."""

    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


Part = Callable[[Person, date], None]
Telling = Callable[[Person], Foreseen]
Looked = tuple[list[Particulars], reach.Reach, traces.Traces]
_parts: dict[str, Part] = {}
_tellings: dict[str, Telling] = {}


def also_forgets(name: str) -> Callable[[Part], Part]:
    """Name what another section takes away when a person is forgotten; called in the same transaction, before the person goes.

    Rows that only count may go on pointing at the person: no name, no address, no word is left in that row.
    """

    def named(part: Part) -> Part:
        _parts[name] = part
        return part

    return named


def foretells(name: str) -> Callable[[Telling], Telling]:
    """Name what a section says beforehand of what will go and stay."""

    def named(telling: Telling) -> Telling:
        _tellings[name] = telling
        return telling

    return named


def foreseen(person: Person, by: Holder, today: date) -> Foreseen:
    """All that the sections say of it, and of the outbox and of lists what whoever asks may know."""
    told = [_foretold(person, by, today)]
    told += [telling(person) for _name, telling in sorted(_tellings.items())]
    return Foreseen(
        tuple(sentence for part in told for sentence in part.goes),
        tuple(sentence for part in told for sentence in part.stays),
    )


def _foretold(person: Person, by: Holder, today: date) -> Foreseen:
    """Of the address book itself, the outbox and the lists that came as files."""
    known = known_of(person)
    within = reach.of(person, by, today)
    found = traces.find(known, within)
    counted = (
        (len(found.letters), _("Letters in the outbox that go to them; those that wait are not sent")),
        (len(found.received), _("Answers that came back from them")),
        (own_lists(person, found, within), _("Lists of people that came as a file and hold them")),
        (person.absorbed.count(), _("People who were made one with them")),
        (person.history.count(), _("Lines of their history")),
    )
    goes = [_("Names, addresses, telephone numbers, posts, forms of address, languages and consent")]
    goes.append(_("Lists of colleagues that hold them, which are not counted here"))
    goes += [f"{words}: {number}" for number, words in counted if number]
    stays = [
        _("The record says, without a name, that somebody was forgotten."),
        _("Backups made until today still hold them, until those backups are deleted."),
    ]
    stays += mentioned(known, within, found)
    return Foreseen(tuple(goes), tuple(stays))


def forget(person: Person, *, by: Holder, today: date) -> None:
    """Nothing in this house names them any more. Counts stay; it cannot be undone.

    Letters and lists are looked through before anything is locked. Who follows a link never reaches outside the
    person's own rows.
    """
    require(may_be_forgotten(person, by, today))
    known = known_of(person) if by.link is None else []
    within = reach.of(person, by, today)
    _forget(person, by, today, (known, within, traces.find(known, within)) if known else None)
    transaction.on_commit(forget_the_log)


@transaction.atomic
def _forget(person: Person, by: Holder, today: date, looked: Looked | None) -> None:
    locked = Person.objects.select_for_update().get(key=person.key)
    require(may_be_forgotten(locked, by, today))
    if looked is not None:
        traces.erase(known_of(locked), *looked)
        lists_that_brought(locked).delete()
    for part in _parts.values():
        part(locked, today)
    _empty(locked)
    record(by, "forgot", "person", told_of(by, locked.key), "", today)


def _empty(person: Person) -> None:
    """The row goes; where another section still counts it, it stays without a word."""
    houses = houses_of(person)
    Merge.objects.filter(Q(kept=person) | Q(absorbed=person)).delete()
    NotTheSame.objects.filter(Q(one=person) | Q(other=person)).delete()
    person.absorbed.all().delete()
    for rows in (
        person.contact_details,
        person.posts,
        person.forms_of_address,
        person.consents,
        person.history,
        person.needs_to_know,
        person.brought_by,
    ):
        rows.all().delete()
    forget_houses_of_nobody(houses)
    if _known_to_nobody(Person.objects.filter(key=person.key)).exists():
        person.delete()
        return
    for name in (*NAMES, "search_words"):
        setattr(person, name, "")
    person.languages, person.particulars, person.list_note = [], None, None
    person.is_sealed, person.do_not_contact, person.is_forgotten = False, True, True
    person.revision += 1
    person.save()


@retention.rule("old_contact_imports")
def old_contact_imports(now: datetime) -> int:
    """A list that came as a file goes after thirty days, taken in or not."""
    return ContactImport.objects.filter(taken_on__lt=now.date() - IMPORTS_KEPT).delete()[0]


@retention.rule("old_merges")
def old_merges(now: datetime) -> int:
    """After thirty days a merge can no longer be undone, and the row that was absorbed goes with it."""
    gone = 0
    for merge in Merge.objects.filter(merged_on__lt=now.date() - MERGES_KEPT).select_related("absorbed"):
        if merge.undone_on is None:
            merge.absorbed.delete()
        merge.delete()
        gone += 1
    return gone


@retention.rule("old_history")
def old_history(now: datetime) -> int:
    """After 24 months nobody knows from here who was invited and who came."""
    return HistoryLine.objects.filter(happened_on__lt=now.date() - HISTORY_KEPT).delete()[0]


@retention.rule("people_out_of_touch")
def people_out_of_touch(now: datetime) -> int:
    """People whom no meeting has known for three years go: an address book is no archive."""
    found = Person.objects.filter(introduced_on__lt=now.date() - OUT_OF_TOUCH, history__isnull=True)
    return _known_to_nobody(found).delete()[0]


def _known_to_nobody(found: QuerySet[Person]) -> QuerySet[Person]:
    """Those of whom no row of another section speaks, whichever sections there are."""
    for model, key in keys_to(Person):
        if model._meta.app_label == Person._meta.app_label:
            continue
        rows = model._default_manager.filter(**{key.name: OuterRef("pk")})
        found = found.filter(~Exists(rows))
    return found
