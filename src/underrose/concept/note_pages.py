"""A concept note made ready for a screen: the public page, the partner's page, the preview on the desk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from underrose.concept import choices, citations, paper
from underrose.concept.concept_note import ConceptNote
from underrose.kit import text
from underrose.methods.documents.model import Passage

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ShownSection:
    heading: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class NotePage:
    """What the template of a note needs and nothing that its reader may not see."""

    note: ConceptNote
    when: str
    place: str
    summary: ShownSection | None
    sections: tuple[ShownSection, ...]
    endnotes: SafeString
    facts: tuple[tuple[str, str], ...]
    description: str


def of(note: ConceptNote) -> NotePage:
    """Two passes over the words: citations and lists first, then one Markdown rendering for the whole page."""
    passages = paper.passages(note)
    footnotes = {footnote.number: citations.expanded(footnote.text) for footnote in note.footnotes}
    written = text.pieces([passage.markdown for passage in passages], notes=footnotes)
    shown = [ShownSection(p.heading, html) for p, html in zip(passages, written.texts, strict=True)]
    summary = _summary(note, passages, shown)
    return NotePage(
        note=note,
        when=paper.when(note),
        place=paper.place(note),
        summary=summary,
        sections=tuple(section for section in shown if section is not summary),
        endnotes=written.endnotes,
        facts=tuple(_facts(note)),
        description=_description(note, passages),
    )


def _summary(note: ConceptNote, passages: list[Passage], shown: list[ShownSection]) -> ShownSection | None:
    section = note.section("summary")
    headings = [passage.heading for passage in passages]
    if section is None or section.heading not in headings:
        return None
    return shown[headings.index(section.heading)]


def _facts(note: ConceptNote) -> Iterator[tuple[str, str]]:
    """What was switched on for this reader and stands in no section: terms of the meeting, in a line each."""
    if note.lenses:
        yield _("Kept in view throughout"), "; ".join(note.lenses)
    if note.cap:
        yield _("Places"), str(note.cap)
    if note.regime:
        yield _("What is said"), dict(choices.regimes()).get(note.regime, "")
    if note.follow_up_from_months is not None and note.follow_up_to_months is not None:
        months = {"from": note.follow_up_from_months, "to": note.follow_up_to_months}
        yield _("Follow-up"), _("%(from)s to %(to)s months after the last day") % months


def _description(note: ConceptNote, passages: list[Passage]) -> str:
    """The first words of the summary, for search engines and for chat programs that show a preview."""
    section = note.section("summary")
    words = text.plain(section.body if section else passages[0].markdown if passages else "")
    first = " ".join(words.split())
    if len(first) <= DESCRIPTION_LENGTH:
        return first
    return first[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"


MODES = {
    "in_person": "https://schema.org/OfflineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
}
STATES = {
    "announced": "https://schema.org/EventScheduled",
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
}


def as_event(page: NotePage, state: str, organiser: str) -> SafeString:
    """The page for machines that read schema.org; only what the page itself shows."""
    note = page.note
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": note.title,
        "identifier": note.code,
        "description": page.description,
        "url": settings.SITE_URL + reverse("meeting", args=[note.code]),
        "eventStatus": STATES[state],
        "eventAttendanceMode": MODES[note.mode],
        "organizer": {"@type": "Organization", "name": organiser},
        "isAccessibleForFree": True,
    }
    if note.start_on and note.end_on:
        event["startDate"], event["endDate"] = note.start_on.isoformat(), note.end_on.isoformat()
    if page.place:
        event["location"] = {"@type": "Place", "name": page.place}
    if note.partners:
        event["contributor"] = [{"@type": "Organization", "name": partner.name} for partner in note.partners]
    if note.series:
        event["superEvent"] = {"@type": "EventSeries", "name": note.series}
    return _for_script(event)


def _for_script(value: dict[str, Any]) -> SafeString:
    """JSON that cannot end the element it stands in."""
    written = json.dumps(value, ensure_ascii=False)
    for character, escape in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        written = written.replace(character, escape)
    return SafeString(written)
