"""A whole plan laid on the days of a meeting in one act, after it was shown."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Lens, Meeting
from underrose.kit.refusals import require
from underrose.programme import planned
from underrose.programme.models import Day, Room, Session
from underrose.programme.planned import Plan, PlannedDay, PlannedSession
from underrose.programme.rules import days as rules

Laid = dict[str, dict[str, Any]]
"""Sessions, days and rooms that were made in one act: by key, as each was then."""


@transaction.atomic
def draw_skeleton(meeting: Meeting, *, by: Holder, today: date) -> Laid:
    """Days with sensible hours from the meeting's dates. What is answered takes out again what was not there before."""
    locked = _locked(meeting)
    require(rules.may_be_planned(locked) or rules.may_have_skeleton(locked))
    return _lay_out(locked, planned.skeleton(locked), by=by, today=today)


@transaction.atomic
def copy(meeting: Meeting, earlier: Meeting, *, by: Holder, today: date) -> Laid:
    """The days of another meeting, shifted to the dates of this one, without anybody who had a task there."""
    locked = _locked(meeting)
    require(rules.may_be_planned(locked))
    return _lay_out(locked, planned.earlier(locked, earlier), by=by, today=today)


def _locked(meeting: Meeting) -> Meeting:
    """Of two colleagues who lay out one programme at once the second finds what the first has done."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("venue").get(key=meeting.key)


@transaction.atomic
def take_back(meeting: Meeting, laid: Laid, *, by: Holder, today: date) -> int:
    """Out again with what nobody has changed since. How many sessions stay, because somebody did."""
    locked = _locked(meeting)
    made = Session.objects.of(locked).filter(key__in=_keys(laid["sessions"]))
    rows = list(made.select_for_update(of=("self",)))
    kept = {row.key for row in rows if row.revision != laid["sessions"][str(row.key)]}
    for bound in ("assignments", "groups", "topics"):
        kept |= set(made.filter(**{f"{bound}__isnull": False}).values_list("key", flat=True))
    going = [row.key for row in rows if row.key not in kept]
    require(rules.may_be_planned(locked) or rules.may_be_taken_out(going))
    Session.objects.filter(key__in=going).delete()
    days = locked.days.filter(key__in=_keys(laid["days"]), sessions=None, availabilities=None)
    unchanged = [row.key for row in days if _seal(rules.as_read(row)) == laid["days"][str(row.key)]]
    Day.objects.filter(key__in=unchanged).delete()
    rooms = locked.rooms.filter(key__in=_keys(laid["rooms"]), sessions=None, groups=None)
    empty = [row.key for row in rooms if _seal(rules.room_as_read(row)) == laid["rooms"][str(row.key)]]
    Room.objects.filter(key__in=empty).delete()
    record(by, "took back", "programme", locked.key, locked.code, today)
    return len(kept)


def _seal(words: str) -> str:
    """What waits in a browser's session tells nobody what a day or a room was called."""
    return sha256(words.encode()).hexdigest()


def _keys(written: dict[str, Any]) -> list[UUID]:
    return [UUID(key) for key in written]


def _lay_out(meeting: Meeting, plan: Plan, *, by: Holder, today: date) -> Laid:
    require(rules.may_lay_out([day for day in plan.days if day.sessions]))
    laid: Laid = {"sessions": {}, "days": {}, "rooms": {}}
    rooms = _rooms(meeting, plan, laid)
    for one in plan.days:
        _day(meeting, one, rooms, laid)
    record(by, "laid out", "programme", meeting.key, meeting.code, today)
    return laid


def _rooms(meeting: Meeting, plan: Plan, laid: Laid) -> dict[str, Room]:
    """By name, those that are there already among them."""
    found = {room.name.casefold(): room for room in meeting.rooms.all()}
    for position, one in enumerate(plan.rooms, len(found) + 1):
        if one.name.casefold() not in found:
            row = Room.objects.create(
                meeting=meeting, name=one.name, capacity=one.capacity, access=one.access, position=position
            )
            found[one.name.casefold()] = row
            laid["rooms"][str(row.key)] = _seal(rules.room_as_read(row))
    return found


def _day(meeting: Meeting, one: PlannedDay, rooms: dict[str, Room], laid: Laid) -> None:
    day, is_new = Day.objects.get_or_create(
        meeting=meeting, on=one.on, defaults={"title": one.title, "counted_from": meeting.start_on}
    )
    if is_new:
        laid["days"][str(day.key)] = _seal(rules.as_read(day))
    for session in one.sessions:
        row = _session(day, session, rooms)
        laid["sessions"][str(row.key)] = row.revision


def _session(day: Day, one: PlannedSession, rooms: dict[str, Room]) -> Session:
    row = Session.objects.create(
        day=day,
        kind=one.kind,
        title=one.title,
        begins=one.begins,
        ends=one.ends,
        words=one.words,
        audience=one.audience,
        public_title=one.public_title,
        room=rooms.get(one.room.casefold()),
        theme_id=one.theme,
        regime=one.regime,
    )
    row.lenses.set(Lens.objects.filter(key__in=one.lenses))
    return row
