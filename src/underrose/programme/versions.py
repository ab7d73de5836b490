"""Versions as pages ask for them: the latest, one by its number, and what is about to be released."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.participation.models import Participant
from underrose.programme import comparison, naming, outline, released, rendering
from underrose.programme.comparison import Change
from underrose.programme.models import ProgrammeVersion, Seat, Session
from underrose.programme.naming import Naming
from underrose.programme.outline import Day, Outline
from underrose.programme.released import Damaged, Released
from underrose.programme.rendering import Edition, Programme

LARGEST = 2_000_000_000
"""A number beyond it stands in no column."""


@dataclass(frozen=True, slots=True, repr=False)
class Coming:
    """What a release would change: shown before it happens, and asked for again when the button is pressed."""

    draft: Outline
    before: Released | None
    last: ProgrammeVersion | None
    changes: tuple[Change, ...]
    concerned: dict[UUID, tuple[Change, ...]]
    basis: str
    """Differs as soon as somebody changes the draft or releases it."""

    @property
    def number(self) -> int:
        return self.last.number + 1 if self.last else 1


def latest(meeting: Meeting) -> ProgrammeVersion | None:
    return ProgrammeVersion.objects.filter(meeting=meeting).first()


def numbered(meeting: Meeting, number: int) -> ProgrammeVersion | None:
    if number > LARGEST:
        return None
    return ProgrammeVersion.objects.filter(meeting=meeting, number=number).first()


def held(meeting: Meeting, version: ProgrammeVersion) -> Released:
    """What a version holds, each session under the stricter of two regimes: that of its release, and that of today."""
    own = Session.objects.filter(day__meeting=meeting).exclude(regime="").values_list("key", "regime")
    return released.read(version.content).tightened(dict(own))


def shown(
    meeting: Meeting,
    version: ProgrammeVersion,
    reader: Audience,
    *,
    called: Naming | None = None,
    guest: UUID | None = None,
    content: Released | None = None,
) -> Programme:
    """A version as this reader may see it today. `content` is what it holds, where that was read before."""
    names = called or naming.of(meeting)
    drawn = (content or held(meeting, version)).drawn(meeting, names.names)
    edition = Edition(version.number, version.released_on)
    return rendering.of(meeting, drawn, names, reader, edition=edition, guest=guest)


def drafted(meeting: Meeting, reader: Audience) -> Programme:
    return rendering.of(meeting, outline.of(meeting), naming.of(meeting), reader)


def coming(meeting: Meeting) -> Coming:
    draft, last = outline.of(meeting), latest(meeting)
    before = _read(last) if last else None
    changes = comparison.compare(before.days if before else (), draft.days)
    return Coming(
        draft=draft,
        before=before,
        last=last,
        changes=changes,
        concerned=comparison.concerned(changes, room_of(meeting)),
        basis=_basis(draft, last),
    )


def _read(version: ProgrammeVersion) -> Released | None:
    """A damaged version holds nobody back from releasing the draft: to calendars and guests all of it is new."""
    with suppress(Damaged):
        return released.read(version.content)
    return None


def is_damaged(version: ProgrammeVersion) -> bool:
    return _read(version) is None


def days_of(meeting: Meeting, number: int) -> tuple[Day, ...]:
    """Those of a version; none of one that never was or cannot be read."""
    version = numbered(meeting, number)
    found = _read(version) if version else None
    return found.days if found else ()


def room_of(meeting: Meeting) -> comparison.Room:
    """Who is there and where they sit, by key: two questions."""
    here = Participant.objects.filter(meeting=meeting).confirmed().guests()
    seats: dict[UUID, set[UUID]] = {}
    rows = Seat.objects.filter(session__day__meeting=meeting).values_list("session", "participant")
    for session, participant in rows:
        seats.setdefault(session, set()).add(participant)
    return comparison.Room(
        frozenset(here.values_list("key", flat=True)),
        {session: frozenset(sitting) for session, sitting in seats.items()},
    )


def mine(meeting: Meeting, days: Released, participant: UUID) -> frozenset[UUID]:
    """The sessions that are one guest's own."""
    room = room_of(meeting)
    own = (one for one in days.sessions().values() if comparison.of_one(one, participant, room))
    return frozenset(one.key for one in own)


def _basis(draft: Outline, last: ProgrammeVersion | None) -> str:
    told = [last.number if last else 0, released.as_it_was(draft.days)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]
