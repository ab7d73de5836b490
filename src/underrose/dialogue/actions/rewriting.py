"""The file of the room, made anew: bytes keep an order, and what was deleted, until they are written again."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from time import sleep
from typing import Any

from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

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
TIMES, PAUSE = 20, 0.1
"""How often a table of PostgreSQL is rewritten at most, and seconds between."""


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
    # Each a few times: whoever looks at an older state keeps dead rows through the rewriting, and mostly not for long.
    return all(any(_is_rewritten(connection, model._meta.db_table) for _time in _times()) for model in TABLES)


def _times() -> Iterator[int]:
    for time in range(TIMES):
        yield time
        sleep(PAUSE)


def _is_rewritten(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether no dead row is left: PostgreSQL tells how many it could not remove, in a number before any word."""
    told: list[str] = []
    connection.ensure_connection()
    hear = partial(_heard, told)
    connection.connection.add_notice_handler(hear)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(table)}")
    finally:
        connection.connection.remove_notice_handler(hear)
    return not any(detail.split()[0] != "0" for detail in told)


def _heard(told: list[str], notice: Any) -> None:
    detail = notice.message_detail or ""
    if detail[:1].isdigit():
        told.append(detail)


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
