"""A clean workbook: what one sees of another, as values. No formula, comment, name, hidden row or unused word comes along.

SpreadsheetML as ECMA-376 (part 1, chapter 18) has it. Words are written into their cells and are never a formula.
"""

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from underrose.methods.documents.workbook import FORMULA
from underrose.methods.inspection import sheet_cells
from underrose.methods.inspection.markup import attribute, each
from underrose.methods.inspection.package import Package, opened
from underrose.methods.inspection.sheet_cells import Book, Cell, SheetOf
from underrose.methods.inspection.values import CleanCopy
from underrose.methods.inspection.word_sheet import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN_FORMAT = re.compile(
    r'(?:[#0?.,%/dmyhsAPE+\-:;_() @*]|\\[^\w]|"[^"A-Za-z]{0,4}"|\[(?:h|hh|m|mm|s|ss|Red|Blue|Black|Green)\]|AM/PM|General)+',
    re.IGNORECASE,
)
"""Formats of numbers and days that hold no words."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_AS_TYPED = 1
_FIRST_FREE = 164
_REMARKS = (
    "Names of sheets, words, numbers, widths of columns and merged cells are kept.",
    "Formulas became the values they show. Colours, charts, pictures, links, filters and comments are left out.",
)
_HIDDEN = "Hidden sheets, rows, columns and cells are left out."


def copy(content: bytes) -> CleanCopy:
    """The new workbook, and what is different in it."""
    package, _ = opened(content)
    of = sheet_cells.book(package)
    shown = [sheet for sheet in of.sheets if not sheet.is_hidden and sheet.path in package.parts]
    styles = _Styles(of)
    pages = [_page(package, sheet, of, styles) for sheet in shown] or [_empty()]
    names = [sheet.name for sheet in shown] or ["Sheet1"]
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(len(pages)).encode(),
        "_rels/.rels": _root().encode(),
    }
    parts |= {
        "xl/workbook.xml": _workbook(names).encode(),
        "xl/_rels/workbook.xml.rels": _relations(len(pages)).encode(),
    }
    parts |= {"xl/styles.xml": styles.part().encode()}
    parts |= {f"xl/worksheets/sheet{number}.xml": page.encode() for number, page in enumerate(pages, 1)}
    return CleanCopy(zipped(parts), (*_REMARKS, _HIDDEN))


@dataclass(slots=True)
class _Styles:
    """The formats of numbers that are used, each once. The first two styles are plain, and words that look like a formula."""

    of: Book
    codes: dict[str, int] = field(default_factory=dict)

    def place(self, cell: Cell) -> int:
        if not cell.is_number:
            return _AS_TYPED if cell.words.startswith(FORMULA) else 0
        code = self.of.formats[cell.style] if cell.style < len(self.of.formats) else ""
        is_plain = bool(re.fullmatch(r"#\d{1,2}", code)) or bool(_PLAIN_FORMAT.fullmatch(code))
        if not is_plain or code in {"", "#0", "General"}:
            return 0
        return self.codes.setdefault(code, len(self.codes) + 2)

    def part(self) -> str:
        own = [code for code in self.codes if not re.fullmatch(r"#\d{1,2}", code)]
        numbers = {code: _FIRST_FREE + place for place, code in enumerate(own)}
        numbers |= {code: int(code[1:]) for code in self.codes if code not in numbers}
        forms = "".join(f'<numFmt numFmtId="{numbers[code]}" formatCode={quoteattr(code)}/>' for code in own)
        styles = "".join(
            f'<xf numFmtId="{numbers[code]}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            for code in self.codes
        )
        return (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
            + (f'<numFmts count="{len(own)}">{forms}</numFmts>' if own else "")
            + '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(self.codes) + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
            f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>{styles}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def _page(package: Package, sheet: SheetOf, of: Book, styles: _Styles) -> str:
    root = package.tree(sheet.path)
    rows: dict[int, list[str]] = {}
    for cell in sheet_cells.cells(root, of):
        if not cell.is_hidden and cell.words:
            rows.setdefault(cell.row, []).append(_cell(cell, styles.place(cell)))
    lines = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetFormatPr defaultRowHeight="15"/>{_columns(root)}'
        f"<sheetData>{lines}</sheetData>{_merged(root)}</worksheet>"
    )


def _empty() -> str:
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'


def _cell(cell: Cell, style: int) -> str:
    name = f"{_letters(cell.column)}{cell.row}"
    styled = f' s="{style}"' if style else ""
    if cell.is_number and _NUMBER.fullmatch(cell.words.strip()):
        return f'<c r="{name}"{styled}><v>{cell.words.strip()}</v></c>'
    return f'<c r="{name}"{styled} t="inlineStr"><is><t xml:space="preserve">{_fit(cell.words)}</t></is></c>'


def _fit(words: str) -> str:
    return escape(_UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", words))


def _letters(column: int) -> str:
    more, last = divmod(column - 1, 26)
    return (_letters(more) if more else "") + chr(ord("A") + last)


def _columns(root: etree._Element) -> str:
    """The widths, in numbers alone; columns that were hidden keep an ordinary one, and are empty."""
    found = []
    for column in each(root, "col"):
        low, high, width = (attribute(column, name) for name in ("min", "max", "width"))
        is_sound = (
            low.isdigit() and high.isdigit() and re.fullmatch(r"\d{1,3}(\.\d+)?", width) and float(width) > 0
        )
        if is_sound and attribute(column, "hidden") not in {"1", "true"}:
            found.append(f'<col min="{low}" max="{high}" width="{float(width):.2f}" customWidth="1"/>')
    return f"<cols>{''.join(found)}</cols>" if found else ""


def _merged(root: etree._Element) -> str:
    found = [
        place
        for entry in each(root, "mergeCell")
        if re.fullmatch(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}", place := attribute(entry, "ref"))
    ]
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in found)
    return f'<mergeCells count="{len(found)}">{cells}</mergeCells>' if found else ""


def _workbook(names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(count: int) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, count + 1)
    )
    styles = f'<Relationship Id="rId{count + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}{styles}</Relationships>'


def _root() -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )


def _types(count: int) -> str:
    kinds = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    kinds |= {f"worksheets/sheet{number}.xml": "worksheet" for number in range(1, count + 1)}
    overrides = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
