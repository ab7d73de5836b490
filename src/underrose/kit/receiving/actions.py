"""What a message that came in does: it tells of a letter that came back, or it is an answer for the team."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.message import Message
from email.utils import parseaddr
from enum import Enum
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from underrose.kit import keys, mail, retention
from underrose.kit.keys import Destroyed
from underrose.kit.letters import return_path
from underrose.kit.letters.return_path import Ticket
from underrose.kit.logs import INSTEAD, TOKEN
from underrose.kit.models import MailState, OutboxMail, ReceivedKind, ReceivedMail
from underrose.kit.receiving import message as reading
from underrose.kit.receiving import reports
from underrose.kit.receiving.hiding import without
from underrose.kit.sealed import WillNotOpen

KEPT_DAYS = 30
MOST_FOR_ONE = 50
_MOST_TICKETS = 20
_DELIVERED_TO = (
    "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To", "Cc",
)  # fmt: skip
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(\d{1,3}))?@", re.IGNORECASE)
_CALENDAR_ANSWER = re.compile(r"PARTSTAT=(ACCEPTED|DECLINED|TENTATIVE)\b", re.IGNORECASE)


class Outcome(Enum):
    """What came of one message; the words are for whoever runs the house."""

    BOUNCE = "came back"
    DELAY = "delayed"
    AUTOMATIC = "automatic answer"
    REPLY = "reply"
    AGAIN = "known already"
    NOT_OURS = "about no letter of ours"
    # A person wrote, and nobody here would ever read it: the sender has to be told.
    UNREADABLE_HERE = "for nobody here"

    @property
    def is_taken(self) -> bool:
        return self not in {Outcome.NOT_OURS, Outcome.UNREADABLE_HERE}


def take(raw: bytes, *, today: date, to: str = "") -> Outcome:
    """Act on one message, once, however often it comes. `to` is the address it was delivered to, if known."""
    message = reading.opened(raw)
    report = reports.report_of(message)
    is_automatic = report is not None or reports.is_automatic(message)
    found, ticket = _letter_of(message, to, looks_inside=is_automatic)
    if found is None or ticket is None:
        return Outcome.NOT_OURS if is_automatic else Outcome.UNREADABLE_HERE
    row = ReceivedMail(
        mail=found,
        meeting_code=found.meeting_code,
        scope=found.scope,
        kind=_kind(report, is_automatic=is_automatic),
        digest=_digest(found, message, raw),
        code=report.code[:12] if report else "",
        received_on=today,
    )
    if row.kind == ReceivedKind.REPLY and not _takes_words(row, found, message):
        return Outcome.UNREADABLE_HERE
    return _once(row, found, ticket)


@transaction.atomic
def deal_with(reply: ReceivedMail, *, today: date) -> bool:
    """Somebody has seen to it. False when a colleague was faster."""
    waiting = ReceivedMail.objects.replies().filter(pk=reply.pk, dealt_with_on__isnull=True)
    return bool(waiting.update(dealt_with_on=today))


@retention.rule("received_mail")
def forget(now: datetime) -> int:
    """What came back is forgotten after thirty days, read or not."""
    ended = now.date() - timedelta(days=KEPT_DAYS)
    return ReceivedMail.objects.filter(received_on__lt=ended).delete()[0]


def _once(row: ReceivedMail, found: OutboxMail, ticket: Ticket) -> Outcome:
    with transaction.atomic():
        ReceivedMail.objects.bulk_create([row], ignore_conflicts=True)
        if not ReceivedMail.objects.filter(pk=row.pk).exists():
            return Outcome.AGAIN
        # A report on an earlier copy says nothing of the one that went out since.
        under_way = OutboxMail.objects.filter(
            pk=found.pk, copies=ticket.copy, state__in=[MailState.SENT, MailState.SENDING]
        )
        if row.kind == ReceivedKind.BOUNCE:
            came_back = under_way.update(
                state=MailState.BOUNCED, answer=row.code, finished_on=row.received_on, after=None, worker=None
            )
            if came_back:
                mail.tell_undelivered(found, row.received_on)
        elif row.kind == ReceivedKind.DELAY:
            under_way.update(answer=row.code)
    return Outcome[ReceivedKind(row.kind).name]


def _kind(report: reports.Report | None, *, is_automatic: bool) -> ReceivedKind:
    if report is not None:
        return ReceivedKind.BOUNCE if report.is_final else ReceivedKind.DELAY
    return ReceivedKind.AUTOMATIC if is_automatic else ReceivedKind.REPLY


def _takes_words(row: ReceivedMail, found: OutboxMail, message: Message) -> bool:
    """Nobody reads answers to mail of the house, nor after the key is gone, nor the fifty-first to one letter."""
    if not found.meeting_code or found.received.count() >= MOST_FOR_ONE:
        return False
    try:
        row.label = found.label
        keys.ring(settings.KEY_FOLDER).key(found.scope, "mail")
    except (Destroyed, WillNotOpen):
        return False
    row.sender = reading.words(reading.first(message, "From"))[:300]
    subject = reading.words(reading.first(message, "Subject"))[:300]
    body = "\n\n".join(filter(None, [*_calendar_answers(message), reading.written(message)]))
    hidden = [found.recipient, row.sender, *mail.hidden_words(found)] if row.label else []
    row.subject = _without(subject, hidden, row.label)
    row.body = _without(body[: reading.LONGEST_TEXT], hidden, row.label)
    return True


def _without(words: str, hidden: list[str], label: str | None) -> str:
    """Where a label stands for a person, it does so in what they quote as well; and a personal address is for them alone."""
    words = TOKEN.sub(INSTEAD, words)
    signs = {sign for one in hidden for sign in (one, *(parseaddr(one) if "@" in one else ())) if sign}
    return without(words, signs, label or "") if signs else words


def _calendar_answers(message: Message) -> Iterator[str]:
    """Pressing a button in a calendar writes no words; the team is to read it all the same."""
    said = {
        "ACCEPTED": _("The calendar answered: accepted."),
        "DECLINED": _("The calendar answered: declined."),
        "TENTATIVE": _("The calendar answered: tentative."),
    }
    for part in reading.parts(message):
        if reading.kind(part) == "text/calendar":
            answer = _CALENDAR_ANSWER.search(reading.text(part)[: reading.LONGEST_TEXT])
            if answer:
                yield said[answer[1].upper()]
                return


def _letter_of(message: Message, to: str, *, looks_inside: bool) -> tuple[OutboxMail | None, Ticket | None]:
    """The letter that an address with our proof names; else one whose Message-ID, which nobody can guess, stands in it."""
    tickets = list(return_path.tickets([to, *reading.headers(message, *_DELIVERED_TO)]))
    tickets += _named(" ".join(reading.headers(message, "In-Reply-To", "References", "Original-Message-ID")))
    if looks_inside:
        tickets += _named(reports.returned_text(message))
    tickets = tickets[:_MOST_TICKETS]
    letters = OutboxMail.objects.in_bulk({ticket.key for ticket in tickets})
    for ticket in tickets:
        if ticket.key in letters:
            return letters[ticket.key], ticket
    return None, None


def _named(words: str) -> list[Ticket]:
    return [Ticket(UUID(key), int(copy or 1)) for key, copy in _OURS.findall(words)[:_MOST_TICKETS]]


def _digest(found: OutboxMail, message: Message, raw: bytes) -> str:
    """The same for the same message, by whatever way and however often it came."""
    told = [str(found.pk), reading.first(message, "Message-ID"), reading.first(message, "Date")]
    said = "|".join(told).encode(errors="replace") + b"|" + reading.body_bytes(raw)
    return hmac.new(keys.derived(settings.KEY_FOLDER, "mail received"), said, hashlib.sha256).hexdigest()
