"""`underrose restore`: come back from a backup, or try whether one could."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from underrose.kit import restoring
from underrose.kit.backup import Opener
from underrose.kit.refusals import Refused


class Command(BaseCommand):
    help = "Restore both databases from a backup; with --check, only try it and open one row of each table and meeting."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the backup to restore or to try")
        parser.add_argument("--identity", type=Path, help="the file with the key that opens it")
        parser.add_argument("--passphrase-file", type=Path, help="the file with its passphrase")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; report whether it could be restored"
        )
        parser.add_argument("--keys", action="store_true", help="the file is a backup of keys")
        parser.add_argument(
            "--into", type=Path, default=settings.KEY_FOLDER, help="the folder for restored keys"
        )
        parser.add_argument(
            "--yes", action="store_true", help="replace what stands in the databases without asking"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            self._act(options)
        except Refused as refused:
            raise CommandError(refused.sentence) from None

    def _act(self, options: dict[str, Any]) -> None:
        opener = _opener(options)
        if options["keys"]:
            number = restoring.restore_keys(options["file"], opener, options["into"])
            self.stdout.write(f"{number} key files are in {options['into']}.")
            return
        found = restoring.read(options["file"], opener)
        if options["check"]:
            self._report(restoring.check(found))
            return
        if not options["yes"] and not self._is_agreed(found.manifest["made_on"]):
            raise Refused("Nothing was changed.")
        erased = restoring.restore(found, timezone.now())
        self.stdout.write(
            f"Restored as of {found.manifest['made_on']}. Erased again since: {sum(erased.values())} rows."
        )

    def _is_agreed(self, made_on: str) -> bool:
        asked = f"Replace everything in the databases by the backup of {made_on}? Type yes: "
        return input(asked).strip().lower() == "yes"

    def _report(self, checked: restoring.Checked) -> None:
        for fault in checked.faults:
            self.stderr.write(fault)
        told = f"{checked.tables} tables, {checked.rows} rows opened, {checked.keys_gone} values whose key is gone."
        if checked.faults:
            raise CommandError(f"The backup is not whole. {told}")
        self.stdout.write(f"The backup is whole. {told}")


def _opener(options: dict[str, Any]) -> Opener:
    if options["identity"]:
        lines = options["identity"].read_text(encoding="utf-8").splitlines()
        return Opener(identity=next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), ""))
    if options["passphrase_file"]:
        return Opener(passphrase=options["passphrase_file"].read_text(encoding="utf-8").strip())
    raise Refused("Say what opens the backup: --identity FILE, or --passphrase-file FILE.")
