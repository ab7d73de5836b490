"""How fast pages are, what they weigh, and what they ask of the database.

A scratch house is laid out in a temporary folder (or in --data, which is kept and used again), with the invented meetings, one
colleague who has 55 meetings and one who has 5,000. A real server with two workers answers eight visitors at once. The visitors
(bench/load.py) share the machine with it, so their own share is shown. Rounds take turns, and medians are quoted.
"""

import argparse
import gzip
import io
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import load
from table import Table

HOST, FIRST_PORT = "127.0.0.1", 8310
WORKERS, VISITORS = 2, 8
ROUNDS, SECONDS = 5, 2.0
FEW, MANY = 55, 5000
LOAD = Path(__file__).with_name("load.py")
CLIENT = "own client, one process, raw sockets"


@dataclass(frozen=True, slots=True)
class Case:
    """One address as one kind of visitor asks for it."""

    name: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians over the rounds of one case."""

    a_second: float
    p50: float
    p99: float
    cpu_ms: float
    client_cpu_ms: float


# --- the scratch house ---------------------------------------------------------------------------------------


def settle(home: Path) -> None:
    """A home of its own: no setting of a real installation reaches the bench."""
    for name in [name for name in os.environ if name.startswith("UNDERROSE_")]:
        del os.environ[name]
    os.environ["UNDERROSE_HOME"] = str(home)
    os.environ["UNDERROSE_PUBLIC_CACHE"] = "no"
    os.environ["DJANGO_SETTINGS_MODULE"] = "underrose.settings"
    import django

    django.setup()


def prepare() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from underrose.pages import demonstration

    call_command("migrate_all", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if demonstration.is_loaded():
        return
    call_command("reference", stdout=io.StringIO())
    demonstration.load(timezone.now(), lambda _step: None)
    for count in (FEW, MANY):
        add_colleague(count)


def add_colleague(count: int) -> None:
    """Somebody with so many meetings, at a venue each; written in bulk, because nobody could type them."""
    from django.utils import timezone

    from underrose.access.models import Account, Grant
    from underrose.access.roles import Role
    from underrose.concept.models import Meeting, Venue

    account = Account.objects.create(name=f"Holder of {count}", email=f"holder-{count}@bench.example")
    venue = Venue.objects.first()
    today = timezone.localdate()
    codes = [f"B{count}-{number:05}" for number in range(count)]
    Meeting.objects.bulk_create(
        [
            Meeting(
                code=code,
                title=f"Round table {number} on harbours, records and the law of open water",
                start_on=today + timedelta(days=number - count // 2),
                end_on=today + timedelta(days=number - count // 2 + 2),
                venue=venue,
                opened_on=today,
            )
            for number, code in enumerate(codes)
        ],
        batch_size=500,
    )
    roles = (Role.PROJECT_MANAGER.value, Role.POLICY_TEAM.value)
    Grant.objects.bulk_create(
        [
            Grant(account=account, role=roles[number % 2], meeting_code=code)
            for number, code in enumerate(codes)
        ],
        batch_size=500,
    )


def signed_in(count: int) -> str:
    """The cookie of that colleague, who has just signed in."""
    from django.conf import settings
    from django.test import Client

    from underrose.access.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=f"holder-{count}@bench.example"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def meeting_path() -> str:
    """The longest public page of the invented house."""
    from underrose.concept.models import Meeting

    found = max(
        Meeting.objects.published().select_related("published"), key=lambda m: len(str(m.published.content))
    )
    return f"/meetings/{found.code}/"


# --- the server ----------------------------------------------------------------------------------------------


@contextmanager
def served(*, is_cached: bool) -> Iterator[tuple[int, int]]:
    """The port and the process of a server, ended at the end whatever happened."""
    port = free_port()
    chosen = {**os.environ, "UNDERROSE_PUBLIC_CACHE": "yes" if is_cached else "no"}
    words = ["serve", "--skip-migrate", "--workers", str(WORKERS), "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "underrose", *words], env=chosen, stdout=subprocess.DEVNULL
    )
    try:
        until_it_answers(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode}.")
        try:
            load.ask_once(HOST, port, "/", {})
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not answer within 30 s.")


def free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port
    raise RuntimeError("No port is free.")


def cpu_seconds(root: int) -> float:
    """Processor time of a process and all its children, from what the kernel tells."""
    times, parents = {}, {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue  # it has ended in the meantime
        pid = int(entry.parent.name)
        parents[pid], times[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(times.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


# --- measuring -----------------------------------------------------------------------------------------------


def measured(cases: list[Case], port: int, server: int) -> list[Measured]:
    """Rounds of all cases in turn, so that whatever else the machine does meets them alike."""
    rounds: list[list[Measured]] = [[] for _ in cases]
    for turn in range(ROUNDS + 1):
        for number, case in enumerate(cases):
            found = one_round(case, port, server)
            if turn:  # the first round warms up
                rounds[number].append(found)
    return [
        Measured(
            *(statistics.median(getattr(r, name) for r in of_case) for name in Measured.__dataclass_fields__)
        )
        for of_case in rounds
    ]


def one_round(case: Case, port: int, server: int) -> Measured:
    before = cpu_seconds(server)
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(LOAD), HOST, str(port), str(SECONDS), str(VISITORS)],
        input=json.dumps({"path": case.path, "headers": case.headers}),
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS + 60,
    )
    found = load.Figures(**json.loads(ended.stdout))
    if set(found.statuses) != {"200"}:
        raise RuntimeError(f"{case.name}: answered {found.statuses}.")
    cpu = (cpu_seconds(server) - before) * 1000 / (found.requests + 2 * VISITORS)
    return Measured(found.a_second, found.p50, found.p99, cpu, found.client_cpu_ms / found.requests)


def queries(path: str, cookie: str = "") -> int:
    """How often a warm page asks the database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost", headers={"cookie": cookie} if cookie else {})
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


FIRST_VIEW = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"')


def weight(port: int, path: str) -> tuple[float, float]:
    """KB over the wire of the page alone, and with the style and scripts of its first view; fonts are not counted."""
    asked = {"Accept-Encoding": "gzip"}
    _, head, body = load.ask_once(HOST, port, path, asked)
    if b"set-cookie" in head.lower():
        raise RuntimeError("The public page sets a cookie.")
    html = (gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body).decode()
    parts = [style or script for style, script in FIRST_VIEW.findall(html)]
    others = sum(len(load.ask_once(HOST, port, part, asked)[2]) for part in parts)
    return len(body) / 1024, (len(body) + others) / 1024


# --- the table -----------------------------------------------------------------------------------------------


def shown(table: Table, name: str, found: Measured, bar: Callable[[], Any]) -> None:
    bar()
    table.row(f"{name}: p50 at {VISITORS} at once", found.p50, "", "ms", is_met=True)
    table.row(f"{name}: p99 at {VISITORS} at once", found.p99, "", "ms", is_met=True)


def measure(table: Table) -> None:
    few, many = signed_in(FEW), signed_in(MANY)
    path = meeting_path()
    browser = {"Accept-Encoding": "gzip", "Accept-Language": "en-GB,en;q=0.9"}
    public = Case("public page", path, browser)
    desk_few = Case("few", "/desk/", {**browser, "Cookie": few})
    desk_many = Case("many", "/desk/", {**browser, "Cookie": many})
    with served(is_cached=True) as (port, server):
        alone, whole = weight(port, path)
        [cached] = measured([public], port, server)
        of_few, of_many = measured([desk_few, desk_many], port, server)
    with served(is_cached=False) as (port, server):
        uncached, front = measured([public, Case("front page", "/", browser)], port, server)
    public_rows(table, (alone, whole), cached, uncached, path)
    table.row("front page uncached: CPU", front.cpu_ms, "<= 8", "ms", is_met=front.cpu_ms <= 8)
    table.at_most("front page uncached: queries", queries("/"), 6, "")
    desk_rows(table, of_few, of_many, few, many)


def public_rows(
    table: Table, kilobytes: tuple[float, float], cached: Measured, uncached: Measured, path: str
) -> None:
    table.row("public page compressed", kilobytes[0], "", "KB", is_met=True)
    table.at_most("public page compressed, with style and scripts", kilobytes[1], 60, "KB")
    shown(
        table,
        "public page from cache",
        cached,
        lambda: table.at_least("public page from cache", cached.a_second, 1000, "a second"),
    )
    table.row("public page from cache: CPU", cached.cpu_ms, "", "ms", is_met=True)
    table.row(f"load client: CPU ({CLIENT})", cached.client_cpu_ms, "", "ms", is_met=True)
    shown(
        table,
        "public page uncached",
        uncached,
        lambda: table.at_most("public page uncached: CPU", uncached.cpu_ms, 8, "ms"),
    )
    table.row("public page uncached", uncached.a_second, "", "a second", is_met=True)
    table.at_most("public page uncached: queries", queries(path), 6, "")


def desk_rows(table: Table, of_few: Measured, of_many: Measured, few: str, many: str) -> None:
    for count, found, cookie in ((FEW, of_few, few), (MANY, of_many, many)):
        name = f"desk of {count:,} meetings"
        bar = 15 if count == FEW else 15 * 1.5
        shown(
            table, name, found, lambda b=bar, n=name, f=found: table.at_most(f"{n}: CPU", f.cpu_ms, b, "ms")
        )
        table.row(name, found.a_second, "", "a second", is_met=True)
        table.at_most(f"{name}: queries", queries("/desk/", cookie), 8, "")
    table.at_most(f"{MANY:,} against {FEW} meetings: CPU", of_many.cpu_ms / of_few.cpu_ms, 1.5, "times")
    # Waiting at eight visitors on a machine with other work tells more of the neighbours: no bar.
    table.row(f"{MANY:,} against {FEW} meetings: p50", of_many.p50 / of_few.p50, "", "times", is_met=True)


@contextmanager
def home_in(chosen: Path | None) -> Iterator[Path]:
    if chosen is not None:
        chosen.mkdir(parents=True, exist_ok=True)
        yield chosen.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="underrose-bench-") as made:
        yield Path(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder that keeps the scratch house for the next time")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    table = Table("pages")
    with home_in(chosen.data) as home:
        settle(home)
        prepare()
        measure(table)
    table.finish(as_json=chosen.json)


if __name__ == "__main__":
    main()
