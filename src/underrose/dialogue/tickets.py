"""A ticket lets a page hand in points without telling whose page it is.

It is good for one session until the end of the next day, so that notes taken without a connection still come home. All
pages of a session carry the same ticket on the same day: it cannot tell two note-takers apart, and names no account.
"""

import base64
import hmac
from datetime import date, timedelta
from typing import Protocol

from django.conf import settings

from underrose.kit import keys

GOOD_FOR = timedelta(days=1)
DAY_SIZE = 4


class Numbered(Protocol):
    """The notes of a session: their key, and a number that is raised to take every ticket back."""

    @property
    def pk(self) -> object: ...
    @property
    def ticket_generation(self) -> int: ...


def issue(note: Numbered, today: date) -> str:
    """The ticket of this session for whoever opens its page today."""
    return _written(note, (today + GOOD_FOR).toordinal())


def is_good(note: Numbered, ticket: str, today: date) -> bool:
    """Whether we issued this ticket for this session, it was not taken back, and its days are not over."""
    try:
        last = int.from_bytes(base64.urlsafe_b64decode(ticket.encode())[:DAY_SIZE], "big")
    except ValueError:
        return False
    days = last - today.toordinal()
    return 0 <= days <= GOOD_FOR.days and hmac.compare_digest(_written(note, last).encode(), ticket.encode())


def _written(note: Numbered, last: int) -> str:
    day = last.to_bytes(DAY_SIZE, "big")
    told = f"{note.pk}|{note.ticket_generation}|".encode() + day
    mark = hmac.digest(keys.derived(settings.KEY_FOLDER, "capture ticket"), told, "sha256")
    return base64.urlsafe_b64encode(day + mark).decode()
