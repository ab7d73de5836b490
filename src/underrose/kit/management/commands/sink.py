"""`underrose sink`: a mail server for trying things out."""

import signal
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from underrose.kit import sink


class Command(BaseCommand):
    help = "Take mail on this machine and deliver it to nobody; every letter becomes a file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=2525, help="the port to take mail on")
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.HOME / "sink",
            help="the folder that letters are written to",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        stop = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        with sink.listening(options["folder"], options["port"]):
            self.stdout.write(f"Letters to localhost:{options['port']} go to {options['folder']}.")
            self.stdout.flush()
            stop.wait()
