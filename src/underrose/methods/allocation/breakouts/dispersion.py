"""One round that brings together those who differ most: Σ d over all pairs within groups, as large as it gets.

The maximally diverse grouping problem (Gallego, Laguna, Martí and Duarte, "Tabu search with strategic oscillation for the
maximally diverse grouping problem", JORS 64, 2013). Groups begin with the sizes that make most pairs, and are annealed again
and again: mostly from the best of a chain, warmed up a little; a chain that finds nothing better for long is left, and the next
begins by lot.
Brimberg, Mladenović and Urošević, "Solving the maximally diverse grouping problem by skewed general variable
neighborhood search", Information Sciences 295, 2015, and Lai and Hao, "Iterated maxima search for the maximally diverse
grouping problem", EJOR 254, 2016, show what such returns are worth.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

Distances = npt.NDArray[np.float64]
CYCLE, CYCLES = 5_000, 8
"""Tries of a cycle for each person, and how many cycles."""
_PATIENCE = 12
"""So many cycles a chain may find nothing better."""
_WARM, _AGAIN, _COLD = 0.24, 0.19, 0.12
"""Temperatures of the first cycle of a chain, of those after it, and of the end, in what exchanges differ by."""
_WARMER = 25.0
"""Over the square of how many people, what both are warmer by: in a room of few a single exchange is much."""
_FROZEN = 0.01
"""The temperature to which the last quarter of a cycle cools: the same distances everywhere differ, once chosen, by little."""
_EXACT = 2.0**21
"""Sums of distances are whole numbers up to this, so that 32 bits hold exactly what is reckoned with them."""


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
    search = _Search(room, moves * len(room.distances), rng)
    chain, idle, warmer = best, _PATIENCE, _WARMER / len(room.distances) ** 2
    for _cycle in range(cycles):
        is_afresh = idle >= _PATIENCE
        begun = _by_lot(room, rng) if is_afresh else chain.groups
        tried = best.tried + search.tries
        found = _measured(room, search.cycle(begun, warmer + (_WARM if is_afresh else _AGAIN)), tried)
        is_better = is_afresh or found.value > chain.value
        chain, idle = (found, 0) if is_better else (chain, idle + 1)
        best = found if found.value > best.value else replace(best, tried=tried)
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
    """Anybody anywhere, in groups of the sizes that make most pairs."""
    chairs = [group for group, size in enumerate(_sizes(room)) for _ in range(size)]
    return tuple(rng.sample(chairs, len(chairs)))


def _sizes(room: Room) -> tuple[int, ...]:
    """Sizes that keep to the limits with most pairs, by dynamic programming over groups and people seated.

    Time O(G x n x the widest range of sizes).
    """
    people = len(room.distances)
    most = np.full(people + 1, -np.inf)
    most[0] = 0
    taken = []
    for least, largest in zip(room.smallest, room.largest, strict=True):
        options = np.full((largest - least + 1, people + 1), -np.inf)
        for row, size in enumerate(range(least, min(largest, people) + 1)):
            options[row, size:] = most[: people + 1 - size] + size * (size - 1) / 2
        taken.append(options.argmax(axis=0) + least)
        most = options.max(axis=0)
    sizes, left = [], people
    for sizes_for in reversed(taken):
        sizes.append(int(sizes_for[left]))
        left -= sizes[-1]
    return tuple(reversed(sizes))


class _Search:
    """The arrays that stay the same from cycle to cycle, and what exchanges differ by."""

    def __init__(self, room: Room, tries: int, rng: Random) -> None:
        from underrose.methods.allocation.breakouts import (
            dispersion_kernel,
        )  # seconds, and only where plans are made

        self.kernel, self.tries, self.people = dispersion_kernel, tries, len(room.distances)
        largest, smallest = np.array(room.largest), np.array(room.smallest)
        self.group = np.repeat(np.arange(len(largest)), largest)
        self.first = np.concatenate([[0], np.cumsum(largest)])
        self.spare = largest - smallest
        self.dice = np.array([rng.getrandbits(63) | 1], np.uint64)
        longest = max(float(np.abs(room.distances).max()), 1e-300)
        scale = 2.0 ** math.floor(math.log2(_EXACT / longest / (max(room.largest) + 1)))
        self.apart = np.zeros((len(self.group), len(self.group)), np.float32)
        self.apart[: self.people, : self.people] = 2 * np.rint(room.distances * scale)
        self.typical = self._spread(_by_lot(room, rng))

    def cycle(self, groups: tuple[int, ...], warm: float) -> tuple[int, ...]:
        """From these groups warmed up to the cold, and to rest: the best met."""
        chairs = self._seated(groups)
        worth = self.kernel.lay_out(chairs)
        course = self.kernel.Course(worth, worth, is_unsaved=False)
        cold, last = _COLD * self.typical, self.tries // 4
        for cooling in (
            self.kernel.Cooling(warm * self.typical, cold, self.tries - last),
            self.kernel.Cooling(cold, _FROZEN * self.typical, last),
        ):
            course = self.kernel.anneal(chairs, course, cooling)
        return self._groups(chairs.best)

    def _spread(self, groups: tuple[int, ...]) -> float:
        """How far exchanges differ in what they bring, where hardly one is left that is good."""
        chairs = self._seated(groups)
        worth = self.kernel.lay_out(chairs)
        at_rest = self.kernel.Cooling(1e-6, 1e-6, 40 * self.people)
        self.kernel.anneal(chairs, self.kernel.Course(worth, worth, is_unsaved=False), at_rest)
        joining = chairs.gain[self.group]
        changes = joining + joining.T - chairs.apart
        is_exchange = self.group[:, None] != self.group[None, :]
        is_exchange &= ((chairs.who < self.people)[:, None]) & (chairs.who < self.people)[None, :]
        return max(float(changes[is_exchange].std()) if is_exchange.any() else 0.0, 1.0)

    def _seated(self, groups: tuple[int, ...]) -> Any:
        """Everybody on a chair of their group, and on the others nobody."""
        chairs: list[list[int]] = [[] for _ in self.spare]
        for person, group in enumerate(groups):
            chairs[group].append(person)
        nobody = iter(range(self.people, len(self.group)))
        room = np.diff(self.first)
        empty = np.array([most - len(sitting) for most, sitting in zip(room, chairs, strict=True)])
        for sitting, free in zip(chairs, empty, strict=True):
            sitting += [next(nobody) for _ in range(free)]
        who = np.array([one for sitting in chairs for one in sitting])
        return self.kernel.Chairs(
            who=who,
            group=self.group,
            first=self.first,
            apart=np.ascontiguousarray(self.apart[np.ix_(who, who)]),
            gain=np.zeros((len(self.spare), len(who)), np.float32),
            empty=empty,
            spare=self.spare,
            best=who.copy(),
            dice=self.dice,
            people=self.people,
        )

    def _groups(self, who: npt.NDArray[np.int64]) -> tuple[int, ...]:
        found = np.zeros(len(who), np.int64)
        found[who] = self.group
        return tuple(found[: self.people].tolist())
