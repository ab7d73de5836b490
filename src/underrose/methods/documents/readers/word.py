"""Word: read here from its own XML, in the same guarded process.

A converter such as pandoc would be a second program to start, to limit and to trust, and it does not say what it
drops. What a note needs of Word is little: styles that say heading or list, footnotes, links, emphasis, tables.
Tracked changes are read as accepted. Everything else is left out by name, and words that nobody read are told.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from underrose.methods.documents.model import Aside, Block, Document, Footnote, Kind
from underrose.methods.documents.readers.archive import Archive
from underrose.methods.documents.readers.headings import looks_like_heading, with_title_levels
from underrose.methods.documents.readers.inline import Run, markdown, plain
from underrose.methods.documents.readers.shortening import shortened
from underrose.methods.documents.readers.struck_out import struck_out
from underrose.methods.documents.readers.text import BULLET
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.readers.word_styles import Look, Styles, attribute, local, parsed
from underrose.methods.documents.readers.word_unread import margin, told
from underrose.methods.documents.readers.word_words import Words, related, relationships

_REMARKS = {
    "comment": ("1 comment in the margin was left out.", "{} comments in the margin were left out."),
    "picture": ("1 picture was left out.", "{} pictures were left out."),
    "drawing": ("1 drawing or chart was left out.", "{} drawings or charts were left out."),
    "hidden": ("1 stretch of hidden text was left out.", "{} stretches of hidden text were left out."),
    "change": ("1 tracked change was read as accepted.", "{} tracked changes were read as accepted."),
    "outside": (
        "1 reference to a file outside this one was not followed.",
        "{} references to files outside this one were not followed.",
    ),
    "template": (
        "The template of this file lies elsewhere and was not opened; nothing of it stands in the text.",
        "{} templates of this file lie elsewhere and were not opened; nothing of them stands in the text.",
    ),
    "symbol": ("1 sign of a symbol font was not read.", "{} signs of a symbol font were not read."),
    "field": (
        "1 field that shows words of its own was not read.",
        "{} fields that show words of their own were not read.",
    ),
    "bound": (
        "1 field was read as it was last saved; Word may fill it with other words when it opens the file.",
        "{} fields were read as they were last saved; Word may fill them with other words when it opens the file.",
    ),
}
_TEMPLATE = "attachedTemplate"
_LISTED = ("comment", "hidden", "change", "template")
"""Places whose words the inspection of a file lists, one by one, and what has none."""


def read(archive: Archive) -> Document:
    """A Word document as a document."""
    main = _main_part(archive)
    folder, _, name = main.rpartition("/")
    links = relationships(archive.part(f"{folder}/_rels/{name}.rels".lstrip("/")))
    root = parsed(archive.part(main))
    body = next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise Unreadable(
            "This Word file has no text that can be found. Nothing was stored. "
            "Please open it in Word, save it under a new name and try again."
        )
    counts: Counter[str] = Counter()
    styles = Styles.of(*(_first_of(archive, main, kind) for kind in ("styles", "numbering")))
    words = Words(links, counts, styles)
    reader = _Reader(styles, words)
    reader.walk(body)
    blocks = reader.blocks
    if not any(block.kind is Kind.heading for block in blocks):
        blocks = with_title_levels(_promoted(blocks, reader.bold))
    trees = [root]
    footnotes = tuple(_footnotes(archive, main, words, trees))
    counts["outside"] += _outside(archive, "hyperlink", _TEMPLATE)
    counts["template"] += _outside(archive) - _outside(archive, _TEMPLATE)
    counts["comment"] += _comments(archive, main)
    remarks = {
        key: one if counts[key] == 1 else more.format(counts[key])
        for key, (one, more) in _REMARKS.items()
        if counts[key]
    }
    numbers = (
        Aside(f"Left out from the numbers of a list: “{shortened(said)}”.", said) for said in styles.unread
    )
    told_last = (*struck_out(words.struck), *_margins(archive, main), *numbers, *told(trees))
    left_out = (*remarks.values(), *(one.sentence for one in told_last))
    listed = (Aside(remarks[key]) for key in _LISTED if key in remarks)
    return Document(
        tuple(blocks),
        footnotes,
        "docx",
        left_out,
        (*listed, *told_last),
        pictures=remarks.get("picture", ""),
        drawings=remarks.get("drawing", ""),
    )


@dataclass(slots=True)
class _Reader:
    styles: Styles
    words: Words
    blocks: list[Block] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    """The blocks that are bold from end to end: headings, where no style says which are."""
    paragraphs: int = 0

    def walk(self, parent: etree._Element) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif (inner := self.words.inner(child)) is None:
                continue
            elif any(local(found) in {"p", "tbl"} for found in inner.iter()):
                self.walk(inner)
            elif len(inner):
                self._paragraph(inner)

    def _paragraph(self, element: etree._Element) -> None:
        look = self.styles.look(element)
        struck = len(self.words.struck)
        runs = self.words.runs(element, look)
        boxes = self.words.boxes()
        text = plain(runs)
        is_written = bool(text) or any(run.note for run in runs)
        self.paragraphs += is_written or len(self.words.struck) > struck
        if is_written:
            self._add(look, runs, text)
        for box in boxes:
            self.walk(box)

    def _add(self, look: Look, runs: list[Run], text: str) -> None:
        place = f"paragraph {self.paragraphs}"
        said = [run for run in runs if run.words.strip()]
        is_bold = bool(said) and all(run.is_bold for run in said)
        bullet = BULLET.fullmatch(text)
        if look.heading or (is_bold and look.kind is Kind.paragraph):
            runs = [replace(run, is_bold=False) for run in runs]
        if look.heading:
            self.blocks.append(
                Block(Kind.heading, markdown(runs).replace("\n", " "), look.heading, place=place)
            )
        elif look.kind is Kind.paragraph and bullet:
            self.blocks.append(Block(Kind.item, markdown(_without_mark(runs)), place=place))
        else:
            if is_bold and look.kind is Kind.paragraph:
                self.bold.add(len(self.blocks))
            self.blocks.append(Block(look.kind, markdown(runs), look.level, look.is_ordered, place=place))

    def _table(self, element: etree._Element) -> None:
        rows = [list(self._members(row, "tc")) for row in self._members(element, "tr")]
        if max((len(row) for row in rows), default=0) == 1:
            for row in rows:
                for cell in row:
                    self.walk(cell)
            return
        self.paragraphs += 1
        place = f"paragraph {self.paragraphs}"
        cells = tuple(tuple(self._cell(cell) for cell in row) for row in rows if row)
        if cells:
            self.blocks.append(Block(Kind.table, "", rows=cells, place=place))

    def _members(self, parent: etree._Element, name: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, whatever is laid around them."""
        for child in parent:
            if local(child) == name:
                yield child
            elif local(child) not in {"p", "tbl", "tc"} and (inner := self.words.inner(child)) is not None:
                yield from self._members(inner, name)

    def _cell(self, cell: etree._Element) -> str:
        texts = [markdown(self.words.runs(p, self.styles.look(p))) for p in cell.iter() if local(p) == "p"]
        self.words.boxes()
        return " ".join(text.replace("\n", " ") for text in texts if text)


def _without_mark(runs: list[Run]) -> list[Run]:
    """The runs of "• words" without the bullet that was typed by hand."""
    kept: list[Run] = []
    is_open = True
    for run in runs:
        words = run.words.lstrip(" \t-•*–—▪◦‣·●○■") if is_open else run.words
        is_open = is_open and not words
        if words or run.note:
            kept.append(replace(run, words=words))
    return kept


def _promoted(blocks: list[Block], bold: set[int]) -> list[Block]:
    """Headings of a document that has no heading styles: short bold paragraphs, else short ones that stand alone."""

    def is_heading(at: int, block: Block) -> bool:
        if block.kind is not Kind.paragraph:
            return False
        following = blocks[at + 1].kind if at + 1 < len(blocks) else None
        return looks_like_heading(block.text, leads_to_list=following is Kind.item)

    candidates = {at for at, block in enumerate(blocks) if is_heading(at, block)}
    chosen = candidates & bold or candidates
    return [replace(block, kind=Kind.heading) if at in chosen else block for at, block in enumerate(blocks)]


def _main_part(archive: Archive) -> str:
    for kind, target, is_outside in relationships(archive.part("_rels/.rels")).values():
        if kind == "officeDocument" and not is_outside:
            return target.lstrip("/")
    return "word/document.xml"


def _first_of(archive: Archive, main: str, kind: str) -> bytes:
    return next((archive.part(name) for name in related(archive, main, kind)), b"")


def _footnotes(archive: Archive, main: str, words: Words, trees: list[etree._Element]) -> Iterator[Footnote]:
    """The notes in the order of their numbers; a note may be written in the footnotes or the endnotes."""
    for kind in ("footnote", "endnote"):
        for name in related(archive, main, f"{kind}s"):
            root = parsed(archive.part(name))
            trees.append(root)
            folder, _, short = name.rpartition("/")
            words.links = relationships(archive.part(f"{folder}/_rels/{short}.rels".lstrip("/")))
            bodies = {attribute(note, "id"): note for note in root if local(note) == kind}
            for (written, key), number in list(words.notes.items()):
                body = bodies.get(key)
                if written == kind and body is not None:
                    texts = [markdown(words.runs(p, Look())) for p in body.iter() if local(p) == "p"]
                    text = " ".join(text.replace("\n", " ") for text in texts if text)
                    yield Footnote(number, text, f"footnote {number}")


def _outside(archive: Archive, *without: str) -> int:
    """References to templates, pictures and the like elsewhere; links in the text are counted apart."""
    return sum(
        is_outside and kind not in without
        for name, part in archive.parts.items()
        if name.endswith(".rels")
        for kind, _, is_outside in relationships(part).values()
    )


def _comments(archive: Archive, main: str) -> int:
    parts = (parsed(archive.part(name)) for name in related(archive, main, "comments"))
    return sum(1 for part in parts for child in part if local(child) == "comment")


def _margins(archive: Archive, main: str) -> Iterator[Aside]:
    """What stands in running heads and feet, in its words, because a reference may be written there alone."""
    seen: dict[str, None] = {}
    for name in sorted({*related(archive, main, "header"), *related(archive, main, "footer")}):
        said = margin(parsed(archive.part(name)))
        if any(letter.isalpha() or letter == "\ufffd" for letter in said):
            seen[" ".join(said.split())] = None
    yield from (Aside(f"Left out from the margin of the page: “{shortened(said)}”.", said) for said in seen)
