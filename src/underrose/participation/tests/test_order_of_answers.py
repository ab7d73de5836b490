"""The attack: somebody has the file of the database, and wants to know in what order the guests answered."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from statistics import correlation
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client

from underrose.access import devices
from underrose.access.models import Link
from underrose.kit.models import OutboxMail
from underrose.kit.sqlite import rewriting
from underrose.participation.actions import participants
from underrose.participation.models import Invitation, Listing, Participant
from underrose.participation.tests.asked import capped, page_of, sent
from underrose.participation.tests.furnished import TODAY, furnished, manager

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the documentation says what PostgreSQL keeps"),
]
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LETTERS, PLACES, FEWEST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 12, 12
# What tells the order gives 1 or -1. Twelve keys drawn by chance come so near once in fifteen thousand times.
TELLS = 0.9
# Kept on purpose, and said in docs/explanation/who-sees-what.md.
ON_PURPOSE = {("participant", "reserve_position")}
Ways = dict[tuple[str, str], float]


@pytest.fixture
def answered() -> Iterator[list[set[str]]]:
    """The keys that lead to each guest, in the order in which they answered."""
    with time_machine.travel(NOON, tick=False):
        meeting = furnished()
        capped(meeting, PLACES)
        invited = [sent(meeting, f"Guest{letter} Example") for letter in LETTERS]
        Random(2026).shuffle(invited)  # noqa: S311 - for a test
        for number, invitation in enumerate(invited):
            answer(invitation, "decline" if number % 10 == 9 else "accept")
        yield [keys_of(invitation) for invitation in invited]


def answer(invitation: Invitation, said: str) -> None:
    """Opens the page, lets a second telephone ask for a code, answers, and says how to be listed."""
    client, page = Client(), page_of(invitation)
    post(client, page, door="open")
    link = Link.objects.filter(subject=invitation.key).latest("key")
    devices.telephone_code(link, by=manager(), now=NOON)
    devices.send_code(link, NOON)
    post(client, page, answer=said, reason="")
    listed = participants.Listed(Listing.by_role, Listing.nowhere, role_words="somebody")
    for participant in Participant.objects.filter(invitation=invitation):
        participants.say_how_listed(participant, by=manager(), listed=listed, today=TODAY)


def post(client: Client, page: str, **said: str) -> None:
    once = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())
    assert once is not None
    assert client.post(page, {"once": once[1], **said}).status_code == 303


def keys_of(invitation: Invitation) -> set[str]:
    of_the_guest = {invitation.key, invitation.candidate_id, invitation.candidate.person_id}
    for rows in (
        OutboxMail.objects.filter(cause__contains=str(invitation.key)),
        Participant.objects.filter(invitation=invitation),
        Link.objects.filter(subject=invitation.key),
    ):
        of_the_guest.update(rows.values_list("key", flat=True))
    return {key.hex for key in of_the_guest}


def asked(sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [column[0] for column in cursor.description], list(cursor.fetchall())


def guest_of(row: tuple[Any, ...], answered: Sequence[Collection[str]]) -> int | None:
    words = " ".join(value.replace("-", "") for value in row if isinstance(value, str))
    found = [number for number, keys in enumerate(answered) if any(key in words for key in keys)]
    return found[0] if len(found) == 1 else None


def likeness(order: Sequence[int]) -> float:
    """How like an order of reading is to the order of the answers: 1 or -1 tells it, about 0 tells nothing."""
    first = list(dict.fromkeys(order))
    return correlation(range(len(first)), first) if len(first) >= FEWEST else 0.0


def sortable(value: object) -> str:
    return f"{value:020}" if isinstance(value, int) else str(value)


def readings(answered: Sequence[Collection[str]]) -> Ways:
    """Every table as it is read, by the number of its rows where it has one, and by each of its columns."""
    found: Ways = {}
    for table in connection.introspection.table_names():
        columns, rows = asked(f"SELECT * FROM {table}")  # noqa: S608 - the table's own name
        led = [(guest, row) for row in rows if (guest := guest_of(row, answered)) is not None]
        found[table, "as it is read"] = likeness([guest for guest, _row in led])
        for place, column in enumerate(columns):
            told = [(sortable(row[place]), guest) for guest, row in led if row[place] is not None]
            found[table, column] = likeness([guest for _value, guest in sorted(told, key=lambda one: one[0])])
        with suppress(OperationalError):
            _columns, rows = asked(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 - as above
            guests = [guest for row in rows if (guest := guest_of(row, answered)) is not None]
            found[table, "rowid"] = likeness(guests)
    return found


def tables_about(answered: Sequence[Collection[str]]) -> set[str]:
    """Tables with rows of enough guests for their order to tell something."""
    found = set()
    for table in connection.introspection.table_names():
        _columns, rows = asked(f"SELECT * FROM {table}")  # noqa: S608 - the table's own name
        if len({guest_of(row, answered) for row in rows} - {None}) >= FEWEST:
            found.add(table)
    return found


def bytes_of(answered: Sequence[Collection[str]]) -> Ways:
    """Where keys of each table stand in the file, whatever the tables say: at their first place and at their last."""
    raw, found = Path(connection.settings_dict["NAME"]).read_bytes(), {}
    for table in connection.introspection.table_names():
        columns, rows = asked(f"SELECT * FROM {table}")  # noqa: S608 - the table's own name
        if "key" not in columns:
            continue
        led = [(row[columns.index("key")].encode(), guest_of(row, answered)) for row in rows]
        guests = [(key, guest) for key, guest in led if guest is not None]
        for way, place in (("first in the file", raw.find), ("last in the file", raw.rfind)):
            found[table, way] = likeness(
                [guest for _key, guest in sorted(guests, key=lambda one: place(one[0]))]
            )
    return found


def telling(ways: Ways) -> set[tuple[str, str]]:
    return {way for way, alike in ways.items() if abs(alike) >= TELLS}


def test_no_table_tells_in_what_order_guests_answered(answered: list[set[str]]) -> None:
    ways = readings(answered)
    assert tables_about(answered) >= {
        "bound_device", "bound_page", "history_line", "invitation", "link_code", "outbox_mail", "outbox_part",
        "participant", "person",
    }  # fmt: skip
    assert telling(ways) == ON_PURPOSE


def test_the_bytes_do_not_tell_it_after_the_night(answered: list[set[str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert telling(bytes_of(answered)) != set()  # the fault: until the night the bytes do tell it
    rewriting.rewrite_all()
    assert telling(bytes_of(answered)) == set()


def test_a_table_that_numbers_its_rows_would_tell_it(answered: list[set[str]]) -> None:
    """The fault, planted: a table as SQLite makes it by itself."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (key char(32) PRIMARY KEY)")
        cursor.executemany("INSERT INTO planted VALUES (%s)", [(min(keys),) for keys in answered])
    try:
        assert ("planted", "rowid") in telling(readings(answered))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE planted")
