"""One round that brings together those who differ most: Σ d over all pairs within groups, as large as it gets.

The maximally diverse grouping problem (Gallego, Laguna, Martí and Duarte, "Tabu search with strategic oscillation for the
maximally diverse grouping problem", JORS 64, 2013). The kernel of breakout groups takes it as it is: one round, a step of
0, and distances with their sign turned. It is annealed, again and again, mostly from the best found so far, warmed
up half.
Brimberg, Mladenović and Urošević, "Solving the maximally diverse grouping problem by skewed general variable
neighborhood search", Information Sciences 295, 2015, and Lai and Hao, "Iterated maxima search for the maximally diverse
grouping problem", EJOR 254, 2016, show what such returns are worth.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from underrose.methods.allocation.breakouts.problem import ABSENT

Distances = npt.NDArray[np.float64]
CYCLE, CYCLES = 20_000, 8
"""Moves of a cycle for each person, and how many cycles."""
_AFRESH = 6
"""One cycle of so many begins by lot, the others with the best so far."""
_WARM, _AGAIN, _COLD = 0.3, 0.17, 0.005
"""Temperatures of the first cycle, of those after it, and of the end, in what an exchange of two people typically changes."""


@dataclass(frozen=True, slots=True)
class Room:
    """How far everybody is from everybody, (n, n) and symmetric, and how many people each group takes."""

    distances: Distances
    smallest: tuple[int, ...]
    largest: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raise ValueError where nobody could be seated so."""
        people = len(self.distances)
        if not sum(self.smallest) <= people <= sum(self.largest):
            raise ValueError(f"{people} people fit into no groups of these sizes")


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The group of every person, and the sum of distances within groups."""

    groups: tuple[int, ...]
    value: float
    tried: int


def _to_the_end(_so_far: Dispersion) -> bool:
    return True


def disperse(
    room: Room,
    *,
    seed: int,
    cycles: int = CYCLES,
    moves: int = CYCLE,
    may_go_on: Callable[[Dispersion], bool] = _to_the_end,
) -> Dispersion:
    """The best of so many cycles of `moves` for each person; `may_go_on` hears of the best after each.

    The same seed, cycles and moves give the same groups. Time O(n x moves) and O(n) more for every move that is taken;
    memory O(n²).
    """
    rng = Random(seed)  # noqa: S311 - groups are to be had again, not to be secret
    best = _measured(room, _by_lot(room, rng), 0)
    if len(room.largest) == 1:
        return best
    search = _Search(room, moves * len(room.distances))
    for cycle in range(cycles):
        is_afresh = cycle % _AFRESH == 0
        begun = _by_lot(room, rng) if is_afresh else best.groups
        found, tried = search.cycle(begun, rng, _WARM if is_afresh else _AGAIN)
        now = _measured(room, found, best.tried + tried)
        best = now if now.value > best.value else replace(best, tried=now.tried)
        if not may_go_on(best):
            break
    return best


def value(distances: Distances, groups: Sequence[int]) -> float:
    """Σ d over pairs who share a group."""
    of = np.array(groups)
    return float(distances[of[:, None] == of[None, :]].sum() / 2)


def read_room(text: str) -> Room:
    """An instance of MDGPLIB: `n m ss|ds`, the smallest and the largest size of each group, then lines `i j d`.

    Raises ValueError where it is none.
    """
    lines = text.split("\n")
    people, groups, _kind, *sizes = lines[0].split()
    bounds = [int(one) for one in sizes]
    if len(bounds) != 2 * int(groups):
        raise ValueError(f"{len(bounds)} sizes for {groups} groups")
    distances = np.zeros((int(people), int(people)))
    for line in lines[1:]:
        if line.strip():
            one, other, distance = line.split()
            distances[int(one), int(other)] = distances[int(other), int(one)] = float(distance)
    return Room(distances, tuple(bounds[::2]), tuple(bounds[1::2]))


def _measured(room: Room, groups: tuple[int, ...], tried: int) -> Dispersion:
    return Dispersion(groups, value(room.distances, groups), tried)


def _by_lot(room: Room, rng: Random) -> tuple[int, ...]:
    """Every group filled to its smallest size, the others wherever there is a chair."""
    chairs = [group for group, least in enumerate(room.smallest) for _ in range(least)]
    more = [
        group
        for group, (least, most) in enumerate(zip(room.smallest, room.largest, strict=True))
        for _ in range(most - least)
    ]
    chairs += rng.sample(more, len(room.distances) - len(chairs))
    return tuple(rng.sample(chairs, len(chairs)))


class _Search:
    """The arrays that stay the same from cycle to cycle."""

    def __init__(self, room: Room, moves: int) -> None:
        from underrose.methods.allocation.breakouts import kernel  # seconds, and only where plans are made

        people, groups = len(room.distances), len(room.largest)
        self.kernel, self.moves = kernel, moves
        self.distances, self.most = room.distances, max(room.largest) + 1
        # An exchange changes some 4 s distances by as much as distances differ among each other.
        spread = float(room.distances[np.triu_indices(people, 1)].std()) if people > 1 else 0.0
        self.typical = max(spread * 2 * float(np.sqrt(people / groups)), 1e-9)
        nowhere = np.full((1, people), ABSENT, np.int32)
        self.terms = kernel.Terms(
            features=np.zeros((people, 0), np.int32),
            low=np.zeros((1, groups, 1), np.int32),
            high=np.zeros((1, groups, 1), np.int32),
            weight=np.zeros(1),
            seat_cost=np.zeros((1, 1, 1), np.float32),
            smallest=np.array([room.smallest], np.int32),
            largest=np.array([room.largest], np.int32),
            seatings_round=np.zeros(people, np.int64),
            seatings_person=np.arange(people),
            is_fixed=np.zeros((1, people), np.bool_),
            block=nowhere[0],
            block_members=np.full((1, 1), -1, np.int32),
            step=np.float64(0),
            home=nowhere,
            allowed=0,
            over=0.0,
        )

    def cycle(self, groups: tuple[int, ...], rng: Random, warm: float) -> tuple[tuple[int, ...], int]:
        """From these groups warmed up to the cold: the best met, and the moves tried."""
        state = self._state(groups, rng)
        cost = self.kernel.lay_out(state, self.terms)
        course = self.kernel.Course(cost, cost, -float("inf"), changes=0, is_unsaved=False)
        cooling = self.kernel.Cooling(warm * self.typical, _COLD * self.typical, self.moves)
        _course, tried = self.kernel.anneal(state, self.terms, course, cooling)
        return tuple(state.best[0].tolist()), tried

    def _state(self, groups: tuple[int, ...], rng: Random) -> Any:
        people, many = len(groups), self.terms.largest.shape[1]
        seats = np.array([groups], np.int32)
        return self.kernel.State(
            seats=seats,
            members=np.zeros((1, many, self.most), np.int32),
            filled=np.zeros((1, many), np.int32),
            place=np.zeros((1, people), np.int32),
            pairs=-self.distances,
            joining=np.zeros((1, many, people)),
            counts=np.zeros((1, many, 1), np.int32),
            best=seats.copy(),
            dice=np.array([rng.getrandbits(63) | 1], np.uint64),
            scratch=np.zeros((2, 1), np.int32),
        )
