"""The days of a programme."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation.models import Participant
from underrose.programme import dates, outline
from underrose.programme.actions import undoing
from underrose.programme.models import Availability, Day, Session
from underrose.programme.rules import days as rules


@transaction.atomic
def add(meeting: Meeting, *, on: date, title: str, by: Holder, today: date) -> Day:
    require(rules.may_be_planned(meeting) or rules.may_hold_day(meeting, on))
    day = Day.objects.create(meeting=meeting, on=on, title=title, counted_from=meeting.start_on)
    record(by, "added", "day", day.key, meeting.code, today)
    return day


@transaction.atomic
def write(day: Day, *, on: date, title: str, by: Holder, today: date, read: str = "") -> Day:
    """Name a day, or put it with all its sessions on another date. `read` is what it said, where that was told."""
    locked = Day.objects.select_for_update(of=("self",)).select_related("meeting").get(key=day.key)
    require(
        rules.may_be_planned(locked.meeting)
        or rules.may_overwrite_day(locked, read)
        or rules.may_hold_day(locked.meeting, on, locked)
    )
    if locked.on != on:
        locked.counted_from = locked.meeting.start_on
    locked.on, locked.title = on, title
    locked.save(update_fields=["on", "title", "counted_from"])
    record(by, "wrote", "day", locked.key, locked.meeting.code, today)
    return locked


@transaction.atomic
def remove(day: Day, *, by: Holder, today: date, seen: int = 0) -> dict[str, Any]:
    """Out of the programme with the sessions on it, of which `seen` were told. What is answered puts all of it back.

    Removed sessions, also those that were removed from it before, wait on the day that is nearest.
    """
    locked = Day.objects.select_for_update(of=("self",)).select_related("meeting").get(key=day.key)
    require(rules.may_be_planned(locked.meeting) or rules.may_remove_day(locked, seen))
    standing = Session.objects.of(locked.meeting).filter(day=locked)
    going = [str(key) for key in standing.values_list("key", flat=True)]
    standing.update(is_removed=True, revision=F("revision") + 1)
    others = Day.objects.filter(meeting=locked.meeting).exclude(key=locked.key)
    nearest = min(others, key=lambda other: abs((other.on - locked.on).days), default=None)
    if nearest is not None:
        Session.objects.filter(day=locked).update(day=nearest)
    as_of = undoing.taken_out(locked.meeting)
    there = locked.availabilities.values_list("participant_id", *HOURS)
    kept: dict[str, Any] = {
        "on": locked.on.isoformat(),
        "title": locked.title,
        "there": [
            [str(who), is_absent, *(hour and hour.isoformat() for hour in hours)]
            for who, is_absent, *hours in there
        ],
    }
    if kept["there"]:
        kept |= as_of
    if locked.counted_from is not None:
        kept["counted_from"] = locked.counted_from.isoformat()
    if going:
        kept["sessions"] = going
    record(by, "removed", "day", locked.key, locked.meeting.code, today)
    locked.delete()
    return kept


HOURS = ("is_absent", "arrives", "leaves")


@transaction.atomic
def put_back(meeting: Meeting, kept: dict[str, Any], *, by: Holder, today: date) -> Day:
    """The day with the hours of those who are still in the room; without any, if somebody was protected or forgotten."""
    day = add(meeting, on=date.fromisoformat(kept["on"]), title=kept["title"], by=by, today=today)
    day.counted_from = _date(kept.get("counted_from"))
    day.save(update_fields=["counted_from"])
    waiting = Session.objects.filter(key__in=kept.get("sessions", ()), day__meeting=meeting, is_removed=True)
    waiting.update(day=day, is_removed=False, revision=F("revision") + 1)
    here = set(Participant.objects.filter(meeting=meeting).values_list("key", flat=True))
    is_current = not kept["there"] or undoing.is_current(meeting, kept)
    for who, is_absent, *hours in kept["there"] if is_current else ():
        if UUID(who) in here:
            arrives, leaves = (hour and time.fromisoformat(hour) for hour in hours)
            Availability.objects.create(
                day=day, participant_id=UUID(who), is_absent=is_absent, arrives=arrives, leaves=leaves
            )
    return day


# All days at once, when the meeting has moved.

Places = dict[str, tuple[str, str | None]]
"""By key of a day, its date and the first day of the meeting it was counted from."""


@transaction.atomic
def follow(meeting: Meeting, *, basis: str, first: date | None, by: Holder, today: date) -> Places:
    """Days go to the dates of the meeting with all that stands on them. What is answered takes them back."""
    locked = _locked(meeting)
    shift = dates.of(outline.of(locked), first)
    require(rules.may_be_planned(locked) or rules.may_follow(shift, basis))
    kept = _places(locked)
    _place(locked, {day.key: (day.to, locked.start_on) for day in shift.days})
    record(by, "moved", "programme", locked.key, locked.code, today)
    return kept


@transaction.atomic
def stay(meeting: Meeting, *, by: Holder, today: date) -> Places:
    """The days are right as they are, although the meeting has moved."""
    locked = _locked(meeting)
    require(rules.may_be_planned(locked))
    kept = _places(locked)
    locked.days.update(counted_from=locked.start_on)
    record(by, "left", "programme", locked.key, locked.code, today)
    return kept


@transaction.atomic
def take_back(meeting: Meeting, kept: Places, *, by: Holder, today: date) -> None:
    """Every day that is still there where it stood."""
    locked = _locked(meeting)
    places = {UUID(key): (date.fromisoformat(on), _date(start)) for key, (on, start) in kept.items()}
    others = {day.on for day in locked.days.all() if day.key not in places}
    require(
        rules.may_be_planned(locked) or rules.may_return(on for on, _start in places.values() if on in others)
    )
    _place(locked, places)
    record(by, "moved back", "programme", locked.key, locked.code, today)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("venue").get(key=meeting.key)


def _places(meeting: Meeting) -> Places:
    return {
        str(day.key): (day.on.isoformat(), day.counted_from.isoformat() if day.counted_from else None)
        for day in meeting.days.all()
    }


def _place(meeting: Meeting, places: Mapping[UUID, tuple[date, date | None]]) -> None:
    """No two days of a meeting may ever share a date, so all of them first step aside, to where no meeting ever was."""
    rows = [day for day in meeting.days.all() if day.key in places]
    for number, day in enumerate(rows):
        day.on = date.min + timedelta(days=number)
    Day.objects.bulk_update(rows, ["on"])
    for day in rows:
        day.on, day.counted_from = places[day.key]
    Day.objects.bulk_update(rows, ["on", "counted_from"])


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
