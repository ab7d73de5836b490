"""The file of the room, made anew: bytes keep an order, and what was deleted, until they are written again."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import OperationalError, connections

from underrose.dialogue.actions.capture import WALL
from underrose.dialogue.models import (
    Arrival,
    Certificate,
    Finding,
    Note,
    Point,
    Promise,
    Release,
    ReleasedPoint,
)
from underrose.kit.jobs import duty
from underrose.kit.sqlite import rewriting

TABLES = (Point, Arrival, Finding, Release, ReleasedPoint, Note, Promise, Certificate)


def rewrite_the_file() -> bool:
    """Whether it was done. Not within a transaction, where no database lets itself be rewritten, nor while somebody reads.

    SQLite writes the file anew in the order of random keys and empties the log beside it. PostgreSQL writes each table
    into a new file; what it keeps of its own log (WAL) is for its administrator to rotate, and the help page says so.
    What could not be done now is done by a duty within minutes.
    """
    connection = connections[WALL]
    if connection.in_atomic_block:
        return False
    if connection.vendor == "sqlite":
        with suppress(OperationalError):  # somebody writes: the duty comes round
            rewriting.rewrite(connection)
        return is_log_empty()
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
    return True


def is_log_empty() -> bool:
    """Empty the log beside the file, and say whether it is: a reader who looks at an older state holds it."""
    with connections[WALL].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, _pages, _done = cursor.fetchone()
    return not is_busy


@duty("the file of the room", timedelta(minutes=5))
def finish(now: datetime) -> bool:  # noqa: ARG001 - whatever time it is
    """Whatever a reader, a writer or a crash kept from being done: pages that were freed, and the log."""
    connection = connections[WALL]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA freelist_count")
        (freed,) = cursor.fetchone()
    return rewrite_the_file() if freed else is_log_empty()
