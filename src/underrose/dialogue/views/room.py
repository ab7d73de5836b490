"""The room of a meeting: its sessions and groups, and the button that begins their notes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.dialogue import room_page, ways
from underrose.dialogue.actions import capture as actions
from underrose.dialogue.models import TAKING
from underrose.dialogue.views.asking import leave_no_trace, meeting_of, today
from underrose.kit.refusals import Refused
from underrose.programme.models import Group, Session


@for_team(*TAKING, second_factor=True)
@require_safe
def the_room(request: Asking, code: str) -> HttpResponse:
    """Where notes are taken, and how far they are."""
    meeting = meeting_of(request, code)
    context = room_page.of(meeting, request.holder, today()) | ways.of(request.holder, code)
    return render(request, "dialogue/room.html", context)


@for_team(*TAKING, second_factor=True)
@require_POST
def open_note(request: Asking, code: str) -> HttpResponse:
    """Begin the notes of a session or of one of its groups, or find them begun."""
    leave_no_trace(request)
    meeting = meeting_of(request, code)
    session = Session.objects.of(meeting).filter(pk=_key(request, "session")).first()
    group = Group.objects.filter(session=session, pk=_key(request, "group")).first()
    if session is None or (request.POST.get("group") and group is None):
        messages.error(request, _("This session is no longer in the programme. Please choose another."))
        return redirect("the_room", code=code)
    try:
        note = actions.open_note(meeting, session, group, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("the_room", code=code)
    return redirect("note", code=code, key=note.pk)


def _key(request: Asking, name: str) -> UUID:
    """The key a button brought; what is none leads nowhere."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return UUID(int=0)
