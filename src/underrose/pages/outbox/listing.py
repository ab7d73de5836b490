"""What a colleague sees of the outbox: the mail of their meetings in full, mail of the house by its state alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.kit.tables import Column
from underrose.pages.outbox.order import Counted, Rows, by_day, counted, in_order

READERS = (Role.PROJECT_MANAGER, Role.PROGRAMME_DIRECTOR, Role.COMMUNICATIONS)
PAGE = 55
SEARCHED = 500
MARKS = {
    MailState.HELD: "held",
    MailState.SENT: "done",
    MailState.REFUSED: "warning",
    MailState.BOUNCED: "warning",
}


@dataclass(frozen=True)
class Line:
    """One mail in the list. Words stay blank for those who may not read them, and when their key was destroyed."""

    mail: OutboxMail
    recipient: str
    subject: str
    is_readable: bool

    @property
    def state(self) -> str:
        return str(MailState(self.mail.state).label)

    @property
    def mark(self) -> str:
        return MARKS.get(MailState(self.mail.state), "plain")

    def tells_of(self, query: str) -> bool:
        return query in f"{self.recipient} {self.subject} {self.mail.meeting_code}".casefold()


class Found(NamedTuple):
    """What fits the search, and whether there are older mails that nobody looked through."""

    rows: list[Line]
    is_cut: bool


class Tally:
    """Numbers of mails, by state and day."""

    def __init__(self, counted: Iterable[Counted]) -> None:
        self.counted = list(counted)

    def of(self, *states: str) -> int:
        return sum(one.number for one in self.counted if one.state in states)

    def narrowed(self, state: str) -> "Tally":
        return Tally(one for one in self.counted if one.state == state)


class Waiting(NamedTuple):
    """How many letters of a meeting wait for a person."""

    code: str
    number: int


def visible_to(holder: Holder) -> QuerySet[OutboxMail]:
    mine = OutboxMail.objects.filter(meeting_code__in=holder.codes_within(*READERS))
    if holder.may(Role.ADMINISTRATOR):
        mine |= OutboxMail.objects.filter(meeting_code="")
    return by_day(mine)


def in_full(holder: Holder) -> QuerySet[OutboxMail]:
    """Mail whose words this colleague may read, and which they may send, hold or cancel."""
    return visible_to(holder).exclude(meeting_code="")


def tallied(found: QuerySet[OutboxMail]) -> Tally:
    """How many are in each state, in one question, however many meetings there are."""
    return Tally(counted(found))


def waiting(holder: Holder, codes: Iterable[str] = ()) -> Waiting | None:
    """The letters of one meeting that may leave together: of the one that is named, else the only one where any wait."""
    held = in_full(holder).filter(state=MailState.HELD)
    if codes:
        held = held.filter(meeting_code__in=codes)
    by_meeting = held.order_by().values("meeting_code").annotate(number=Count("pk"))
    found = by_meeting.values_list("meeting_code", "number")[:2]
    return Waiting(*found[0]) if len(found) == 1 else None


def lines(found: QuerySet[OutboxMail], numbers: Tally) -> Rows:
    """The rows as they are, so that only one page of them is opened."""
    return Rows(found.defer("body"), numbers.counted)


def every(found: QuerySet[OutboxMail]) -> list[OutboxMail]:
    """All of them, in the order of the list."""
    return in_order(found.defer("body"))


def search(found: QuerySet[OutboxMail], query: str) -> Found:
    """The rows that tell of it.

    The database cannot search in what is sealed: the words of the latest mails are opened and looked through.
    """
    latest = list(found.defer("body")[: SEARCHED + 1])
    wanted = query.casefold()
    opened = (line_of(mail) for mail in in_order(latest[:SEARCHED]))
    return Found([line for line in opened if line.tells_of(wanted)], is_cut=len(latest) > SEARCHED)


def line_of(mail: "OutboxMail | Line") -> Line:
    """One mail of those that are visible: of the house, its words belong to the recipient alone."""
    if isinstance(mail, Line):
        return mail
    if not mail.meeting_code:
        return Line(mail, "", _("Mail of the house"), is_readable=False)
    try:
        return Line(mail, mail.addressee, mail.subject, is_readable=True)
    except (Destroyed, WillNotOpen):
        return Line(mail, "", _("The words were destroyed"), is_readable=False)


def columns() -> list[Column]:
    """Of the list as a file. A label stands in place of its address here too: a file travels further than a page."""
    return [
        Column(_("Recipient"), lambda line: line.recipient),
        Column(_("Subject"), lambda line: line.subject),
        Column(_("Meeting"), lambda line: line.mail.meeting_code),
        Column(_("State"), lambda line: line.state),
        Column(_("The other side answered"), lambda line: line.mail.answer),
        Column(_("Written on"), lambda line: line.mail.queued_on),
        Column(_("Ended on"), lambda line: line.mail.finished_on),
    ]
