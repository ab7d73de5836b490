"""A letter as it goes over the wire: one recipient, plain text always, nothing that reports back."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage as Letter
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr

from django.conf import settings

from underrose.kit import house
from underrose.kit.letters import content, return_path
from underrose.kit.models import OutboxMail, OutboxPart, Tone

LINE = 76
# What an encoded word adds to what it holds, and how many bytes it may hold.
WRAPPING, WORD_BYTES = len("=?utf-8?b??="), 45


class Exact(EmailPolicy):
    """Subjects and names that are not ASCII are encoded whole.

    Python encodes word by word and leaves some of the spaces between two encoded words, where readers have to drop them.
    """

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        """What looks like an encoded word, but was written so, stays as it was written."""
        if name == "Subject" and "=?" in value:
            value = " ".join(_words(name, value))
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: str) -> str:
        told = None if self.utf8 else _encoded(name, value)
        return super().fold(name, value) if told is None else f"{name}: {told}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        told = None if self.utf8 else _encoded(name, value)
        return super().fold_binary(name, value) if told is None else self.fold(name, value).encode("ascii")


# Every server takes seven bits; not every one says whether it takes eight.
POLICY = Exact(linesep="\r\n", cte_type="7bit")


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


def _encoded(name: str, value: str) -> str | None:
    """What stands after the name of this header; None where Python's own way gives every sign back."""
    if name == "Subject":
        is_plain = value.isascii() and "=?" not in value and value == " ".join(value.split())
        return None if is_plain else "\r\n ".join(_words(name, value))
    addresses: tuple[Address, ...] = getattr(value, "addresses", ())
    if len(addresses) != 1 or addresses[0].display_name.isascii() or not addresses[0].addr_spec.isascii():
        return None
    return "\r\n ".join([*_words(name, addresses[0].display_name), f"<{addresses[0].addr_spec}>"])


def _words(name: str, text: str) -> list[str]:
    """The text as encoded words, one for each line, cut between signs and with the spaces inside."""
    first = (LINE - len(f"{name}: ") - WRAPPING) // 4 * 3
    return [
        f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=" for piece in _pieces(text, min(first, WORD_BYTES))
    ]


def _pieces(text: str, room: int) -> Iterator[bytes]:
    piece = b""
    for sign in text:
        told = sign.encode()
        if len(piece) + len(told) > room:
            yield piece
            piece, room = b"", WORD_BYTES
        piece += told
    yield piece


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
