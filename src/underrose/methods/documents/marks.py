"""Markdown as a tree of plain values.

Writers build their page from this tree and from nothing else, so no word of a note can act as code of the
typesetter or of the word processor: what Markdown does not know (raw HTML, code, formulas) stays words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LIVE = ("http://", "https://", "mailto:", "tel:")
"""Addresses that lead somewhere from a file; any other link stays words."""
DEEPEST = 6
"""Lists and quotations nested deeper than this are set at this depth."""
_HEAD = 64
_EDGE = " \xad\u200b"  # has no meaning at the edge of a paragraph, and a lone soft hyphen there stops typst
# The parser drops what is nested too deep, and no word may be lost: heaped marks and indents are cut before.
_NESTING = 200
_MARK = r"[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))"
_MARKERS = re.compile(rf"(?m)^((?:{_MARK}){{20}})(?:{_MARK})+")
_INDENT_KEPT = " " * 80
_INDENT = re.compile(r"(?m)^(?:[ ]{80,}|[ \t]*\t[ \t]{40,})")
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style, a reference to a footnote, or a forced new line."""

    text: str = ""
    is_strong: bool = False
    is_emphasis: bool = False
    url: str = ""
    note: str = ""
    is_break: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    runs: Runs
    level: int
    """From 1 within the passage, without gaps."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[tuple["Part", ...], ...]
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quotation:
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    sides: tuple[str, ...]
    """For each column "start", "center" or "end"."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A rule between two stretches of text."""


Part = Heading | Paragraph | Listing | Quotation | Table | Pause


def parts(markdown: str, notes: Iterable[str] = ()) -> tuple[Part, ...]:
    """The blocks of a passage. A reference to a footnote that is not in `notes` stays as it was written."""
    text = _MARKERS.sub(r"\1 ", _INDENT.sub(_INDENT_KEPT, _clean(markdown)))
    tokens = _parser().parse(text, {"notes": frozenset(notes)})
    return tuple(_ordered(_parts(_Cursor(tokens), until="", depth=0)))


def runs(markdown: str, notes: Iterable[str] = ()) -> Runs:
    """The words of one line or paragraph."""
    env = {"notes": frozenset(notes)}
    return _runs(_parser().parseInline(" ".join(_clean(markdown).split("\n")), env)[0].children or [])


def plain(text: str) -> str:
    """Words that are not Markdown: one line, composed letters, no control characters."""
    line = " ".join(_clean(text).split())
    return line if is_visible(line) else ""


def is_visible(text: str) -> bool:
    """Whether a reader would see anything of it; joiners, soft hyphens and spaces are not seen."""
    return any(not (c.isspace() or unicodedata.category(c) == "Cf") for c in text)


def has_words(found: Runs) -> bool:
    """Whether more stands there than calls of footnotes."""
    return is_visible(words(found))


def words(found: Runs) -> str:
    """The bare words of some runs, for a bookmark or a running head."""
    return "".join(" " if run.is_break else run.text for run in found).strip()


def is_wide(character: str) -> bool:
    """Whether a letter stands in a square of its own, as Chinese ones do."""
    return bool(_WIDE.match(character))


def shortened(title: str, less: int = 0) -> str:
    """A title for a running head, one line long but for `less` letters, cut at a word. Shortened again it bears no second mark."""
    width = 0
    for index, letter in enumerate(title):
        width += 2 if is_wide(letter) else 1
        if width > _HEAD - less:
            cut = title[:index].rsplit(" ", 1)[0] if " " in title[:index] else title[: index - 1]
            return cut.rstrip(" ,;:–-…") + "…"
    return title


def widths(table: Table) -> list[int]:
    """How much of the line each column of a wide table should have, in letters."""
    found: list[int] = []
    for column in zip(table.heads, *table.rows, strict=True):
        texts = [words(cell) for cell in column]
        longest_word = max((len(word) for text in texts for word in text.split()), default=1)
        longest = max(len(text) for text in texts)
        found.append(3 + max(4, min(longest_word, 24), min(longest * 2 // 3, 24)))
    return found


def walk(found: Sequence[Part]) -> Iterator[Runs]:
    """Every stretch of words in reading order."""
    for part in found:
        match part:
            case Heading(runs=line) | Paragraph(runs=line):
                yield line
            case Listing(items=items):
                for item in items:
                    yield from walk(item)
            case Quotation(parts=inner):
                yield from walk(inner)
            case Table(heads=heads, rows=rows):
                yield from heads
                for row in rows:
                    yield from row
            case _:  # a rule has no words
                pass


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING}).enable("table")
    parser.disable(["code", "fence", "html_block", "reference", "lheading", "backticks", "html_inline"])
    parser.inline.ruler.before("link", "note", _note)
    return parser


def _note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
    found = re.compile(r"\[\^([^\]\s]{1,40})\]").match(state.src, state.pos)
    if not found or found[1] not in state.env.get("notes", ()):
        return False
    if not silent:
        state.push("note", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


class _Cursor:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = iter(tokens)

    def until(self, closing: str) -> Iterator[Token]:
        """The tokens up to the closing one, or all that are left."""
        for token in self._tokens:
            if token.type == closing:
                return
            yield token

    def line(self) -> Runs:
        """The words of the block just opened; its closing token is read too."""
        inline = next(self._tokens)
        next(self._tokens)
        return _runs(inline.children or [])


def _parts(cursor: _Cursor, until: str, depth: int) -> Iterator[Part]:
    for token in cursor.until(until):
        yield from _part(cursor, token, depth)


def _part(cursor: _Cursor, token: Token, depth: int) -> Iterator[Part]:
    match token.type:
        case "heading_open":
            line = cursor.line()
            # Inside a list or a quotation, or without words, it would break the order of headings; it stays a line.
            lead = Paragraph(tuple(replace(run, is_strong=True) for run in line))
            is_heading = not depth and has_words(line)
            yield from ([Heading(line, int(token.tag[1])) if is_heading else lead] if line else [])
        case "paragraph_open":
            line = cursor.line()
            yield from ([Paragraph(line)] if line else [])
        case "bullet_list_open" | "ordered_list_open":
            yield from _listing(cursor, token, depth)
        case "blockquote_open":
            inner = tuple(_parts(cursor, "blockquote_close", depth + 1))
            yield from (inner if depth >= DEEPEST else [Quotation(inner)] if inner else [])
        case "table_open":
            yield _table(cursor)
        case _:  # the parser knows one more block, the rule
            yield Pause()


def _listing(cursor: _Cursor, opening: Token, depth: int) -> Iterator[Part]:
    closing = opening.type.replace("_open", "_close")
    items = [tuple(_parts(cursor, "list_item_close", depth + 1)) for _ in cursor.until(closing)]
    if depth >= DEEPEST:
        yield from (part for item in items for part in item)
    else:
        start = opening.attrGet("start")
        yield Listing(tuple(items), opening.type.startswith("ordered"), 1 if start is None else int(start))


def _table(cursor: _Cursor) -> Table:
    rows: list[list[Runs]] = []
    sides: list[str] = []
    for token in cursor.until("table_close"):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(cursor.line())
            if token.type == "th_open":
                side = str(token.attrGet("style") or "").removeprefix("text-align:")
                sides.append({"right": "end", "center": "center"}.get(side, "start"))
    return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(sides))


def _runs(tokens: Sequence[Token]) -> Runs:
    style = Run()
    strong = emphasis = 0
    found: list[Run] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
                style = replace(style, is_strong=strong > 0)
            case "em_open" | "em_close":
                emphasis += token.nesting
                style = replace(style, is_emphasis=emphasis > 0)
            case "link_open":
                style = replace(style, url=_live(str(token.attrGet("href") or "")))
            case "link_close":
                style = replace(style, url="")
            case "image":
                url = _live(str(token.attrGet("src") or ""))
                found += [replace(run, url=url) for run in _runs(token.children or [])]
            case "note":
                found.append(Run(note=token.content))
            case "hardbreak":
                found.append(Run(is_break=True))
            case "softbreak":
                found.append(replace(style, text="\n"))
            case _:
                found.append(replace(style, text=token.content))
    return _joined(found)


def _live(url: str) -> str:
    return url if url.lower().startswith(LIVE) and not re.search(r"[\s\"<>\\^`{|}]", url) else ""


def _joined(found: Sequence[Run]) -> Runs:
    """Neighbours of one style become one run; a soft line end becomes a space, or nothing between Chinese letters."""
    merged: list[Run] = []
    for run in found:
        last = merged[-1] if merged else None
        if last and last.text and run.text and replace(last, text="") == replace(run, text=""):
            merged[-1] = replace(last, text=last.text + run.text)
        elif run.text or run.note or run.is_break:
            merged.append(run)
    spaced = (replace(run, text=_spaced(run.text)) for run in merged)
    kept = _trimmed([run for run in spaced if run.text or run.note or run.is_break])
    return kept if any(run.note or is_visible(run.text) for run in kept) else ()


def _spaced(text: str) -> str:
    first, *rest = text.split("\n")
    for after in rest:
        before, after = first.rstrip(" \t"), after.lstrip(" \t")  # noqa: PLW2901 - the same line, without its edge
        is_tight = before and after and is_wide(before[-1]) and is_wide(after[0])
        first = before + ("" if is_tight else " ") + after
    return re.sub(r"[ \t]+", " ", first)


def _trimmed(found: list[Run]) -> Runs:
    while found and _is_blank(found[0]):
        found.pop(0)
    while found and _is_blank(found[-1]):
        found.pop()
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip(_EDGE))
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(_EDGE))
    return tuple(found)


def _is_blank(run: Run) -> bool:
    return run.is_break or (not run.note and not run.text.strip())


def _ordered(found: Iterable[Part]) -> Iterator[Part]:
    """Heading levels without gaps, so that a listener is never dropped two levels at once."""
    open_levels: list[int] = []
    for part in found:
        if isinstance(part, Heading):
            while open_levels and open_levels[-1] >= part.level:
                open_levels.pop()
            open_levels.append(part.level)
            yield replace(part, level=min(len(open_levels), 4))
        else:
            yield part
