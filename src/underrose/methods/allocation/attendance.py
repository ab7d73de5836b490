"""How likely more people come than may sit: the first three moments of the number who come, and an expansion.

Used inside the search, where a few hundred scenarios could not tell 5 % from 8 % and the search would profit from
their noise; what is chosen is then checked on fresh scenarios (see `waves`). One-term Edgeworth expansion with
continuity correction (Kolassa, "Series Approximation Methods in Statistics", 2006, chapter 3).
"""

from dataclasses import dataclass

import numpy as np

from underrose.methods.allocation.scenarios import Floats

_LEAST = 1e-9
_DENSITY = 1 / np.sqrt(2 * np.pi)


@dataclass(frozen=True, slots=True)
class Moments:
    """Of the number who come, for one choice (numbers) or for many neighbouring ones (arrays of one shape)."""

    mean: Floats | float
    variance: Floats | float
    third: Floats | float
    most: Floats | float
    """How many come if everybody does."""


def chance_over(moments: Moments, cap: int) -> Floats:
    """P(number who come > cap), of the shape of the moments; 0 where not even everybody would be too many."""
    deviation = np.sqrt(np.maximum(moments.variance, _LEAST))
    z = np.asarray((cap + 0.5 - moments.mean) / deviation)
    density = _DENSITY * np.exp(-0.5 * np.minimum(z * z, 1e3))
    correction = moments.third / deviation**3 / 6 * (z * z - 1) * density
    chance = np.clip(_upper_tail(z) + correction, 0, 1)
    return np.where(np.asarray(moments.most) <= cap, 0.0, chance)


def _upper_tail(z: Floats) -> Floats:
    """1 − Φ(z) within 1e-7 (Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17)."""
    size = np.abs(z)
    t = 1 / (1 + 0.2316419 * size)
    series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    tail = _DENSITY * np.exp(-0.5 * np.minimum(size * size, 1e3)) * series
    return np.asarray(np.where(z >= 0, tail, 1 - tail), dtype=np.float64)
