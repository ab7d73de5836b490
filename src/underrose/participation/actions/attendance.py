"""Who came. A yes or a no is kept, never when somebody came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation.models import Brief, Participant
from underrose.participation.rules import logistics as rules
from underrose.people.actions import persons
from underrose.people.models import HistoryLine


@dataclass(frozen=True, slots=True)
class Tick:
    """What a list says of one person, and what the list said before it was ticked."""

    key: UUID
    attended: bool
    was: bool | None


@transaction.atomic
def tick(meeting: Meeting, ticks: Iterable[Tick], *, by: Holder, today: date) -> frozenset[UUID]:
    """Take over the ticks of a list; those that a colleague changed meanwhile stay as they are and come back.

    A list that is sent twice changes nothing the second time.
    """
    require(rules.may_tick(meeting))
    wanted = {one.key: one for one in ticks}
    rows = Participant.objects.select_for_update().filter(meeting=meeting, key__in=wanted).confirmed()
    changed, kept = [], set()
    for row in rows:
        one = wanted[row.key]
        if row.attended == one.attended:
            continue
        if row.attended != one.was:
            kept.add(row.key)
            continue
        row.attended = one.attended
        changed.append(row)
    if changed:
        Participant.objects.bulk_update(changed, ["attended"])
        _raise(meeting)
        record(by, "ticked", "check-in list", None, meeting.code, today)
    return frozenset(kept)


@transaction.atomic
def close(meeting: Meeting, *, by: Holder, today: date) -> int:
    """The list is complete: whoever is not ticked did not come, and who came has it in their history."""
    require(rules.may_tick(meeting))
    room = Participant.objects.filter(meeting=meeting).confirmed()
    room.filter(attended__isnull=True).update(attended=False)
    came = list(room.filter(attended=True).select_related("person"))
    for row in came:
        persons.note_history(
            row.person,
            kind=HistoryLine.Kind.attended,
            meeting_code=meeting.code,
            today=meeting.start_on or today,
        )
    _raise(meeting)
    record(by, "closed", "check-in list", None, meeting.code, today)
    return len(came)


def _raise(meeting: Meeting) -> None:
    """Whoever keeps something made from the room sees that it has changed."""
    Brief.objects.filter(meeting=meeting).update(revision=F("revision") + 1)
