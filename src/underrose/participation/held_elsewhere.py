"""What higher sections hold of a guest: told, forgotten and sealed together with the rest, without their knowing the person.

A section above names what it does with the keys of somebody's places and with words in which the name may stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from underrose.participation.models import Candidate, Participant
from underrose.people import held, particulars
from underrose.people.actions.forgetting import Foreseen, also_forgets, foretells
from underrose.people.actions.sealing import also_seals, known_of, other_names_of, says_before_sealing
from underrose.people.actions.traces import Wanted
from underrose.people.models import Person
from underrose.people.particulars import Particulars

Tells = held.Tells


@dataclass(frozen=True, slots=True, repr=False)
class Guest:
    """Somebody by the keys of their places, and whether words say their name. It stays in memory."""

    places: frozenset[UUID]
    meetings: frozenset[UUID]
    """Which know them as a guest or a candidate. Words of others are none of theirs: whoever adds a person chooses the name."""
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
    stays: Callable[[Guest], tuple[str, ...]]
    """What says their name and is left as it is when they are forgotten."""


_holdings: dict[str, Holding] = {}


def holds(name: str, holding: Holding) -> None:
    """Name a higher section's part; called once, when the house is put together."""
    _holdings[name] = holding

    @held.part(name)
    def _told(person: Person, tells: Tells) -> dict[str, Any]:
        return holding.told(guest_of(person), tells)


@also_forgets("sections above")
def _forget(person: Person, today: date) -> None:
    """Before this section forgets which meetings knew them."""
    guest = _guest(person, known_of(person))
    for holding in _holdings.values():
        holding.forget(guest, today)


@foretells("sections above")
def _foretell(person: Person) -> Foreseen:
    guest = _guest(person, known_of(person))
    return Foreseen(
        tuple(words for one in _holdings.values() for words in one.before_forgetting(guest)),
        tuple(words for one in _holdings.values() for words in one.stays(guest)),
    )


@also_seals("sections above")
def _seal(person: Person, before: Particulars) -> None:
    guest = _guest(person, [before, *other_names_of(person)])
    for holding in _holdings.values():
        holding.seal(guest)


@says_before_sealing("sections above")
def _say_before(person: Person) -> Iterable[tuple[int, str]]:
    guest = _guest(person, known_of(person))
    return [said for one in _holdings.values() for said in one.before_sealing(guest)]


def guest_of(person: Person) -> Guest:
    """Somebody as they are known now."""
    return _guest(person, [particulars.of(person)])


def _guest(person: Person, known: list[Particulars]) -> Guest:
    wanted = Wanted(known)
    placed = dict(Participant.objects.filter(person=person).values_list("key", "meeting"))
    listed = Candidate.objects.filter(person=person).values_list("meeting", flat=True)
    return Guest(
        frozenset(placed), frozenset([*placed.values(), *listed]), wanted.is_named, wanted.is_mentioned
    )
