"""The record as people read it: who sees which lines, and in what words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from underrose.access.holders import HOUSE, Holder
from underrose.access.models import RecordEntry, RecordName, RecordQuerySet
from underrose.access.roles import Role


@dataclass(frozen=True)
class Line:
    day: date
    who: str
    verb: str
    noun: str
    meeting_code: str


def visible_to(holder: Holder) -> RecordQuerySet:
    """A programme director reads the record of their meetings, an administrator that of the house."""
    seen = Q(meeting_code__in=holder.codes_within(Role.PROGRAMME_DIRECTOR))
    if holder.may(Role.ADMINISTRATOR):
        seen |= Q(meeting_code=HOUSE)
    found: RecordQuerySet = RecordEntry.objects.filter(seen)
    return found


def lines(entries: Iterable[RecordEntry]) -> Iterator[Line]:
    """Lines with the names the record still knows, in one further query."""
    found = list(entries)
    keys = {entry.who for entry in found if entry.who}
    names = dict(RecordName.objects.filter(pk__in=keys).values_list("pk", "account__name"))
    for entry in found:
        nobody = gettext("A colleague since forgotten") if entry.who else gettext("Without an account")
        who = names.get(entry.who, nobody) if entry.who else nobody
        yield Line(entry.day, who, entry.verb, entry.noun, entry.meeting_code)


def safe_cell(words: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
