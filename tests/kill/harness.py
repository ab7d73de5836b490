"""Kill -9 at random points, and see whether anything that was acknowledged is lost, or any letter doubled.

A writer queues letters and says so after each commit; a worker carries them to a mail server on this machine. The
parent kills one of them again and again (on PostgreSQL sometimes a process of the database), starts it anew, takes
a backup meanwhile, and counts at the end. Run as a program of its own, with UNDERROSE_HOME on an empty folder:

    python tests/kill/harness.py --kills 300 [--whole] [--seed 1]
"""

import argparse
import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

HERE = Path(__file__).resolve()
PAUSE = 0.06  # seconds between kills, on average
QUICK = {"interval": 0.02, "beat": 0.1, "dead_after": 0.6}


@dataclass
class Count:
    """What came of it. Lost, unsent, strange and doubled must be none."""

    kills: int = 0
    of_writer: int = 0
    of_worker: int = 0
    of_database: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsent: int = 0
    strange: int = 0
    doubled: int = 0
    sent_again_after_a_kill: int = 0
    missing_in_backup: int = 0
    backup_faults: int = 0
    seconds: float = 0.0


class Part:
    """A process that is killed and started anew; what it prints is read without waiting."""

    def __init__(self, start: Callable[[int], int]) -> None:
        self.start = start
        self.told = b""
        self.begin()

    def begin(self) -> None:
        self.reading, writing = os.pipe()
        os.set_blocking(self.reading, False)
        self.pid = self.start(writing)
        os.close(writing)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.hear()
        os.close(self.reading)

    def hear(self) -> None:
        while select.select([self.reading], [], [], 0)[0]:
            heard = os.read(self.reading, 65_536)
            if not heard:
                return
            self.told += heard

    @property
    def acknowledged(self) -> set[str]:
        """Whole lines only: half a line was not said."""
        return set(self.told.decode().split("\n")[:-1])


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


def forked(work: Callable[[int], None]) -> Callable[[int], int]:
    def start(writing: int) -> int:
        pid = os.fork()
        if pid == 0:
            try:
                work(writing)
            finally:
                os._exit(1)
        return pid

    return start


def spawned(*command: str) -> Callable[[int], int]:
    def start(writing: int) -> int:
        return subprocess.Popen(command, stdout=writing, stderr=subprocess.DEVNULL).pid  # noqa: S603 - our own programs

    return start


def run(kills: int, *, whole: bool, chance: random.Random) -> Count:
    """Kill, restart, count. Whole: each part is a program of its own, else a child forked from this loaded one."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    begun = time.monotonic()
    call_command("migrate_all", verbosity=0)
    connections.close_all()
    folder: Path = settings.HOME / "sink"
    port = free_port()
    url = f"smtp://127.0.0.1:{port}"
    sink = Part(forked(lambda _: receive(folder, port)))
    wait_for(port)
    writer, worker = (Part(one) for one in _starters(url, whole=whole))
    count, taken = Count(), 0
    before: set[str] = set()
    while count.kills < kills:
        time.sleep(chance.uniform(0, 2 * PAUSE) if not whole else chance.uniform(0.8, 1.8))
        _kill_one(count, writer, worker, chance)
        if count.kills >= kills // 2 and not taken:
            writer.hear()
            before = writer.acknowledged
            taken = _in_child(lambda: take_backup(settings.HOME))
    writer.kill()
    worker.kill()
    acknowledged = writer.acknowledged
    finish(url)
    judge(count, acknowledged, folder)
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
    from underrose.kit.models import FINISHED, OutboxMail

    with jobs.embedded(mail_url=url, **QUICK) as labourer:
        until = time.monotonic() + 60
        while OutboxMail.objects.exclude(state__in=FINISHED).exists() and time.monotonic() < until:
            OutboxMail.objects.filter(state="queued", after__isnull=False).update(after=None)
            labourer.look_again()
            time.sleep(0.1)
    connections.close_all()


def judge(count: Count, acknowledged: set[str], folder: Path) -> None:
    from underrose.kit import mail, sink
    from underrose.kit.models import OutboxMail

    rows = list(OutboxMail.objects.all())
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
    count.backup_faults = len(restoring.check(found).faults)
    engine = found.manifest["databases"][MAIN]["engine"]
    with dump.scratch(MAIN, engine, found.databases[MAIN]) as scratch:
        kept = set(OutboxMail.objects.using(scratch).values_list("cause", flat=True))
    count.missing_in_backup = len(before - kept)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        found: int = asked.getsockname()[1]
        return found


def wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)


def _starters(url: str, *, whole: bool) -> list[Callable[[int], int]]:
    if not whole:
        return [forked(write_letters), forked(lambda _: carry_letters(url))]
    os.environ["UNDERROSE_MAIL_URL"] = url
    return [
        spawned(sys.executable, str(HERE), "--write"),
        spawned(sys.executable, "-m", "underrose", "worker", "--interval", "0.02", "--dead-after", "0.6"),
    ]


def _kill_one(count: Count, writer: Part, worker: Part, chance: random.Random) -> None:
    postmaster = int(os.environ.get("UNDERROSE_POSTGRES_PID", "0"))
    victim = chance.choice(["writer", "worker", "database"] if postmaster else ["writer", "worker"])
    if victim == "database":
        count.of_database += _kill_backend(postmaster, chance)
    else:
        part = writer if victim == "writer" else worker
        part.kill()
        part.begin()
        count.of_writer += victim == "writer"
        count.of_worker += victim == "worker"
    writer.hear()
    count.kills = count.of_writer + count.of_worker + count.of_database


def _kill_backend(postmaster: int, chance: random.Random) -> int:
    """One process of the database dies; PostgreSQL then throws everybody out and recovers."""
    import psutil

    ours = [one for one in psutil.Process(postmaster).children() if "underrose" in " ".join(one.cmdline())]
    if not ours:
        return 0
    chance.choice(ours).send_signal(signal.SIGKILL)
    time.sleep(0.3)
    return 1


def _in_child(act: Callable[[], Any]) -> int:
    pid = os.fork()
    if pid == 0:
        done = 1
        try:
            act()
            done = 0
        finally:
            os._exit(done)
    return 1 if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0 else 0


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
