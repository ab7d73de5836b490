"""What a workbook holds beside the cells one sees: hidden sheets, rows and cells, formulas, names, words nobody shows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from underrose.methods.inspection import sheet_cells
from underrose.methods.inspection.finding import Findings
from underrose.methods.inspection.markup import each, local, words_of
from underrose.methods.inspection.sheet_cells import Book
from underrose.methods.inspection.sweep import Sweep, sweep
from underrose.methods.inspection.values import What

if TYPE_CHECKING:
    from underrose.methods.inspection.package import Package

_BEHIND = "In a sheet, behind its cells."
_HIDDEN = "In a row, column or cell that is hidden or too pale to be seen."
_FORMULA = "In a cell, as the calculation behind what it shows."
_HIDDEN_SHEET = "On a sheet that is hidden; anybody can show it again."
_UNUSED = "Among the words kept for cells; no cell shows them."
_READ = frozenset({"t", "v", "f", "formula", "formula1", "formula2"})
_HEADS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})


def workbook(findings: Findings, name: str, root: etree._Element) -> None:
    """The sheets that are hidden and the names somebody defined; the names of sheets one sees are words of the page."""
    where = "In the workbook, behind its sheets."
    for entry in each(root, "sheet"):
        if entry.get("state", "visible") != "visible":
            findings.add(name, What.hidden_sheet, entry.get("name", ""), _HIDDEN_SHEET)
    for entry in each(root, "definedName"):
        findings.add(name, What.defined_name, f"{entry.get('name', '')}: {words_of(entry)}", where)
        findings.add(name, What.defined_name, entry.get("comment", ""), where)
    read = frozenset({("sheet", "name"), ("definedName", "name"), ("definedName", "comment")})
    sweep(Sweep(findings, name, where, None, frozenset({"definedName"}), read), root)


def sheet(findings: Findings, package: "Package", name: str) -> None:
    """One sheet: what is hidden in it, what is behind its cells, what stands at its head and foot."""
    root, of = package.tree(name), sheet_cells.book(package)
    is_hidden = any(one.path == name and one.is_hidden for one in of.sheets)
    for cell in sheet_cells.cells(root, of):
        if is_hidden:
            findings.add(name, What.hidden_sheet, cell.words, _HIDDEN_SHEET)
        elif cell.is_hidden:
            findings.add(name, What.hidden_cells, cell.words, _HIDDEN)
        findings.add(name, What.formula, cell.formula, _FORMULA)
    for found in root.iter():
        if local(found) in _HEADS:
            findings.add(name, What.running_head, found.text or "", "At the head or foot of every page.")
        elif local(found) in {"formula", "formula1", "formula2"}:
            findings.add(name, What.formula, words_of(found), _BEHIND)
        elif local(found) == "rPh":
            findings.add(name, What.unused_words, words_of(found), _UNUSED)
    read = frozenset({("c", "r"), ("row", "spans"), ("col", "width"), ("c", "t"), ("dimension", "ref")})
    sweep(Sweep(findings, name, _BEHIND, None, _READ | _HEADS, read), root)


def strings(findings: Findings, package: "Package", name: str) -> None:
    """Words kept for cells that no cell shows, and the reading help of East Asian scripts."""
    root, of = package.tree(name), sheet_cells.book(package)
    used = sheet_cells.used_strings(package, of)
    for place, entry in enumerate(found for found in root if local(found) == "si"):
        if place not in used:
            findings.add(name, What.unused_words, words_of(entry), _UNUSED)
        for help_of in each(entry, "rPh"):
            findings.add(name, What.unused_words, words_of(help_of), _UNUSED)
    read = frozenset({("rFont", "val")})
    sweep(Sweep(findings, name, _UNUSED, What.unused_words, frozenset({"t"}), read), root)


def shown(package: "Package") -> Iterator[str]:
    """The name of each sheet one sees, and its rows with a value, cells apart by tabs."""
    of = sheet_cells.book(package)
    for one in of.sheets:
        if one.is_hidden or one.path not in package.parts:
            continue
        yield one.name
        yield from _rows(package, one.path, of)


def _rows(package: "Package", path: str, of: Book) -> Iterator[str]:
    row, line = 0, list[str]()
    for cell in sheet_cells.cells(package.tree(path), of):
        if cell.row != row and line:
            yield "\t".join(line)
            line = []
        row = cell.row
        if not cell.is_hidden and cell.words:
            line.append(cell.words)
    if line:
        yield "\t".join(line)
