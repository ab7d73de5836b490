"""The compiled searches made ready: compiled where they are not yet, and loaded, by whoever will make plans.

`python -m underrose.methods.allocation.breakouts.loading` does it at set-up, so that no worker has to compile. Web
processes never come here: the compiler alone costs a second and 60 MB.
"""

import os
from pathlib import Path

from underrose.methods.allocation.breakouts.problem import Group, Problem, Round


def keep_compiled_in(folder: Path) -> None:
    """Machine code is kept beside the source; where nobody may write there, in this folder. To be said before the first load."""
    source = Path(__file__).parent / "__pycache__"
    if not os.access(source if source.exists() else source.parent, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))


def load() -> None:
    """Every search once, on the smallest of rooms: whoever comes next waits for none. Two seconds, half a minute if nothing is kept."""
    import numpy as np

    from underrose.methods.allocation.breakouts.dispersion import Room, disperse
    from underrose.methods.allocation.breakouts.solving import solve
    from underrose.methods.allocation.breakouts.turning import Shape, sought

    solve(_room(4), seed=1, moves=300)
    sought(Shape((3,), 1, 1, 2, 1, 0, has_cosets=False), seed=1, moves=300)
    disperse(Room(np.ones((4, 4)), (2, 2), (2, 2)), seed=1, cycles=1, moves=100)


def load_for_congresses() -> None:
    """The search with the smaller numbers of rooms for more than a thousand."""
    from underrose.methods.allocation.breakouts.solving import solve

    solve(_room(1_002), seed=1, moves=300)


def _room(people: int) -> Problem:
    """Four rounds of two groups, in which somebody must meet twice, so that the search begins."""
    tables = (Group("", people // 2, people // 2),) * 2
    return Problem(("",) * people, (Round("", tables),) * 4)


if __name__ == "__main__":
    load()
    load_for_congresses()
