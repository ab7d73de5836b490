"""A furnished house, made once for all stories: to furnish it takes seconds, to lay it down again a tenth of one."""

from collections.abc import Callable

from django.db import connections

from underrose.kit import dump

BOTH = ("default", "dialogue")
_FIRST: dict[str, dict[str, dump.Taken]] = {}


def as_first_made(name: str, make: Callable[[], object]) -> None:
    """Make it, or lay down both databases as they were when it was first made. The keys lie beside them, and stay.

    On SQLite, where stories in a browser are told; on PostgreSQL it is made each time.
    """
    if name in _FIRST:
        for alias, taken in _FIRST[name].items():
            dump.put(alias, taken.parts, taken.migrations)
        return
    make()
    if all(connections[alias].vendor == "sqlite" for alias in BOTH):
        _FIRST[name] = {alias: dump.take(alias) for alias in BOTH}
