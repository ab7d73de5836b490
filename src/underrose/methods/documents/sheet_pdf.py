"""A working paper as a tagged PDF."""

from underrose.methods.documents import glyphs, marks, sheets, typesetting
from underrose.methods.documents.sheets import Block, Facts, Prose, Sheet
from underrose.methods.documents.typesetting import Tree

_PADDING = 2
_FACT = 22
_WIDE_LETTERS = 0.8  # a word of wide letters is longer than its number says
_LINE = 32  # letters of prose
_TALL = 900  # letters in a cell; a taller row may break over two pages
_SIZES = ((9, 7.4), (7, 8.2), (-1, 9.0))  # columns, points


def sheet_pdf(sheet: Sheet) -> bytes:
    """The paper, ready to print or send: tagged, heads of tables repeated, its copy mark on every page."""
    glyphs.require_placed((place, _visible(text)) for place, text in sheets.placed(sheet))
    return typesetting.compiled(
        "sheet.typ", _tree(sheets.westward(sheet)), is_rtl=typesetting.direction(sheet.language) == "rtl"
    )


def _visible(text: str) -> str:
    return "".join(part for line in text.splitlines() if (part := marks.plain(line)))


def _tree(sheet: Sheet) -> Tree:
    widths = sheets.widths(sheet)
    return {
        "title": typesetting.giving_way(sheets.title(sheet), _LINE),
        "head": typesetting.giving_way(sheets.head(sheet), _LINE),
        **{name: typesetting.giving_way(marks.plain(getattr(sheet, name)), _LINE) for name in _LINES},
        "parts": [_part(block, widths) for block in sheet.blocks],
        "labels": {key: marks.plain(sheet.labels.get(key, word)) for key, word in _LABELS.items()},
        "voice": typesetting.voice(sheet.language),
        "size": sheet.page_size,
        "is_landscape": sheet.is_landscape,
        "dated": [sheet.dated.year, sheet.dated.month, sheet.dated.day],
    }


_LINES = ("kind", "subtitle", "note", "copy_mark", "foot")
_LABELS = {"page": "Page", "of": "of"}


def _part(block: Block, widths: dict[tuple[sheets.Column, ...], list[float]]) -> Tree:
    heading = typesetting.giving_way(marks.plain(block.heading), _LINE)
    match block:
        case Prose(markdown=markdown, is_spoken=is_spoken):
            parts = typesetting.Inline(_LINE).parts(marks.parts(markdown))
            return {"kind": "prose", "heading": heading, "parts": parts, "is_spoken": is_spoken}
        case Facts(facts=facts):
            shown = [[_cell(name, _FACT), _cell(value, _LINE)] for name, value in facts]
            return {"kind": "facts" if shown else "prose", "heading": heading, "facts": shown, "parts": []}
        case _:
            columns, rows = block.columns, block.rows
            return {
                "kind": "table",
                "heading": heading,
                "heads": [
                    _cell(column.label, width) for column, width in zip(columns, widths[columns], strict=True)
                ],
                "rows": [
                    [_cell(cell, width) for cell, width in zip(row, widths[columns], strict=True)]
                    for row in rows
                ],
                "sides": [column.side for column in columns],
                "widths": widths[columns],
                "size": next(size for count, size in _SIZES if len(columns) > count),
                "is_breakable": any(len(cell) > _TALL for row in rows for cell in row),
                "empty": marks.plain(block.empty),
            }


def _cell(text: str, width: float) -> str:
    """Words that would run out of their column may be broken."""
    return typesetting.giving_way(marks.plain(text), max(4, int((width - _PADDING) * _WIDE_LETTERS)))
