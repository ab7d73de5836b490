"""Published tables of counts that subtract to a few people.

Source: differencing attacks and complementary disclosure, as in Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

Value = str | frozenset[str]
"""A value of an axis, or none of some values."""
Label = tuple[tuple[str, Value], ...]
"""Axes and values, in the order of the axes; the empty label is everybody."""
Table = Mapping[Label, int]
"""Published counts of people, by label: {(): 55, (("region", "Africa"),): 20, (("region", "Africa"), ("role", "lawyer")): 18}."""


@dataclass(frozen=True, slots=True)
class SmallCell:
    """So few people that a count of them tells who they are."""

    label: Label
    """An axis may hold a set of values: none of these."""
    count: int
    is_published: bool
    """False where the count follows from others by subtraction."""


def small_cells(tables: Iterable[Table], k: int) -> tuple[SmallCell, ...]:
    """Counts from 1 to k - 1 that published tables hold, or that follow from them by subtraction, in any number of steps.

    Of everybody with a label, those counted with one axis more are taken away; what is left has none of their values. A table is
    completed by the others where it is silent. Two counts of one label that differ, as before and after somebody left, leave
    the difference. Takes as many steps as there are axes, each linear in the counts known, for each table.
    """
    read = [{_ordered(label): count for label, count in table.items()} for table in tables]
    published = {(label, count) for table in read for label, count in table.items()}
    known: dict[Label, set[int]] = {}
    for table in read:
        others = {label: count for other in read for label, count in other.items()}
        for label, count in _closed({**others, **table}).items():
            known.setdefault(label, set()).add(count)
    cells = {(label, count) for label, counts in known.items() for count in counts}
    cells |= {
        (label, high - low)
        for label, counts in known.items()
        for low, high in combinations(sorted(counts), 2)
    }
    small = [SmallCell(label, count, (label, count) in published) for label, count in cells if 0 < count < k]
    return tuple(sorted(small, key=lambda cell: (cell.count, _shown(cell.label))))


def _closed(table: dict[Label, int]) -> dict[Label, int]:
    """The table with everything that is left when finer counts are taken from coarser ones."""
    for _ in {axis for label in table for axis, _ in label}:
        table = {**table, **dict(_rests(table))}
    return table


def _rests(table: Mapping[Label, int]) -> Iterator[tuple[Label, int]]:
    """Everybody with a label less those counted with one axis more."""
    finer: dict[tuple[Label, str], dict[str, int]] = {}
    for label, count in table.items():
        for place, (axis, value) in enumerate(label):
            if isinstance(value, str):
                coarser = label[:place] + label[place + 1 :]
                finer.setdefault((coarser, axis), {})[value] = count
    for (coarser, axis), parts in finer.items():
        if coarser in table:
            yield _ordered((*coarser, (axis, frozenset(parts)))), table[coarser] - sum(parts.values())


def _ordered(label: Label) -> Label:
    return tuple(sorted(label, key=lambda pair: pair[0]))


def _shown(label: Label) -> str:
    return str([(axis, value if isinstance(value, str) else sorted(value)) for axis, value in label])
