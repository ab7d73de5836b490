"""Plain text: paragraphs by blank lines, headings by standing alone, bullets and footnotes by their marks.

A line break inside a paragraph is a space where the line was full and stays a break where the writer chose it, as in
an address. Lines longer than a page is wide are paragraphs of their own: that is how word processors save plain text.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from underrose.methods.documents.model import Block, Document, Footnote, Kind
from underrose.methods.documents.readers.headings import looks_like_heading, with_title_levels
from underrose.methods.documents.readers.inline import Run, markdown

_WIDE = 120
_NARROW = 60
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-•*–—▪◦‣·●○■])[ \t]+(?P<words>\S.*)", re.DOTALL)
NUMBER = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])[ \t]+(?P<words>\S.*)", re.DOTALL
)
_BODY = re.compile(
    r"[ \t]*(?:(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[†‡])|\[\^?(?P<boxed>\d{1,4})\]:?)[ \t]*(?P<words>\S.*)", re.DOTALL
)
_REFERENCE = re.compile(
    r"(?P<link>\[(?P<label>[^\[\]\n]+)\]\((?P<target>[^\s()<>]*)\))"
    r"|(?P<raised>(?<=\S)(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[†‡]))|\[\^?(?P<boxed>\d{1,4})\]"
)
_UNIT = re.compile(r"\b(?:m|km|cm|mm|ft|mi|ha)$")
_UNDERLINE = re.compile(r"[=\-~_*]{3,}")
_RULE = re.compile(r"[ \t]*(?:[=_*~#-][ \t]?){3,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together, joined, and the number of the first of them."""

    line: int
    words: str

    @property
    def item(self) -> re.Match[str] | None:
        return BULLET.fullmatch(self.words) or NUMBER.fullmatch(self.words)


def read(text: str, left_out: tuple[str, ...] = ()) -> Document:
    """A plain text as a document."""
    pieces = _pieces(text)
    referred = {
        _mark(found)
        for piece in pieces
        for found in _REFERENCE.finditer(piece.words)
        if not found["link"] and found.start() > len(piece.words) - len(piece.words.lstrip())
    }
    bodies: dict[str, Piece] = {}
    running: list[Piece] = []
    for piece in pieces:
        body = _BODY.fullmatch(piece.words)
        mark = _mark(body) if body else ""
        if body and mark not in bodies and (body["raised"] or mark in referred):
            bodies[mark] = piece
        else:
            running.append(piece)
    blocks = _blocks(running, frozenset(bodies))
    notes = tuple(_footnote(mark, piece) for mark, piece in bodies.items())
    return Document(tuple(with_title_levels(blocks)), notes, "txt", left_out)


def joined(lines: Sequence[str]) -> str:
    """Wrapped lines as one; a break is kept where the next word would still have fitted."""
    width = max([_NARROW, *(len(line) for line in lines)])
    text = lines[0].rstrip()
    for before, line in itertools.pairwise(lines):
        first = line.split(maxsplit=1)[0]
        is_full = len(before.rstrip()) + 1 + len(first) > width
        text = f"{text}{' ' if is_full else chr(10)}{line.strip()}"
    return text


def _mark(found: re.Match[str]) -> str:
    return found["boxed"] or (found["raised"] or "").translate(_SUPERSCRIPTS)


def _pieces(text: str) -> list[Piece]:
    lines = text.expandtabs(4).split("\n")
    written = [len(line) for line in lines if line.strip()]
    is_line_each = any(length > _WIDE for length in written) and (len(lines) - len(written)) * 10 < len(
        written
    )
    pieces: list[Piece] = []
    group: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if group and (is_line_each or not line.strip()):
            pieces.extend(_cut(number - len(group), group))
            group = []
        if line.strip():
            group.append(line.rstrip())
    return pieces


def _cut(start: int, group: list[str]) -> list[Piece]:
    """A group of lines between blank lines, cut where a new item, note, heading or long line begins."""
    cuts = [0, *(at for at in range(1, len(group)) if _begins(group, at)), len(group)]
    found = []
    for first, last in itertools.pairwise(cuts):
        lines = [line for line in group[first:last] if not _RULE.fullmatch(line)]
        if lines:
            found.append(Piece(start + first, joined(lines)))
    return found


def _begins(group: list[str], at: int) -> bool:
    line, before = group[at], group[at - 1]
    if BULLET.fullmatch(line) or _BODY.fullmatch(line) or _UNDERLINE.fullmatch(before.strip()):
        return True
    if NUMBER.fullmatch(line):
        return before.rstrip()[-1] in ".;:?" or bool(NUMBER.fullmatch(before)) or at == 1
    if len(line) > _WIDE or len(before) > _WIDE:
        return True
    is_chosen = len(before) + 1 + len(line.split(maxsplit=1)[0]) < len(line)
    return at == 1 and is_chosen and len(line) >= _NARROW and looks_like_heading(before)


def _blocks(pieces: list[Piece], numbers: frozenset[str]) -> list[Block]:
    blocks: list[Block] = []
    indents: list[int] = []
    items = [piece.item for piece in pieces]
    for at, piece in enumerate(pieces):
        after = items[at + 1] if at + 1 < len(pieces) else None
        before = items[at - 1] if at else None
        item = items[at]
        place = f"line {piece.line}"
        if item and not _is_numbered_heading(item, before, after):
            level = _level(indents, len(item["indent"]))
            text = _words(item["words"], numbers)
            blocks.append(
                Block(Kind.item, text, level, NUMBER.fullmatch(piece.words) is not None, place=place)
            )
            continue
        indents.clear()
        words = (
            item["words"]
            if item
            else piece.words.lstrip("# ")
            if piece.words.startswith("#")
            else piece.words
        )
        is_heading = looks_like_heading(words, leads_to_list=after is not None)
        text = _words(words, numbers)
        blocks.append(Block(Kind.heading if is_heading else Kind.paragraph, text, place=place))
    return blocks


def _is_numbered_heading(
    item: re.Match[str], before: re.Match[str] | None, after: re.Match[str] | None
) -> bool:
    """A line such as "1. Summary" alone between paragraphs is a heading, not a list of one."""
    is_number = item["mark"].strip("().").isdigit()
    return is_number and not before and not after and looks_like_heading(item["words"])


def _level(indents: list[int], indent: int) -> int:
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)


def _footnote(mark: str, piece: Piece) -> Footnote:
    body = _BODY.fullmatch(piece.words)
    assert body
    return Footnote(mark, _words(body["words"].replace("\n", " "), frozenset()), f"line {piece.line}")


def _words(words: str, numbers: frozenset[str]) -> str:
    runs: list[Run] = []
    last = 0
    for found in _REFERENCE.finditer(words):
        if found["link"]:
            run = Run(found["label"], link=found["target"])
        elif _mark(found) in numbers and not (
            found["raised"] and _UNIT.search(words, max(0, found.start() - 3), found.start())
        ):
            run = Run("", note=_mark(found))
        else:
            continue
        runs += [Run(words[last : found.start()]), run]
        last = found.end()
    return markdown([*runs, Run(words[last:])])
