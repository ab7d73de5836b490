"""`underrose demo`: the invented meeting, served on this machine, with its own mail server and worker."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from underrose.kit import jobs
from underrose.pages import demonstration, demonstration_mail


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
        port = options["port"] or _free(8000)
        mail_port = _free(2525)
        # Letters that are written while the house is loaded name the address it will be served at.
        address = settings.SITE_URL = f"http://localhost:{port}"
        os.environ["UNDERROSE_URL"] = address
        self._prepare()
        os.environ["UNDERROSE_MAIL_URL"] = f"smtp://localhost:{mail_port}"
        self._tell(address, time.monotonic() - began)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        mail_url = os.environ["UNDERROSE_MAIL_URL"]
        with (
            _served(port),
            demonstration_mail.listening(settings.HOME / "sink", mail_port),
            jobs.embedded(mail_url=mail_url),
        ):
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
def _served(port: int) -> Iterator[None]:
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
        yield
    except KeyboardInterrupt:
        print()  # noqa: T201 - the prompt on a line of its own
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free(first: int) -> int:
    """The first port from there on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise CommandError(f"No port from {first} to {first + 99} is free.")
