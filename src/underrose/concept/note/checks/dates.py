"""Days that cannot be right: a weekday against its date, an end before its beginning, a day no calendar has."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from underrose.concept.note import numbers
from underrose.concept.note.dates import MONTHS, WEEKDAY_NAMES
from underrose.concept.note.model import Dates, Finding, NoteReading
from underrose.concept.note.words import say

_NEAR = timedelta(days=10)
_LASTS = re.compile(
    rf"\b(?P<number>{numbers.NUMBER})[- ]day\s+(?:[\w-]+\s+){{0,2}}?(?:meeting|retreat|dialogue|roundtable|conference|workshop|seminar|event|forum|symposium"
    r"|consultation|gathering|summit)\b",
    re.IGNORECASE,
)
_MONTH_NAMES = tuple(
    next(word for word, number in MONTHS.items() if number == month).capitalize() for month in range(1, 13)
)


def weekday(reading: NoteReading) -> Iterator[Finding]:
    """A stated weekday must be that of the date."""
    for named in reading.dates_named:
        start, end = _with_year(named, reading)
        for day, stated in {(start, named.start_weekday), (end, named.end_weekday)} - {(None, None)}:
            if day and stated is not None and day.weekday() != stated:
                yield Finding(
                    "weekday",
                    named.place,
                    say(
                        "{day} is a {right}, not a {stated}.",
                        day=_in_words(day),
                        right=_name(day.weekday()),
                        stated=_name(stated),
                    ),
                    say("Check which is meant, the weekday or the date, and correct the other."),
                )


def _with_year(named: Dates, reading: NoteReading) -> tuple[date | None, date | None]:
    """A day without a year is taken for one of the meeting's when it falls close to it; otherwise it is left alone."""
    if not named.lacks_year or not reading.dates or not reading.dates.start:
        return named.start, named.end
    from underrose.concept.note.dates import named as read_again

    year = reading.dates.start.year
    again = next(read_again(f"{named.as_written} {year}"), None)
    is_near = again and again.start and again.end and abs(again.start - reading.dates.start) <= _NEAR
    return (again.start, again.end) if again and is_near else (None, None)


def order(reading: NoteReading) -> Iterator[Finding]:
    """The end comes after the beginning, every day exists, and none can be read in two ways."""
    for named in reading.dates_named:
        if named.impossible:
            yield Finding(
                "dates",
                named.place,
                say("“{words}” names a day that no calendar has.", words=named.impossible),
                say("Write the day that is meant."),
            )
        elif named.start and named.end and named.end < named.start:
            yield Finding(
                "dates",
                named.place,
                say("“{words}” ends before it begins.", words=named.as_written),
                say("Put the earlier day first, or correct the month or the year."),
            )
        elif named.is_ambiguous:
            yield Finding(
                "dates",
                named.place,
                say(
                    "“{words}” can be read in two ways, with the day or the month first.",
                    words=named.as_written,
                ),
                say(
                    "Write the month as a word; it was read as {day}.",
                    day=_in_words(named.start) if named.start else named.as_written,
                ),
            )


def length(reading: NoteReading) -> Iterator[Finding]:
    """A "three-day retreat" against the days that are named. An evening of arrival may be left out of the count."""
    if not (
        reading.dates
        and reading.dates.start
        and reading.dates.end
        and reading.dates.start <= reading.dates.end
    ):
        return
    days = (reading.dates.end - reading.dates.start).days + 1
    for sentence in reading.sentences:
        for found in _LASTS.finditer(sentence.text) if "day" in sentence.text else ():
            stated = numbers.number(found["number"])
            if stated not in (days, days - 1):
                yield Finding(
                    "dates",
                    sentence.place,
                    say(
                        "The text speaks of “{words}”, and the dates cover {days}.",
                        words=found[0],
                        days=_days(days),
                    ),
                    say("Correct the length or the dates."),
                )


def _days(number: int) -> str:
    return say("one day") if number == 1 else say("{number} days", number=number)


def _name(weekday_number: int) -> str:
    return WEEKDAY_NAMES[weekday_number]


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
