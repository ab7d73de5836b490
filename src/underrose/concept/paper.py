"""A concept note made ready for print, Word and plain text: one order, one set of words for all three."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from underrose.concept.citations import expanded
from underrose.concept.concept_note import OBJECTIVES, ConceptNote, NoteSection
from underrose.kit.templatetags.kit import weekdays
from underrose.methods.documents.model import Footnote, Paper, PaperContact, Passage


def of(note: ConceptNote, *, organiser: str = "", dated: date | None = None, page_size: str = "a4") -> Paper:
    """The paper in the language of the note."""
    with translation.override(note.language):
        return Paper(
            kind=note.kind,
            title=note.title,
            reference=note.code,
            when=when(note),
            place=place(note),
            organiser=organiser,
            passages=tuple(passages(note)),
            footnotes=tuple(Footnote(f.number, expanded(f.text)) for f in note.footnotes),
            contacts=tuple(PaperContact(c.role, c.name, c.telephone, c.mail) for c in note.contacts),
            contacts_heading=_contacts_heading(note),
            partners=tuple(partner.name for partner in note.partners),
            language=note.language,
            direction=note.direction,
            page_size=page_size,
            dated=dated,
            labels=_labels(),
        )


def when(note: ConceptNote) -> str:
    """The dates with their weekdays, or the words chosen for the public."""
    return weekdays(note.start_on, note.end_on) or note.public_wordings.get("dates", "")


def place(note: ConceptNote) -> str:
    return ", ".join(words for words in (note.venue, note.town) if words) or note.public_wordings.get(
        "venue", ""
    )


def passages(note: ConceptNote) -> list[Passage]:
    """Headed parts that have words, in the order of the note; contacts stand apart at the end."""
    written = [(section, body_with_lists(note, section)) for section in note.sections]
    found = [Passage(section.heading, body) for section, body in written if body]
    if note.objectives and not any(OBJECTIVES in section.body for section in note.sections):
        found.append(Passage(_("Objectives"), objectives(note)))
    return found


def body_with_lists(note: ConceptNote, section: NoteSection) -> str:
    """The words of a section with the objectives where they belong and citations as links."""
    body = section.body.replace(OBJECTIVES, objectives(note))
    return expanded(body).strip()


def objectives(note: ConceptNote) -> str:
    return "\n".join(f"- {words}" for words in note.objectives)


def _contacts_heading(note: ConceptNote) -> str:
    """The contacts stand under the heading of their section, unless its own words have said it already."""
    section = note.section("enquiries")
    if section is None:
        return _("Enquiries")
    return "" if section.body.strip() else section.heading


def _labels() -> dict[str, str]:
    return {
        "page": _("page"),
        "of": _("of"),
        "telephone": _("Telephone"),
        "mail": _("Mail"),
        "notes": _("Notes"),
        "partners": _("In partnership with"),
    }


def as_markdown(note: ConceptNote) -> str:
    """The note as plain text that our own import reads back to the same record."""
    paper = of(note)
    head = [f"# {note.title}", " | ".join(words for words in (paper.when, note.code) if words), paper.place]
    parts = [note.kind, *(words for words in head if words)]
    for passage in paper.passages:
        parts += [f"## {passage.heading}", passage.markdown]
    if note.contacts:
        parts += [f"## {paper.contacts_heading}"] if paper.contacts_heading else []
        parts += [*map(_contact_lines, paper.contacts)]
    parts += [f"[^{footnote.number}]: {footnote.text}" for footnote in paper.footnotes]
    return "\n\n".join(parts) + "\n"


def _contact_lines(contact: PaperContact) -> str:
    lines = [f"{contact.role}, {contact.name}" if contact.name else contact.role]
    lines += [f"T: {contact.telephone}"] * bool(contact.telephone) + [f"E: {contact.mail}"] * bool(
        contact.mail
    )
    return "  \n".join(lines)
