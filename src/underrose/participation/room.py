"""The door through which every later section sees people: frozen values, and no way back from them to a row.

`roster` opens sealed names in memory for the guard. It carries no key, stands in random order, shows nothing of
itself, and enters no job, cache, session or log.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NoReturn
from uuid import UUID

from django.db.models import F

from underrose.concept.models import Meeting
from underrose.participation.models import GUESTS, Brief, Capacity, Constituency, Participant, Place
from underrose.people import particulars, posts
from underrose.people.models import Post
from underrose.people.particulars import Particulars


class _Discreet:
    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __reduce_ex__(self, protocol: Any, /) -> NoReturn:
        raise TypeError("Who is in the room stays in memory: it enters no job, cache or session.")


@dataclass(frozen=True, slots=True, repr=False)
class InTheRoom(_Discreet):
    """One person as a text might speak of them. Staff are there, and count neither to the cap nor to k."""

    who: Particulars
    alias: str
    is_guest: bool
    capacity: Capacity
    # Axis by axis, the constituencies of the brief this person stands for.
    constituencies: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, repr=False)
class Roster(_Discreet):
    people: tuple[InTheRoom, ...]
    revision: int

    def __len__(self) -> int:
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Sitter:
    """A guest as the programme seats them: a key, a name or alias, and what they stand for.

    For whom they work, what they speak and what they stand for could tell who a protected person is: of them nothing is
    said. Groups are mixed without them, or the mixture of everybody else at their table would say what is missing.
    """

    participant: UUID
    label: str
    capacity: Capacity
    constituencies: Mapping[str, tuple[str, ...]]
    body: UUID | None = None
    """The organisation of the post they hold when the meeting begins."""
    languages: tuple[str, ...] = ()
    is_protected: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Addressee(_Discreet):
    """Where a letter to a guest goes, what pages call them, and whether it must be quiet."""

    participant: UUID
    label: str
    mail: str
    language: str
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody with a place in the room or on its reserve, staff too, as the desk calls them."""

    participant: UUID
    label: str
    capacity: Capacity
    is_here: bool
    is_protected: bool


def roster(meeting: Meeting, rng: random.Random) -> Roster:
    """Everybody in the room: those present if attendance was taken, else those confirmed."""
    found = _in_the_room(meeting)
    known = particulars.of_many(participant.person for participant in found)
    standings = _standings(found)
    people = [
        InTheRoom(
            who=known[participant.person_id],
            alias=participant.person.full_name if participant.person.is_sealed else "",
            is_guest=participant.capacity in GUESTS,
            capacity=Capacity(participant.capacity),
            constituencies=standings.get(participant.person_id, _NONE),
        )
        for participant in found
    ]
    rng.shuffle(people)
    return Roster(tuple(people), revision(meeting))


def sitters(meeting: Meeting) -> tuple[Sitter, ...]:
    """The guests the programme seats, by name or alias: also who has not come yet, as long as nobody says they stay away.

    While people are still coming in at the door, a seat must not be lost to whoever is late.
    """
    found = [one for one in _expected(meeting) if one.capacity in GUESTS]
    standings = _standings([one for one in found if not one.person.is_sealed])
    bodies = _bodies(found, meeting)
    return tuple(
        Sitter(
            participant=participant.key,
            label=participant.person.full_name,
            capacity=Capacity(participant.capacity),
            constituencies=standings.get(participant.person_id, _NONE),
            body=bodies.get(participant.person_id),
            languages=() if participant.person.is_sealed else tuple(participant.person.languages),
            is_protected=participant.person.is_sealed,
        )
        for participant in found
    )


def seen_before(meeting: Meeting) -> Mapping[UUID, UUID]:
    """By participant of an earlier meeting, the guest of this one who is the same person. Keys only, which name nobody.

    An undisclosed meeting tells nothing to others, nor is it told.
    """
    if meeting.is_undisclosed or meeting.start_on is None:
        return MappingProxyType({})
    here = {one.person_id: one.key for one in _expected(meeting) if one.capacity in GUESTS}
    earlier = Participant.objects.filter(
        person__in=here, meeting__end_on__lt=meeting.start_on, meeting__is_undisclosed=False
    ).exclude(attended=False)
    return MappingProxyType(
        {key: here[person] for key, person in earlier.confirmed().values_list("key", "person")}
    )


def called(meeting: Meeting) -> Mapping[UUID, Called]:
    """What to call everybody of a meeting, by key of the participant: protected people by their alias. One question."""
    found = Participant.objects.filter(meeting=meeting).select_related("person")
    rows = found.defer("alias", "role_words", "person__particulars")
    return {
        row.key: Called(
            participant=row.key,
            label=row.person.full_name,
            capacity=Capacity(row.capacity),
            is_here=row.place == Place.confirmed,
            is_protected=row.person.is_sealed,
        )
        for row in rows.order_by("person__family_name", "person__full_name", "key")
    }


def bodies(meeting: Meeting, today: date) -> Mapping[UUID, str]:
    """For whom everybody works today, by key of the participant; of protected people nothing is said."""
    found = Participant.objects.filter(meeting=meeting, person__is_sealed=False).select_related("person")
    rows = list(found.defer("alias", "role_words", "person__particulars"))
    held = posts.current([row.person for row in rows], today)
    return {row.key: held[row.person_id].organisation for row in rows if row.person_id in held}


def addressees(meeting: Meeting) -> tuple[Addressee, ...]:
    """Every guest who can be written to, protected people among them: to those every letter is quiet."""
    found = [one for one in _in_the_room(meeting) if one.capacity in GUESTS and not one.person.do_not_contact]
    known = particulars.of_many(participant.person for participant in found)
    return tuple(
        Addressee(
            participant=participant.key,
            label=participant.person.full_name,
            mail=known[participant.person_id].mail,
            language=participant.person.language,
            is_quiet=participant.person.is_sealed or meeting.mail_tone == "quiet",
        )
        for participant in found
        if known[participant.person_id].mail
    )


def revision(meeting: Meeting) -> int:
    """A number that rises with everything that changes who is in the room."""
    return Brief.objects.filter(meeting=meeting).values_list("revision", flat=True).first() or 0


_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def _expected(meeting: Meeting) -> list[Participant]:
    """Whoever is confirmed and was not marked as absent."""
    return [row for row in _confirmed(meeting) if row.attended is not False]


def _in_the_room(meeting: Meeting) -> list[Participant]:
    """Those present if attendance was taken, else those confirmed."""
    rows = _confirmed(meeting)
    if any(row.attended is not None for row in rows):
        return [row for row in rows if row.attended]
    return rows


def _confirmed(meeting: Meeting) -> list[Participant]:
    found = Participant.objects.filter(meeting=meeting).confirmed().select_related("person")
    return list(found.order_by("person__family_name", "person__full_name", "key"))


def _bodies(found: Iterable[Participant], meeting: Meeting) -> dict[UUID, UUID]:
    """By person, the organisation of the latest post held when the meeting begins; none of a protected person."""
    known = [row.person_id for row in found if not row.person.is_sealed]
    if not known:
        return {}
    held = Post.objects.filter(person__in=known, organisation__isnull=False)
    held = held if meeting.start_on is None else held.held_on(meeting.start_on)
    rows = held.order_by(F("start_on").asc(nulls_first=True), "key").values_list("person", "organisation")
    return {person: body for person, body in rows if body is not None}


def _standings(found: Iterable[Participant]) -> dict[UUID, Mapping[str, tuple[str, ...]]]:
    """What each person stands for, axis by axis, in one question."""
    rows = list(found)
    if not rows:
        return {}
    people = {row.person_id for row in rows}
    asked = Constituency.objects.filter(
        candidates__meeting=rows[0].meeting_id, candidates__person__in=people
    ).order_by("axis__position", "position", "key")
    gathered: dict[UUID, dict[str, tuple[str, ...]]] = {}
    for person, feature, value in asked.values_list("candidates__person", "axis__feature", "value"):
        if person in people:
            axes = gathered.setdefault(person, {})
            axes[feature] = (*axes.get(feature, ()), value)
    return {person: MappingProxyType(axes) for person, axes in gathered.items()}
