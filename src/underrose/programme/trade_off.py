"""How many groups there should be: what arithmetic says of each number before anything is computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from underrose.methods.allocation.breakouts.bounds import bounds
from underrose.methods.allocation.breakouts.problem import Group, Problem, Round, even_sizes
from underrose.programme.sentences import sizes


@dataclass(frozen=True, slots=True)
class Choice:
    """A number of groups, and what arithmetic says of it before anything is computed."""

    groups: int
    sizes: str
    again: int
    distinct: int
    pairs: int
    is_here: bool

    @property
    def words(self) -> str:
        told = {"groups": self.groups, "sizes": self.sizes, "again": self.again}
        if not self.again:
            return _("%(groups)s groups of %(sizes)s: nobody needs to meet anybody twice") % told
        return _("%(groups)s groups of %(sizes)s: at least %(again)s repeated meetings") % told


def choices(people: int, rounds: int, here: int, *, around: int = 2) -> list[Choice]:
    """The number of groups in hand and its neighbours, for so many people and rounds."""
    found = []
    for groups in range(max(2, here - around), here + around + 1):
        if people < 2 * groups:
            break
        even = even_sizes(people, groups)
        tables = tuple(Group(str(one), min(even), max(even)) for one in range(groups))
        plain = Problem(
            tuple("" for _one in range(people)), tuple(Round("", tables) for _one in range(rounds))
        )
        least = bounds(plain)
        found.append(
            Choice(
                groups,
                sizes(min(even), max(even)),
                least.encounters,
                least.distinct,
                people * (people - 1) // 2,
                groups == here,
            )
        )
    return found


def in_a_sentence(found: Sequence[Choice]) -> str:
    """The choice in one sentence: what stands, and the nearest number with which fewer meet again."""
    here = next((one for one in found if one.is_here), None)
    if here is None:
        return ""
    better = next((one for one in found if one.groups > here.groups and one.again < here.again), None)
    if better is None:
        return _("%(here)s.") % {"here": here.words}
    return _("%(here)s. %(better)s.") % {"here": here.words, "better": better.words}
