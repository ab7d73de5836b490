"""Rounds with seats as a computation would leave them, for the tests of papers and of what guests choose."""

import datetime as dt
from collections.abc import Iterable, Sequence

from underrose.concept.models import Meeting
from underrose.participation.models import Participant
from underrose.participation.tests.furnished import START
from underrose.programme.models import Day, Group, Kind, Room, Seat, Session, Topic


def session(meeting: Meeting, title: str = "Breakout groups", hour: int = 11, **facts) -> Session:
    day, _new = Day.objects.get_or_create(meeting=meeting, on=facts.pop("on", START))
    facts.setdefault("kind", Kind.breakout)
    return Session.objects.create(
        day=day, title=title, begins=dt.time(hour), ends=facts.pop("ends", dt.time(hour + 1, 15)), **facts
    )


def grouped(one: Session, *groups: Sequence[Participant], room: Room | None = None) -> list[Group]:
    """One group for each list of people, numbered from one, with a seat for each of them."""
    found = []
    for number, people in enumerate(groups, start=1):
        group = Group.objects.create(session=one, number=number, smallest=1, largest=99, room=room)
        seat(group, people)
        found.append(group)
    return found


def seat(group: Group, people: Iterable[Participant]) -> None:
    for participant in people:
        Seat.objects.create(session=group.session, group=group, participant=participant)


def topics(one: Session, *titles: str) -> list[Topic]:
    return [Topic.objects.create(session=one, title=title, position=at) for at, title in enumerate(titles)]
