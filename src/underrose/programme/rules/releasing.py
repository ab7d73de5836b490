"""When a programme may be released, and to whom a feed of one's own is offered."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from underrose.concept.models import Meeting, State
from underrose.programme.naming import may_be_known
from underrose.programme.versions import Coming

FEED_STAYS = timedelta(days=14)
"""A calendar asks once more after the meeting, and then never again."""


def may_release(meeting: Meeting, coming: Coming, basis: str, *, is_in_public: bool) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled, so its programme is not released any more.")
    if not any(day.sessions for day in coming.draft.days):
        return _("There is no session in the draft yet. Plan the days first, then release the programme.")
    if basis != coming.basis:
        return _(
            "A colleague changed or released the programme in the meantime. Nothing was released and nobody was written to. "
            "Read below what would change now, and press the button again."
        )
    if is_in_public and (refusal := may_be_public(meeting)):
        return refusal
    if coming.before is not None and not coming.changes and coming.before.is_in_public == is_in_public:
        return _("Nothing has changed since version %(number)s. No version was released.") % {
            "number": coming.number - 1
        }
    return ""


def may_be_public(meeting: Meeting) -> str:
    if meeting.is_undisclosed or not may_be_known(meeting.regime):
        return _("Nothing of this meeting is public, so its programme cannot be.")
    return ""


def may_have_feed(meeting: Meeting, today: date, *, is_protected: bool) -> str:
    """Whoever finds the address of a feed reads it, so it is not offered where that could do harm."""
    if is_protected or meeting.is_undisclosed or not may_be_known(meeting.regime):
        return _("No calendar address is offered here: calendars are shared, searched and shown on walls.")
    if feed_ends_on(meeting, today) <= today:
        return _("This meeting is over, so no calendar asks for its programme any more.")
    return ""


def feed_ends_on(meeting: Meeting, today: date) -> date:
    """However often an address is made anew; as long as a meeting has no dates, counted from today."""
    return (meeting.end_on or today) + FEED_STAYS
