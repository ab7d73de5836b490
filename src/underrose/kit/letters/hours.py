"""When a letter may arrive without disturbing anybody."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from underrose.kit.refusals import Refused

MONDAY_TO_FRIDAY = frozenset({0, 1, 2, 3, 4})
DAY = 24


def not_before(
    now: datetime,
    time_zone: str,
    from_hour: int = 8,
    to_hour: int = 19,
    weekdays: Collection[int] = MONDAY_TO_FRIDAY,
) -> datetime:
    """The next moment at which it is day and a working day where the reader is; `now` itself if it is. Monday is 0."""
    if not 0 <= from_hour < to_hour <= DAY or not set(weekdays) & set(range(7)):
        raise ValueError("Quiet hours leave at least one hour of one weekday.")
    zone = _zone(time_zone)
    there = now.astimezone(zone)
    if there.weekday() in weekdays and from_hour <= there.hour < to_hour:
        return now
    # Nine, because a day may be skipped where the clocks or the calendar jump.
    days = (there.date() + timedelta(days=ahead) for ahead in range(9))
    mornings = (
        datetime.combine(day, time(from_hour), tzinfo=zone).astimezone(UTC)
        for day in days
        if day.weekday() in weekdays
    )
    return next(morning for morning in mornings if morning >= now)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            _("“%(name)s” is no time zone. Choose one such as Europe/Zurich or UTC.") % {"name": name[:40]}
        ) from None
