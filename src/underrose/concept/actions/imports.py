"""A note that comes as a file: taken in, looked at, then taken over into a meeting."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.models import Account
from underrose.access.record import record
from underrose.concept import kept_documents, rules
from underrose.concept.actions import meetings, versions
from underrose.concept.concept_note import ConceptNote
from underrose.concept.models import ImportedNote, Meeting
from underrose.kit.refusals import require
from underrose.methods.documents.model import Document


@transaction.atomic
def take_in(
    *, account: Account, name: str, original: bytes, document: Document, page: Document | None, today: date
) -> ImportedNote:
    """Keep the file and what was read of it, sealed, until its owner has looked at it."""
    return ImportedNote.objects.create(
        account=account,
        name=name[:200],
        original=original,
        document=kept_documents.as_text(document),
        page=kept_documents.as_text(page) if page else "",
        taken_on=today,
    )


@transaction.atomic
def take_over(note: ConceptNote, *, by: Holder, today: date, imported: ImportedNote | None = None) -> Meeting:
    """A new meeting from a note that a person has looked at."""
    require(rules.may_hold_on(note.start_on, note.end_on))
    venue = meetings.find_or_add_venue(note.venue, town=note.town) if note.venue else None
    meeting = meetings.open_meeting(
        by=by,
        code=note.code,
        title=note.title,
        today=today,
        start_on=note.start_on,
        end_on=note.end_on,
        venue=venue,
    )
    meeting.sections.all().delete()
    versions.write_note(meeting, replace(note, venue="", town=""))
    meetings.place_in_series(meeting, name=note.series, ordinal=note.ordinal, by=by, today=today)
    versions.keep(meeting, by=by, reason=_("As imported"), today=today)
    if imported is not None:
        imported.meeting = meeting
        imported.save(update_fields=["meeting"])
    record(by, "imported", "meeting", meeting.key, meeting.code, today)
    return meeting


@transaction.atomic
def discard(imported: ImportedNote) -> None:
    """The file and what was read of it are gone."""
    imported.delete()
