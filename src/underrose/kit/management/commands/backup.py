"""`underrose backup`: both databases into one closed file, or the keys into another."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from underrose.kit import backup
from underrose.kit.refusals import Refused


class Command(BaseCommand):
    help = "Back up both databases into one closed file; with --keys, the keys into another, kept elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "target", type=Path, help="the file to write; an older one there is overwritten first"
        )
        parser.add_argument(
            "--to", action="append", default=[], help="a recipient (age1…) who can open it; may be repeated"
        )
        parser.add_argument(
            "--passphrase-file", type=Path, help="close it with the passphrase in this file instead"
        )
        parser.add_argument(
            "--keys", action="store_true", help="back up the key folder, over the generation before"
        )
        parser.add_argument(
            "--new-identity", action="store_true", help="make a key that opens backups, and say its recipient"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            self._act(options)
        except Refused as refused:
            raise CommandError(refused.sentence) from None

    def _act(self, options: dict[str, Any]) -> None:
        target: Path = options["target"]
        if options["new_identity"]:
            self.stdout.write(f"{target} opens backups; keep it in a safe. They are closed for:")
            self.stdout.write(backup.new_identity(target))
            return
        file = options["passphrase_file"]
        lock = backup.Lock(tuple(options["to"]), file.read_text(encoding="utf-8").strip() if file else "")
        if options["keys"]:
            number = backup.make_of_keys(target, lock)
            self.stdout.write(f"{number} key files are in {target}. Keep it apart from the backups.")
            return
        made = backup.make(target, lock, timezone.now())
        rows = sum(sum(one["counts"].values()) for one in made.manifest["databases"].values())
        self.stdout.write(f"{rows} rows are in {target}.")
        for alias, reason in made.left_out.items():
            self.stdout.write(f"Left out: {alias}. {reason}")
