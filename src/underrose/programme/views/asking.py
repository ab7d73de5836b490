"""What every page of this section begins with: which meeting, which row of it, and a refusal shown where the words are."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Max
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from underrose.access.holders import Asking
from underrose.access.models import RecordEntry
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.programme.models import Assignment, Session

# What was taken out last, for one undo. Names in it stay sealed.
TAKEN_OUT = "taken_out_of_programme"
GIVEN = "given"


def meeting_of(request: Asking, code: str) -> Meeting:
    """The meeting, if whoever asks may know of it; otherwise there is no such page."""
    return get_object_or_404(Meeting.objects.visible_to(request.holder).select_related("venue"), code=code)


def session_of(request: Asking, code: str, key: UUID) -> Session:
    """A session of the draft, or one that was removed and may come back."""
    found = Session.objects.visible_to(request.holder).filter(day__meeting__code=code)
    return get_object_or_404(found.select_related("day__meeting__venue", "room", "theme"), key=key)


def assignment_of(request: Asking, code: str, key: UUID) -> Assignment:
    sessions = Session.objects.visible_to(request.holder).filter(day__meeting__code=code)
    found = Assignment.objects.filter(session__in=sessions).select_related(
        "session__day__meeting__venue", "session__room", "session__theme"
    )
    return get_object_or_404(found, key=key)


def posted(request: Asking) -> QueryDict | None:
    """What a form sent. An empty form that was sent is still a form that was sent."""
    return request.POST if request.method == "POST" else None


def today() -> date:
    return timezone.localdate()


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Do it, or put the refusal's sentence on the form with everything that was typed still there."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def done(request: Asking, act: Callable[[], Any], sentence: str | Callable[[], str]) -> bool:
    """Do what a button asked, and say what happened or why not; nothing was typed that could be lost.

    Where the sentence depends on what was done, it is asked for afterwards.
    """
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, sentence if isinstance(sentence, str) else sentence())
    return True


def taken_out(request: Asking, code: str) -> dict[str, Any] | None:
    """What can be put back on a page of this meeting."""
    taken: dict[str, Any] | None = request.session.get(TAKEN_OUT)
    if taken is None or taken["code"] != code:
        return None
    return taken if taken["what"] != GIVEN or _is_latest(request, taken) else None


def _is_latest(request: Asking, taken: dict[str, Any]) -> bool:
    """Whether nothing was done since it was first offered. Rooms of sessions are no loss: each can be given anew."""
    rows = RecordEntry.objects.filter(meeting_code=taken["code"])
    last = rows.aggregate(last=Max("position"))["last"] or 0
    if "after" not in taken:
        request.session[TAKEN_OUT] = {**taken, "after": last}
        return True
    return bool(taken["after"] == last)


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
