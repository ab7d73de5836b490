"""A programme as one of its readers may see it: the same value for a page, a paper, a calendar and JSON.

The public reads hours, public titles, and words whose audience is the public; no rooms, no regime, no draft, and names
only as `naming` allows. Participants read what was released with rooms and groups. The team reads everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from underrose.concept import concept_note, paper
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting, State
from underrose.kit.templatetags.kit import day as written
from underrose.kit.templatetags.kit import weekdays
from underrose.programme import table_words
from underrose.programme.models import Kind, Task
from underrose.programme.naming import Naming, may_be_known
from underrose.programme.outline import Assigned, Outline, Session
from underrose.programme.outline import Day as OutlineDay
from underrose.programme.rules.days import label as regime_label


@dataclass(frozen=True, slots=True)
class Line:
    """Who does what: "Chair" and the names, or words in place of a name."""

    task: Task
    label: str
    people: tuple[str, ...]
    is_open: bool
    """Somebody has the task who is not to be named to this reader, or has not agreed yet; the public is never told."""


@dataclass(frozen=True, slots=True)
class Item:
    key: UUID
    on: date
    begins: time
    ends: time
    kind: Kind
    title: str
    words: str
    """Markdown."""
    room: str
    access: str
    theme: str
    lenses: tuple[str, ...]
    regime: str
    lines: tuple[Line, ...]
    groups: tuple[str, ...]
    own: tuple[str, ...] = ()
    """The tasks of the guest whose page this is."""
    own_group: str = ""
    """Where they sit in it, in words, and in a calendar."""
    own_place: str = ""
    is_quiet: bool = False
    """Nobody outside may know of it: a calendar says its hours and nothing else."""

    @property
    def hours(self) -> str:
        return table_words.hours(self.begins, self.ends)

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)

    @property
    def is_pause(self) -> bool:
        return self.kind in {Kind.meal, Kind.margin}


@dataclass(frozen=True, slots=True)
class Day:
    key: UUID
    on: date
    title: str
    items: tuple[Item, ...]

    @property
    def heading(self) -> str:
        return written(self.on)


@dataclass(frozen=True, slots=True)
class Programme:
    code: str
    title: str
    when: str
    place: str
    time_zone: str
    regime: str
    state: str
    """In words, when the meeting was postponed or cancelled, or has moved since."""
    is_off: bool
    reader: Audience
    language: str
    days: tuple[Day, ...]
    number: int | None = None
    """Of the version; nothing for the draft."""
    released_on: date | None = None

    def items(self) -> Iterable[Item]:
        for day in self.days:
            yield from day.items

    @property
    def names_somebody(self) -> bool:
        return any(line.people for item in self.items() for line in item.lines)

    @property
    def has_places(self) -> bool:
        return any(item.room for item in self.items())

    @property
    def edition(self) -> str:
        """Which version a reader holds in hand."""
        if self.number is None or self.released_on is None:
            return _("Draft, not released")
        return _("Version %(number)s, %(day)s") % {"number": self.number, "day": written(self.released_on)}


@dataclass(frozen=True, slots=True)
class Edition:
    number: int
    released_on: date


def of(
    meeting: Meeting,
    shown: Outline,
    naming: Naming,
    reader: Audience,
    *,
    edition: Edition | None = None,
    guest: UUID | None = None,
) -> Programme:
    """As `reader` may see it; the tasks of `guest` are marked as their own."""
    facts = _facts(meeting, reader)
    moved = _moved(shown, facts) if edition else ""
    return Programme(
        code=meeting.code,
        title=facts.title,
        when=facts.when,
        place=facts.place,
        time_zone=shown.time_zone if facts.place or reader != Audience.public else "",
        regime="" if reader == Audience.public else regime_label(shown.regime),
        state=_state(meeting) or moved,
        is_off=meeting.state in {State.postponed, State.cancelled},
        reader=reader,
        language=meeting.language,
        days=tuple(_day(one, naming, reader, facts, guest) for one in shown.for_reader(reader).days),
        number=edition.number if edition else None,
        released_on=edition.released_on if edition else None,
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a reader knows of the meeting itself: for the public what was announced, and no more."""

    title: str
    when: str
    place: str
    starts: date | None
    ends: date | None
    themes: frozenset[str] | None
    """Those this reader may see; nothing is all."""
    lenses: frozenset[str] | None


def _facts(meeting: Meeting, reader: Audience) -> _Facts:
    if reader != Audience.public or meeting.published is None:
        venue = meeting.venue
        place = ", ".join(part for part in (venue.name, venue.town) if part) if venue else ""
        when = weekdays(meeting.start_on, meeting.end_on)
        return _Facts(meeting.title, when, place, meeting.start_on, meeting.end_on, None, None)
    note = concept_note.from_json(meeting.published.content).for_reader(Audience.public)
    return _Facts(
        note.title,
        paper.when(note),
        paper.place(note),
        note.start_on,
        note.end_on,
        frozenset(note.themes),
        frozenset(note.lenses),
    )


def _moved(shown: Outline, facts: _Facts) -> str:
    """Where the meeting has moved since and no day of the version is among its dates, nobody is to travel by it."""
    days = [day.on for day in shown.days if day.sessions]
    if facts.starts is None or facts.ends is None or not facts.when or not days:
        return ""
    if any(facts.starts <= on <= facts.ends for on in days):
        return ""
    return _(
        "The meeting now takes place on other dates than this programme says: %(when)s. A new version follows."
    ) % {"when": facts.when}


def _state(meeting: Meeting) -> str:
    if meeting.state == State.postponed:
        return " ".join((_("Postponed."), meeting.state_words)).strip()
    if meeting.state == State.cancelled:
        return " ".join((_("Cancelled."), meeting.state_words)).strip()
    return ""


def _day(day: OutlineDay, naming: Naming, reader: Audience, facts: _Facts, guest: UUID | None) -> Day:
    told = [one for one in day.sessions if reader != Audience.public or may_be_known(one.regime)]
    items = tuple(_item(one, naming, reader, facts, guest) for one in told)
    return Day(day.key, day.on, day.title, items)


def _item(one: Session, naming: Naming, reader: Audience, facts: _Facts, guest: UUID | None) -> Item:
    is_public = reader == Audience.public
    return Item(
        key=one.key,
        on=one.on,
        begins=one.begins,
        ends=one.ends,
        kind=one.kind,
        title=(one.public_title or one.title) if is_public else one.title,
        words=one.words,
        room="" if is_public else one.room_name,
        access="" if is_public else one.access,
        theme=one.theme_words if facts.themes is None or one.theme_words in facts.themes else "",
        lenses=tuple(words for _key, words in one.lenses if facts.lenses is None or words in facts.lenses),
        regime=regime_label(one.regime) if one.has_own_regime and not is_public else "",
        lines=tuple(_lines(one, naming, reader)),
        groups=()
        if is_public
        else tuple(_group(group.number, group.name or group.topic, group.room) for group in one.groups),
        own=tuple(str(a.task.label) for a in one.assignments if guest and a.participant == guest),
        is_quiet=not may_be_known(one.regime),
    )


def _lines(session: Session, naming: Naming, reader: Audience) -> Iterable[Line]:
    """Tasks for the whole session in their order; in public only those that name somebody."""
    for task in Task:
        own = [one for one in session.assignments if one.task == task]
        told = [one for one in own if one.group is None or reader == Audience.team]
        names = [(one, naming.of(one, reader, session.regime)) for one in told]
        people = tuple(_said(one, name, reader) for one, name in names if name)
        # Of somebody who is not to be named the public reads nothing, beside a name as little as alone.
        is_open = reader != Audience.public and any(not name for _one, name in names)
        if people or is_open:
            yield Line(task, str(task.label), people, is_open)


def _said(one: Assigned, name: str, reader: Audience) -> str:
    if reader == Audience.team and not one.is_confirmed:
        return _("%(name)s (not agreed yet)") % {"name": name}
    return name


def _group(number: int, name: str, room: str) -> str:
    said = _("Group %(number)s") % {"number": number}
    if name and name != str(number):
        said = _("%(group)s: %(name)s") % {"group": said, "name": name}
    return f"{said} ({room})" if room else said
