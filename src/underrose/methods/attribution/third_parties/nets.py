"""Small networks over features: learned vectors are added up, one hidden layer judges the sum, and several such networks are averaged.

Features are known by their 32-bit checksum, so no words of the texts learned from are kept; unknown ones count for nothing.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from underrose.methods.attribution.third_parties.word_features import Rows

STEPS = 127
"""Vectors are kept as whole numbers from -STEPS to STEPS, times the scale of their column."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Net:
    """One network: a vector for each feature, whose last number goes past the hidden layer; the layer; what it adds up to."""

    vectors: NDArray[np.int8]
    scales: Floats
    bias: Floats
    out: Floats
    shift: float

    def __call__(self, places: NDArray[np.intp], starts: NDArray[np.intp], kept: float) -> Floats:
        """The probability of each row. `kept` is the share of features that a row was left while learning."""
        sums = np.add.reduceat(self.vectors[places].astype(np.int32), starts, axis=0) * self.scales
        counts = np.diff(starts, append=len(places)) - 1
        scale = np.sqrt(kept / np.maximum(counts, 1))[:, None]
        hidden = np.maximum(0.0, sums[:, :-1] * scale + self.bias)
        weighed = (hidden * self.out).sum(axis=1) + sums[:, -1] * kept + self.shift
        made: Floats = 1 / (1 + np.exp(-weighed))
        return made


@dataclass(frozen=True, slots=True)
class Nets:
    """Several networks over the same features. Linear in the number of features shown."""

    known: NDArray[np.uint32]
    """The checksums of the features, in order; the first is that of none."""
    nets: Sequence[Net]
    kept: float

    def __call__(self, rows: Rows) -> list[float]:
        """For each row of features the mean probability that it must go."""
        if not rows:
            return []
        numbers = [(0, *dict.fromkeys(map(checksum, row))) for row in rows]
        lengths = [len(row) for row in numbers]
        sums = np.fromiter(chain.from_iterable(numbers), np.uint32, sum(lengths))
        places = np.searchsorted(self.known, sums)
        places[places == len(self.known)] = 0
        is_shown = self.known[places] == sums
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        shown = np.concatenate(([0], np.cumsum(is_shown)))[starts]
        made = [net(places[is_shown], shown, self.kept) for net in self.nets]
        return [float(one) for one in np.mean(made, axis=0)]


def checksum(feature: str) -> int:
    """A number for a feature, never that of none."""
    return crc32(feature.encode()) or 1


def written(known: NDArray[np.uint32], nets: Sequence[Net], kept: float) -> bytes:
    """The networks as a file: the same for the same networks."""
    file = io.BytesIO()
    np.savez(
        file,
        known=known,
        vectors=np.stack([net.vectors for net in nets]),
        scales=np.stack([net.scales for net in nets]),
        bias=np.stack([net.bias for net in nets]),
        out=np.stack([net.out for net in nets]),
        shift=np.array([net.shift for net in nets]),
        kept=np.array(kept),
    )
    return file.getvalue()


def opened(file: bytes) -> Nets:
    """The networks of a file."""
    with np.load(io.BytesIO(file), allow_pickle=False) as held:
        parts = zip(held["vectors"], held["scales"], held["bias"], held["out"], held["shift"], strict=True)
        nets = [Net(vectors, scales, bias, out, float(shift)) for vectors, scales, bias, out, shift in parts]
        return Nets(held["known"], nets, float(held["kept"]))
