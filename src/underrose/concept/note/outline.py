"""The parts of a note: what stands above the first heading, and every headed part, with nothing lost."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from underrose.concept.note.contacts import is_card
from underrose.concept.note.cover import is_fact
from underrose.concept.note.headings import is_headlike, kind_of, run_in, unnumbered
from underrose.concept.note.model import Section, SectionKind
from underrose.concept.note.plain import plain, sentences
from underrose.methods.documents.model import Block, Document, Kind

_LONG = 160
_SHORTEST = 6
_ENDS_SENTENCE = re.compile(r"[.;,][\"”’)]*[⁰¹²³⁴-⁹]+$")
_STYLED = ("md", "markdown", "docx")
"""Formats in which a heading is marked as one; elsewhere the last line of all may be a signature."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks above the first heading, and the sections."""

    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


@dataclass(slots=True)
class _Draft:
    heading: str
    kind: SectionKind
    place: str
    level: int
    blocks: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)


def outline(document: Document) -> Outline:
    """Cut the document at its headings. A heading may be a heading, a short line, bold words or a run-in."""
    blocks = document.blocks
    heads = {
        at: head
        for at in range(len(blocks))
        if (head := _head(blocks, at)) and not (document.format in _STYLED and _is_whole_body(blocks, at))
    }
    if document.format not in _STYLED and heads.get(len(blocks) - 1, _NONE).kind is SectionKind.other:
        del heads[len(blocks) - 1]
    first = _first_section(blocks, heads)
    usual = _usual_level([head for at, head in heads.items() if at >= first])
    drafts: list[_Draft] = []
    for at in range(first, len(blocks)):
        head = heads.get(at)
        if head and not (drafts and _is_within(head, drafts[-1], usual)):
            drafts.append(_Draft(head.text, head.kind, blocks[at].place, head.level))
            drafts[-1].body += [replace(blocks[at], text=head.rest)] if head.rest else []
        else:
            drafts[-1].body.append(blocks[at] if head else _as_text(blocks[at]))
        drafts[-1].blocks.append(blocks[at])
    return Outline(blocks[:first], tuple(_section(draft) for draft in drafts))


def _is_within(head: "_Head", part: _Draft, usual: int) -> bool:
    """A deeper heading belongs to its part. Enquiries never do: on paper they are set small, at the end of all."""
    return head.kind is not SectionKind.enquiries and head.level > usual and head.level > part.level


def _as_text(block: Block) -> Block:
    """What a reader took for a heading and is none, a signature or a sentence, is a paragraph."""
    return replace(block, kind=Kind.paragraph) if block.kind is Kind.heading else block


@dataclass(frozen=True, slots=True)
class _Head:
    text: str
    kind: SectionKind
    level: int
    rest: str = ""


_NONE = _Head("", SectionKind.summary, 1)


def _head(blocks: Sequence[Block], at: int) -> _Head | None:
    block = blocks[at]
    text = plain(block.text)
    if not text or block.kind in (Kind.table, Kind.quote):
        return None
    if block.kind is Kind.heading and not _ENDS_SENTENCE.search(text):
        return _Head(text, kind_of(text), block.level)
    heading, rest = run_in(block.text)
    if heading and block.kind is Kind.paragraph and not _is_contact(block.text, heading, rest):
        return _Head(plain(heading), kind_of(heading), 1 if not rest else 2, rest)
    kind = kind_of(text)
    stands = is_headlike(text) and _is_followed(blocks, at)
    if block.kind is Kind.item:
        is_alone = block.is_ordered and not _is_item(blocks, at - 1) and not _is_item(blocks, at + 1)
        return _Head(text, kind, 1) if stands and is_alone and kind is not SectionKind.other else None
    if kind is SectionKind.other or text.endswith(":"):
        stands = stands and (_opens_with_kind(text) or (text[-1] != ":" and _is_prose_next(blocks, at)))
    return _Head(text, kind, 1) if stands else None


def _is_contact(text: str, heading: str, rest: str) -> bool:
    """In "Directrice : A. Diallo, Tél. ..." the words before the colon are a role; "Contacts: ..." is a heading."""
    is_plain = not text.startswith(("**", "__"))
    return is_plain and kind_of(heading) is not SectionKind.enquiries and is_card(heading, plain(rest))


def _is_whole_body(blocks: Sequence[Block], at: int) -> bool:
    """Where headings are marked, a plain line alone between two of them is the text of the first."""
    return (
        0 < at < len(blocks) - 1
        and blocks[at].kind is Kind.paragraph
        and not blocks[at].text.startswith(("**", "__"))
        and blocks[at - 1].kind is Kind.heading
        and blocks[at + 1].kind is Kind.heading
    )


def _opens_with_kind(text: str) -> bool:
    """A line "Enquiries about the programme to:" is a heading; "The aims of the meeting are:" leads a list in."""
    return kind_of(unnumbered(text).split()[0]) is not SectionKind.other


def _is_item(blocks: Sequence[Block], at: int) -> bool:
    return 0 <= at < len(blocks) and blocks[at].kind is Kind.item


def _is_followed(blocks: Sequence[Block], at: int) -> bool:
    return at + 1 < len(blocks)


def _is_prose_next(blocks: Sequence[Block], at: int) -> bool:
    return at + 1 < len(blocks) and (
        blocks[at + 1].kind in (Kind.item, Kind.quote) or is_prose(blocks[at + 1])
    )


def is_prose(block: Block) -> bool:
    """Sentences, not a line of a title page."""
    text = plain(block.text)
    if block.kind is not Kind.paragraph or len(text.split()) < _SHORTEST or _are_fact_lines(text):
        return False
    return len(text) > _LONG or (text[-1] in ".!?:”\"'؟" and len(sentences(text)) >= 1)


def _are_fact_lines(text: str) -> bool:
    """Several short lines in one paragraph, one of them a date, a venue or a reference: a title page run together."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (
        len(lines) > 1
        and all(len(line) <= _LONG and line[-1] not in ".!?;,:" for line in lines)
        and is_fact(Block(Kind.paragraph, lines[0]))
    )


def _first_section(blocks: Sequence[Block], heads: dict[int, _Head]) -> int:
    """Where the title page ends: at the first known heading, or the first other one with prose below it."""
    seen_title = False
    for at, head in heads.items():
        if not head.rest and is_fact(blocks[at]) and head.kind is not SectionKind.enquiries:
            continue
        is_known = head.kind is not SectionKind.other
        if is_known and not _is_title_line(blocks, at, heads):
            return at
        if seen_title and not is_known and _is_prose_next(blocks, at):
            return at
        seen_title = True
    return len(blocks)


def _is_title_line(blocks: Sequence[Block], at: int, heads: dict[int, _Head]) -> bool:
    """The words "Aims of policing", the first line of all, is a title: deeper headings or a title page follow it."""
    later = [head for place, head in heads.items() if place > at]
    is_first = all(is_fact(block) for block in blocks[:at])
    if not is_first or not later or heads[at].rest:
        return False
    is_alone_on_top = blocks[at].kind is Kind.heading and all(head.level > heads[at].level for head in later)
    return is_alone_on_top or not _is_prose_next(blocks, at)


def _usual_level(heads: Sequence[_Head]) -> int:
    """The depth at which most known headings stand; deeper ones are parts of their section."""
    levels = Counter(head.level for head in heads if head.kind is not SectionKind.other and not head.rest)
    levels = levels or Counter(head.level for head in heads)
    return min(levels, key=lambda level: (-levels[level], level)) if levels else 1


def _section(draft: _Draft) -> Section:
    return Section(
        heading=draft.heading,
        kind=draft.kind,
        markdown=markdown(draft.body),
        place=draft.place,
        blocks=tuple(draft.blocks),
    )


def markdown(blocks: Sequence[Block]) -> str:
    """The blocks as one Markdown text."""
    parts: list[str] = []
    for at, block in enumerate(blocks):
        is_next_item = block.kind is Kind.item and at > 0 and blocks[at - 1].kind is Kind.item
        parts += ["\n" if is_next_item else "\n\n", _written(block)]
    return "".join(parts[1:])


def _written(block: Block) -> str:
    if block.kind is Kind.heading:
        return "### " + block.text
    if block.kind is Kind.item:
        return "  " * (max(block.level, 1) - 1) + ("1. " if block.is_ordered else "- ") + block.text
    if block.kind is Kind.quote:
        return "\n".join(f"> {line}" for line in block.text.splitlines())
    if block.kind is Kind.table:
        return _table(block.rows)
    return block.text


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
