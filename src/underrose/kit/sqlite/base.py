"""The engine that settings name. Django looks for a module of this name and for a class `DatabaseWrapper` in it."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError
from django.db.backends.sqlite3 import base, schema
from django.db.models import Model

from underrose.kit.sealed import SealedBytesField

WITHOUT_NUMBERS = " WITHOUT ROWID"
ANYWHERE = "_stands_anywhere"


class RowsInNoOrder(schema.DatabaseSchemaEditor):
    """SQLite numbers the rows of a table as they come, and keeps the number: it would tell who answered first.

    A table whose key is no number of its own is made without. Only tables of whole files keep a number, a random one:
    without it, each step of a search would read a whole file. Django remakes changed tables through here too.
    """

    def table_sql(self, model: type[Model]) -> tuple[str, Any]:
        statement, values = super().table_sql(model)
        if is_numbered_by_its_key(model, self.connection):
            return statement, values
        if holds_files(model):
            # Done at the end, when a table that was remade bears its own name again.
            self.deferred_sql.append(self._stands_anywhere(model._meta.db_table.removeprefix("new__")))
            return statement, values
        return statement + WITHOUT_NUMBERS, values

    def remake(self, model: type[Model]) -> None:
        """The table anew, as it would be made today, with every row of the old one."""
        self._remake_table(model)  # type: ignore[attr-defined]  # Django's own step, which its stubs leave out
        if holds_files(model):
            self.execute(f"UPDATE {self.quote_name(model._meta.db_table)} SET rowid = random()")  # noqa: S608 - our own name, quoted

    def _stands_anywhere(self, table: str) -> str:
        quoted, name = self.quote_name(table), self.quote_name(f"{table}{ANYWHERE}")
        moved = f"UPDATE {quoted} SET rowid = random() WHERE rowid = NEW.rowid"  # noqa: S608 - our own name, quoted
        return f"CREATE TRIGGER IF NOT EXISTS {name} AFTER INSERT ON {quoted} BEGIN {moved}; END"


def is_numbered_by_its_key(model: type[Model], connection: Any) -> bool:
    """Whether the key itself is SQLite's number of the row: so it is with a column called integer, and no other."""
    return bool(model._meta.pk.db_parameters(connection)["type"] == "integer")


def holds_files(model: type[Model]) -> bool:
    return any(isinstance(field, SealedBytesField) for field in model._meta.local_concrete_fields)


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = RowsInNoOrder

    def check_constraints(self, table_names: Iterable[str] | None = None) -> None:
        """Django would look the faulty row up by its number and print its values; tables are enough to find it."""
        with self.cursor() as cursor:
            for pragma in self._checks_of(table_names):
                if fault := cursor.execute(pragma).fetchone():
                    raise IntegrityError(
                        f"A row of {fault[0]} points to a row of {fault[2]} that is not there."
                    )

    def _checks_of(self, table_names: Iterable[str] | None) -> list[str]:
        if table_names is None:
            return ["PRAGMA foreign_key_check"]
        return [f"PRAGMA foreign_key_check({self.ops.quote_name(name)})" for name in table_names]
