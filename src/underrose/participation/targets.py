"""Targets as a file: feature, value, min, max, min_flex, max_flex, one line for each constituency or crossing.

A crossing names both: `gender × sector` under feature, `woman × business` under value.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from underrose.kit.numbers import whole
from underrose.participation.models import Brief, Constituency, Crossing
from underrose.participation.models.briefs import Target
from underrose.participation.rules.briefs import faults_of

COLUMNS = ("feature", "value", "min", "max", "min_flex", "max_flex")
FIELDS = {"min": "minimum", "max": "maximum", "min_flex": "minimum_flexible", "max_flex": "maximum_flexible"}
CROSS = " × "
MOST = 999
MOST_LINES = 2_000
_CROSSED = re.compile(r"\s+[×x*]\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that can be used: whom it is about by names in files, and the bounds by field."""

    number: int
    features: tuple[str, ...]
    values: tuple[str, ...]
    bounds: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One line that cannot be used, and what to do about it."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def as_csv(brief: Brief) -> bytes:
    """Every constituency and crossing, with or without numbers, so that the file can be filled in."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in _constituencies(brief):
        writer.writerow([one.axis.feature, one.value, *_cells(one)])
    for crossing in brief.crossings.select_related("one__axis", "other__axis"):
        pair = (crossing.one, crossing.other)
        features, values = CROSS.join(p.axis.feature for p in pair), CROSS.join(p.value for p in pair)
        writer.writerow([features, values, *_cells(crossing)])
    return target.getvalue().encode("utf-8-sig")


def _cells(target: Target) -> list[int | str]:
    return ["" if (bound := getattr(target, field)) is None else bound for field in FIELDS.values()]


def _constituencies(brief: Brief) -> Iterable[Constituency]:
    found = Constituency.objects.filter(axis__brief=brief).select_related("axis")
    return found.order_by("axis__position", "position", "key")


def read(text: str) -> Reading:
    """What a file or a pasted table says; a broken line is named and the others stay good."""
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff").strip()), delimiter=_separator(text)))
    if not rows:
        return Reading((), (Fault(1, _("There is nothing to read. Paste the lines, or choose a file.")),))
    head = [cell.strip().casefold() for cell in rows[0]]
    missing = [name for name in ("feature", "value") if name not in head]
    if missing:
        sentence = _("The first line must name the columns %(columns)s; %(missing)s is missing.")
        told = {"columns": ", ".join(COLUMNS), "missing": ", ".join(missing)}
        return Reading((), (Fault(1, sentence % told),))
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows[1 : MOST_LINES + 1], 2):
        if not any(cell.strip() for cell in row):
            continue
        found = _line(number, dict(zip(head, row, strict=False)), len(row) > len(head))
        if isinstance(found, Line):
            lines.append(found)
        else:
            faults.append(found)
    if len(rows) > MOST_LINES + 1:
        faults.append(
            Fault(MOST_LINES + 2, _("Only the first %(most)s lines were read.") % {"most": MOST_LINES})
        )
    return Reading(tuple(lines), tuple(faults))


def _separator(text: str) -> str:
    first = text.strip().split("\n", 1)[0]
    return max(("\t", ";", ","), key=first.count)


def _line(number: int, cells: dict[str, str], is_too_long: bool) -> Line | Fault:  # noqa: FBT001 - one of three facts of a line
    if is_too_long:
        return Fault(number, _("This line has more cells than the first line has columns."))
    features, values = _parts(cells.get("feature", "")), _parts(cells.get("value", ""))
    if not all(features) or not all(values):
        return Fault(number, _("Feature and value are both needed."))
    if len(features) != len(values) or len(features) > 2:  # noqa: PLR2004 - one, or two that are crossed
        return Fault(number, _("A crossing names two features and two values, each with × between them."))
    bounds: dict[str, int | None] = {}
    for column, field in FIELDS.items():
        words = cells.get(column, "").strip()
        if words and not 0 <= whole(words, otherwise=-1) <= MOST:
            sentence = _(
                "“%(words)s” under %(column)s is not a whole number from 0 to %(most)s. Leave it blank for no bound."
            )
            return Fault(number, sentence % {"words": words[:40], "column": column, "most": MOST})
        if column in cells:
            bounds[field] = int(words) if words else None
    wrong = next((sentence for _field, sentence in faults_of(_target(bounds))), "")
    return Fault(number, wrong) if wrong else Line(number, features, values, bounds)


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip().lstrip("'") for part in _CROSSED.split(words.strip()))


def _target(bounds: dict[str, int | None]) -> Target:
    return Crossing(**{field: bounds.get(field) for field in FIELDS.values()})


@dataclass(frozen=True, slots=True)
class Matched:
    """Bounds by key of what they belong to, the lines whose group the brief lacks, and the faults."""

    bounds: dict[UUID, dict[str, int | None]]
    unknown: tuple[Line, ...]
    faults: tuple[Fault, ...]


def matched(brief: Brief, lines: Iterable[Line]) -> Matched:
    """Find each line's constituency or crossing by its names in files, or by its label as people read it."""
    known = dict(_names(brief))
    bounds: dict[UUID, dict[str, int | None]] = {}
    unknown, faults = [], []
    for line in lines:
        key = known.get(_name(line))
        if key is None:
            unknown.append(line)
        elif key in bounds:
            faults.append(
                Fault(line.number, _("This group stands in the file twice. The first line was used."))
            )
        else:
            bounds[key] = line.bounds
    return Matched(bounds, tuple(unknown), tuple(faults))


def halves(brief: Brief, line: Line) -> tuple[Constituency, Constituency] | None:
    """The two constituencies a crossing names, if the brief has both."""
    known = dict(_names(brief))
    keys = [
        known.get(frozenset({(feature.casefold(), value.casefold())}))
        for feature, value in zip(line.features, line.values, strict=True)
    ]
    found = {one.key: one for one in _constituencies(brief)}
    pair = [found[key] for key in keys if key in found]
    return (pair[0], pair[1]) if len(pair) == len(keys) else None


def unknown_fault(line: Line) -> Fault:
    sentence = _(
        "The brief has no “%(value)s” under “%(feature)s”. Correct the line, add the group first, or tick that it be added."
    )
    return Fault(
        line.number, sentence % {"value": CROSS.join(line.values), "feature": CROSS.join(line.features)}
    )


Name = frozenset[tuple[str, str]]


def _name(line: Line) -> Name:
    return frozenset(
        (feature.casefold(), value.casefold())
        for feature, value in zip(line.features, line.values, strict=True)
    )


def _names(brief: Brief) -> Iterator[tuple[Name, UUID]]:
    called: dict[UUID, list[tuple[str, str]]] = {}
    for one in _constituencies(brief):
        axis = one.axis
        called[one.key] = [
            (feature.casefold(), value.casefold())
            for feature in (axis.label, axis.feature)
            for value in (one.label, one.value)
        ]
        for pair in called[one.key]:
            yield frozenset({pair}), one.key
    for crossing in brief.crossings.all():
        for first in called.get(crossing.one_id, []):
            for second in called.get(crossing.other_id, []):
                yield frozenset({first, second}), crossing.key
