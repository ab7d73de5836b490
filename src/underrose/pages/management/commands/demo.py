"""`underrose demo`: the invented meeting, served on this machine, with its own mail server and worker."""

import fcntl
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from underrose.kit import jobs
from underrose.pages import demonstration, demonstration_mail

FIRST_PORT, PORTS = 8000, 100
LONGEST_WAIT = 60


class Command(BaseCommand):
    help = "Load the invented meeting, serve it on this machine, print addresses and sign-ins."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=0, help="default: 8000, or the next that is free")
        parser.add_argument(
            "--fresh", action="store_true", help="forget what was changed in the demonstration"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration has a home of its own. Start it with ./run demo.")
        if options["fresh"]:
            self._forget()
        began = time.monotonic()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with (
            held(options["port"]) as port,
            demonstration_mail.listening(settings.HOME / "sink", 2525) as mail_port,
        ):
            # Letters that are written while the house is loaded name the address it will be served at.
            address = settings.SITE_URL = f"http://localhost:{port}"
            mail_url = f"smtp://localhost:{mail_port}"
            os.environ |= {"UNDERROSE_URL": address, "UNDERROSE_MAIL_URL": mail_url}
            self._prepare()
            with _served(port) as process, jobs.embedded(mail_url=mail_url):
                wait_until_it_answers(port, process)
                self._tell(address, time.monotonic() - began)
                while True:
                    time.sleep(3600)

    def _prepare(self) -> None:
        self._say("databases")
        call_command("migrate_all", verbosity=0)
        self._say("pictures, fonts and style")
        call_command("collectstatic", interactive=False, verbosity=0)
        if not demonstration.is_loaded():
            call_command("reference", verbosity=0)
            demonstration.load(timezone.now(), self._say)
        self._say("")

    def _say(self, step: str) -> None:
        """What is being prepared, on one line that is written over."""
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[KPreparing: {step} ..." if step else "\r\033[K", ending="")
        elif step:
            self.stdout.write(f"Preparing: {step}")
        self.stdout.flush()

    def _tell(self, address: str, seconds: float) -> None:
        self.stdout.write(
            f"Underrose is ready after {seconds:.1f} s. Everything in it is invented; nothing leaves this machine.\n"
        )
        self.stdout.write(f"  The public pages     {address}/")
        self.stdout.write(f"  Sign in, by a click  {address}/demo/")
        self.stdout.write(f"  Letters sent         {address}/demo/mail/\n")
        for name, roles in demonstration.sign_ins():
            self.stdout.write(f"  {name:<20} {roles}")
        self.stdout.write("\nStop it with Ctrl-C. ./run demo --fresh begins anew.")
        self.stdout.flush()

    def _forget(self) -> None:
        for name in ("main.sqlite3", "dialogue.sqlite3"):
            for tail in ("", "-wal", "-shm"):
                (settings.HOME / f"{name}{tail}").unlink(missing_ok=True)
        shutil.rmtree(settings.HOME / "sink", ignore_errors=True)


@contextmanager
def held(wanted: int) -> Iterator[int]:
    """The port of the site, from now on: no other demonstration gets it while the house is loaded."""
    ports = [wanted] if wanted else list(range(FIRST_PORT, FIRST_PORT + PORTS))
    for port in ports:
        with (Path(tempfile.gettempdir()) / f"underrose-demo-{os.getuid()}-{port}").open("w") as lock:
            if _is_locked(lock) and _is_free(port):
                yield port
                return
    if wanted:
        raise CommandError(
            f"Port {wanted} is taken. Choose another, or leave --port out for the next free one."
        )
    raise CommandError(f"No port from {ports[0]} to {ports[-1]} is free.")


def _is_locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # What the server before left behind is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until_it_answers(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Returns when a page was answered, so that nobody is told of an address where nothing is yet."""
    for _ in range(LONGEST_WAIT * 10):
        if process.poll() is not None:
            raise CommandError("The site could not be started. What is said above tells why.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_WAIT)
        try:
            connection.request("HEAD", "/", headers={"Host": f"localhost:{port}"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise CommandError(f"The site did not answer within {LONGEST_WAIT} seconds.")


@contextmanager
def _served(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """The site in a process of its own: a server that forks must not share our open database."""
    connections.close_all()
    command = [
        sys.executable,
        "-m",
        "underrose",
        "serve",
        "--skip-migrate",
        "--workers",
        "1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        yield process
    except KeyboardInterrupt:
        print()  # noqa: T201 - the prompt on a line of its own
    finally:
        process.terminate()
        process.wait(timeout=20)
