"""Until when the words of a meeting are kept: nine months after its end, or thirty days after its report, whichever is first."""

from calendar import monthrange
from datetime import date, timedelta

from underrose.concept.models import Meeting

AFTER_THE_REPORT = timedelta(days=30)
AFTER_THE_MEETING_MONTHS = 9
WARNED_BEFORE = (30, 7, 1)
"""Days before the destruction on which the directors are told."""


def promised_for(meeting: Meeting, today: date, reported_on: date | None = None) -> date:
    """A meeting without dates counts from today, so that nothing is kept for ever by forgetting to say when."""
    end = meeting.end_on or meeting.start_on or today
    latest = months_after(end, AFTER_THE_MEETING_MONTHS)
    return latest if reported_on is None else min(latest, reported_on + AFTER_THE_REPORT)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
