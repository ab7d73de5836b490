"""The computation of groups: asked for, followed, stopped, written down, taken back.

The computing itself lasts, so it is no transaction: what it works with is read at its beginning, what comes of it is
written in one go at its end, and nobody changes the groups in between. Begun anew after a crash it begins anew.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.methods.allocation.breakouts.problem import ABSENT, Problem
from underrose.participation import room
from underrose.programme import impossible, in_numbers
from underrose.programme.actions import undoing
from underrose.programme.actions.groups import Asked, forget_offers, locked, of_meeting
from underrose.programme.in_numbers import Numbered
from underrose.programme.models import Allocation, AllocationState, Seat
from underrose.programme.rules import groups as rules

if TYPE_CHECKING:
    from underrose.methods.allocation.breakouts.solving import Plan

ANEW, CURVE, TAKE = "anew", "curve", "take"
Enqueue = Callable[[UUID], None]
PAUSE = 1.0
"""Seconds between two looks at whether somebody asked to stop."""


def ask(meeting: Meeting, asked: Asked, *, mode: str, enqueue: Enqueue, allowed: int = 0) -> Allocation:
    """Have the groups computed anew, have it worked out what few changes would do, or take one of those.

    Whether it can be met at all may take a proof: nobody's writing waits for that.
    """
    seen = of_meeting(meeting)
    require(rules.may_compute(seen))
    if mode == TAKE:
        require(rules.changes_offered(seen, allowed))
    numbered = in_numbers.of(seen, asked.now)
    require(rules.anybody(len(numbered.people), len(numbered.to_come)))
    is_impossible = bool(impossible.told(numbered.problem))
    with transaction.atomic():
        allocation = locked(meeting)
        require(rules.may_change(allocation, seen.revision))
        if is_impossible:
            _say_impossible(allocation)
            return allocation
        _wait(allocation, mode, allowed)
        record(asked.by, "computed", "groups", allocation.key, meeting.code, asked.today)
        enqueue(allocation.key)
        return allocation


def _wait(allocation: Allocation, mode: str, allowed: int) -> None:
    wanted = {"mode": mode, "allowed": allowed, "before": allocation.state}
    allocation.report = {**allocation.report, "asked": wanted}
    allocation.state = AllocationState.waiting
    allocation.progress = 0
    allocation.is_asked_to_stop = False
    allocation.save(update_fields=["report", "state", "progress", "is_asked_to_stop"])


@transaction.atomic
def ask_to_stop(meeting: Meeting) -> None:
    """What has not begun does not begin; what runs is told so, and keeps the best it has found."""
    allocation = locked(meeting)
    if allocation.state == AllocationState.waiting:
        allocation.state = AllocationState(allocation.report["asked"]["before"])
        allocation.save(update_fields=["state"])
    elif allocation.state == AllocationState.running:
        allocation.is_asked_to_stop = True
        allocation.save(update_fields=["is_asked_to_stop"])


def compute(key: UUID, *, now: datetime, seconds: Callable[[], float]) -> None:
    """In the worker alone: it loads the kernel, which no page ever does.

    What is wanted stands in the row, so that a job which was left over does what was asked for last.
    """
    allocation = _begun(key)
    if allocation is None:
        return
    try:
        _computed(allocation, now, seconds)
    except Exception:
        Allocation.objects.filter(key=key).update(state=AllocationState.failed)
        raise


def _begun(key: UUID) -> Allocation | None:
    """A job whose worker was killed finds it running, and begins anew; one that was stopped or done does nothing."""
    with transaction.atomic():
        rows = Allocation.objects.select_for_update(of=("self",)).select_related("meeting__venue")
        found = rows.filter(key=key, state__in=rules.BUSY).first()
        if found is not None:
            found.state = AllocationState.running
            found.save(update_fields=["state"])
        return found


def _computed(allocation: Allocation, now: datetime, seconds: Callable[[], float]) -> None:
    from underrose.methods.allocation.breakouts import repair, solving

    wanted = allocation.report.get("asked", {})
    mode, allowed = wanted.get("mode", ANEW), wanted.get("allowed", 0)
    numbered = in_numbers.of(allocation, now)
    as_of = room.revision(allocation.meeting)
    if impossible.proven(numbered.problem):
        _say_impossible(allocation)
        return
    told = _Told(allocation.key, seconds)
    if mode == ANEW:
        moves = allocation.moves or solving.CYCLE * solving.CYCLES
        plan = solving.solve(
            numbered.problem,
            seed=allocation.seed,
            moves=moves,
            may_go_on=lambda at: told(at.tried / at.moves),
        )
        bought = _loosened(allocation, numbered.problem, plan, told) if plan.is_complete else {}
        _write(allocation, numbered, plan, as_of, now, bought)
        return
    mended = repair.repair(
        numbered.in_hand(),
        seed=allocation.seed,
        allowed=allowed if mode == TAKE else None,
        may_go_on=lambda at: told(at.tried / at.moves),
    )
    if mode == TAKE:
        _write(allocation, numbered, mended.plan, as_of, now, {})
    else:
        _offer(allocation, [_point(one) for one in mended.curve])


def _say_impossible(allocation: Allocation) -> None:
    """Seats stay as they are; why it cannot be is worked out when the page is drawn, so that no name is kept."""
    Allocation.objects.filter(key=allocation.key).update(state=AllocationState.impossible, progress=0)
    allocation.state = AllocationState.impossible


class _Told:
    """Tells the page how far it is, at most once a second, and hears whether somebody asked to stop."""

    def __init__(self, key: UUID, seconds: Callable[[], float]) -> None:
        self.key, self.seconds = key, seconds
        self.last, self.may_go_on = seconds(), True

    def __call__(self, part: float) -> bool:
        if self.may_go_on and self.seconds() - self.last >= PAUSE:
            self.last = self.seconds()
            here = Allocation.objects.filter(key=self.key)
            here.update(progress=min(100, int(100 * part)))
            self.may_go_on = here.filter(is_asked_to_stop=False).exists()
        return self.may_go_on


def _point(plan: Any) -> dict[str, int]:
    """Numbers only; taken again, the same seed gives it or a better one."""
    report = plan.report
    return {
        "changes": report.changes,
        "violations": len(report.violations),
        "off_quota": report.off_quota,
        "again": sum(report.rounds_shared[2:]),
        "encounters": report.encounters,
        "disappointment": report.disappointment,
    }


@transaction.atomic
def _offer(allocation: Allocation, curve: list[dict[str, int]]) -> None:
    found = locked(allocation.meeting)
    if not rules.is_busy(found):  # another worker was there first, with a job that was left over
        return
    found.report = {name: value for name, value in found.report.items() if name != "asked"} | {"curve": curve}
    found.state, found.progress = AllocationState.done, 100
    found.save(update_fields=["report", "state", "progress"])


def _loosened(
    allocation: Allocation, problem: Problem, plan: "Plan", told: "_Told"
) -> dict[str, dict[str, int]]:
    """What one more or fewer of each feature in a group would buy, where arithmetic does not forbid that it buys anything."""
    from underrose.methods.allocation.breakouts import trade_off

    strict = [one.name for one in problem.attributes if not one.slack]
    is_at_bound = plan.report.encounters <= plan.report.bounds.encounters
    if is_at_bound or len(problem) > impossible.SMALL:
        return {}
    moves = min(allocation.moves or trade_off.MOVES, trade_off.MOVES)
    found = {
        name: trade_off.loosening(
            problem, name, seed=allocation.seed, moves=moves, may_go_on=lambda _at: told(1.0)
        )
        for name in strict
    }
    if not told.may_go_on:
        return {}
    return {name: {"bought": one.bought, "paid": one.paid} for name, one in found.items()}


@transaction.atomic
def _write(
    allocation: Allocation,
    numbered: Numbered,
    plan: "Plan",
    as_of: int,
    now: datetime,
    loosened: dict[str, dict[str, int]],
) -> None:
    """All seats of rounds to come, with where each sat before. A round that began meanwhile stays as it was.

    Nobody is seated who left or was forgotten meanwhile: who is here is asked once more, with nobody changing it.
    """
    seats = plan.seats
    undoing.alone([allocation.meeting_id])
    found = locked(allocation.meeting)
    if not rules.is_busy(found):  # as above
        return
    sessions = {
        numbered.rounds[number].key: number
        for number in numbered.to_come
        if not in_numbers.has_begun(numbered.rounds[number], now)
    }
    still_here = {one.participant for one in room.sitters(allocation.meeting)}
    Seat.objects.filter(session__in=list(sessions)).delete()
    new = [
        Seat(
            session=numbered.rounds[number],
            group=numbered.groups[number][group],
            participant_id=numbered.people[person].participant,
            is_pinned=(number, person) in numbered.pinned,
            former=None if before == ABSENT else numbered.groups[number][before],
        )
        for number in sessions.values()
        for person, (group, before) in enumerate(zip(seats[number], numbered.seats[number], strict=True))
        if group != ABSENT and numbered.people[person].participant in still_here
    ]
    Seat.objects.bulk_create(new)
    found.state = AllocationState.done if plan.is_complete else AllocationState.stopped
    found.progress, found.report = 100, {"computed": len(new), "loosened": loosened}
    found.room_revision, found.computed_on = as_of, now.date()
    found.revision += 1
    found.save()


@transaction.atomic
def take_back(meeting: Meeting, asked: Asked) -> int:
    """Everybody to where they sat before the latest computation; said again, back to what was computed."""
    allocation = locked(meeting)
    require(rules.may_change(allocation, asked.revision))
    rows = Seat.objects.filter(session__day__meeting=meeting, former__isnull=False)
    rows = rows.exclude(former=F("group")).select_related("session__day__meeting__venue", "group", "former")
    found = [one for one in rows if not in_numbers.has_begun(one.session, asked.now)]
    for one in found:
        one.group, one.former = one.former or one.group, one.group
    Seat.objects.bulk_update(found, ["group", "former"])
    forget_offers(allocation)
    allocation.revision += 1
    allocation.save(update_fields=["report", "revision"])
    record(asked.by, "taken back", "groups", allocation.key, meeting.code, asked.today)
    return len(found)
