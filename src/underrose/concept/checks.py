"""What a careful colleague would say about the note as it stands."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.concept import paper
from underrose.concept.audiences import Audience
from underrose.concept.citations import unknown
from underrose.concept.concept_note import ConceptNote
from underrose.concept.note.linter import lint, offers
from underrose.concept.note.model import Finding
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.methods.documents import glyphs
from underrose.methods.documents.readers import markdown

log = logging.getLogger("underrose.concept")


def findings(note: ConceptNote) -> tuple[Finding, ...]:
    """What asks for a look, about the whole note, each with the heading it stands under."""
    read = _read(paper.as_markdown(note.for_reader(Audience.team)), get_language() or "")[0]
    return (*read, *_citations(note))


def offered(note: ConceptNote) -> tuple[Finding, ...]:
    """What could be added to good effect."""
    return _read(paper.as_markdown(note.for_reader(Audience.team)), get_language() or "")[1]


@lru_cache(maxsize=256)
def _read(words: str, _language: str) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Remembered for as long as nobody writes, in each language by itself."""
    names = gazetteer.load()
    own = tuple(_letters(words))
    try:
        reading = understand(markdown.read(words), names)
        return _placed(lint(reading, names), words) + own, _placed(tuple(offers(reading)), words)
    except Exception:
        log.exception("The note could not be checked.")
        return (_unchecked(), *own), ()


def _citations(note: ConceptNote) -> Iterator[Finding]:
    """What stands as a citation and names no document."""
    places = [(section.heading, section.body) for section in note.sections]
    places += [(_("Footnote %(number)s") % {"number": one.number}, one.text) for one in note.footnotes]
    for place, words in places:
        for named in unknown(words):
            yield Finding(
                "symbol",
                place,
                _("“%(words)s” is cited as a document and is no document symbol.") % {"words": named},
                _("Write the symbol as the United Nations does, for example A/RES/70/262."),
            )


def _letters(words: str) -> Iterator[Finding]:
    """Said while one writes, not when the PDF is wanted."""
    missing = glyphs.missing("".join(words.split()))
    if missing:
        yield Finding(
            "letters",
            "",
            _("The PDF cannot be made: no font of the house has the signs %(signs)s.")
            % {"signs": " ".join(missing[:8])},
            _("Write these in another way."),
        )


def _unchecked() -> Finding:
    return Finding(
        "unchecked",
        "",
        _("The note could not be checked."),
        _("Tell whoever runs the house; the note itself is safe."),
    )


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
