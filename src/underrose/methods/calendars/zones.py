"""A time zone written out, so that a calendar that never heard of it still shows the right hour.

Each change of the clocks from the year before an entry to the year after it stands by itself, at the hour the clocks
showed before the change, as RFC 5545 asks. (The library's own table gives the hour after it in spring.)
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def component(name: str, year: int) -> Timezone:
    """The VTIMEZONE of a place around a year."""
    zone = ZoneInfo(name)
    first = datetime(year - 1, 1, 1, tzinfo=UTC)
    found = Timezone()
    found.add("tzid", name)
    start = first.astimezone(zone)
    found.add_component(_observance(first.replace(tzinfo=None) + _offset(start), start, _offset(start)))
    for moment in changes(zone, first, datetime(year + 2, 1, 1, tzinfo=UTC)):
        before, after = (moment - _SECOND).astimezone(zone), moment.astimezone(zone)
        onset = moment.replace(tzinfo=None) + _offset(before)
        found.add_component(_observance(onset, after, _offset(before)))
    return found


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[datetime]:
    """The moments, in universal time, at which the clocks of a place change."""
    found, day = [], first
    while day < last:
        if _state(zone, day) != _state(zone, day + _DAY):
            found.append(_change(zone, day, day + _DAY))
        day += _DAY
    return found


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Halves the day until the second is found."""
    seconds = int((after - before).total_seconds())
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        is_changed = _state(zone, before + middle * _SECOND) != _state(zone, before)
        low, high = (low, middle) if is_changed else (middle, high)
    return before + high * _SECOND


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, bool]:
    local = moment.astimezone(zone)
    return _offset(local), bool(local.dst())


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()


def _observance(
    onset: datetime, after: datetime, offset_before: timedelta
) -> TimezoneStandard | TimezoneDaylight:
    found = TimezoneDaylight() if after.dst() else TimezoneStandard()
    found.add("dtstart", onset)
    found.add("tzoffsetfrom", offset_before)
    found.add("tzoffsetto", _offset(after))
    found.add("tzname", after.tzname() or "UTC")
    return found
