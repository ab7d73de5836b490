"""On PostgreSQL somebody who looks at an older state keeps what is rewritten; it is rewritten again once they have gone."""

from threading import Event, Thread

import pytest
from django.db import connections, transaction

from underrose.dialogue.actions import rewriting
from underrose.dialogue.models import Point

from .roomful import noted, point

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
