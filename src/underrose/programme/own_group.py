"""In which group of each round one guest sits, for their own page and calendar. Of anybody else it tells nothing.

Seats and rooms are those of this moment, as on the doors, whatever was released: a guest who is sent to the room of
yesterday waits alone. As long as the team has not said that guests see their groups, there is none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F

from underrose.participation.models import Participant
from underrose.programme import sentences
from underrose.programme.models import Seat
from underrose.programme.rendering import Item, Programme


@dataclass(frozen=True, slots=True)
class OwnGroup:
    name: str
    room: str
    topic: str
    language: str

    @property
    def words(self) -> str:
        """Group 3, Map Room, Early warning, English, interpreted into Arabic."""
        parts = (self.name, self.room, self.topic, self.language)
        return sentences.listed([sentences.own(one) for one in parts if one])

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.name, self.room) if part)


def of(guest: Participant) -> dict[UUID, OwnGroup]:
    """By session: one question, however many rounds there are."""
    seats = Seat.objects.filter(
        participant=guest,
        session__is_removed=False,
        session__day__meeting=guest.meeting_id,
        session__day__meeting__allocation__is_shown_to_guests=True,
    ).annotate(held_in=F("session__day__meeting__allocation__language"))
    return {
        one.session_id: _own(one, one.held_in)
        for one in seats.select_related("group__topic", "group__room", "session__room")
    }


def _own(seat: Seat, held_in: str) -> OwnGroup:
    group, place = seat.group, seat.group.room or seat.session.room
    return OwnGroup(
        name=sentences.group_name(group),
        room=place.name if place else "",
        topic=group.topic.title if group.topic else "",
        language=sentences.language_of(group, held_in),
    )


def marked(shown: Programme, groups: Mapping[UUID, OwnGroup]) -> Programme:
    """The programme with the guest's group in each of their rounds."""
    if not groups:
        return shown
    return replace(
        shown, days=tuple(replace(day, items=tuple(_marked(day.items, groups))) for day in shown.days)
    )


def _marked(items: Iterable[Item], groups: Mapping[UUID, OwnGroup]) -> Iterable[Item]:
    for one in items:
        own = groups.get(one.key)
        yield replace(one, own_group=own.words, own_place=own.place) if own else one
