"""A whole plan laid on the days of a meeting in one act, after it was shown."""

from datetime import date

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Lens, Meeting
from underrose.kit.refusals import require
from underrose.programme import planned
from underrose.programme.models import Day, Room, Session
from underrose.programme.planned import Plan, PlannedDay, PlannedSession
from underrose.programme.rules import days as rules


@transaction.atomic
def draw_skeleton(meeting: Meeting, *, by: Holder, today: date) -> int:
    """Days with sensible hours from the meeting's dates. How many sessions there are now that were not there before."""
    locked = _locked(meeting)
    require(rules.may_be_planned(locked) or rules.may_have_skeleton(locked))
    return _lay_out(locked, planned.skeleton(locked), by=by, today=today)


@transaction.atomic
def copy(meeting: Meeting, earlier: Meeting, *, by: Holder, today: date) -> int:
    """The days of another meeting, shifted to the dates of this one, without anybody who had a task there."""
    locked = _locked(meeting)
    require(rules.may_be_planned(locked))
    return _lay_out(locked, planned.earlier(locked, earlier), by=by, today=today)


def _locked(meeting: Meeting) -> Meeting:
    """Of two colleagues who lay out one programme at once the second finds what the first has done."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("venue").get(key=meeting.key)


def _lay_out(meeting: Meeting, plan: Plan, *, by: Holder, today: date) -> int:
    require(rules.may_lay_out([day for day in plan.days if day.sessions]))
    rooms = _rooms(meeting, plan)
    number = sum(_day(meeting, one, rooms) for one in plan.days)
    record(by, "laid out", "programme", meeting.key, meeting.code, today)
    return number


def _rooms(meeting: Meeting, plan: Plan) -> dict[str, Room]:
    """By name, those that are there already among them."""
    found = {room.name.casefold(): room for room in meeting.rooms.all()}
    for position, one in enumerate(plan.rooms, len(found) + 1):
        if one.name.casefold() not in found:
            found[one.name.casefold()] = Room.objects.create(
                meeting=meeting, name=one.name, capacity=one.capacity, access=one.access, position=position
            )
    return found


def _day(meeting: Meeting, one: PlannedDay, rooms: dict[str, Room]) -> int:
    day, _new = Day.objects.get_or_create(
        meeting=meeting, on=one.on, defaults={"title": one.title, "counted_from": meeting.start_on}
    )
    for session in one.sessions:
        _session(day, session, rooms)
    return len(one.sessions)


def _session(day: Day, one: PlannedSession, rooms: dict[str, Room]) -> None:
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
