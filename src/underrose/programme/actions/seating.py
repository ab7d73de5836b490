"""Seats changed by hand: one moved, two swapped, somebody pinned, somebody missing. Each can be taken back once."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused, require
from underrose.participation.models import Participant
from underrose.programme import in_numbers
from underrose.programme.actions.groups import Asked, forget_offers, locked
from underrose.programme.models import Allocation, Availability, Day, Group, Seat, Session
from underrose.programme.rules import groups as rules

Held = dict[str, list[dict[str, Any]]]
"""Where people sat before an edit, by keys: kept with the browser until the next one."""


@transaction.atomic
def move(meeting: Meeting, participant: UUID, group: Group, asked: Asked) -> Held:
    """To another group of the round. They stay there, whatever is computed next; without a seat they get one."""
    allocation = _opened(meeting, asked)
    require(rules.may_be_seated(group.session, asked.now))
    seat = _seats(meeting, [participant]).filter(session=group.session_id).first()
    held = _held([seat] if seat else [], nobody=() if seat else [(group.session_id, participant)])
    if seat is None:
        _require_guest(meeting, participant)
        Seat.objects.create(session=group.session, group=group, participant_id=participant, is_pinned=True)
    else:
        seat.group, seat.is_pinned = group, True
        seat.save(update_fields=["group", "is_pinned"])
    _changed(allocation, asked, "moved")
    return held


@transaction.atomic
def swap(meeting: Meeting, session: Session, one: UUID, other: UUID, asked: Asked) -> Held:
    """Two people of one round change places, and stay there."""
    allocation = _opened(meeting, asked)
    require(rules.may_be_seated(session, asked.now))
    seats = list(_seats(meeting, [one, other]).filter(session=session))
    if len(seats) != 2 or seats[0].group_id == seats[1].group_id:  # noqa: PLR2004 - a swap takes two
        raise Refused(rules.no_swap())
    held = _held(seats)
    seats[0].group, seats[1].group = seats[1].group, seats[0].group
    for seat in seats:
        seat.is_pinned = True
    Seat.objects.bulk_update(seats, ["group", "is_pinned"])
    _changed(allocation, asked, "swapped")
    return held


@transaction.atomic
def pin(meeting: Meeting, session: Session, participant: UUID, asked: Asked, *, is_pinned: bool) -> Held:
    """Whatever is computed anew leaves them there, or may move them again."""
    allocation = _opened(meeting, asked)
    require(rules.may_be_seated(session, asked.now))
    seats = list(_seats(meeting, [participant]).filter(session=session))
    held = _held(seats)
    for seat in seats:
        seat.is_pinned = is_pinned
        seat.save(update_fields=["is_pinned"])
    _changed(allocation, asked, "pinned" if is_pinned else "unpinned")
    return held


@transaction.atomic
def unpin_all(meeting: Meeting, asked: Asked) -> Held:
    """Everybody who was put somewhere by hand may be moved by what is computed next, in all rounds to come."""
    allocation = _opened(meeting, asked)
    rows = Seat.objects.filter(session__in=Session.objects.of(meeting), is_pinned=True)
    seats = [
        one
        for one in rows.select_related("session__day__meeting__venue")
        if not in_numbers.has_begun(one.session, asked.now)
    ]
    require(rules.any_kept(seats))
    held = _held(seats)
    Seat.objects.filter(key__in=[one.key for one in seats]).update(is_pinned=False)
    _changed(allocation, asked, "unpinned")
    return held


@transaction.atomic
def put_back(meeting: Meeting, held: Held, asked: Asked) -> None:
    """As it was before the edit, if nothing else was changed since and the round has not begun."""
    allocation = _opened(meeting, asked)
    groups = Group.objects.filter(session__day__meeting=meeting).select_related(
        "session__day__meeting__venue"
    )
    known = groups.in_bulk([UUID(str(row["group"])) for row in held["seats"]])
    found = _seats(meeting, [UUID(str(row["participant"])) for row in held["seats"]])
    standing = {(one.session_id, one.participant_id): one for one in found}
    changed = []
    for row in held["seats"]:
        group = known.get(UUID(str(row["group"])))
        seat = standing.get((group.session_id, UUID(str(row["participant"])))) if group else None
        if group is not None and seat is not None:
            require(rules.may_be_seated(group.session, asked.now))
            seat.group, seat.is_pinned = group, row["is_pinned"]
            changed.append(seat)
    Seat.objects.bulk_update(changed, ["group", "is_pinned"], batch_size=500)
    for row in held["nobody"]:
        seats = _seats(meeting, [UUID(str(row["participant"]))]).filter(session=UUID(str(row["session"])))
        for seat in seats.select_related("session__day__meeting__venue"):
            require(rules.may_be_seated(seat.session, asked.now))
            seat.delete()
    _changed(allocation, asked, "put back")


@transaction.atomic
def say_missing(
    meeting: Meeting,
    participants: Sequence[UUID],
    *,
    since: Session,
    is_rest_of_meeting: bool,
    asked: Asked,
) -> Held:
    """Not there from the beginning of a round, for that day or for all that is left. Rounds that were held keep them."""
    allocation = _opened(meeting, asked)
    require(rules.chosen(list(participants)))
    forget_offers(allocation)
    allocation.save(update_fields=["report"])
    guests = set(
        Participant.objects.filter(meeting=meeting, key__in=list(participants)).values_list("key", flat=True)
    )
    on = since.day.on
    days = [one for one in meeting.days.all() if one.on == on or (is_rest_of_meeting and one.on > on)]
    rows = Availability.objects.filter(day__in=days, participant__in=guests)
    known = {(one.participant_id, one.day_id): one for one in rows}
    held = [_hours(known.get((key, day.key)), key, day) for key in sorted(guests) for day in days]
    for row, (key, day) in zip(held, ((key, day) for key in sorted(guests) for day in days), strict=True):
        said = _say_away(known.get((key, day.key)), key, day, since.begins if day.on == on else None)
        row["said"] = _written(said)
    record(asked.by, "marked missing", "participants", None, meeting.code, asked.today)
    return {"hours": held}


@transaction.atomic
def say_there(meeting: Meeting, held: Held, asked: Asked) -> None:
    """They are there after all: their hours as they were, and what would have mended it is not offered any more.

    Hours that a colleague has written since stay as they are.
    """
    allocation = _opened(meeting, asked)
    forget_offers(allocation)
    allocation.save(update_fields=["report"])
    for row in held["hours"]:
        known = Availability.objects.filter(
            day=UUID(str(row["day"])),
            day__meeting=meeting,
            participant=UUID(str(row["participant"])),
            **{name: value if name == "is_absent" else value or None for name, value in row["said"].items()},
        )
        if row["was"]:
            known.update(
                is_absent=row["is_absent"], arrives=row["arrives"] or None, leaves=row["leaves"] or None
            )
        else:
            known.delete()
    record(asked.by, "marked there", "participants", None, meeting.code, asked.today)


def _opened(meeting: Meeting, asked: Asked) -> Allocation:
    allocation = locked(meeting)
    require(rules.may_change(allocation, asked.revision))
    return allocation


def _changed(allocation: Allocation, asked: Asked, verb: str) -> None:
    allocation.revision += 1
    forget_offers(allocation)
    allocation.save(update_fields=["revision", "report"])
    record(asked.by, verb, "seat", None, allocation.meeting.code, asked.today)


def _seats(meeting: Meeting, participants: Iterable[UUID]) -> "QuerySet[Seat]":
    return Seat.objects.filter(session__day__meeting=meeting, participant__in=list(participants))


def _require_guest(meeting: Meeting, participant: UUID) -> None:
    if not Participant.objects.filter(meeting=meeting, key=participant).confirmed().guests().exists():
        raise Refused(rules.no_guest())


def _held(seats: Iterable[Seat], nobody: Iterable[tuple[UUID, UUID]] = ()) -> Held:
    return {
        "seats": [
            {"participant": str(one.participant_id), "group": str(one.group_id), "is_pinned": one.is_pinned}
            for one in seats
        ],
        "nobody": [
            {"session": str(session), "participant": str(participant)} for session, participant in nobody
        ],
    }


def _hours(known: Availability | None, participant: UUID, day: Day) -> dict[str, Any]:
    return {
        "participant": str(participant),
        "day": str(day.key),
        "was": known is not None,
        **_written(known),
    }


def _written(known: Availability | None) -> dict[str, Any]:
    return {
        "is_absent": known is not None and known.is_absent,
        "arrives": known.arrives.isoformat() if known and known.arrives else "",
        "leaves": known.leaves.isoformat() if known and known.leaves else "",
    }


def _say_away(known: Availability | None, participant: UUID, day: Day, since: time | None) -> Availability:
    found = known or Availability(participant_id=participant, day=day)
    if since is None or (found.arrives is not None and found.arrives >= since):
        found.is_absent, found.arrives, found.leaves = True, None, None
    else:
        found.leaves = min(since, found.leaves or since)
    found.save()
    return found
