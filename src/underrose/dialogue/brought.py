"""What came as a file: a text to be checked as one run of words, or a rapporteur's notes as points."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from underrose.dialogue import line_marks, note_tables
from underrose.dialogue.line_marks import known_headings
from underrose.dialogue.models import Kind
from underrose.kit.text import plain
from underrose.methods.documents.model import Block, Document
from underrose.methods.documents.model import Kind as Block_
from underrose.methods.documents.readers.headings import looks_like_heading
from underrose.methods.names import fold

_NUMBER = re.compile(r"^\W*(?:\w+\W+)?\d+\s*[.:)–-]\s*")
"""What may stand before the words of a theme in a heading: "Theme 2: "."""
_ITEM = re.compile(r"\s*(?:[-•*–—▪◦‣·●○■]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDED = re.compile(r"[.?!:;…][\"'”»)\]]*$")
_FULL = 60
"""Letters of a line from which on it may have been broken because it was full."""
_THEME, _KIND = 7, 8
"""Depths of lines that are headings by their words alone: below all real ones, kinds below themes."""
_MOST_OF_A_HEADING = 3
"""Words. A longer line may be a sentence."""
_MOSTLY, _OFTEN = 0.6, 0.4
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
"""Where a text refers to a footnote."""
_MARK = re.compile(r"\s?\\?\[\\?\^\w{1,20}\\?\]")
"""A reference that leads nowhere, with the signs that keep it from being one: no word, and nothing a point should carry."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point as it was read out of a file, with the kind, the theme and the agreement that stand by it."""

    kind: Kind
    words: str
    theme: str = ""
    """The key of a theme of the note, or blank."""
    agreement: str = ""
    is_heading: bool = False
    """Whether it was read as a heading: shown, so that nothing is lost, and taken only if somebody ticks it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The points of a file, how many hours were taken out at the head of them, and the columns that were left out."""

    points: tuple[Proposal, ...]
    hours: int = 0
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    themes: Mapping[str, str]
    """Keys by their folded words."""
    has_levels: bool = True
    kind: tuple[Kind, int] = (Kind.issue, 0)
    theme: tuple[str, int] = ("", 0)
    points: list[Proposal] = field(default_factory=list)
    hours: int = 0
    columns: list[str] = field(default_factory=list)

    def heading(self, words: str, level: int, *, leads: bool) -> None:
        """Of two headings the deeper one goes with the other; else the later one ends it.

        Telegraphic notes are full of lines that look like headings. One that leads to nothing is a line; one whose words
        are more than a theme or a kind stands among the points, without a tick.
        """
        if key := self.theme_of(words):
            level = level if self.has_levels else _THEME
            self.theme = key, level
            self.kind = self.kind if self.kind[1] < level else (Kind.issue, 0)
            return
        kind, is_kind_alone = _kind_of(words), _is_kind(words)
        if not is_kind_alone and (not leads or self._is_rather_a_line(words, kind)):
            self.line(words)
            return
        level = level if self.has_levels else _KIND if kind else _THEME
        self.kind = kind or Kind.issue, level
        self.theme = self.theme if self.theme[1] < level else ("", 0)
        if not is_kind_alone:
            self.points.append(Proposal(self.kind[0], words, self.theme[0], is_heading=True))

    def _is_rather_a_line(self, words: str, kind: Kind | None) -> bool:
        """A guess that a line is a heading is wrong at times: then nothing is lost, and a tick is taken out."""
        return kind is None and not self.has_levels and len(words.split()) > _MOST_OF_A_HEADING

    def theme_of(self, words: str) -> str:
        return self.themes.get(fold(_NUMBER.sub("", words)).strip()) or self.themes.get(fold(words), "")

    def is_line(self, words: str) -> bool:
        """Whether a heading of a text without depths is a short line of notes: "Q: who keeps the list?"."""
        return not self.has_levels and not self.theme_of(words) and line_marks.is_marked(words)

    def line(self, words: str, given: note_tables.Row | None = None) -> None:
        """One point. What stands before its words is read, and an hour there is taken out."""
        words, has_hour = line_marks.without_hour(words)
        self.hours += has_hour
        kind, theme, agreement = self.kind[0], self.theme[0], ""
        if found := line_marks.kind_of_prefix(words):
            kind, words = found
        if given:
            kind, agreement = given.kind or kind, given.agreement
            theme = self.theme_of(given.theme) or theme
        if any(map(str.isalnum, words)):
            self.points.append(Proposal(kind, words.strip(), theme, agreement))

    def table(self, block: Block) -> None:
        found = note_tables.read(block.rows)
        self.columns += found.left_out
        for row in found.rows:
            self.hours += row.hours
            self.line(row.words, row)


def whole_text(document: Document) -> str:
    """Paragraphs parted by an empty line, so that nothing is read across them; without marks of emphasis, which would cut names."""
    parts = [*_paragraphs(document), *(f"{note.number} {plain(note.text)}" for note in document.footnotes)]
    return "\n\n".join(part for part in parts if part.strip())


def proposals(document: Document, themes: Mapping[str, str] | None = None) -> list[Proposal]:
    """The points of a document alone, without its headings. `themes` are keys by their words."""
    return [one for one in notes(document, themes).points if not one.is_heading]


def notes(document: Document, themes: Mapping[str, str] | None = None) -> Notes:
    """Each paragraph, item, row and marked line is a point; a heading says of what kind those below it are, or of which theme.

    A line that is a theme of the note, or a kind, and nothing else is a heading too. A footnote stands in brackets where it
    is referred to, for a point has none; one that is referred to nowhere is a point. Linear.
    """
    known = {fold(words): key for words, key in (themes or {}).items()}
    reader = _Reader(known, document.format != "txt")
    is_pdf = document.format == "pdf"
    blocks = [line for block in document.blocks for line in _lines_of(block, is_each_its_own=is_pdf)]
    footnotes = _Footnotes({one.number: one.text for one in document.footnotes})
    for at, block in enumerate(blocks):
        if block.rows:
            rows = tuple(tuple(map(footnotes.told, row)) for row in block.rows)
            reader.table(replace(block, rows=rows))
            continue
        words = " ".join(plain(footnotes.told(block.text)).split())
        if block.kind == Block_.heading and not reader.is_line(words):
            reader.heading(words, block.level, leads=_leads(blocks, at))
        elif level := _level_of_words(reader, words) or (_THEME if _is_numbered_heading(blocks, at) else 0):
            reader.heading(words, level, leads=True)
        else:
            reader.line(words)
    for words in footnotes.left():
        reader.line(words)
    return Notes(tuple(reader.points), reader.hours, tuple(dict.fromkeys(reader.columns)))


@dataclass(slots=True)
class _Footnotes:
    """Their words by their numbers, and which of them have found their place."""

    words: Mapping[str, str]
    placed: set[str] = field(default_factory=set)

    def told(self, text: str) -> str:
        """A text with the words of its footnotes in brackets, and without marks."""

        def in_brackets(found: re.Match[str]) -> str:
            self.placed.add(found[1])
            return f" ({_MARK.sub('', self.words[found[1]])})" if found[1] in self.words else found[0]

        return _MARK.sub("", _REFERENCE.sub(in_brackets, text))

    def left(self) -> Iterator[str]:
        """The words of those that nothing refers to."""
        for number, words in self.words.items():
            if number not in self.placed:
                yield plain(_MARK.sub("", words))


def _leads(blocks: list[Block], at: int) -> bool:
    """Whether something stands below a heading: what is no heading, or a deeper one."""
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return bool(after and (after.kind != Block_.heading or after.level > blocks[at].level))


def parted(raw: bytes, name: str, themes: Iterable[str] = ()) -> bytes:
    """A plain text with an empty line between lines that say by their head that each stands for itself, and around headings.

    A line that is one of `themes`, or a kind, and nothing else is a heading, also directly above its notes. Where lines end
    long before they are full, as they do in notes on a telephone, each stands for itself.
    Readers of plain text join lines that follow each other, as editors break them. Other files and letters are left alone.
    """
    if not name.lower().endswith((".txt", ".md", ".markdown", ".text")):
        return raw
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    known = frozenset(map(fold, themes))
    if name.lower().endswith((".txt", ".text")) and not _is_wrapped(lines):
        return "\n".join(_one_by_one(lines)).encode("utf-8")
    if not any(
        line_marks.is_marked(_ITEM.sub("", line, count=1)) or _is_heading(line, known) for line in lines
    ):
        return raw
    groups, group = [], list[str]()
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
            continue
        groups.append("\n".join(_apart(group, known)))
        group = []
    return "\n\n".join(one for one in groups if one).encode("utf-8")


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines that another follows end because the next word had no room, and sentences go on in the next; or nothing follows any.

    Lines of lists and footnotes are cut by the reader itself.
    """
    width = max(map(len, lines))
    inner = [
        (before, line)
        for before, line in pairwise(lines)
        if before.strip() and line.strip() and not _ITEM.match(line)
    ]
    full = sum(len(before.rstrip()) + 1 + len(line.split()[0]) > width for before, line in inner)
    within = sum(not line.lstrip()[:1].isupper() for _before, line in inner)
    return full >= _MOSTLY * len(inner) and within >= _OFTEN * len(inner)


def _one_by_one(lines: list[str]) -> Iterator[str]:
    """Each line with an empty one before it, but for what plainly goes on: in small letters, after a comma or where lines are sentences."""
    written = [line for line in lines if line.strip()]
    are_sentences = sum(bool(_ENDED.search(line.rstrip())) for line in written) >= _OFTEN * len(written)
    for before, line in zip(["", *lines], lines, strict=False):
        is_open = before.rstrip().endswith((",", "-")) or (
            are_sentences and not _ENDED.search(before.rstrip())
        )
        is_rest = is_open and line.lstrip()[:1].islower()
        if before.strip() and line.strip() and not is_rest:
            yield ""
        yield line


def _apart(group: list[str], themes: frozenset[str]) -> Iterator[str]:
    """Lines that follow each other: each on its own where one of them is marked, but for what goes on below."""
    is_marked = any(line_marks.is_marked(_ITEM.sub("", line, count=1)) for line in group)
    for at, line in enumerate(group):
        is_headed = at and (_is_heading(line, themes) or _is_heading(group[at - 1], themes))
        if is_headed or (at and is_marked and not _goes_on(group[at - 1], line)):
            yield ""
        yield line


def _is_heading(line: str, themes: frozenset[str]) -> bool:
    """Whether a line of a text is a theme, numbered or not, or a kind, and nothing else."""
    words = line.strip(" \t#*_")
    return bool({fold(words), fold(_NUMBER.sub("", words))} & themes) or _is_kind(words)


def _goes_on(before: str, line: str, *, was_full: int = _FULL) -> bool:
    """Whether a line is the rest of the one before it, which was full from so many letters on."""
    if line_marks.is_marked(line) or _ITEM.match(line):
        return False
    is_open = before.rstrip().endswith((",", "-"))
    return (
        is_open
        or line.lstrip()[:1].islower()
        or (len(before) >= was_full and not _ENDED.search(before.rstrip()))
    )


def _lines_of(block: Block, *, is_each_its_own: bool) -> Iterator[Block]:
    """A block, in its own lines where one of them is marked, or where all that end before they are full do so by choice, as in a PDF."""
    lines = [line for line in block.text.split("\n") if line.strip()]
    is_apart = is_each_its_own or any(map(line_marks.is_marked, lines))
    if block.rows or len(lines) < 2 or not is_apart:  # noqa: PLR2004 # several lines
        yield block
        return
    # The reader of a PDF has joined full lines already.
    full = len(block.text) + 1 if is_each_its_own else _FULL
    starts = (at for at in range(1, len(lines)) if not _goes_on(lines[at - 1], lines[at], was_full=full))
    cuts = [0, *starts, len(lines)]
    yield from (replace(block, text=" ".join(lines[start:end])) for start, end in pairwise(cuts))


def _level_of_words(reader: _Reader, words: str) -> int:
    """The depth of a line that is a theme of the note, or a kind, and nothing else; 0 for all others."""
    if reader.theme_of(words):
        return _THEME
    return _KIND if _is_kind(words) else 0


def _is_kind(words: str) -> bool:
    return not _ENDED.search(words.removesuffix(":")) and fold(words) in dict(known_headings())


def _is_numbered_heading(blocks: list[Block], at: int) -> bool:
    """A short numbered line directly above notes that are not numbered: "3. Early warning"."""

    def is_numbered(place: int) -> bool:
        return 0 <= place < len(blocks) and blocks[place].kind == Block_.item and blocks[place].is_ordered

    words = plain(blocks[at].text)
    if not is_numbered(at) or is_numbered(at - 1) or is_numbered(at + 1) or at + 1 == len(blocks):
        return False
    after = blocks[at + 1]
    is_note = after.kind == Block_.item or line_marks.is_marked(plain(after.text))
    return is_note and looks_like_heading(words) and not line_marks.is_marked(words)


def _kind_of(heading: str) -> Kind | None:
    words = f" {fold(heading)} "
    return next((kind for said, kind in known_headings() if f" {said} " in words), None)


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.rows:
            yield from (" · ".join(plain(cell) for cell in row if cell.strip()) for row in block.rows)
        else:
            yield plain(block.text)
