"""A paper as a Word file: pandoc sets the text and its footnotes, our own parts carry everything else.

Pandoc is given a tree, not Markdown, so that no word of a note can act as its raw markup.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

import pypandoc

from underrose.methods.documents import marks, word_package
from underrose.methods.documents.model import Paper, PaperContact
from underrose.methods.documents.pdf import note_lines, telephone_address, write_address
from underrose.methods.documents.typesetting import comma

Node = dict[str, Any]
_API = [1, 23, 1]
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_SIDES = {"start": "AlignDefault", "center": "AlignCenter", "end": "AlignRight"}
_SECONDS = 30
_ONE_LINE = 78


def paper_docx(paper: Paper) -> bytes:
    """The paper as a new file with styles, real footnotes and running heads; the same paper, the same bytes."""
    tree = {"pandoc-api-version": _API, "meta": {}, "blocks": _Body(paper).blocks()}
    return word_package.packed(_pandoc(json.dumps(tree)), paper)


def _pandoc(tree: str) -> bytes:
    # The data folder holds no reference document: a stray one of the account that runs the server is never used.
    command = [_program(), "--from=json", "--to=docx", "--sandbox", f"--data-dir={word_package.PARTS}"]
    done = subprocess.run(  # noqa: S603 - our own program and arguments; the paper goes in as a stream
        [*command, "--output=-"], input=tree.encode(), capture_output=True, check=True, timeout=_SECONDS
    )
    return done.stdout


@lru_cache(maxsize=1)
def _program() -> str:
    return str(pypandoc.get_pandoc_path())


class _Body:
    """The tree pandoc reads, in reading order."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.notes = {note.number: note_lines(note.text) for note in paper.footnotes}
        self.passages = [
            (passage, marks.runs(passage.heading, self.notes), marks.parts(passage.markdown, self.notes))
            for passage in paper.passages
        ]
        lines = [line for _, head, parts in self.passages for line in (head, *marks.walk(parts))]
        self.calls = Counter(run.note for line in lines for run in line if run.note)
        self.seen: list[str] = []

    def blocks(self) -> list[Node]:
        return [*self._title(), *self._passages(), *self._unread(), *self._contacts()]

    def _title(self) -> list[Node]:
        paper = self.paper
        facts = [fact for fact in map(marks.plain, (paper.when, paper.place, paper.reference)) if fact]
        partners = [marks.plain(partner) for partner in paper.partners]
        lead = marks.plain(paper.labels.get("partners", ""))
        title = marks.plain(paper.title) or marks.plain(paper.kind) or marks.plain(paper.reference)
        apart = len("".join(partners)) > _ONE_LINE
        lines: tuple[tuple[str, str], ...] = (
            ("Paper Kind", marks.plain(paper.kind)),
            ("Title", title),
            ("Paper Facts", " · ".join(facts)),
            *([("Paper Partners", line) for line in (lead, *partners)] if apart else ()),
            ("Paper Partners", "" if apart or not partners else f"{lead} {' · '.join(partners)}".strip()),
        )
        return [_styled(style, [_para(_text(line))]) for style, line in lines if line]

    def _passages(self) -> list[Node]:
        found: list[Node] = []
        for passage, head, parts in self.passages:
            if head:
                line = self._inline(head)
                found.append(_heading(1, line) if marks.has_words(head) else _para(line))
            blocks = [self._block(part) for part in parts]
            is_summary = bool(head) and passage.heading == self.paper.labels.get("summary", "Summary")
            found += [_styled("Summary", blocks)] if is_summary and blocks else blocks
        return found

    def _unread(self) -> list[Node]:
        """Notes that nothing in the text calls are kept where a reader will look for them."""
        unread = [number for number in self.notes if number not in self.seen]
        if not unread:
            return []
        found = [_heading(1, _text(marks.plain(self.paper.labels.get("notes", "Notes"))))]
        for number in unread:
            first, *rest = self.notes[number] or [()]
            found.append(_para([*_text(f"{marks.plain(number)}. "), *self._inline(first)]))
            found += [_para(self._inline(line)) for line in rest]
        return found

    def _contacts(self) -> list[Node]:
        paper = self.paper
        if not paper.contacts:
            return []
        heading = _text(marks.plain(paper.contacts_heading))
        lines = [_styled("Contact Line", [_para(self._contact(contact))]) for contact in paper.contacts]
        return [*([_heading(1, heading)] if heading else []), *lines]

    def _contact(self, contact: PaperContact) -> list[Node]:
        role, name = marks.plain(contact.role), marks.plain(contact.name)
        both = comma(self.paper.language.split("-")[0].lower()) + " " if role and name else ""
        found = [*_text(role + both), *([{"t": "Strong", "c": _text(name)}] if name else [])]
        labels = self.paper.labels
        telephone, mail = marks.plain(contact.telephone), marks.plain(contact.mail)
        for label, words, address in (
            (labels.get("telephone", "T"), telephone, telephone_address(telephone)),
            (labels.get("mail", "E"), mail, write_address(mail)),
        ):
            if words:
                # Numbers and addresses run from left to right in every script.
                shown = _text(("\u200e" if self.paper.direction == "rtl" else "") + words)
                shown = [_link(address, shown)] if address else shown
                found += [{"t": "LineBreak"}, *_text(f"{marks.plain(label)}: "), *shown]
        return found

    def _block(self, part: marks.Part) -> Node:
        match part:
            case marks.Heading(runs=runs, level=level):
                return _heading(level + 1, self._inline(runs))
            case marks.Paragraph(runs=runs):
                return _para(self._inline(runs))
            case marks.Listing(items=items, is_ordered=is_ordered, start=start):
                lines = [[self._item(inner) for inner in item] for item in items]
                style = [start, {"t": "Decimal"}, {"t": "Period"}]
                return (
                    {"t": "OrderedList", "c": [style, lines]}
                    if is_ordered
                    else {"t": "BulletList", "c": lines}
                )
            case marks.Quotation(parts=parts):
                return {"t": "BlockQuote", "c": [self._block(inner) for inner in parts]}
            case marks.Table():
                return self._table(part)
            case _:  # a rule
                return _styled("Pause", [_para(_text("⁂"))])

    def _item(self, part: marks.Part) -> Node:
        if isinstance(part, marks.Paragraph):
            return {"t": "Plain", "c": self._inline(part.runs)}
        return self._block(part)

    def _table(self, table: marks.Table) -> Node:
        total = sum(widths := marks.widths(table))
        columns = [
            [{"t": _SIDES[side]}, {"t": "ColWidth", "c": width / total}]
            for side, width in zip(table.sides, widths, strict=True)
        ]
        head = [_NO_ATTRIBUTES, [self._row(table.heads)]]
        body = [_NO_ATTRIBUTES, 0, [], [self._row(row) for row in table.rows]]
        return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, head, [body], [_NO_ATTRIBUTES, []]]}

    def _row(self, cells: Iterable[marks.Runs]) -> list[Any]:
        return [
            _NO_ATTRIBUTES,
            [
                [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": self._inline(cell)}]]
                for cell in cells
            ],
        ]

    def _inline(self, runs: marks.Runs) -> list[Node]:
        found: list[Node] = []
        for url, group in groupby(runs, key=lambda run: run.url):
            inner = [node for run in group for node in self._run(run)]
            found += [_link(url, inner)] if url else inner
        return found

    def _run(self, run: marks.Run) -> list[Node]:
        if run.is_break:
            return [{"t": "LineBreak"}]
        if run.note:
            return self._note(run.note)
        nodes = _text(run.text)
        if run.is_emphasis:
            nodes = [{"t": "Emph", "c": nodes}]
        return [{"t": "Strong", "c": nodes}] if run.is_strong else nodes

    def _note(self, number: str) -> list[Node]:
        """The first call carries the footnote; a later call to the same one shows its number again."""
        if number in self.seen:
            return [_raw(word_package.note_again(self.seen.index(number) + 1))]
        self.seen.append(number)
        note = {"t": "Note", "c": [_para(self._inline(line)) for line in self.notes[number] or [()]]}
        if self.calls[number] == 1:
            return [note]
        start, end = word_package.bookmark(len(self.seen))
        return [_raw(start), note, _raw(end)]


def _text(words: str) -> list[Node]:
    """Pandoc keeps words and the spaces between them apart."""
    nodes: list[Node] = []
    for index, piece in enumerate(words.split(" ")):
        nodes += [{"t": "Space"}] if index else []
        nodes += [{"t": "Str", "c": piece}] if piece else []
    return nodes


def _para(inline: list[Node]) -> Node:
    return {"t": "Para", "c": inline}


def _heading(level: int, inline: list[Node]) -> Node:
    return {"t": "Header", "c": [level, _NO_ATTRIBUTES, inline]}


def _styled(style: str, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _link(url: str, inline: list[Node]) -> Node:
    return {"t": "Link", "c": [_NO_ATTRIBUTES, inline, [url, ""]]}


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}
