"""The file of the room, made anew: bytes keep an order, and what was deleted, until they are written again."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from time import sleep
from typing import Any

from django.db import Error, OperationalError, connections
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
    Residue,
)
from underrose.kit.jobs import duty
from underrose.kit.sqlite import rewriting

log = logging.getLogger("underrose.room")
TABLES = (Point, Arrival, Finding, Release, ReleasedPoint, Note, Promise, Certificate)
TIMES, PAUSE = 20, 0.1
"""How often tables of PostgreSQL are rewritten once more, all together, and seconds between."""
WAIT = "500ms"
"""How long a table is waited for: all who come meanwhile queue behind whoever waits to rewrite it."""


class _Outcome(Enum):
    done = auto()
    still_seen = auto()
    """Somebody looks at an older state, for which replaced rows are kept."""
    not_done = auto()
    """Somebody holds the table, or it is not ours to rewrite."""


def owe() -> None:
    """To be called in the transaction that deletes or closes anew: until it is done, it is known that it is not."""
    Residue().save(force_insert=True)


def is_owed() -> bool:
    """Whether the files still hold what has gone."""
    return Residue.objects.exists()


def rewrite_the_file() -> bool:
    """Whether it was done. Not within a transaction, where no database lets itself be rewritten, nor while somebody reads.

    SQLite writes the file anew in the order of random keys and empties the log beside it. PostgreSQL writes each table
    into a new file; what it keeps of its own log (WAL) is for its administrator to rotate, and the help page says so.
    What could not be done now stays owed, and is done by a duty within minutes.
    """
    connection = connections[WALL]
    if connection.in_atomic_block:
        return False
    owed = list(Residue.objects.values_list("pk", flat=True))
    is_done = _file_rewritten(connection) if connection.vendor == "sqlite" else _tables_rewritten(connection)
    if is_done and owed:
        Residue.objects.filter(pk__in=owed).delete()
        if connection.vendor == "sqlite":
            is_log_empty()
    return is_done


def _file_rewritten(connection: BaseDatabaseWrapper) -> bool:
    try:
        rewriting.rewrite(connection)
    except OperationalError:  # somebody writes: the duty comes round
        return False
    return is_log_empty()


def _tables_rewritten(connection: BaseDatabaseWrapper) -> bool:
    """Each is tried, whatever became of the one before; what is still seen a few times, as mostly nobody looks for long."""
    again = _times()
    outcomes = [_is_rewritten(connection, model._meta.db_table, again) for model in TABLES]
    return all(outcomes)


def _times() -> Iterator[int]:
    for time in range(TIMES):
        sleep(PAUSE)
        yield time


def _is_rewritten(connection: BaseDatabaseWrapper, table: str, again: Iterator[int]) -> bool:
    outcome = _rewritten(connection, table)
    while outcome is _Outcome.still_seen and next(again, None) is not None:
        outcome = _rewritten(connection, table)
    return outcome is _Outcome.done


def _rewritten(connection: BaseDatabaseWrapper, table: str) -> _Outcome:
    """PostgreSQL tells how many dead rows it could not remove, in a number before any word; of a table it skips it tells none."""
    told: list[str] = []
    connection.ensure_connection()
    hear = partial(_heard, told)
    connection.connection.add_notice_handler(hear)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{WAIT}'")
            cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(table)}")
    except OperationalError:  # somebody reads, or writes
        return _Outcome.not_done
    finally:
        connection.connection.remove_notice_handler(hear)
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    if not told:
        log.warning("The table %s was not written anew. Does the account of the database own it?", table)
        return _Outcome.not_done
    return _Outcome.done if all(detail.split()[0] == "0" for detail in told) else _Outcome.still_seen


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
    """Whatever a reader, a writer or a crash kept from being done: what is owed, pages that were freed, and the log."""
    connection = connections[WALL]
    if connection.in_atomic_block:
        return False
    if is_owed() or _has_freed_pages(connection):
        is_done = rewrite_the_file()
        if not is_done:
            log.warning("The file of the room could not be written anew yet: somebody reads or writes it.")
        return is_done
    return connection.vendor != "sqlite" or is_log_empty()


def _has_freed_pages(connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA freelist_count")
        (freed,) = cursor.fetchone()
    return bool(freed)
