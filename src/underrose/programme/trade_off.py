"""How many groups there should be: what arithmetic says of each number before anything is computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from underrose.methods.allocation.breakouts import trade_off
from underrose.programme.sentences import sizes

FEWEST = 4
"""People for whom there is a choice: two groups of two."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the engine says of a number of groups, for so many people, and whether it is the number in hand."""

    counted: trade_off.Choice
    people: int
    is_here: bool
    again: int
    """Repeated meetings no plan can do without."""

    @property
    def groups(self) -> int:
        return self.counted.groups

    @property
    def sizes(self) -> str:
        return sizes(self.counted.smallest, self.counted.largest)

    @property
    def pairs(self) -> int:
        return self.people * (self.people - 1) // 2

    @property
    def words(self) -> str:
        told = {"groups": self.groups, "sizes": self.sizes, "again": self.again}
        if self.again:
            return _("%(groups)s groups of %(sizes)s: at least %(again)s repeated meetings") % told
        if self.counted.is_reached:
            return _("%(groups)s groups of %(sizes)s: nobody needs to meet anybody twice") % told
        return _("%(groups)s groups of %(sizes)s: perhaps nobody needs to meet anybody twice") % told


def choices(
    people: int, rounds: int, here: int, *, around: int = 2, always: int | None = None
) -> list[Choice]:
    """The number of groups in hand and its neighbours, for so many people and rounds.

    Where not everybody is there all the time, whoever is `always` there alone demands that people meet again.
    """
    fewest, most = max(2, here - around), min(here + around, people // 2)
    if people < FEWEST or rounds < 1 or fewest > most:
        return []
    found = [trade_off.choice(people, groups, rounds) for groups in range(fewest, most + 1)]
    return [Choice(one, people, one.groups == here, _again(one, rounds, people, always)) for one in found]


def _again(one: trade_off.Choice, rounds: int, people: int, always: int | None) -> int:
    if always is None or always == people:
        return one.encounters
    return trade_off.choice(always, one.groups, rounds).encounters if always >= one.groups else 0


def in_a_sentence(found: Sequence[Choice]) -> str:
    """The choice in one sentence: what stands, and the nearest number with which fewer meet again."""
    here = next((one for one in found if one.is_here), None)
    if here is None:
        return ""
    better = next((one for one in found if one.groups > here.groups and one.again < here.again), None)
    if better is None:
        return _("%(here)s.") % {"here": here.words}
    return _("%(here)s. %(better)s.") % {"here": here.words, "better": better.words}
