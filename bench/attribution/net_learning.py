"""Learns the networks of `third_parties`: one row at a time, with Adagrad, dropping features and hidden units by chance.

The same rows and seed give the same network. Duchi, Hazan and Singer (2011); Srivastava et al. (2014).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from underrose.methods.attribution.third_parties.nets import STEPS, Floats, Net, checksum, written
from underrose.methods.attribution.third_parties.word_features import Rows

WIDTH = 16
DROP, HIDDEN_DROP = 0.3, 0.2
RATE, DECAY = 0.05, 1e-3
Places = NDArray[np.int64]
Pair = tuple[NDArray[Any], NDArray[Any]]
_compiled: Callable[[Any], Any] = numba.njit


@dataclass(frozen=True)
class Settings:
    """How many networks, how often each sees every row, and in how many rows a feature must stand."""

    nets: int
    epochs: int
    seldom: int


def learned(rows: Rows, labels: Sequence[float], weights: Sequence[float], settings: Settings) -> bytes:
    """A file of networks that tell the labels (shares from 0 to 1) of rows."""
    times = Counter(feature for row in rows for feature in dict.fromkeys(row))
    known = np.unique(
        np.array([0] + [checksum(one) for one, n in times.items() if n >= settings.seldom], np.uint32)
    )
    place = {int(number): at for at, number in enumerate(known)}
    shown = [[place[n] for n in dict.fromkeys(map(checksum, row)) if n in place] for row in rows]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in shown]))).astype(np.int64)
    places = np.array([one for row in shown for one in row], np.int64)
    given = np.asarray(weights) / np.mean(weights)
    nets = [
        _net(len(known), (starts, places), (np.asarray(labels, float), given), settings.epochs, seed)
        for seed in range(settings.nets)
    ]
    return written(known, nets, 1 - DROP)


def _net(size: int, rows: Pair, told: Pair, epochs: int, seed: int) -> Net:
    rng = np.random.default_rng(seed)
    labels, weights = told
    share = float((labels * weights).sum() / weights.sum())
    vectors = np.hstack([rng.normal(0, 0.1, (size, WIDTH)), np.zeros((size, 1))])
    squares = np.hstack([np.full((size, WIDTH), 0.1), np.ones((size, 1))])
    layer = np.stack([np.full(WIDTH, 0.1), rng.normal(0, 0.3, WIDTH)])
    layer_squares = np.full((2, WIDTH), 0.1)
    shift = np.array([np.log(share / (1 - share)), 1.0])
    _seeded(seed)
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        _epoch(order, rows, told, (vectors, squares), (layer, layer_squares), shift)
    vectors[0] = 0
    scales = np.abs(vectors).max(axis=0) / STEPS + 1e-12
    return Net(np.rint(vectors / scales).astype(np.int8), scales, layer[0], layer[1], float(shift[0]))


@_compiled
def _seeded(seed: int) -> None:
    """Chance inside compiled functions has a state of its own."""
    np.random.seed(seed)  # noqa: NPY002 - the compiler knows no other


@_compiled
def _epoch(order: Places, rows: Pair, told: Pair, features: Pair, hidden: Pair, shift: Floats) -> None:
    """Each row once. What has squares beside it steps by the rate over the root of their sum."""
    starts, places = rows
    labels, weights = told
    vectors, _ = features
    layer, _ = hidden
    sums, units, alive = np.zeros(WIDTH), np.zeros(WIDTH), np.zeros(WIDTH)
    kept = np.zeros(np.max(np.diff(starts)), np.int64)
    for row in order:
        count = _drawn(places[starts[row] : starts[row + 1]], kept)
        if not count:
            continue
        sums[:] = 0.0
        weighed = shift[0]
        for at in range(count):
            vector = vectors[kept[at]]
            weighed += vector[WIDTH]
            for k in range(WIDTH):
                sums[k] += vector[k]
        scale = 1 / np.sqrt(count)
        for k in range(WIDTH):
            alive[k] = 0.0 if np.random.random() < HIDDEN_DROP else 1 / (1 - HIDDEN_DROP)  # noqa: NPY002
            sums[k] = sums[k] * scale + layer[0, k]
            units[k] = max(0.0, sums[k]) * alive[k]
            weighed += layer[1, k] * units[k]
        error = weights[row] * (1 / (1 + np.exp(-weighed)) - labels[row])
        shift[1] += error * error
        shift[0] -= RATE * error / np.sqrt(shift[1])
        _step_layer(hidden, error, units, alive, sums)
        _step_vectors(features, kept[:count], error, sums * scale)


@_compiled
def _drawn(places: Places, kept: Places) -> int:
    """How many features of a row stay; they are put into `kept`."""
    count = 0
    for place in places:
        if np.random.random() >= DROP:  # noqa: NPY002
            kept[count] = place
            count += 1
    return count


@_compiled
def _step_layer(hidden: Pair, error: float, units: Floats, alive: Floats, sums: Floats) -> None:
    """Moves the hidden layer; `sums` become the slopes of what it was shown."""
    layer, squares = hidden
    for k in range(WIDTH):
        back = error * layer[1, k] * alive[k] if sums[k] > 0 else 0.0
        slope = error * units[k] + DECAY * layer[1, k]
        squares[1, k] += slope * slope
        layer[1, k] -= RATE * slope / np.sqrt(squares[1, k])
        squares[0, k] += back * back
        layer[0, k] -= RATE * back / np.sqrt(squares[0, k])
        sums[k] = back


@_compiled
def _step_vectors(features: Pair, kept: Places, error: float, slopes: Floats) -> None:
    vectors, squares = features
    for place in kept:
        vector, square = vectors[place], squares[place]
        for k in range(WIDTH + 1):
            slope = (slopes[k] if k < WIDTH else error) + DECAY * vector[k]
            square[k] += slope * slope
            vector[k] -= RATE * slope / np.sqrt(square[k])
