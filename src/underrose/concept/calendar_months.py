"""Counting in calendar months, as people do when they promise something "three to six months after"."""

import calendar
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter: 31 August + 6 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
