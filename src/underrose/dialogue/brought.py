"""A text that came as a file, as one run of words: paragraphs, then footnotes, as a reader meets them."""

from collections.abc import Iterator

from underrose.kit.text import plain
from underrose.methods.documents.model import Block, Document


def whole_text(document: Document) -> str:
    """Paragraphs parted by an empty line, so that nothing is read across them; without marks of emphasis, which would cut names."""
    parts = [*_paragraphs(document), *(f"{note.number} {plain(note.text)}" for note in document.footnotes)]
    return "\n\n".join(part for part in parts if part.strip())


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from _rows(block) if block.rows else [plain(block.text)]


def _rows(block: Block) -> Iterator[str]:
    for row in block.rows:
        yield " · ".join(plain(cell) for cell in row if cell.strip())
