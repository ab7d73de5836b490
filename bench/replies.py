"""How many answers of guests the house takes in, whether it stays so as answers grow, and that the cap holds at once.

Every answer is the POST of a browser that knows its personal page: cookie of the device, protection against forged forms,
the key of the form, through all middleware, to the place, the confirmation letter with its calendar entry, the history and
the record, in one transaction.
Each run lays out a house of its own in a temporary folder.
"""

import argparse
import cProfile
import io
import json
import pstats
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import load
from asked_guests import Guest, asked, settle
from pages import HOST, served
from table import Table

GUESTS, WINDOW, WARM, TURNS = 3_000, 500, 50, 100
AT_ONCE, PLACES = 60, 55
A_SECOND, FLAT = 150, 0.8
POSTGRES = Path(__file__).parent.parent / "tests" / "postgres.py"


# --- answers -------------------------------------------------------------------------------------------------


def said(guest: Guest, answer: str) -> bytes:
    """What the browser writes into the body: the hidden fields, and the answer."""
    from django.middleware.csrf import _mask_cipher_secret

    fields = {
        "csrfmiddlewaretoken": _mask_cipher_secret(guest.csrf),
        "once": secrets.token_urlsafe(16),
        "answer": answer,
        "reason": "",
    }
    return urlencode(fields).encode()


def environ(guest: Guest, body: bytes) -> dict[str, Any]:
    """A request as a WSGI server hands it over."""
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": guest.page,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "localhost:8000",
        "HTTP_ORIGIN": "http://localhost:8000",
        "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_COOKIE": f"{guest.device}; csrf={guest.csrf}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def posted(application: Any, guest: Guest, answer: str) -> None:
    status: list[str] = []
    made = application(environ(guest, said(guest, answer)), lambda told, _headers: status.append(told))
    try:
        b"".join(made)
    finally:
        made.close()
    if not status[0].startswith("303"):
        raise RuntimeError(f"An answer was answered with {status[0]}.")


@dataclass(frozen=True, slots=True)
class Took:
    wall: float
    cpu: float


def timed(application: Any, guests: Sequence[Guest], answer: str) -> list[Took]:
    took = []
    for guest in guests:
        wall, cpu = time.perf_counter(), time.process_time()
        posted(application, guest, answer)
        took.append(Took(time.perf_counter() - wall, time.process_time() - cpu))
    return took


def a_second(took: Sequence[Took], *, of_cpu: bool = False) -> float:
    return len(took) / sum(one.cpu if of_cpu else one.wall for one in took)


def asks(application: Any, guest: Guest, answer: str) -> int:
    """Questions to the database in one answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        posted(application, guest, answer)
    return len(found)


def measure(table: Table, number: int) -> None:
    from underrose.wsgi import application

    window = min(WINDOW, number // 3)
    guests = asked("BENCH1", number + WARM + 1, number + WARM + 1)
    timed(application, guests[:WARM], "accept")
    questions = asks(application, guests[WARM], "accept")
    took = timed(application, guests[WARM + 1 :], "accept")
    first, last = took[:window], took[-window:]
    table.at_least(f"{number:,} acceptances, one after the other", a_second(took), A_SECOND, "a second")
    table.row("the same by processor time", a_second(took, of_cpu=True), "", "a second", is_met=True)
    table.at_least(
        f"rate of the last {window} against the first {window}",
        a_second(last) / a_second(first),
        FLAT,
        "times",
    )
    flat = a_second(last, of_cpu=True) / a_second(first, of_cpu=True)
    table.at_least("the same by processor time", flat, FLAT, "times")
    declined = timed(application, guests[:window], "decline")
    table.at_least(f"{window} guests who give their place back", a_second(declined), A_SECOND, "a second")
    table.row("the same by processor time", a_second(declined, of_cpu=True), "", "a second", is_met=True)
    table.row("questions to the database in an acceptance", questions, "", "", is_met=True)
    verified(table, number + WARM + 1, window)


def in_turns(table: Table, number: int) -> None:
    """An answer in a meeting that has so many, and one in a meeting that has few: in turns, so that all else is alike."""
    from django.utils import timezone

    from underrose.participation.models import Invitation, Participant
    from underrose.wsgi import application

    turns = {
        code: asked(code, there + TURNS, there + TURNS) for code, there in (("FEW", 0), ("MANY", number))
    }
    invited = Invitation.objects.filter(meeting__code="MANY").select_related("candidate")[:number]
    today = timezone.localdate()
    Participant.objects.bulk_create(
        Participant(meeting_id=one.meeting_id, person_id=one.candidate.person_id, invitation=one, since=today)
        for one in invited
    )
    took: dict[str, list[float]] = {"FEW": [], "MANY": []}
    for few, many in zip(turns["FEW"], turns["MANY"][number:], strict=True):
        for code, guest in (("FEW", few), ("MANY", many)):
            took[code] += [one.cpu for one in timed(application, [guest], "accept")]
    few_cpu, many_cpu = (statistics.median(took[code]) for code in ("FEW", "MANY"))
    table.row("an acceptance among few: processor time", few_cpu * 1000, "", "ms", is_met=True)
    table.at_least(f"rate among {number:,} who accepted before, in turns", few_cpu / many_cpu, FLAT, "times")


def verified(table: Table, accepted: int, declined: int) -> None:
    """That the answers were kept, with a letter for each and a record that nobody touched."""
    from underrose.access import record
    from underrose.kit.models import OutboxMail, Submission
    from underrose.participation.models import Participant

    found = {
        "places taken afterwards": (Participant.objects.confirmed().count(), accepted - declined),
        "letters of confirmation": (
            OutboxMail.objects.filter(cause__startswith="confirmation:").count(),
            accepted,
        ),
        "breaks in the record": (int(record.first_break() is not None), 0),
        "forms remembered, so that a second click acts once": (
            Submission.objects.count(),
            accepted + declined,
        ),
    }
    for name, (value, wanted) in found.items():
        table.row(name, value, f"= {wanted}", "", is_met=value == wanted)


# --- the race ------------------------------------------------------------------------------------------------


def raced(table: Table, database: str) -> None:
    """Sixty browsers press the button at the same moment, on a server of two processes with four threads each."""
    from underrose.kit.models import OutboxMail
    from underrose.participation.models import Invitation, InvitationState, Participant, Place

    guests = asked("RACE1", AT_ONCE, PLACES)
    with served(is_cached=False) as (port, _server):
        began = time.perf_counter()
        statuses = pressed_at_once(guests, port)
        took = time.perf_counter() - began
    room = Participant.objects.filter(meeting__code="RACE1")
    waiting = sorted(room.filter(place=Place.reserve).values_list("reserve_position", flat=True))
    kept = Invitation.objects.filter(meeting__code="RACE1", state=InvitationState.accepted).count()
    letters = OutboxMail.objects.filter(meeting_code="RACE1").exclude(cause__startswith="invitation:").count()
    exact = {
        f"answered of {AT_ONCE}": (statuses.count("303"), AT_ONCE),
        f"confirmed for {PLACES} places": (room.filter(place=Place.confirmed).count(), PLACES),
        "on the reserve": (len(waiting), AT_ONCE - PLACES),
        "places of the reserve in order": (int(waiting == list(range(1, AT_ONCE - PLACES + 1))), 1),
        "answers kept": (kept, AT_ONCE),
        "letters written": (letters, AT_ONCE),
    }
    for name, (found, wanted) in exact.items():
        table.row(f"{database}, {AT_ONCE} at once: {name}", found, f"= {wanted}", "", is_met=found == wanted)
    table.row(f"{database}, {AT_ONCE} at once: until all are answered", took, "", "s", is_met=True)


def pressed_at_once(guests: Sequence[Guest], port: int) -> list[str]:
    """A thread and a socket for each; nobody begins before all are there."""
    gate, statuses = threading.Barrier(len(guests)), []

    def press(guest: Guest) -> None:
        with socket.create_connection((HOST, port), timeout=load.PATIENCE) as opened:
            one = load.Connection(opened, over_the_wire(guest, port))
            gate.wait()
            one.ask()
            while not one.is_answered():
                pass
            statuses.append(one.status())

    threads = [threading.Thread(target=press, args=(guest,)) for guest in guests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def over_the_wire(guest: Guest, port: int) -> bytes:
    body = said(guest, "accept")
    head = {
        "Host": f"localhost:{port}",
        "Origin": f"http://localhost:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Cookie": f"{guest.device}; csrf={guest.csrf}",
    }
    lines = [f"POST {guest.page} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def raced_on_postgres(table: Table) -> None:
    """The same race, by this same program, with a PostgreSQL of its own."""
    command = [sys.executable, str(POSTGRES), sys.executable, __file__, "--race-here", "PostgreSQL", "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - our own
    if not ended.stdout:
        raise RuntimeError(ended.stderr[-2000:])
    for row in json.loads(ended.stdout)["rows"]:
        table.row(**row)


# --- and so on -----------------------------------------------------------------------------------------------


def profiled(number: int) -> None:
    """Where the time goes, for whoever mends it."""
    from underrose.wsgi import application

    guests = asked("BENCH1", number + WARM, number + WARM)
    timed(application, guests[:WARM], "accept")
    profile = cProfile.Profile()
    profile.runcall(timed, application, guests[WARM:], "accept")
    for order in ("cumulative", "tottime"):
        pstats.Stats(profile).sort_stats(order).print_stats(70)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--guests", type=int, default=GUESTS, help="fewer guests, for a short run")
    parser.add_argument("--profile", type=int, metavar="NUMBER", help="profile so many answers instead")
    parser.add_argument(
        "--race-here", metavar="NAME", help="only the race, on the databases of the environment"
    )
    parser.add_argument("--without-postgres", action="store_true", help="leave out the race on PostgreSQL")
    chosen = parser.parse_args()
    table = Table("replies")
    with tempfile.TemporaryDirectory(prefix="underrose-bench-") as home:
        settle(Path(home), keeps_databases=bool(chosen.race_here))
        if chosen.profile:
            profiled(chosen.profile)
            return
        if chosen.race_here:
            raced(table, chosen.race_here)
        else:
            measure(table, chosen.guests)
            in_turns(table, chosen.guests)
            raced(table, "SQLite")
    if not (chosen.race_here or chosen.without_postgres):
        raced_on_postgres(table)
    table.finish(as_json=chosen.json)


if __name__ == "__main__":
    main()
