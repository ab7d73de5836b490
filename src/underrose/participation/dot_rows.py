"""The composition drawn: one row of dots for each group, against the band of what is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from underrose.participation.composition import Composition, Row

STEP = 12
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    kind: str
    """confirmed, likely or invited"""


@dataclass(frozen=True, slots=True)
class Band:
    """From the first dot that is enough to the last that is not too many."""

    x: int
    width: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    row: Row
    words: str
    width: int
    dots: tuple[Dot, ...]
    band: Band | None
    flexible: Band | None
    more: int
    """Dots that found no place on the paper."""


def scale(composition: Composition) -> int:
    """How many dots the longest row needs: all rows share it, so that they can be compared."""
    reach = [_reach(row) for row in composition.rows]
    return min(max([*reach, 5]), WIDEST)


def drawn(rows: Iterable[Row], longest: int) -> list[Drawn]:
    return [_drawn(row, longest) for row in rows]


def _reach(row: Row) -> int:
    tally, target = row.tally, row.target
    bounds = (target.minimum, target.maximum, target.maximum_flexible)
    return max(tally.confirmed + tally.invited, *(bound + 1 for bound in bounds if bound is not None), 0)


def _drawn(row: Row, longest: int) -> Drawn:
    tally = row.tally
    kinds = ["confirmed"] * tally.confirmed + ["likely"] * tally.likely + ["invited"] * tally.unlikely
    shown = kinds[:longest]
    target = row.target
    has_play = target.minimum_flexible is not None or target.maximum_flexible is not None
    return Drawn(
        row=row,
        words=words(row),
        width=longest * STEP,
        dots=tuple(Dot(at * STEP + STEP // 2, kind) for at, kind in enumerate(shown)),
        band=_band(target.minimum, target.maximum, longest) if target.is_asked else None,
        flexible=_band(
            target.minimum if target.minimum_flexible is None else target.minimum_flexible,
            target.maximum if target.maximum_flexible is None else target.maximum_flexible,
            longest,
        )
        if has_play
        else None,
        more=len(kinds) - len(shown),
    )


def _band(least: int | None, most: int | None, longest: int) -> Band:
    first = max((least or 0) - 1, 0)
    last = longest if most is None else min(most, longest)
    return Band(first * STEP, max(last - first, 0) * STEP, is_open=most is None)


def words(row: Row) -> str:
    """What the row shows, for whoever cannot see it."""
    said = _("%(label)s: %(confirmed)s confirmed, %(likely)s likely, %(invited)s invited in all") % {
        "label": row.label,
        "confirmed": row.tally.confirmed,
        "likely": row.tally.likely,
        "invited": row.tally.invited + row.tally.confirmed,
    }
    return f"{said}; {asked(row)}" if row.target.is_asked else said


def asked(row: Row) -> str:
    """The target in words."""
    least, most = row.target.minimum, row.target.maximum
    if least is not None and most is not None:
        return str(least) if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}
    if least is not None:
        return _("at least %(least)s") % {"least": least}
    return _("at most %(most)s") % {"most": most} if most is not None else ""
