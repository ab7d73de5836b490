"""What a released version holds: the days as they were, with keys where people stand, and nobody's name.

    as_content(outline, before, today, is_in_public) -> dict    # what is kept
    read(content) -> Released                                   # or Damaged, with a sentence
    Released.drawn(meeting, names) -> Outline                   # with the names of this moment

Format 2 is written. Format 1, without the counts that calendars need, is still read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.methods.disclosure import Regime, may_change
from underrose.programme.models import Kind, Task
from underrose.programme.outline import Assigned, Day, Grouped, Names, Outline, Session

FORMAT = 2
CANCELLED_STAYS = timedelta(days=30)
Content = dict[str, Any]


class Damaged(Refused):
    """What is kept of a version cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This version cannot be read: what is kept of it is damaged, or was written by a newer Underrose. "
                "The draft and the other versions are untouched. Release the draft again, or bring a backup back."
            )
        )


@dataclass(frozen=True, slots=True)
class Moves:
    """How often a session has been given another time, and another place, since it was first released."""

    hours: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """A session that was released once and is no more: calendars are told for a while."""

    session: Session
    on: date
    moves: Moves


@dataclass(frozen=True, slots=True)
class Released:
    days: tuple[Day, ...]
    is_in_public: bool = False
    moves: Mapping[UUID, Moves] = field(default_factory=lambda: MappingProxyType({}))
    dropped: tuple[Dropped, ...] = ()

    def drawn(self, meeting: Meeting, names: Names) -> Outline:
        """The version as an outline: everything as it was released, everybody as they are called now."""
        venue = meeting.venue
        return Outline(
            code=meeting.code,
            title=meeting.title,
            start_on=meeting.start_on,
            end_on=meeting.end_on,
            venue=venue.name if venue else "",
            time_zone=venue.time_zone if venue else "UTC",
            regime=meeting.regime,
            days=tuple(_day_named(day, names) for day in self.days),
        )

    def sessions(self) -> dict[UUID, Session]:
        return {one.key: one for day in self.days for one in day.sessions}

    def tightened(self, regimes: Mapping[UUID, str]) -> "Released":
        """What was promised since it was released holds for it too; `regimes` are those of today, by session."""
        return replace(
            self,
            days=tuple(
                replace(day, sessions=tuple(_tightened(one, regimes) for one in day.sessions))
                for day in self.days
            ),
            dropped=tuple(replace(one, session=_tightened(one.session, regimes)) for one in self.dropped),
        )


def as_content(draft: Outline, before: Released | None, today: date, *, is_in_public: bool) -> Content:
    """The draft as it is kept. Of people it holds keys alone."""
    moves = _moves(draft, before)
    return {
        "format": FORMAT,
        "is_in_public": is_in_public,
        "days": [_day_kept(day) for day in draft.days],
        "moves": {str(key): [moved.hours, moved.place] for key, moved in moves.items()},
        "dropped": [
            {
                "session": _session_kept(one.session),
                "on": f"{one.on}",
                "moves": [one.moves.hours, one.moves.place],
            }
            for one in _dropped(draft, before, today)
        ],
    }


def read(content: Any) -> Released:
    """What was kept, in this format or an older one."""
    try:
        version = content["format"]
        if version not in {1, FORMAT}:
            raise Damaged
        days = tuple(_day_read(day) for day in content["days"])
        if version == 1:
            return Released(days, is_in_public=bool(content.get("is_in_public", False)))
        return Released(
            days=days,
            is_in_public=_is_yes(content["is_in_public"]),
            moves=MappingProxyType({UUID(key): Moves(*pair) for key, pair in content["moves"].items()}),
            dropped=tuple(
                Dropped(_session_read(one["session"]), date.fromisoformat(one["on"]), Moves(*one["moves"]))
                for one in content["dropped"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Damaged from error


def as_it_was(days: tuple[Day, ...]) -> list[Content]:
    """Two programmes with the same of this say the same."""
    return [_day_kept(day) for day in days]


def _moves(draft: Outline, before: Released | None) -> dict[UUID, Moves]:
    if before is None:
        return {one.key: Moves() for one in draft.sessions()}
    known = {**{one.session.key: one.session for one in before.dropped}, **before.sessions()}
    gone = {one.session.key: one.moves for one in before.dropped}
    found = {}
    for one in draft.sessions():
        former, moved = known.get(one.key), before.moves.get(one.key, gone.get(one.key, Moves()))
        is_back = one.key in gone
        found[one.key] = Moves(
            moved.hours + (former is not None and (is_back or when(former) != when(one))),
            moved.place + (former is not None and former.room_name != one.room_name),
        )
    return found


def when(session: Session) -> tuple[date, time, time]:
    return session.on, session.begins, session.ends


def _dropped(draft: Outline, before: Released | None, today: date) -> list[Dropped]:
    """Those that go now, and those that went less than a month ago and have not come back."""
    if before is None:
        return []
    here = {one.key for one in draft.sessions()}
    earlier = [
        one for one in before.dropped if one.session.key not in here and today - one.on <= CANCELLED_STAYS
    ]
    now = [
        Dropped(
            replace(one, assignments=(), groups=(), words=""),
            today,
            replace(before.moves.get(one.key, Moves()), hours=before.moves.get(one.key, Moves()).hours + 1),
        )
        for one in before.sessions().values()
        if one.key not in here
    ]
    return [*earlier, *now]


# --- values to JSON, and back ---------------------------------------------------------------------


def _day_kept(day: Day) -> Content:
    return {
        "key": f"{day.key}",
        "on": f"{day.on}",
        "title": day.title,
        "sessions": [_session_kept(one) for one in day.sessions],
    }


def _session_kept(one: Session) -> Content:
    return {
        "key": f"{one.key}",
        "day": f"{one.day}",
        "on": f"{one.on}",
        "begins": f"{one.begins:%H:%M:%S}",
        "ends": f"{one.ends:%H:%M:%S}",
        "kind": one.kind.value,
        "title": one.title,
        "public_title": one.public_title,
        "words": one.words,
        "audience": one.audience.value,
        "room": str(one.room) if one.room else None,
        "room_name": one.room_name,
        "access": one.access,
        "theme": one.theme_words,
        "lenses": [[f"{key}", words] for key, words in one.lenses],
        "regime": one.regime,
        "has_own_regime": one.has_own_regime,
        "assignments": [_assigned_kept(person) for person in one.assignments],
        "groups": [
            {
                "key": f"{group.key}",
                "number": group.number,
                "name": group.name,
                "topic": group.topic,
                "language": group.language,
                "room": group.room,
            }
            for group in one.groups
        ],
    }


def _assigned_kept(one: Assigned) -> Content:
    return {
        "key": f"{one.key}",
        "task": one.task.value,
        "participant": str(one.participant) if one.participant else None,
        "is_confirmed": one.is_confirmed,
        "is_public": one.is_public,
        "group": str(one.group) if one.group else None,
    }


def _day_read(day: Content) -> Day:
    return Day(
        key=UUID(day["key"]),
        on=date.fromisoformat(day["on"]),
        title=_words(day["title"]),
        sessions=tuple(_session_read(one) for one in day["sessions"]),
    )


def _session_read(one: Content) -> Session:
    return Session(
        key=UUID(one["key"]),
        day=UUID(one["day"]),
        on=date.fromisoformat(one["on"]),
        begins=time.fromisoformat(one["begins"]),
        ends=time.fromisoformat(one["ends"]),
        kind=Kind(one["kind"]),
        title=_words(one["title"]),
        public_title=_words(one["public_title"]),
        words=_words(one["words"]),
        audience=Audience(one["audience"]),
        room=_key(one["room"]),
        room_name=_words(one["room_name"]),
        seats=None,
        access=_words(one["access"]),
        theme=None,
        theme_words=_words(one["theme"]),
        lenses=tuple((UUID(key), _words(words)) for key, words in one["lenses"]),
        regime=Regime(one["regime"]).value,
        has_own_regime=_is_yes(one["has_own_regime"]),
        assignments=tuple(_assigned_read(person) for person in one["assignments"]),
        groups=tuple(_group_read(group) for group in one["groups"]),
        revision=0,
    )


def _assigned_read(one: Content) -> Assigned:
    return Assigned(
        key=UUID(one["key"]),
        task=Task(one["task"]),
        participant=_key(one["participant"]),
        label="",
        is_here=False,
        is_protected=False,
        is_confirmed=_is_yes(one["is_confirmed"]),
        is_public=_is_yes(one["is_public"]),
        group=_key(one["group"]),
    )


def _group_read(one: Content) -> Grouped:
    return Grouped(
        key=UUID(one["key"]),
        number=int(one["number"]),
        **{name: _words(one[name]) for name in ("name", "topic", "language", "room")},
    )


def _key(value: str | None) -> UUID | None:
    return UUID(value) if value is not None else None


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("Words were kept as something else.")
    return value


def _is_yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("Yes or no was kept as something else.")
    return value


def _tightened(one: Session, regimes: Mapping[UUID, str]) -> Session:
    """A promise loosened since is kept all the same until the programme is released again."""
    now = regimes.get(one.key, "")
    if not now or now == one.regime or not may_change(Regime(one.regime), Regime(now)):
        return one
    return replace(one, regime=now, has_own_regime=True)


def _day_named(day: Day, names: Names) -> Day:
    return replace(day, sessions=tuple(_session_named(one, names) for one in day.sessions))


def _session_named(one: Session, names: Names) -> Session:
    return replace(one, assignments=tuple(_assigned_named(person, names) for person in one.assignments))


def _assigned_named(one: Assigned, names: Names) -> Assigned:
    known = names.participants.get(one.participant) if one.participant else None
    return replace(
        one,
        label=names.label(one.participant, one.key),
        is_here=known is not None and known.is_here,
        is_protected=known is not None and known.is_protected,
    )
