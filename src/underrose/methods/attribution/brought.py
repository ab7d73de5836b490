"""A file that is to go out: the text a reader sees, with where each piece stands, and what the file carries beside it.

Word, PDF and spreadsheets are opened in guarded processes (`methods.documents`, `methods.inspection`). What cannot be
read raises `Unreadable`: it blocks, it does not pass.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from underrose.methods.attribution.values import Discreet, Leak
from underrose.methods.documents.intake import Format, Unreadable, check
from underrose.methods.documents.model import Block, Document
from underrose.methods.documents.readers.letters import UNKNOWN, Letters, decode
from underrose.methods.documents.reading import read
from underrose.methods.inspection.asking import inspect_file
from underrose.methods.inspection.values import Part, What

_LINE = re.compile("\n")
_PLAIN = frozenset({Format.txt, Format.md, Format.csv})
_PICTURES = frozenset({Format.png, Format.jpg})
_PROPERTIES = frozenset(
    {
        What.author, What.last_editor, What.revision, What.moment, What.topic, What.remark, What.house,
        What.custom_property, What.label, What.people, What.revision_ids, What.document_variable, What.camera, What.gps,
        What.colour_profile, What.xmp, What.picture_remark, What.pdf_info, What.printer, What.style_name, What.thumbnail,
    }
)  # fmt: skip


class Carried(NamedTuple):
    """One thing the file carries beside its text, and whether it is a property (M2) or words (M1)."""

    leak: Leak
    part: Part


@dataclass(frozen=True, slots=True, repr=False)
class Brought(Discreet):
    """The text in one piece. `starts` are where its pieces begin and `places` where a person finds them."""

    name: str
    text: str
    starts: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    _lines: list[int] = field(default_factory=list, compare=False)

    def place(self, position: int) -> str:
        """Where a position stands: "paragraph 9", or line and column of plain text."""
        if self.starts and (place := self.places[max(0, bisect_right(self.starts, position) - 1)]):
            return place
        line, column = self.line_and_column(position)
        return f"line {line}, column {column}"

    def line_and_column(self, position: int) -> tuple[int, int]:
        """Both counted from 1. Logarithmic in the lines, which are found once."""
        if not self._lines:
            self._lines.extend((0, *(found.end() for found in _LINE.finditer(self.text))))
        line = bisect_right(self._lines, position)
        return line, position - self._lines[line - 1] + 1


def brought(path: Path) -> Brought:
    """A file by its path; `Unreadable` with a sentence where it cannot be opened, read or looked into."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"The file {path.name} cannot be opened.") from error
    return opened(raw, path.name)


def opened(raw: bytes, name: str) -> Brought:
    """A file by its bytes. Plain text keeps its own lines and places; pictures have no text."""
    kind = check(raw, name)
    if kind in _PLAIN:
        return _as_typed(name, decode(raw))
    inside = inspect_file(raw, name)
    if inside.blocked:
        raise Unreadable(inside.blocked)
    carried = tuple(
        Carried(Leak.property if part.what in _PROPERTIES else Leak.document, part)
        for part in inside.left_out
    )
    if kind in _PICTURES:
        return Brought(name, "", carried=carried)
    if kind is Format.xlsx:
        return Brought(name, inside.text, carried=carried)
    return _laid_out(name, read(raw, name), carried)


def _as_typed(name: str, found: Letters) -> Brought:
    """Letters that were guessed are refused: names are looked for, and one wrong letter hides one."""
    if found.is_guessed:
        raise Unreadable(UNKNOWN)
    carried = (Carried(Leak.document, Part(name, What.other, said, "not read")) for said in found.told)
    return Brought(name, found.text, carried=tuple(carried))


def _laid_out(name: str, document: Document, carried: tuple[Carried, ...]) -> Brought:
    pieces = [(_words(block), block.place) for block in document.blocks]
    pieces += [(f"[^{note.number}]: {note.text}", note.place) for note in document.footnotes]
    pieces += [(one.words, one.place) for one in document.aside if one.place]
    starts, at = [], 0
    for words, _ in pieces:
        starts.append(at)
        at += len(words) + 2
    text = "\n\n".join(words for words, _ in pieces)
    listed = {one.sentence for one in document.aside if "not read" not in one.sentence.lower()}
    unread = (said for said in document.left_out if said not in listed)
    # The inspection lists margins, comments and hidden text; what the reader could not read is known to it alone.
    carried += tuple(
        Carried(Leak.document, Part("word/document.xml", What.other, said, "not read")) for said in unread
    )
    return Brought(name, text, tuple(starts), tuple(place for _, place in pieces), carried)


def _words(block: Block) -> str:
    return _rows(block.rows) if block.rows else block.text


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(" | ".join(cells) for cells in rows)
