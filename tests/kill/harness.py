"""Kill -9 at random points, and see whether anything that was acknowledged is lost, or any letter doubled.

A writer queues letters and says so after each commit; a worker carries them to a mail server on this machine. As whole
processes there is the site as well, with a colleague who fills in forms. The parent kills one of them again and again
(on PostgreSQL also a process of the database, or all of it), starts it anew, takes a backup meanwhile, and counts at
the end. Run as a program of its own, with UNDERROSE_HOME on an empty folder:

    python tests/kill/harness.py --kills 300 [--whole] [--seed 1]
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import database
import visitor
from parts import Part, Start, forked, free_port, in_child, spawned, wait_for

HERE = Path(__file__).resolve()
PAUSE = 0.06  # seconds between kills, on average
WHOLE_PAUSE = (0.8, 1.8)
QUICK = {"interval": 0.02, "beat": 0.1, "dead_after": 0.6}


@dataclass
class Count:
    """What came of it. Lost, unsent, strange, doubled and amiss must be none."""

    kills: int = 0
    of: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    lost: int = 0
    unsent: int = 0
    strange: int = 0
    doubled: int = 0
    sent_again_after_a_kill: int = 0
    answered: int = 0
    answered_lost: int = 0
    answered_doubled: int = 0
    answered_amiss: int = 0
    missing_in_backup: int = 0
    backup_faults: int = 0
    seconds: float = 0.0


def write_letters(say: int) -> None:
    """One letter after the other; each is said after its commit. A database that is away is asked again."""
    from django.db import Error, close_old_connections, connections, transaction

    from underrose.kit import mail

    number = 0
    while True:
        cause = f"{os.getpid()}-{number}-{time.monotonic_ns()}"
        while True:
            try:
                with transaction.atomic():
                    mail.queue(
                        "kit/mail/quiet",
                        to="someone@example.org",
                        context={"url": f"http://localhost/{cause}"},
                        cause=cause,
                        tone="quiet",
                    )
                break
            except Error:
                connections.close_all()
                close_old_connections()
                time.sleep(0.05)
        os.write(say, f"{cause}\n".encode())
        number += 1
        time.sleep(0.015)


def carry_letters(url: str) -> None:
    from underrose.kit.jobs import Labourer

    Labourer(mail_url=url, **QUICK).work(Event())


def run(kills: int, *, whole: bool, chance: random.Random) -> Count:
    """Kill, restart, count. Whole: each part is a program of its own, else a child forked from this loaded one."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    begun = time.monotonic()
    call_command("migrate_all", verbosity=0)
    server = database.Server() if connection.vendor == "postgresql" else None
    port, folder = free_port(), settings.HOME / "sink"
    site = free_port()
    visit = visitor.prepare(site) if whole else None
    connections.close_all()
    sink = Part(forked(lambda _: receive(folder, port)))
    wait_for(port)
    parts = {name: Part(start) for name, start in _starters(f"smtp://127.0.0.1:{port}", site, whole=whole)}
    if whole:
        wait_for(site)
    browser = Part(forked(lambda say: visitor.go_on(visit, say))) if visit else None
    count, taken = Count(), False
    before: set[str] = set()
    pace = _pace(parts["writer"])
    for victim in _victims(list(parts), has_database=server is not None, whole=whole, chance=chance):
        if count.kills == kills:
            break
        time.sleep(chance.uniform(*WHOLE_PAUSE) if whole else chance.uniform(0, 2 * pace))
        _kill(count, victim, parts, server, chance)
        if count.kills >= kills // 2 and not taken:
            parts["writer"].hear()
            before = parts["writer"].acknowledged
            taken = in_child(lambda: take_backup(settings.HOME))
    if browser:
        _hear_more(browser)
        browser.kill()
    for part in parts.values():
        part.kill()
    finish(f"smtp://127.0.0.1:{port}")
    judge(count, parts["writer"].acknowledged, folder)
    for name, number in (visitor.judged(browser.acknowledged) if browser else {}).items():
        setattr(count, name, number)
    judge_backup(count, before, settings.HOME)
    sink.kill()
    count.seconds = round(time.monotonic() - begun, 1)
    return count


def receive(folder: Path, port: int) -> None:
    from underrose.kit import sink

    with sink.listening(folder, port):
        Event().wait()


def take_backup(home: Path) -> None:
    from django.utils import timezone

    from underrose.kit import backup

    lock = backup.Lock((backup.new_identity(home / "identity"),))
    backup.make(home / "backup.age", lock, timezone.now())


def finish(url: str) -> None:
    """One worker that nobody kills, until nothing waits."""
    from django.db import connections

    from underrose.kit import jobs
    from underrose.kit.models import FINISHED

    with jobs.embedded(mail_url=url, **QUICK) as labourer:
        until = time.monotonic() + 60
        while own_letters().exclude(state__in=FINISHED).exists() and time.monotonic() < until:
            own_letters().filter(state="queued", after__isnull=False).update(after=None)
            labourer.look_again()
            time.sleep(0.1)
    connections.close_all()


def own_letters() -> Any:
    """Those of this run: a database may hold letters of one before, whose institution was another."""
    from django.conf import settings

    from underrose.kit.models import OutboxMail

    return OutboxMail.objects.filter(institution=settings.INSTITUTION)


def judge(count: Count, acknowledged: set[str], folder: Path) -> None:
    from underrose.kit import mail, sink

    rows = list(own_letters())
    causes = Counter(row.cause for row in rows)
    arrived = Counter(str(letter["Message-ID"]) for letter in sink.every_letter(folder))
    known = {mail.message_id(row) for row in rows}
    count.acknowledged = len(acknowledged)
    count.lost = len(acknowledged - set(causes))
    count.doubled = sum(number - 1 for number in causes.values())
    count.unsent = len(known - set(arrived)) + sum(row.state != "sent" for row in rows)
    count.strange = len(set(arrived) - known)
    count.sent_again_after_a_kill = sum(arrived.values()) - len(arrived)


def judge_backup(count: Count, before: set[str], home: Path) -> None:
    """The backup taken while all this went on is whole, and holds everything said before it began."""
    from underrose.kit import dump, restoring
    from underrose.kit.backup import MAIN, Opener
    from underrose.kit.models import OutboxMail

    opener = Opener(identity=(home / "identity").read_text().strip())
    found = restoring.read(home / "backup.age", opener)
    faults = restoring.check(found).faults
    count.backup_faults = len(faults)
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 - said, so that a failure can be understood
    engine = found.manifest["databases"][MAIN]["engine"]
    with dump.scratch(MAIN, engine, found.databases[MAIN]) as scratch:
        kept = set(OutboxMail.objects.using(scratch).values_list("cause", flat=True))
    count.missing_in_backup = len(before - kept)


def _starters(url: str, site: int, *, whole: bool) -> list[tuple[str, Start]]:
    if not whole:
        return [("writer", forked(write_letters)), ("worker", forked(lambda _: carry_letters(url)))]
    os.environ["UNDERROSE_MAIL_URL"] = url
    program = (sys.executable, "-m", "underrose")
    return [
        ("writer", spawned(sys.executable, str(HERE), "--write")),
        ("worker", spawned(*program, "worker", "--interval", "0.02", "--dead-after", "0.6")),
        ("site", spawned(*program, "serve", "--skip-migrate", "--port", str(site))),
    ]


def _victims(parts: list[str], *, has_database: bool, whole: bool, chance: random.Random) -> Iterator[str]:
    """Each in turn, in a new order every round, so that even a few kills meet all of them."""
    round_of = parts if whole else parts * 4
    if has_database:
        round_of = [*round_of, "backend"] if whole else [*round_of, *["backend"] * 4, "postmaster"]
    while True:
        yield from chance.sample(round_of, len(round_of))


def _kill(
    count: Count, victim: str, parts: dict[str, Part], server: database.Server | None, chance: random.Random
) -> None:
    if victim in parts:
        parts[victim].kill()
        parts[victim].begin()
        is_done = True
    else:
        assert server is not None
        is_done = server.kill_postmaster() if victim == "postmaster" else _kill_a_backend(server, chance)
    for part in parts.values():
        part.hear()
    count.of[victim] = count.of.get(victim, 0) + is_done
    count.kills = sum(count.of.values())


def _kill_a_backend(server: database.Server, chance: random.Random) -> bool:
    """On a slow machine the parts killed before may not have asked the database again yet: wait until one has."""
    until = time.monotonic() + 10
    while not (is_done := server.kill_backend(chance)) and time.monotonic() < until:
        time.sleep(0.05)
    return is_done


def _pace(writer: Part) -> float:
    """How long a part needs here to say its first word: kills come at random points of its work, not of its start."""
    begun = time.monotonic()
    while not writer.acknowledged and time.monotonic() < begun + 30:
        writer.hear()
        time.sleep(0.005)
    return max(PAUSE, time.monotonic() - begun)


def _hear_more(browser: Part) -> None:
    """After the last kill the site comes back, and answers."""
    browser.hear()
    heard, until = len(browser.told), time.monotonic() + 30
    while len(browser.told) == heard and time.monotonic() < until:
        time.sleep(0.1)
        browser.hear()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
    import django

    django.setup()
    if asked.write:
        write_letters(1)
    count = run(asked.kills, whole=asked.whole, chance=random.Random(asked.seed))  # noqa: S311 - to kill, not to keep
    sys.stdout.write(json.dumps(asdict(count)) + "\n")


if __name__ == "__main__":
    main()
