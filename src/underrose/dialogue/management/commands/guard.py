"""`underrose guard scan`: look into a text before it goes out, on this machine, with no database and no network.

Exit 0: no leak found by these checks. 1: findings. 2: something could not be inspected.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from underrose.methods.attribution.brought import Brought, Carried, brought
from underrose.methods.attribution.guard import Guard, Scan
from underrose.methods.attribution.roster_files import read_roster
from underrose.methods.attribution.sarif import as_sarif
from underrose.methods.attribution.sentences import CLEAN, NOT_APPLIED
from underrose.methods.attribution.values import Finding, Policy, Roster
from underrose.methods.disclosure import TABLE, Regime
from underrose.methods.documents.intake import Unreadable

FOUND, BLOCKED = 1, 2


class Command(BaseCommand):
    help = "Look for whatever leads from a text to somebody in the room: `underrose guard scan FILE --roster ROSTER`."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        scan = verbs.add_parser(
            "scan", help="look into files; exit 0 no leak found, 1 findings, 2 not inspected"
        )
        scan.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="text, Markdown, Word, PDF, Excel, PNG, JPG"
        )
        scan.add_argument(
            "--roster", required=True, help="who is in the room: FILE.xlsx, FILE.csv or FILE.json#ROOM"
        )
        scan.add_argument(
            "--published",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help="programme, list, invitation",
        )
        scan.add_argument(
            "--points", type=Path, help="what was noted, a paragraph each, to look for copied words"
        )
        scan.add_argument(
            "--k", type=int, default=TABLE.k, help=f"how many people must fit; never under {TABLE.k_floor}"
        )
        scan.add_argument(
            "--regime",
            action="append",
            choices=[one.value for one in Regime],
            help="may be given more than once",
        )
        scan.add_argument("--sarif", type=Path, metavar="FILE", help="write the findings as SARIF 2.1.0")
        scan.add_argument("--json", action="store_true", help="print one JSON object")
        scan.add_argument(
            "--candidates", action="store_true", help="also print the words found and whom they may mean"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Findings end with 1, so whatever goes wrong must not: a fault here is told as what could not be inspected."""
        try:
            found = self._scan(options)
        except CommandError:
            raise
        except Exception as fault:
            said = gettext("This could not be inspected: %(fault)s.") % {"fault": type(fault).__name__}
            raise CommandError(said, returncode=BLOCKED) from fault
        if found:
            sys.exit(FOUND)

    def _scan(self, options: dict[str, Any]) -> bool:
        """Whether there are findings."""
        try:
            guard = Guard(_roster(options["roster"]), _policy(options), words=gettext)
            files = [brought(path) for path in options["files"]]
            published = [brought(path).text for path in options["published"]]
            points = _points(options["points"])
        except Unreadable as refusal:
            raise CommandError(gettext(refusal.sentence), returncode=BLOCKED) from refusal
        scans = guard.scan_set([file.text for file in files], published, points)
        told = list(zip(files, scans, strict=True))
        if options["sarif"]:
            self._write(options["sarif"], told)
        shown = Shown(guard.roster, is_open=options["candidates"])
        if options["json"]:
            self.stdout.write(json.dumps([shown.plain(*one) for one in told], ensure_ascii=False, indent=2))
        else:
            for file, scan in told:
                self._tell(file, scan, shown)
        return any(scan.findings or file.carried for file, scan in told)

    def _tell(self, file: Brought, scan: Scan, shown: "Shown") -> None:
        for one in scan.findings:
            self.stdout.write("\n".join(shown.lines(file, one)))
        for carried in file.carried:
            self.stdout.write(f"{file.name}: {carried.leak.value} {shown.carried(carried)}")
        for sentence in scan.not_applied:
            self.stdout.write(f"{file.name}: {sentence}")
        if not scan.findings and not file.carried:
            clean = gettext(CLEAN)
            self.stdout.write(f"{file.name}: {clean}")

    def _write(self, path: Path, told: Sequence[tuple[Brought, Scan]]) -> None:
        notes = tuple(dict.fromkeys(sentence for _, scan in told for sentence in scan.not_applied))
        found = as_sarif([(file, scan.findings) for file, scan in told], notes, gettext)
        try:
            path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path} cannot be written.", returncode=BLOCKED) from error


class Shown:
    """How a finding is shown. Words of the text and people come only where they were asked for."""

    def __init__(self, roster: Roster, *, is_open: bool) -> None:
        self._roster, self._is_open = roster, is_open

    def lines(self, file: Brought, one: Finding) -> Iterable[str]:
        """The place and the sentences, and below them other wordings."""
        yield f"{file.name}: {file.place(one.start)}: {one.leak.value} {one.sentence} {one.why}"
        if self._is_open:
            yield f"    “{file.text[one.start : one.end]}”: {', '.join(self._candidates(one)) or '–'}"
        for fix in one.fixes:
            wording = f"“{fix.wording}”" if fix.wording else "–"
            yield f"    → {wording}" + ("" if fix.k is None else f" (k = {fix.k})")

    def carried(self, one: Carried) -> str:
        """What the file carries; its words only where they were asked for."""
        said = f"{one.part.what.value}: {one.part.where or one.part.path}"
        return f"{said}: {one.part.value}" if self._is_open else said

    def plain(self, file: Brought, scan: Scan) -> dict[str, Any]:
        """One file as JSON takes it."""
        return {
            "file": file.name,
            "findings": [self._plain(file, one) for one in scan.findings],
            "carried": [{"leak": one.leak.value, "what": self.carried(one)} for one in file.carried],
            "not_applied": list(scan.not_applied),
        }

    def _plain(self, file: Brought, one: Finding) -> dict[str, Any]:
        line, column = file.line_and_column(one.start)
        told: dict[str, Any] = {
            "leak": one.leak.value, "start": one.start, "end": one.end, "line": line, "column": column,
            "place": file.place(one.start), "k": one.k, "sentence": one.sentence, "why": one.why, "mark": one.mark,
            "fixes": [{"start": fix.start, "end": fix.end, "wording": fix.wording, "k": fix.k} for fix in one.fixes],
        }  # fmt: skip
        if self._is_open:
            told |= {"words": file.text[one.start : one.end], "candidates": self._candidates(one)}
        return told

    def _candidates(self, one: Finding) -> list[str]:
        return [person.name for place, person in enumerate(self._roster.people) if one.who >> place & 1]


def _roster(given: str) -> Roster:
    """The roster of a file, or of one room of it; a number sign may also be part of the name of the file."""
    name, _, room = (given, "", "") if Path(given).is_file() else given.rpartition("#")
    roster = read_roster(Path(name or given), room if name else "")
    if not any(person.counts for person in roster.people):
        raise Unreadable(NOT_APPLIED["room"])
    return roster


def _policy(options: dict[str, Any]) -> Policy:
    regimes = tuple(map(Regime, options["regime"] or [TABLE.default]))
    return Policy(regimes=regimes, k=options["k"])


def _points(path: Path | None) -> list[str] | None:
    """One for each paragraph, or line where there are no empty lines; None if no file was named."""
    if path is None:
        return None
    text = brought(path).text
    return [point.strip() for point in text.split("\n\n" if "\n\n" in text else "\n") if point.strip()]
