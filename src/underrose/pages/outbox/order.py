"""In which order letters stand: those that wait first, then the newest day, then by the name that is shown.

The database cannot sort by what is sealed. It counts the rows of each state and day; names are opened for the days on a page.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.functions import Coalesce

from underrose.kit.models import MailState, OutboxMail
from underrose.kit.sealed import Destroyed, WillNotOpen

# So many names are opened at most for one page; in days with more, letters stand by their keys.
NAMED = 1_000
_FIRST = {MailState.HELD: 0, MailState.QUEUED: 1, MailState.SENDING: 1}
_ENDED = 2
_DAY = Coalesce("finished_on", "queued_on")


class Counted(NamedTuple):
    """How many mails are in a state since a day. What has ended is kept for thirty days, so there are few of these."""

    state: str
    day: date
    number: int


class Place(NamedTuple):
    """By this the database sorts; rows with the same state and day stand together."""

    waits: int
    later: int
    name: str
    key: UUID


def by_day(found: QuerySet[OutboxMail]) -> QuerySet[OutboxMail]:
    """As far as the database can sort."""
    waits = Case(*(When(state=state, then=Value(at)) for state, at in _FIRST.items()), default=Value(_ENDED))
    return found.alias(waits=waits, day=_DAY).order_by("waits", "-day", "pk")


def counted(found: QuerySet[OutboxMail]) -> list[Counted]:
    """All of them, in one question."""
    by_state = found.order_by().values("state").annotate(since=_DAY, number=Count("pk"))
    return [Counted(*row) for row in by_state.values_list("state", "since", "number")]


def place_of(mail: OutboxMail) -> Place:
    day = mail.finished_on or mail.queued_on
    return Place(_FIRST.get(MailState(mail.state), _ENDED), -day.toordinal(), _name(mail).casefold(), mail.pk)


def in_order(mails: Iterable[OutboxMail]) -> list[OutboxMail]:
    return sorted(mails, key=place_of)


class Rows:
    """The rows of a list, of which one page at a time is opened."""

    def __init__(self, found: QuerySet[OutboxMail], numbers: Iterable[Counted]) -> None:
        self._found = found
        days = Counter[tuple[int, int]]()
        for one in numbers:
            days[_FIRST.get(MailState(one.state), _ENDED), -one.day.toordinal()] += one.number
        self._ends = [0, *accumulate(days[place] for place in sorted(days))]

    def __len__(self) -> int:
        return self._ends[-1]

    def __getitem__(self, part: slice) -> list[OutboxMail]:
        shown = range(len(self))[part]
        if not shown:
            return []
        first = self._ends[bisect_right(self._ends, shown[0]) - 1]
        last = self._ends[bisect_right(self._ends, shown[-1])]
        if last - first > NAMED:
            return list(self._found[part])
        return in_order(self._found[first:last])[shown[0] - first : shown[-1] + 1 - first]


def _name(mail: OutboxMail) -> str:
    """Mail of the house and words without a key show no name."""
    try:
        return mail.addressee if mail.meeting_code else ""
    except (Destroyed, WillNotOpen):
        return ""
