"""The reference page of permissions, from the marks in the code and the declared table of the house tests."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from underrose.access import permissions


class Command(BaseCommand):
    help = "Print who may open which address, or write it into the documentation (in a clone of the project)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Write docs/reference/permissions.md.")

    def handle(self, *_args: Any, **options: Any) -> None:
        project = Path(settings.PROJECT)
        table = project / "tests" / "house" / "permissions.toml"
        if not table.is_file():
            raise CommandError("The declared table stands in a clone of the project only.")
        text = permissions.page(tomllib.loads(table.read_text("utf-8")))
        if options["write"]:
            (project / "docs" / "reference" / "permissions.md").write_text(text, "utf-8")
        else:
            self.stdout.write(text)
