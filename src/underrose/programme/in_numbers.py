"""Rows of the programme as the values that groups are computed with, and the way back from a number to a row.

    numbered = in_numbers.of(allocation, now)      # a constant number of questions
    numbered.problem, numbered.seats               # what is asked, and the plan in hand
    numbered.people[3], numbered.rounds[0]         # whom and what the numbers mean

Who sits is whoever the door of participation calls a guest in the room; names and aliases go along for the sentences.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from underrose.concept.models import Meeting
from underrose.methods.allocation.breakouts import problem as numbers
from underrose.methods.allocation.breakouts.problem import ABSENT, Pair, Seats, pair
from underrose.participation import room
from underrose.participation.models import Constituency
from underrose.participation.room import Sitter
from underrose.programme import heard
from underrose.programme.models import (
    Allocation,
    Assignment,
    Availability,
    Company,
    Group,
    Kind,
    Pairing,
    Seat,
    Session,
    Task,
    TopicWish,
)

DUTIES = (Task.facilitator, Task.rapporteur, Task.note_taker)
"""Of these every group needs one, if somebody in the room has the task and is not set down for a group yet."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A way of looking at the room: name in files, its words, and the words of its values."""

    name: str
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A problem, the seats as they stand, and what each number means."""

    problem: numbers.Problem
    seats: Seats
    people: tuple[Sitter, ...]
    rounds: tuple[Session, ...]
    groups: tuple[tuple[Group, ...], ...]
    features: tuple[Feature, ...]
    pinned: frozenset[tuple[int, int]]
    """(round, person) of the seats that were set by hand."""
    met_before: int
    """Pairs who met at an earlier meeting."""
    colleagues: int
    """Pairs who work for one body, and count as having met."""
    held_in: str
    """The language of groups that have none of their own."""

    @property
    def is_seated(self) -> bool:
        """Whether anybody has a seat in a round to come, or had one."""
        return any(group != ABSENT for row in self.seats for group in row)

    @property
    def unseated(self) -> int:
        """Seats of rounds to come for which nobody was chosen yet."""
        return sum(
            self.seats[number][person] == ABSENT
            for number in self.to_come
            for person in self.problem.present(number)
        )

    @property
    def to_come(self) -> tuple[int, ...]:
        return tuple(number for number, one in enumerate(self.problem.rounds) if one.held is None)

    def person(self, participant: UUID) -> int | None:
        return next((place for place, one in enumerate(self.people) if one.participant == participant), None)

    def round(self, session: UUID) -> int | None:
        return next((place for place, one in enumerate(self.rounds) if one.key == session), None)

    def group(self, number: int, key: UUID) -> int | None:
        return next((place for place, one in enumerate(self.groups[number]) if one.key == key), None)

    def languages(self, number: int, group: int) -> frozenset[str]:
        """In which a group can be followed; none where nobody is asked."""
        return heard.languages(self.groups[number][group], self.held_in)

    def in_hand(self) -> numbers.Problem:
        """The problem with the plan in hand, of which little is to change."""
        return replace(self.problem, in_hand=self.seats)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of the rows, before anything is asked of the seats."""

    meeting: Meeting
    people: tuple[Sitter, ...]
    place: Mapping[UUID, int]
    rounds: tuple[Session, ...]
    groups: tuple[tuple[Group, ...], ...]
    held: tuple[bool, ...]
    plan: Seats
    pinned: frozenset[tuple[int, int]]
    absent: tuple[frozenset[int], ...]
    held_in: str


def of(allocation: Allocation, now: datetime) -> Numbered:
    """Everything the groups of a meeting are computed from, as it stands at this moment."""
    meeting = allocation.meeting
    known = _known(allocation, now)
    assigned = list(_assignments(meeting))
    before, colleagues = _before(allocation, known), _colleagues(allocation, known.people)
    features = tuple(features_of(meeting))
    problem = numbers.Problem(
        labels=tuple(one.label for one in known.people),
        rounds=tuple(_round(known, number) for number in range(len(known.rounds))),
        attributes=_attributes(allocation, known.people, features),
        apart=frozenset(_pairs(meeting, known.place, Company.apart)),
        together=tuple(frozenset(one) for one in _pairs(meeting, known.place, Company.together)),
        duties=tuple(_duties(assigned, known)),
        pins=tuple(_pins(assigned, known)),
        speaks=_speaks(known),
        met=dict(before + colleagues),
        wishes=_wishes(known),
    )
    return Numbered(
        problem,
        known.plan,
        known.people,
        known.rounds,
        known.groups,
        features,
        known.pinned,
        len(before),
        len(colleagues),
        allocation.language,
    )


def has_begun(session: Session, now: datetime) -> bool:
    """Once a round has begun, who sits there is history."""
    venue = session.day.meeting.venue
    zone = ZoneInfo(venue.time_zone if venue and venue.time_zone else "UTC")
    return datetime.combine(session.day.on, session.begins, zone) <= now


def rounds_of(meeting: Meeting, *, with_meals: bool) -> "QuerySet[Session]":
    """Sessions that can have groups, in the order of the days, with their groups."""
    kinds = (Kind.breakout, Kind.meal) if with_meals else (Kind.breakout,)
    found = Session.objects.of(meeting).filter(kind__in=kinds).select_related("day__meeting__venue", "room")
    rows = Group.objects.select_related("topic", "room").order_by("number")
    return found.prefetch_related(Prefetch("groups", rows), "topics")


def present(meeting: Meeting, sessions: Sequence[Session]) -> dict[UUID, int]:
    """How many guests are there in each of these sessions, by what is known of their hours."""
    guests = [one.participant for one in room.sitters(meeting)]
    rows = list(Availability.objects.filter(day__meeting=meeting, participant__in=guests))
    return {
        one.key: len(guests)
        - sum(row.day_id == one.day_id and not row.covers(one.begins, one.ends) for row in rows)
        for one in sessions
    }


def features_of(meeting: Meeting) -> Iterable[Feature]:
    """The axes of the brief, by which groups can be mixed."""
    rows = Constituency.objects.filter(axis__brief__meeting=meeting).select_related("axis")
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for row in rows.order_by("axis__position", "axis__key", "position", "key"):
        found.setdefault(row.axis.feature, (row.axis.label, {}))[1][row.value] = row.label
    return (Feature(name, label, values) for name, (label, values) in found.items())


def fitted(sizes: Sequence[tuple[int, int]], present: int) -> list[tuple[int, int]]:
    """Sizes as they were set up, and where fewer or more people are there by now, as near to them as can be."""
    if not sizes:
        return []
    least, most = present // len(sizes), -(-present // len(sizes))
    if not any(largest for _smallest, largest in sizes):
        return [(least, most)] * len(sizes)  # set up before anybody had accepted, or to be even
    too_few = sum(smallest for smallest, _largest in sizes) > present
    too_many = sum(largest for _smallest, largest in sizes) < present
    return [
        (min(smallest, least) if too_few else smallest, max(largest, most) if too_many else largest)
        for smallest, largest in sizes
    ]


def _rounds(allocation: Allocation, seated: set[UUID], now: datetime) -> Iterable[Session]:
    for one in rounds_of(allocation.meeting, with_meals=allocation.mixes_meals):
        if one.groups.all() and (one.key in seated or not has_begun(one, now)):
            yield one


def _known(allocation: Allocation, now: datetime) -> _Known:
    meeting = allocation.meeting
    people = room.sitters(meeting)
    place = {one.participant: number for number, one in enumerate(people)}
    seats = list(Seat.objects.filter(session__day__meeting=meeting, session__is_removed=False))
    rounds = tuple(_rounds(allocation, {one.session_id for one in seats}, now))
    groups = tuple(tuple(one.groups.all()) for one in rounds)
    held = tuple(has_begun(one, now) for one in rounds)
    plan, pinned = _plan(rounds, groups, place, seats)
    absent = tuple(_absent(meeting, rounds, place, plan, held))
    plan = tuple(
        tuple(ABSENT if who in away else group for who, group in enumerate(row))
        for row, away in zip(plan, absent, strict=True)
    )
    return _Known(meeting, people, place, rounds, groups, held, plan, pinned, absent, allocation.language)


def _plan(
    rounds: Sequence[Session],
    groups: Sequence[Sequence[Group]],
    place: Mapping[UUID, int],
    seats: Iterable[Seat],
) -> tuple[Seats, frozenset[tuple[int, int]]]:
    number_of = {one.key: number for number, one in enumerate(rounds)}
    group_of = {one.key: at for row in groups for at, one in enumerate(row)}
    rows = [[ABSENT] * len(place) for _ in rounds]
    pinned = set()
    for one in seats:
        number, person = number_of.get(one.session_id), place.get(one.participant_id)
        if number is not None and person is not None:
            rows[number][person] = group_of[one.group_id]
            if one.is_pinned:
                pinned.add((number, person))
    return tuple(tuple(row) for row in rows), frozenset(pinned)


def _absent(
    meeting: Meeting,
    rounds: Sequence[Session],
    place: Mapping[UUID, int],
    plan: Seats,
    held: Sequence[bool],
) -> list[frozenset[int]]:
    """Who is not there in each round: by what is known of their hours, or in a round that is over, without a seat."""
    rows = list(Availability.objects.filter(day__meeting=meeting, participant__in=list(place)))
    found = []
    for number, one in enumerate(rounds):
        if held[number]:
            away = [person for person, group in enumerate(plan[number]) if group == ABSENT]
        else:
            away = [
                place[row.participant_id]
                for row in rows
                if row.day_id == one.day_id and not row.covers(one.begins, one.ends)
            ]
        found.append(frozenset(away))
    return found


def _round(known: _Known, number: int) -> numbers.Round:
    groups, absent, is_held = known.groups[number], known.absent[number], known.held[number]
    is_even = not is_held and all(one.is_even for one in groups)
    sizes = [(0, 0) if is_even else (one.smallest, one.largest) for one in groups]
    bounds = sizes if is_held else fitted(sizes, len(known.people) - len(absent))
    return numbers.Round(
        known.rounds[number].title,
        tuple(
            numbers.Group(str(one), least, most, heard.word(one, known.held_in), str(one.topic_id or ""))
            for one, (least, most) in zip(groups, bounds, strict=True)
        ),
        absent,
        known.plan[number] if is_held else None,
    )


def _attributes(
    allocation: Allocation, people: Sequence[Sitter], features: Iterable[Feature]
) -> tuple[numbers.Attribute, ...]:
    return tuple(
        numbers.Attribute(
            one.name,
            tuple(sitter.constituencies.get(one.name, ()) for sitter in people),
            int(allocation.attributes[one.name]),
        )
        for one in features
        if one.name in allocation.attributes
    )


def _pairs(meeting: Meeting, place: Mapping[UUID, int], company: Company) -> Iterable[Pair]:
    rows = Pairing.objects.filter(meeting=meeting, company=company).values_list("one", "other")
    return sorted(pair(place[one], place[other]) for one, other in rows if one in place and other in place)


def _assignments(meeting: Meeting) -> "QuerySet[Assignment]":
    found = Assignment.objects.filter(session__day__meeting=meeting, participant__isnull=False)
    return found.filter(Q(group__isnull=False) | Q(task__in=DUTIES)).only(
        "session", "group", "task", "participant"
    )


def _duties(assigned: Iterable[Assignment], known: _Known) -> Iterable[numbers.Duty]:
    """One for each task and each set of people who have it. Whoever is not seated by us stands where the team sends them."""
    found: dict[tuple[str, frozenset[int], int | None], set[int]] = {}
    rows = [(one, one.participant_id) for one in assigned if one.participant_id is not None]
    for number, session in enumerate(known.rounds):
        for task in () if known.held[number] else DUTIES:
            those = [(one, who) for one, who in rows if one.session_id == session.key and one.task == task]
            seated = frozenset(known.place[who] for _one, who in those if who in known.place)
            if any(one.group_id is None and who in known.place for one, who in those):
                has_others = any(who not in known.place for _one, who in those)
                most = 1 if has_others and len(seated) <= len(known.groups[number]) else None
                found.setdefault((str(task), seated, most if has_others else -1), set()).add(number)
    for (name, seated, most), where in found.items():
        yield numbers.Duty(name, seated, int(most == -1), None if most == -1 else most, frozenset(where))


def _pins(assigned: Iterable[Assignment], known: _Known) -> Iterable[numbers.Pin]:
    """Seats set by hand, and those with a task in a group of a round to come."""
    by_hand = {
        (number, person): known.plan[number][person]
        for number, person in known.pinned
        if known.plan[number][person] != ABSENT and not known.held[number]
    }
    where = {one.key: (number, at) for number, row in enumerate(known.groups) for at, one in enumerate(row)}
    for one in assigned:
        number, at = where.get(one.group_id, (-1, -1)) if one.group_id else (-1, -1)
        person = known.place.get(one.participant_id) if one.participant_id else None
        if person is None or number < 0 or known.held[number] or person in known.absent[number]:
            continue
        by_hand.setdefault((number, person), at)
    return (numbers.Pin(number, person, at) for (number, person), at in sorted(by_hand.items()))


def _speaks(known: _Known) -> tuple[frozenset[str], ...]:
    by_hand: dict[int, list[Group]] = {}
    for number, person in sorted(known.pinned):
        if known.plan[number][person] != ABSENT:
            by_hand.setdefault(person, []).append(known.groups[number][known.plan[number][person]])
    every = (one for row in known.groups for one in row)
    return heard.understood(known.people, every, known.held_in, by_hand)


def _colleagues(allocation: Allocation, people: Sequence[Sitter]) -> "Counter[Pair]":
    """Whoever works for the same body, as far as they count as having met."""
    bodies: dict[UUID, list[int]] = {}
    for number, one in enumerate(people):
        if one.body is not None and allocation.counts_body:
            bodies.setdefault(one.body, []).append(number)
    return Counter(one for colleagues in bodies.values() for one in combinations(colleagues, 2))


def _before(allocation: Allocation, known: _Known) -> "Counter[Pair]":
    """How often each pair sat at one table of an earlier meeting, as far as that counts.

    Never of a protected person: whoever sat there knows the name of whom they met.
    """
    here = room.seen_before(allocation.meeting) if allocation.counts_earlier else {}
    place = {key: number for key, number in known.place.items() if not known.people[number].is_protected}
    if not here:
        return Counter()
    tables: dict[UUID, set[int]] = {}
    rows = Seat.objects.filter(participant__in=list(here), session__is_removed=False)
    for group, participant in rows.values_list("group", "participant"):
        if (person := place.get(here[participant])) is not None:
            tables.setdefault(group, set()).add(person)
    return Counter(one for those in tables.values() for one in combinations(sorted(those), 2))


def _wishes(known: _Known) -> Mapping[tuple[int, int, int], int]:
    """How each ranks the groups of a round, by their topic; 0 is the dearest."""
    rows = TopicWish.objects.filter(topic__session__in=[one.key for one in known.rounds])
    about: dict[UUID, list[tuple[int, int]]] = {}
    for number, row in enumerate(known.groups):
        for at, one in enumerate(row):
            if one.topic_id is not None:
                about.setdefault(one.topic_id, []).append((number, at))
    return {
        (number, known.place[participant], at): max(rank - 1, 0)
        for topic, participant, rank in rows.values_list("topic", "participant", "rank")
        if participant in known.place
        for number, at in about.get(topic, ())
    }
