"""The house by its name, from the command line: `underrose institution "The Larkmoor Institute"`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from underrose.access import actions


class Command(BaseCommand):
    help = "Give the house its name, as it stands on pages, letters and papers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The name in full.")
        parser.add_argument("--contact", default="", help="The address for enquiries.")

    def handle(self, *_args: Any, **options: Any) -> None:
        details = {"contact": options["contact"]} if options["contact"] else {}
        found = actions.found_institution(options["name"], **details)
        self.stdout.write(f"The house is called {found.name}.")
