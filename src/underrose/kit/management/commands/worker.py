"""`underrose worker`: send mail and do other work until told to stop."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from underrose.kit import jobs


class Command(BaseCommand):
    help = "Send mail and do other work in the background, until stopped (Ctrl+C or SIGTERM)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds to wait when there is nothing to do"
        )
        parser.add_argument(
            "--dead-after",
            type=float,
            default=60.0,
            help="seconds without a beat until a worker counts as dead",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        stop = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        dead_after = options["dead_after"]
        labourer = jobs.Labourer(
            interval=options["interval"], beat=min(5.0, dead_after / 4), dead_after=dead_after
        )
        if not labourer.mail_url:
            self.stderr.write("UNDERROSE_MAIL_URL is not set: mail waits in the outbox.")
        self.stdout.write("The worker is at work.")
        labourer.work(stop)
        self.stdout.write("The worker has stopped; nothing was left half done.")
