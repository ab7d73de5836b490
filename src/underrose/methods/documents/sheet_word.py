"""A working paper as a Word file."""

from underrose.methods.documents import marks, sheets, typesetting, word_tree
from underrose.methods.documents.sheets import Block, Column, Facts, Prose, Sheet
from underrose.methods.documents.word_frame import Frame
from underrose.methods.documents.word_tree import Node

_MARGINS = {True: 2041, False: 2268}  # 18 and 20 mm twice, in twentieths of a point

_INSETS = {True: 7000, False: 1900}
_WIDER = 1.5  # letters: the fonts of a stranger's computer are wider than ours


def sheet_docx(sheet: Sheet) -> bytes:
    """The paper as a new file with real tables, whose heads repeat; the same paper, the same bytes."""
    return word_tree.docx(_blocks(sheets.westward(sheet)), _frame(sheet))


def _frame(sheet: Sheet) -> Frame:
    page, of = (marks.plain(sheet.labels.get(key, word)) for key, word in (("page", "Page"), ("of", "of")))
    mark = marks.plain(sheet.copy_mark)
    frame = Frame(
        title=sheets.title(sheet),
        language=sheet.language,
        direction=typesetting.direction(sheet.language),
        page_size=sheet.page_size,
        is_landscape=sheet.is_landscape,
        head=(sheets.head(sheet), mark),
        first_head=("", mark),
        is_marked=True,
        inset=_INSETS[sheet.is_landscape],
        foot=marks.plain(sheet.foot),
        page=page,
        of=of,
    )
    return frame.filling(_MARGINS[sheet.is_landscape])


def _blocks(sheet: Sheet) -> list[Node]:
    found: list[Node] = []
    for style, words in (
        ("Paper Kind", marks.plain(sheet.kind)),
        ("Title", sheets.title(sheet)),
        ("Paper Facts", marks.plain(sheet.subtitle)),
        ("Paper Note", marks.plain(sheet.note)),
    ):
        found += [word_tree.styled(style, [word_tree.para(word_tree.text(words))])] if words else []
    widths = sheets.widths(sheet)
    for block in sheet.blocks:
        heading = marks.plain(block.heading)
        found += [word_tree.heading(1, word_tree.text(heading))] if heading else []
        found += _block(block, widths)
    return found


def _block(block: Block, widths: dict[tuple[Column, ...], list[float]]) -> list[Node]:
    match block:
        case Prose(markdown=markdown):
            writer = word_tree.Writer()
            return [writer.block(part) for part in marks.parts(markdown)]
        case Facts(facts=facts):
            return [word_tree.styled("Fact", [word_tree.fact(name, value)]) for name, value in facts]
        case _:
            columns, rows = block.columns, block.rows
            if not rows:
                return [word_tree.para(word_tree.text(marks.plain(block.empty)))]
            heads = [word_tree.text(marks.plain(column.label)) for column in columns]
            cells = [[word_tree.text(marks.plain(cell)) for cell in row] for row in rows]
            wide = [
                width + _WIDER * column.is_narrow
                for column, width in zip(columns, widths[columns], strict=True)
            ]
            return [word_tree.table([heads, *cells], [column.side for column in columns], wide)]
