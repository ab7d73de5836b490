"""The brief: drawn from the note, then changed by people. Every edit counts, so that nobody is overwritten unseen."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation import proposal, targets
from underrose.participation.models import Axis, Brief, Constituency, Crossing, Participant, Standing
from underrose.participation.proposal import AxisProposed, ConstituencyProposed
from underrose.participation.rules import briefs as rules

BOUNDS = ("minimum", "maximum", "minimum_flexible", "maximum_flexible", "weight")
SIGNS = ("areas", "sectors", "duty_stations", "genders")


@transaction.atomic
def draw(meeting: Meeting, *, by: Holder, today: date) -> Brief:
    """Begin the brief from the words of the note: its groups, its number of places, and no quota it does not state."""
    require(rules.may_draw(meeting))
    paragraph = proposal.paragraph_of(meeting)
    brief = Brief.objects.create(meeting=meeting, paragraph=paragraph, cap=meeting.cap)
    _add_axes(brief, proposal.axes(paragraph, meeting.start_on))
    record(by, "drew", "brief", brief.key, meeting.code, today)
    return brief


@transaction.atomic
def draw_more(brief: Brief, *, by: Holder, edition: int, today: date) -> int:
    """Add what the note names today and the brief does not have yet; nothing that is there changes."""
    opened = _opened(brief, by, edition, today)
    opened.paragraph = proposal.paragraph_of(opened.meeting)
    opened.save(update_fields=["paragraph"])
    return _add_axes(opened, proposal.axes(opened.paragraph, opened.meeting.start_on))


@transaction.atomic
def add_usual_axis(brief: Brief, feature: str, *, by: Holder, edition: int, today: date) -> int:
    """Look at the room by gender, sector or region too. No number comes with it."""
    opened = _opened(brief, by, edition, today)
    found = proposal.usual(feature)
    return _add_axes(opened, [found] if found else [])


def _add_axes(brief: Brief, proposed: Iterable[AxisProposed]) -> int:
    """The number of constituencies that were not there before."""
    added = 0
    for each in proposed:
        axis = Axis.objects.filter(brief=brief, feature=each.feature).first() or Axis.objects.create(
            brief=brief,
            feature=each.feature,
            label=each.label,
            position=_next(Axis.objects.filter(brief=brief)),
        )
        there = set(axis.constituencies.values_list("value", flat=True))
        first = _next(Constituency.objects.filter(axis=axis))
        rows = [
            _constituency(axis, one, first + at)
            for at, one in enumerate(one for one in each.constituencies if one.value not in there)
        ]
        Constituency.objects.bulk_create(rows)
        added += len(rows)
    return added


def _constituency(axis: Axis, proposed: ConstituencyProposed, position: int) -> Constituency:
    return Constituency(
        axis=axis,
        value=proposed.value,
        label=proposed.label,
        as_written=proposed.as_written,
        is_open=proposed.is_open,
        position=position,
        **{name: list(getattr(proposed, name)) for name in SIGNS},
    )


@transaction.atomic
def write_assumptions(brief: Brief, *, by: Holder, edition: int, today: date, **changes: Any) -> Brief:
    """Places, who takes one, and what the organiser expects of replies. The places are never fewer than those given."""
    opened = _opened(brief, by, edition, today)
    counts = changes.get("counts_speakers", opened.counts_speakers)
    room = Participant.objects.filter(meeting=opened.meeting)
    require(
        rules.may_set_cap(changes.get("cap", opened.cap), room.taking_places(counts_speakers=counts).count())
    )
    for name, value in changes.items():
        setattr(opened, name, value)
    opened.save(update_fields=list(changes))
    return opened


@transaction.atomic
def write_axis(brief: Brief, axis: Axis | None, *, by: Holder, edition: int, today: date, label: str) -> Axis:
    """Name a way of looking at the room; its name in files stays what it was."""
    opened = _opened(brief, by, edition, today)
    if axis is not None:
        axis.label = label
        axis.save(update_fields=["label"])
        return axis
    feature = _free(slugify(label)[:60] or "axis", set(opened.axes.values_list("feature", flat=True)))
    return Axis.objects.create(brief=opened, feature=feature, label=label, position=_next(opened.axes.all()))


@transaction.atomic
def write_constituency(
    constituency: Constituency, *, by: Holder, edition: int, today: date, **facts: Any
) -> Constituency:
    """Add a constituency or change one: its name, who belongs to it, what is asked of it."""
    brief = _opened(constituency.axis.brief, by, edition, today)
    for name, value in facts.items():
        setattr(constituency, name, value)
    if constituency._state.adding:
        there = set(constituency.axis.constituencies.values_list("value", flat=True))
        constituency.value = _free(slugify(constituency.label, allow_unicode=True)[:80] or "group", there)
        constituency.position = _next(Constituency.objects.filter(axis__brief=brief, axis=constituency.axis))
    require(rules.may_name(constituency.axis, constituency.value, constituency))
    constituency.save()
    return constituency


@transaction.atomic
def write_crossing(crossing: Crossing, *, by: Holder, edition: int, today: date, **facts: Any) -> Crossing:
    """Ask for people who belong to two constituencies at once."""
    _opened(crossing.brief, by, edition, today)
    for name, value in facts.items():
        setattr(crossing, name, value)
    require(rules.may_cross(crossing.one, crossing.other, crossing))
    crossing.save()
    return crossing


@transaction.atomic
def remove_crossing(crossing: Crossing, *, by: Holder, edition: int, today: date) -> None:
    _opened(crossing.brief, by, edition, today)
    crossing.delete()


@transaction.atomic
def write_bounds(
    brief: Brief, bounds: Mapping[UUID, Mapping[str, int | None]], *, by: Holder, edition: int, today: date
) -> int:
    """Set what is asked of many groups in one act: by key of a constituency or a crossing. The number that changed."""
    return _write_bounds(_opened(brief, by, edition, today), bounds)


@transaction.atomic
def take_targets(
    brief: Brief, lines: Iterable[targets.Line], *, by: Holder, edition: int, today: date, adds: bool
) -> tuple[int, list[targets.Fault]]:
    """Numbers from a file: what can be used is used. Gives how many groups changed, and the lines that could not."""
    opened, given = _opened(brief, by, edition, today), list(lines)
    if adds:
        for line in targets.matched(opened, given).unknown:
            _add_group(opened, line)
    found = targets.matched(opened, given)
    faults = [*found.faults, *(targets.unknown_fault(line) for line in found.unknown)]
    return _write_bounds(opened, found.bounds), faults


def _add_group(brief: Brief, line: targets.Line) -> None:
    """A group the file names and the brief has not; a crossing needs both its groups to be there."""
    if len(line.features) > 1:
        found = targets.halves(brief, line)
        if found and not rules.may_cross(*found):
            Crossing.objects.create(brief=brief, one=found[0], other=found[1])
        return
    feature, value = line.features[0], line.values[0]
    slug = slugify(feature)[:60] or "axis"
    axis = (
        Axis.objects.filter(brief=brief, feature=slug).first()
        or Axis.objects.filter(brief=brief, label__iexact=feature).first()
        or Axis.objects.create(
            brief=brief, feature=slug, label=feature[:120], position=_next(brief.axes.all())
        )
    )
    there = set(axis.constituencies.values_list("value", flat=True))
    Constituency.objects.create(
        axis=axis,
        value=_free(slugify(value, allow_unicode=True)[:80] or "group", there),
        label=value[:200],
        position=_next(axis.constituencies.all()),
    )


def _write_bounds(opened: Brief, bounds: Mapping[UUID, Mapping[str, int | None]]) -> int:
    changed = 0
    for rows in (
        Constituency.objects.filter(axis__brief=opened, key__in=bounds),
        Crossing.objects.filter(brief=opened, key__in=bounds),
    ):
        for row in rows:
            given = {name: bounds[row.key][name] for name in BOUNDS if name in bounds[row.key]}
            if any(getattr(row, name) != value for name, value in given.items()):
                for name, value in given.items():
                    setattr(row, name, value)
                row.save(update_fields=list(given))
                changed += 1
    return changed


@transaction.atomic
def remove_axis(axis: Axis, *, by: Holder, edition: int, today: date) -> dict[str, Any]:
    """A way of looking at the room goes, with its constituencies. What comes back can be given to `put_back`."""
    brief = _opened(axis.brief, by, edition, today)
    kept = _kept(brief, axis, list(axis.constituencies.all()))
    axis.delete()
    return kept


@transaction.atomic
def remove_constituency(
    constituency: Constituency, *, by: Holder, edition: int, today: date
) -> dict[str, Any]:
    """A constituency goes, with who stood for it. What comes back can be given to `put_back`."""
    brief = _opened(constituency.axis.brief, by, edition, today)
    kept = _kept(brief, constituency.axis, list(Constituency.objects.filter(key=constituency.key)))
    constituency.delete()
    return kept


@transaction.atomic
def put_back(brief: Brief, kept: Mapping[str, Any], *, by: Holder, today: date) -> int:
    """Undo a removal: constituencies as they were, with their crossings and with those who stood for them."""
    opened = _opened(brief, by, None, today)
    axis = Axis.objects.filter(brief=opened, feature=kept["axis"]["feature"]).first()
    axis = axis or Axis.objects.create(brief=opened, **kept["axis"])
    back = 0
    for facts in kept["constituencies"]:
        if Constituency.objects.filter(axis=axis, value=facts["value"]).exists():
            continue
        Constituency.objects.create(axis=axis, **facts)
        back += 1
    _put_back_what_hangs_on_them(opened, kept)
    return back


def _put_back_what_hangs_on_them(brief: Brief, kept: Mapping[str, Any]) -> None:
    here = {str(key) for key in Constituency.objects.filter(axis__brief=brief).values_list("key", flat=True)}
    candidates = {str(key) for key in brief.meeting.candidates.values_list("key", flat=True)}
    Standing.objects.bulk_create(
        [
            Standing(candidate_id=candidate, constituency_id=constituency)
            for candidate, constituency in kept["standings"]
            if candidate in candidates and constituency in here
        ],
        ignore_conflicts=True,
    )
    Crossing.objects.bulk_create(
        [
            Crossing(brief=brief, **facts)
            for facts in kept["crossings"]
            if {facts["one_id"], facts["other_id"]} <= here
        ],
        ignore_conflicts=True,
    )


def _kept(brief: Brief, axis: Axis, going: list[Constituency]) -> dict[str, Any]:
    """Everything that goes with them, as plain values a session can keep; people only by key."""
    keys = [one.key for one in going]
    crossings = Crossing.objects.filter(brief=brief)
    named = ("value", "label", "as_written", "is_open", "position", *SIGNS, *BOUNDS)
    return {
        "axis": {"feature": axis.feature, "label": axis.label, "position": axis.position},
        "constituencies": [
            {"key": str(one.key), **{name: getattr(one, name) for name in named}} for one in going
        ],
        "standings": [
            [str(candidate), str(constituency)]
            for candidate, constituency in Standing.objects.filter(constituency__in=keys).values_list(
                "candidate_id", "constituency_id"
            )
        ],
        "crossings": [
            {
                "one_id": str(one.one_id),
                "other_id": str(one.other_id),
                **{name: getattr(one, name) for name in BOUNDS},
            }
            for one in crossings
            if {one.one_id, one.other_id} & set(keys)
        ],
    }


def _opened(brief: Brief, by: Holder, edition: int | None, today: date) -> Brief:
    """The brief for one edit, nobody else editing; whoever saw an older one is refused."""
    locked = Brief.objects.locked(brief.meeting_id)
    require(rules.may_edit(locked, locked.edition if edition is None else edition))
    Brief.objects.filter(key=locked.key).update(edition=F("edition") + 1, revision=F("revision") + 1)
    locked.edition, locked.revision = locked.edition + 1, locked.revision + 1
    record(by, "revised", "brief", locked.key, locked.meeting.code, today)
    return locked


def _next(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _free(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted[:55]}-{number}", number + 1
    return found
