"""`underrose mail receive`: what came back for letters of the house, from a mail server's pipe or a Maildir."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils import timezone

from underrose.kit.receiving import maildir
from underrose.kit.receiving import message as reading
from underrose.kit.receiving.actions import Outcome
from underrose.kit.refusals import Refused


class Command(BaseCommand):
    help = "Mail that comes in: `underrose mail receive`."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, help="What to do.")
        receive = acts.add_parser(
            "receive",
            help="Take one message on standard input, or all of a Maildir: letters that came back, answers of people.",
        )
        receive.add_argument("--to", default="", help="The address that the message was delivered to.")
        receive.add_argument(
            "--maildir", type=Path, help="A Maildir; what was understood is removed from it."
        )
        receive.add_argument(
            "--keep", action="store_true", help="Keep what was taken from the Maildir, as read, in cur."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            if options["maildir"]:
                self._of_folder(options["maildir"], keeps=options["keep"])
            else:
                self._of_pipe(options["to"])
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=os.EX_USAGE) from None
        except (Error, OSError) as fault:
            # Mail servers read this code as: keep the message and try again.
            raise CommandError(
                f"Not now: {type(fault).__name__}. Nothing was lost.", returncode=os.EX_TEMPFAIL
            ) from None

    def _of_folder(self, folder: Path, *, keeps: bool) -> None:
        counted = maildir.empty(folder, today=timezone.now().date(), keeps=keeps)
        for outcome in Outcome:
            if counted[outcome]:
                self.stdout.write(f"{counted[outcome]} {outcome.value}")

    def _of_pipe(self, to: str) -> None:
        raw = reading.bounded(sys.stdin.buffer)
        outcome = maildir.safely(raw, today=timezone.now().date(), to=to)
        if outcome == Outcome.UNREADABLE_HERE:
            raise CommandError("This address takes answers to letters only.", returncode=os.EX_NOUSER)
        self.stdout.write(f"1 {outcome.value}")
