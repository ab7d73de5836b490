"""`./run reference`: bring the reference data in step with the files of this release."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from underrose.context import actions


class Command(BaseCommand):
    help = "Load the reference data of this release: states and regions, rights, goals, bodies, initiatives. Repeatable."

    def handle(self, *_: Any, **__: Any) -> None:
        loaded = actions.load_reference(timezone.now())
        self.stdout.write(
            f"Reference data: {loaded.added} added, {loaded.changed} changed, {loaded.removed} removed."
        )
        if loaded.dropped:
            self.stdout.write(f"{loaded.dropped} rows are no longer in the files and were kept.")
