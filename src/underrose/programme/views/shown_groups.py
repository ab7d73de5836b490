"""Whether guests are shown their own group on their own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.programme.actions import groups as actions
from underrose.programme.models import PLANNING
from underrose.programme.views.asking import meeting_of, today


@for_team(*PLANNING)
@require_POST
def show_own_groups(request: Asking, code: str) -> HttpResponse:
    is_shown = request.POST.get("show") == "yes"
    actions.show_to_guests(meeting_of(request, code), is_shown=is_shown, by=request.holder, today=today())
    messages.success(
        request,
        _("Each guest now sees their own group on their programme page.")
        if is_shown
        else _("Guests no longer see their group."),
    )
    return redirect("groups", code=code)
