"""When somebody is there: said day by day, and nothing said is the whole day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit.refusals import require
from underrose.participation.models import Participant
from underrose.programme.models import Availability, Day
from underrose.programme.rules import days as rules


@dataclass(frozen=True, slots=True)
class There:
    """What is said of somebody on one day."""

    day: Day
    is_absent: bool
    arrives: time | None
    leaves: time | None

    @property
    def is_whole(self) -> bool:
        return not self.is_absent and self.arrives is None and self.leaves is None


@transaction.atomic
def say(participant: Participant, there: Iterable[There], *, by: Holder, today: date) -> None:
    """On which days, and between which hours, somebody is there. Sessions they have a task in stay as they are."""
    require(rules.may_be_planned(participant.meeting))
    for one in there:
        require("" if one.is_absent else rules.may_be_there(one.arrives, one.leaves))
        if one.is_whole:
            Availability.objects.filter(participant=participant, day=one.day).delete()
            continue
        Availability.objects.update_or_create(
            participant=participant,
            day=one.day,
            defaults={
                "is_absent": one.is_absent,
                "arrives": None if one.is_absent else one.arrives,
                "leaves": None if one.is_absent else one.leaves,
            },
        )
    record(by, "wrote", "availability", participant.key, participant.meeting.code, today)
