"""What people answered to letters of a meeting, as its team reads it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.kit.models import ReceivedMail
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.pages.outbox.listing import READERS


@dataclass(frozen=True)
class Answer:
    """One answer in the list; blank when its key was destroyed."""

    reply: ReceivedMail
    writer: str
    subject: str
    is_readable: bool

    @property
    def state(self) -> str:
        return _("Dealt with") if self.reply.dealt_with_on else _("Waits for you")

    @property
    def mark(self) -> str:
        return "done" if self.reply.dealt_with_on else "held"


def visible_to(holder: Holder) -> QuerySet[ReceivedMail]:
    """Answers to letters of one's own meetings; those that wait first."""
    mine = ReceivedMail.objects.filter(kind="reply", meeting_code__in=holder.codes_within(*READERS))
    return mine.exclude(meeting_code="").order_by("dealt_with_on", "-received_on", "pk")


def waiting(holder: Holder) -> int:
    return visible_to(holder).filter(dealt_with_on__isnull=True).count()


def answer_of(reply: ReceivedMail) -> Answer:
    try:
        subject = reply.subject or _("No subject")
        return Answer(reply, reply.writer or _("No sender"), subject, is_readable=True)
    except (Destroyed, WillNotOpen):
        return Answer(reply, "", _("The words were destroyed"), is_readable=False)
