"""The addresses to which a letter comes back. Each names its letter, and nobody can make one up."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from email.utils import parseaddr
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.checks import CheckMessage, Error

from underrose.kit import keys
from underrose.kit.models import OutboxMail

RETURN, REPLY = "return", "reply"
LONGEST_LOCAL_PART = 64
TOKEN_LENGTH = 40
_MOST_COPIES = 255
_KEY, _PROOF = 16, 8
_TOKEN = re.compile(r"\+([a-z2-7]{40})@", re.IGNORECASE)
_LONGEST_LOOKED_AT = 20_000


class Ticket(NamedTuple):
    """Which mail something is about, and which copy of it."""

    key: UUID
    copy: int


def envelope_sender(mail: OutboxMail) -> str:
    """Where the servers on the way send it back to: an address of this one letter, if the house has such addresses."""
    return _with_token(settings.MAIL_RETURN, RETURN, mail) or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def reply_to(mail: OutboxMail) -> str:
    """Where a person's answer goes; empty when answers go to the sender. Nobody reads answers to mail of the house."""
    return _with_token(settings.MAIL_REPLY, REPLY, mail) if mail.meeting_code else ""


def tickets(addresses: Iterable[str]) -> Iterator[Ticket]:
    """The letters that these addresses name. What does not bear our proof names none."""
    for address in addresses:
        for token in _TOKEN.findall(address[:_LONGEST_LOOKED_AT]):
            found = _read(token.lower())
            if found:
                yield found


def check(app_configs: Any = None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 - the signature of a system check
    """An address that leaves no room for its token would be refused by every server, letter by letter."""
    return [
        Error(
            f"UNDERROSE_{name} is one address, such as return@example.org, with at most "
            f"{LONGEST_LOCAL_PART - TOKEN_LENGTH - 1} signs and no plus before the @.",
            id="mail.E001",
        )
        for name in ("MAIL_RETURN", "MAIL_REPLY")
        if (address := getattr(settings, name)) and not _has_room(address)
    ]


def _has_room(address: str) -> bool:
    local, _, domain = address.rpartition("@")
    is_one = re.fullmatch(r"[A-Za-z0-9.!#$%&'*/=?^_`{|}~-]+@[A-Za-z0-9.-]+", address) is not None
    return is_one and bool(domain) and len(local) + 1 + TOKEN_LENGTH <= LONGEST_LOCAL_PART


def _with_token(address: str, use: str, mail: OutboxMail) -> str:
    if not address:
        return ""
    local, _, domain = address.rpartition("@")
    told = mail.pk.bytes + bytes([min(mail.copies, _MOST_COPIES)])
    token = base64.b32encode(told + _proof(use, told)).decode().lower()
    return f"{local}+{token}@{domain}"


def _read(token: str) -> Ticket | None:
    raw = base64.b32decode(token.upper())
    told, proof = raw[: _KEY + 1], raw[_KEY + 1 :]
    if not any(hmac.compare_digest(proof, _proof(use, told)) for use in (RETURN, REPLY)):
        return None
    return Ticket(UUID(bytes=told[:_KEY]), told[_KEY])


def _proof(use: str, told: bytes) -> bytes:
    key = keys.derived(settings.KEY_FOLDER, "mail addresses")
    return hmac.new(key, use.encode() + b"|" + told, hashlib.sha256).digest()[:_PROOF]
