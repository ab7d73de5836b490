"""A letter as it goes over the wire: one recipient, plain text always, nothing that reports back."""

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage as Letter
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from underrose.kit import house
from underrose.kit.letters import content, return_path
from underrose.kit.models import OutboxMail, OutboxPart, Tone

# Every server takes seven bits; not every one says whether it takes eight.
POLICY = SMTP.clone(cte_type="7bit")


def letter(mail: OutboxMail, now: datetime) -> Letter:
    """The message as it goes over the wire: plain text, one recipient, nothing that reports back."""
    made = Letter(policy=POLICY)
    made["From"] = _sender(mail)
    made["To"] = mail.recipient
    if answers := return_path.reply_to(mail):
        made["Reply-To"] = answers
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = message_id(mail)
    made["Auto-Submitted"] = "auto-generated"
    if mail.is_formatted:
        made.set_content(content.plain(mail.body))
        made.add_alternative(
            content.page(mail.body, subject=mail.subject, language=mail.language), subtype="html"
        )
    else:
        made.set_content(mail.body)
    _enclose(made, [] if mail.tone == Tone.QUIET else list(mail.parts.all()))
    made["Content-Language"] = mail.language
    return made


def message_id(mail: OutboxMail) -> str:
    """The same for every try of one copy, so that a double is recognised as one."""
    copy = f".{mail.copies}" if mail.copies > 1 else ""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{mail.key}{copy}@{domain}>"


def _enclose(made: Letter, parts: Sequence[OutboxPart]) -> None:
    for part in parts:
        if part.media_type == content.CALENDAR:
            made.add_alternative(
                part.body.decode(),
                subtype="calendar",
                cte="base64",
                params={"method": content.calendar_method(part.body)},
            )
    for part in parts:
        # Named otherwise than the alternative, so that no program shows the same invitation twice.
        media_type = "application/ics" if part.media_type == content.CALENDAR else part.media_type
        maintype, _, subtype = media_type.partition("/")
        made.add_attachment(part.body, maintype=maintype, subtype=subtype, filename=part.name)


def _sender(mail: OutboxMail) -> Address:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    user, _, domain = address.rpartition("@")
    if mail.tone == Tone.QUIET:
        name = ""
    elif not name:
        name = house.name()
    return Address(display_name=name, username=user, domain=domain)
