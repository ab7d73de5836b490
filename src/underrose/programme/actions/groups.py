"""The groups of all rounds: how many, how large, about what, where, in which language, and by what they are mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation.models import Brief
from underrose.programme import heard
from underrose.programme.actions import topics
from underrose.programme.models import Allocation, AllocationState, Group, Session
from underrose.programme.rules import groups as rules

NUMBER = "#"
"""Where the number of a group goes in a name for all groups of a round."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whoever changes the groups, which state of them they have seen, and when."""

    by: Holder
    revision: int
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class GroupWish:
    """What one group is called, what it talks about, where it sits, in which language, and into which it is interpreted."""

    name: str = ""
    topic: UUID | None = None
    room: UUID | None = None
    language: str = ""
    interpreted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundWish:
    """How many groups a round has, and how large. None leaves what stands; of sizes, makes them even.

    `groups` are those from number `first` on; `naming` names all of them, with # for the number; `interpreters` says into
    how many groups each language is interpreted, where that is to be another number than it was.
    """

    session: UUID
    number: int
    present: int
    smallest: int | None = None
    largest: int | None = None
    topics: tuple[str, ...] | None = None
    groups: tuple[GroupWish, ...] | None = None
    first: int = 1
    naming: str | None = None
    interpreters: Mapping[str, int] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, int]:
        number = max(self.number, 1)
        most = -(-self.present // number) if self.largest is None else self.largest
        # A smallest size that nobody asked for gives way to the largest.
        return min(self.present // number, most) if self.smallest is None else self.smallest, most

    @property
    def names(self) -> tuple[str, ...]:
        """Of all groups that are named anew."""
        if self.naming is not None:
            return tuple(self.naming.replace(NUMBER, str(number)) for number in range(1, self.number + 1))
        return tuple(one.name for one in self.groups or ())

    @property
    def is_even(self) -> bool:
        """Nobody asked for a size: then groups are even for however many are there by then."""
        return self.smallest is None and self.largest is None


@dataclass(frozen=True, slots=True)
class Mixing:
    """By which features of the brief groups are mixed, with how far each may give; who counts as having met; and in which
    language groups are held that have none of their own.
    """

    attributes: Mapping[str, int]
    mixes_meals: bool = False
    counts_earlier: bool = True
    counts_body: bool = True
    seed: int = 1
    language: str = ""


def of_meeting(meeting: Meeting) -> Allocation:
    """How the groups of a meeting are computed; of one that has none yet, how they would be."""
    found = Allocation.objects.filter(meeting=meeting).first() or Allocation(meeting=meeting)
    found.meeting = meeting
    return found


def locked(meeting: Meeting) -> Allocation:
    """Made when it is first needed, and held until the transaction ends."""
    Allocation.objects.get_or_create(meeting=meeting)
    found = Allocation.objects.select_for_update(of=("self",)).get(meeting=meeting)
    found.meeting = meeting
    return found


def forget_offers(allocation: Allocation) -> None:
    """What few changes would do was reckoned from other seats or another room: it is not offered any more."""
    allocation.report = {name: value for name, value in allocation.report.items() if name != "curve"}


@transaction.atomic
def set_up(meeting: Meeting, rounds: Sequence[RoundWish], mixing: Mixing, asked: Asked) -> Allocation:
    """Groups of every round that has not begun. Seats in groups that stay are kept; what is computed next fills the rest."""
    allocation = locked(meeting)
    require(rules.may_change(allocation, asked.revision))
    sessions = {one.key: one for one in _sessions(meeting)}
    for wish in rounds:
        session = sessions.get(wish.session)
        if session is None:
            continue
        require(rules.may_be_seated(session, asked.now))
        if wish.number > wish.present:
            require(rules.has_people(session, wish.number, wish.present, _places(meeting)))
        require(rules.has_sizes(session, wish.number, wish.sizes, wish.present))
        require(rules.has_interpreters(session, wish.number, wish.interpreters))
        require(rules.has_topics(session, wish.topics or ()))
        require(rules.has_names(session, wish.names))
        _set_up_round(session, wish, mixing.language)
    for name in ("mixes_meals", "counts_earlier", "counts_body", "seed", "language"):
        setattr(allocation, name, getattr(mixing, name))
    allocation.attributes = dict(mixing.attributes)
    allocation.state = AllocationState.none
    allocation.report = {}
    allocation.revision += 1
    allocation.save()
    record(asked.by, "set up", "groups", allocation.key, meeting.code, asked.today)
    return allocation


@transaction.atomic
def show_to_guests(meeting: Meeting, *, is_shown: bool, by: Holder, today: date) -> None:
    """Each guest their own group, or nobody any. No seat changes by it, so nobody's page is out of date."""
    allocation = locked(meeting)
    if allocation.is_shown_to_guests == is_shown:
        return
    allocation.is_shown_to_guests = is_shown
    allocation.save(update_fields=["is_shown_to_guests"])
    record(
        by,
        "showed to guests" if is_shown else "hid from guests",
        "groups",
        allocation.key,
        meeting.code,
        today,
    )


def _places(meeting: Meeting) -> int:
    return Brief.objects.filter(meeting=meeting).values_list("cap", flat=True).first() or 0


def _sessions(meeting: Meeting) -> Sequence[Session]:
    found = Session.objects.of(meeting).select_related("day__meeting__venue")
    return list(found.prefetch_related("groups"))


def _set_up_round(session: Session, wish: RoundWish, held_in: str) -> None:
    if wish.topics is not None:
        topics.write(session, wish.topics)
    least, most = wish.sizes
    known = {one.number: one for one in session.groups.all()}
    session.groups.filter(number__gt=wish.number).delete()
    kept = [known[number] for number in range(1, wish.number + 1) if number in known]
    for one in kept:
        one.smallest, one.largest, one.is_even = least, most, wish.is_even
    new = [
        Group(session=session, number=number, smallest=least, largest=most, is_even=wish.is_even)
        for number in range(1, wish.number + 1)
        if number not in known
    ]
    every = sorted([*kept, *new], key=lambda one: one.number)
    if wish.groups is not None:
        _name(session, every[wish.first - 1 :], wish.groups)
    if wish.naming is not None:
        for one, name in zip(every, wish.names, strict=True):
            one.name = name
    heard.interpret(every, wish.interpreters, held_in)
    Group.objects.bulk_update(
        kept, ["smallest", "largest", "is_even", "name", "topic", "room", "language", "interpreted"]
    )
    Group.objects.bulk_create(new)


def _name(session: Session, found: Sequence[Group], wishes: Sequence[GroupWish]) -> None:
    """Only topics of this round and rooms of this meeting; what was removed meanwhile is left out."""
    known_topics = set(session.topics.values_list("key", flat=True))
    known_rooms = set(session.day.meeting.rooms.values_list("key", flat=True))
    for one, wish in zip(found, wishes, strict=False):
        one.name, one.language = wish.name, wish.language
        one.interpreted = sorted(set(wish.interpreted) - {wish.language})
        one.topic_id = wish.topic if wish.topic in known_topics else None
        one.room_id = wish.room if wish.room in known_rooms else None
