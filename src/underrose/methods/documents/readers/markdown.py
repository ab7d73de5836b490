"""Markdown: CommonMark with tables, footnotes and struck-out words; the last, pictures and HTML are left out and said so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from underrose.methods.documents.model import Block, Document, Footnote, Kind
from underrose.methods.documents.readers.inline import Run, markdown
from underrose.methods.documents.readers.struck_out import struck_out

_PICTURE = "{} of this text {} left out."
_HTML = "HTML inside the text was left out; only its words stand where it enclosed any."
_SETTINGS = "The settings at the head of the file (between lines of ---) were left out."
_UNUSED = "The footnote [^{}] was left out because nothing in the text refers to it."
_STRIKE_MARK = re.compile(r"<(?P<end>/?)(?:s|del|strike)\b[^>]*>", re.IGNORECASE)

_DEEPEST = 100
"""Quotations and lists within each other. The parser passes over what lies deeper without a word; many more it could not bear."""


def read(text: str, left_out: tuple[str, ...] = (), *, is_whole: bool = False) -> Document:
    """A Markdown text as a document. `RecursionError` where all of it is wanted, and some lies deeper than is read."""
    parser = (
        MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
        .use(front_matter_plugin)
    )
    environment: dict[str, dict[str, dict[str, int]]] = {}
    tokens = parser.parse(text, environment)
    if is_whole and any(token.level >= _DEEPEST - 1 for token in tokens):
        raise RecursionError("nested deeper than is read")
    reader = _Reader(left_out=list(left_out))
    reader.walk(tokens)
    for label, use in environment.get("footnotes", {}).get("refs", {}).items():
        if use < 0:
            reader.left_out.append(_UNUSED.format(label.removeprefix(":")))
    if reader.pictures:
        words = ("1 picture", "was") if reader.pictures == 1 else (f"{reader.pictures} pictures", "were")
        reader.left_out.append(_PICTURE.format(*words))
    gone = reader.struck_notes - reader.standing_notes
    footnotes = tuple(note for note in reader.footnotes if note.number not in gone)
    struck = [*reader.struck, *(note.text for note in reader.footnotes if note.number in gone)]
    asides = tuple(struck_out(struck))
    told = (*reader.left_out, *(one.sentence for one in asides))
    return Document(tuple(reader.blocks), footnotes, "md", told, asides)


@dataclass(slots=True)
class _Reader:
    left_out: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    quotes: int = 0
    pictures: int = 0
    heading: int = 0
    is_item_open: bool = False
    note: str = ""
    line: int = 1
    numbers: dict[int, str] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    struck_notes: set[str] = field(default_factory=set)
    """Footnotes that struck-out words refer to."""
    standing_notes: set[str] = field(default_factory=set)

    def walk(self, tokens: Sequence[Token]) -> None:
        self.numbers = _numbers(tokens)
        for token in tokens:
            if token.map and not self.note:
                self.line = token.map[0] + 1
            step = getattr(self, f"_{token.type}", None)
            if step:
                step(token)

    def _heading_open(self, token: Token) -> None:
        self.heading = int(token.tag[1:])

    def _heading_close(self, _: Token) -> None:
        self.heading = 0

    def _bullet_list_open(self, _: Token) -> None:
        self.lists.append(False)

    def _ordered_list_open(self, _: Token) -> None:
        self.lists.append(True)

    def _bullet_list_close(self, _: Token) -> None:
        self.lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, _: Token) -> None:
        self.is_item_open = True

    def _blockquote_open(self, _: Token) -> None:
        self.quotes += 1

    def _blockquote_close(self, _: Token) -> None:
        self.quotes -= 1

    def _tr_open(self, _: Token) -> None:
        self.rows.append([])

    def _table_close(self, _: Token) -> None:
        rows = tuple(tuple(row) for row in self.rows)
        self.blocks.append(Block(Kind.table, "", rows=rows, place=self._place()))
        self.rows = []

    def _footnote_open(self, token: Token) -> None:
        self.note = self.numbers[token.meta["id"]]
        self.footnotes.append(Footnote(self.note, ""))

    def _footnote_close(self, _: Token) -> None:
        self.note = ""

    def _front_matter(self, _: Token) -> None:
        self.left_out.append(_SETTINGS)

    def _html_block(self, _: Token) -> None:
        self.left_out.append(_HTML)

    def _fence(self, token: Token) -> None:
        self._add(markdown([Run(token.content)]), token)

    _code_block = _fence

    def _inline(self, token: Token) -> None:
        self._add(markdown(self._runs(token.children or [])), token)

    def _add(self, text: str, token: Token) -> None:
        place = self._place()
        if self.note:
            before = self.footnotes[-1]
            if token.map:
                place = before.place or f"line {token.map[0] + 1}"
            self.footnotes[-1] = Footnote(before.number, f"{before.text} {text}".strip(), place)
        elif self.rows:
            self.rows[-1].append(text)
        elif self.heading:
            self.blocks.append(Block(Kind.heading, text.replace("\n", " "), self.heading, place=place))
        elif self.is_item_open and self.lists:
            self.is_item_open = False
            self.blocks.append(Block(Kind.item, text, len(self.lists), self.lists[-1], place=place))
        else:
            self.blocks.append(Block(Kind.quote if self.quotes else Kind.paragraph, text, place=place))

    def _place(self) -> str:
        return f"line {self.line}"

    def _runs(self, tokens: Sequence[Token]) -> list[Run]:
        runs: list[Run] = []
        bold = italic = struck = 0
        link = ""
        for token in tokens:
            bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
            italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
            step = _step(token)
            self.struck += [""] * (step > 0 and not struck)
            struck = max(0, struck + step)
            if token.type in {"link_open", "link_close"}:
                link = str(token.attrs.get("href", ""))
            elif token.type == "footnote_ref":
                number = self.numbers[token.meta["id"]]
                (self.struck_notes if struck else self.standing_notes).add(number)
                runs += [] if struck else [Run("", note=number)]
            elif token.type == "image":
                self.pictures += 1
            elif token.type == "html_inline" and not step:
                self.left_out.append(_HTML)
            words = {"softbreak": " ", "hardbreak": "\n", "text": token.content, "code_inline": token.content}
            if token.type in words and struck:
                self.struck[-1] += words[token.type]
            elif token.type in words:
                runs.append(Run(words[token.type], bold > 0, italic > 0, link))
        return runs


def _step(token: Token) -> int:
    """Into struck-out words or out of them, as Markdown or HTML marks them."""
    mark = _STRIKE_MARK.fullmatch(token.content) if token.type == "html_inline" else None
    if mark:
        return -1 if mark["end"] else 1
    return {"s_open": 1, "s_close": -1}.get(token.type, 0)


def _numbers(tokens: Sequence[Token]) -> dict[int, str]:
    """The number of each footnote: as written where all are numbers, else in the order of their first use."""
    labels = {
        token.meta["id"]: str(token.meta.get("label") or "")
        for token in tokens
        if token.type == "footnote_open"
    }
    is_as_written = all(label.isascii() and label.isdigit() for label in labels.values())
    return {at: label if is_as_written else str(at + 1) for at, label in labels.items()}
