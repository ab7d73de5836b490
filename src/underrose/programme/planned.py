"""Days and sessions as they are offered before anything is written: a skeleton from the dates, or an earlier edition.

Nobody stands in a plan: who does what is asked of people anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.concept.audiences import Audience
from underrose.concept.models import Edition, Lens, Meeting, Theme
from underrose.methods import disclosure
from underrose.programme import dates, models, outline
from underrose.programme.models import Kind
from underrose.programme.rules import days as rules


@dataclass(frozen=True, slots=True)
class PlannedRoom:
    name: str
    capacity: int | None
    access: str


@dataclass(frozen=True, slots=True)
class PlannedSession:
    kind: Kind
    title: str
    begins: time
    ends: time
    words: str = ""
    audience: Audience = Audience.participants
    public_title: str = ""
    room: str = ""
    theme: UUID | None = None
    theme_words: str = ""
    lenses: tuple[UUID, ...] = ()
    regime: str = ""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    on: date
    title: str = ""
    sessions: tuple[PlannedSession, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    days: tuple[PlannedDay, ...] = ()
    rooms: tuple[PlannedRoom, ...] = ()
    # Days of the draft that have sessions already, and are left as they are.
    left: tuple[date, ...] = field(default=())
    # Days that would stand before the first or after the last day of the meeting.
    outside: tuple[date, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not any(day.sessions for day in self.days)


Line = tuple[int, int, Kind, str]


def skeleton(meeting: Meeting) -> Plan:
    """From first to last day: a late beginning, whole days, and an end at lunch, with time kept free on each of them.

    The themes of the note go in turn to plenaries and rounds; the words are in the language of the meeting.
    """
    if meeting.start_on is None or meeting.end_on is None or rules.may_have_skeleton(meeting):
        return Plan()
    number = (meeting.end_on - meeting.start_on).days + 1
    themes = list(meeting.themes.all())
    with translation.override(meeting.language):
        found = [
            PlannedDay(meeting.start_on + timedelta(days=place), "", tuple(_hours(_lines(place, number))))
            for place in range(number)
        ]
        found = _numbered(found)
    return _left_alone(meeting, _themed(found, themes))


def _numbered(days: Sequence[PlannedDay]) -> list[PlannedDay]:
    """Rounds are told apart by their number, on pages and on doors."""
    numbers = count(1)

    def numbered(one: PlannedSession) -> PlannedSession:
        if one.kind != Kind.breakout:
            return one
        return replace(one, title=_("Breakout groups %(number)s") % {"number": next(numbers)})

    return [replace(day, sessions=tuple(map(numbered, day.sessions))) for day in days]


def _lines(place: int, number: int) -> list[Line]:
    if number == 1:
        return _only_day()
    if place == 0:
        return _first_day()
    return _last_day() if place == number - 1 else _whole_day()


def _first_day() -> list[Line]:
    return [
        (1130, 1230, Kind.margin, _("Arrival and registration")),
        (1230, 1345, Kind.meal, _("Lunch")),
        (1345, 1515, Kind.plenary, _("Opening plenary")),
        (1515, 1545, Kind.margin, _("Coffee and time in the margins")),
        (1545, 1715, Kind.plenary, _("Plenary")),
        (1715, 1830, Kind.breakout, _("Breakout groups")),
        (1930, 2130, Kind.meal, _("Dinner")),
    ]


def _whole_day() -> list[Line]:
    return [
        (900, 1030, Kind.plenary, _("Plenary")),
        (1030, 1100, Kind.margin, _("Coffee and time in the margins")),
        (1100, 1230, Kind.breakout, _("Breakout groups")),
        (1230, 1400, Kind.meal, _("Lunch")),
        (1400, 1530, Kind.plenary, _("Plenary")),
        (1530, 1600, Kind.margin, _("Tea and time in the margins")),
        (1600, 1730, Kind.breakout, _("Breakout groups")),
        (1730, 1900, Kind.margin, _("Free time")),
        (1900, 2130, Kind.meal, _("Dinner")),
    ]


def _last_day() -> list[Line]:
    return [
        (900, 1015, Kind.breakout, _("Breakout groups")),
        (1015, 1045, Kind.margin, _("Coffee and time in the margins")),
        (1045, 1230, Kind.plenary, _("Closing plenary")),
        (1230, 1345, Kind.meal, _("Lunch and departure")),
    ]


def _only_day() -> list[Line]:
    return [
        (900, 930, Kind.margin, _("Arrival and registration")),
        (930, 1100, Kind.plenary, _("Opening plenary")),
        (1100, 1130, Kind.margin, _("Coffee and time in the margins")),
        (1130, 1245, Kind.breakout, _("Breakout groups")),
        (1245, 1400, Kind.meal, _("Lunch")),
        (1400, 1515, Kind.breakout, _("Breakout groups")),
        (1515, 1545, Kind.margin, _("Tea and time in the margins")),
        (1545, 1715, Kind.plenary, _("Closing plenary")),
    ]


def _hours(lines: Iterable[Line]) -> Iterator[PlannedSession]:
    for begins, ends, kind, title in lines:
        yield PlannedSession(kind, title, time(*divmod(begins, 100)), time(*divmod(ends, 100)))


TALKS = (Kind.plenary, Kind.breakout)


def _themed(days: Sequence[PlannedDay], themes: Sequence[Theme]) -> list[PlannedDay]:
    """The opening and the closing belong to all themes; what stands between takes them in turn."""
    talks = [one for day in days for one in day.sessions if one.kind in TALKS]
    between = {id(one): place for place, one in enumerate(talks[1:-1])}

    def themed(one: PlannedSession) -> PlannedSession:
        place = between.get(id(one))
        if place is None or not themes:
            return one
        theme = themes[place % len(themes)]
        return replace(one, theme=theme.key, theme_words=theme.words)

    return [replace(day, sessions=tuple(map(themed, day.sessions))) for day in days]


def offered(meeting: Meeting, holder: Holder) -> list[tuple[str, Any]]:
    """Meetings whose programme this colleague may read and that have one: of the same series first, later ones last."""
    readable = models.Session.objects.visible_to(holder).filter(is_removed=False)
    found = Meeting.objects.filter(days__sessions__in=readable).exclude(key=meeting.key).distinct()
    edition = Edition.objects.filter(meeting=meeting).first()
    rows = sorted(found.select_related("edition"), key=lambda one: one.code)
    rows.sort(key=lambda one: one.start_on or date.min, reverse=True)
    later = [one for one in rows if _is_later(one, meeting)]
    same = [one for one in rows if edition and _series_of(one) == edition.series_id and one not in later]
    others = [one for one in rows if one not in same and one not in later]
    groups = ((_("The same series"), same), (_("Other meetings"), others), (_("Later meetings"), later))
    return [(name, [(one.code, str(one)) for one in some]) for name, some in groups if some]


def _is_later(one: Meeting, than: Meeting) -> bool:
    return bool(one.start_on and than.start_on and one.start_on > than.start_on)


def _series_of(meeting: Meeting) -> UUID | None:
    edition: Edition | None = getattr(meeting, "edition", None)
    return edition.series_id if edition else None


def earlier(meeting: Meeting, other: Meeting) -> Plan:
    """The programme of another meeting on the days of this one: hours, titles and words, and nobody.

    Rooms come along within one house, themes and lenses where this note has the same words, and a regime where it is
    no looser than that of this meeting.
    """
    rows = list(
        models.Session.objects.of(other).select_related("day", "room", "theme").prefetch_related("lenses")
    )
    places = _places(other)
    if not places:
        return Plan()
    begins = meeting.start_on or other.start_on or min(day.on for day in other.days.all())
    same_house = meeting.venue_id is not None and meeting.venue_id == other.venue_id
    known = _Known(
        themes={row.words.casefold(): row for row in meeting.themes.all()},
        lenses={row.words.casefold(): row for row in meeting.lenses.all()},
        regime=meeting.regime,
        has_rooms=same_house,
    )
    found = [
        PlannedDay(
            _later(begins, places[day.key]),
            day.title,
            tuple(_taken(row, known) for row in rows if row.day_id == day.key),
        )
        for day in other.days.all()
    ]
    found.sort(key=lambda day: day.on)
    rooms = (
        [PlannedRoom(row.name, row.capacity, row.access) for row in other.rooms.all()] if same_house else []
    )
    return replace(_left_alone(meeting, found), rooms=tuple(rooms))


def _places(other: Meeting) -> dict[UUID, int]:
    """How many days after the first day of its meeting each day stands; days that stayed behind as if they had followed.

    A day far before the meeting shifts no other one: only where the meeting has no dates is counted from the first day.
    """
    shift = dates.of(outline.of(other))
    stands = {day.key: day.on if shift.clashes else day.to for day in shift.days}
    begins = other.start_on or min(stands.values(), default=date.min)
    return {key: (on - begins).days for key, on in stands.items()}


def _later(begins: date, days: int) -> date:
    """A slip in the year of a day may lead out of the calendar."""
    return date.fromordinal(min(max(begins.toordinal() + days, 1), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class _Known:
    themes: dict[str, Theme]
    lenses: dict[str, Lens]
    regime: str
    has_rooms: bool


def _taken(row: models.Session, known: _Known) -> PlannedSession:
    theme = known.themes.get(row.theme.words.casefold()) if row.theme else None
    lenses = (known.lenses.get(one.words.casefold()) for one in row.lenses.all())
    return PlannedSession(
        kind=Kind(row.kind),
        title=row.title,
        begins=row.begins,
        ends=row.ends,
        words=row.words,
        audience=Audience(row.audience),
        public_title=row.public_title,
        room=row.room.name if row.room and known.has_rooms else "",
        theme=theme.key if theme else None,
        theme_words=theme.words if theme else "",
        lenses=tuple(one.key for one in lenses if one),
        regime=row.regime if row.regime and _is_as_strict(row.regime, known.regime) else "",
    )


def _is_as_strict(regime: str, than: str) -> bool:
    return disclosure.may_change(disclosure.Regime(than), disclosure.Regime(regime))


def _left_alone(meeting: Meeting, days: Iterable[PlannedDay]) -> Plan:
    """Days on which something stands already are left out."""
    taken = set(
        models.Session.objects.filter(day__meeting=meeting, is_removed=False).values_list(
            "day__on", flat=True
        )
    )
    wanted = list(days)
    new = tuple(day for day in wanted if day.on not in taken)
    return Plan(
        days=new,
        left=tuple(day.on for day in wanted if day.on in taken),
        outside=tuple(day.on for day in new if not _is_within(meeting, day.on)),
    )


def _is_within(meeting: Meeting, on: date) -> bool:
    if meeting.start_on is None or meeting.end_on is None:
        return True
    return meeting.start_on <= on <= meeting.end_on
