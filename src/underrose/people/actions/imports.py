"""A list of people that came as a file: kept sealed, its columns named, taken in row by row, and never mailed to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account
from underrose.access.record import record
from underrose.kit.refusals import Refused
from underrose.methods.contacts.plan import Act, Decision
from underrose.people import dice, forgetting_rules, importing, particulars
from underrose.people.actions.organisations import Houses
from underrose.people.actions.persons import introduce_many, tell_of_address, write
from underrose.people.importing import Foreseen
from underrose.people.models import Brought, ContactImport, Person

CHUNK = 250
COMPARES = "compares_protected"
State = ContactImport.State


@transaction.atomic
def keep(*, account: Account, file_name: str, original: bytes, today: date) -> ContactImport:
    """The file, sealed, until somebody has looked at it; thirty days at most."""
    return ContactImport.objects.create(
        account=account, file_name=file_name[:200], original=original, taken_on=today
    )


@transaction.atomic
def name_columns(imported: ContactImport, *, columns: Sequence[str], sheet: str, blanks_erase: bool) -> None:
    """What each column holds, as somebody has chosen."""
    locked = _locked(imported)
    if locked.state != State.read:
        raise Refused(_("This list is being taken in already. Its columns stay as they are."))
    locked.mapping = {"sheet": sheet, "columns": list(columns)}
    locked.blanks_erase = blanks_erase
    locked.save(update_fields=["mapping", "blanks_erase"])


@transaction.atomic
def queue(
    imported: ContactImport,
    *,
    rows: int,
    by: Holder,
    today: date,
    enqueue: Callable[[Any], None],
    compares_protected: bool = False,
) -> None:
    """Have it taken in. Pressing the button twice takes it in once.

    Protected people are looked for in it only if whoever pressed the button had just proved who they are.
    """
    locked = _locked(imported)
    if locked.state != State.read:
        return
    locked.state, locked.rows_in_all, locked.rows_done = State.queued, rows, 0
    locked.mapping = locked.mapping | {COMPARES: compares_protected}
    locked.save(update_fields=["state", "rows_in_all", "rows_done", "mapping"])
    record(by, "imported", "people", None, "", today)
    enqueue(locked.key)


@transaction.atomic
def note_comparison(*, by: Holder, today: date) -> None:
    """Rows are compared with who protected people really are: whoever chooses the rows could ask for a name so."""
    record(by, "compared", "sealed people", None, "", today)


@transaction.atomic
def stop(imported: ContactImport) -> None:
    """Whoever is in the list by now stays in it; the rest of the file is not taken in."""
    locked = _locked(imported)
    if locked.state in {State.queued, State.running}:
        locked.state = State.stopped
        locked.save(update_fields=["state"])


@transaction.atomic
def discard(imported: ContactImport) -> None:
    """The file goes; people who came with it stay."""
    locked = _locked(imported)
    if locked.state == State.running:
        raise Refused(_("This list is being taken in. Stop it first; then the file can go."))
    locked.delete()


def take_in(imported: ContactImport, today: date) -> None:
    """Row by row, a few hundred in each transaction; begun anew after a crash it goes on where it was."""
    if imported.state not in {State.queued, State.running}:
        return
    compares = bool(imported.mapping.get(COMPARES))
    holder = holder_of(imported.account)
    if compares and importing.may_be_compared(holder):
        note_comparison(by=holder, today=today)
    told = importing.foreseen(imported, compares_protected=compares)
    decisions = iter(told.plan.decisions[imported.rows_done :])
    while chunk := list(islice(decisions, CHUNK)):
        if not _took_in(imported, told, chunk, today):
            return
    _finish(imported)


@transaction.atomic
def _took_in(imported: ContactImport, told: Foreseen, chunk: list[Decision], today: date) -> bool:
    """False when somebody has stopped it."""
    locked = _locked(imported)
    if locked.state not in {State.queued, State.running}:
        return False
    locked.state = State.running
    _introduce([one for one in chunk if one.act == Act.new], told, locked, today)
    changed = sum(_update(one, told, locked, today) for one in chunk if one.act == Act.update)
    known = [one.key for one in chunk if one.act == Act.update]
    _note_brought(locked, Person.objects.present().filter(key__in=known, is_sealed=False))
    counts = dict(locked.counts)
    for one in chunk:
        counts[one.act.value] = counts.get(one.act.value, 0) + 1
    counts["changed"] = counts.get("changed", 0) + changed
    locked.counts = counts
    locked.rows_done += len(chunk)
    locked.save(update_fields=["state", "counts", "rows_done"])
    return True


def _introduce(chunk: list[Decision], told: Foreseen, imported: ContactImport, today: date) -> None:
    rows = [told.rows[one.line] for one in chunk]
    persons = introduce_many([importing.facts_of(row) for row in rows], today=today, houses=Houses())
    closed = [person.key for person, row in zip(persons, rows, strict=True) if row.do_not_contact]
    if closed:
        Person.objects.filter(key__in=closed).update(do_not_contact=True)
    _note_brought(imported, persons)


def _note_brought(imported: ContactImport, persons: Iterable[Person], rng: Random = dice.HOUSE) -> None:
    """In no order, as people themselves: the place of a row would tell where in the list somebody stood."""
    rows = [Brought(imported=imported, person=person) for person in persons]
    rng.shuffle(rows)
    Brought.objects.bulk_create(rows, ignore_conflicts=True)


def _update(one: Decision, told: Foreseen, imported: ContactImport, today: date) -> bool:
    """Whether the row said anything new. Another team's guest keeps the addresses by which that team reaches them."""
    holder = holder_of(imported.account)
    person = Person.objects.visible_to(holder).filter(key=one.key, is_sealed=False).first()
    if person is None:
        return False
    row = told.rows[one.line]
    before = particulars.of(person)
    emptied = importing.emptied_by_blanks(told.understood, imported)
    after = importing.taken_over(person, before, row, by=holder, today=today, emptied=emptied)
    is_theirs = bool(forgetting_rules.may_be_reached_elsewhere(person, holder, today))
    is_closed = bool(row.do_not_contact) and not person.do_not_contact and not is_theirs
    if is_closed:
        person.do_not_contact = True
        person.save(update_fields=["do_not_contact"])
    if after != before:
        write(person, after)
        tell_of_address(person, before, after, by=holder, today=today)
    return is_closed or after != before


@transaction.atomic
def _finish(imported: ContactImport) -> None:
    locked = _locked(imported)
    if locked.state == State.running or (locked.state == State.queued and not locked.rows_in_all):
        locked.state = State.done
        locked.save(update_fields=["state"])


def _locked(imported: ContactImport) -> ContactImport:
    return ContactImport.objects.select_for_update().select_related("account").get(key=imported.key)
