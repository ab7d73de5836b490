"""From what was read to the record: which words become which field of the note."""

import re
from collections.abc import Iterable
from datetime import date

from underrose.concept.audiences import FIELD_AUDIENCES, default_section_audience
from underrose.concept.citations import contracted
from underrose.concept.concept_note import (
    OBJECTIVES,
    ConceptNote,
    NoteContact,
    NoteFootnote,
    NotePartner,
    NoteQuotation,
    NoteSection,
)
from underrose.concept.note.model import NoteReading, Section

SHORTEST_LINE = 3


def as_note(reading: NoteReading, *, code: str = "") -> ConceptNote:
    """The record a reading proposes. A person looks at it before anything is kept."""
    follow_up = reading.follow_up
    return ConceptNote(
        code=code or reading.reference.value,
        kind=kind_of_paper(reading),
        title=reading.title.value[:300],
        start_on=_day(reading, "start"),
        end_on=_day(reading, "end"),
        venue=reading.venue.value[:200],
        series=reading.series.name if reading.series else "",
        ordinal=reading.series.ordinal if reading.series else None,
        cap=reading.cap,
        regime=_first(reading.proposed("regime")) or "off_the_record",
        is_invitation_only=bool(reading.proposed("invitation_only")) or not reading.is_plausible,
        follow_up_from_months=follow_up.first_months if follow_up else None,
        follow_up_to_months=follow_up.last_months if follow_up else None,
        partners=tuple(NotePartner(p.name[:200], "partnership", p.code) for p in reading.partners),
        sections=tuple(_section(section, reading) for section in reading.sections),
        objectives=reading.objectives,
        themes=reading.themes,
        lenses=reading.lenses,
        footnotes=tuple(NoteFootnote(f.number[:8], contracted(f.text)) for f in reading.footnotes),
        quotations=tuple(
            NoteQuotation(q.words, q.speaker[:200], q.occasion[:200], str(q.year or ""))
            for q in reading.quotations
        ),
        contacts=tuple(
            NoteContact(c.role[:120], c.name[:200], (c.telephone_as_written or c.telephone)[:60], c.mail)
            for c in reading.contacts
        ),
        audiences={name: str(audience) for name, audience in FIELD_AUDIENCES.items()},
    )


def kind_of_paper(reading: NoteReading) -> str:
    """The words above the title, where the note has them."""
    for block in reading.title_blocks:
        words = re.sub(r"[*_#\\]", "", block.text).strip()
        if re.fullmatch(
            r"(?i)(concept|background|scoping)\s+(note|paper)|terms of reference|draft concept note", words
        ):
            return words
    return "Concept note"


def _day(reading: NoteReading, name: str) -> date | None:
    found: date | None = getattr(reading.dates, name, None)
    return found


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _section(section: Section, reading: NoteReading) -> NoteSection:
    kind = str(section.kind)
    body = with_marker(contracted(section.markdown), reading.objectives)
    if kind == "enquiries":
        body = _without_contacts(body, reading)
    heading = section.heading.rstrip(":").strip()[:200]
    return NoteSection(kind, heading, body.strip(), str(default_section_audience(kind)))


def with_marker(markdown: str, objectives: tuple[str, ...]) -> str:
    """The list of objectives stands once, in the record; the words keep a line that says where."""
    if not objectives:
        return markdown
    lines = markdown.split("\n")
    wanted = [_bare(words) for words in objectives]
    at = [index for index, line in enumerate(lines) if _bare(line) in wanted and _is_item(line)]
    if len(at) < len(wanted):
        return markdown
    first, last = at[0], at[-1]
    between = [line for line in lines[first : last + 1] if line.strip() and _bare(line) not in wanted]
    if between:
        return markdown
    return "\n".join([*lines[:first], OBJECTIVES, *lines[last + 1 :]])


def _is_item(line: str) -> bool:
    return bool(re.match(r"\s*([-*+•]|\(?[0-9a-z]{1,3}[.)])\s+", line))


def _bare(line: str) -> str:
    words = re.sub(r"^\s*([-*+•]|\(?[0-9a-z]{1,3}[.)])\s+", "", line)
    return re.sub(r"[\\*_]", "", words).strip().rstrip(";.,").casefold()


def _without_contacts(body: str, reading: NoteReading) -> str:
    """What the enquiries block says besides its contacts: opening hours, a postal address."""
    known = set(_marks(reading))
    kept = [line for line in body.split("\n") if not line.strip() or not any(mark in line for mark in known)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _marks(reading: NoteReading) -> Iterable[str]:
    for contact in reading.contacts:
        for mark in (
            contact.name,
            contact.role,
            contact.mail,
            contact.telephone_as_written,
            contact.telephone,
        ):
            if len(mark) >= SHORTEST_LINE:
                yield mark
