"""A ticket lets a page hand in points without telling whose page it is.

It is good for one session until the end of the next day, so that notes taken without a connection still come home. All
pages of a session that are opened on a day carry the same ticket, as long as nobody joins or leaves those who may: it
cannot tell two note-takers apart, and names no account.

Whoever is let go, closed or handed over must hand nothing in with a page that was left open. So a ticket holds a mark of
every role that opened these notes when it was issued, and is good while all of them still do. A page whose ticket is no
longer good asks for a new one with its session; a colleague who joins makes no ticket bad.

    base64url( last day, 4 bytes | marks, 8 bytes each, sorted | HMAC-SHA-256 of the session and all of this, 32 bytes )
"""

import base64
import hmac
from datetime import date, timedelta
from typing import Protocol

from django.conf import settings
from django.db.models import Q

from underrose.access.models import Grant
from underrose.access.roles import Role
from underrose.dialogue.models import WHOLE
from underrose.kit import keys

GOOD_FOR = timedelta(days=1)
DAY_SIZE, MARK_SIZE, PROOF_SIZE = 4, 8, 32
LONGEST = 8_000
"""Characters of a ticket that is looked at: more than seven hundred colleagues take no notes of one session."""


class Numbered(Protocol):
    """The notes of a session or group: where they belong."""

    @property
    def pk(self) -> object: ...
    @property
    def meeting_code(self) -> str: ...
    @property
    def session(self) -> str: ...
    @property
    def group(self) -> str: ...


def issue(note: Numbered, today: date) -> str:
    """The ticket of this session for whoever opens its page today. One question."""
    told = (today + GOOD_FOR).toordinal().to_bytes(DAY_SIZE, "big") + b"".join(sorted(_marks(note)))
    return base64.urlsafe_b64encode(told + _proof(note, told)).decode()


def is_good(note: Numbered, ticket: str, today: date) -> bool:
    """Whether we issued this ticket for this session, nobody was let go since, and its days are not over. One question."""
    try:
        raw = base64.b64decode(ticket[: LONGEST + 1].encode(), altchars=b"-_", validate=True)
    except ValueError:
        return False
    told, proof = raw[:-PROOF_SIZE], raw[-PROOF_SIZE:]
    if len(ticket) > LONGEST or not hmac.compare_digest(_proof(note, told), proof):
        return False
    days = int.from_bytes(told[:DAY_SIZE], "big") - today.toordinal()
    marks = {told[at : at + MARK_SIZE] for at in range(DAY_SIZE, len(told), MARK_SIZE)}
    return 0 <= days <= GOOD_FOR.days and marks <= set(_marks(note))


def _marks(note: Numbered) -> list[bytes]:
    """One for every role that opens these notes, as `NoteQuerySet.visible_to` has it."""
    opens = Q(role__in=[role.value for role in WHOLE])
    opens |= Q(role=Role.NOTE_TAKER.value, session=note.session, group__in={"", note.group})
    # The institution is named because the index begins with it.
    place = {"institution": settings.INSTITUTION, "meeting_code": note.meeting_code}
    held = Grant.objects.filter(opens, account__is_active=True, **place).values_list("pk", flat=True)
    key = _key()
    return [hmac.digest(key, f"opens|{note.pk}|{grant}".encode(), "sha256")[:MARK_SIZE] for grant in held]


def _proof(note: Numbered, told: bytes) -> bytes:
    return hmac.digest(_key(), f"{note.pk}|".encode() + told, "sha256")


def _key() -> bytes:
    return keys.derived(settings.KEY_FOLDER, "capture ticket")
