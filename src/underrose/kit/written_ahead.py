"""What SQLite wrote ahead still holds rows as they were, until its log is emptied into the database."""

from datetime import datetime, timedelta

from django.db import connection

from underrose.kit.jobs import duty

# Nobody else writes while SQLite waits for those who read, so it does not wait long: the duty comes round.
LONGEST_WAIT_MS = 2000


def forget_the_log() -> bool:
    """Whether nothing is left in the log. Somebody who reads meanwhile keeps it; it is tried again before long."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return connection.vendor != "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout={LONGEST_WAIT_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, _pages, _done = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={usual}")
    return not is_busy


@duty("the log of the database", timedelta(minutes=5))
def forget_what_was_left(now: datetime) -> object:  # noqa: ARG001 - whatever time it is
    """Also what a sweep deleted, and whatever a reader kept from going at once."""
    return forget_the_log()
