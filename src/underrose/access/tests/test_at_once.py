"""Many at the same moment: the record stays one chain, and asking for a code takes as long for a stranger."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from underrose.access import record
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


def test_unknown_address_takes_as_long(make: Any) -> None:
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(4):
        for kind, times in taken.items():
            if kind == "known":
                make(f"known{number}")
            client = Client()
            client.get("/accounts/login/")
            started = time.monotonic()
            client.post("/accounts/login/code/", {"email": f"{kind}{number}@example.org"})
            times.append(time.monotonic() - started)
    assert min(taken["known"] + taken["unknown"]) >= ALWAYS_SECONDS
    # Both wait for about the same moment, and chance hides what is left.
    assert abs(statistics.median(taken["known"]) - statistics.median(taken["unknown"])) < 0.1
