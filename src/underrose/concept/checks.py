"""What a careful colleague would say about the note as it stands."""

import re
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.concept import paper
from underrose.concept.audiences import Audience
from underrose.concept.concept_note import ConceptNote
from underrose.concept.note.linter import lint, offers
from underrose.concept.note.model import Finding
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.methods.documents.readers import markdown


def findings(note: ConceptNote) -> tuple[Finding, ...]:
    """What asks for a look, about the whole note, each with the heading it stands under."""
    return _read(paper.as_markdown(note.for_reader(Audience.team)), get_language() or "")[0]


def offered(note: ConceptNote) -> tuple[Finding, ...]:
    """What could be added to good effect."""
    return _read(paper.as_markdown(note.for_reader(Audience.team)), get_language() or "")[1]


@lru_cache(maxsize=256)
def _read(words: str, _language: str) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Remembered for as long as nobody writes, in each language by itself."""
    names = gazetteer.load()
    reading = understand(markdown.read(words), names)
    return _placed(lint(reading, names), words), _placed(tuple(offers(reading)), words)


_LINE = re.compile(r"line (\d+)")
_FOOTNOTE = re.compile(r"footnote (\w+)")


def _placed(found: tuple[Finding, ...], words: str) -> tuple[Finding, ...]:
    """The heading a colleague would name, instead of a line of a text that nobody sees."""
    lines = words.split("\n")
    return tuple(replace(finding, place=_heading(finding.place, lines)) for finding in found)


def _heading(place: str, lines: list[str]) -> str:
    footnote, line = _FOOTNOTE.search(place), _LINE.search(place)
    if footnote:
        return _("Footnote %(number)s") % {"number": footnote[1]}
    if not line:
        return place
    above = [words for words in lines[: int(line[1])] if words.startswith("## ")]
    return above[-1].removeprefix("## ") if above else _("Particulars")
