"""Lists as text: comma, semicolon, tab or bar between the cells, found by looking which parts the lines evenly."""

import csv
import io
from collections import Counter
from itertools import islice

from underrose.methods.contacts.model import LETTERS, Kind, Table
from underrose.methods.contacts.readers.refusals import refusal
from underrose.methods.contacts.readers.shape import Grid, Line, shaped, too_many_rows
from underrose.methods.documents.workbook import FORMULA

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_TRIED = 60
_FIELD = 2_000_000


def read(text: str, kind: Kind, encoding: str, remarks: tuple[str, ...]) -> Table:
    """The table in a text. Lines are those an editor shows; a cell may span several."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = text[:6].lower()
    separator, start = "", 0
    if said.startswith("sep=") and said[4:5] in _SEPARATORS and text[5:6] in {"\n", ""}:
        separator, text, start = said[4], text[6:], 1
    separator = separator or sniffed(text)
    grid = Grid(tuple(_lines(text, separator, start)))
    return shaped(grid, kind, encoding=encoding, separator=_SEPARATORS[separator], remarks=remarks)


def sniffed(text: str) -> str:
    """The separator that parts most of the first lines into the same number of cells, and into most."""
    best, chosen = 0.0, ","
    for separator in _SEPARATORS:
        counts: Counter[int] = Counter()
        reader = csv.reader(io.StringIO(text[:100_000]), delimiter=separator)
        counts.update(len(cells) for cells in islice(reader, _TRIED) if any(cells))
        wide = [(number * min(width, 12), width) for width, number in counts.items() if width > 1]
        worth = max(wide, default=(0, 0))[0] / max(counts.total(), 1)
        if worth > best:
            best, chosen = worth, separator
    return chosen


def unmarked(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from calculating the cell: "'+41 22" is "+41 22"."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _lines(text: str, separator: str, start: int) -> list[Line]:
    before = csv.field_size_limit(_FIELD)  # of the whole process, so it is put back
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found: list[Line] = []
    line = start + 1
    try:
        for cells in reader:
            _check(cells, line)
            found.append(Line(line, tuple(unmarked(cell) for cell in cells)))
            line = start + reader.line_num + 1
            if too_many_rows(len(found)):
                break
    except csv.Error as error:
        raise _endless(line) from error
    finally:
        csv.field_size_limit(before)
    return found


def _check(cells: list[str], line: int) -> None:
    longest = max(map(len, cells), default=0)
    if longest <= LETTERS:
        return
    cell = next(cell for cell in cells if len(cell) == longest)
    if "\n" in cell:
        raise _endless(line)
    raise refusal(
        f"A cell in line {line:,} has {longest:,} letters, more than the {LETTERS:,} that are read.",
        "Please shorten it, or check that this is the right file, and try again.",
    )


def _endless(line: int) -> Exception:
    return refusal(
        f"A cell that begins in line {line:,} does not end; probably a quotation mark is missing or too many.",
        "Please look at the quotation marks in that line and try again.",
    )
