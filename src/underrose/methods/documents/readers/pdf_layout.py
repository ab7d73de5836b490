"""From lines on pages to a text: what is a heading, where a paragraph ends, which lines are notes.

A PDF says where letters stand, not what they are. Larger or bold lines that stand alone are headings; a gap wider
than between two lines parts paragraphs; small lines at the foot that begin with a number are footnotes; lines that
come again on other pages at the edge are running heads. `pdf_tables` finds tables.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from underrose.methods.documents.model import Aside, Block, Document, Footnote, Kind
from underrose.methods.documents.readers.headings import looks_like_heading
from underrose.methods.documents.readers.inline import Run, markdown
from underrose.methods.documents.readers.pdf_lines import HYPHEN, SUPERSCRIPTS, Letter, Line
from underrose.methods.documents.readers.pdf_tables import Table, parted
from underrose.methods.documents.readers.text import BULLET, NUMBER

_EDGE = 0.1
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_HYPHENS = (HYPHEN, "-", "\u00ad")
_LARGER, _SMALLER = 1.1, 0.95
_GAP = 1.35
_STEP = 20.0
_HYPHENATES = 0.03
_NARROWEST, _OF_THE_SHEET = 25, 0.4
"""Sizes of its letters, or the share of the sheet's height, that a page of prose is wide at least."""
_MOSTLY = 0.6


@dataclass(slots=True)
class _Note:
    page: int
    mark: str
    lines: list[Line]
    number: str = ""


@dataclass(slots=True)
class _Group:
    """Lines that make one block."""

    kind: Kind
    lines: list[Line]
    depth: float = 0.0
    cells: list[list[list[Line]]] = field(default_factory=list)
    """The lines of each cell, row by row, of a table."""


@dataclass(slots=True)
class _Layout:
    size: float
    gap: float
    rights: dict[int, float]
    """Where lines end at the furthest, by where they begin, in steps of a column."""
    words: Counter[str]
    hyphenates: bool
    are_sentences: bool
    """Whether most lines end as a sentence does: then each of these stands for itself."""
    numbers: dict[tuple[int, str], str] = field(default_factory=dict)


def arranged(lines: list[Line], left_out: tuple[str, ...] = ()) -> Document:
    """The text of the lines of all pages."""
    lines, furniture = _without_furniture(_merged(lines))
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.words)
    size = max(sizes, key=lambda found: sizes[found]) if sizes else 0.0
    running, notes = _notes_apart(lines, size)
    layout = _measured(running, notes, size)
    groups = list(_groups(running, layout))
    blocks = _blocks(groups, layout)
    footnotes = tuple(_footnote(note, layout) for note in notes)
    margins = tuple(Aside(f"Left out from the margin of the page: “{words}”.", words) for words in furniture)
    told = (*left_out, *(one.sentence for one in margins))
    return Document(tuple(blocks), footnotes, "pdf", told, margins)


def _merged(lines: list[Line]) -> list[Line]:
    """Lines that stand at the same height beside each other are one: a raised number can part them."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last
            and last.page == line.page
            and abs(last.base - line.base) < 0.5 * max(last.size, line.size)
            and -1 <= line.left - last.right < 3 * last.size
        ):
            last.letters += line.letters
            last.measure()
        else:
            found.append(line)
    return found


def _without_furniture(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Without page numbers and running heads; the words of the latter are told."""

    def is_at_edge(line: Line) -> bool:
        return not _EDGE < line.base / line.height < 1 - _EDGE

    def shape(line: Line) -> str:
        return re.sub(r"\d+", "#", line.words)

    pages: dict[str, set[int]] = {}
    for line in lines:
        if is_at_edge(line):
            pages.setdefault(shape(line), set()).add(line.page)
    repeated = {words for words, where in pages.items() if len(where) > 1}
    kept: list[Line] = []
    dropped: dict[str, str] = {}
    for line in lines:
        is_number = _PAGE_NUMBER.fullmatch(line.words) is not None
        if is_at_edge(line) and (is_number or shape(line) in repeated):
            if not is_number:
                dropped.setdefault(shape(line), line.words[:120])
        else:
            kept.append(line)
    return kept, list(dropped.values())


def _notes_apart(lines: list[Line], size: float) -> tuple[list[Line], list[_Note]]:
    """The running text, and the notes at the foot of each page: small lines, the first of them with a number."""
    running: list[Line] = []
    notes: list[_Note] = []
    for page in _columns(lines):
        start = len(page)
        while start and page[start - 1].size <= size * _SMALLER:
            start -= 1
        start = min(start, _first_note(page))
        foot = page[start:]
        first = next((at for at, line in enumerate(foot) if line.mark()), len(foot))
        running += page[:start]
        if notes and first < len(foot):
            notes[-1].lines += foot[:first]
        else:
            running += foot[:first]
        for line in foot[first:]:
            if line.mark() and _follows(notes, line):
                notes.append(_Note(line.page, line.mark(), [line]))
            else:
                notes[-1].lines.append(line)
    _number(notes)
    return running, notes


def _first_note(page: list[Line]) -> int:
    """Where notes as large as the text begin: at a raised number that was referred to further up."""
    referred: set[str] = set()
    for at, line in enumerate(page):
        if line.lead() in referred:
            return at
        referred |= line.raised()
    return len(page)


def _columns(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each page, parted where a new column begins further up."""
    column: list[Line] = []
    for line in lines:
        if column and (line.page != column[-1].page or line.base > column[-1].base + 3 * line.size):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _follows(notes: list[_Note], line: Line) -> bool:
    """Whether a number at the start of a line is the next note's and not a number in the text of the last."""
    last = notes[-1] if notes else None
    if last is None or last.page != line.page or not (line.mark().isdigit() and last.mark.isdigit()):
        return True
    return int(line.mark()) == int(last.mark) + 1


def _number(notes: list[_Note]) -> None:
    """As printed where no number comes twice, else counted through the document."""
    is_as_printed = len({note.mark for note in notes}) == len(notes)
    for at, note in enumerate(notes, start=1):
        note.number = note.mark if is_as_printed else str(at)


def _measured(lines: list[Line], notes: list[_Note], size: float) -> _Layout:
    """The measures of the running text, taken once from all its pages."""
    gaps = [
        above.base - below.base
        for above, below in pairwise(lines)
        if above.page == below.page
        and above.size == below.size == size
        and 0.5 * size < above.base - below.base < 2 * size
    ]
    gap = sorted(gaps)[len(gaps) // 4] if gaps else size * 1.25
    rights: dict[int, float] = {}
    least = _least(lines, size)
    for line in lines:
        step = int(line.left // _STEP)
        rights[step] = max(rights.get(step, 0.0), line.right, line.left + least)
    words = Counter(word for line in lines for word in re.findall(r"[\w-]+", line.words))
    broken = sum(line.words.endswith(_HYPHENS) for line in lines)
    are_sentences = sum(line.is_complete for line in lines) >= _MOSTLY * len(lines)
    layout = _Layout(size, gap, rights, words, broken > _HYPHENATES * len(lines), are_sentences)
    for note in notes:
        layout.numbers[note.page, note.mark] = note.number
        layout.numbers.setdefault((0, note.mark), note.number)
    return layout


def _least(lines: list[Line], size: float) -> float:
    """How wide a column is at least: where no line of any reaches as far as prose would, all end before they are full."""
    if not lines:
        return 0.0
    least = min(_NARROWEST * size, _OF_THE_SHEET * min(line.height for line in lines))
    across = max(line.right for line in lines) - min(line.left for line in lines)
    return least if across < least else 0.0


def _is_chosen(above: Line, below: Line, layout: _Layout) -> bool:
    """Whether a line ends before it had to: the next word would have fitted in the column."""
    step = int(above.left // _STEP)
    column = max(layout.rights.get(near, 0.0) for near in range(step - 3, step + 4))
    return above.right + 0.3 * above.size + below.first_word < column


def _is_heading(line: Line, layout: _Layout) -> bool:
    if line.size > layout.size * _LARGER:
        return True
    return line.is_bold and line.size >= layout.size * _SMALLER and looks_like_heading(line.words)


def _item(line: Line) -> re.Match[str] | None:
    return BULLET.fullmatch(line.words) or NUMBER.fullmatch(line.words)


def _groups(lines: list[Line], layout: _Layout) -> Iterator[_Group]:
    group: _Group | None = None
    for line in parted(lines, lambda line: _is_heading(line, layout)):
        if isinstance(line, Table):
            yield from filter(None, [group])
            yield _Group(Kind.table, [line.first], cells=line.rows)
            group = None
            continue
        is_heading = _is_heading(line, layout)
        if group and not _begins(group, line, layout, is_heading=is_heading):
            group.lines.append(line)
            continue
        if group:
            yield group
        kind = Kind.heading if is_heading else Kind.item if _item(line) else Kind.paragraph
        group = _Group(kind, [line], line.left)
    if group:
        yield group


def _begins(group: _Group, line: Line, layout: _Layout, *, is_heading: bool) -> bool:
    """Whether a line begins a new block after the lines gathered so far."""
    last = group.lines[-1]
    if is_heading != (group.kind is Kind.heading) or (_item(line) and not is_heading):
        return True
    is_chosen = _is_chosen(last, line, layout)
    if is_heading:
        return (
            last.page != line.page
            or last.size != line.size
            or is_chosen
            or last.base - line.base > 2 * line.size
        )
    if last.page != line.page or line.base > last.base:
        return is_chosen or last.is_complete
    if last.base - line.base > layout.gap * _GAP:
        return True
    if group.kind is Kind.item and line.left < group.depth + 1:
        return True
    is_sentence = last.is_complete and layout.are_sentences and not line.words[:1].islower()
    is_indented = group.kind is Kind.paragraph and line.left > last.left + 0.5 * line.size
    return is_sentence or (is_chosen and (last.is_complete or is_indented))


def _blocks(groups: list[_Group], layout: _Layout) -> list[Block]:
    depths = sorted({(-g.lines[0].size, not g.lines[0].is_bold) for g in groups if g.kind is Kind.heading})
    blocks: list[Block] = []
    indents: list[float] = []
    for group in groups:
        first = group.lines[0]
        place = f"page {first.page}"
        if group.kind is not Kind.item:
            indents.clear()
        if group.kind is Kind.heading:
            level = depths.index((-first.size, not first.is_bold)) + 1
            text = markdown(_runs(group.lines, layout, is_plain=True)).replace("\n", " ")
            blocks.append(Block(Kind.heading, text, level, place=place))
        elif group.kind is Kind.item:
            level = _level(indents, first.left)
            item = _item(first)
            assert item
            is_ordered = BULLET.fullmatch(first.words) is None
            text = markdown(_without_start(_runs(group.lines, layout), item["mark"]))
            blocks.append(Block(Kind.item, text.replace("\n", " "), level, is_ordered, place=place))
        elif group.kind is Kind.table:
            rows = tuple(tuple(_cell(cell, layout) for cell in row) for row in group.cells)
            blocks.append(Block(Kind.table, "", rows=rows, place=place))
        else:
            blocks.append(Block(Kind.paragraph, markdown(_runs(group.lines, layout)), place=place))
    return blocks


def _cell(lines: list[Line], layout: _Layout) -> str:
    return markdown(_runs(lines, layout)).replace("\n", " ")


def _level(indents: list[float], left: float) -> int:
    while indents and indents[-1] > left + 3:
        indents.pop()
    if not indents or indents[-1] < left - 3:
        indents.append(left)
    return len(indents)


def _footnote(note: _Note, layout: _Layout) -> Footnote:
    runs = _runs(note.lines, replace(layout, numbers={}))
    text = markdown(_without_start(runs, note.mark)).replace("\n", " ")
    return Footnote(note.number, text, f"page {note.page}")


def _without_start(runs: list[Run], mark: str) -> list[Run]:
    """The runs without the bullet or number they begin with."""
    left = mark
    kept: list[Run] = []
    is_open = True
    for run in runs:
        words = run.words.lstrip() if is_open else run.words
        if is_open:
            shared = next(
                (at for at in range(min(len(left), len(words)), 0, -1) if words.startswith(left[:at])), 0
            )
            left, words = left[shared:], words[shared:]
            if not left:
                words = words.lstrip(" .)\t")
                is_open = not words
        if words or run.note:
            kept.append(replace(run, words=words))
    return kept


def _runs(lines: list[Line], layout: _Layout, *, is_plain: bool = False) -> list[Run]:
    runs: list[Run] = []
    for at, line in enumerate(lines):
        letters = line.letters
        following = lines[at + 1] if at + 1 < len(lines) else None
        end, joint = _joint(line, following, layout)
        runs += _line_runs(line, letters[: len(letters) - end], layout, is_plain=is_plain)
        last = runs[-1] if runs else Run("")
        runs.append(replace(last, words=joint, note="")) if not last.note else runs.append(Run(joint))
    return runs


def _joint(line: Line, following: Line | None, layout: _Layout) -> tuple[int, str]:
    """How many letters at the end of a line fall away, and what stands between it and the next."""
    if following is None:
        return 0, ""
    trailing = len(line.letters) - len("".join(letter.sign for letter in line.letters).rstrip())
    words = line.words
    if words.endswith(_HYPHENS) and words[-2:-1].isalpha() and following.words[0].islower():
        halves = words[:-1].rsplit(maxsplit=1)[-1], re.split(r"[^\w]", following.words, maxsplit=1)[0]
        is_known = layout.words["".join(halves)] > 0
        is_compound = layout.words["-".join(halves)] > 0 or not (is_known or layout.hyphenates)
        return trailing + 1, "-" if is_compound and words[-1] != "\u00ad" else ""
    return trailing, "\n" if _is_chosen(line, following, layout) else " "


def _line_runs(line: Line, letters: Iterable[Letter], layout: _Layout, *, is_plain: bool) -> Iterator[Run]:
    def look(letter: Letter) -> tuple[bool, bool, bool, str]:
        return (
            line.is_raised(letter),
            letter.is_bold and not is_plain,
            letter.is_italic and not is_plain,
            letter.link,
        )

    for (is_raised, is_bold, is_italic, link), same in groupby(letters, key=look):
        words = "".join(letter.sign for letter in same).replace("\u00ad", "").replace(HYPHEN, "-")
        mark = words.strip().translate(SUPERSCRIPTS)
        number = layout.numbers.get((line.page, mark)) or layout.numbers.get((0, mark), "")
        if is_raised and number:
            yield Run("", note=number)
        else:
            yield Run(words, is_bold, is_italic, link)
