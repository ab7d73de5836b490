"""That no table tells in what order its rows came: made today, remade from an older house, or read from a backup."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as Plain
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from underrose.kit import dump, jobs
from underrose.kit.models import OutboxMail, OutboxPart, Worker
from underrose.kit.sqlite import rewriting
from underrose.kit.sqlite.base import DatabaseWrapper, is_numbered_by_its_key

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL numbers no rows"),
]
# The keys stand against the order in which the rows come, so that neither order passes for the other.
KEYS = [UUID(int=(number * 22 % 61) << 96 | number) for number in range(1, 61)]
OLD = "old"
ROWS = "SELECT key, cause, recipient, body, state, queued_on FROM outbox_mail ORDER BY key"


def mails(alias: str = "default") -> list[OutboxMail]:
    made = []
    for number, key in enumerate(KEYS):
        mail = OutboxMail(
            key=key, cause=f"c:{number}", recipient="a@b.org", subject="s", body=f"body {number}"
        )
        mail.queued_on = date(2026, 3, 1)
        mail.save(using=alias, force_insert=True)
        part = OutboxPart(key=key, mail=mail, scope="house", name="n", media_type="text/plain", size=1)
        part.body = b"f" * 9_000
        part.save(using=alias, force_insert=True)
        made.append(mail)
    return made


def asked(wrapper: Any, sql: str) -> list[tuple[Any, ...]]:
    with wrapper.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def places(wrapper: Any, table: str) -> list[int]:
    """In what order the rows came that stand behind each other by their numbers."""
    order = {key.hex: number for number, key in enumerate(KEYS)}
    return [order[key] for (key,) in asked(wrapper, f"SELECT key FROM {table} ORDER BY rowid")]  # noqa: S608 - our own words


def in_bytes(raw: bytes) -> list[UUID]:
    """The keys, in the order in which they first stand in the bytes."""
    return sorted(KEYS, key=lambda key: raw.find(key.hex.encode()))


def in_two_orders(lay_down: Callable[[], bytes]) -> list[list[UUID]]:
    """How the keys lie in the bytes when their rows came in one order, and in the other."""
    found = []
    for order in (KEYS, KEYS[::-1]):
        Worker.objects.all().delete()
        for key in order:
            Worker.objects.create(key=key)
        found.append(in_bytes(lay_down()))
    return found


def falls(order: list[int]) -> float:
    """How often the next number is the lower one: in an order that tells nothing, about every second time."""
    return sum(one > other for one, other in pairwise(order)) / (len(order) - 1)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Plain]:
    """A house set up before, with Django's own engine: all tables of all sections, and sixty letters."""
    like = deepcopy(connections.settings["default"]) | {"NAME": tmp_path / "old.sqlite3", "CONN_MAX_AGE": 0}
    connections[OLD] = wrapper = Plain(like, OLD)
    executor = MigrationExecutor(wrapper)
    executor.migrate(executor.loader.graph.leaf_nodes())
    mails(OLD)
    yield wrapper
    connections[OLD].close()
    del connections[OLD]


def brought_up_to_date(wrapper: Plain) -> DatabaseWrapper:
    wrapper.close()
    connections[OLD] = DatabaseWrapper(wrapper.settings_dict, OLD)
    return connections[OLD]


def shape(wrapper: Any) -> dict[str, list[Any]]:
    """Columns, indexes and links of every table, without how rows are laid down."""
    found = {}
    for table in wrapper.introspection.table_names():
        columns = {row[1:] for row in asked(wrapper, f"PRAGMA table_info('{table}')")}
        indexes = {row[1:3] for row in asked(wrapper, f"PRAGMA index_list('{table}')") if row[3] == "c"}
        links = {row[2:] for row in asked(wrapper, f"PRAGMA foreign_key_list('{table}')")}
        found[table] = [columns, indexes, links]
    return found


def test_an_older_house_is_remade_and_loses_nothing(old: Plain) -> None:
    before = shape(old), dump.counts(old), asked(old, ROWS)
    assert places(old, "outbox_mail") == places(old, "outbox_part") == list(range(60))
    new = brought_up_to_date(old)
    remade = rewriting.without_numbers(OLD)
    assert len(remade) > 60
    assert {
        "outbox_mail",
        "outbox_part",
        "person",
        "bound_device",
        "django_tasks_database_dbtaskresult",
    } < set(remade)
    assert (shape(new), dump.counts(new), asked(new, ROWS)) == before
    assert [mail.body for mail in OutboxMail.objects.using(OLD).order_by("key")][:2] == [
        f"body {number}" for number in sorted(range(60), key=KEYS.__getitem__)[:2]
    ]
    assert {bytes(part.body) for part in OutboxPart.objects.using(OLD)} == {b"f" * 9_000}
    assert 0.2 < falls(places(new, "outbox_part")) < 0.8
    assert dump.whole(new) == []
    assert rewriting.without_numbers(OLD) == []


def test_an_older_house_then_has_the_tables_of_a_new_one(old: Plain) -> None:
    def made(wrapper: Any) -> dict[str, str]:
        return dict(asked(wrapper, "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"))

    def laid_down(wrapper: Any) -> set[tuple[Any, ...]]:
        return set(
            asked(wrapper, "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        )

    new = brought_up_to_date(old)
    rewriting.without_numbers(OLD)
    assert made(new).keys() == made(connection).keys()
    assert laid_down(new) == laid_down(connection)
    assert made(new)["outbox_part_stands_anywhere"] == made(connection)["outbox_part_stands_anywhere"]


def test_a_new_house_has_nothing_to_remake() -> None:
    assert [rewriting.without_numbers(alias) for alias in ("default", "dialogue")] == [[], []]


def test_a_remade_table_stays_without_numbers(old: Plain) -> None:
    new = brought_up_to_date(old)
    for _time in range(2):
        with new.schema_editor() as editor:
            editor.remake(OutboxMail)
            editor.remake(OutboxPart)
    assert asked(new, "SELECT name FROM pragma_table_list WHERE wr AND name = 'outbox_mail'") == [
        ("outbox_mail",)
    ]
    OutboxMail.objects.using(OLD).all().delete()
    mails(OLD)
    assert 0.2 < falls(places(new, "outbox_part")) < 0.8


def test_files_stand_at_numbers_that_tell_nothing() -> None:
    mails()
    assert 0.2 < falls(places(connection, "outbox_part")) < 0.8
    assert min(number for (number,) in asked(connection, "SELECT rowid FROM outbox_part")) < -(2**40)


def test_the_rewritten_file_is_the_same_whatever_came_first() -> None:
    file = Path(connection.settings_dict["NAME"])

    def as_it_lies() -> bytes:
        asked(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        return file.read_bytes()

    def after_the_night() -> bytes:
        jobs._duties["rewriting"][1](timezone.now())
        assert file.with_name(f"{file.name}-wal").stat().st_size == 0
        return file.read_bytes()

    one, other = in_two_orders(as_it_lies)
    assert one != other  # the fault: within a page the newest row lies first
    one, other = in_two_orders(after_the_night)
    assert one == other


def test_files_are_not_rewritten_within_a_transaction() -> None:
    with transaction.atomic():
        Worker.objects.create(key=KEYS[0])
        rewriting.rewrite_all()
    assert Worker.objects.count() == 1


def test_a_row_that_points_nowhere_is_refused_by_its_table() -> None:
    part = OutboxPart(mail_id=KEYS[0], scope="house", name="n", media_type="text/plain", size=1, body=b"f")
    with transaction.atomic():
        part.save(force_insert=True)
        with pytest.raises(IntegrityError) as refused:
            connection.check_constraints(["outbox_part"])
        transaction.set_rollback(True)
    assert str(refused.value) == "A row of outbox_part points to a row of outbox_mail that is not there."
    connection.check_constraints()


def test_only_a_key_called_integer_is_the_number_of_its_row() -> None:
    numbered = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if is_numbered_by_its_key(model, connection)
    }
    assert "auth.Group" in numbered
    assert "kit.OutboxMail" not in numbered


def test_a_plain_file_of_sqlite_would_tell(tmp_path: Path) -> None:
    """The fault itself: SQLite's own way of numbering, as every table had it before."""
    with closing(sqlite3.connect(tmp_path / "plain")) as plain:
        plain.execute("CREATE TABLE reply (key char(32) PRIMARY KEY)")
        plain.executemany("INSERT INTO reply VALUES (?)", [(key.hex,) for key in KEYS])
        assert plain.execute("SELECT key FROM reply ORDER BY rowid").fetchall() == [
            (key.hex,) for key in KEYS
        ]
