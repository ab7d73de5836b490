"""How the kernel is compiled: once, kept on disk, and without counting references.

Counting went into two thirds of the time of a move. Functions so compiled make no arrays and take no slices.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])
_njit: Any = njit


def compiled(function: F) -> F:
    """The function as machine code, made at its first call in a process that finds none on disk."""
    made: F = _njit(cache=True, _nrt=False)(function)
    return made
