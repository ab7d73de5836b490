"""Who sits where, as papers show it: round by round, group by group, each as their badge has them.

    seated.of(meeting, today) -> Seated          # a constant number of questions
    Seated.rounds -> Round.groups -> Table.people
    Seated.of_round(key), Seated.personal()      # one round; for everybody the groups they sit in

Protected people stand by their other name. Nothing of it is kept.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from underrose.concept.models import Meeting
from underrose.kit import keys
from underrose.methods.documents.name_cards import NameCard
from underrose.participation import delegates, room
from underrose.participation.delegates import Carded
from underrose.participation.room import Called
from underrose.programme import outline
from underrose.programme.models import Group, Kind, Seat, Task
from underrose.programme.outline import Grouped, Session

IN_GROUPS = (Kind.breakout, Kind.meal)


@dataclass(frozen=True, slots=True, repr=False)
class Sitting:
    """Somebody at a table."""

    participant: UUID
    filed: int
    """Where they stand in a list of everybody, by what is on their badge."""
    card: NameCard
    label: str
    """As the desk calls them, for the team alone."""
    is_listed: bool
    """Whether they may stand in a list that others read."""
    is_protected: bool
    tasks: tuple[Task, ...]

    @property
    def name(self) -> str:
        return self.card.name


@dataclass(frozen=True, slots=True)
class Table:
    """A group of a round, or a table of a meal."""

    key: UUID
    number: int
    name: str
    topic: str
    language: str
    """The code of the one it is held in; blank where none was set."""
    interpreted: tuple[str, ...]
    room: str
    people: tuple[Sitting, ...]
    """In the order of what stands on their badges."""
    says: str
    """A seal of what its door list says."""
    made: str
    """The same of the door list that was made last; blank if none was."""

    @property
    def is_changed(self) -> bool:
        """A door list hangs that says something else."""
        return self.made not in {"", self.says}

    @property
    def listed(self) -> tuple[Sitting, ...]:
        return tuple(one for one in self.people if one.is_listed)

    @property
    def unlisted(self) -> int:
        return len(self.people) - len(self.listed)


@dataclass(frozen=True, slots=True)
class Round:
    """A breakout round or a meal in which anybody has a seat."""

    key: UUID
    kind: Kind
    title: str
    on: date
    begins: time
    ends: time
    room: str
    regime: str
    tables: tuple[Table, ...]

    @property
    def is_meal(self) -> bool:
        return self.kind == Kind.meal

    @property
    def changed(self) -> tuple[Table, ...]:
        return tuple(one for one in self.tables if one.is_changed)

    @property
    def people(self) -> int:
        return sum(len(one.people) for one in self.tables)


Place = tuple[Round, Table]


@dataclass(frozen=True, slots=True)
class Seated:
    rounds: tuple[Round, ...]

    def of_round(self, key: UUID) -> Round | None:
        return next((one for one in self.rounds if one.key == key), None)

    def personal(self) -> list[tuple[Sitting, tuple[Place, ...]]]:
        """Everybody with all their places, in the order of what stands on the badges."""
        found: dict[UUID, tuple[Sitting, list[Place]]] = {}
        for one in self.rounds:
            for table in one.tables:
                for sitting in table.people:
                    found.setdefault(sitting.participant, (sitting, []))[1].append((one, table))
        ordered = sorted(found.values(), key=lambda pair: pair[0].filed)
        return [(sitting, tuple(places)) for sitting, places in ordered]


class _Group(NamedTuple):
    made: str
    interpreted: list[str]
    held_in: str | None
    """What groups of the meeting are held in that say nothing else."""


@dataclass(frozen=True, slots=True)
class _Known:
    cards: Mapping[UUID, Carded]
    called: Mapping[UUID, Called]
    order: Mapping[UUID, int]
    groups: Mapping[UUID, _Group]


def of(meeting: Meeting, today: date) -> Seated:
    """The seats as they stand. Whoever no longer comes is on no paper, although their seat is still there."""
    drawn = outline.of(meeting)
    known, seats = _known(meeting, today), _seats(meeting)
    return Seated(
        tuple(
            _round(session, tuple(_tables(session, seats[session.key], known)))
            for session in drawn.sessions()
            if session.kind in IN_GROUPS and session.key in seats
        )
    )


def _known(meeting: Meeting, today: date) -> _Known:
    cards = delegates.carded(meeting, today)
    found = Group.objects.filter(session__day__meeting=meeting)
    asked = ("door_list", "interpreted", "session__day__meeting__allocation__language")
    groups = {key: _Group(*told) for key, *told in found.values_list("key", *asked)}
    order = {key: place for place, key in enumerate(cards)}
    return _Known(cards, room.called(meeting), order, groups)


def _seats(meeting: Meeting) -> dict[UUID, dict[UUID, set[UUID]]]:
    """By session and group, who sits there."""
    rows = Seat.objects.filter(session__day__meeting=meeting, session__is_removed=False)
    found: dict[UUID, dict[UUID, set[UUID]]] = {}
    for session, group, participant in rows.values_list("session", "group", "participant"):
        found.setdefault(session, {}).setdefault(group, set()).add(participant)
    return found


def _round(session: Session, tables: tuple[Table, ...]) -> Round:
    return Round(
        key=session.key,
        kind=session.kind,
        title=session.title,
        on=session.on,
        begins=session.begins,
        ends=session.ends,
        room=session.room_name,
        regime=session.regime,
        tables=tables,
    )


def _tables(session: Session, seats: Mapping[UUID, set[UUID]], known: _Known) -> Iterator[Table]:
    tasks = _tasks(session)
    for group in session.groups:
        here, row = seats.get(group.key, set()), known.groups[group.key]
        held = group.language or (row.held_in if row.interpreted else "") or ""
        people = tuple(
            Sitting(
                participant=key,
                filed=known.order[key],
                card=known.cards[key].card,
                label=known.called[key].label,
                is_listed=known.cards[key].is_listed,
                is_protected=known.called[key].is_protected,
                tasks=(*tasks.get((key, None), ()), *tasks.get((key, group.key), ())),
            )
            for key in sorted(here & known.order.keys(), key=known.order.__getitem__)
        )
        yield Table(
            key=group.key,
            number=group.number,
            name=group.name,
            topic=group.topic,
            language=held,
            interpreted=tuple(row.interpreted),
            room=group.room or session.room_name,
            people=people,
            says=_says(session, group, (held, *row.interpreted), people),
            made=row.made,
        )


def _says(session: Session, group: Grouped, heard: Sequence[str], people: Collection[Sitting]) -> str:
    """What tells one door list from another, without saying a word of it. Of whoever is not listed it knows the number."""
    told = [
        *map(str, (session.title, session.on, session.begins, session.ends, len(people))),
        *map(str, (group.number, group.name, group.topic, group.room or session.room_name)),
        heard,
        *([one.card.name, one.card.native] for one in people if one.is_listed),
    ]
    key = keys.derived(settings.KEY_FOLDER, "door lists")
    return hmac.new(key, json.dumps(told).encode(), hashlib.sha256).hexdigest()


def _tasks(session: Session) -> dict[tuple[UUID, UUID | None], tuple[Task, ...]]:
    found: dict[tuple[UUID, UUID | None], tuple[Task, ...]] = {}
    for one in session.assignments:
        if one.participant is not None:
            key = (one.participant, one.group)
            found[key] = (*found.get(key, ()), one.task)
    return found
