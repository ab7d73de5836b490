"""Places in the room: who takes one, who waits, who gives one back. Every act here holds the brief."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from underrose.kit.asked import Question
from underrose.kit.written import Addition, Change
from underrose.participation.models import (
    GUESTS,
    Brief,
    Capacity,
    Conflict,
    Invitation,
    Participant,
    Place,
)

_HERE = Question(
    lambda meeting, person: Participant.objects.filter(meeting=meeting, person=person), UUID, UUID
)
_CONFLICTS = Question(
    lambda brief: Conflict.objects.filter(brief=brief).order_by().values_list("one__person", "other__person"),
    UUID,
)

_NEW = Addition(Participant)
_SEATED = Change(Participant, "invitation", "capacity", "place", "reserve_position", "since", "revision")
_GIVEN_BACK = Change(Participant, "place", "reserve_position", "since", "revision")
_REVISED = Change(Brief, "revision")


def _counting(*, counts_speakers: bool) -> Question[int]:
    """How many take a place: none is no row."""

    def asked(meeting: UUID) -> QuerySet[Participant, int]:
        counted = Participant.objects.filter(meeting=meeting).taking_places(counts_speakers=counts_speakers)
        grouped = counted.order_by().values("meeting").annotate(number=Count("key"))
        return grouped.values_list("number", flat=True)

    return Question(asked, UUID)


_TAKEN = {counts_speakers: _counting(counts_speakers=counts_speakers) for counts_speakers in (True, False)}


def take(brief: Brief, invitation: Invitation, today: date) -> Participant:
    """A place for somebody who accepts: confirmed while one is free, else the next on the reserve."""
    participant = _HERE.first(brief.meeting_id, invitation.candidate.person_id)
    if participant is None:
        participant = Participant(meeting=brief.meeting, person=invitation.candidate.person, since=today)
    if participant.place == Place.confirmed and not participant._state.adding:
        return participant
    participant.invitation = invitation
    participant.capacity = invitation.candidate.capacity
    return seat(brief, participant, today)


def seat(brief: Brief, participant: Participant, today: date) -> Participant:
    """Confirmed if a place is free and nobody in the room rules it out; otherwise the reserve keeps the answer."""
    has_no_place = _takes_a_place(brief, participant) and is_full(brief)
    waits = has_no_place or _is_ruled_out(brief, participant)
    participant.place = Place.reserve if waits else Place.confirmed
    participant.reserve_position = _next_position(brief) if waits else None
    participant.since = today
    participant.revision += 1
    if participant._state.adding:
        _NEW.create(participant)
    else:
        _SEATED.update(participant)
    _raise(brief)
    return participant


Part = Callable[[Participant], None]
_parts: dict[str, Part] = {}


def goes_with_a_place(name: str) -> Callable[[Part], Part]:
    """Name what a higher section takes out when somebody gives a place back, in the same transaction."""

    def named(part: Part) -> Part:
        _parts[name] = part
        return part

    return named


def give_back(brief: Brief, participant: Participant, today: date) -> None:
    """The place is free again. Who takes it is for the team to say."""
    for part in _parts.values():
        part(participant)
    participant.place, participant.reserve_position, participant.since = Place.withdrawn, None, today
    participant.revision += 1
    _GIVEN_BACK.update(participant)
    _raise(brief)


def is_full(brief: Brief) -> bool:
    return brief.cap is not None and taken(brief) >= brief.cap


def taken(brief: Brief) -> int:
    return _TAKEN[brief.counts_speakers].first(brief.meeting_id) or 0


def _takes_a_place(brief: Brief, participant: Participant) -> bool:
    counted = GUESTS if brief.counts_speakers else (Capacity.participant,)
    return participant.capacity in counted


def _is_ruled_out(brief: Brief, participant: Participant) -> bool:
    """Somebody is confirmed with whom this person cannot be in the room, in whatever capacity. Why, only the team reads."""
    person = participant.person_id
    others = {key for pair in _CONFLICTS(brief.key) if person in pair for key in pair} - {person}
    if not others:
        return False
    return Participant.objects.filter(meeting_id=brief.meeting_id, person__in=others).confirmed().exists()


def _next_position(brief: Brief) -> int:
    found = Participant.objects.filter(meeting_id=brief.meeting_id, place=Place.reserve)
    return int(found.aggregate(last=Max("reserve_position"))["last"] or 0) + 1


def _raise(brief: Brief) -> None:
    """Whoever keeps something made from the room sees that it has changed."""
    brief.revision += 1
    _REVISED.update(brief)
