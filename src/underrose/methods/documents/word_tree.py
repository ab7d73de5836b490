"""The tree pandoc reads: words as words, so that nothing in them can act as raw markup."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import pypandoc

from underrose.methods.documents import marks, word_package
from underrose.methods.documents.word_frame import Frame

Node = dict[str, Any]
_API = [1, 23, 1]
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_SIDES = {"start": "AlignDefault", "center": "AlignCenter", "end": "AlignRight"}
_SECONDS = 30


def docx(blocks: list[Node], frame: Frame) -> bytes:
    """A new file with styles and running heads; the same blocks, the same bytes."""
    tree = {"pandoc-api-version": _API, "meta": {}, "blocks": blocks}
    # The data folder holds no reference document: a stray one of the account that runs the server is never used.
    command = [_program(), "--from=json", "--to=docx", "--sandbox", f"--data-dir={word_package.PARTS}"]
    done = subprocess.run(  # noqa: S603 - our own program and arguments; the paper goes in as a stream
        [*command, "--output=-"],
        input=json.dumps(tree).encode(),
        capture_output=True,
        check=True,
        timeout=_SECONDS,
    )
    return word_package.packed(done.stdout, frame)


@lru_cache(maxsize=1)
def _program() -> str:
    return str(pypandoc.get_pandoc_path())


class Writer:
    """Parts of a text as blocks. Footnotes are the business of whoever has any."""

    def note(self, number: str) -> list[Node]:
        return text(f"[{number}]")

    def block(self, part: marks.Part) -> Node:
        match part:
            case marks.Heading(runs=runs, level=level):
                return heading(level + 1, self.inline(runs))
            case marks.Paragraph(runs=runs):
                return para(self.inline(runs))
            case marks.Listing(items=items, is_ordered=is_ordered, start=start):
                lines = [[self._item(inner) for inner in item] for item in items]
                style = [start, {"t": "Decimal"}, {"t": "Period"}]
                return (
                    {"t": "OrderedList", "c": [style, lines]}
                    if is_ordered
                    else {"t": "BulletList", "c": lines}
                )
            case marks.Quotation(parts=parts):
                return {"t": "BlockQuote", "c": [self.block(inner) for inner in parts]}
            case marks.Table(heads=heads, rows=rows, sides=sides):
                cells = [[self.inline(cell) for cell in row] for row in (heads, *rows)]
                return table(cells, sides, marks.widths(part))
            case _:  # a rule
                return styled("Pause", [para(text("⁂"))])

    def _item(self, part: marks.Part) -> Node:
        if isinstance(part, marks.Paragraph):
            return {"t": "Plain", "c": self.inline(part.runs)}
        return self.block(part)

    def inline(self, runs: marks.Runs) -> list[Node]:
        found: list[Node] = []
        for url, group in groupby(runs, key=lambda run: run.url):
            inner = [node for run in group for node in self._run(run)]
            found += [link(url, inner)] if url else inner
        return found

    def _run(self, run: marks.Run) -> list[Node]:
        if run.is_break:
            return [{"t": "LineBreak"}]
        if run.note:
            return self.note(run.note)
        nodes = text(run.text)
        if run.is_emphasis:
            nodes = [{"t": "Emph", "c": nodes}]
        return [{"t": "Strong", "c": nodes}] if run.is_strong else nodes


def text(words: str) -> list[Node]:
    """Pandoc keeps words and the spaces between them apart."""
    nodes: list[Node] = []
    for index, piece in enumerate(words.split(" ")):
        nodes += [{"t": "Space"}] if index else []
        nodes += [{"t": "Str", "c": piece}] if piece else []
    return nodes


def para(inline: list[Node]) -> Node:
    return {"t": "Para", "c": inline}


def lines(words: Iterable[str]) -> list[Node]:
    """One paragraph of several short lines."""
    found: list[Node] = []
    for line in words:
        found += [*([{"t": "LineBreak"}] if found else []), *text(line)]
    return found


def fact(name: str, value: str) -> Node:
    """A name and its value in two columns."""
    tab = raw("<w:r><w:tab/></w:r>")
    return para([*text(marks.plain(name)), tab, *text(marks.plain(value))])


def heading(level: int, inline: list[Node]) -> Node:
    return {"t": "Header", "c": [level, _NO_ATTRIBUTES, inline]}


def styled(style: str, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def link(url: str, inline: list[Node]) -> Node:
    return {"t": "Link", "c": [_NO_ATTRIBUTES, inline, [url, ""]]}


def raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def table(cells: Sequence[Sequence[list[Node]]], sides: Sequence[str], widths: Sequence[float]) -> Node:
    """A table whose first row is its head."""
    total = sum(widths)
    columns = [
        [{"t": _SIDES[side]}, {"t": "ColWidth", "c": width / total}]
        for side, width in zip(sides, widths, strict=True)
    ]
    head = [_NO_ATTRIBUTES, [_row(cells[0])]]
    body = [_NO_ATTRIBUTES, 0, [], [_row(row) for row in cells[1:]]]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, head, [body], [_NO_ATTRIBUTES, []]]}


def _row(cells: Iterable[list[Node]]) -> list[Any]:
    return [
        _NO_ATTRIBUTES,
        [[_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}]] for cell in cells],
    ]
