"""The programme of the room in the invented house, laid out and released once, for the addresses of its pages."""

from typing import Any

from django.utils import timezone

from underrose.access.holders import holder_of
from underrose.access.models import Account
from underrose.concept.models import Meeting
from underrose.participation.models import Participant
from underrose.programme import versions
from underrose.programme.actions import assignments, releasing, rooms, skeleton
from underrose.programme.models import Assignment, Day, Kind, ProgrammeVersion, Room, Session, Task

DAY = timezone.localdate()


def programme(code: str) -> Meeting:
    """Days, a room, a chair, and a version that the public may read."""
    meeting = Meeting.objects.get(code=code)
    if ProgrammeVersion.objects.filter(meeting=meeting).exists():
        return meeting
    by = holder_of(Account.objects.get(name__startswith="Salma"))
    skeleton.draw_skeleton(meeting, by=by, today=DAY)
    rooms.write(Room(meeting=meeting), by=by, today=DAY, name="The long room", capacity=60)
    chair = Assignment(session=Session.objects.of(meeting).filter(kind=Kind.plenary)[0])
    facts: dict[str, Any] = {
        "task": Task.chair,
        "participant": Participant.objects.filter(meeting=meeting, person__is_sealed=False).confirmed()[0],
        "is_confirmed": True,
    }
    assignments.write(chair, by=by, revision=0, today=DAY, **facts)
    coming = versions.coming(meeting)
    choice = releasing.Choice(is_in_public=True)
    releasing.release(meeting, by=by, basis=coming.basis, choice=choice, today=DAY)
    return meeting


def day(code: str) -> Day:
    return programme(code).days.all()[0]


def session(code: str, kind: Kind = Kind.plenary) -> Session:
    return Session.objects.of(programme(code)).filter(kind=kind)[0]


def room(code: str) -> Room:
    return programme(code).rooms.all()[0]


def assignment(code: str) -> Assignment:
    return Assignment.objects.filter(session__day__meeting=programme(code))[0]
