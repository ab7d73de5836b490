"""The note at a glance, for the desk: its words with their switches, its particulars, its small parts."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from underrose.concept import audiences, choices, citations, paper
from underrose.concept.concept_note import ConceptNote, NoteSection
from underrose.concept.models import Meeting
from underrose.concept.note.model import Finding
from underrose.kit import text
from underrose.kit.templatetags.kit import weekdays

Group = dict[str, Any]


def words(meeting: Meeting, note: ConceptNote) -> dict[str, Any]:
    """Every section drawn, removed ones apart, and the footnotes numbered through."""
    sections = list(meeting.sections.all())
    shown = [section for section in sections if not section.is_removed]
    footnotes = {footnote.number: citations.expanded(footnote.text) for footnote in note.footnotes}
    bodies = [paper.body_with_lists(note, NoteSection(s.kind, s.heading, s.body, s.audience)) for s in shown]
    written = text.pieces(bodies, notes=footnotes, offset=2)
    return {
        "sections": [
            {
                "section": section,
                "html": html,
                "audience": audiences.WORDS[audiences.Audience(section.audience)],
            }
            for section, html in zip(shown, written.texts, strict=True)
        ],
        "endnotes": written.endnotes,
        "removed": [section for section in sections if section.is_removed],
    }


def facts(note: ConceptNote) -> list[tuple[str, str]]:
    """The particulars as a list of terms; what is not decided yet is said so."""
    undecided = _("not decided yet")
    found = [
        (_("Dates"), weekdays(note.start_on, note.end_on) or undecided),
        (_("Venue"), paper.place(note) or undecided),
        (_("Places"), str(note.cap or undecided)),
        (_("Disclosure regime"), dict(choices.regimes()).get(note.regime, note.regime)),
    ]
    if note.series:
        found.insert(
            0,
            (
                _("Series"),
                _("%(series)s, edition %(number)s") % {"series": note.series, "number": note.ordinal}
                if note.ordinal
                else note.series,
            ),
        )
    if note.follow_up_from_months is not None and note.follow_up_to_months is not None:
        months = {"from": note.follow_up_from_months, "to": note.follow_up_to_months}
        found.append((_("Follow-up"), _("%(from)s to %(to)s months after the last day") % months))
    return found


def part_groups(meeting: Meeting) -> list[Group]:
    """Partners, contacts, footnotes and quotations with the way to each."""
    return [
        _group("partner", _("Partners"), _("No partner yet."), _("Add a partner"), _partners(meeting)),
        _group(
            "contact", _("Contacts"), _("Nobody to write to yet."), _("Add a contact"), _contacts(meeting)
        ),
        _group("footnote", _("Footnotes"), _("No footnotes."), _("Add a footnote"), _footnotes(meeting)),
        _group("quotation", _("Quotations"), _("No quotations."), _("Add a quotation"), _quotations(meeting)),
    ]


def _group(kind: str, title: str, empty: str, add: str, rows: Iterable[Group]) -> Group:
    return {"kind": kind, "title": title, "empty": empty, "add": add, "rows": list(rows)}


def _partners(meeting: Meeting) -> Iterable[Group]:
    return ({"key": p.key, "words": p.name, "aside": p.get_role_display()} for p in meeting.partners.all())


def _contacts(meeting: Meeting) -> Iterable[Group]:
    return (
        {"key": c.key, "words": c.name or c.role, "aside": c.role if c.name else ""}
        for c in meeting.contacts.all()
    )


def _footnotes(meeting: Meeting) -> Iterable[Group]:
    return ({"key": f.key, "words": f"{f.number}. {_start(f.text)}"} for f in meeting.footnotes.all())


def _quotations(meeting: Meeting) -> Iterable[Group]:
    for quotation in meeting.quotations.all():
        aside = "" if quotation.is_verified else _("not checked yet")
        yield {
            "key": quotation.key,
            "words": f"{quotation.speaker}: “{_start(quotation.words)}”",
            "aside": aside,
        }


def noticed(meeting: Meeting, found: Iterable[Finding]) -> list[Group]:
    """Findings for the panel, each with the way to the section it is about."""
    ways = {
        section.heading: f"#section-{section.key}"
        for section in meeting.sections.all()
        if not section.is_removed
    }
    return [{**asdict(finding), "url": ways.get(finding.place, "")} for finding in found]


SHOWN = 60


def _start(words: str) -> str:
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
