"""The breakout groups of the demonstration: topics, wishes, who sits apart, introductions. The worker computes the seats."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from underrose.participation.models import Participant
from underrose.programme import computations, in_numbers
from underrose.programme.actions import allocating, groups, introductions, pairings, wishes
from underrose.programme.actions.groups import Asked, GroupWish, Mixing, RoundWish
from underrose.programme.models import Company, Room, Session

if TYPE_CHECKING:
    from underrose.pages.demonstration_room import Room as Furnishing

Told = Mapping[str, Any]


def furnish(room: "Furnishing", guests: Mapping[str, Participant], told: Told, today: date) -> None:
    _set_up(room, told["groups"], today)
    _rank(room, guests, told["groups"]["wishes"])
    for one, other in told["groups"]["apart"]:
        pairings.pair(room.meeting, guests[one], guests[other], Company.apart, by=room.manager, today=today)
    themes = list(room.meeting.themes.all())
    for one in told["introductions"]:
        chosen = [themes[number - 1].key for number in one["themes"]]
        introductions.join(guests[one["key"]], chosen, one.get("words", ""), today=today)


def ask(room: "Furnishing") -> None:
    """Computed by the worker, seconds after the start: no page and no loading waits for it."""
    asked = _asked(room, room.now.date())
    allocating.ask(room.meeting, asked, mode=allocating.ANEW, enqueue=computations.enqueue)


def _asked(room: "Furnishing", today: date) -> Asked:
    return Asked(room.manager, groups.of_meeting(room.meeting).revision, room.now, today)


def _rounds(room: "Furnishing") -> list[Session]:
    return list(in_numbers.rounds_of(room.meeting, with_meals=False))


def _set_up(room: "Furnishing", told: Told, today: date) -> None:
    """Once for topics, and once more for groups that have one, as on the page."""
    titles = {one["round"]: tuple(one["titles"]) for one in told["topics"]}
    mixing = Mixing(told["mixed"])
    present = in_numbers.present(room.meeting, _rounds(room))
    size = [(one.key, told["number"], present[one.key]) for one in _rounds(room)]
    first = [RoundWish(*facts, topics=titles.get(number, ())) for number, facts in enumerate(size, start=1)]
    groups.set_up(room.meeting, first, mixing, _asked(room, today))
    named = [
        RoundWish(*facts, groups=_named(room, one, told))
        for one, facts in zip(_rounds(room), size, strict=True)
    ]
    groups.set_up(room.meeting, named, mixing, _asked(room, today))


def _named(room: "Furnishing", session: Session, told: Told) -> tuple[GroupWish, ...]:
    """A room for each group, and where the round has topics, one of them."""
    places = {one.name: one.key for one in Room.objects.filter(meeting=room.meeting)}
    topics = (one.key for one in session.topics.all())
    return tuple(GroupWish(room=places[name], topic=next(topics, None)) for name in told["rooms"])


def _rank(room: "Furnishing", guests: Mapping[str, Participant], told: Told) -> None:
    """Guests rank topics by their numbers, the dearest first, in each round that has some."""
    rounds = [one for one in _rounds(room) if one.topics.all()]
    for key, ranked in told.items():
        wanted = {
            one.key: [one.topics.all()[number - 1].key for number in numbers]
            for one, numbers in zip(rounds, ranked, strict=True)
        }
        wishes.rank(guests[key], wanted, now=room.now)
