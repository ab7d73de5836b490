"""In which order letters stand: those that wait first, then the newest day, then by the name that is shown.

The database cannot sort by what is sealed. It gives state and day of every row; names are opened for the days on a page.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Coalesce

from underrose.kit.models import MailState, OutboxMail
from underrose.kit.sealed import Destroyed, WillNotOpen

# So many names are opened at most for one page; in days with more, letters stand by their keys.
NAMED = 1_000
_FIRST = {MailState.HELD: 0, MailState.QUEUED: 1, MailState.SENDING: 1}
_ENDED = 2


class Place(NamedTuple):
    """By this the database sorts; rows with the same state and day stand together."""

    waits: int
    later: int
    name: str
    key: UUID


def by_day(found: QuerySet[OutboxMail]) -> QuerySet[OutboxMail]:
    """As far as the database can sort."""
    waits = Case(*(When(state=state, then=Value(at)) for state, at in _FIRST.items()), default=Value(_ENDED))
    return found.alias(waits=waits, day=Coalesce("finished_on", "queued_on")).order_by("waits", "-day", "pk")


def place_of(mail: OutboxMail) -> Place:
    day = mail.finished_on or mail.queued_on
    return Place(_FIRST.get(MailState(mail.state), _ENDED), -day.toordinal(), _name(mail).casefold(), mail.pk)


def in_order(mails: Iterable[OutboxMail]) -> list[OutboxMail]:
    return sorted(mails, key=place_of)


class Rows:
    """The rows of a list, of which one page at a time is opened."""

    def __init__(self, found: QuerySet[OutboxMail]) -> None:
        self._found = found

    def __iter__(self) -> Iterator[OutboxMail]:
        return iter(in_order(self._found))

    def __len__(self) -> int:
        return self._found.count()

    def __getitem__(self, part: slice) -> list[OutboxMail]:
        told = self._found.values_list("state", "finished_on", "queued_on", "pk")
        days = [(_FIRST.get(MailState(state), _ENDED), end or begin) for state, end, begin, _pk in told]
        shown = range(len(days))[part]
        if not shown:
            return []
        first = days.index(days[shown[0]])
        last = len(days) - days[::-1].index(days[shown[-1]])
        if last - first > NAMED:
            return list(self._found[part])
        opened = in_order(self._found.filter(pk__in=[row[-1] for row in told[first:last]]))
        return opened[shown[0] - first : shown[-1] + 1 - first]


def _name(mail: OutboxMail) -> str:
    """Mail of the house and words without a key show no name."""
    try:
        return mail.addressee if mail.meeting_code else ""
    except (Destroyed, WillNotOpen):
        return ""
