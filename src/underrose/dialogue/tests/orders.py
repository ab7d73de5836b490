"""What an attacker computes: whether anything that can be read of some points agrees with their order or their writers.

Each statistic is compared with what it would be if the points had been laid down in random order; mean and variance of
that are exact, ties included, so that many sessions can be added up.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Matrix = list[list[float]]


@dataclass(frozen=True, slots=True)
class Truth:
    """What nobody may find out of a point: its place among those that were said, who wrote it down, and in which batch."""

    place: int
    writer: int
    batch: int


@dataclass
class Sum:
    """How far a statistic lies from chance, over all sessions."""

    beyond: float = 0.0
    variance: float = 0.0
    sessions: int = 0

    def add(self, value: float, mean: float, variance: float) -> None:
        if variance > 1e-9:
            self.beyond += value - mean
            self.variance += variance
            self.sessions += 1

    @property
    def deviations(self) -> float:
        return self.beyond / math.sqrt(self.variance) if self.variance else 0.0


@dataclass
class Attack:
    """All statistics of all that was observed, by name."""

    sums: dict[tuple[str, str], Sum] = field(default_factory=lambda: defaultdict(Sum))

    def see(self, name: str, truths: Sequence[Truth], values: Sequence[object]) -> None:
        """One session as seen in one way: the value of each point, in whatever order the points are given."""
        if len(truths) < 4 or len(set(values)) < 2:
            return
        for what, (value, mean, variance) in compared(truths, values):
            self.sums[name, what].add(value, mean, variance)

    def worst(self, many: int = 5) -> list[tuple[float, str, str]]:
        """What lies farthest from chance, in standard deviations."""
        found = [(round(one.deviations, 1), name, what) for (name, what), one in self.sums.items()]
        return sorted(found, key=lambda told: -abs(told[0]))[:many]

    def beyond(self, bound: float) -> list[tuple[float, str, str]]:
        return [told for told in self.worst(len(self.sums)) if abs(told[0]) > bound]


def compared(
    truths: Sequence[Truth], values: Sequence[object]
) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Each statistic with its mean and variance by chance."""
    ranks = _ranks(values)
    yield "order", kendall([truth.place for truth in truths], ranks)
    yield "writer", writers([truth.writer for truth in truths], ranks)
    apart = [[abs(one - other) for other in ranks] for one in ranks]
    for what, close in _closeness(truths):
        yield what, together(close, apart)


def _closeness(truths: Sequence[Truth]) -> Iterator[tuple[str, Matrix]]:
    """Which points came one after the other, from one hand, or in one message."""
    yield "neighbours", _matrix(truths, lambda one, other: abs(one.place - other.place) == 1)
    yield "same writer", _matrix(truths, lambda one, other: one.writer == other.writer)
    yield "same message", _matrix(truths, lambda one, other: one.batch == other.batch)


def _matrix(truths: Sequence[Truth], are_close: Callable[[Truth, Truth], bool]) -> Matrix:
    return [[float(one is not other and are_close(one, other)) for other in truths] for one in truths]


def _ranks(values: Sequence[object]) -> list[float]:
    """Places in sorted order; what is equal shares the middle of its places."""
    ordered = sorted(values)  # type: ignore[type-var]
    first = {value: place for place, value in reversed(list(enumerate(ordered)))}
    last = {value: place for place, value in enumerate(ordered)}
    return [(first[value] + last[value]) / 2 for value in values]


def kendall(places: Sequence[float], ranks: Sequence[float]) -> tuple[float, float, float]:
    """Pairs in the same order less those in the opposite one; its mean and variance by chance."""
    pairs = combinations(range(len(ranks)), 2)
    agreed = sum(_sign(places[j] - places[i]) * _sign(ranks[j] - ranks[i]) for i, j in pairs)
    return agreed, 0.0, _kendall_variance(ranks)


def _kendall_variance(ranks: Sequence[float]) -> float:
    """With ties on one side."""
    n, ties = len(ranks), [ranks.count(value) for value in set(ranks)]
    return (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def writers(who: Sequence[float], ranks: Sequence[float]) -> tuple[float, float, float]:
    """The sum of the ranks of one writer's points: the area under the curve of whoever tells writers apart by rank."""
    n = len(ranks)
    mean_who, mean_rank = sum(who) / n, sum(ranks) / n
    spread = sum((one - mean_who) ** 2 for one in who) * sum((rank - mean_rank) ** 2 for rank in ranks)
    return sum(map(float.__mul__, map(float, who), ranks)), n * mean_who * mean_rank, spread / (n - 1)


def together(close: Matrix, apart: Matrix) -> tuple[float, float, float]:
    """How far apart those lie that belong together (Mantel's statistic); exact mean and variance over all orders."""
    n = len(close)
    value = sum(close[i][j] * apart[i][j] for i in range(n) for j in range(n))
    one, other = _moments(close), _moments(apart)
    pairs, triples = n * (n - 1), n * (n - 1) * (n - 2)
    mean = one[0] * other[0] / pairs
    square = (
        2 * one[1] * other[1] / pairs
        + 4 * (one[2] - one[1]) * (other[2] - other[1]) / triples
        + _apart(one) * _apart(other) / (triples * (n - 3))
    )
    return value, mean, square - mean * mean


def _moments(matrix: Matrix) -> tuple[float, float, float]:
    """Sum of all, of the squares, and of the squares of the rows' sums."""
    return (
        sum(map(sum, matrix)),
        sum(value * value for row in matrix for value in row),
        sum(sum(row) ** 2 for row in matrix),
    )


def _apart(moments: tuple[float, float, float]) -> float:
    """What remains of all pairs of pairs once those that share a point are taken away."""
    return moments[0] ** 2 + 2 * moments[1] - 4 * moments[2]
