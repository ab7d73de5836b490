"""Rows that are written often: their statement is put into words once, for each thread and database.

Django writes every statement anew, which costs several times what the database needs to carry it out. Signals are not
sent: where somebody listens, as for what public pages show, rows are written by Django itself.
"""

import threading
from abc import ABC, abstractmethod
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DatabaseError, connections, models, router, transaction
from django.db.models.constants import OnConflict

Row = TypeVar("Row", bound=models.Model)
_here = threading.local()


class _Words(NamedTuple):
    """A statement for one connection, and the fields whose values it takes."""

    connection: Any
    sql: str
    fields: tuple[Any, ...]


class _Statement(ABC, Generic[Row]):
    _is_new: bool

    def __init__(self, model: type[Row]) -> None:
        self._model = model

    def _write(self, row: Row) -> int:
        """How many rows were written."""
        alias = router.db_for_write(self._model, instance=row)
        words = self._kept(alias)
        values = [
            field.get_db_prep_save(field.pre_save(row, self._is_new), words.connection)
            for field in words.fields
        ]
        with transaction.mark_for_rollback_on_error(alias), words.connection.cursor() as cursor:
            cursor.execute(words.sql, values)
            written: int = cursor.rowcount
        return written

    def _kept(self, alias: str) -> _Words:
        kept: dict[_Statement[Any], _Words] = _here.__dict__.setdefault("kept", {})
        found = kept.get(self)
        if found is None or found.connection is not connections[alias]:
            found = kept[self] = self._put_into_words(connections[alias])
        return found

    @abstractmethod
    def _put_into_words(self, connection: Any) -> _Words:
        """What is kept for this connection."""


class Addition(_Statement[Row]):
    """`Addition(Thing).create(thing)`: a new row. With `or_nothing`, one that breaks a rule of uniqueness is left out."""

    _is_new = True

    def __init__(self, model: type[Row], *, or_nothing: bool = False) -> None:
        super().__init__(model)
        self._on_conflict = OnConflict.IGNORE if or_nothing else None

    def create(self, row: Row) -> bool:
        """False where the row was left out."""
        if not self._write(row):
            return False
        row._state.adding, row._state.db = False, router.db_for_write(self._model, instance=row)
        return True

    def _put_into_words(self, connection: Any) -> _Words:
        fields = tuple(self._model._meta.concrete_fields)
        quoted = connection.ops.quote_name
        sql = "{} {} ({}) VALUES ({}) {}".format(
            connection.ops.insert_statement(on_conflict=self._on_conflict),
            quoted(self._model._meta.db_table),
            ", ".join(quoted(field.column) for field in fields),
            ", ".join(["%s"] * len(fields)),
            connection.ops.on_conflict_suffix_sql(fields, self._on_conflict, [], []),
        )
        return _Words(connection, sql.strip(), fields)


class Change(_Statement[Row]):
    """`Change(Thing, "name").update(thing)`: these fields of a row that is there, as `save(update_fields=...)`."""

    _is_new = False

    def __init__(self, model: type[Row], *names: str) -> None:
        super().__init__(model)
        self._names = names

    def update(self, row: Row) -> None:
        if self._write(row) != 1:
            raise DatabaseError("The row to change is not there any more.")

    def _put_into_words(self, connection: Any) -> _Words:
        meta: Any = self._model._meta
        fields = tuple(meta.get_field(name) for name in self._names)
        quoted = connection.ops.quote_name
        told = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
        sql = f"UPDATE {quoted(meta.db_table)} SET {told} WHERE {quoted(meta.pk.column)} = %s"  # noqa: S608 - names of columns alone
        return _Words(connection, sql, (*fields, meta.pk))
