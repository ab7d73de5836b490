"""The address book: a list of 5,000 taken in, list pages with 55 and 5,000 people, and the whole list as a file.

A scratch house is laid out in a temporary folder. Pages are asked for in this process, so that no server stands between;
rounds of few and many would need two houses, so the few are timed first and the many afterwards, each as a median.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contacts import COLUMNS, ROWS, as_workbook, people
from table import Table

FEW, ASKED = 55, 15
PAGES = {
    "people": "/desk/people/",
    "people, searched": "/desk/people/?q=mar",
    "people, of one sector, sorted by organisation": "/desk/people/?country=KEN&sort=organisation",
    "people, the last page but one": "/desk/people/?page=2",
    "organisations": "/desk/people/organisations/",
}
FILES = {"xlsx": 2.0, "csv": 1.0, "vcf": 2.0}
EXPORT = """
import re, sys
import django
django.setup()
def highest():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1))
from django.utils import timezone
from underrose.access.holders import holder_of
from underrose.access.models import Account
from underrose.kit import tables
from underrose.people import listing
from underrose.people.listing import Asked
before = highest()
found = listing.found(holder_of(Account.objects.get()), Asked(), timezone.localdate())
answer = tables.response(listing.file_columns(), listing.in_chunks(found, timezone.localdate()), kind=sys.argv[1], name="p", title="P")
for part in answer:
    pass
print((highest() - before) / 1024)
"""


def settle(home: Path) -> None:
    """A home of its own: no setting of a real installation reaches the bench."""
    for name in [name for name in os.environ if name.startswith("UNDERROSE_")]:
        del os.environ[name]
    os.environ["UNDERROSE_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "underrose.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate_all", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def colleague() -> Any:
    """A browser of somebody who invites and has just signed in."""
    from django.test import Client

    from underrose.access.models import Account, Grant
    from underrose.access.roles import Role

    account = Account.objects.create(name="Bench", email="bench@house.example")
    Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code="BENCH1")
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = act()
    return time.perf_counter() - start, answer


def asked(client: Any, url: str) -> float:
    """The median of one page, in milliseconds."""
    client.get(url)
    times = []
    for _time in range(ASKED):
        took, answer = timed(lambda: client.get(url))
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answers {answer.status_code}.")
        times.append(took)
    return statistics.median(times) * 1000


def brought(client: Any, rows: list[list[str]]) -> str:
    """The list as somebody brings it; the address of its pages."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post(
        "/desk/people/import/", {"file": SimpleUploadedFile("people.xlsx", as_workbook(rows))}
    )
    return str(answer.headers["Location"]).removesuffix("columns/")


def taken_in(table: Table, client: Any, rows: list[list[str]], words: str) -> None:
    from underrose.people import tasks

    reading, place = timed(lambda: brought(client, rows))
    seeing, page = timed(lambda: client.get(place))
    if page.status_code != 200:
        raise RuntimeError(f"The preview answers {page.status_code}.")
    client.post(place)
    taking, _ = timed(lambda: tasks.take_in.call(place.rstrip("/").rpartition("/")[2]))
    table.at_most(f"{words}: the file read and kept", reading, 5, "s")
    table.at_most(f"{words}: preview with its dry run", seeing, 5, "s")
    table.at_most(f"{words}: taken in", taking, 20, "s")


def exported(table: Table, client: Any) -> None:
    for kind, bar in FILES.items():
        took, size = timed(lambda kind=kind: len(client.get(f"/desk/people/people.{kind}").getvalue()))
        if size < ROWS:
            raise RuntimeError(f"people.{kind} holds {size} bytes.")
        table.at_most(f"{kind} of everybody", took, bar, "s")
    for kind in ("xlsx", "csv"):
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", EXPORT, kind], capture_output=True, text=True, check=True
        )
        table.at_most(f"{kind} of everybody: memory above the program's own", float(done.stdout), 60, "MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    table = Table("people")
    with tempfile.TemporaryDirectory() as home:
        settle(Path(home))
        client, rows = colleague(), people()
        taken_in(table, client, rows[:FEW], f"{FEW} rows")
        few = {name: asked(client, url) for name, url in PAGES.items()}
        taken_in(table, client, rows, f"{ROWS} rows of {COLUMNS} columns")
        taken_in(table, client, rows, "the same rows again")
        for name, url in PAGES.items():
            many = asked(client, url)
            table.row(f"{name}: with {FEW}", few[name], "", "ms", is_met=True)
            table.row(f"{name}: with {ROWS}", many, "", "ms", is_met=True)
            table.at_most(f"{name}: times as long", many / few[name], 1.5, "times")
        took, _ = timed(lambda: client.get("/desk/people/duplicates/"))
        table.at_most("who may be one person, among all", took, 3, "s")
        exported(table, client)
        table.row(
            "memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "", "MB", is_met=True
        )
    table.finish(as_json=chosen.json)


if __name__ == "__main__":
    main()
