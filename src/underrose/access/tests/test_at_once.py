"""Many at the same moment: the record stays one chain, and asking for a code takes as long for a stranger."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from underrose.access import door, record
from underrose.access.doorstep import JITTER_SECONDS
from underrose.access.holders import PUBLIC
from underrose.access.models import RecordEntry
from underrose.access.third_party import ALWAYS_SECONDS


@pytest.mark.django_db(transaction=True)
def test_record_written_by_many_is_one_chain() -> None:
    def write(number: int) -> None:
        try:
            for _ in range(5):
                record.record(PUBLIC, "changed", "note", None, f"M{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))
    assert [RecordEntry.objects.count(), record.first_break()] == [20, None]


class _Clock:
    """Time in which nothing takes any but waiting: what each answer waits is what it is made to wait."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)


def test_unknown_address_waits_as_long(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _Clock()
    monkeypatch.setattr(door, "time", clock)
    for number in range(4):
        make(f"known{number}")
        for kind in ("known", "unknown"):
            client = Client()
            client.get("/accounts/login/")
            client.post("/accounts/login/code/", {"email": f"{kind}{number}@example.org"})
    assert len(clock.waited) == 8
    assert min(clock.waited) >= ALWAYS_SECONDS
    assert max(clock.waited) <= ALWAYS_SECONDS + JITTER_SECONDS
