"""The programme: days and sessions, groups and seats, and the versions that were released."""

from underrose.programme.models.days import (
    PLANNING,
    READING,
    Assignment,
    Availability,
    Day,
    Kind,
    Room,
    Session,
    SessionLens,
    Task,
)
from underrose.programme.models.groups import (
    Allocation,
    AllocationState,
    Company,
    Group,
    Introduction,
    Pairing,
    Seat,
    Topic,
    TopicWish,
)
from underrose.programme.models.regimes import Acceptance, Announcement
from underrose.programme.models.versions import ProgrammeVersion

__all__ = [
    "PLANNING",
    "READING",
    "Acceptance",
    "Allocation",
    "AllocationState",
    "Announcement",
    "Assignment",
    "Availability",
    "Company",
    "Day",
    "Group",
    "Introduction",
    "Kind",
    "Pairing",
    "ProgrammeVersion",
    "Room",
    "Seat",
    "Session",
    "SessionLens",
    "Task",
    "Topic",
    "TopicWish",
]
