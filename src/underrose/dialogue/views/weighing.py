"""Before the guard reads much at once: whether the house reads so much for one person, and how long it took in the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from underrose.access.holders import Asking
from underrose.dialogue.actions import checking


def weighed(request: Asking, letters: int) -> None:
    """`Refused` where it is too much within a few minutes; then nothing is read."""
    if letters:
        checking.weigh(letters, by=request.holder, at=time.monotonic())


@contextmanager
def time_weighed(request: Asking, letters: int) -> Iterator[None]:
    """What takes longer than its letters do, counts as more of them."""
    begun = time.thread_time()
    try:
        yield
    finally:
        taken = time.thread_time() - begun
        checking.weigh_time(taken, letters, by=request.holder, at=time.monotonic())
