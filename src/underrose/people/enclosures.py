"""The words of a file that goes with a letter, to see whether they name somebody. Nothing is kept of them."""

import re
from itertools import chain

from underrose.kit.models import OutboxPart
from underrose.methods.documents.model import Document
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.reading import read
from underrose.people import listed

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = ("application/pdf", f"{_OFFICE}wordprocessingml.document")
TABLES = (f"{_OFFICE}spreadsheetml.sheet",)
_FOLDED = re.compile(r"\r?\n[ \t]")


def words(part: OutboxPart) -> str:
    """Its name and its text; of a picture or a sound the name alone. Where nothing could be read it might hold any name."""
    if part.media_type.startswith("text/"):
        return f"{part.name} {_unfolded(part.body)}"
    try:
        if part.media_type in DOCUMENTS:
            return f"{part.name} {_text(read(part.body, part.name))}"
        if part.media_type in TABLES:
            lines = listed.lines(part.body, part.name)
            return " | ".join([part.name, *chain.from_iterable(line.cells for line in lines)])
    except Unreadable as fault:
        raise listed.NotRead from fault
    return str(part.name)


def _unfolded(body: bytes) -> str:
    """An entry for the calendar breaks its lines anywhere, also within a name."""
    return _FOLDED.sub("", body.decode("utf-8", "replace"))


def _text(document: Document) -> str:
    blocks = ((block.text, *chain.from_iterable(block.rows)) for block in document.blocks)
    return "\n".join([*chain.from_iterable(blocks), *(note.text for note in document.footnotes)])
