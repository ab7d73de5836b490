"""That somebody checks texts of a meeting: a line in the record, and an end to it on one day. No text and no finding."""

from datetime import datetime

from django.utils import timezone

from underrose.access import limits
from underrose.access.holders import Holder
from underrose.access.record import record_once_a_day
from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.kit.refusals import require


def note_check(meeting: Meeting, *, by: Holder, now: datetime) -> None:
    """Before the guard answers: whoever asks it again and again learns who is in the room.

    It is called at every rest of a typist, so it takes no lock of the database once the line of the day is there.
    """
    assert by.account is not None
    require(rules.may_check_again(limits.times_today("texts", by.account.pk, now)))
    record_once_a_day(by, "checked", "text", meeting.code, timezone.localdate(now))
