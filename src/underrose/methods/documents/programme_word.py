"""A programme as a Word file to be edited: a real table for each day, whose head repeats."""

from underrose.methods.documents import marks, programmes, typesetting, word_tree
from underrose.methods.documents.programmes import ProgrammeDay, ProgrammePaper, Slot
from underrose.methods.documents.word_frame import Frame
from underrose.methods.documents.word_tree import Node

_MARGINS = 2268
_WIDTHS = (17.0, 62.0, 21.0)
_SIDES = ("start", "start", "start")
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_BREAK: Node = {"t": "LineBreak"}


def programme_docx(paper: ProgrammePaper) -> bytes:
    """A new file; the same programme, the same bytes. Whoever opens it brings the fonts, so no letter is refused."""
    return word_tree.docx(_blocks(paper), _frame(paper))


def _frame(paper: ProgrammePaper) -> Frame:
    frame = Frame(
        title=programmes.title(paper),
        language=paper.language,
        direction=typesetting.direction(paper.language),
        page_size=paper.page_size,
        head=(programmes.head(paper), marks.plain(paper.reference)),
        foot=" · ".join(part for part in map(marks.plain, (paper.foot, paper.edition)) if part),
        page=marks.plain(paper.labels.get("page", "Page")),
        of=marks.plain(paper.labels.get("of", "of")),
    )
    return frame.filling(_MARGINS)


def _blocks(paper: ProgrammePaper) -> list[Node]:
    found: list[Node] = []
    for style, words in (
        ("Paper Kind", marks.plain(paper.kind)),
        ("Title", programmes.title(paper)),
        ("Paper Facts", " · ".join(fact for fact in map(marks.plain, paper.facts) if fact)),
        ("Paper Note", marks.plain(paper.note)),
    ):
        found += [word_tree.styled(style, [word_tree.para(word_tree.text(words))])] if words else []
    for day in paper.days:
        found += _day(day, paper)
    return found


def _day(day: ProgrammeDay, paper: ProgrammePaper) -> list[Node]:
    name = " · ".join(part for part in map(marks.plain, (day.heading, day.title)) if part)
    heading = word_tree.heading(1, word_tree.text(name))
    if not day.slots:
        return [heading, word_tree.para(word_tree.text(marks.plain(paper.labels.get("empty", ""))))]
    heads = [
        word_tree.text(marks.plain(paper.labels.get(key, otherwise)))
        for key, otherwise in (("hours", "Hours"), ("session", "Session"), ("place", "Room"))
    ]
    rows = [
        [word_tree.text(_hours(slot, paper)), _what(slot), word_tree.text(marks.plain(slot.place))]
        for slot in day.slots
    ]
    if any(slot.place for slot in day.slots):
        return [heading, word_tree.table([heads, *rows], _SIDES, _WIDTHS)]
    narrow = [row[:2] for row in (heads, *rows)]
    return [heading, word_tree.table(narrow, _SIDES[:2], (_WIDTHS[0], _WIDTHS[1] + _WIDTHS[2]))]


def _hours(slot: Slot, paper: ProgrammePaper) -> str:
    """From left to right in every language, as on clocks; a word processor would turn them round in Arabic."""
    is_rtl = typesetting.direction(paper.language) == "rtl"
    return f"{slot.begins}{_LEFT_TO_RIGHT}–{_LEFT_TO_RIGHT}{slot.ends}" if is_rtl else slot.hours


def _is_said(slot: Slot) -> bool:
    """“Opening plenary” says by itself that it is a plenary."""
    return marks.plain(slot.kind).casefold() in marks.plain(slot.title).casefold()


def _what(slot: Slot) -> list[Node]:
    """Title, words, tasks: one line under the other."""
    title = word_tree.text(marks.plain(slot.title))
    found: list[Node] = title if slot.is_pause else [{"t": "Strong", "c": title}]
    if slot.kind and not slot.is_pause and not _is_said(slot):
        found = [*found, _BREAK, {"t": "Emph", "c": word_tree.text(marks.plain(slot.kind))}]
    written = word_tree.Writer()
    for part in marks.parts(slot.markdown):
        for line in _lines(written, part):
            found = [*found, _BREAK, *line]
    for name, words in slot.lines:
        found = [*found, _BREAK, *word_tree.text(f"{marks.plain(name)}: {marks.plain(words)}")]
    for words in slot.asides:
        found = [*found, _BREAK, *word_tree.text(marks.plain(words))]
    return found


def _lines(written: word_tree.Writer, part: marks.Part) -> list[list[Node]]:
    """A cell holds lines: the items of a list stand each on its own."""
    match part:
        case marks.Paragraph(runs=runs) | marks.Heading(runs=runs):
            return [written.inline(runs)]
        case marks.Listing(items=items):
            return [
                [*word_tree.text("– "), *line]
                for item in items
                for inner in item
                for line in _lines(written, inner)
            ]
        case marks.Quotation(parts=parts):
            return [line for inner in parts for line in _lines(written, inner)]
        case marks.Table(heads=heads, rows=rows):
            cells = [[written.inline(cell) for cell in row] for row in (heads, *rows)]
            return [_joined(row) for row in cells]
        case _:
            return []


def _joined(row: list[list[Node]]) -> list[Node]:
    found: list[Node] = []
    for cell in row:
        found = [*found, *(word_tree.text(" · ") if found else []), *cell]
    return found
