"""What two rows would have to be to become one, and who else has a say in it."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.people.forgetting_rules import may_be_reached_elsewhere
from underrose.people.models import Person

Objection = Callable[[Person, Person, Holder], str]
_objections: dict[str, Objection] = {}


class Joining(NamedTuple):
    """How a higher section makes one of what it holds of two people, each called with the one who stays and the other.

    `join` answers, as JSON can say it, what `part` needs to make two of it again; under "left" stand the keys of
    rows that stay with the other.
    """

    foretold: Callable[[Person, Person, Holder], list[str]]
    join: Callable[[Person, Person], dict[str, Any]]
    part: Callable[[Person, Person, dict[str, Any]], None]


_joinings: dict[str, Joining] = {}


def joins(name: str, joining: Joining) -> None:
    """Name a higher section's part in making one person of two."""
    _joinings[name] = joining


def joinings() -> dict[str, Joining]:
    return dict(sorted(_joinings.items()))


def foretold(kept: Person, absorbed: Person, by: Holder) -> list[str]:
    """What the sections say to whoever asks of what will happen besides."""
    return [sentence for one in joinings().values() for sentence in one.foretold(kept, absorbed, by)]


def objection(name: str) -> Callable[[Objection], Objection]:
    """Name a reason of a higher section against making one person of two: empty, or a sentence that says what to do.

    It is called with the person who stays, the one who goes into them, and whoever asks: it names to nobody a meeting
    that they may not see.
    """

    def named(told: Objection) -> Objection:
        _objections[name] = told
        return told

    return named


def may_be_merged(kept: Person, absorbed: Person, by: Holder, today: date) -> str:
    if kept.key == absorbed.key:
        return _("These are the same person already. Nothing was changed.")
    if any(person.merged_into_id is not None or person.is_forgotten for person in (kept, absorbed)):
        return _("One of the two is no longer in the list. Nothing was changed.")
    if kept.is_sealed or absorbed.is_sealed:
        return _(
            "A protected person is never made one with another: who they are would show. Nothing was changed."
        )
    for person in (kept, absorbed):
        if refusal := may_be_reached_elsewhere(person, by, today):
            return refusal
    return next((said for told in _objections.values() if (said := told(kept, absorbed, by))), "")
