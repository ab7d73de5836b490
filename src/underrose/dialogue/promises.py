"""Until when the words of a meeting are kept: nine months after its end, or thirty days after its report, whichever is first."""

from datetime import date, timedelta

from underrose.concept.models import Meeting
from underrose.programme.kept_until import AFTER_THE_REPORT, latest, months_after

__all__ = ["AFTER_THE_REPORT", "NOTICE", "WARNED_BEFORE", "months_after", "promised_for"]

WARNED_BEFORE = (30, 7, 1)
"""Days before the destruction on which the directors are told."""
NOTICE = timedelta(days=max(WARNED_BEFORE) + 1)
"""How far off a new day is at least, so that nothing ends without a warning because somebody mistyped a year."""
FURTHEST = timedelta(days=3 * 366)
"""A meeting further off than this counts as this far: no date that somebody types keeps words for a thousand years."""


def promised_for(meeting: Meeting, today: date, reported_on: date | None = None) -> date:
    """A meeting without dates counts from today, so that nothing is kept for ever by forgetting to say when."""
    promised = latest(min(meeting.end_on or meeting.start_on or today, today + FURTHEST))
    return promised if reported_on is None else min(promised, reported_on + AFTER_THE_REPORT)
