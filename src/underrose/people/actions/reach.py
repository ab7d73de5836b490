"""How far an act on a person reaches outside the address book: not further than the meetings of whoever acts.

Whoever adds a person chooses the name and the address. If these alone said what is counted and taken away, a made-up
person would tell of letters of every meeting, and delete them.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.people.forgetting_rules import meetings_of
from underrose.people.models import INVITING, Person

Led = Callable[[Person], Iterable[str]]
_led: dict[str, Led] = {}
_kinds: set[str] = set()


class Reach(NamedTuple):
    """Of which meetings letters are looked through, which letters are this person's own, and whose lists are read."""

    codes: frozenset[str]
    own: tuple[str, ...]
    account: UUID | None
    is_whole: bool
    person: UUID

    def is_own(self, letter: OutboxMail) -> bool:
        """By its cause, where that leads to somebody; any other letter by its meeting. The house's own are about nobody."""
        if letter.cause.startswith(tuple(_kinds)):
            return letter.cause.startswith(self.own)
        return self.is_of(letter.meeting_code)

    def is_of(self, meeting_code: str) -> bool:
        return bool(meeting_code) and (self.is_whole or meeting_code in self.codes)


def letters_lead_to(name: str, kinds: Iterable[str]) -> Callable[[Led], Led]:
    """Name kinds of letters whose cause leads to one person, and how the causes of those of a person begin."""
    _kinds.update(kinds)

    def named(led: Led) -> Led:
        _led[name] = led
        return led

    return named


def of(person: Person, by: Holder, today: date) -> Reach:
    """Whose guest somebody is, that team may act on them: so their meetings are within reach."""
    return Reach(
        codes=frozenset(by.codes_for(*INVITING) | meetings_of(person, today)),
        own=tuple(prefix for led in _led.values() for prefix in led(person)),
        account=by.account.pk if by.account is not None else None,
        is_whole=by.may(Role.PROGRAMME_DIRECTOR),
        person=person.key,
    )
