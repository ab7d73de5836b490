"""Whose house this is. `access` keeps the institution and tells its name here, so that kit asks nobody above it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

# A letter names the house four times. After a change a stamp makes every process ask anew; where processes share no
# folder, they do so after these seconds.
KNOWN_SECONDS = 2.0
_tellers: list[Callable[[], str]] = []


class _Known(NamedTuple):
    name: str
    stamp: int
    until: float


_known: list[_Known] = []


def told_by(teller: Callable[[], str]) -> None:
    """The section that knows the institution's name says here whom to ask; the last word counts."""
    _tellers[:] = [teller]
    _known.clear()


def name() -> str:
    """The name of the institution as it stands on pages and letters."""
    now, stamp = time.monotonic(), _stamped()
    for known in tuple(_known):
        if known.stamp == stamp and now < known.until:
            return known.name
    found = (_tellers[0]() if _tellers else "") or "Underrose"
    _known[:] = [_Known(found, stamp, now + KNOWN_SECONDS)]
    return found


def renamed() -> None:
    """The house has another name: to be said once that is committed. One byte longer each time, so no two are alike."""
    with _stamp().open("ab") as file:
        file.write(b".")


def _stamp() -> Path:
    path: Path = settings.HOME / "house.stamp"
    return path


def _stamped() -> int:
    try:
        return _stamp().stat().st_size
    except FileNotFoundError:
        return 0
