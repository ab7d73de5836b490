"""The days of a programme."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation.models import Participant
from underrose.programme.models import Availability, Day, Session
from underrose.programme.rules import days as rules


@transaction.atomic
def add(meeting: Meeting, *, on: date, title: str, by: Holder, today: date) -> Day:
    require(rules.may_be_planned(meeting) or rules.may_hold_day(meeting, on))
    day = Day.objects.create(meeting=meeting, on=on, title=title)
    record(by, "added", "day", day.key, meeting.code, today)
    return day


@transaction.atomic
def write(day: Day, *, on: date, title: str, by: Holder, today: date) -> Day:
    """Name a day, or put it with all its sessions on another date."""
    locked = Day.objects.select_for_update(of=("self",)).select_related("meeting").get(key=day.key)
    require(rules.may_be_planned(locked.meeting) or rules.may_hold_day(locked.meeting, on, locked))
    locked.on, locked.title = on, title
    locked.save(update_fields=["on", "title"])
    record(by, "wrote", "day", locked.key, locked.meeting.code, today)
    return locked


@transaction.atomic
def remove(day: Day, *, by: Holder, today: date) -> dict[str, Any]:
    """An empty day leaves the programme; what is answered puts it back with who is there on it.

    Sessions that were removed from it before can still be put back: they wait on the day that is nearest.
    """
    locked = Day.objects.select_for_update(of=("self",)).select_related("meeting").get(key=day.key)
    require(rules.may_be_planned(locked.meeting) or rules.may_remove_day(locked))
    others = Day.objects.filter(meeting=locked.meeting).exclude(key=locked.key)
    nearest = min(others, key=lambda other: abs((other.on - locked.on).days), default=None)
    if nearest is not None:
        Session.objects.filter(day=locked).update(day=nearest)
    there = locked.availabilities.values_list("participant_id", *HOURS)
    kept = {
        "on": locked.on.isoformat(),
        "title": locked.title,
        "there": [
            [str(who), is_absent, *(hour and hour.isoformat() for hour in hours)]
            for who, is_absent, *hours in there
        ],
    }
    record(by, "removed", "day", locked.key, locked.meeting.code, today)
    locked.delete()
    return kept


HOURS = ("is_absent", "arrives", "leaves")


@transaction.atomic
def put_back(meeting: Meeting, kept: dict[str, Any], *, by: Holder, today: date) -> Day:
    """The day with the hours of those who are still in the room."""
    day = add(meeting, on=date.fromisoformat(kept["on"]), title=kept["title"], by=by, today=today)
    here = set(Participant.objects.filter(meeting=meeting).values_list("key", flat=True))
    for who, is_absent, *hours in kept["there"]:
        if UUID(who) in here:
            arrives, leaves = (hour and time.fromisoformat(hour) for hour in hours)
            Availability.objects.create(
                day=day, participant_id=UUID(who), is_absent=is_absent, arrives=arrives, leaves=leaves
            )
    return day
