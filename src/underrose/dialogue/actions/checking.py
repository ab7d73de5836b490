"""That somebody checks texts of a meeting: a line in the record, and an end to it on one day. No text and no finding.

Texts are weighed too: a few long ones keep a process of the house as busy as many short ones.
"""

from datetime import datetime

from django.utils import timezone

from underrose.access import limits
from underrose.access.holders import Holder
from underrose.access.record import record_once_a_day
from underrose.access.spending import Spending
from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.kit.refusals import require

LETTERS, WITHIN = 20_000_000, 10 * 60
"""Of one person, and the seconds in which they come back: a minute of a processor, then a tenth of it. A report of sixty pages
has 180,000; whoever writes on in it and rests every eight seconds has as many read as come back."""
A_SECOND = 330_000
"""Letters the guard reads in one; a text that takes longer, because it is full of findings, counts as those."""
A_FILE = 300_000
"""What opening one counts, before anything is known of it."""
_read = Spending(LETTERS, WITHIN)


def note_check(meeting: Meeting, *, by: Holder, now: datetime) -> None:
    """Before the guard answers: whoever asks it again and again learns who is in the room.

    It is called at every rest of a typist, so it takes no lock of the database once the line of the day is there.
    """
    assert by.account is not None
    require(rules.may_check_again(limits.times_today("texts", by.account.pk, now)))
    record_once_a_day(by, "checked", "text", meeting.code, timezone.localdate(now))


def weigh(letters: int, *, by: Holder, at: float) -> None:
    """Before anything is read. `at` is on a clock that never goes back; nothing of it is written down."""
    assert by.account is not None
    require(rules.may_check_so_much(_read.spend(by.account.pk, letters, at=at)))


def weigh_time(seconds: float, letters: int, *, by: Holder, at: float) -> None:
    """Afterwards: what took longer than that many letters do."""
    assert by.account is not None
    _read.add(by.account.pk, max(0.0, seconds * A_SECOND - letters), at=at)
