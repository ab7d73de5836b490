"""What changed from one programme to the next, and whom it concerns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from underrose.programme.models import Kind
from underrose.programme.outline import Assigned, Day, Session
from underrose.programme.released import when


class What(StrEnum):
    added = "added"
    dropped = "dropped"
    hours = "hours"
    room = "room"
    kind = "kind"
    wording = "wording"
    words = "words"
    theme = "theme"
    regime = "regime"
    groups = "groups"
    given = "given"
    taken = "taken"
    agreed = "agreed"
    named = "named"


# Of these everybody who takes part in the session is told; of other words only those with a task in it.
FOR_ALL = frozenset({What.added, What.dropped, What.hours, What.room, What.regime})
# Sessions for the whole room. Margins are free time: nobody is expected anywhere.
COMMON = frozenset({Kind.plenary, Kind.meal, Kind.breakout})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` is blank for what is new, `after` for what is gone."""

    what: What
    before: Session | None
    after: Session | None
    assigned: Assigned | None = None
    """The task that was given, taken away or confirmed."""

    @property
    def session(self) -> Session:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there, and where each of them sits: keys only."""

    everybody: frozenset[UUID]
    seats: Mapping[UUID, frozenset[UUID]]
    """By session, those with a seat in it."""


def compare(before: tuple[Day, ...], after: tuple[Day, ...]) -> tuple[Change, ...]:
    """In the order of the days; what is gone stands where it stood."""
    old, new = _by_key(before), _by_key(after)
    found = [
        *(Change(What.dropped, one, None) for key, one in old.items() if key not in new),
        *(change for key, one in new.items() for change in _session(old.get(key), one)),
    ]
    return tuple(sorted(found, key=lambda change: when(change.session)))


def concerned(changes: tuple[Change, ...], room: Room) -> dict[UUID, tuple[Change, ...]]:
    """By participant, what changed of their own sessions and tasks; nobody else is in it."""
    found: dict[UUID, list[Change]] = {}
    for change in changes:
        for participant in _concerned(change, room) & room.everybody:
            found.setdefault(participant, []).append(change)
    return {participant: tuple(own) for participant, own in found.items()}


def of_one(session: Session, participant: UUID, room: Room) -> bool:
    """Whether it is a session of theirs: they have a task or a seat in it, or it is for the whole room."""
    return participant in _with_tasks(session) or participant in _taking_part(session, room)


def _by_key(days: tuple[Day, ...]) -> dict[UUID, Session]:
    return {one.key: one for day in days for one in day.sessions}


def _session(old: Session | None, new: Session) -> Iterator[Change]:
    if old is None:
        yield Change(What.added, None, new)
        yield from (Change(What.given, None, new, one) for one in new.assignments)
        return
    for what, (former, latter) in _facts(old, new).items():
        if former != latter:
            yield Change(what, old, new)
    yield from _tasks(old, new)


def _facts(old: Session, new: Session) -> dict[What, tuple[object, object]]:
    return {
        What.hours: (when(old), when(new)),
        What.room: (old.room_name, new.room_name),
        What.kind: (old.kind, new.kind),
        What.wording: ((old.title, old.public_title), (new.title, new.public_title)),
        # Another room is another way in, and is said as another room.
        What.words: (
            (old.words, old.audience, old.access),
            (new.words, new.audience, new.access if new.room_name == old.room_name else old.access),
        ),
        What.theme: (
            (old.theme_words, sorted(words for _key, words in old.lenses)),
            (new.theme_words, sorted(words for _key, words in new.lenses)),
        ),
        What.regime: (old.regime, new.regime),
        What.groups: (old.groups, new.groups),
    }


def _tasks(old: Session, new: Session) -> Iterator[Change]:
    former = {_role(one): one for one in old.assignments}
    latter = {_role(one): one for one in new.assignments}
    for role, one in former.items():
        if role not in latter:
            yield Change(What.taken, old, new, one)
    for role, one in latter.items():
        was = former.get(role)
        if was is None:
            yield Change(What.given, old, new, one)
            continue
        if was.is_confirmed != one.is_confirmed:
            yield Change(What.agreed, old, new, one)
        if was.is_public != one.is_public:
            yield Change(What.named, old, new, one)


def _role(one: Assigned) -> tuple[object, ...]:
    """Somebody new under the same task is a change for both of them."""
    return one.task, one.participant or one.key, one.group


def _concerned(change: Change, room: Room) -> set[UUID]:
    if change.assigned is not None:
        own = change.assigned.participant
        return {own} if own else set()
    found: set[UUID] = set()
    for one in (change.before, change.after):
        if one is not None:
            found |= _with_tasks(one)
            found |= _taking_part(one, room) if change.what in FOR_ALL else set()
    return found


def _with_tasks(session: Session) -> set[UUID]:
    return {one.participant for one in session.assignments if one.participant}


def _taking_part(session: Session, room: Room) -> set[UUID]:
    """Of a round those who have a seat in it, once seats were given; of what is common everybody."""
    if session.kind not in COMMON:
        return set()
    return set(room.seats.get(session.key) or room.everybody)
