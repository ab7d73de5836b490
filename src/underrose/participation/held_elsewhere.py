"""What higher sections hold of a guest: told, forgotten and sealed together with the rest, without their knowing the person.

A section above names what it does with the keys of somebody's places and with words in which the name may stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from underrose.participation.models import Participant
from underrose.people import held, particulars
from underrose.people.actions.forgetting import Foreseen, also_forgets, foretells
from underrose.people.actions.sealing import also_seals, known_of, says_before_sealing
from underrose.people.actions.traces import Wanted
from underrose.people.models import Person
from underrose.people.particulars import Particulars

Tells = held.Tells


@dataclass(frozen=True, slots=True, repr=False)
class Guest:
    """Somebody by the keys of their places, and whether words say their name. It stays in memory."""

    places: frozenset[UUID]
    is_named: Callable[[str], bool]
    """The whole text is a name of theirs."""
    is_mentioned: Callable[..., bool]
    """A whole name of theirs stands in the text."""


class Holding(NamedTuple):
    """What a section does for somebody; the sentences say beforehand what will go."""

    told: Callable[[Guest, Tells], dict[str, Any]]
    forget: Callable[[Guest, date], None]
    before_forgetting: Callable[[Guest], tuple[str, ...]]
    seal: Callable[[Guest], None]
    before_sealing: Callable[[Guest], Iterable[tuple[int, str]]]


def holds(name: str, holding: Holding) -> None:
    """Name a higher section's part; called once, when the house is put together."""

    @held.part(name)
    def _told(person: Person, tells: Tells) -> dict[str, Any]:
        return holding.told(guest_of(person), tells)

    @also_forgets(name)
    def _forget(person: Person, today: date) -> None:
        holding.forget(_guest(person, known_of(person)), today)

    @foretells(name)
    def _foretell(person: Person) -> Foreseen:
        return Foreseen(holding.before_forgetting(_guest(person, known_of(person))))

    @also_seals(name)
    def _seal(person: Person, before: Particulars) -> None:
        holding.seal(_guest(person, [before]))

    @says_before_sealing(name)
    def _say_before(person: Person) -> Iterable[tuple[int, str]]:
        return holding.before_sealing(_guest(person, known_of(person)))


def guest_of(person: Person) -> Guest:
    """Somebody as they are known now."""
    return _guest(person, [particulars.of(person)])


def _guest(person: Person, known: list[Particulars]) -> Guest:
    wanted = Wanted(known)
    places = Participant.objects.filter(person=person).values_list("key", flat=True)
    return Guest(frozenset(places), wanted.is_named, wanted.is_mentioned)
