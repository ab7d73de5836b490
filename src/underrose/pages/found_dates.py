"""Dates as files hold them, said as this house says dates: nobody should have to read 2026-11-22T10:11:00Z."""

import re
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.kit.templatetags.kit import day

_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?"
_ZONE = r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
# Office and XMP, then cameras, which write colons, then the PDF, which writes no marks at all.
_WRITTEN = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]{_TIME} ?{_ZONE})?"),
    re.compile(rf"(?P<year>\d{{4}}):(?P<month>\d\d):(?P<day>\d\d) {_TIME}{_ZONE}"),
    re.compile(
        r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
        r"(?:(?P<hour>\d\d)(?P<minute>\d\d)(?:\d\d)?)?(?P<zone>Z(?:00'?00'?)?|[+-]\d\d'?\d\d'?)?"
    ),
)
_SPENT = re.compile(r"(\d{1,9}) minutes spent on it")


def said(words: str) -> str:
    """A date in the reader's words, the hour and its zone as the file has them; anything else as it is."""
    for form in _WRITTEN:
        if found := form.fullmatch(words.strip()):
            return _date(found) or words
    if spent := _SPENT.fullmatch(words):
        number = int(spent[1])
        sentence = ngettext("%(count)s minute spent on it", "%(count)s minutes spent on it", number)
        return sentence % {"count": number}
    return words


def said_within(words: str) -> str:
    """The same for dates of a camera that stand among other words."""
    return _WRITTEN[1].sub(lambda found: _date(found) or found[0], words)


def _date(found: re.Match[str]) -> str:
    told = found.groupdict()
    hour, minute = told["hour"], told["minute"]
    try:
        at = datetime(  # noqa: DTZ001 - shown as it is written, with its zone beside
            int(told["year"]), int(told["month"]), int(told["day"]), int(hour or 0), int(minute or 0)
        )
    except ValueError:
        return ""
    if hour is None:
        return day(at)
    zone = _zone(told["zone"] or "")
    return _("%(day)s, %(time)s") % {"day": day(at), "time": f"{at:%H:%M}{zone}"}


def _zone(written: str) -> str:
    if not written:
        return ""
    figures = re.sub(r"\D", "", written)
    if not int(figures or 0):
        return " UTC"
    return f" UTC{written[0]}{figures[:2]}:{figures[2:]}"
