"""Who does what in a session, and what they should know for it."""

import json
from base64 import b64decode, b64encode
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit.refusals import require
from underrose.kit.sealed import Sealed
from underrose.participation import room
from underrose.participation.models import Participant
from underrose.programme.actions import undoing
from underrose.programme.models import Assignment, ProgrammeVersion, Session
from underrose.programme.outline import free_name
from underrose.programme.rules import days as rules


@transaction.atomic
def write(assignment: Assignment, *, by: Holder, revision: int, today: date, **facts: Any) -> Assignment:
    """Give somebody a task, or change it, unless a colleague saved first. Nobody is told of it."""
    is_new = assignment._state.adding
    locked = assignment if is_new else _locked(assignment)
    session, was = _session(locked), "" if is_new else free_name(locked)
    for name, value in facts.items():
        setattr(locked, name, value)
    known = room.called(session.day.meeting).get(locked.participant_id) if locked.participant_id else None
    others = list(session.assignments.defer("briefing"))
    require(
        rules.may_be_planned(session.day.meeting)
        or ("" if is_new else rules.may_overwrite(locked, revision))
        or rules.may_assign(locked, others, known, is_public=locked.is_public)
    )
    if is_new:
        locked.position = _next_position(session)
    else:
        locked.revision += 1
    if was and was != free_name(locked) and _is_released(locked, session.day.meeting_id):
        locked = _begun_anew(locked)
    locked.save()
    record(by, "assigned" if is_new else "wrote", "assignment", locked.key, session.day.meeting.code, today)
    return locked


def _is_released(assignment: Assignment, meeting: UUID) -> bool:
    """Whether any version knows it; until then its name may change, and nobody who writes about it loses the page."""
    kept = ProgrammeVersion.objects.filter(meeting=meeting).values_list("content", flat=True)
    return any(str(assignment.key) in json.dumps(content) for content in kept.iterator())


def _begun_anew(assignment: Assignment) -> Assignment:
    """Whatever was released knows a free name by its key, so no other name may come to stand under it."""
    fresh = Assignment(session=assignment.session)
    for name in (*OPEN, *KEYS, *SEALED, "position", "revision"):
        setattr(fresh, name, getattr(assignment, name))
    assignment.delete()
    return fresh


def _locked(assignment: Assignment) -> Assignment:
    found = Assignment.objects.select_for_update(of=("self",)).select_related("session__day__meeting")
    return found.get(key=assignment.key)


def _session(assignment: Assignment) -> Session:
    return Session.objects.select_related("day__meeting").get(key=assignment.session_id)


def _next_position(session: Session) -> int:
    return int(session.assignments.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def confirm(assignment: Assignment, *, is_confirmed: bool, by: Holder, today: date) -> Assignment:
    """They have agreed, or have not after all."""
    locked = _locked(assignment)
    require(rules.may_be_planned(locked.session.day.meeting))
    if locked.is_confirmed != is_confirmed:
        locked.is_confirmed = is_confirmed
        locked.revision += 1
        locked.save(update_fields=["is_confirmed", "revision"])
        code = locked.session.day.meeting.code
        record(by, "confirmed" if is_confirmed else "reopened", "assignment", locked.key, code, today)
    return locked


@transaction.atomic
def remove(assignment: Assignment, *, by: Holder, today: date) -> dict[str, Any]:
    """The task is nobody's then. What is answered puts it back; names and words in it stay sealed."""
    as_of = undoing.taken_out(_session(assignment).day.meeting)
    locked = _locked(assignment)
    require(rules.may_be_planned(locked.session.day.meeting))
    closed = {name: locked.__dict__[name] for name in SEALED}
    kept: dict[str, Any] = {name: getattr(locked, name) for name in OPEN}
    kept |= {name: _text(getattr(locked, name)) for name in KEYS}
    kept |= {name: b64encode(one.raw).decode() if one else None for name, one in closed.items()}
    record(by, "removed", "assignment", locked.key, locked.session.day.meeting.code, today)
    locked.delete()
    return kept | as_of | {"key": str(assignment.key)}


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


@transaction.atomic
def put_back(session: Session, kept: dict[str, Any], *, by: Holder, today: date) -> Assignment:
    """As it was before somebody was taken out, unless anybody was protected or forgotten since."""
    require(undoing.may_return(session.day.meeting, kept))
    key = UUID(kept["key"])
    facts: dict[str, Any] = {name: kept[name] for name in OPEN}
    facts |= {name: UUID(kept[name]) if kept[name] else None for name in KEYS}
    facts |= {name: Sealed(b64decode(kept[name]), key) if kept[name] else None for name in SEALED}
    place = facts["participant_id"]
    is_there = place is None or Participant.objects.filter(key=place, meeting=session.day.meeting_id).exists()
    require(rules.may_come_back(is_there=is_there))
    if facts["group_id"] and not session.groups.filter(key=facts["group_id"]).exists():
        facts["group_id"] = None
    return write(Assignment(key=key, session=session), by=by, revision=0, today=today, **facts)


OPEN = ("task", "is_confirmed", "is_public")
KEYS = ("participant_id", "group_id")
SEALED = ("name", "briefing")
