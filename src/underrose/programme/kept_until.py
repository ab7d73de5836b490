"""Until when what is said is kept: told to people before they speak, and held to by the room."""

from calendar import monthrange
from datetime import date, timedelta

AFTER_THE_MEETING_MONTHS = 9
AFTER_THE_REPORT = timedelta(days=30)
"""Whichever comes first. Guests read both in words, so a change of either is a change of those words."""


def latest(end_on: date) -> date:
    """The last day on which anything is still there, counted from the last day of the meeting."""
    return months_after(end_on, AFTER_THE_MEETING_MONTHS)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
