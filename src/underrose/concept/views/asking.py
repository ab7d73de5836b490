"""What every page of this section begins with: which meeting, who may, and a refusal shown where the words are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from underrose.access.holders import Asking
from underrose.access.models import Account
from underrose.access.roles import Role
from underrose.concept.models import Meeting, State
from underrose.kit.refusals import Refused

WRITERS = (Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM)
PUBLIC_TEXTS = (*WRITERS, Role.COMMUNICATIONS)
READERS = tuple(role for role in Role if role not in {Role.ADMINISTRATOR, Role.NOTE_TAKER})
TEAM = tuple(role for role in READERS if role is not Role.PARTNER)
DIRECTOR = (Role.PROGRAMME_DIRECTOR,)


def meeting_of(request: Asking, code: str) -> Meeting:
    """The meeting, if whoever asks may know of it; otherwise there is no such page."""
    found = Meeting.objects.visible_to(request.holder).select_related("venue", "published", "edition__series")
    return get_object_or_404(found, code=code)


def posted(request: Asking) -> QueryDict | None:
    """What a form sent. An empty form that was sent is still a form that was sent."""
    return request.POST if request.method == "POST" else None


def account_of(request: Asking) -> Account:
    """The colleague who is asking; pages of the desk have always one."""
    assert request.holder.account is not None
    return request.holder.account


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


def is_of_the_team(request: Asking, meeting: Meeting) -> bool:
    """A partner with an account reads the note as participants do: what the team keeps to itself stays there."""
    return bool(request.holder.may(*TEAM, meeting_code=meeting.code))


def may_write(request: Asking, meeting: Meeting) -> bool:
    may = request.holder.may(*WRITERS, meeting_code=meeting.code)
    return bool(may) and meeting.state != State.cancelled
