"""The last look at what any reader brought back: nothing unseen, nothing endless."""

from collections.abc import Callable
from dataclasses import replace

from underrose.methods.documents.model import Aside, Block, Document, Footnote, Kind
from underrose.methods.documents.readers.letters import clean
from underrose.methods.documents.readers.unreadable import Unreadable

LETTERS = 2_000_000
BLOCKS = 20_000
FOOTNOTES = 5_000
DEEPEST = 9

_LONG = (
    "This file holds more than two million letters, more than is read at once. Nothing was stored. "
    "Please choose only the pages that are needed, or bring it in parts."
)
_UNSEEN = "Invisible characters that turn the direction of the text or hide words in it were left out."


def fair_copy(document: Document) -> Document:
    """The document with clean letters, within bounds; empty blocks and doubled remarks fall away."""
    _check_length(document)
    misleading: list[bool] = []

    def wash(text: str) -> str:
        cleaned, is_misleading = clean(text)
        misleading.append(is_misleading)
        return cleaned.strip()

    blocks = tuple(washed for block in document.blocks if (washed := _block(block, wash)) is not None)
    footnotes = tuple(replace(note, text=wash(note.text)) for note in document.footnotes)
    left_out = [wash(sentence) for sentence in document.left_out]
    aside = tuple(Aside(wash(one.sentence), wash(one.words), one.place) for one in document.aside)
    if any(misleading):
        left_out.append(_UNSEEN)
    if not blocks and not footnotes:
        raise Unreadable(
            "There are no words in this file. Nothing was stored. "
            "If it holds pictures of pages, please have their text recognised first, or paste the text into a new file."
        )
    return replace(
        document, blocks=blocks, footnotes=footnotes, left_out=tuple(dict.fromkeys(left_out)), aside=aside
    )


def check_letters(text: str) -> None:
    """Refuse a plain text by its length alone, before it is taken apart: it would not be done in time."""
    if len(text) > LETTERS:
        raise Unreadable(_LONG)


def _block(block: Block, wash: Callable[[str], str]) -> Block | None:
    rows = tuple(tuple(wash(cell) for cell in row) for row in block.rows)
    text = wash(block.text)
    if not text and not any(any(row) for row in rows):
        return None
    level = min(max(block.level, 1), DEEPEST if block.kind is Kind.item else 6)
    return replace(block, text=text, rows=rows, level=level)


def _check_length(document: Document) -> None:
    letters = sum(
        len(block.text) + sum(len(cell) for row in block.rows for cell in row) for block in document.blocks
    )
    letters += sum(len(note.text) for note in document.footnotes)
    letters += sum(len(one.words) for one in document.aside)
    if letters > LETTERS or len(document.blocks) > BLOCKS or len(document.footnotes) > FOOTNOTES:
        raise Unreadable(_LONG)


def as_plain(document: Document) -> dict[str, object]:
    """The document as lists and strings, the only shape in which it leaves the process that read it."""
    return {
        "blocks": [[b.kind.value, b.text, b.level, b.is_ordered, b.rows, b.place] for b in document.blocks],
        "footnotes": [[note.number, note.text, note.place] for note in document.footnotes],
        "format": document.format,
        "left_out": list(document.left_out),
        "aside": [[one.sentence, one.words, one.place] for one in document.aside],
        "pictures": document.pictures,
        "drawings": document.drawings,
        "is_guessed": document.is_guessed,
    }


def from_plain(found: dict[str, list[list[object]]]) -> Document:
    """The document again, every value made anew in the shape it must have."""
    return Document(
        blocks=tuple(_as_block(row) for row in found["blocks"]),
        footnotes=tuple(Footnote(*(str(value) for value in row)) for row in found["footnotes"]),
        format=str(found["format"]),
        left_out=tuple(str(sentence) for sentence in found["left_out"]),
        aside=tuple(Aside(*(str(value) for value in row)) for row in found["aside"]),
        pictures=str(found["pictures"]),
        drawings=str(found["drawings"]),
        is_guessed=bool(found["is_guessed"]),
    )


def _as_block(row: list[object]) -> Block:
    kind, text, level, is_ordered, rows, place = row
    if not isinstance(level, int) or not isinstance(rows, list):
        raise TypeError
    return Block(
        Kind(str(kind)),
        str(text),
        level,
        is_ordered is True,
        tuple(tuple(str(cell) for cell in cells) for cells in rows),
        str(place),
    )
