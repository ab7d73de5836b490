"""The draft of a programme as frozen values: what pages, papers, versions and lists are drawn from.

    outline.of(meeting) -> Outline                 # six questions, however many days, sessions and people there are
    outline.names_of(meeting) -> Names             # two questions: what to call whom a version knows by key

    Outline.days -> Day.sessions -> Session.assignments, Session.groups
    Outline.sessions()                             # all of them, in the order of the days
    Outline.for_reader(Audience.public)            # without the words that such a reader may not read
    Assigned.label                                 # name as the desk shows it: alias of a protected person, or a free name
    Assigned.may_be_named_in_public                # agreed, meant for the public page, and not protected

Names are asked for at this moment and stand in nothing that is kept: a version holds the keys (`Assigned.participant`,
or for a name that is not settled `Assigned.key`) and asks `names_of` when it is drawn.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.participation import room
from underrose.participation.room import Called
from underrose.programme import models
from underrose.programme.models import Kind, Task


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody's task in a session. Blank `participant`: a name that is not, or not yet, somebody in the room."""

    key: UUID
    task: Task
    participant: UUID | None
    label: str
    is_here: bool
    """Has a confirmed place in the room; of a free name nobody knows."""
    is_protected: bool
    is_confirmed: bool
    is_public: bool
    group: UUID | None

    @property
    def may_be_named_in_public(self) -> bool:
        return self.is_public and self.is_confirmed and not self.is_protected


@dataclass(frozen=True, slots=True)
class Grouped:
    """A breakout group of a round, or a table of a meal, without who sits there."""

    key: UUID
    number: int
    name: str
    topic: str
    language: str
    room: str


@dataclass(frozen=True, slots=True)
class Session:
    key: UUID
    day: UUID
    on: date
    begins: time
    ends: time
    kind: Kind
    title: str
    public_title: str
    """What the public page says in place of the title; blank is the title."""
    words: str
    audience: Audience
    """Who may read `words`."""
    room: UUID | None
    room_name: str
    seats: int | None
    """Of the room; nothing where nobody has counted them."""
    access: str
    theme: UUID | None
    theme_words: str
    lenses: tuple[tuple[UUID, str], ...]
    regime: str
    """The one that holds: that of the session, or else of the meeting."""
    has_own_regime: bool
    assignments: tuple[Assigned, ...]
    groups: tuple[Grouped, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class Day:
    key: UUID
    on: date
    title: str
    sessions: tuple[Session, ...]
    counted_from: date | None = None
    """The first day of the meeting when this day was placed, where that is known."""


@dataclass(frozen=True, slots=True)
class Outline:
    code: str
    title: str
    start_on: date | None
    end_on: date | None
    venue: str
    time_zone: str
    """Of the venue: all hours are those of the clock on its wall."""
    regime: str
    days: tuple[Day, ...]

    def sessions(self) -> Iterator[Session]:
        for day in self.days:
            yield from day.sessions

    def for_reader(self, audience: Audience) -> "Outline":
        """The same without words that are not for this reader. Whom a page may name it decides itself."""
        return replace(self, days=tuple(_day_for(day, audience) for day in self.days))


@dataclass(frozen=True, slots=True, repr=False)
class Names:
    """What to call those a version knows by key. It stays in memory and enters nothing that is kept."""

    participants: Mapping[UUID, Called]
    free: Mapping[UUID, str]
    """By key of the assignment."""

    def label(self, participant: UUID | None, assignment: UUID) -> str:
        """Blank where somebody was forgotten, or the assignment is no more."""
        if participant is None:
            return self.free.get(assignment, "")
        found = self.participants.get(participant)
        return found.label if found else ""

    def is_protected(self, participant: UUID | None) -> bool:
        found = self.participants.get(participant) if participant else None
        return found is not None and found.is_protected


def of(meeting: Meeting) -> Outline:
    """The draft as it stands."""
    called = room.called(meeting)
    assigned = _assigned(meeting, called)
    groups = _groups(meeting)
    sessions: dict[UUID, list[Session]] = {}
    for row in _rows(meeting):
        sessions.setdefault(row.day_id, []).append(
            _session(row, meeting.regime, tuple(assigned.get(row.key, ())), tuple(groups.get(row.key, ())))
        )
    venue = meeting.venue
    return Outline(
        code=meeting.code,
        title=meeting.title,
        start_on=meeting.start_on,
        end_on=meeting.end_on,
        venue=venue.name if venue else "",
        time_zone=venue.time_zone if venue else "UTC",
        regime=meeting.regime,
        days=tuple(
            Day(day.key, day.on, day.title, tuple(sessions.get(day.key, ())), day.counted_from)
            for day in meeting.days.all()
        ),
    )


def names_of(meeting: Meeting) -> Names:
    """Everybody with a place, and every free name of the draft."""
    return Names(room.called(meeting), {row.key: free_name(row) for row in _free(meeting)})


def free_name(row: models.Assignment) -> str:
    """Blank once its key is gone."""
    with suppress(Destroyed, WillNotOpen):
        return str(row.name or "")
    return ""


def _rows(meeting: Meeting) -> Iterable[models.Session]:
    found = models.Session.objects.of(meeting).select_related("day", "room", "theme")
    return found.prefetch_related("lenses")


def _session(
    row: models.Session, regime: str, assigned: tuple[Assigned, ...], groups: tuple[Grouped, ...]
) -> Session:
    return Session(
        key=row.key,
        day=row.day_id,
        on=row.day.on,
        begins=row.begins,
        ends=row.ends,
        kind=Kind(row.kind),
        title=row.title,
        public_title=row.public_title,
        words=row.words,
        audience=Audience(row.audience),
        room=row.room_id,
        room_name=row.room.name if row.room else "",
        seats=row.room.capacity if row.room else None,
        access=row.room.access if row.room else "",
        theme=row.theme_id,
        theme_words=row.theme.words if row.theme else "",
        lenses=tuple((lens.key, lens.words) for lens in row.lenses.all()),
        regime=row.regime or regime,
        has_own_regime=bool(row.regime),
        assignments=assigned,
        groups=groups,
        revision=row.revision,
    )


def _assigned(meeting: Meeting, called: Mapping[UUID, Called]) -> dict[UUID, list[Assigned]]:
    order = {task: place for place, task in enumerate(Task)}
    rows = _of_draft(meeting).select_related("session__day").defer("briefing")
    found: dict[UUID, list[Assigned]] = {}
    for row in sorted(rows, key=lambda one: (order[Task(one.task)], one.position, one.key)):
        found.setdefault(row.session_id, []).append(_one(row, called))
    return found


def _of_draft(meeting: Meeting) -> "QuerySet[models.Assignment]":
    return models.Assignment.objects.filter(session__day__meeting=meeting, session__is_removed=False)


def _free(meeting: Meeting) -> Iterable[models.Assignment]:
    found = models.Assignment.objects.filter(session__day__meeting=meeting, name__isnull=False)
    return found.select_related("session__day").defer("briefing")


def _one(row: models.Assignment, called: Mapping[UUID, Called]) -> Assigned:
    known = called.get(row.participant_id) if row.participant_id else None
    return Assigned(
        key=row.key,
        task=Task(row.task),
        participant=row.participant_id,
        label=known.label if known else free_name(row),
        is_here=known is not None and known.is_here,
        is_protected=known is not None and known.is_protected,
        is_confirmed=row.is_confirmed,
        is_public=row.is_public,
        group=row.group_id,
    )


def _groups(meeting: Meeting) -> dict[UUID, list[Grouped]]:
    rows = models.Group.objects.filter(session__day__meeting=meeting).select_related("topic", "room")
    found: dict[UUID, list[Grouped]] = {}
    for row in rows:
        found.setdefault(row.session_id, []).append(
            Grouped(
                key=row.key,
                number=row.number,
                name=row.name,
                topic=row.topic.title if row.topic else "",
                language=row.language,
                room=row.room.name if row.room else "",
            )
        )
    return found


def _day_for(day: Day, audience: Audience) -> Day:
    return replace(
        day,
        sessions=tuple(
            one if audience.reads(one.audience) else replace(one, words="") for one in day.sessions
        ),
    )
