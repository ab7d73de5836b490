"""Days as people write them in notes, in British, American, French, Spanish and figures-only order."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from underrose.concept.note.model import Dates
from underrose.concept.note.plain import straight

_MONTHS = (
    "january jan janvier enero",
    "february feb février fevrier febrero",
    "march mar mars marzo",
    "april apr avril abril",
    "may mai mayo",
    "june jun juin junio",
    "july jul juillet julio",
    "august aug août aout agosto",
    "september sept sep septembre septiembre",
    "october oct octobre octubre",
    "november nov novembre noviembre",
    "december dec décembre decembre diciembre",
)
_WEEKDAYS = (
    "monday mon lundi lunes",
    "tuesday tues tue mardi martes",
    "wednesday weds wed mercredi miércoles miercoles",
    "thursday thurs thur thu jeudi jueves",
    "friday fri vendredi viernes",
    "saturday sat samedi sábado sabado",
    "sunday sun dimanche domingo",
)
MONTHS = {word: at for at, words in enumerate(_MONTHS, start=1) for word in words.split()}
WEEKDAYS = {word: at for at, words in enumerate(_WEEKDAYS) for word in words.split()}
_YEAR = 12
WEEKDAY_NAMES = tuple(words.split()[0].capitalize() for words in _WEEKDAYS)


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _point(side: str) -> str:
    """A pattern for one day, in any order; a part that the other end of the run states may be missing."""
    day = r"\d{1,2}(?:\s?(?:st|nd|rd|th|er|º|°)\b)?(?![\d:]|[.,/]\d)"
    month = rf"(?:{_any_of(MONTHS)})\b\.?"
    weekday = rf"(?:(?P<weekday_{side}>{_any_of(WEEKDAYS)})\b\.?,?\s+(?:the\s+)?)?"
    year = r"[12]\d{3}(?![\d/-]\d|\d)"
    return (
        rf"{weekday}(?:"
        rf"(?P<iso_{side}>\d{{4}}-\d{{2}}-\d{{2}})"
        rf"|(?P<figures_{side}>\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
        rf"|(?P<us_month_{side}>{month})\s+(?P<us_day_{side}>{day})(?:,?\s+(?P<us_year_{side}>{year}))?"
        rf"|(?P<day_{side}>{day})(?:\s*(?:of\s+|de\s+)?(?P<month_{side}>{month}))?"
        rf"(?:,?\s*(?:del?\s+)?(?P<year_{side}>{year}))?"
        r")"
    )


_BETWEEN = (
    rf"(?:,\s*(?:(?:{_any_of(WEEKDAYS)})\s+)?\d{{1,2}})*,?\s*"
    r"(?:--?|\bto\b|\bthrough\b|\buntil\b|\band\b|&|\bau\b|\bal\b|\ba\b|\bet\b|\by\b)\s*(?:the\s+|le\s+|el\s+)?"
)
_RUN = re.compile(rf"(?<![\w/.-]){_point('a')}(?:{_BETWEEN}{_point('b')})?(?![\w/])", re.IGNORECASE)


def named(text: str) -> Iterator[Dates]:
    """Every day or run of days in a plain text. A day without a month is not one."""
    at, words = 0, straight(text)
    while found := _RUN.search(words, at):
        at = found.end()
        first, last = _Point(found, "a"), _Point(found, "b")
        if last.is_stated and not _is_run(first, last):
            last, at = first, _end_of_first(found)
        if not last.is_stated:
            last = first
        if first.month is None and last.month is None:
            continue
        yield _dates(first, last, text[found.start() : at].strip(" ,"), found.start())


class _Point:
    """One end of a run as the pattern found it."""

    def __init__(self, found: re.Match[str], side: str) -> None:
        part = {key: found[f"{key}_{side}"] for key in _PARTS}
        self.is_american = bool(part["us_month"])
        self.is_ambiguous = False
        self.weekday = WEEKDAYS.get((part["weekday"] or "").casefold())
        self.day = _figure(part["us_day"] or part["day"])
        self.month = MONTHS.get((part["us_month"] or part["month"] or "").casefold().rstrip("."))
        self.year = _figure(part["us_year"] or part["year"])
        if part["iso"]:
            self.year, self.month, self.day = (int(each) for each in part["iso"].split("-"))
        if part["figures"]:
            self._from_figures(part["figures"])
        self.is_stated = self.day is not None

    def _from_figures(self, text: str) -> None:
        """British order, unless only the American makes a day; with points it is never American."""
        first, second, self.year = (int(each) for each in re.split(r"[./]", text))
        swapped = "/" in text and second > _YEAR >= first
        self.day, self.month = (second, first) if swapped else (first, second)
        self.is_ambiguous = "/" in text and first <= _YEAR and second <= _YEAR and first != second


_PARTS = ("weekday", "iso", "figures", "us_month", "us_day", "us_year", "day", "month", "year")


def _figure(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _is_run(first: _Point, last: _Point) -> bool:
    """The words "3 March 2025 - 17" are a day and something else; "March 3-5, 2025" and "3-5 March" are runs."""
    if last.month is None:
        return first.is_american and first.year is None
    return True


def _end_of_first(found: re.Match[str]) -> int:
    return max(found.end(f"{key}_a") for key in _PARTS)


def _dates(first: _Point, last: _Point, as_written: str, begins_at: int) -> Dates:
    year = last.year or first.year
    month = first.month or last.month
    first_year = first.year or year
    if first.year is None and year and first.month and last.month and first.month > last.month:
        first_year = year - 1
    start = _day(first_year, month, first.day)
    end = _day(year, last.month or first.month, last.day)
    return Dates(
        as_written=as_written,
        start=start,
        end=end,
        start_weekday=first.weekday,
        end_weekday=last.weekday,
        is_ambiguous=first.is_ambiguous or last.is_ambiguous,
        impossible=as_written if year and (start is None or end is None) else "",
        lacks_year=year is None,
        begins_at=begins_at,
    )


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def months_after(day: date, months: int) -> date:
    """The same day of a later month; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
