"""The released points on a page and in Word: by theme and kind, in words for those outside, without session and order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.dialogue.release import Released
from underrose.kit import house
from underrose.methods.documents.sheets import Column, Sheet, Table


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one theme; those without one come last."""

    theme: str
    points: tuple[Released, ...]


def parts(meeting: Meeting, found: Sequence[Released]) -> list[Part]:
    """By theme in the order of the note; `found` comes so from the door."""
    themes = {str(key): words for key, words in meeting.themes.values_list("key", "words")}
    return [
        Part(themes.get(theme, "") or _("Without a theme"), tuple(points))
        for theme, points in groupby(found, key=lambda one: one.theme if one.theme in themes else "")
    ]


def sheet(meeting: Meeting, found: Sequence[Released], today: date) -> Sheet:
    """One table for each theme."""
    return Sheet(
        title=meeting.title,
        blocks=tuple(_table(part) for part in parts(meeting, found)),
        dated=today,
        kind=_("Released points"),
        note=_("No point leads to a speaker. Nothing here may be joined to the list of participants."),
        reference=meeting.code,
        foot=house.name(),
        language=get_language() or "en",
        labels={"page": _("page"), "of": _("of")},
    )


def _table(part: Part) -> Table:
    columns = (Column(_("Point")), Column(_("Kind")), Column(_("Agreement")))
    return Table(columns=columns, rows=tuple(_rows(part.points)), heading=part.theme)


def _rows(points: Iterable[Released]) -> Iterator[tuple[str, ...]]:
    for one in points:
        yield one.words, str(one.kind.label), str(one.agreement.label) if one.agreement else ""
