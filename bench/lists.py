"""Lists of people in a large house: 5,000 people and 200 meetings against one meeting of 55, and the files that leave.

One house is laid out with its first meeting and copied; then it grows. Rounds of the small and the large copy take turns in
this one process, which opens the one database or the other, so that whatever else the machine does meets both alike. What
is compared is processor time. The meeting looked at is the same in both: 55 guests with a place, 14 who have not
answered, and 20 candidates in an open wave.
"""

import argparse
import datetime as dt
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from asked_guests import settle
from large_house import ASKED, CLEARED, CODE, GUESTS, PEOPLE, browser, colleague, grow, known, room
from table import Table

ROUNDS = 5
TIMES = 1.5
MEETING = f"/desk/meetings/{CODE}/participation/"
PAGES = {
    "desk": "/desk/",
    "people": "/desk/people/",
    "people, searched": "/desk/people/?q=guest1",
    "people, searched, nobody": "/desk/people/?q=xyzzy",
    "people by organisation": "/desk/people/?sort=organisation",
    "people by country": "/desk/people/?country=KEN&sort=country",
    "organisations": "/desk/people/organisations/",
    "outbox": "/desk/outbox/",
    "participation": MEETING,
    "brief": f"{MEETING}brief/",
    "candidates": f"{MEETING}candidates/",
    "candidates, searched": f"{MEETING}candidates/?q=guest1",
    "add candidates": f"{MEETING}candidates/add/?q=spare",
    "composition": f"{MEETING}candidates/composition/",
    "nominations": f"{MEETING}nominations/",
    "clearances": f"{MEETING}clearances/",
    "waves": f"{MEETING}waves/",
    "invitations": f"{MEETING}invitations/",
    "invitations, searched": f"{MEETING}invitations/?q=guest1",
    "send": f"{MEETING}invitations/send/",
    "remind": f"{MEETING}invitations/remind/",
    "participants": f"{MEETING}participants/",
    "participants, searched": f"{MEETING}participants/?q=guest1",
    "logistics": f"{MEETING}logistics/",
    "guests": f"{MEETING}logistics/guests/",
    "arrivals and departures": f"{MEETING}logistics/travel/",
    "rooms": f"{MEETING}logistics/rooms/",
    "diet": f"{MEETING}logistics/diet/",
    "costs": f"{MEETING}logistics/costs/",
    "on the morning": f"{MEETING}logistics/morning/",
    "visas": f"{MEETING}logistics/visas/",
    "list of participants": f"{MEETING}logistics/lists/",
    "badges": f"{MEETING}logistics/badges/",
}
FILES = {"csv": 1.0, "xlsx": 2.0}
LIGHT = """
import sys, time, warnings
warnings.simplefilter("ignore")
import underrose.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(time.process_time() * 1000, int("numpy" in sys.modules), int("highspy" in sys.modules))
"""


# --- measuring -----------------------------------------------------------------------------------------------


def analysed() -> None:
    """What PostgreSQL does by itself and SQLite is asked to do; without it both guess."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize")


def opened(database: Path) -> None:
    """From now on this process asks the one house or the other."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(database)


def timed(act: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall and processor milliseconds, and what came of it."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, answer


def one_page(client: Any, url: str) -> float:
    _wall, cpu, answer = timed(lambda: client.get(url))
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}.")
    return cpu


def questions(client: Any, url: str) -> int:
    """The name of the house is asked for every two seconds, by whichever page comes then: of three times the fewest."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    numbers = []
    for _time in range(3):
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        numbers.append(len(found))
    return min(numbers)


def compared(table: Table, clients: Sequence[Any], houses: Sequence[Path]) -> None:
    times: dict[tuple[str, int], list[float]] = {}
    asked: dict[tuple[str, int], int] = {}
    for turn in range(ROUNDS + 1):
        for size, (client, house) in enumerate(zip(clients, houses, strict=True)):
            opened(house)
            for name, url in PAGES.items():
                if turn == 0:  # warms up
                    one_page(client, url)
                    asked[name, size] = questions(client, url)
                else:
                    times.setdefault((name, size), []).append(one_page(client, url))
    for name in PAGES:
        few, many = (statistics.median(times[name, size]) for size in (0, 1))
        table.row(f"{name}: processor time in the small house", few, "", "ms", is_met=True)
        table.at_most(f"{name}: in the large house", many / few, TIMES, "times")
        equal = asked[name, 0] == asked[name, 1]
        table.row(f"{name}: questions in the large house", asked[name, 1], f"= {asked[name, 0]}", "", equal)


def files(table: Table, client: Any) -> None:
    """The whole list as a file, and what it needs of memory for all people and for a tenth of them."""
    for kind, bar in FILES.items():
        url = f"/desk/people/people.{kind}"
        client.get(url + "?q=guest1")  # loads what it needs
        wall, cpu, answer = min(timed(lambda url=url: whole(client.get(url))) for _time in range(3))
        table.row(f"{kind} of {PEOPLE:,} people: until it is there", wall / 1000, "", "s", is_met=True)
        table.at_most(f"{kind} of {PEOPLE:,} people: processor time", cpu / 1000, bar, "s")
        table.row(f"{kind} of {PEOPLE:,} people: size", answer / 1024, "", "KB", is_met=True)
    for kind in FILES:
        tenth, every = (memory(kind, number) for number in (PEOPLE // 10, PEOPLE))
        table.row(f"{kind}: memory for {PEOPLE // 10} people (tracemalloc)", tenth, "", "MB", is_met=True)
        table.row(f"{kind}: memory for {PEOPLE:,} people (tracemalloc)", every, "", "MB", is_met=True)
        table.at_most(f"{kind}: memory for ten times as many", every / tenth, 1.5, "times")


def whole(answer: Any) -> int:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.status_code != 200 or len(content) < PEOPLE:
        raise RuntimeError(f"A file answers {answer.status_code}.")
    return len(content)


def memory(kind: str, number: int) -> float:
    """The most that Python held while the file was made, in MB."""
    from django.utils import timezone

    from underrose.access.holders import holder_of
    from underrose.access.models import Account
    from underrose.kit import tables
    from underrose.people import listing

    today = timezone.localdate()
    found = listing.found(holder_of(Account.objects.get(name="Bench")), listing.Asked(), today)
    rows = listing.in_chunks(found[:number], today)
    tracemalloc.start()
    answer = tables.response(listing.file_columns(), rows, kind=kind, name="people", title="People")
    for _piece in answer:
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1024 / 1024


def names_in(content: bytes) -> int:
    import pypdfium2

    pages = pypdfium2.PdfDocument(content)
    return sum(page.get_textpage().get_text_range().count("Guest") for page in pages)


def cards(table: Table, client: Any) -> None:
    url = f"{MEETING}logistics/badges/cards.pdf"
    first, _cpu, answer = timed(lambda: client.get(url))
    if names_in(answer.content) != GUESTS:
        raise RuntimeError(f"{url} answers {answer.status_code} with {names_in(answer.content)} names.")
    wall = statistics.median(timed(lambda: client.get(url))[0] for _time in range(5))
    table.row("badges, the first of a process", first, "", "ms", is_met=True)
    table.at_most("badges of 55 guests", wall, 300, "ms")


def waves(table: Table, account: Any, today: dt.date) -> None:
    """55 letters prepared and sent, after others that loaded what is needed."""
    from underrose.access.holders import holder_of
    from underrose.concept.models import Meeting
    from underrose.kit import mail
    from underrose.participation.actions import invitations
    from underrose.participation.actions import waves as actions
    from underrose.participation.models import Brief, Candidate, Stage, Wave

    by = holder_of(account)
    for code in ("WARM", "WAVE"):
        meeting: Meeting = room(code, 0, 55, today)
        Brief.objects.filter(meeting=meeting).update(cap=200)
        wave = Wave.objects.get(meeting=meeting)
        _wall, preparing, prepared = timed(lambda wave=wave: actions.prepare(wave, by=by, today=today))
        letters = list(mail.of_cause("invitation:", code))
        _wall, sending, sent = timed(
            lambda m=meeting, found=letters: invitations.send(m, found, by=by, today=today)
        )
        if (len(prepared.invitations), sent) != (55, 55) or Candidate.objects.filter(
            meeting=meeting, stage=Stage.cleared
        ):
            raise RuntimeError("Not every letter was prepared and sent.")
    table.at_most("55 letters prepared: processor time", preparing / 1000, 1.5, "s")
    table.at_most("55 letters sent: processor time", sending / 1000, 0.5, "s")


def start(table: Table) -> None:
    """What a web process needs before its first page."""
    rounds = []
    for _time in range(3):
        ended = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
        rounds.append([float(one) for one in ended.stdout.split()])
    table.row(
        "a web process until its first page: processor time", min(r[0] for r in rounds), "", "ms", is_met=True
    )
    table.at_most("numpy or the solver loaded by then", max(r[1] + r[2] for r in rounds), 0, "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    table = Table("lists")
    with tempfile.TemporaryDirectory(prefix="underrose-bench-") as made:
        home = Path(made)
        settle(home)
        from django.utils import timezone

        today = timezone.localdate()
        account = colleague()
        room(CODE, ASKED, CLEARED, today)
        known("SPARE", CLEARED, today)
        client = browser(account)
        analysed()
        large, small = home / "main.sqlite3", home / "small.sqlite3"
        with sqlite3.connect(large) as source, sqlite3.connect(small) as target:
            source.backup(target)
        grow(account, today)
        analysed()
        compared(table, (client, client), (small, large))
        files(table, client)
        cards(table, client)
        waves(table, account, today)
        start(table)
    table.finish(as_json=chosen.json)


if __name__ == "__main__":
    main()
