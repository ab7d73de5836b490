"""Where else somebody could sit, with whom they could change places, and what either costs, before it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from underrose.methods.allocation.breakouts.edits import CostOfEdit
from underrose.methods.allocation.breakouts.problem import ABSENT
from underrose.programme import edit_words, group_page
from underrose.programme.seat_page import Companions

PRICED = 80
"""People in a room of which every choice is priced at once; of more, the one that is asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A group to move to, or somebody to change places with; its price as far as it was reckoned."""

    key: UUID
    name: str
    to: Mapping[int, int]
    cost: CostOfEdit | None = None

    @property
    def words(self) -> str:
        if self.cost is None:
            return self.name
        return _("%(choice)s: %(price)s") % {"choice": self.name, "price": edit_words.briefly(self.cost)}


@dataclass(frozen=True, slots=True)
class Preview:
    """One choice looked at more closely: all it does, and whether it is a swap."""

    choice: Choice
    is_swap: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatToChange:
    """A seat of one round with where else its holder could sit, and with whom they could change places."""

    line: Companions
    groups: tuple[Choice, ...]
    others: tuple[Choice, ...]
    preview: Preview | None
    is_priced: bool
    in_full: tuple[str, str]
    """A group and somebody to change places with, in words too long for a closed list on a telephone."""


def seat_to_change(
    page: group_page.Seen, person: int, lines: Sequence[Companions], wanted: Mapping[str, str]
) -> SeatToChange | None:
    """Of the round asked for, else of the next one to come; nothing once all rounds have begun."""
    open_ones = [one for one in lines if not one.is_held and not one.is_absent]
    line = next((one for one in open_ones if str(one.session.key) == wanted.get("round")), None)
    line = line or next(iter(open_ones), None)
    if line is None:
        return None
    groups, others = list(_groups(page, person, line.number)), list(_others(page, person, line.number))
    preview = _preview(page, line.number, groups, wanted.get("to")) or _preview(
        page, line.number, others, wanted.get("with"), is_swap=True
    )
    is_priced = len(page.numbered.people) <= PRICED
    if is_priced:
        groups, others = _priced(page, line.number, groups), _priced(page, line.number, others)
    in_full = (
        _in_full(groups, wanted.get("group") or wanted.get("to")),
        _in_full(others, wanted.get("other") or wanted.get("with")),
    )
    return SeatToChange(line, tuple(groups), tuple(others), preview, is_priced, in_full)


def _in_full(found: Sequence[Choice], wanted: str | None) -> str:
    """The one that was chosen; at first the first, which is the cheapest."""
    chosen = next((one for one in found if str(one.key) == wanted), None) or next(iter(found), None)
    return chosen.words if chosen and chosen.cost else ""


def _groups(page: group_page.Seen, person: int, number: int) -> Iterable[Choice]:
    here = page.numbered.seats[number][person]
    for at, group in enumerate(page.numbered.groups[number]):
        if at != here:
            yield Choice(group.key, page.speaker.group(number, at), {person: at})


def _others(page: group_page.Seen, person: int, number: int) -> Iterable[Choice]:
    row = page.numbered.seats[number]
    here = row[person]
    for other, at in enumerate(row):
        if at not in {here, ABSENT} and here != ABSENT:
            words = _("%(name)s (%(group)s)") % {
                "name": page.speaker.name(other),
                "group": page.speaker.group(number, at),
            }
            yield Choice(page.numbered.people[other].participant, words, {person: at, other: here})


def _priced(page: group_page.Seen, number: int, found: Iterable[Choice]) -> list[Choice]:
    """The cheapest first; what costs the same stays in its order."""
    priced = [_with_price(page, number, one) for one in found]
    return sorted(priced, key=lambda one: edit_words.rank(one.cost) if one.cost else ())


def _with_price(page: group_page.Seen, number: int, one: Choice) -> Choice:
    return Choice(one.key, one.name, one.to, _price(page, number, one))


def _price(page: group_page.Seen, number: int, one: Choice) -> CostOfEdit:
    return edit_words.told(page.speaker, edit_words.price(page.numbered, number, one.to))


def _preview(
    page: group_page.Seen, number: int, found: Iterable[Choice], wanted: str | None, *, is_swap: bool = False
) -> Preview | None:
    chosen = next((one for one in found if str(one.key) == wanted), None)
    if chosen is None:
        return None
    said = edit_words.all_of_it(page.speaker, _price(page, number, chosen))
    return Preview(chosen, is_swap, tuple(said))
