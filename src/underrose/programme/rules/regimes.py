"""When a regime may be announced, accepted and taken back. Each answer is empty or the sentence that refuses."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from underrose.concept.models import Meeting, State
from underrose.programme.announcements import Standing
from underrose.programme.models import Session


def may_announce(meeting: Meeting, waiting: Sequence[Session], *, is_as_read: bool) -> str:
    """`waiting` are the sessions whose regime is not announced as it is today."""
    if refusal := may_be_held(meeting):
        return refusal
    if not waiting:
        return _("It was announced already, and nothing has changed since. Nothing was announced anew.")
    if not is_as_read:
        return _(
            "A colleague changed a regime or a session in the meantime. Nothing was announced. Read below what holds now, "
            "and press the button again."
        )
    return ""


def may_be_held(meeting: Meeting) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. No regime is announced or accepted any more.")
    return ""


def may_room_accept(meeting: Meeting, stands: Standing, read: str) -> str:
    """The chair read it out, and nobody objected."""
    if refusal := may_be_held(meeting):
        return refusal
    if stands.announcement is None:
        return _("The regime of this session was not announced yet. Announce it first; nothing was noted.")
    if not stands.is_current or str(stands.announcement.key) != read:
        return _(
            "The regime was changed or announced anew in the meantime, so what the room accepted is no longer what holds. "
            "Read below what holds now; nothing was noted."
        )
    if stands.announcement.accepted_by_room_on is not None:
        return _("It was noted already that the room accepted this regime. Nothing was changed.")
    return ""


def may_take_room_back(stands: Standing, today: date) -> str:
    """A slip of the hand is taken back on the same day; later it is what happened."""
    noted = stands.announcement.accepted_by_room_on if stands.announcement else None
    if noted is None:
        return _("It is not noted that the room accepted this regime. Nothing was changed.")
    if noted != today:
        return _("What was noted on an earlier day stays as it is. Nothing was changed.")
    return ""


def may_take_back(stands: Standing, today: date) -> str:
    """Whatever somebody relied on stays."""
    row = stands.announcement
    if row is None:
        return _("The regime of this session was not announced. Nothing was changed.")
    if row.announced_on != today:
        return _("What was announced on an earlier day stays as it is. Nothing was changed.")
    if stands.relied or row.accepted_by_room_on is not None:
        return _("Somebody has accepted this regime already, so its announcement stays. Nothing was changed.")
    return ""


def may_accept(meeting: Meeting, asked: Collection[UUID], read: Collection[UUID]) -> str:
    """A guest accepts what was on the page they read, no more and no less; `asked` is what is open now."""
    if refusal := may_be_held(meeting):
        return refusal
    if not asked:
        return _("You have accepted every rule that was announced. Nothing is left to do.")
    if set(asked) != set(read):
        return _(
            "A rule was announced or changed while you were reading. Nothing was accepted. Please read what stands here "
            "now, and press the button again."
        )
    return ""
