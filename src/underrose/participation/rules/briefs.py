"""Who may change a brief, and what in it contradicts itself. Each answer is empty or the sentence that refuses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting, State
from underrose.participation.models import Axis, Brief, Constituency, Crossing
from underrose.participation.models.briefs import Target


def may_draw(meeting: Meeting) -> str:
    """A meeting has one brief."""
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. No brief was begun.")
    if Brief.objects.filter(meeting=meeting).exists():
        return _("This meeting has a brief already. Nothing was changed.")
    return ""


def may_edit(brief: Brief, edition: int) -> str:
    """A colleague who was faster is never overwritten unseen."""
    if brief.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Its brief can be read and is no longer changed.")
    if brief.edition != edition:
        return _(
            "A colleague has changed the brief since you opened this page. Nothing was saved, and what you wrote is kept "
            "here. Look at what stands now; your words replace it only if you tick the box that says so."
        )
    return ""


def may_set_cap(cap: int | None, taken: int) -> str:
    """Nobody who holds a confirmed place loses it because a number was changed."""
    if cap is None or cap >= taken:
        return ""
    sentence = ngettext(
        "%(taken)s person has a confirmed place, so there cannot be %(cap)s places. The places stay as they were; "
        "give at least %(taken)s, or take back a place first.",
        "%(taken)s people have confirmed places, so there cannot be %(cap)s. The places stay as they were; give at "
        "least %(taken)s, or take back places first.",
        taken,
    )
    return sentence % {"taken": taken, "cap": cap}


def may_name(axis: Axis, value: str, constituency: Constituency | None = None) -> str:
    """A name in files means one constituency."""
    others = Constituency.objects.filter(axis=axis, value=value)
    if constituency is not None:
        others = others.exclude(key=constituency.key)
    if others.exists():
        return _("“%(axis)s” has a constituency of this name already. Choose another name.") % {"axis": axis}
    return ""


def may_cross(one: Constituency, other: Constituency, crossing: Crossing | None = None) -> str:
    if one.axis_id == other.axis_id:
        return _("Two constituencies are crossed from two different axes. Choose one from another axis.")
    pair = {one.key, other.key}
    others = Crossing.objects.filter(brief_id=one.axis.brief_id)
    for found in others.exclude(key=crossing.key) if crossing else others:
        if {found.one_id, found.other_id} == pair:
            return _("These two are crossed already. Change the crossing that is there.")
    return ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things the brief asks for that cannot both be: where, why, and what to do."""

    sentence: str
    remedy: str
    constituency: UUID | None = None
    crossing: UUID | None = None
    is_of_an_axis: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """What is asked of one group, with how many must-haves belong to it."""

    label: str
    axis: str
    target: Target
    must_haves: int = 0
    constituency: UUID | None = None
    crossing: UUID | None = None


def faults_of(bounds: Target) -> Iterator[tuple[str, str]]:
    """What is wrong within one target: the field to correct, and the sentence."""
    least, most = bounds.minimum, bounds.maximum
    if least is not None and most is not None and least > most:
        yield (
            "maximum",
            _(
                "At least %(least)s and at most %(most)s cannot both be. Raise the maximum or lower the minimum."
            )
            % {"least": least, "most": most},
        )
    very_least, very_most = bounds.minimum_flexible, bounds.maximum_flexible
    if very_least is not None and very_least > (least or 0):
        yield (
            "minimum_flexible",
            _("“At the very least” cannot be more than “at least”: it says how far that may give."),
        )
    if very_most is not None and (most is None or very_most < most):
        yield (
            "maximum_flexible",
            _("“At the very most” cannot be less than “at most”: it says how far that may give."),
        )


def contradictions(bounds: Iterable[Bound], cap: int | None, must_haves: int) -> list[Contradiction]:
    """Everything that cannot be met by whoever comes, said as soon as it is written."""
    given = list(bounds)
    found = [one for bound in given for one in _of_one(bound, cap)]
    found += _of_axes(given, cap)
    if cap is not None and must_haves > cap:
        found.append(
            Contradiction(
                ngettext(
                    "%(must)s people must be there, and there is %(cap)s place.",
                    "%(must)s people must be there, and there are %(cap)s places.",
                    cap,
                )
                % {"must": must_haves, "cap": cap},
                _("Give more places, or let fewer people be must-haves."),
            )
        )
    return found


def _of_one(bound: Bound, cap: int | None) -> Iterator[Contradiction]:
    for _field, sentence in faults_of(bound.target):
        yield _contradiction(bound, f"{bound.label}: {sentence}", "")
    least, most = bound.target.minimum, bound.target.maximum
    if least is not None and cap is not None and least > cap:
        yield _contradiction(
            bound,
            ngettext(
                "“%(label)s” asks for at least %(least)s people, and there is %(cap)s place.",
                "“%(label)s” asks for at least %(least)s people, and there are %(cap)s places.",
                cap,
            )
            % {"label": bound.label, "least": least, "cap": cap},
            _("Lower the minimum to %(cap)s or less, or give more places.") % {"cap": cap},
        )
    if most is not None and bound.must_haves > most:
        yield _contradiction(
            bound,
            ngettext(
                "“%(label)s” takes at most %(most)s, and %(must)s person who must be there belongs to it.",
                "“%(label)s” takes at most %(most)s, and %(must)s people who must be there belong to it.",
                bound.must_haves,
            )
            % {"label": bound.label, "most": most, "must": bound.must_haves},
            _("Raise the maximum to %(must)s, or let fewer of them be must-haves.")
            % {"must": bound.must_haves},
        )


def _contradiction(bound: Bound, sentence: str, remedy: str) -> Contradiction:
    return Contradiction(sentence, remedy, constituency=bound.constituency, crossing=bound.crossing)


def _of_axes(bounds: list[Bound], cap: int | None) -> Iterator[Contradiction]:
    if cap is None:
        return
    sums: dict[str, int] = {}
    for bound in bounds:
        if bound.axis:
            sums[bound.axis] = sums.get(bound.axis, 0) + (bound.target.minimum or 0)
    for axis, asked in sums.items():
        if asked > cap:
            yield Contradiction(
                ngettext(
                    "The minimums under “%(axis)s” add up to %(asked)s, and there is %(cap)s place.",
                    "The minimums under “%(axis)s” add up to %(asked)s, and there are %(cap)s places.",
                    cap,
                )
                % {"axis": axis, "asked": asked, "cap": cap},
                _(
                    "Lower them by %(over)s together, or give more places; otherwise some people must stand for two of them."
                )
                % {"over": asked - cap},
                is_of_an_axis=True,
            )
