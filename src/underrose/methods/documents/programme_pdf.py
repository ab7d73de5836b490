"""A programme as a tagged PDF, meant for two pages: it is set smaller before it is let run on to a third."""

import pypdfium2

from underrose.methods.documents import glyphs, marks, programmes, typesetting
from underrose.methods.documents.programmes import ProgrammeDay, ProgrammePaper, Slot
from underrose.methods.documents.typesetting import Tree

_PAGES = 2
_USUAL, _LARGE = 1.0, 1.12
_SMALL = (0.93, 0.86)
"""Of the letters. Smaller than the last nobody reads at a table: then three pages in the usual size are better."""
_LINE = 32
_PLACE = 14
_LABELS = {"page": "Page", "of": "of", "empty": ""}


def programme_pdf(paper: ProgrammePaper) -> bytes:
    """The paper, ready to print: tagged, its head with title and reference on every page but the first.

    Raises MissingGlyphs, with its place, for a letter that no font of ours has. Set up to four times, a tenth of a second each.
    """
    glyphs.require_placed(
        (place, marks.plain(text)) for place, text in programmes.placed(paper) if text.strip()
    )
    tree = _tree(paper)
    is_rtl = typesetting.direction(paper.language) == "rtl"

    def made(scale: float) -> bytes:
        return typesetting.compiled("programme.typ", {**tree, "scale": scale}, is_rtl=is_rtl)

    usual = made(_USUAL)
    pages = _pages(usual)
    if pages <= _PAGES:
        # A few lines left over on a second page look like a mistake.
        small = made(_SMALL[0]) if pages > 1 else usual
        if _pages(small) < pages:
            return small
        large = made(_LARGE)
        return large if _pages(large) == pages else usual
    return next((small for small in map(made, _SMALL) if _pages(small) <= _PAGES), usual)


def _pages(made: bytes) -> int:
    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()


def _tree(paper: ProgrammePaper) -> Tree:
    inline = typesetting.Inline(_LINE)
    return {
        "title": typesetting.giving_way(programmes.title(paper), _LINE),
        "head": typesetting.giving_way(programmes.head(paper), _LINE),
        **{
            name: typesetting.giving_way(marks.plain(getattr(paper, name)), _LINE)
            for name in ("kind", "reference", "note", "foot", "edition")
        },
        "facts": [fact for fact in map(marks.plain, paper.facts) if fact],
        "days": [_day(day, inline) for day in paper.days],
        "labels": {key: marks.plain(paper.labels.get(key, word)) for key, word in _LABELS.items()},
        "voice": typesetting.voice(paper.language),
        "size": paper.page_size,
        "dated": [paper.dated.year, paper.dated.month, paper.dated.day],
    }


def _day(day: ProgrammeDay, inline: typesetting.Inline) -> Tree:
    return {
        "heading": marks.plain(day.heading),
        "title": typesetting.giving_way(marks.plain(day.title), _LINE),
        "slots": [_slot(slot, inline) for slot in day.slots],
    }


def _slot(slot: Slot, inline: typesetting.Inline) -> Tree:
    return {
        "begins": slot.begins,
        "ends": slot.ends,
        "title": typesetting.giving_way(marks.plain(slot.title), _LINE),
        "kind": marks.plain(slot.kind),
        "place": typesetting.giving_way(marks.plain(slot.place), _PLACE),
        "parts": inline.parts(marks.parts(slot.markdown)),
        "lines": [
            [marks.plain(name), typesetting.giving_way(marks.plain(words), _LINE)]
            for name, words in slot.lines
        ],
        "asides": [typesetting.giving_way(marks.plain(words), _LINE) for words in slot.asides],
        "is_pause": slot.is_pause,
    }
