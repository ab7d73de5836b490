"""`underrose import-note`: read a concept note, say what was understood and what a careful colleague would say."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from underrose.access.holders import HOUSE, Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept import understood
from underrose.concept.actions import imports
from underrose.concept.note.export import as_json
from underrose.concept.note.linter import lint, offers
from underrose.concept.note.model import NoteReading
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.kit.refusals import Refused
from underrose.methods.documents.intake import Unreadable, check_size
from underrose.methods.documents.model import Document
from underrose.methods.documents.reading import read


class Command(BaseCommand):
    help = "Read a concept note (text, Markdown, Word, PDF). Writes nothing unless --save is given."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the note")
        parser.add_argument("--page", type=Path, help="the public page made from it, to compare")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--save", action="store_true", help="open a meeting from the note")
        parser.add_argument(
            "--reference", default="", help="with --save: the reference, if the note has none"
        )
        parser.add_argument(
            "--director", default="", help="with --save: mail address of its programme director"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        document = _document(options["file"])
        page = _document(options["page"]) if options["page"] else None
        names = gazetteer.load()
        reading = understand(document, names)
        findings = lint(reading, names, page)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(reading, findings), ensure_ascii=False, indent=2))
        else:
            self._tell(reading, document, findings)
        if options["save"]:
            self._save(reading, options)

    def _tell(self, reading: NoteReading, document: Document, findings: Any) -> None:
        for label, words in _summary(reading):
            self.stdout.write(f"{label:<14}{words}")
        for sentence in document.left_out:
            self.stdout.write(f"left out      {sentence}")
        self.stdout.write("")
        for finding in findings:
            self.stdout.write(f"{finding.kind} ({finding.place}): {finding.message} {finding.remedy}")
        for offer in offers(reading):
            self.stdout.write(f"offer ({offer.place}): {offer.message} {offer.remedy}")
        if not findings:
            self.stdout.write("Nothing to remark.")

    def _save(self, reading: NoteReading, options: dict[str, Any]) -> None:
        code = options["reference"] or reading.reference.value
        if not code:
            raise CommandError("The note has no reference. Give one with --reference. Nothing was saved.")
        try:
            meeting = imports.take_over(
                understood.as_note(reading, code=code),
                by=_director(options["director"]),
                today=timezone.localdate(),
            )
        except Refused as refused:
            raise CommandError(f"{refused.sentence} Nothing was saved.") from refused
        self.stderr.write(f"Saved as {meeting.code}.")
        if not Grant.objects.filter(meeting_code=meeting.code).exists():
            self.stderr.write(
                "Nobody has a role on it yet: underrose account add EMAIL --name NAME --role programme_director "
                f"--meeting {meeting.code}"
            )


def _director(mail: str) -> Holder:
    """The director named, or the first of the house; in a house without any the meeting waits for one."""
    if not mail:
        first = Account.objects.active().filter(
            grants__role=Role.PROGRAMME_DIRECTOR, grants__meeting_code=HOUSE
        )
        return holder_of(found) if (found := first.order_by("name").first()) else Holder()
    account = Account.objects.filter(email__iexact=mail).first()
    if account is None:
        raise CommandError(f"There is no account with the address {mail}. Nothing was saved.")
    return holder_of(account)


def _document(file: Path) -> Document:
    try:
        check_size(file.stat().st_size)
        return read(file.read_bytes(), file.name)
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error
    except Unreadable as unreadable:
        raise CommandError(str(unreadable)) from unreadable


def _summary(reading: NoteReading) -> list[tuple[str, str]]:
    series, window = reading.series, reading.follow_up
    found = [
        ("title", reading.title.value),
        ("reference", reading.reference.value),
        ("dates", reading.dates.as_written if reading.dates else ""),
        ("venue", reading.venue.value),
        ("series", f"{series.name}, {series.ordinal}" if series else ""),
        ("partners", "; ".join(partner.name for partner in reading.partners)),
        ("sections", " · ".join(section.heading for section in reading.sections)),
        ("objectives", str(len(reading.objectives) or "")),
        ("lenses", "; ".join(reading.lenses)),
        ("places", str(reading.cap or "")),
        ("groups", "; ".join(group.name for group in reading.groups)),
        ("footnotes", ", ".join(footnote.number for footnote in reading.footnotes)),
        ("documents", ", ".join(reading.citations)),
        ("quotations", "; ".join(quotation.speaker for quotation in reading.quotations)),
        ("contacts", "; ".join(f"{contact.role}: {contact.name}" for contact in reading.contacts)),
        ("follow-up", f"{window.starts} to {window.ends}" if window else ""),
        ("proposals", "; ".join(proposal.words for proposal in reading.proposals)),
        ("not read", str(len(reading.not_understood) or "")),
    ]
    return [(label, words) for label, words in found if words] + [("", reading.reason)]
