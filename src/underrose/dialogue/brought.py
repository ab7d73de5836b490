"""What came as a file: a text to be checked as one run of words, or a rapporteur's notes as points."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from underrose.dialogue.models import Kind
from underrose.kit.text import plain
from underrose.methods.documents.model import Block, Document
from underrose.methods.documents.model import Kind as Block_
from underrose.methods.names import fold

HEADINGS = Path(__file__).parent / "reference" / "headings.toml"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point as it was read out of a file, with the kind its heading says."""

    kind: Kind
    words: str


def whole_text(document: Document) -> str:
    """Paragraphs parted by an empty line, so that nothing is read across them; without marks of emphasis, which would cut names."""
    parts = [*_paragraphs(document), *(f"{note.number} {plain(note.text)}" for note in document.footnotes)]
    return "\n\n".join(part for part in parts if part.strip())


def proposals(document: Document) -> list[Proposal]:
    """Each paragraph, item and row is a point; a heading says of what kind those below it are."""
    kind, found = Kind.issue, []
    for block in document.blocks:
        if block.kind == Block_.heading:
            kind = _kind_of(plain(block.text))
            continue
        lines = _rows(block) if block.rows else [" ".join(plain(block.text).split())]
        found += [Proposal(kind, line) for line in lines if line.strip()]
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
