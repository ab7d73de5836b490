"""What stands in the addresses of a programme: one object of each kind, from the programme of the furnished house."""

import time

from django.utils import timezone

from underrose.concept.models import Meeting
from underrose.programme.actions import allocating
from underrose.programme.models import Allocation, Assignment, Day, Kind, Room, Session


def compute_groups(code: str) -> None:
    """What the worker of the demonstration does seconds after its start."""
    waiting = Allocation.objects.get(meeting=programme(code))
    allocating.compute(waiting.key, now=timezone.now(), seconds=time.monotonic)


def programme(code: str) -> Meeting:
    return Meeting.objects.get(code=code)


def day(code: str) -> Day:
    return programme(code).days.all()[0]


def session(code: str, kind: Kind = Kind.plenary) -> Session:
    return Session.objects.of(programme(code)).filter(kind=kind)[0]


def room(code: str) -> Room:
    return programme(code).rooms.all()[0]


def assignment(code: str) -> Assignment:
    """Of somebody in the room, whom the house does not protect."""
    found = Assignment.objects.filter(session__day__meeting=programme(code), participant__isnull=False)
    return found.filter(participant__person__is_sealed=False)[0]
