"""The record from the command line: is it as it was written, and what is its head?"""

import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from underrose.access import record


class Command(BaseCommand):
    help = "The record of who did what: `underrose record verify`, `head`, `prune`."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, help="What to do.")
        verify = acts.add_parser("verify", help="Check every line; exit 1 with the place of the first break.")
        verify.add_argument(
            "--head", default="", help="A head kept earlier; shows whether the end was cut off."
        )
        acts.add_parser("head", help="Print the seal of the last line, to be kept elsewhere.")
        prune = acts.add_parser("prune", help="Remove lines older than a day and leave a signed checkpoint.")
        prune.add_argument(
            "--before",
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
            help="The first day that is kept.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["act"] == "head":
            self.stdout.write(record.head())
        elif options["act"] == "prune":
            self.stdout.write(
                f"{record.prune(options['before'])} lines removed; a signed checkpoint stands for them."
            )
        else:
            self._verify(options["head"])

    def _verify(self, head: str) -> None:
        found = record.first_break(head)
        if found is None:
            self.stdout.write("The record is whole.")
            return
        self.stderr.write(f"The record is broken at line {found.position}. {found.reason}")
        sys.exit(1)
