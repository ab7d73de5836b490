"""What every page of this section begins with: which meeting, whose notes, and a refusal shown where the words are."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.dialogue.actions import rewriting
from underrose.dialogue.models import Note
from underrose.dialogue.note_page import Place
from underrose.dialogue.release import were_destroyed
from underrose.kit.refusals import Refused, require


def meeting_of(request: Asking, code: str) -> Meeting:
    """The meeting, if whoever asks may know of it; otherwise there is no such page."""
    return get_object_or_404(Meeting.objects.visible_to(request.holder), code=code)


def place_of(request: Asking, code: str, key: UUID) -> Place:
    """The notes of a session, for whoever was asked to take them. That somebody was here leaves no trace.

    `Refused` where nobody can open the words: a destruction that did not come to its end, or a key that is not there.
    """
    leave_no_trace(request)
    meeting = meeting_of(request, code)
    note = Note.objects.visible_to(request.holder, code).filter(key=key).first()
    if note is None:
        require(rules.were_destroyed() if were_destroyed(meeting) else "")
        raise Http404
    require(rules.words_are_gone(note.scope))
    return Place.of(meeting, note)


def leave_no_trace(request: HttpRequest) -> None:
    """The hour at which somebody was last seen would tell when points were written; so it is not kept."""
    request.leaves_no_trace = True  # type: ignore[attr-defined]  # read by the session middleware


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
    """Do what a button asked, and say what happened or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, sentence if isinstance(sentence, str) else sentence())
    return True


def tell_what_is_owed(request: Asking) -> None:
    """After an act that leaves nothing in the files: that they still hold it, where somebody kept them from being written."""
    if rewriting.is_owed():
        messages.warning(
            request,
            _(
                "The files of the room could not be written anew yet, because somebody reads or writes them. It is tried "
                "every five minutes; until it is done they may hold what was deleted, and the order in which points came."
            ),
        )
