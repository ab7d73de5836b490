"""The picture of the room for a page, and for any other page that shows it: `picture(brief)` and `dot_rows.html`."""

from typing import Any

from django.utils.translation import gettext as _

from underrose.participation import composition, dot_rows
from underrose.participation.composition import Composition, Row
from underrose.participation.models import Brief


def picture(
    brief: Brief, *, level: int = 2, asked_only: bool = False, places_protected: bool = True
) -> dict[str, Any]:
    """Rows of dots by axis with their sentence and figures. `asked_only` leaves out groups of which nothing is asked."""
    found = composition.of(brief, places_protected=places_protected)
    longest = dot_rows.scale(found)
    groups = [(axis.label, axis.rows) for axis in found.axes] + [(_("Crossings"), found.crossings)]
    axes = [
        {"label": label, "rows": [_shown(one) for one in dot_rows.drawn(_chosen(rows, asked_only), longest)]}
        for label, rows in groups
    ]
    return {
        "axes": [axis for axis in axes if axis["rows"]],
        "figures": figures(found),
        "missing": composition.who_is_missing(found),
        "accepts": brief.expected_acceptance,
        "level": level,
        "is_open": not asked_only,
    }


def _chosen(rows: tuple[Row, ...], asked_only: bool) -> list[Row]:  # noqa: FBT001 - passed on
    return [row for row in rows if row.target.is_asked or not asked_only]


def _shown(one: dot_rows.Drawn) -> dict[str, Any]:
    return {
        "row": one.row,
        "words": one.words,
        "width": one.width,
        "dots": one.dots,
        "band": one.band,
        "flexible": one.flexible,
        "more": one.more,
        "asked": dot_rows.asked(one.row),
    }


def figures(found: Composition) -> list[dict[str, Any]]:
    return [
        {"number": found.room.confirmed, "label": _("confirmed"), "of": found.cap},
        {"number": found.room.likely, "label": _("likely besides")},
        {"number": found.room.invited, "label": _("waiting for an answer")},
    ]
