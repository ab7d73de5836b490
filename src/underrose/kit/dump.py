"""The content of a database as bytes in memory, and back: never a plain file on the way."""

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend

from underrose.kit.refusals import Refused

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
_HOW_MANY = "SELECT COUNT(*) FROM {}"
_APPLIED = "SELECT app, name FROM django_migrations"
Parts = dict[str, bytes]
_WAL_MARK, _ROLLBACK_MARK = b"\x02\x02", b"\x01\x01"


class Taken(NamedTuple):
    """One moment of one database."""

    engine: str
    parts: Parts
    counts: dict[str, int]
    migrations: list[str]


def take(alias: str) -> Taken:
    """All tables as they stand at one moment, while people go on working."""
    connection = connections[alias]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return _take_sqlite(connection)
    return _take_postgresql(connection, alias)


@contextmanager
def one_moment(alias: str) -> Iterator[None]:
    """What is asked and taken within is of one moment of this database, while people go on working in it."""
    connection = connections[alias]
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not by Django, which would let nobody else write, and from which SQLite copies nothing.
        connection.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.connection.rollback()
    else:
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def put(alias: str, parts: Parts, migrations: list[str]) -> None:
    """Replace what stands in the database by what was taken."""
    connection = connections[alias]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with _in_memory(parts["database"]) as held:
            held.backup(connection.connection)
        return
    present = _migrations(connection)
    if present != migrations:
        raise Refused(
            "The backup was made by another version. Install that version, restore, and then bring it up to date."
        )
    with transaction.atomic(using=alias):
        _put_postgresql(connection, parts)


@contextmanager
def scratch(alias: str, taken_engine: str, parts: Parts) -> Iterator[str]:
    """A database beside the real one with the taken content, gone afterwards. Gives its alias."""
    name = f"scratch_{alias}_{uuid.uuid4().hex}"
    engine = connections[alias].vendor
    if engine != taken_engine:
        raise Refused(f"The backup is of {taken_engine}; this installation stands on {engine}.")
    place = _sqlite_scratch(name, parts) if engine == "sqlite" else _postgresql_scratch(alias, name, parts)
    with place:
        yield name


def counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """How many rows each table holds."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's own name, quoted
            found[table] = int(cursor.fetchone()[0])
    return found


def whole(connection: BaseDatabaseWrapper) -> list[str]:
    """What the database itself finds wrong with its content."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        faults = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return faults + [
            f"{row[0]} points to a row of {row[2]} that is not there" for row in cursor.fetchall()
        ]


def _migrations(connection: BaseDatabaseWrapper) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _take_sqlite(connection: BaseDatabaseWrapper) -> Taken:
    with closing(sqlite3.connect(":memory:")) as held:
        connection.connection.backup(held)
        # Within a page the newest row lies first: as it lies, a backup would tell the order of the day.
        held.execute("PRAGMA temp_store=MEMORY")
        held.execute("VACUUM")
        tables = sorted(name for (name,) in held.execute(_TABLES))
        numbers = {table: held.execute(_HOW_MANY.format(_quoted(table))).fetchone()[0] for table in tables}
        applied = held.execute(_APPLIED).fetchall() if "django_migrations" in tables else []
        raw = held.serialize()
    return Taken("sqlite", {"database": raw}, numbers, sorted(f"{app}.{name}" for app, name in applied))


def _quoted(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'


def _take_postgresql(connection: BaseDatabaseWrapper, alias: str) -> Taken:
    parts: Parts = {}
    with one_moment(alias), connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [
                column.name for column in connection.introspection.get_table_description(cursor, table)
            ]
            # In the order of the keys: PostgreSQL would write the rows as they came.
            with cursor.copy(f"COPY ({_by_key(connection, table, columns)}) TO STDOUT") as stream:
                rows = b"".join(bytes(chunk) for chunk in stream)
            parts[table] = json.dumps(columns).encode() + b"\n" + rows
        return Taken("postgresql", parts, counts(connection), _migrations(connection))


def _put_postgresql(connection: BaseDatabaseWrapper, parts: Parts) -> None:
    with connection.cursor() as cursor:
        tables = ", ".join(connection.ops.quote_name(table) for table in parts)
        cursor.execute(f"TRUNCATE {tables}")
        _copy_in(connection, cursor, parts)
        for sequence in connection.introspection.sequence_list():
            table, column = (connection.ops.quote_name(sequence[part]) for part in ("table", "column"))
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), MAX({column})) FROM {table}",  # noqa: S608 - names from the catalogue, quoted
                [sequence["table"], sequence["column"]],
            )


def _copy_in(connection: BaseDatabaseWrapper, cursor: Any, parts: Parts) -> None:
    for table, content in parts.items():
        head, _, rows = content.partition(b"\n")
        with cursor.copy(f"COPY {_named(connection, table, json.loads(head))} FROM STDIN") as stream:
            stream.write(rows)


def _by_key(connection: BaseDatabaseWrapper, table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
    return f"SELECT {', '.join(quote(column) for column in columns)} FROM {quote(table)} ORDER BY {quote(key or columns[0])}"  # noqa: S608 - names from the catalogue, quoted


def _named(connection: BaseDatabaseWrapper, table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(quote(column) for column in columns)})"


@contextmanager
def _in_memory(raw: bytes) -> Iterator[sqlite3.Connection]:
    # A copy of a database in write-ahead mode says so in its head, and could not be opened in memory.
    head = raw[:18] + _ROLLBACK_MARK if raw[18:20] == _WAL_MARK else raw[:20]
    held = sqlite3.connect(":memory:")
    try:
        held.deserialize(head + raw[20:])
        yield held
    finally:
        held.close()


@contextmanager
def _sqlite_scratch(name: str, parts: Parts) -> Iterator[None]:
    with _scratch_connection(name, parts["database"]):
        yield


@contextmanager
def _scratch_connection(name: str, raw: bytes) -> Iterator[BaseDatabaseWrapper]:
    like = deepcopy(connections.settings["default"])
    like.update(
        ENGINE="underrose.kit.sqlite",
        NAME=f"file:{name}-{uuid.uuid4().hex}?mode=memory&cache=shared",
        OPTIONS={"uri": True},
        CONN_MAX_AGE=0,
    )
    with _known(name, like) as connection, _in_memory(raw) as held:
        connection.ensure_connection()
        held.backup(connection.connection)
        yield connection


@contextmanager
def _postgresql_scratch(alias: str, name: str, parts: Parts) -> Iterator[None]:
    """A schema of its own beside the real tables, made like them."""
    real = connections[alias]
    schema = real.ops.quote_name(name)
    like = deepcopy(real.settings_dict)
    like["OPTIONS"] = {**like.get("OPTIONS", {}), "options": f"-c search_path={name}"}
    with real.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
        try:
            for table in parts:
                quoted = real.ops.quote_name(table)
                cursor.execute(f"CREATE TABLE {schema}.{quoted} (LIKE {quoted} INCLUDING DEFAULTS)")
            with _known(name, like) as connection, connection.cursor() as inside:
                _copy_in(connection, inside, parts)
                yield
        finally:
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def _known(name: str, settings: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """A connection for this thread alone; the list of the installation's databases does not change."""
    connections[name] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, name)
    try:
        yield connections[name]
    finally:
        connections[name].close()
        del connections[name]
