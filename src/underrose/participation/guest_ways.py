"""Further pages of a guest: a higher section says where they are, under the guest's own address, and in which words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from underrose.participation.models import Participant


@dataclass(frozen=True, slots=True)
class Way:
    """A page of this guest. `path` stands under the address of the personal page and ends with a stroke."""

    path: str
    words: str
    aside: str = ""


Ways = Callable[[Participant, date], Iterable[Way]]
_ways: dict[str, Ways] = {}


def leads_further(name: str) -> Callable[[Ways], Ways]:
    """Name what leads further from the page of a guest with a place; said in the order of the names."""

    def named(told: Ways) -> Ways:
        _ways[name] = told
        return told

    return named


def of(participant: Participant, today: date) -> tuple[Way, ...]:
    return tuple(way for _name, told in sorted(_ways.items()) for way in told(participant, today))
