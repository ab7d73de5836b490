"""What guests may choose for themselves, and until when. Each answer is empty or the sentence that says why not."""

from datetime import date

from django.utils.translation import gettext as _

from underrose.concept.models import Meeting, State

FEWEST_TOPICS = 2


def may_rank(*, is_seated: bool, is_busy: bool, has_begun: bool, is_cancelled: bool) -> str:
    """Until the groups are made, and not while they are being made."""
    if is_cancelled:
        return _("This meeting was cancelled, so the choice stays as it is.")
    if has_begun:
        return _("This round has begun, so the choice stays as it is.")
    if is_seated:
        return _("The groups of this round are made, so the choice stays as it is.")
    if is_busy:
        return _("The groups are being made just now, so the choice stays as it is.")
    return ""


def may_be_introduced(meeting: Meeting, today: date) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nothing was kept.")
    if meeting.end_on is not None and meeting.end_on < today:
        return _("This meeting is over, so nobody is introduced any more. Nothing was kept.")
    return ""


def has_theme(number: int) -> str:
    if number:
        return ""
    return _("Please choose at least one theme of the meeting: by it others find you. Nothing was kept.")
