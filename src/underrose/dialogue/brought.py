"""What came as a file: a text to be checked as one run of words, or a rapporteur's notes as points."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from underrose.dialogue.models import Kind
from underrose.kit.text import plain
from underrose.methods.documents.model import Block, Document
from underrose.methods.documents.model import Kind as Block_
from underrose.methods.names import fold

_NUMBER = re.compile(r"^\W*(?:\w+\W+)?\d+\s*[.:)–-]\s*")
"""What may stand before the words of a theme in a heading: "Theme 2: "."""
HEADINGS = Path(__file__).parent / "reference" / "headings.toml"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point as it was read out of a file, with the kind and the theme its headings say."""

    kind: Kind
    words: str
    theme: str = ""
    """The key of a theme of the note, or blank."""


def whole_text(document: Document) -> str:
    """Paragraphs parted by an empty line, so that nothing is read across them; without marks of emphasis, which would cut names."""
    parts = [*_paragraphs(document), *(f"{note.number} {plain(note.text)}" for note in document.footnotes)]
    return "\n\n".join(part for part in parts if part.strip())


def proposals(document: Document, themes: Mapping[str, str] | None = None) -> list[Proposal]:
    """Each paragraph, item and row is a point; a heading says of what kind those below it are, or of which theme.

    `themes` are keys by their words. Of two headings the deeper one goes with the other; else the later one ends it.
    """
    known = {fold(words): key for words, key in (themes or {}).items()}
    kind, theme, found = (Kind.issue, 0), ("", 0), []
    for block in document.blocks:
        if block.kind == Block_.heading:
            words, level = plain(block.text), block.level
            if key := known.get(fold(_NUMBER.sub("", words)).strip()):
                theme = key, level
                kind = kind if kind[1] < level else (Kind.issue, 0)
            else:
                kind = _kind_of(words), level
                theme = theme if theme[1] < level else ("", 0)
            continue
        lines = _rows(block) if block.rows else [" ".join(plain(block.text).split())]
        found += [Proposal(kind[0], line, theme[0]) for line in lines if line.strip()]
    return found


def _kind_of(heading: str) -> Kind:
    words = f" {fold(heading)} "
    return next((kind for said, kind in known_headings() if f" {said} " in words), Kind.issue)


@lru_cache(maxsize=1)
def known_headings() -> tuple[tuple[str, Kind], ...]:
    """Words of headings, the longest first, so that "open questions" is not read as another's "questions"."""
    written = tomllib.loads(HEADINGS.read_text(encoding="utf-8"))
    found = [(fold(words), Kind(kind)) for kind, lines in written.items() for words in lines]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from _rows(block) if block.rows else [plain(block.text)]


def _rows(block: Block) -> Iterator[str]:
    for row in block.rows:
        yield " · ".join(plain(cell) for cell in row if cell.strip())
