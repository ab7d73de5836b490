"""A list as an Excel workbook that is written while it is read: one sheet, in parts, never whole in memory or on a disk.

SpreadsheetML as ECMA-376 (part 1, chapter 18) has it, as far as one list needs it. Excel's own limits are kept
(https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3). Time grows with the number of cells; memory is that
of a few hundred rows. The sheet comes before the pages that name it: a workbook that broke off opens nowhere as a whole one.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | date | None

# A spreadsheet takes text that begins so for a formula, at the latest when somebody edits the cell; the full-width signs too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_576, 16_384, 32_767
WIDEST, NARROWEST = 60, 8  # in widths of one digit
AT_ONCE = 250  # rows

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "xl/worksheets/sheet1.xml"
_HEAD, _DAY, _AS_TYPED = 1, 2, 3  # places in cellXfs below
_BEFORE = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/{_SHEET}" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d\\ mmmm\\ yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/>'
    '<bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" '
    'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyAlignment="1"><alignment horizontal="left"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships">'
_AFTER = {
    "_rels/.rels": f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February that never was
_DAY_ZERO = date(1899, 12, 30).toordinal()
_LONGEST_DAY = len("30 September 2027")
_MOST_DIGITS = 10**15  # a spreadsheet keeps fifteen digits of a number
# What XML cannot carry is written _xHHHH_ (ST_Xstring, 22.9.2.19); what only looks like that has its first sign written so.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str, is_right_to_left: bool = False
) -> Iterator[bytes]:
    """The file in parts. Headings are bold, stay in view and come again on every printed page; columns can be filtered.

    Days are days, numbers numbers, all else is text and never a formula. It names no author and no time. Text longer than
    a cell may hold ends in "…". More rows or columns than a sheet has raise OverflowError; whatever the rows raise passes
    through, and what was given until then is no workbook.
    """
    if len(heads) > MOST_COLUMNS:
        raise OverflowError(f"A sheet has {MOST_COLUMNS} columns at most.")
    parts, sheet = _Parts(), _Sheet(heads, rows, is_right_to_left=is_right_to_left)
    with zipfile.ZipFile(parts, "w") as archive:
        _put(archive, _BEFORE)
        with archive.open(_member(_SHEET), "w") as member:
            for piece in sheet.pieces():
                member.write(piece.encode())
                if part := parts.drawn():
                    yield part
        _put(archive, {**_AFTER, **_named(title, sheet)})
    yield parts.drawn()


class _Parts:
    """Takes what the archive writes until it is drawn. It cannot seek, so sizes stand behind each member."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._held.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing lies beneath."""

    close = flush

    def drawn(self) -> bytes:
        held, self._held = self._held, []
        return b"".join(held)


def _put(archive: zipfile.ZipFile, pages: dict[str, str]) -> None:
    for name, words in pages.items():
        archive.writestr(_member(name), _HEADER + words)


def _member(name: str) -> zipfile.ZipInfo:
    """Every member bears the same day of 1980, so that nobody learns when somebody worked."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


class _Sheet:
    """The rows as XML, a few hundred at a time. Its columns are as wide as the first of them need."""

    def __init__(
        self, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, is_right_to_left: bool
    ) -> None:
        self._heads = heads
        self._rows = iter(rows)
        self._side = ' rightToLeft="1"' if is_right_to_left else ""
        self._letters = [_letters(place) for place in range(len(heads))]
        self._last = 1

    @property
    def everything(self) -> str:
        """Heads and rows, at least one, for the filter."""
        return f"$A$1:${self._letters[-1]}${max(self._last, 2)}"

    def pieces(self) -> Iterator[str]:
        first = list(islice(self._rows, AT_ONCE))
        heads = "".join(
            _text(letter + "1", words, _HEAD)
            for letter, words in zip(self._letters, self._heads, strict=True)
        )
        rows = self._several(first)
        yield f'{self._top(first)}<sheetData><row r="1">{heads}</row>{rows}'
        while some := list(islice(self._rows, AT_ONCE)):
            yield self._several(some)
        filtered = self.everything.replace("$", "")
        yield (
            f'</sheetData><autoFilter ref="{filtered}"/>'
            '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
        )

    def _top(self, sample: list[Sequence[Cell]]) -> str:
        widths = "".join(
            f'<col min="{place}" max="{place}" width="{_width(cells)}" customWidth="1"/>'
            for place, cells in enumerate(zip(self._heads, *sample, strict=True), 1)
        )
        return (
            f'{_HEADER}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{self._side} workbookViewId="0">'
            '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
            f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
        )

    def _several(self, rows: list[Sequence[Cell]]) -> str:
        start, self._last = self._last + 1, self._last + len(rows)
        if self._last > MOST_ROWS:
            raise OverflowError(f"A sheet has {MOST_ROWS} rows at most.")
        return "".join(self._row(line, cells) for line, cells in enumerate(rows, start))

    def _row(self, line: int, cells: Sequence[Cell]) -> str:
        named = zip(self._letters, cells, strict=True)
        return f'<row r="{line}">{"".join(_cell(f"{letter}{line}", cell) for letter, cell in named)}</row>'


def _letters(place: int) -> str:
    """0 is A, 26 is AA."""
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)


def _width(cells: Sequence[Cell]) -> int:
    longest = max(_LONGEST_DAY if isinstance(cell, date) else len(str(cell or "")) for cell in cells)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _cell(name: str, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return _text(name, cell, _AS_TYPED if cell.startswith(FORMULA) else 0)
    if isinstance(cell, date):
        if cell.toordinal() < _FIRST_DAY.toordinal():
            return _text(name, day_of(cell))
        return f'<c r="{name}" s="{_DAY}"><v>{cell.toordinal() - _DAY_ZERO}</v></c>'
    if -_MOST_DIGITS < cell < _MOST_DIGITS:  # false for what is no number
        return f'<c r="{name}"><v>{cell + 0}</v></c>'
    return _text(name, str(cell))


def day_of(moment: date) -> str:
    """In digits, and never with the hour: a moment is a date too."""
    return date.isoformat(moment)


def _text(name: str, words: str, style: int = 0) -> str:
    styled = f' s="{style}"' if style else ""
    return f'<c r="{name}"{styled} t="inlineStr"><is><t xml:space="preserve">{_words(words)}</t></is></c>'


def _words(words: str) -> str:
    """As much as a cell may hold, counted in units of UTF-16 as Excel does, each sign fit for XML."""
    if len(words) > LONGEST // 2:
        units = words.encode("utf-16-le", "surrogatepass")
        if len(units) > LONGEST * 2:
            words = units[: LONGEST * 2 - 2].decode("utf-16-le", "ignore") + "…"
    # A line ends in one sign inside a cell, whatever the list it came from.
    return escape(_fit(words.replace("\r\n", "\n").replace("\r", "\n")))


def _fit(words: str) -> str:
    return _UNFIT.sub(_written, words)


def _written(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"_x{code:04X}_"  # noqa: PLR2004 - half a sign is none


def _named(title: str, sheet: _Sheet) -> dict[str, str]:
    """The pages that name the sheet, its filter and the row that is printed again, and the title."""
    name = _sheet_name(title)
    filtered, printed_again = escape(f"'{name}'!{sheet.everything}"), escape(f"'{name}'!$1:$1")
    return {
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(_fit(title))}</dc:title></cp:coreProperties>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{filtered}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{printed_again}</definedName>'
        "</definedNames></workbook>",
    }


def _sheet_name(title: str) -> str:
    """Excel takes 31 units, none of these signs, and keeps "History" for itself."""
    cut = _NOT_IN_NAMES.sub("", title).encode("utf-16-le")[:62].decode("utf-16-le", "ignore").strip()
    return "List" if cut.casefold() in {"", "history"} else cut
