"""Whether the targets can all be met with the candidates there are; if not, the smallest thing to give, and why."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.methods.allocation.composition import Target, Unworkable
from underrose.participation import in_numbers
from underrose.participation.composition import language
from underrose.participation.models import Brief, Candidate, Constituency, Crossing

# numpy and the solver take a third of a second to load: only who asks the method waits for them.
if TYPE_CHECKING:
    from underrose.methods.allocation.feasibility import Relaxation

SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """One bound that gives way."""

    key: UUID
    label: str
    minimum: int | None
    maximum: int | None
    sentence: str
    reason: str
    is_within_flexible: bool

    @property
    def said(self) -> str:
        return f"{self.key}:{self.minimum}:{self.maximum}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The smallest relaxation, as one press can take it."""

    changes: tuple[Change, ...]
    is_proven: bool

    @property
    def said(self) -> str:
        """What was shown, so that the button does this and nothing else."""
        return " ".join(change.said for change in self.changes)

    @property
    def bounds(self) -> dict[UUID, dict[str, int | None]]:
        return {one.key: {"minimum": one.minimum, "maximum": one.maximum} for one in self.changes}


def of(brief: Brief, today: date) -> Proposed | None:
    """None where every target can be met, where nobody is a candidate yet, or where the brief contradicts itself."""
    from underrose.methods.allocation import feasibility

    candidates = list(
        Candidate.objects.filter(meeting=brief.meeting_id)
        .standing()
        .select_related("person")
        .defer("why", "named_as")
    )
    asked = in_numbers.asked_of(brief)
    if not candidates or not asked:
        return None
    try:
        answer = feasibility.smallest_relaxation(
            in_numbers.problem_of(brief, candidates, today), seconds=SECONDS
        )
    except Unworkable:
        return None
    rows = {target: row for row, target in asked}
    changes = tuple(_change(rows[one.target], one, rows) for one in answer.relaxations)
    return Proposed(changes, answer.is_proven) if changes else None


def _change(
    row: Constituency | Crossing, one: "Relaxation", rows: dict[Target, Constituency | Crossing]
) -> Change:
    label = str(row)
    minimum = row.minimum - one.lowered if one.lowered and row.minimum is not None else row.minimum
    maximum = row.maximum + one.raised if one.raised and row.maximum is not None else row.maximum
    told = {"label": label, "least": minimum, "most": maximum, "before": row.minimum, "limit": row.maximum}
    sentence = (
        _("“%(label)s”: at least %(least)s instead of %(before)s.") % told
        if one.lowered
        else _("“%(label)s”: at most %(most)s instead of %(limit)s.") % told
    )
    return Change(row.key, label, minimum, maximum, sentence, _why(one, rows), one.is_within_flexible)


def _why(one: "Relaxation", rows: dict[Target, Constituency | Crossing]) -> str:
    from underrose.methods.allocation.feasibility import Reason

    told = {"available": one.available, "settled": one.settled}
    if one.reason is Reason.too_few_candidates and not one.available:
        return _("There is no candidate for it. Add candidates, or do not ask for any yet.")
    if one.reason is Reason.too_few_candidates:
        sentence = ngettext(
            "There is only %(available)s candidate for it. Add candidates, or ask for fewer.",
            "There are only %(available)s candidates for it. Add candidates, or ask for fewer.",
            one.available,
        )
        return sentence % told
    if one.reason is Reason.too_many_settled:
        sentence = ngettext(
            "%(settled)s of its people has accepted or must be there.",
            "%(settled)s of its people have accepted or must be there.",
            one.settled,
        )
        return sentence % told
    if one.reason is Reason.exceeds_cap:
        return _("There are not enough places for it.")
    others = [f"“{rows[target]}”" for target in one.contradicts]
    named = format_list(others, locale=language())
    if one.needs_cap:
        return _("With this number of places it cannot be met together with %(others)s.") % {"others": named}
    return _("It cannot be met together with %(others)s.") % {"others": named}
