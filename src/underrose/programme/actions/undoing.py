"""What may still be put back: nothing that was taken out before somebody was protected or forgotten.

What waits in the session of a browser is reached by nobody, so it may hold words that were taken out everywhere else.
Everything that waits there says what the house knew when it was taken out, and is opened by this alone.

    kept = undoing.taken_out(meeting)       # in the transaction that takes it out, before anything is read
    require(undoing.may_return(meeting, kept))
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from underrose.access.models import RecordEntry
from underrose.concept.models import Meeting
from underrose.programme.rules import days as rules

VERBS = ("sealed", "forgot")
AS_OF = "as_of"


def alone(meetings: Collection[UUID]) -> None:
    """Until this transaction ends nobody takes words of these meetings out, nor puts them back."""
    found = Meeting.objects.filter(key__in=list(meetings)).order_by("key")
    list(found.select_for_update(no_key=True).values_list("key"))


def taken_out(meeting: Meeting) -> dict[str, int]:
    """To be kept with what is taken out, and asked for before that is read: what is read afterwards is of that moment."""
    alone([meeting.key])
    return {AS_OF: _latest()}


def may_return(meeting: Meeting, kept: Mapping[str, Any]) -> str:
    """Who was protected or forgotten since stands nowhere, so whatever waited that long is not opened."""
    return "" if is_current(meeting, kept) else rules.too_late()


def is_current(meeting: Meeting, kept: Mapping[str, Any]) -> bool:
    alone([meeting.key])
    return _latest() <= int(kept.get(AS_OF, -1))


def _latest() -> int:
    found = RecordEntry.objects.filter(verb__in=VERBS, noun="person").order_by("-position")
    return found.values_list("position", flat=True).first() or 0
