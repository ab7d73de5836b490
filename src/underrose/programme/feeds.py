"""The released programme for machines: calendars (RFC 5545) and JSON. Calendars name nobody.

UID is the session's for ever; SEQUENCE rises with its hours and its place alone. A session that was dropped is told as
cancelled for thirty days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit import house
from underrose.methods import calendars
from underrose.programme.models import ProgrammeVersion
from underrose.programme.naming import may_be_known
from underrose.programme.outline import Session
from underrose.programme.released import CANCELLED_STAYS, Moves, Released
from underrose.programme.rendering import Item, Programme

JSON_FORMAT = 1
ICS = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Own:
    """Whose feed it is, and whether its words must tell nothing."""

    participant: UUID
    sessions: frozenset[UUID]
    is_quiet: bool


def calendar(
    meeting: Meeting,
    version: ProgrammeVersion,
    content: Released,
    shown: Programme,
    *,
    today: date,
    address: str = "",
) -> bytes:
    """The whole programme as one reader may see it."""
    entries = _entries(_Told(meeting, version, content, shown, today, address))
    name = _("%(title)s: programme") % {"title": shown.title}
    return calendars.published(entries, house=calendars.House(house.name(), _address()), name=name)


def own(
    meeting: Meeting,
    version: ProgrammeVersion,
    content: Released,
    shown: Programme,
    *,
    today: date,
    whose: Own,
) -> bytes:
    """One guest's own sessions. Of a quiet meeting only that there is something at these hours."""
    entries = _entries(_Told(meeting, version, content, shown, today, "", whose))
    if whose.is_quiet:
        return calendars.published(entries, house=None, name=_("Meeting"))
    name = _("%(title)s: my sessions") % {"title": shown.title}
    return calendars.published(entries, house=calendars.House(house.name(), _address()), name=name)


@dataclass(frozen=True, slots=True)
class _Told:
    meeting: Meeting
    version: ProgrammeVersion
    content: Released
    shown: Programme
    today: date
    address: str
    whose: Own | None = None

    def is_told(self, session: UUID) -> bool:
        return self.whose is None or session in self.whose.sessions

    @property
    def is_public(self) -> bool:
        return self.shown.reader == Audience.public


def _entries(told: _Told) -> Iterator[calendars.Published]:
    for item in told.shown.items():
        if told.is_told(item.key):
            moves = told.content.moves.get(item.key, Moves())
            yield calendars.Published(
                _entry(told, item, moves), is_cancelled=told.shown.is_off, is_personal=told.whose is not None
            )
    if told.whose is not None:
        return  # what is nobody's any more simply leaves a feed of one's own
    for one in told.content.dropped:
        is_told = not told.is_public or may_be_known(one.session.regime)
        if is_told and told.today - one.on <= CANCELLED_STAYS:
            item = _dropped(one.session, is_public=told.is_public)
            yield calendars.Published(_entry(told, item, one.moves), is_cancelled=True)


def _dropped(session: Session, *, is_public: bool) -> Item:
    return Item(
        key=session.key,
        on=session.on,
        begins=session.begins,
        ends=session.ends,
        kind=session.kind,
        title=(session.public_title or session.title) if is_public else session.title,
        words="",
        room="",
        access="",
        theme="",
        lenses=(),
        regime="",
        lines=(),
        groups=(),
        is_quiet=not may_be_known(session.regime),
    )


def _entry(told: _Told, item: Item, moves: Moves) -> calendars.Entry:
    is_quiet = item.is_quiet or (told.whose is not None and told.whose.is_quiet)
    return calendars.Entry(
        uid=_uid(item.key, told.whose),
        # Of rooms the public hears nothing, so a change of room is none to it.
        sequence=moves.hours + (0 if told.is_public else moves.place),
        stamped_on=told.version.released_on,
        starts=datetime.combine(item.on, item.begins),
        ends=datetime.combine(item.on, item.ends),
        summary=item.title,
        zone=_zone(told.meeting),
        location=", ".join(part for part in (item.own_place or item.room, told.shown.place) if part),
        url=told.address,
        neutral_summary=_("Meeting") if is_quiet else "",
        language=told.meeting.language,
    )


def _uid(session: UUID, whose: Own | None) -> str:
    """In a feed of one's own another one, so that it cannot be laid beside the public one."""
    key = uuid5(whose.participant, f"{session}") if whose else session
    return f"{key}@{_address().rpartition('@')[2] or 'localhost'}"


def _zone(meeting: Meeting) -> str:
    return meeting.venue.time_zone if meeting.venue else "UTC"


def _address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


# --- JSON -----------------------------------------------------------------------------------------


def as_json(shown: Programme, *, address: str) -> dict[str, Any]:
    """The public programme. `docs/reference/programme-json.md` says what stands where."""
    return {
        "format": JSON_FORMAT,
        "meeting": shown.code,
        "title": shown.title,
        "dates": shown.when,
        "place": shown.place,
        "time_zone": shown.time_zone,
        "address": address,
        "language": shown.language,
        "state": shown.state,
        "version": shown.number,
        "released_on": f"{shown.released_on}" if shown.released_on else None,
        "days": [
            {"date": f"{day.on}", "title": day.title, "sessions": [_session(item) for item in day.items]}
            for day in shown.days
        ],
    }


def _session(item: Item) -> dict[str, Any]:
    return {
        "id": f"{item.key}",
        "kind": item.kind.value,
        "begins": f"{item.on}T{item.begins:%H:%M}",
        "ends": f"{item.on}T{item.ends:%H:%M}",
        "title": item.title,
        "words": item.words,
        "theme": item.theme,
        "lenses": list(item.lenses),
        "people": [{"task": line.task.value, "name": name} for line in item.lines for name in line.people],
    }
