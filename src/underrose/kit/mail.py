"""Letters wait in the outbox. They are written with their cause, in one transaction; the worker carries them out."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage as Letter
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template import Context, engines
from django.utils import timezone
from django.utils.translation import override

from underrose.kit import house, retention
from underrose.kit.models import FINISHED, MailState, OutboxMail, Tone
from underrose.kit.refusals import Refused

KEPT_DAYS = 30
QUIET = "kit/mail/quiet"


def queue(  # noqa: PLR0913 - each is a fact of one mail
    template: str,
    *,
    to: str,
    context: Mapping[str, Any],
    cause: str,
    meeting_code: str = "",
    scope: str = "",
    tone: str = Tone.FULL,
    language: str = "en-gb",
    is_held: bool = False,
    after: datetime | None = None,
) -> OutboxMail:
    """Write a mail for one person into the outbox; the same cause twice gives the first mail back.

    A quiet mail says only that there is a message at `context["url"]`. A held one waits for a person to press send.
    """
    if tone == Tone.QUIET and not context.get("url"):
        raise ValueError("A quiet mail needs the address of the page where the message is.")
    subject, body = _rendered(QUIET if tone == Tone.QUIET else template, context, language)
    return _written(
        OutboxMail(
            recipient=_one_address(to),
            subject=subject,
            body=body,
            cause=cause,
            meeting_code=meeting_code,
            scope=scope or meeting_code or "house",
            template=template,
            tone=tone,
            language=language,
            state=MailState.HELD if is_held else MailState.QUEUED,
            after=after,
            queued_on=timezone.now().date(),
        )
    )


def release(mail: OutboxMail) -> OutboxMail:
    """Send now: a held mail leaves with the worker, and one that waits for its hour waits no longer."""
    with transaction.atomic():
        found = _locked(mail)
        if found.state != MailState.QUEUED:
            found.require_may_become(MailState.QUEUED)
        _require_unfinished(found)
        found.state, found.after = MailState.QUEUED, None
        found.save(update_fields=["state", "after"])
    return found


def hold(mail: OutboxMail) -> OutboxMail:
    """Keep a mail back until somebody presses send."""
    return _moved(mail, MailState.HELD, None)


def cancel(mail: OutboxMail, *, today: date) -> OutboxMail:
    """The mail does not go out."""
    return _moved(mail, MailState.CANCELLED, today)


def send_again(mail: OutboxMail) -> OutboxMail:
    """A second copy, with a Message-ID of its own so that the other side does not drop it as a double."""
    with transaction.atomic():
        found = _locked(mail)
        if not found.is_finished:
            found.require_may_become(MailState.QUEUED)
            return found
        found.copies += found.state != MailState.CANCELLED
        found.state, found.tries, found.finished_on, found.answer = MailState.QUEUED, 0, None, ""
        found.save(update_fields=["copies", "state", "tries", "finished_on", "answer"])
    return found


def letter(mail: OutboxMail, now: datetime) -> Letter:
    """The message as it goes over the wire: plain text, one recipient, nothing that reports back."""
    made = Letter(policy=SMTP)
    made["From"] = _sender(mail)
    made["To"] = mail.recipient
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = message_id(mail)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body)
    made["Content-Language"] = mail.language
    return made


def message_id(mail: OutboxMail) -> str:
    """The same for every try of one copy, so that a double is recognised as one."""
    copy = f".{mail.copies}" if mail.copies > 1 else ""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{mail.key}{copy}@{domain}>"


class OutboxBackend(BaseEmailBackend):
    """Mail of Django and of the sign-in goes through the outbox too, so that no code is lost with a connection."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                _written(_from_django(message, recipient))
        return len(email_messages)


@retention.rule("finished_mail")
def forget_finished(now: datetime) -> int:
    """Mail that is done with is forgotten after thirty days."""
    ended = now.date() - timedelta(days=KEPT_DAYS)
    return OutboxMail.objects.filter(state__in=FINISHED, finished_on__lt=ended).delete()[0]


def _rendered(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    engine = engines["django"].engine  # type: ignore[attr-defined] # Django's own engine, not one of Jinja's
    with override(language):
        told = {"house_name": house.name(), "site_url": settings.SITE_URL, **context}
        plain = Context(told, autoescape=False)
        subject = engine.get_template(f"{template}.subject.txt").render(plain)
        body = engine.get_template(f"{template}.txt").render(plain)
    return " ".join(subject.split()), body.strip() + "\n"


def _one_address(to: str) -> str:
    address = parseaddr(to)[1]
    if "@" not in address or any(sign in to for sign in "\r\n,"):
        raise Refused("A mail goes to exactly one address.")
    return to.strip()


def _written(mail: OutboxMail) -> OutboxMail:
    OutboxMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutboxMail.objects.get(institution=mail.institution, cause=mail.cause)


def _from_django(message: EmailMessage, recipient: str) -> OutboxMail:
    return OutboxMail(
        recipient=recipient,
        subject=" ".join(str(message.subject).split()),
        body=str(message.body),
        cause=f"message:{uuid.uuid4()}",
        template="message",
        queued_on=timezone.now().date(),
    )


def _sender(mail: OutboxMail) -> Address:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    user, _, domain = address.rpartition("@")
    if mail.tone == Tone.QUIET:
        name = ""
    elif not name:
        name = house.name()
    return Address(display_name=name, username=user, domain=domain)


def _locked(mail: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.select_for_update().get(pk=mail.pk)


def _moved(mail: OutboxMail, state: MailState, finished_on: date | None) -> OutboxMail:
    with transaction.atomic():
        found = _locked(mail)
        found.require_may_become(state)
        found.state, found.finished_on, found.after = state, finished_on, None
        found.save(update_fields=["state", "finished_on", "after"])
    return found


def _require_unfinished(mail: OutboxMail) -> None:
    if mail.is_finished:
        mail.require_may_become(MailState.HELD)
