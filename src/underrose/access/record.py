"""The record of who did what."""

import datetime as dt
from uuid import UUID

from underrose.access.holders import Holder


def record(
    by: Holder,
    verb: str,
    noun: str,
    subject: UUID | None,
    meeting_code: str = "",
    today: dt.date | None = None,
) -> None:
    """Append one line to the record, in the caller's transaction."""
