"""Keeping a version of the note, and going back to one."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept import concept_note, rules
from underrose.concept.models import (
    Contact,
    Footnote,
    Lens,
    Meeting,
    Objective,
    Partner,
    Quotation,
    Section,
    Theme,
    Version,
)
from underrose.kit.refusals import require


@transaction.atomic
def keep(meeting: Meeting, *, by: Holder, reason: str, today: date) -> Version:
    """The note as it stands, kept under the next number. The same words twice are one version."""
    Meeting.objects.select_for_update().get(key=meeting.key)
    note = concept_note.of(_afresh(meeting))
    latest = meeting.versions.first()
    if latest is not None and latest.content == concept_note.as_json(note):
        return latest
    return keep_note(meeting, note, by=by, reason=reason, today=today)


@transaction.atomic
def keep_as_announced(meeting: Meeting, *, by: Holder, reason: str, today: date) -> Version:
    """A version of its own even for the same words: that they were announced, and why, is worth a line."""
    return keep_note(meeting, concept_note.of(_afresh(meeting)), by=by, reason=reason, today=today)


@transaction.atomic
def keep_note(
    meeting: Meeting, note: concept_note.ConceptNote, *, by: Holder, reason: str, today: date
) -> Version:
    """A note that is not the one being written: what the public reads, with other dates."""
    Meeting.objects.select_for_update().get(key=meeting.key)
    latest = meeting.versions.first()
    version = Version.objects.create(
        meeting=meeting,
        number=latest.number + 1 if latest is not None else 1,
        reason=reason,
        kept_on=today,
        content=concept_note.as_json(note),
    )
    record(by, "kept", "version", version.key, meeting.code, today)
    return version


def _afresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("venue", "edition__series").get(key=meeting.key)


@transaction.atomic
def restore(version: Version, *, by: Holder, today: date) -> Version:
    """Go back to a version. What stands now is kept first, so going back can itself be undone."""
    meeting = version.meeting
    require(rules.may_be_edited(meeting))
    before = keep(
        meeting,
        by=by,
        reason=_("Before going back to version %(number)s") % {"number": version.number},
        today=today,
    )
    note = concept_note.from_json(version.content)
    if meeting.published is not None:
        # Public dates are moved, never brought back by the way.
        note = replace(note, start_on=meeting.start_on, end_on=meeting.end_on)
    write_note(meeting, note)
    record(by, "restored", "version", version.key, meeting.code, today)
    return before


SIMPLE = (
    "kind",
    "title",
    "start_on",
    "end_on",
    "mode",
    "cap",
    "regime",
    "is_invitation_only",
    "language",
    "follow_up_from_months",
    "follow_up_to_months",
)


def write_note(meeting: Meeting, note: concept_note.ConceptNote) -> None:
    """Make the meeting's particulars, sections and lists those of the note. Approvals stay with their partners."""
    meeting.refresh_from_db()
    for name in SIMPLE:
        setattr(meeting, name, getattr(note, name))
    meeting.field_audiences, meeting.public_wordings = note.audiences, note.public_wordings
    meeting.revision += 1
    meeting.save()
    _write_sections(meeting, note)
    _write_partners(meeting, note)
    for kind, words in ((Objective, note.objectives), (Theme, note.themes), (Lens, note.lenses)):
        _replace(meeting, kind, [{"words": line} for line in words])
    _replace(meeting, Footnote, [{"number": f.number, "text": f.text} for f in note.footnotes])
    _replace(meeting, Contact, [_fields(c, "role name telephone mail") for c in note.contacts])
    _replace(
        meeting,
        Quotation,
        [_fields(q, "words speaker place said_on source is_verified") for q in note.quotations],
    )


def _fields(part: Any, names: str) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names.split()}


def _replace(meeting: Meeting, kind: Any, rows: list[dict[str, Any]]) -> None:
    kind.objects.filter(meeting=meeting).delete()
    kind.objects.bulk_create(
        kind(meeting=meeting, position=position, **row) for position, row in enumerate(rows, 1)
    )


def _write_sections(meeting: Meeting, note: concept_note.ConceptNote) -> None:
    """Sections keep their keys by heading, so that an editor open elsewhere meets a newer revision, not a void."""
    spare = list(meeting.sections.all())
    for position, wanted in enumerate(note.sections, 1):
        section = next((other for other in spare if other.heading == wanted.heading), None)
        if section is None:
            section = Section(meeting=meeting, heading=wanted.heading)
        else:
            spare.remove(section)
        section.kind, section.body, section.audience = wanted.kind, wanted.body, wanted.audience
        section.public_wording, section.position, section.is_removed = wanted.public_wording, position, False
        section.revision += 1
        section.save()
    for section in spare:
        section.is_removed = True
        section.save(update_fields=["is_removed"])


def _write_partners(meeting: Meeting, note: concept_note.ConceptNote) -> None:
    existing = {partner.name: partner for partner in meeting.partners.all()}
    for name in existing.keys() - {partner.name for partner in note.partners}:
        existing[name].delete()
    for position, wanted in enumerate(note.partners, 1):
        partner = existing.get(wanted.name) or Partner(meeting=meeting, name=wanted.name)
        partner.role, partner.country, partner.website = wanted.role, wanted.country, wanted.website
        partner.position = position
        partner.save()
