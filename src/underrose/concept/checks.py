"""What a careful colleague would say about the note as it stands."""

from functools import lru_cache

from django.utils.translation import get_language

from underrose.concept import paper
from underrose.concept.audiences import Audience
from underrose.concept.concept_note import ConceptNote
from underrose.concept.note.linter import lint, offers
from underrose.concept.note.model import Finding
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.methods.documents.readers import markdown


def findings(note: ConceptNote) -> tuple[Finding, ...]:
    """What asks for a look, about the whole note."""
    return _read(paper.as_markdown(note.for_reader(Audience.team)), get_language() or "")[0]


def offered(note: ConceptNote) -> tuple[Finding, ...]:
    """What could be added to good effect."""
    return _read(paper.as_markdown(note.for_reader(Audience.team)), get_language() or "")[1]


@lru_cache(maxsize=256)
def _read(words: str, _language: str) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Remembered for as long as nobody writes, in each language by itself."""
    names = gazetteer.load()
    reading = understand(markdown.read(words), names)
    return lint(reading, names), tuple(offers(reading))
