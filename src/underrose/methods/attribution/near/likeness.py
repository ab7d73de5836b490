"""How alike two words of names are when they are written by other rules or in another script."""

import math
from functools import lru_cache

from underrose.methods.attribution.near import edits, lattice
from underrose.methods.attribution.near.characters import alike_surnames, shares
from underrose.methods.attribution.near.edits import Groups, letters
from underrose.methods.names.sounds import are_variants

ALIKE, ALIKE_NATIVE = 0.8, 0.76
"""From here on at most 500 of a million random pairs of names are alike: Latin with Latin, and another script with Latin. See bench/attribution/pairs.py."""
_LEAST, _PER_LETTER = 0.8, 0.35
"""How much cost makes two words unlike: more for longer words."""
_PER_LOG = 0.1
_LONGEST = 60
"""Characters beyond which only the same is alike."""
_VARIANT = 0.94
"""Of customary writings of one given name, such as Mohammed and Muhamad."""
_KNOWN_APART = 0.25
"""Off the likeness of two writings of Chinese or Korean surnames that stand for no surname in common."""


@lru_cache(maxsize=100_000)
def alike(one: str, other: str, *, native: bool = False) -> float:
    """How alike two words of names are, from 0 to 1; 1 for the same letters.

    `native`: one of the two is in another script than Latin (either one; two native names are compared by their Latin
    readings). The words hold no blanks. Symmetric, about 50 µs, then remembered. Names of women and men of one family
    (Svobodová, Svoboda) are alike.
    """
    if max(len(one), len(other)) > _LONGEST:
        return 1.0 if one == other else 0.0
    if native:
        return _across_scripts(one, other)
    here, there = letters(one), letters(other)
    if not here or not there:
        return 0.0
    if here == there:
        return 1.0
    return between(here, there, edits.cost(*sorted((here, there))))


def between(here: str, there: str, price: float) -> float:
    """The likeness of two words of the letters a to z, given what it costs to take one for the other."""
    spelt = _worth(price, (len(here) + len(there)) / 2)
    shared = alike_surnames(here, there)
    if shared > 0:
        return max(spelt, 1 + _PER_LOG * math.log(max(shared, 1e-4)))
    if shares(here) and shares(there):
        return max(0.0, spelt - _KNOWN_APART)
    return max(0.0, spelt, _VARIANT if are_variants(here, there) else 0.0)


def learning(one: str, other: str, groups: Groups) -> float:
    """`alike` of Latin words by another table of costs."""
    here, there = letters(one), letters(other)
    return 1.0 if here == there else between(here, there, edits.distance(here, there, groups))


def _worth(price: float, size: float) -> float:
    return 1 - min(price, edits.FAR) / (_LEAST + _PER_LETTER * size)


def _across_scripts(one: str, other: str) -> float:
    natives = [name for name in (one, other) if lattice.script_of(name)]
    if len(natives) == 2:  # noqa: PLR2004 # both
        return 1.0 if lattice.native_fold(one) == lattice.native_fold(other) else 0.0
    if not natives:
        return alike(one, other)
    native, latin = (one, other) if natives[0] == one else (other, one)
    written = letters(latin)
    if not written:
        return 0.0
    return max(0.0, _worth(lattice.cost(native, written), len(written)))
