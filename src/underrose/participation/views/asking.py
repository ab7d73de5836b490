"""What every page of this section begins with: which meeting, its brief, and a refusal shown where the words are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.participation.models import Brief


def meeting_of(request: Asking, code: str) -> Meeting:
    """The meeting, if whoever asks may know of it; otherwise there is no such page."""
    found = Meeting.objects.visible_to(request.holder).select_related("venue", "brief")
    return get_object_or_404(found, code=code)


def brief_of(meeting: Meeting) -> Brief | None:
    """None as long as nobody has begun to say who should be there."""
    return getattr(meeting, "brief", None)


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


def done(request: Asking, act: Callable[[], Any], sentence: str) -> bool:
    """Do what a button asked, and say what happened or why not; nothing was typed that could be lost."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, sentence)
    return True
