"""What a careful colleague would remark on a draft. Nothing is changed by it, and nothing is forbidden."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.kit.templatetags.kit import day as written
from underrose.programme.models import Availability, Kind, Task
from underrose.programme.outline import Assigned, Outline, Session


class Matter(StrEnum):
    """What a remark is about; tests and pages know it by this."""

    hours = "hours"
    dates = "dates"
    all_twice = "all_twice"
    not_free = "not_free"
    room_twice = "room_twice"
    person_twice = "person_twice"
    not_there = "not_there"
    no_place = "no_place"
    too_small = "too_small"
    two_tasks = "two_tasks"
    partner_twice = "partner_twice"
    no_margin = "no_margin"
    unconfirmed = "unconfirmed"
    theme = "theme"
    lens = "lens"


# What cannot work as it stands; the others are for thought.
PRESSING = frozenset(
    {
        Matter.hours,
        Matter.all_twice,
        Matter.room_twice,
        Matter.person_twice,
        Matter.not_there,
        Matter.no_place,
        Matter.too_small,
    }
)


@dataclass(frozen=True, slots=True)
class Remark:
    matter: Matter
    sentence: str
    remedy: str
    session: UUID | None = None

    @property
    def is_pressing(self) -> bool:
        return self.matter in PRESSING


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the draft itself does not say."""

    confirmed: int = 0
    themes: tuple[tuple[UUID, str], ...] = ()
    lenses: tuple[tuple[UUID, str], ...] = ()
    partners: tuple[str, ...] = ()
    # For whom participants work, by key.
    bodies: Mapping[UUID, str] = field(default_factory=dict)
    # By participant and day.
    hours: Mapping[tuple[UUID, UUID], Availability] = field(default_factory=dict)


Looking = Callable[[Outline, Circumstances], Iterable[Remark]]


def of(outline: Outline, known: Circumstances) -> list[Remark]:
    """All remarks, what cannot work first, each in the order of the days."""
    found = [remark for look in LOOKS for remark in look(outline, known)]
    return sorted(found, key=lambda remark: not remark.is_pressing)


def _hours(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for one in outline.sessions():
        if one.ends <= one.begins:
            words = (
                _("“%(title)s” ends when it begins.")
                if one.ends == one.begins
                else _("“%(title)s” ends before it begins.")
            )
            sentence = words % {"title": one.title}
            yield Remark(Matter.hours, sentence, _("Check the two hours."), one.key)


def _dates(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    if outline.start_on is None or outline.end_on is None:
        return
    for day in outline.days:
        if not outline.start_on <= day.on <= outline.end_on:
            sentence = _("%(day)s is outside the dates of the meeting.") % {"day": written(day.on)}
            remedy = _("Move the day, or change the dates of the meeting.")
            yield Remark(Matter.dates, sentence, remedy, day.sessions[0].key if day.sessions else None)


def _overlapping(outline: Outline) -> Iterator[tuple[Session, Session]]:
    for day in outline.days:
        for one, other in combinations(day.sessions, 2):
            if one.begins < other.ends and other.begins < one.ends:
                yield one, other


HELD = frozenset({Kind.plenary, Kind.breakout})
FOR_ALL = HELD | {Kind.meal}


def _all_twice(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    """Where the two are in one room, or one person is wanted in both, that is said, and is enough."""
    for one, other in _overlapping(outline):
        is_one_room = one.room is not None and one.room == other.room
        if not {one.kind, other.kind} <= FOR_ALL or is_one_room or _wanted(one) & _wanted(other):
            continue
        sentence = _("“%(one)s” and “%(other)s” are at the same time, and both are for everybody.") % {
            "one": one.title,
            "other": other.title,
        }
        yield Remark(Matter.all_twice, sentence, _("Give one of them another hour."), other.key)


def _wanted(one: Session) -> set[object]:
    return {_who(assigned) for assigned in one.assignments}


def _not_free(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    """Something runs into time kept free. What begins and ends with it stands beside it on purpose."""
    for both in _overlapping(outline):
        free = next((one for one in both if one.kind == Kind.margin), None)
        held = next((one for one in both if one.kind in HELD), None)
        if free is None or held is None or (free.begins, free.ends) == (held.begins, held.ends):
            continue
        if free.room is None or free.room != held.room:
            sentence = _("“%(free)s” is kept free, and “%(held)s” is held then.") % {
                "free": free.title,
                "held": held.title,
            }
            yield Remark(Matter.not_free, sentence, _("Give one of them another hour."), free.key)


def _room_twice(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for one, other in _overlapping(outline):
        if one.room is not None and one.room == other.room:
            sentence = _("“%(one)s” and “%(other)s” are in %(room)s at the same time on %(day)s.") % {
                "one": one.title,
                "other": other.title,
                "room": one.room_name,
                "day": written(one.on),
            }
            yield Remark(Matter.room_twice, sentence, _("Give one of them another room or hour."), other.key)


def _who(one: Assigned) -> object:
    """Two free names are one person where they are written alike."""
    return one.participant or (one.label.casefold() or one.key)


def _person_twice(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for one, other in _overlapping(outline):
        there = {_who(assigned): assigned for assigned in one.assignments}
        for who, label in {_who(a): a.label for a in other.assignments}.items():
            if who in there:
                sentence = _("%(name)s is asked to be in “%(one)s” and in “%(other)s” at the same time.") % {
                    "name": label,
                    "one": one.title,
                    "other": other.title,
                }
                yield Remark(
                    Matter.person_twice, sentence, _("Ask somebody else for one of them."), other.key
                )
    for session in outline.sessions():
        yield from _in_two_groups(session)


def _in_two_groups(session: Session) -> Iterator[Remark]:
    groups: dict[object, set[UUID]] = {}
    labels = {_who(one): one.label for one in session.assignments}
    for one in session.assignments:
        if one.group is not None:
            groups.setdefault(_who(one), set()).add(one.group)
    for who, found in groups.items():
        if len(found) > 1:
            sentence = _("%(name)s has a task in more than one group of “%(title)s”.") % {
                "name": labels[who],
                "title": session.title,
            }
            yield Remark(Matter.person_twice, sentence, _("Leave them one group."), session.key)


def _not_there(outline: Outline, known: Circumstances) -> Iterator[Remark]:
    for session in outline.sessions():
        for one in _each_once(session.assignments):
            if one.participant is None:
                continue
            hours = known.hours.get((one.participant, session.day))
            if hours is not None and not hours.covers(session.begins, session.ends):
                sentence = _("%(name)s is not there at the time of “%(title)s”.") % {
                    "name": one.label,
                    "title": session.title,
                }
                yield Remark(
                    Matter.not_there, sentence, _("Ask somebody else, or move the session."), session.key
                )


def _each_once(assignments: Iterable[Assigned]) -> Iterable[Assigned]:
    return {_who(one): one for one in assignments}.values()


def _no_place(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for session in outline.sessions():
        for one in _each_once(session.assignments):
            if one.participant is not None and not one.is_here:
                sentence = _("%(name)s has a task in “%(title)s” and no confirmed place in the room.") % {
                    "name": one.label,
                    "title": session.title,
                }
                yield Remark(Matter.no_place, sentence, _("Ask somebody else."), session.key)


def _too_small(outline: Outline, known: Circumstances) -> Iterator[Remark]:
    for session in outline.sessions():
        if session.seats is None or session.kind == Kind.margin or session.seats >= known.confirmed:
            continue
        sentence = ngettext(
            "%(room)s has one seat, and %(confirmed)s are confirmed for “%(title)s”.",
            "%(room)s has %(count)s seats, and %(confirmed)s are confirmed for “%(title)s”.",
            session.seats,
        ) % {
            "room": session.room_name,
            "count": session.seats,
            "confirmed": known.confirmed,
            "title": session.title,
        }
        yield Remark(Matter.too_small, sentence, _("Choose a larger room."), session.key)


def _two_tasks(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for session in outline.sessions():
        chairs = {_who(one): one.label for one in session.assignments if one.task == Task.chair}
        writing = {_who(one) for one in session.assignments if one.task == Task.rapporteur}
        for who, label in chairs.items():
            if who in writing:
                sentence = _("%(name)s is chair and rapporteur of “%(title)s”.") % {
                    "name": label,
                    "title": session.title,
                }
                yield Remark(
                    Matter.two_tasks,
                    sentence,
                    _("Nobody leads and writes at once; ask another."),
                    session.key,
                )


VOICES = (Task.chair, Task.opener, Task.speaker)


def _partner_twice(outline: Outline, known: Circumstances) -> Iterator[Remark]:
    plenaries = [one for one in outline.sessions() if one.kind == Kind.plenary]
    for partner in known.partners:
        heard = [
            session
            for session in plenaries
            for one in _each_once(a for a in session.assignments if a.task in VOICES)
            if one.participant is not None and _is_of(known.bodies.get(one.participant, ""), partner)
        ]
        if len(heard) > 1:
            titles = _(", ").join(dict.fromkeys(_("“%(title)s”") % {"title": one.title} for one in heard))
            sentence = _("%(partner)s has the floor %(count)s times in plenary: %(titles)s.") % {
                "partner": partner,
                "count": len(heard),
                "titles": titles,
            }
            yield Remark(
                Matter.partner_twice, sentence, _("One plenary is usual for a partner."), heard[1].key
            )


def _is_of(body: str, partner: str) -> bool:
    return bool(body) and body.casefold().strip() == partner.casefold().strip()


def _no_margin(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for day in outline.days:
        if day.sessions and not any(one.kind == Kind.margin for one in day.sessions):
            sentence = _("No time is kept free in the margins on %(day)s.") % {"day": written(day.on)}
            remedy = _("Links are made between sessions; half an hour is enough.")
            yield Remark(Matter.no_margin, sentence, remedy, day.sessions[0].key)


def _unconfirmed(outline: Outline, _known: Circumstances) -> Iterator[Remark]:
    for session in outline.sessions():
        waiting = [one for one in session.assignments if not one.is_confirmed]
        if waiting:
            names = _(", ").join(
                _("%(name)s (%(task)s)") % {"name": one.label, "task": one.task.label} for one in waiting
            )
            sentence = _("Not agreed yet in “%(title)s”: %(names)s.") % {
                "title": session.title,
                "names": names,
            }
            yield Remark(Matter.unconfirmed, sentence, _("Ask, and mark them as agreed."), session.key)


def _themes(outline: Outline, known: Circumstances) -> Iterator[Remark]:
    held = {one.theme for one in outline.sessions()}
    for key, words in known.themes:
        if outline.days and key not in held:
            sentence = _("No session is about the theme “%(words)s”.") % {"words": words}
            yield Remark(Matter.theme, sentence, _("Give it a session, or take it out of the note."))


def _lenses(outline: Outline, known: Circumstances) -> Iterator[Remark]:
    held = {key for one in outline.sessions() for key, _words in one.lenses}
    for key, words in known.lenses:
        if outline.days and key not in held:
            sentence = _("No session looks through the lens “%(words)s”.") % {"words": words}
            yield Remark(Matter.lens, sentence, _("Say in one or more sessions that it matters there."))


LOOKS: tuple[Looking, ...] = (
    _hours,
    _dates,
    _all_twice,
    _not_free,
    _room_twice,
    _person_twice,
    _not_there,
    _no_place,
    _too_small,
    _two_tasks,
    _partner_twice,
    _no_margin,
    _unconfirmed,
    _themes,
    _lenses,
)
