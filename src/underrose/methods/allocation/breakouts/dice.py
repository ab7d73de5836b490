"""Chance inside compiled searches: 64 random bits at a time, the same on every machine. Importing this takes seconds.

xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", ACM TOMS 42, 2016.
"""

from typing import Any

import numpy as np

from underrose.methods.allocation.breakouts.compiling import compiled


@compiled
def below(dice: Any, bound: int) -> int:
    """A whole number from 0 to bound - 1; `dice` (1,) is the state, never 0."""
    return np.int64(((_roll(dice) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))  # type: ignore[return-value] # a whole number


@compiled
def unit(dice: Any) -> float:
    """From 0 to under 1."""
    return float(_roll(dice) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def _roll(dice: Any) -> Any:
    x = dice[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    dice[0] = x
    return x * np.uint64(2685821657736338717)
