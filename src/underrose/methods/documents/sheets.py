"""Working papers: a title, then facts, tables and prose, on sheets that say on every page what they are.

One value covers the delegate list, the rooming list, the arrivals board, counts for the caterer and joining
instructions; `sheet_pdf` and `sheet_docx` print it. All words come in, nothing is worded here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from underrose.methods.documents import marks, typesetting

_WORD = 18
"""A column gives way to a word of this length; a longer one is broken where the column ends."""
_LONGEST_COLUMN = 44
_USUAL = 0.9
"""One row in ten may be longer than its column was made for."""
_LETTER = 1.72  # mm, of the sans in 9 pt on average
_PADDING = 2  # letters
_MARGINS = {True: 36, False: 40}
_PAPERS = {"us-letter": (216, 279), "a4": (210, 297)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. A narrow one holds what should not be broken: a number, a day, an hour."""

    label: str
    side: str = "start"
    """"start", "center" or "end"; numbers stand at the end."""
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    empty: str = ""
    """What is said where there are no rows."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values."""

    facts: tuple[tuple[str, str], ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    markdown: str
    heading: str = ""
    is_spoken: bool = False
    """In larger letters on paper, for whoever stands and reads it out."""


Block = Table | Facts | Prose


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    blocks: tuple[Block, ...]
    dated: date
    """The day the file carries in its properties; never a time."""
    kind: str = ""
    """The words above the title, "Delegate list"."""
    subtitle: str = ""
    note: str = ""
    """What every reader must know, "Off the record. Not to be copied or passed on."."""
    copy_mark: str = ""
    """Stands on every page, "Copy 7 – for the Embassy of Larkmoor"."""
    reference: str = ""
    foot: str = ""
    language: str = "en"
    page_size: str = "a4"
    """"a4" or "us-letter"."""
    is_landscape: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    """Translated furniture: "page", "of"."""


def head(sheet: Sheet) -> str:
    """The running head from the second page on."""
    reference = marks.plain(sheet.reference)
    beside = f" · {reference}" if reference else ""
    return (marks.shortened(marks.plain(sheet.title), len(beside)) + beside).removeprefix(" · ")


def title(sheet: Sheet) -> str:
    return marks.plain(sheet.title) or marks.plain(sheet.kind) or marks.plain(sheet.reference) or "–"


def westward(sheet: Sheet) -> Sheet:
    """A sheet from right to left, its telephone numbers running as one dials them."""
    if typesetting.direction(sheet.language) == "ltr":
        return sheet
    return replace(sheet, blocks=tuple(map(_turned, sheet.blocks)))


def _turned(block: Block) -> Block:
    turn = typesetting.westward
    match block:
        case Prose(markdown=markdown):
            return replace(block, markdown=turn(markdown))
        case Facts(facts=facts):
            return replace(block, facts=tuple((name, turn(value)) for name, value in facts))
        case _:
            return replace(block, rows=tuple(tuple(map(turn, row)) for row in block.rows))


def widths(sheet: Sheet) -> dict[tuple[Column, ...], list[float]]:
    """How wide each column should be, in letters. Tables with the same columns share their widths, so that groups stand in line."""
    room = _PAPERS.get(sheet.page_size, _PAPERS["a4"])[sheet.is_landscape] - _MARGINS[sheet.is_landscape]
    found: dict[tuple[Column, ...], list[tuple[str, ...]]] = {}
    for block in sheet.blocks:
        if isinstance(block, Table):
            found.setdefault(block.columns, []).extend(block.rows)
    return {columns: _widths(columns, rows, room / _LETTER) for columns, rows in found.items()}


def _widths(columns: Sequence[Column], rows: Sequence[tuple[str, ...]], room: float) -> list[float]:
    least, wished = [], []
    for at, column in enumerate(columns):
        cells = [column.label, *(row[at] for row in rows)]
        words = max((_length(word) for cell in cells for word in cell.split()), default=1)
        lengths = sorted(map(_length, cells))
        usual = max(lengths[int((len(lengths) - 1) * _USUAL)], _length(column.label))
        least.append(_PADDING + (lengths[-1] if column.is_narrow else min(words, _WORD)))
        wished.append(max(least[-1], _PADDING + min(usual, _LONGEST_COLUMN)))
    spare, asked = room - sum(least), sum(wished) - sum(least)
    share = min(1.0, max(0.0, spare / asked)) if asked else 0.0
    found = [low + (high - low) * share for low, high in zip(least, wished, strict=True)]
    return [one * room / sum(found) for one in found]


def _length(text: str) -> float:
    return sum(1.9 if marks.is_wide(letter) else 1 for letter in text)


def placed(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Every text with the place where a person finds it again."""
    for name in ("kind", "title", "subtitle", "note", "copy_mark", "reference", "foot"):
        yield f"the {name.replace('_', ' ')}", getattr(sheet, name)
    yield from (("the labels", label) for label in sheet.labels.values())
    for block in sheet.blocks:
        yield "a heading", block.heading
        match block:
            case Prose(markdown=markdown):
                yield "the text", markdown
            case Facts(facts=facts):
                yield from ((f"“{name}”", name + value) for name, value in facts)
            case _:
                yield from _cells(block)


def _cells(table: Table) -> Iterator[tuple[str, str]]:
    yield from (("the heads of a table", column.label) for column in table.columns)
    yield "a table", table.empty
    for number, row in enumerate(table.rows, start=1):
        for column, cell in zip(table.columns, row, strict=True):
            yield f"row {number}, {column.label}", cell
