"""The released points on a page and in Word: by theme and kind, in words for those outside, without session and order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.dialogue import note_page, rules
from underrose.dialogue.models import NoteState, Point, PointState
from underrose.dialogue.release import Released
from underrose.kit import house
from underrose.kit.templatetags.kit import day
from underrose.methods.disclosure import TABLE, Regime
from underrose.methods.documents.sheets import Column, Sheet, Table


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one theme; those without one come last."""

    key: str
    """Of the theme; blank where there is none."""
    theme: str
    points: tuple[tuple[Released, tuple[str, ...]], ...]
    """Each with what is said of it, in words."""


def parts(meeting: Meeting, found: Sequence[Released]) -> list[Part]:
    """By theme in the order of the note; `found` comes so from the door."""
    themes = {str(key): words for key, words in meeting.themes.values_list("key", "words")}
    lenses = {str(key): words for key, words in meeting.lenses.values_list("key", "words")}
    return [
        Part(
            theme,
            themes.get(theme, "") or _("Without a theme"),
            tuple((one, _about(one, lenses)) for one in points),
        )
        for theme, points in groupby(found, key=lambda one: one.theme if one.theme in themes else "")
    ]


def kept_back(meeting: Meeting) -> int:
    """How many were withheld when the others of their session left: they stay in the room until its end. No word of them."""
    withheld = Point.objects.standing().filter(
        note__meeting_code=meeting.code, note__state=NoteState.released, state=PointState.withheld
    )
    return withheld.count()


def _about(one: Released, lenses: Mapping[str, str]) -> tuple[str, ...]:
    """In full: "Some" alone says nothing to whoever was not in the room."""
    agreement = note_page.in_full("agreement", str(one.agreement.label)) if one.agreement else ""
    lens = note_page.in_full("lens", lenses[one.lens]) if one.lens in lenses else ""
    return tuple(words for words in (agreement, lens) if words)


def sheet(meeting: Meeting, found: Sequence[Released], today: date) -> Sheet:
    """One table for each theme."""
    return Sheet(
        title=meeting.title,
        blocks=tuple(_table(part) for part in parts(meeting, found)),
        dated=today,
        kind=_("Released points"),
        subtitle=_how_many(len(found), today),
        note=the_rule(found),
        reference=meeting.code,
        foot=house.name(),
        language=get_language() or "en",
        labels={"page": _("page"), "of": _("of")},
    )


def _how_many(number: int, today: date) -> str:
    """A list that was taken along is of one day: later points may have come, and others been taken back."""
    told = ngettext("%(number)d point, as of %(day)s", "%(number)d points, as of %(day)s", number)
    return told % {"number": number, "day": day(today)}


def the_rule(found: Sequence[Released]) -> str:
    """What held for those who spoke, and whether a name may stand in what left; blank where nothing did."""
    regimes = [Regime(one) for one in (found[0].regimes if found else ())]
    if not regimes:
        return ""
    told = {"rules": "; ".join(_(TABLE.labels[one]) for one in regimes)}
    if all(rules.names_nobody_under([one]) for one in regimes):
        said = _(
            "Rule in the room: %(rules)s. No point may name anybody who was there, or lead to a speaker."
        )
    else:
        said = _("Rules in the room: %(rules)s. A name stands in a point only where its rule lets it stand.")
    apart = _("Nothing here may be joined to the list of participants.")
    return f"{said % told} {apart}"


def _table(part: Part) -> Table:
    columns = (Column(_("Point")), Column(_("Kind")), Column(_("Agreement")))
    rows = _rows(one for one, _about in part.points)
    return Table(columns=columns, rows=tuple(rows), heading=part.theme)


def _rows(points: Iterable[Released]) -> Iterator[tuple[str, ...]]:
    for one in points:
        yield one.words, str(one.kind.label), str(one.agreement.label) if one.agreement else ""
