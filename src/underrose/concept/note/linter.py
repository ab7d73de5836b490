"""A careful colleague reads the note: what cannot be right, where, why and what to do. Nothing is changed."""

from collections.abc import Callable, Iterable

from underrose.concept.note.checks import dates, lists, marks, shape
from underrose.concept.note.checks.offers import offers
from underrose.concept.note.checks.page import page as page_against_note
from underrose.concept.note.model import Finding, NoteReading
from underrose.context.gazetteer import Gazetteer
from underrose.methods.documents.model import Document

__all__ = ["RULES", "lint", "offers"]

Rule = Callable[[NoteReading], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    dates.weekday,
    dates.order,
    dates.length,
    lists.count,
    marks.link,
    marks.telephone,
    marks.mail,
    marks.symbol,
    marks.footnotes,
    shape.duplicate_section,
    shape.missing,
    shape.objectives,
    shape.cap,
    shape.regime,
    shape.contacts,
)


def lint(reading: NoteReading, gazetteer: Gazetteer, page: Document | None = None) -> tuple[Finding, ...]:
    """Every finding, rule by rule; with a public page also what the page drops, rewords and adds."""
    found = [finding for rule in RULES for finding in rule(reading)]
    found += lists.area_names(reading, gazetteer)
    if page is not None:
        found += page_against_note(reading, page)
    return tuple(dict.fromkeys(found))
