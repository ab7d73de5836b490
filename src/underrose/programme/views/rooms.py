"""The rooms of the venue, as this meeting uses them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.programme import programme_page
from underrose.programme.actions import rooms as actions
from underrose.programme.forms.days import RoomFacts
from underrose.programme.models import PLANNING, Room
from underrose.programme.views.asking import TAKEN_OUT, done, meeting_of, posted, taken_out, today, tried


@for_team(*PLANNING)
@require_safe
def rooms(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    context = {
        "meeting": meeting,
        "rows": programme_page.rooms(meeting),
        "taken_out": taken_out(request, code),
    }
    return render(request, "programme/rooms.html", context)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def room(request: Asking, code: str, key: UUID | None = None) -> HttpResponse:
    """Add a room, or change one."""
    meeting = meeting_of(request, code)
    row = get_object_or_404(Room, meeting=meeting, key=key) if key else Room(meeting=meeting)
    row.meeting = meeting
    initial = {name: getattr(row, name) for name in ("name", "capacity", "access")}
    form = RoomFacts(posted(request), initial=initial)
    act = lambda: actions.write(row, by=request.holder, today=today(), **form.cleaned_data)  # noqa: E731 - one line, used once
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("“%(name)s” is saved.") % {"name": row.name})
        return redirect("rooms", code=code)
    heading = initial["name"] if key else _("Add a room")
    context = {"meeting": meeting, "form": form, "room": row if key else None, "heading": heading}
    return render(request, "programme/room.html", context)


@for_team(*PLANNING)
@require_POST
def remove_room(request: Asking, code: str, key: UUID) -> HttpResponse:
    """What stood in it has no room then, until it is put back."""
    meeting = meeting_of(request, code)
    row = get_object_or_404(Room, meeting=meeting, key=key)
    row.meeting = meeting

    def act() -> None:
        kept = actions.remove(row, by=request.holder, today=today())
        request.session[TAKEN_OUT] = {"code": code, "what": "room", "label": row.name, "kept": kept}

    done(request, act, _("“%(name)s” is removed. You can put it back below.") % {"name": row.name})
    return redirect("rooms", code=code)
