"""The composition in totals: for the team that invites, and for partners, who see no name here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.participation import composition_pages
from underrose.participation.views.asking import brief_of, meeting_of
from underrose.people.models import INVITING


@for_team(*INVITING, Role.POLICY_TEAM, Role.PARTNER)
@require_safe
def composition(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    brief = brief_of(meeting)
    may_see_people = request.holder.may(*INVITING, meeting_code=code)
    context = {
        "meeting": meeting,
        "picture": composition_pages.picture(brief, places_protected=may_see_people) if brief else None,
        "may_see_people": may_see_people,
    }
    return render(request, "participation/composition.html", context)
