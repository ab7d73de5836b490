"""Sessions: written, moved, removed and brought back."""

from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Lens
from underrose.kit.refusals import require
from underrose.programme.models import Day, Session
from underrose.programme.rules import days as rules

FACTS = (
    "day",
    "kind",
    "title",
    "begins",
    "ends",
    "words",
    "audience",
    "public_title",
    "room",
    "theme",
    "regime",
)


HOUR = 60


class Where(StrEnum):
    """Where a button sends a session."""

    earlier = "earlier"
    later = "later"
    day_before = "day_before"
    day_after = "day_after"


@transaction.atomic
def write(
    session: Session,
    *,
    by: Holder,
    revision: int,
    today: date,
    lenses: Iterable[Lens],
    all_agree: bool = False,
    **facts: Any,
) -> Session:
    """Add a session or change it, unless a colleague saved first. `all_agree`: those affected by a looser regime."""
    is_new = session._state.adding
    locked = session if is_new else _locked(session)
    meeting = facts["day"].meeting
    require(
        rules.may_be_planned(meeting)
        or ("" if is_new else rules.may_overwrite(locked, revision))
        or rules.may_last(facts["begins"], facts["ends"])
        or rules.may_have_regime(locked, meeting, facts["regime"], all_agree=all_agree)
    )
    for name in FACTS:
        setattr(locked, name, facts[name])
    locked.revision += 0 if is_new else 1
    locked.save()
    locked.lenses.set(lenses)
    record(by, "added" if is_new else "wrote", "session", locked.key, meeting.code, today)
    return locked


def _locked(session: Session) -> Session:
    found = Session.objects.select_for_update(of=("self",)).select_related("day__meeting")
    return found.get(key=session.key)


@transaction.atomic
def move(session: Session, where: Where, *, by: Holder, today: date) -> Session | None:
    """One place earlier or later on its day, or to the next day at the same hours. Nothing where it ends."""
    locked = _locked(session)
    require(rules.may_be_planned(locked.day.meeting))
    if where in {Where.earlier, Where.later}:
        is_moved = _change_places(locked, is_earlier=where == Where.earlier)
    else:
        is_moved = _change_day(locked, is_before=where == Where.day_before)
    if not is_moved:
        return None
    record(by, "moved", "session", locked.key, locked.day.meeting.code, today)
    return locked


def _change_places(session: Session, *, is_earlier: bool) -> bool:
    """The two keep how long they last, and the time between them stays between them."""
    others = Session.objects.select_for_update().filter(day=session.day_id, is_removed=False)
    others = others.exclude(key=session.key)
    first: Session | None
    second: Session | None
    if is_earlier:
        other = others.filter(begins__lt=session.begins).order_by("-begins", "-ends", "key").first()
        first, second = other, session
    else:
        other = others.filter(begins__gt=session.begins).order_by("begins", "ends", "key").first()
        first, second = session, other
    if first is None or second is None:
        return False
    begins, ends = first.begins, max(first.ends, second.ends)
    lasts = _length(first), _length(second)
    second.begins, second.ends = begins, _after(begins, lasts[1])
    first.begins, first.ends = _after(ends, -lasts[0]), ends
    for one in (first, second):
        one.revision += 1
        one.save(update_fields=["begins", "ends", "revision"])
    return True


def _length(session: Session) -> int:
    return _minutes(session.ends) - _minutes(session.begins)


def _minutes(hour: time) -> int:
    return hour.hour * HOUR + hour.minute


def _after(hour: time, later: int) -> time:
    hours, minutes = divmod((_minutes(hour) + later) % (24 * HOUR), HOUR)
    return hour.replace(hour=hours, minute=minutes)


def _change_day(session: Session, *, is_before: bool) -> bool:
    days = Day.objects.filter(meeting=session.day.meeting_id).select_related("meeting")
    there = (
        days.filter(on__lt=session.day.on).order_by("-on")
        if is_before
        else days.filter(on__gt=session.day.on).order_by("on")
    ).first()
    if there is None:
        return False
    session.day = there
    session.revision += 1
    session.save(update_fields=["day", "revision"])
    return True


@transaction.atomic
def remove(session: Session, *, by: Holder, today: date) -> None:
    """Out of the draft with those who have tasks in it, and back again with `put_back`."""
    _switch_removed(session, is_removed=True)
    record(by, "removed", "session", session.key, session.day.meeting.code, today)


@transaction.atomic
def put_back(session: Session, *, by: Holder, today: date) -> None:
    _switch_removed(session, is_removed=False)
    record(by, "brought back", "session", session.key, session.day.meeting.code, today)


def _switch_removed(session: Session, *, is_removed: bool) -> None:
    require(rules.may_be_planned(session.day.meeting))
    Session.objects.filter(key=session.key).update(is_removed=is_removed, revision=F("revision") + 1)
