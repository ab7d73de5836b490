"""Making anew what was laid down in the order of its coming: tables of older houses, and every night the whole file."""

from django.apps import apps
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from underrose.kit.sqlite.base import (
    ANYWHERE,
    WITHOUT_NUMBERS,
    DatabaseWrapper,
    RowsInNoOrder,
    is_numbered_by_its_key,
)

_NUMBERED = f"""
    SELECT name FROM sqlite_master AS made WHERE type = 'table' AND sql NOT LIKE '%){WITHOUT_NUMBERS}' AND NOT EXISTS
    (SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = made.name AND name = made.name || '{ANYWHERE}')
"""  # noqa: S608 - our own words


def without_numbers(alias: str) -> list[str]:
    """Remake every table of a house set up before whose rows are numbered as they came; gives their names.

    To be called when the tables are those of the models. Where nothing is left to do, nothing is done.
    """
    connection = connections[alias]
    if not isinstance(connection, DatabaseWrapper):
        return []
    old = _still_numbered(alias, connection)
    if old:
        with RowsInNoOrder(connection) as editor:
            for model in old:
                editor.remake(model)
        rewrite(connection)
    return sorted(model._meta.db_table for model in old)


def _still_numbered(alias: str, connection: DatabaseWrapper) -> list[type[Model]]:
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED)
        numbered = {name for (name,) in cursor.fetchall()}
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in numbered
        and not model._meta.proxy
        and router.allow_migrate_model(alias, model)
        and not is_numbered_by_its_key(model, connection)
    ]


def rewrite_all() -> None:
    """Every SQLite database of the house."""
    for connection in connections.all():
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            rewrite(connection)


def rewrite(connection: BaseDatabaseWrapper) -> None:
    """The file anew in the order of the keys, and nothing left in the log beside it.

    New rows lie in a page one before the other, longer ones in pages numbered as they were needed: without this, whoever
    reads bytes instead of tables would see the order of the answers. Writers wait while it lasts.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
