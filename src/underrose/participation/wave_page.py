"""What the page of the next wave shows: who is in it, what it leads to, who could still be put in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from underrose.kit.refusals import Refused
from underrose.participation import forecasting
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
        "cleared": Candidate.objects.filter(meeting=brief.meeting_id, stage=Stage.cleared).count(),
    }
    if wave is None:
        return context
    places = {place.candidate_id: place.is_chosen_by_hand for place in wave.places.all()}
    rows = _rows(brief, places, today)
    inside = [row for row in rows if row.candidate.key in places]
    context |= {"inside": inside, "outside": [row for row in rows if row.candidate.key not in places]}
    try:
        context["outlook"] = forecasting.outlook(brief, list(places), today, wave.seed)
    except Refused as refusal:
        context["refusal"] = refusal.sentence
    return context


def no_brief() -> str:
    return _("Before a wave can be proposed, the brief says who should be there. Write the brief first.")


def nobody_left(brief: Brief, plan: "Plan") -> str:
    """Why the method proposes nobody."""
    if not Candidate.objects.filter(meeting=brief.meeting_id, stage=Stage.cleared).exists():
        return _("Nobody is cleared and not yet invited. Clear candidates first.")
    if plan.forecast.waiting >= plan.forecast.free_seats:
        return _(
            "As many have been asked as there are places. Wait for answers, or accept the risk of asking more."
        )
    return _("Inviting anybody now would make the room no better for the targets of the brief.")


def _rows(brief: Brief, places: dict[Any, bool], today: date) -> list[Row]:
    """Everybody who is cleared, in four questions however many they are."""
    found = list(
        Candidate.objects.filter(meeting=brief.meeting_id, stage=Stage.cleared, person__do_not_contact=False)
        .select_related("person")
        .order_by("person__family_name", "person__full_name", "key")[:MOST_OTHERS]
    )
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
