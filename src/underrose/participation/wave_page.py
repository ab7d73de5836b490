"""What the page of the next wave shows: who is in it, what it leads to, who could still be put in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.kit.refusals import Refused
from underrose.participation import forecasting, reaching
from underrose.participation.models import Brief, Candidate, Stage, Standing, Wave
from underrose.people import posts

if TYPE_CHECKING:
    from underrose.methods.allocation.waves import Plan

MOST_OTHERS = 400


@dataclass(frozen=True)
class Row:
    """One candidate beside the wave, or in it."""

    candidate: Candidate
    post: str
    stands_for: str
    is_chosen_by_hand: bool = False

    @property
    def name(self) -> str:
        return str(self.candidate.person.full_name)


def told(brief: Brief, today: date) -> dict[str, Any]:
    """The wave that is open, if one is, and those that have gone before."""
    wave = Wave.objects.filter(meeting=brief.meeting_id, state=Wave.State.proposed).first()
    context: dict[str, Any] = {
        "wave": wave,
        "earlier": Wave.objects.filter(meeting=brief.meeting_id).exclude(state=Wave.State.proposed),
    }
    cleared = _cleared(brief)
    beyond = reaching.without_letters(cleared)
    context |= {
        "cleared": len(cleared) - len(beyond),
        "unreached": [one for one in cleared if one.key in beyond],
    }
    if wave is None:
        return context
    places = {place.candidate_id: place.is_chosen_by_hand for place in wave.places.all()}
    inside = [one for one in cleared if one.key in places]
    others = [one for one in cleared if one.key not in beyond and one.key not in places][:MOST_OTHERS]
    rows = _rows(brief, [*inside, *others], places, today)
    context |= {"inside": rows[: len(inside)], "outside": rows[len(inside) :]}
    try:
        context["outlook"] = forecasting.outlook(brief, list(places), today, wave.seed)
    except Refused as refusal:
        context["refusal"] = refusal.sentence
    return context


def no_brief() -> str:
    return _("Before a wave can be proposed, the brief says who should be there. Write the brief first.")


def nobody_left(brief: Brief, plan: "Plan") -> str:
    """Why the method proposes nobody."""
    cleared = _cleared(brief)
    if not cleared:
        return _("Nobody is cleared and not yet invited. Clear candidates first.")
    if len(reaching.without_letters(cleared)) == len(cleared):
        return _(
            "Whoever is cleared has no mail address, or asked not to be written to. Ask them by telephone or post, or clear "
            "others."
        )
    asked = plan.forecast
    if asked.waiting >= asked.free_seats:
        return _as_many_as_places(plan)
    return _("Inviting anybody now would make the room no better for the targets of the brief.")


def _as_many_as_places(plan: "Plan") -> str:
    """With the numbers, and what to change so that more are asked."""
    asked = plan.forecast
    told = {
        "waiting": ngettext("%(count)s answer is awaited", "%(count)s answers are awaited", asked.waiting)
        % {"count": asked.waiting},
        "free": ngettext("%(count)s place is free", "%(count)s places are free", asked.free_seats)
        % {"count": asked.free_seats},
        "expected": round(asked.expected),
    }
    said = _(
        "%(waiting)s and %(free)s, so nobody more was proposed; about %(expected)s people are to be expected."
    )
    if plan.settings.accepts_risk and plan.settings.waves_left == 1:
        change = _(
            "More would take a greater chance of too many than the brief accepts. Wait for answers, or accept more."
        )
    else:
        change = _(
            "To ask more, say 1 wave still to come and tick “In the last wave, ask more people than there are free places”. "
            "Otherwise wait for answers."
        )
    return f"{said % told} {change}"


def _cleared(brief: Brief) -> list[Candidate]:
    found = Candidate.objects.filter(meeting=brief.meeting_id, stage=Stage.cleared)
    return list(
        reaching.with_addresses(found.select_related("person"))
        .defer("why", "named_as")
        .order_by("person__family_name", "person__full_name", "key")
    )


def _rows(brief: Brief, found: list[Candidate], places: dict[Any, bool], today: date) -> list[Row]:
    """What is shown of each, in constant questions however many they are."""
    held = posts.current([one.person for one in found], today)
    stands: dict[Any, list[str]] = {}
    asked = Standing.objects.filter(candidate__in=found, constituency__axis__brief=brief)
    ordered = asked.order_by("constituency__axis__position", "constituency__position")
    for candidate, label in ordered.values_list("candidate", "constituency__label"):
        stands.setdefault(candidate, []).append(label)
    return [
        Row(
            candidate=one,
            post=_post(held.get(one.person_id)),
            stands_for=" · ".join(stands.get(one.key, [])),
            is_chosen_by_hand=places.get(one.key, False),
        )
        for one in found
    ]


def _post(held: "posts.PostLine | None") -> str:
    return ", ".join(part for part in (held.title, held.organisation) if part) if held else ""
