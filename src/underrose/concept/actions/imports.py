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
from underrose.concept.models import ImportedNote, Meeting, Venue
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


def venues_meant(name: str, by: Holder) -> list[Venue]:
    """Houses of this name, of meetings this colleague may know of: of another, the town would tell where it is held."""
    mine = Meeting.objects.visible_to(by).values("venue")
    return list(Venue.objects.filter(name__iexact=name, key__in=mine).order_by("town")) if name else []


def _venue(note: ConceptNote, by: Holder, time_zone: str) -> Venue | None:
    """Without a town, the only house of that name; otherwise the one of name and town, or a new one."""
    if not note.venue:
        return None
    known = [] if note.town else venues_meant(note.venue, by)
    if len(known) == 1:
        return known[0]
    return meetings.find_or_add_venue(note.venue, town=note.town, time_zone=time_zone or "UTC")


@transaction.atomic
def take_over(
    note: ConceptNote,
    *,
    by: Holder,
    today: date,
    imported: ImportedNote | None = None,
    time_zone: str = "",
) -> Meeting:
    """A new meeting from a note that a person has looked at. `time_zone` is that of a venue not known yet."""
    require(rules.may_hold_on(note.start_on, note.end_on))
    venue = _venue(note, by, time_zone)
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
