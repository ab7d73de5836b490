"""The section on one page: how far the room has come, who is missing, what is to be done next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.participation import overview
from underrose.participation.views.asking import brief_of, meeting_of, today
from underrose.people.models import INVITING


@for_team(*INVITING)
@require_safe
def participation(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    told = overview.told(meeting, brief_of(meeting), request.holder, today())
    return render(request, "participation/overview.html", {"meeting": meeting, **told})
