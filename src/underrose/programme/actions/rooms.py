"""The rooms of the venue, as a meeting uses them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.programme.models import Group, Room, Session
from underrose.programme.rules import days as rules


@transaction.atomic
def write(room: Room, *, by: Holder, today: date, name: str, read: str = "", **facts: Any) -> Room:
    """Add a room, or say anew what it is called and how many sit in it. `read` is what it said, where that was told."""
    is_new = room._state.adding
    locked = room if is_new else _locked(room)
    require(
        rules.may_be_planned(locked.meeting)
        or ("" if is_new else rules.may_overwrite_room(locked, read))
        or rules.may_call_room(locked.meeting, name, None if is_new else locked)
    )
    for field, value in {"name": name, **facts}.items():
        setattr(locked, field, value)
    if is_new and not locked.position:
        locked.position = _next_position(locked.meeting)
    locked.save()
    record(by, "added" if is_new else "wrote", "room", locked.key, locked.meeting.code, today)
    return locked


def _locked(room: Room) -> Room:
    return Room.objects.select_for_update(of=("self",)).select_related("meeting").get(key=room.key)


def _next_position(meeting: Meeting) -> int:
    return int(meeting.rooms.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def remove(room: Room, *, by: Holder, today: date) -> dict[str, Any]:
    """Out of the programme: what stood there has no room then. What is answered puts everything back."""
    require(rules.may_be_planned(room.meeting))
    kept = {
        "key": str(room.key),
        "facts": {
            "name": room.name,
            "capacity": room.capacity,
            "access": room.access,
            "position": room.position,
        },
        "sessions": [str(key) for key in room.sessions.values_list("key", flat=True)],
        "groups": [str(key) for key in room.groups.values_list("key", flat=True)],
    }
    record(by, "removed", "room", room.key, room.meeting.code, today)
    room.delete()
    return kept


@transaction.atomic
def put_back(meeting: Meeting, kept: dict[str, Any], *, by: Holder, today: date) -> Room:
    """With what stood there and has found no other room since."""
    room = write(Room(key=UUID(kept["key"]), meeting=meeting), by=by, today=today, **kept["facts"])
    homeless = {"room__isnull": True}
    Session.objects.filter(key__in=kept["sessions"], day__meeting=meeting, **homeless).update(room=room)
    Group.objects.filter(key__in=kept["groups"], session__day__meeting=meeting, **homeless).update(room=room)
    return room


@transaction.atomic
def give(room: Room, kind: str, *, by: Holder, today: date) -> list[str]:
    """All sessions of one kind that have no room stand in this one. What is answered takes them out again."""
    homeless = Session.objects.of(room.meeting).filter(kind=kind, room__isnull=True)
    keys = list(homeless.values_list("key", flat=True))
    require(rules.may_be_planned(room.meeting) or rules.may_be_given(keys))
    Session.objects.filter(key__in=keys).update(room=room, revision=F("revision") + 1)
    record(by, "gave", "room", room.key, room.meeting.code, today)
    return [str(key) for key in keys]


@transaction.atomic
def take_back(meeting: Meeting, kept: dict[str, Any], *, by: Holder, today: date) -> None:
    """The sessions that still stand in the room they were given have none again."""
    require(rules.may_be_planned(meeting))
    given = Session.objects.of(meeting).filter(key__in=kept["sessions"], room=kept["room"])
    given.update(room=None, revision=F("revision") + 1)
    record(by, "took back", "room", UUID(kept["room"]), meeting.code, today)
