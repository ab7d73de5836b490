"""A door of the room for the desk's one page: how far it is, in numbers. Nothing of what was said, and no session by name."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.dialogue.actions.releasing import was_asked_by
from underrose.dialogue.held_regimes import under_what_holds
from underrose.dialogue.models import TAKING, WHOLE, Note, NoteState, PointState, Promise
from underrose.dialogue.promises import WARNED_BEFORE
from underrose.kit.needs import Need

__all__ = ["TAKING", "Need", "needs", "needs_of_all", "stage"]


def stage(meeting: Meeting, holder: Holder) -> dict[str, str] | None:
    """The stage in the line of the meeting, for those who take notes in it."""
    if not holder.may(*TAKING, meeting_code=meeting.code):
        return None
    states = list(Note.objects.visible_to(holder, meeting.code).values_list("state", flat=True))
    state, due = "later", _("not begun")
    if NoteState.open in states:
        number = states.count(NoteState.open)
        state, due = (
            "now",
            ngettext("%(count)s session open", "%(count)s sessions open", number) % {"count": number},
        )
    elif states:
        is_done = all(one == NoteState.released for one in states)
        state, due = ("done", _("released")) if is_done else ("now", _("sealed"))
    return {"label": _("Room"), "url": reverse("the_room", args=[meeting.code]), "state": state, "due": due}


def needs(meeting: Meeting, holder: Holder, today: date) -> list[Need]:
    """For those who read all notes: sealed sessions whose points wait, and a destruction that comes near."""
    if not holder.may(*WHOLE, meeting_code=meeting.code):
        return []
    return [*_to_read([meeting.code], holder), *_to_end(meeting, today)]


def needs_of_all(holder: Holder, today: date) -> list[Need]:
    """Across the meetings whose notes this person reads: points that wait, destructions that come near. Two questions of the room."""
    if not holder.may_anywhere(*WHOLE):
        return []
    codes = holder.codes_for(*WHOLE)
    near = Promise.objects.filter(
        meeting_code__in=codes, destroy_on__lte=today + timedelta(days=max(WARNED_BEFORE))
    ).order_by("destroy_on", "meeting_code")
    return [*_to_read(codes, holder), *(_near(promise, today) for promise in near)]


def _to_read(codes: Collection[str], holder: Holder) -> Iterator[Need]:
    """What a colleague asks for first; then what nobody has read. Who asked, and of which session, the page of the notes says."""
    cleared = Count("points", filter=Q(points__state=PointState.cleared))
    sealed = Note.objects.filter(meeting_code__in=codes, state=NoteState.sealed)
    sealed = sealed.annotate(cleared=cleared).select_related("asked_release")
    notes = [one for one in under_what_holds(list(sealed)) if not rules.lets_points_out(one)]
    notes.sort(key=lambda one: one.meeting_code)
    for code, of_meeting in groupby(notes, key=lambda one: one.meeting_code):
        held = list(of_meeting)
        asked = [one for one in held if hasattr(one, "asked_release")]
        if mine := [one for one in asked if not was_asked_by(one.asked_release, holder)]:
            yield _asked_for(code, mine)
        if number := len(held) - len(asked):
            yield _unread(code, number)


def _asked_for(code: str, notes: Sequence[Any]) -> Need:
    number = sum(one.cleared for one in notes)
    sentence = ngettext(
        "A colleague asks you to read and release one point of %(code)s.",
        "A colleague asks you to read and release %(count)s points of %(code)s.",
        number,
    )
    only = notes[0].pk if len(notes) == 1 else None
    address = reverse("review", args=[code, only]) if only else reverse("the_room", args=[code])
    return Need(sentence % {"count": number, "code": code}, address, _("Read them"))


def _unread(code: str, number: int) -> Need:
    sentence = ngettext(
        "The points of one sealed session of %(code)s wait to be read and released.",
        "The points of %(count)s sealed sessions of %(code)s wait to be read and released.",
        number,
    )
    return Need(sentence % {"count": number, "code": code}, reverse("the_room", args=[code]), _("Read them"))


def _to_end(meeting: Meeting, today: date) -> list[Need]:
    promise = Promise.objects.filter(meeting_code=meeting.code).first()
    if promise is None or promise.days_left(today) > max(WARNED_BEFORE):
        return []
    return [_near(promise, today)]


def _near(promise: Promise, today: date) -> Need:
    number = promise.days_left(today)
    sentence = ngettext(
        "The notes of %(code)s are destroyed in one day.",
        "The notes of %(code)s are destroyed in %(count)s days.",
        number,
    )
    if number <= 0:
        sentence = _("The notes of %(code)s are destroyed today.")
    told = {"count": number, "code": promise.meeting_code}
    return Need(sentence % told, reverse("promise", args=[promise.meeting_code]), _("See what is left"))
