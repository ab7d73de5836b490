"""`underrose destroyed WP1725`: check a certificate of destruction. Looks for the key, for rows, and for what still opens."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from underrose.dialogue.actions import rewriting
from underrose.dialogue.actions.destroying import counts_of, has_come_back
from underrose.dialogue.models import Certificate


class Command(BaseCommand):
    help = (
        "Check that what was said in a meeting is gone: no key in the key folder, no row in the database of the room. Ends "
        "with 0 when it is, 1 when something is left, 2 when nothing was ever certified."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="reference of the meeting")

    def handle(self, *_: Any, code: str, **__: Any) -> None:
        certificate = Certificate.objects.filter(meeting_code=code).first()
        if certificate is None:
            raise CommandError(f"No certificate of destruction stands for {code}.", returncode=2)
        rows = sum(counts_of(code).values())
        is_gone = not has_come_back(certificate)
        self.stdout.write(f"{code}: destroyed on {_written(certificate.destroyed_on)}.")
        self.stdout.write(f"Certificate: {certificate.reference}.")
        if certificate.again_on:
            day = _written(certificate.again_on)
            self.stdout.write(f"A key that was put back was destroyed again on {day}.")
        self.stdout.write(
            "Key: none that opens these words."
            if is_gone
            else "Key: THERE IS ONE in the key folder; it was put back."
        )
        self.stdout.write(f"Rows in the database of the room: {rows}.")
        if rewriting.is_owed():
            self.stdout.write(
                "Files: NOT YET written anew. Deleted rows may still stand in them, closed; it is tried every five minutes."
            )
        if rows or not is_gone:
            raise CommandError(
                "Something is left. Destroy it again, and the copy it came from.", returncode=1
            )


def _written(day: date) -> str:
    return day.isoformat()
