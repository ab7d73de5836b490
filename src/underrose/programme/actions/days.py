"""The days of a programme."""

from datetime import date
from typing import Any

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.programme.models import Day
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
    """An empty day leaves the programme; what is answered is enough to `add` it again."""
    locked = Day.objects.select_for_update(of=("self",)).select_related("meeting").get(key=day.key)
    require(rules.may_be_planned(locked.meeting) or rules.may_remove_day(locked))
    record(by, "removed", "day", locked.key, locked.meeting.code, today)
    locked.delete()
    return {"on": locked.on.isoformat(), "title": locked.title}
