"""What a wave leads to, in the words of the brief: per constituency, for the places, and who is in it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from underrose.kit.refusals import Refused
from underrose.methods.allocation import composition as numbers
from underrose.methods.allocation.composition import Composition, Unworkable
from underrose.participation import in_numbers, reaching
from underrose.participation.models import Brief, Candidate, Constituency, Participant, Place, Stage

# numpy and the solver take a third of a second to load: only who asks the method waits for them.
if TYPE_CHECKING:
    from underrose.methods.allocation.forecast import Forecast, TargetForecast
    from underrose.methods.allocation.scenarios import Assumptions
    from underrose.methods.allocation.waves import Plan

# Assumed, and said beside every forecast: replies from one body are alike, half of the unsure come round, and every
# chance may be off by a tenth.
WITHIN_BODY = 0.1
TENTATIVE = 0.5
SPREAD = 0.1


@dataclass(frozen=True)
class TargetLine:
    """One target and what is to be expected of it."""

    label: str
    asked: str
    confirmed: int
    expected: float
    p10: int
    p90: int
    is_short: bool
    is_over: bool

    @property
    def span(self) -> str:
        return f"{self.p10}–{self.p90}" if self.p10 != self.p90 else str(self.p10)


@dataclass(frozen=True)
class Outlook:
    """A whole forecast as a page shows it. Assumptions stand beside it, never a score of a person."""

    lines: tuple[TargetLine, ...]
    invitations: int
    waiting: int
    free_seats: int
    expected: float
    p10: int
    p90: int
    per_cent_over: float
    is_held: bool
    exceeds_free_seats: bool


def in_play(brief: Brief) -> list[Candidate]:
    """Those who are cleared and can be reached by a letter, or invited already: nobody else can be in the next wave."""
    found = Candidate.objects.filter(meeting=brief.meeting_id, stage__in=[Stage.cleared, Stage.invited])
    rows = list(reaching.with_addresses(found.select_related("person")).order_by("key"))
    # Whoever is reached by no letter is in no wave; a place they have already counts all the same.
    beyond = reaching.without_letters([one for one in rows if one.stage == Stage.cleared])
    return [one for one in rows if one.key not in beyond]


def assumptions(brief: Brief) -> "Assumptions":
    from underrose.methods.allocation.scenarios import Assumptions

    return Assumptions(
        drop_out=brief.expected_drop_out / 100, tentative=TENTATIVE, within_body=WITHIN_BODY, spread=SPREAD
    )


def problem(brief: Brief, today: date, *, asks_reserve: bool = False) -> Composition:
    """What a wave is chosen from. Whoever waits on the reserve has accepted already, and is in no wave again."""
    try:
        found = in_numbers.problem_of(brief, in_play(brief), today)
    except Unworkable as unworkable:
        raise Refused(str(unworkable)) from None
    return found if asks_reserve else _without_reserve(brief, found)


def plan(brief: Brief, today: date, *, waves_left: int, seed: int, accepts_risk: bool) -> "Plan":
    """The wave the method proposes; the same seed proposes the same wave."""
    from underrose.methods.allocation.problem import Settings
    from underrose.methods.allocation.waves import propose_wave

    settings = Settings(
        waves_left=waves_left,
        accepts_risk=accepts_risk,
        chance_over_cap=brief.accepted_risk / 100,
        seed=seed,
    )
    try:
        return propose_wave(problem(brief, today), assumptions(brief), settings)
    except Unworkable as unworkable:
        raise Refused(str(unworkable)) from None


def outlook(brief: Brief, chosen: Collection[UUID], today: date, seed: int = 1) -> Outlook:
    """What inviting these would lead to, beside all who are asked already."""
    from underrose.methods.allocation.forecast import evaluate

    composition = problem(brief, today)
    known = {one.key for one in composition.candidates if one.standing is numbers.Standing.not_invited}
    try:
        found = evaluate(
            composition, [str(key) for key in chosen if str(key) in known], assumptions(brief), seed=seed
        )
    except Unworkable as unworkable:
        raise Refused(str(unworkable)) from None
    return _as_shown(brief, found)


def labels(brief: Brief) -> dict[numbers.Category, str]:
    """What the brief calls each category."""
    found: Iterable[Constituency] = Constituency.objects.filter(axis__brief=brief).select_related("axis")
    return {in_numbers.category_of(one): one.label for one in found}


def label_of(target: numbers.Target, known: Mapping[numbers.Category, str]) -> str:
    return " × ".join(known.get(category, category.value) for category in sorted(target.categories))


def kept(found: "Forecast") -> dict[str, Any]:
    """The forecast a wave was proposed with, in totals: no person stands in it."""
    return {
        "expected": round(found.expected, 1),
        "p10": found.p10,
        "p90": found.p90,
        "per_cent_over": round(100 * found.chance_over_cap, 1),
        "missing": round(found.missing, 2),
        "invitations": found.invitations,
    }


def _without_reserve(brief: Brief, found: Composition) -> Composition:
    waiting = Participant.objects.filter(meeting=brief.meeting_id, place=Place.reserve).values("person")
    rows = Candidate.objects.filter(meeting=brief.meeting_id, person__in=waiting)
    keys = {str(key) for key in rows.values_list("key", flat=True)}
    return replace(
        found,
        candidates=tuple(
            replace(one, standing=numbers.Standing.withdrawn) if one.key in keys else one
            for one in found.candidates
        ),
    )


def _as_shown(brief: Brief, found: "Forecast") -> Outlook:
    known = labels(brief)
    per_cent = 100 * found.chance_over_cap
    return Outlook(
        lines=tuple(_line(one, known) for one in found.targets),
        invitations=found.invitations,
        waiting=found.waiting,
        free_seats=found.free_seats,
        expected=round(found.expected, 1),
        p10=found.p10,
        p90=found.p90,
        per_cent_over=round(per_cent, 1),
        is_held=per_cent <= brief.accepted_risk,
        exceeds_free_seats=found.exceeds_free_seats,
    )


def _line(one: "TargetForecast", known: Mapping[numbers.Category, str]) -> TargetLine:
    target = one.target
    return TargetLine(
        label=label_of(target, known),
        asked=_asked(target.minimum, target.maximum),
        confirmed=one.confirmed,
        expected=round(one.expected, 1),
        p10=one.p10,
        p90=one.p90,
        is_short=one.p90 < target.minimum or one.expected < target.minimum,
        is_over=target.maximum is not None and one.expected > target.maximum,
    )


def _asked(minimum: int, maximum: int | None) -> str:
    if maximum is None:
        return _("at least %(minimum)s") % {"minimum": minimum}
    if not minimum:
        return _("at most %(maximum)s") % {"maximum": maximum}
    return f"{minimum}–{maximum}" if minimum != maximum else str(minimum)
