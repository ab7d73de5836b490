"""The file of the room, made anew: bytes keep an order, and what was deleted, until they are written again."""

from django.db import connections

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
from underrose.kit.sqlite import rewriting

TABLES = (Point, Arrival, Finding, Release, ReleasedPoint, Note, Promise, Certificate)


def rewrite_the_file() -> bool:
    """Whether it was done: not within a transaction, where no database lets itself be rewritten.

    SQLite writes the file anew in the order of random keys and empties the log beside it. PostgreSQL writes each table
    into a new file; what it keeps of its own log (WAL) is for its administrator to rotate, and the help page says so.
    """
    connection = connections[WALL]
    if connection.in_atomic_block:
        return False
    if connection.vendor == "sqlite":
        rewriting.rewrite(connection)
        return True
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
    return True
