"""What happens inside the guarded process: which reader a file goes to, and the doors that close before it is read."""

import importlib
from collections.abc import Callable
from dataclasses import replace

from underrose.methods.documents.intake import Format, check, sniff
from underrose.methods.documents.model import Document
from underrose.methods.documents.readers.archive import unpacked
from underrose.methods.documents.readers.fair_copy import check_letters, fair_copy
from underrose.methods.documents.readers.letters import decode
from underrose.methods.documents.readers.unreadable import Unreadable

_NEEDS = {Format.docx: "word", Format.pdf: "pdf", Format.md: "markdown", Format.txt: "text"}
_LATE = (
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.utf_16_le",
    "encodings.utf_16_be",
    "encodings.utf_16",
    "encodings.utf_7",
)
"""What Python would load only when it is used, when no file can be opened any more."""


def read_here(raw: bytes, name: str, close_doors: Callable[[], None] = lambda: None) -> Document:
    """Read a file in this very process; `close_doors` is called when all code is loaded and before a parser runs."""
    reader = _NEEDS.get(sniff(raw, name))
    for module in (*_LATE, *([f"underrose.methods.documents.readers.{reader}"] if reader else [])):
        importlib.import_module(module)
    close_doors()
    kind = check(raw, name)
    return fair_copy(_read(kind, raw))


def _read(kind: Format, raw: bytes) -> Document:
    if kind is Format.docx:
        from underrose.methods.documents.readers import word

        return word.read(unpacked(raw))
    if kind is Format.pdf:
        from underrose.methods.documents.readers import pdf

        return pdf.read(raw)
    if kind is Format.md:
        from underrose.methods.documents.readers import markdown

        found = decode(raw)
        check_letters(found.text)
        return replace(markdown.read(found.text, found.told, is_whole=True), is_guessed=found.is_guessed)
    if kind is Format.txt:
        from underrose.methods.documents.readers import text

        found = decode(raw)
        check_letters(found.text)
        return replace(text.read(found.text, found.told), is_guessed=found.is_guessed)
    holds = "a table" if kind in {Format.xlsx, Format.csv} else "a picture"
    raise Unreadable(
        f"This file is {holds}. Nothing was stored. "
        "Please choose the note itself, as Word (.docx), PDF, Markdown or plain text."
    )
