"""A meeting with guests and breakout rounds, for the tests of groups."""

import datetime as dt
import itertools

from underrose.concept.models import Meeting
from underrose.participation import room
from underrose.participation.models import Axis, Brief, Candidate, Constituency, Standing
from underrose.participation.tests.furnished import START, TODAY, director, furnished, guest
from underrose.programme import in_numbers
from underrose.programme.actions import allocating, groups
from underrose.programme.actions.groups import Asked, Mixing, RoundWish
from underrose.programme.in_numbers import Numbered
from underrose.programme.models import Allocation, Day, Group, Kind, Seat, Session

NOW = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
"""Two days before the first round."""
SECTORS = ("government", "civil-society", "business", "research")


def meeting_with(guests: int, code: str = "AB12", rounds: int = 2, **particulars) -> Meeting:
    """So many guests, each of one sector, and rounds that have no groups yet."""
    meeting = furnished(code, **particulars)
    axis = Axis.objects.create(
        brief=Brief.objects.get(meeting=meeting), feature="sector", label="Sector", position=1
    )
    sectors = [
        Constituency.objects.create(axis=axis, value=value, label=value.capitalize(), position=place)
        for place, value in enumerate(SECTORS)
    ]
    for number in range(guests):
        place(guest(meeting, f"Guest {number:03}"), sectors[number % len(sectors)])
    day = Day.objects.create(meeting=meeting, on=START)
    for number in range(rounds):
        breakout(day, f"Round {number + 1}", 9 + number)
    return meeting


def place(participant, constituency) -> None:
    """What somebody stands for."""
    candidate = Candidate.objects.create(
        meeting=participant.meeting, person=participant.person, why="", listed_on=TODAY
    )
    Standing.objects.create(candidate=candidate, constituency=constituency)


def breakout(day: Day, title: str, hour: int, kind: Kind = Kind.breakout) -> Session:
    return Session.objects.create(
        day=day, kind=kind, title=title, begins=dt.time(hour), ends=dt.time(hour, 50)
    )


def asked(meeting: Meeting, now: dt.datetime = NOW, **facts) -> Asked:
    facts.setdefault("revision", groups.of_meeting(meeting).revision)
    return Asked(facts.pop("by", director(meeting.code)), facts["revision"], now, now.date())


def sessions(meeting: Meeting) -> list[Session]:
    return list(Session.objects.of(meeting).select_related("day__meeting__venue").order_by("begins"))


def set_up(meeting: Meeting, number: int = 3, mixing: Mixing | None = None, **wish) -> Allocation:
    """Every round with so many groups."""
    present = len(room.sitters(meeting))
    return groups.set_up(
        meeting,
        [RoundWish(one.key, number, present, **wish) for one in sessions(meeting)],
        mixing or Mixing({"sector": 1}),
        asked(meeting),
    )


def computed(
    meeting: Meeting, mode: str = allocating.ANEW, allowed: int = 0, now: dt.datetime = NOW
) -> Allocation:
    """As the worker does it, in this process."""
    jobs: list[tuple] = []
    allocating.ask(
        meeting,
        asked(meeting, now),
        mode=mode,
        allowed=allowed,
        enqueue=lambda *job: jobs.append(job),
    )
    for job in jobs:
        allocating.compute(*job, now=now, seconds=itertools.count().__next__)
    return groups.of_meeting(meeting)


def seated(guests: int = 12, number: int = 3, rounds: int = 2, **particulars) -> Meeting:
    """Groups set up and computed, with a budget that a test can wait for."""
    meeting = meeting_with(guests, rounds=rounds, **particulars)
    set_up(meeting, number)
    Allocation.objects.update(moves=20_000)
    computed(meeting)
    return meeting


def numbered(meeting: Meeting, now: dt.datetime = NOW) -> Numbered:
    return in_numbers.of(groups.of_meeting(meeting), now)


def where(meeting: Meeting) -> dict:
    """Group by round and guest."""
    rows = Seat.objects.filter(session__day__meeting=meeting)
    return {(one.session_id, one.participant_id): one.group_id for one in rows}


def group_of(session: Session, number: int) -> Group:
    found = Group.objects.select_related("session__day__meeting__venue")
    return found.get(session=session, number=number)
