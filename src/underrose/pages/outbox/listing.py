"""What a colleague sees of the outbox: the mail of their meetings in full, mail of the house by its state alone."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.sealed import Destroyed, WillNotOpen

READERS = (Role.PROJECT_MANAGER, Role.PROGRAMME_DIRECTOR, Role.COMMUNICATIONS)
PAGE = 55
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


def visible_to(holder: Holder) -> QuerySet[OutboxMail]:
    mine = OutboxMail.objects.filter(meeting_code__in=holder.codes_for(*READERS))
    if holder.may(Role.ADMINISTRATOR):
        mine |= OutboxMail.objects.filter(meeting_code="")
    return mine.order_by("-queued_on", "pk")


def in_full(holder: Holder) -> QuerySet[OutboxMail]:
    """Mail whose words this colleague may read, and which they may send, hold or cancel."""
    return visible_to(holder).exclude(meeting_code="")


def lines(found: QuerySet[OutboxMail], query: str, holder: Holder) -> "list[Line] | QuerySet[OutboxMail]":
    """Without a search the rows as they are, so that only one page of them is opened; with one, those that tell of it.

    The database cannot search in what is sealed: the words are opened and looked through.
    """
    if not query:
        return found
    wanted = query.casefold()
    return [line for mail in found if (line := line_of(mail, holder)).tells_of(wanted)]


def line_of(mail: "OutboxMail | Line", holder: Holder) -> Line:
    if isinstance(mail, Line):
        return mail
    if mail.meeting_code not in holder.codes_for(*READERS):
        return Line(mail, "", _("Mail of the house"), is_readable=False)
    try:
        return Line(mail, mail.recipient, mail.subject, is_readable=True)
    except (Destroyed, WillNotOpen):
        return Line(mail, "", _("The words were destroyed"), is_readable=False)
