"""What is held about one person as a candidate, for whoever asks to see everything."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from underrose.kit.templatetags.kit import day
from underrose.participation import named
from underrose.participation.models import Candidate, Clearance, Conflict
from underrose.people import held
from underrose.people.models import Person


@held.part("candidates")
def of_person(person: Person, tells: held.Tells) -> dict[str, Any]:
    """By meeting: stage, what they stand for, why, who named them, what partners said."""
    found = Candidate.objects.filter(person=person).select_related("meeting", "nomination__organisation")
    rows = found.prefetch_related("constituencies__axis", "clearances__round__partner").order_by(
        "meeting__code"
    )
    return {
        _("Candidate for %(code)s") % {"code": row.meeting.code}: list(_lines(row))
        for row in rows
        if tells(row.meeting.code)
    }


def _lines(candidate: Candidate) -> list[str]:
    told = named.of(candidate)
    standing = sorted(candidate.constituencies.all(), key=lambda one: (one.axis.position, one.position))
    groups = ", ".join(one.label for one in standing)
    house = candidate.nomination.organisation.name if candidate.nomination else ""
    apart = Conflict.objects.filter(Q(one=candidate) | Q(other=candidate)).count()
    said = [
        (_("Stage"), str(candidate.get_stage_display())),
        (_("Capacity"), str(candidate.get_capacity_display())),
        (_("Must be there"), _("yes") if candidate.is_must_have else ""),
        (_("Stands for"), groups),
        (_("Why this person"), candidate.why),
        (_("Nominated by"), house),
        (_("As they were named"), told.full_name if told else ""),
        (_("Not in the room together with somebody"), str(apart) if apart else ""),
        (_("Listed on"), str(day(candidate.listed_on))),
        *((_("A partner says"), _word(one)) for one in candidate.clearances.all()),
    ]
    return [f"{heading}: {words}" for heading, words in said if words]


def _word(clearance: Clearance) -> str:
    said = f"{clearance.round.partner.name}, {clearance.get_state_display()}"
    return f"{said} ({clearance.reason})" if clearance.reason else said
