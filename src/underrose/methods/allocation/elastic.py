"""The integer programme behind `feasibility`: how many of each type are in the room, and which bounds give way."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from underrose.methods.allocation.composition import OUT_OF_PLAY, Candidate, Composition, Standing
from underrose.methods.allocation.incidence import counts_to

_FREE = highspy.kHighsInf
_GAP = 1e-6
_FOUND = highspy.SolutionStatus.kSolutionStatusFeasible
_IMPOSSIBLE = highspy.HighsModelStatus.kInfeasible

Given = Mapping[int, tuple[int, int]]
"""For each relaxed row, by how much its minimum and its maximum give way."""


@dataclass(frozen=True, slots=True)
class Type:
    """People who count to the same targets; `settled` of them are in the room whatever else is chosen."""

    first: Candidate
    members: tuple[str, ...]
    settled: int

    @property
    def size(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who can still come, by type; `conflicts` are pairs of types of one person each."""

    types: tuple[Type, ...]
    reachable: tuple[Candidate, ...]
    conflicts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, composition: Composition) -> "People":
        reachable = tuple(each for each in composition.candidates if each.standing not in OUT_OF_PLAY)
        alone = {key for each in composition.conflicts for key in (each.first, each.second)}
        grouped: dict[tuple[object, ...], list[Candidate]] = {}
        for each in reachable:
            kind = (
                tuple(counts_to(each, target) for target in composition.targets),
                each.counts_to_cap,
                each.key if each.key in alone else "",
            )
            grouped.setdefault(kind, []).append(each)
        types = tuple(_type(members) for members in grouped.values())
        place = {key: index for index, one in enumerate(types) for key in one.members}
        pairs = tuple(
            (place[each.first], place[each.second])
            for each in composition.conflicts
            if each.first in place and each.second in place
            # Two who are both in already stay: no target can change that.
            if not (types[place[each.first]].settled and types[place[each.second]].settled)
        )
        return cls(types, reachable, pairs)

    def keys(self, chosen: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(
            key for one, number in zip(self.types, chosen, strict=True) for key in one.members[:number]
        )


@dataclass(frozen=True, slots=True)
class Row:
    """Bounds on the number of people of some types; they give way to floor and ceiling at `price` a seat, and beyond
    at `beyond`, or not at all where that is None.
    """

    members: tuple[int, ...]
    minimum: int
    maximum: int | None
    floor: int
    ceiling: int | None
    price: float
    beyond: float | None


@dataclass(frozen=True, slots=True)
class Solved:
    chosen: tuple[int, ...]
    lowered: tuple[int, ...]
    raised: tuple[int, ...]
    is_proven: bool


class Elastic:
    """One programme, built once. Columns: a number of people for each type, then what gives way in each row."""

    def __init__(self, people: People, rows: list[Row], seconds: float) -> None:
        self.people, self.rows, self.seconds = people, rows, seconds

    def cheapest(self) -> Solved:
        """The room for which least has to give way."""
        model = self._people(is_whole=True)
        slacks = [self._elastic(model, row) for row in self.rows]
        model.run()
        if model.getInfo().primal_solution_status != _FOUND:
            return self._settled_alone()
        values = np.rint(np.array(model.getSolution().col_value)).astype(int)
        return Solved(
            chosen=tuple(int(number) for number in values[: len(self.people.types)]),
            lowered=tuple(int(values[below].sum()) for below, _ in slacks),
            raised=tuple(int(values[above].sum()) for _, above in slacks),
            is_proven=model.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        )

    def _settled_alone(self) -> Solved:
        """When time was up before any room was found: the room of those who are in it anyhow."""
        chosen = tuple(one.settled for one in self.people.types)
        counts = [sum(chosen[index] for index in row.members) for row in self.rows]
        both = list(zip(self.rows, counts, strict=True))
        return Solved(
            chosen=chosen,
            lowered=tuple(max(0, row.minimum - count) for row, count in both),
            raised=tuple(0 if row.maximum is None else max(0, count - row.maximum) for row, count in both),
            is_proven=False,
        )

    def contradiction(self, index: int, others: Given, deadline: float) -> tuple[int, ...]:
        """Rows which row `index` contradicts when unrelaxed: no one of them could be spared. The relaxed others keep
        their relaxed bounds. When time is up the set is still a contradiction, only perhaps not the smallest.
        """
        model = self._firm(others, is_whole=False)
        model.run()
        if model.getModelStatus() != _IMPOSSIBLE:
            # Only whole people contradict each other here; fractions of them would not.
            model = self._firm(others, is_whole=True)
        core = []
        for at, row in enumerate(self.rows):
            # The conflicts between two people, behind the cap, are given.
            if at == index or row.beyond is None:
                continue
            model.changeRowBounds(at, -_FREE, _FREE)
            model.run()
            if model.getModelStatus() != _IMPOSSIBLE or time.perf_counter() > deadline:
                model.changeRowBounds(at, *_relaxed(row, others.get(at, (0, 0))))
                core.append(at)
        return tuple(core)

    def _firm(self, others: Given, *, is_whole: bool) -> highspy.Highs:
        model = self._people(is_whole=is_whole)
        for at, row in enumerate(self.rows):
            _add_row(model, *_relaxed(row, others.get(at, (0, 0))), dict.fromkeys(row.members, 1.0))
        return model

    def _people(self, *, is_whole: bool) -> highspy.Highs:
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # its stub names no types
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        model.setOptionValue("random_seed", 1)
        model.setOptionValue("mip_rel_gap", _GAP)
        model.setOptionValue("time_limit", self.seconds)
        for one in self.people.types:
            _add_column(model, 0.0, one.settled, one.size, is_whole=is_whole)
        return model

    def _elastic(self, model: highspy.Highs, row: Row) -> tuple[list[int], list[int]]:
        """Add the row and the columns by which it gives way: which lower its minimum, which raise its maximum."""
        terms = dict.fromkeys(row.members, 1.0)
        if row.beyond is None:
            _add_row(model, row.minimum, _FREE if row.maximum is None else row.maximum, terms)
            return [], []
        below = [
            _add_column(model, row.price, 0, row.minimum - row.floor),
            _add_column(model, row.beyond, 0, row.floor),
        ]
        _add_row(model, row.minimum, _FREE, terms | dict.fromkeys(below, 1.0))
        above: list[int] = []
        if row.maximum is not None:
            flexible = _FREE if row.ceiling is None else row.ceiling - row.maximum
            above = [_add_column(model, row.price, 0, flexible), _add_column(model, row.beyond, 0, _FREE)]
            _add_row(model, -_FREE, row.maximum, terms | dict.fromkeys(above, -1.0))
        return below, above


def _type(members: list[Candidate]) -> Type:
    """Settled ones first, so that the first few of a type are always those who are in."""
    ordered = sorted(members, key=lambda each: not is_settled(each))
    return Type(ordered[0], tuple(each.key for each in ordered), sum(map(is_settled, ordered)))


def is_settled(candidate: Candidate) -> bool:
    """Whether the candidate, who has not declined, is in the room whatever else is chosen."""
    return candidate.is_must_have or candidate.standing is Standing.accepted


def _add_column(
    model: highspy.Highs, cost: float, lower: float, upper: float, *, is_whole: bool = True
) -> int:
    index = int(model.getNumCol())
    model.addCol(cost, lower, upper, 0, np.array([], dtype=np.int32), np.array([], dtype=np.float64))
    if is_whole:
        model.changeColIntegrality(index, highspy.HighsVarType.kInteger)
    return index


def _add_row(model: highspy.Highs, lower: float, upper: float, terms: dict[int, float]) -> None:
    columns = np.array(list(terms), dtype=np.int32)
    model.addRow(lower, upper, len(columns), columns, np.array(list(terms.values()), dtype=np.float64))


def _relaxed(row: Row, given_way: tuple[int, int]) -> tuple[float, float]:
    low, high = given_way
    return row.minimum - low, _FREE if row.maximum is None else row.maximum + high
