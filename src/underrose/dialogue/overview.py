"""A door of the room for the desk's one page: how far it is, in numbers. Nothing of what was said, and no session by name."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.dialogue.models import TAKING, WHOLE, Note, NoteState, Promise
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
    return [*_to_read(meeting), *_to_end(meeting, today)]


def needs_of_all(holder: Holder, today: date) -> list[Need]:
    """Across the meetings whose notes this person reads: destructions that come near. One question of the room."""
    if not holder.may_anywhere(*WHOLE):
        return []
    near = Promise.objects.filter(
        meeting_code__in=holder.codes_for(*WHOLE), destroy_on__lte=today + timedelta(days=max(WARNED_BEFORE))
    ).order_by("destroy_on", "meeting_code")
    return [_near(promise, today) for promise in near]


def _to_read(meeting: Meeting) -> list[Need]:
    number = Note.objects.of(meeting.code).filter(state=NoteState.sealed).count()
    if not number:
        return []
    sentence = ngettext(
        "The points of one sealed session wait to be read and released.",
        "The points of %(count)s sealed sessions wait to be read and released.",
        number,
    )
    return [Need(sentence % {"count": number}, reverse("the_room", args=[meeting.code]), _("Read them"))]


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
