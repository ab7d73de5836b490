"""`underrose migrate_all`: bring every database to the present state."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from underrose.kit.sqlite import rewriting


class Command(BaseCommand):
    help = "Bring every database (main and dialogue) to the present state."
    requires_system_checks = []

    def handle(self, *_: Any, **options: Any) -> None:
        for alias in settings.DATABASES:
            call_command("migrate", database=alias, interactive=False, verbosity=options["verbosity"])
            for table in rewriting.without_numbers(alias):
                if options["verbosity"]:
                    self.stdout.write(f"{table} is remade without numbers of its rows.")
