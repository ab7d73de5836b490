"""On PostgreSQL somebody who looks at an older state keeps what is rewritten; it is rewritten again once they have gone."""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connections, transaction

from underrose.dialogue.actions import rewriting, sealing
from underrose.dialogue.models import Point

from .roomful import TODAY, dice, director, noted, point

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connections["dialogue"].vendor != "postgresql", reason="SQLite empties its log"),
]


def look(looks: Event, may_go: Event) -> None:
    try:
        with transaction.atomic(using="dialogue"), connections["dialogue"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")
            cursor.fetchone()
            looks.set()
            may_go.wait(30)
    finally:
        connections["dialogue"].close()


def test_rows_that_somebody_still_sees_are_told_and_go_once_they_look_no_more(monkeypatch):
    monkeypatch.setattr(rewriting, "TIMES", 2)
    point(noted(), "Wells run dry.")
    looks, may_go = Event(), Event()
    reader = Thread(target=look, args=(looks, may_go))
    reader.start()
    try:
        assert looks.wait(30)
        Point.objects.all().delete()
        assert rewriting.rewrite_the_file() is False
    finally:
        may_go.set()
        reader.join()
    assert rewriting.rewrite_the_file() is True


NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@contextmanager
def somebody_reads(question: str) -> Iterator[None]:
    """As a dump does: a transaction that stays open keeps its hold on every table it has read."""
    looks, may_go = Event(), Event()

    def read() -> None:
        try:
            with transaction.atomic(using="dialogue"), connections["dialogue"].cursor() as cursor:
                cursor.execute(question)
                looks.set()
                may_go.wait(60)
        finally:
            connections["dialogue"].close()

    reader = Thread(target=read)
    reader.start()
    try:
        assert looks.wait(30)
        yield
    finally:
        may_go.set()
        reader.join()


def test_somebody_who_reads_a_table_stops_neither_sealing_nor_the_room():
    note = noted()
    point(note, "Wells run dry.")
    waited: list[float] = []

    def another() -> None:
        time.sleep(0.2)  # while the table is waited for
        began = time.monotonic()
        assert Point.objects.count() == 1
        waited.append(time.monotonic() - began)
        connections["dialogue"].close()

    with somebody_reads("SELECT count(*) FROM point"):
        thread = Thread(target=another)
        thread.start()
        began = time.monotonic()
        assert sealing.seal(note, by=director(), today=TODAY, rng=dice()).standing == 1
        assert time.monotonic() - began < 10
        thread.join()
        assert waited[0] < 5
        assert rewriting.is_owed()
        assert rewriting.finish(NOW) is False
    assert rewriting.is_owed()
    assert rewriting.finish(NOW) is True
    assert not rewriting.is_owed()


def test_duty_writes_anew_what_is_owed():
    point(noted(), "Wells run dry.")
    rewriting.owe()
    before = written_to("point")
    assert rewriting.finish(NOW) is True
    after = written_to("point")
    assert (before != after, rewriting.is_owed()) == (True, False)
    assert rewriting.finish(NOW) is True
    assert written_to("point") == after, "where nothing is owed nobody has to wait"


def test_table_of_somebody_else_is_not_taken_for_rewritten():
    point(noted(), "Wells run dry.")
    before = written_to("point")
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("CREATE ROLE app LOGIN")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app")
        cursor.execute("SET ROLE app")
        try:
            rewriting.owe()
            assert rewriting.rewrite_the_file() is False
            assert rewriting.is_owed()
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP OWNED BY app")
            cursor.execute("DROP ROLE app")
    assert written_to("point") == before


def test_wait_for_a_table_holds_for_the_rewriting_alone():
    assert rewriting.rewrite_the_file() is True
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def written_to(table: str) -> str:
    """The file of a table: another one as soon as it was written anew."""
    with connections["dialogue"].cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath(%s)", [table])
        return str(cursor.fetchone()[0])
