"""The rooms of the venue, as this meeting uses them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.programme import programme_page
from underrose.programme.actions import rooms as actions
from underrose.programme.forms.days import GiveRoom, RoomFacts
from underrose.programme.models import PLANNING, Room
from underrose.programme.rules import days as rules
from underrose.programme.views.asking import TAKEN_OUT, done, meeting_of, posted, taken_out, today, tried


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def rooms(request: Asking, code: str) -> HttpResponse:
    """The rooms, and one of them for all sessions of a kind that have none."""
    meeting = meeting_of(request, code)
    found = programme_page.rooms(meeting)
    form = GiveRoom([line["room"] for line in found["rows"]], found["homeless"], posted(request))
    if request.method == "POST" and form.is_valid():
        done(
            request,
            lambda: _give(request, meeting, form),
            _("The room is given. Every session can have another."),
        )
        return redirect("rooms", code=code)
    if request.method == "POST" and not found["homeless"]:
        messages.error(request, rules.may_be_given([]))
    context = {
        "meeting": meeting,
        "form": form,
        **found,
        "taken_out": taken_out(request, code),
    }
    return render(request, "programme/rooms.html", context)


def _give(request: Asking, meeting: Meeting, form: GiveRoom) -> None:
    row = get_object_or_404(Room, meeting=meeting, key=form.cleaned_data["room"])
    row.meeting = meeting
    given = actions.give(row, form.cleaned_data["kind"], by=request.holder, today=today())
    kept = {"room": str(row.key), "sessions": given}
    request.session[TAKEN_OUT] = {"code": meeting.code, "what": "given", "label": row.name, "kept": kept}


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def room(request: Asking, code: str, key: UUID | None = None) -> HttpResponse:
    """Add a room, or change one."""
    meeting = meeting_of(request, code)
    row = get_object_or_404(Room, meeting=meeting, key=key) if key else Room(meeting=meeting)
    row.meeting = meeting
    initial = {name: getattr(row, name) for name in ("name", "capacity", "access")}
    form = RoomFacts(posted(request), initial={**initial, "read": rules.room_as_read(row) if key else ""})
    act = lambda: actions.write(row, by=request.holder, today=today(), **form.cleaned_data)  # noqa: E731 - one line, used once
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("“%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
        return redirect("rooms", code=code)
    if form.is_bound and key:
        form.catch_up(rules.room_as_read(row))
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
