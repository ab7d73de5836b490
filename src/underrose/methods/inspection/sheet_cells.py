"""The cells of a workbook as whoever opens it sees them: which are hidden, by sheet, row, column, colour or format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from underrose.methods.inspection.markup import attribute, child, each, local

if TYPE_CHECKING:
    from underrose.methods.inspection.package import Package

_ON = frozenset({"1", "true", "on"})
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN = {
    14: "d",
    15: "d",
    16: "d",
    17: "d",
    18: "d",
    19: "d",
    20: "d",
    21: "d",
    22: "d",
    45: "d",
    46: "d",
    47: "d",
}
_PAPER = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_BLACK = "000000"
_MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with a value. Words are as the cell shows them, a number as the file has it."""

    row: int
    column: int
    words: str
    is_number: bool
    style: int
    formula: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A sheet by its name, its part, and whether it can be seen."""

    name: str
    path: str
    is_hidden: bool


@dataclass(slots=True)
class Book:
    """What a workbook says about all its sheets."""

    strings: list[str] = field(default_factory=list)
    sheets: list[SheetOf] = field(default_factory=list)
    pale: list[bool] = field(default_factory=list)
    """For each style of a cell, whether its letters have the colour of the paper or its format shows nothing."""
    formats: list[str] = field(default_factory=list)
    """For each style of a cell, its number format; the built-in ones by "#" and their number."""


def book(package: "Package") -> Book:
    """The workbook, read once."""
    found = Book()
    for name in package.of_kind("spreadsheetml.sharedStrings+xml"):
        found.strings = [_shown(entry) for entry in package.tree(name) if local(entry) == "si"]
    for name in package.of_kind("spreadsheetml.styles+xml"):
        _styles(found, package.tree(name))
    main = package.main()
    folder, _, base = main.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels".lstrip("/")
    targets = {
        attribute(entry, "Id"): attribute(entry, "Target")
        for entry in (package.tree(rels) if rels in package.parts else ())
    }
    for entry in each(package.tree(main), "sheet"):
        target = targets.get(attribute(entry, "id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        is_hidden = attribute(entry, "state") in {"hidden", "veryHidden"}
        found.sheets.append(SheetOf(attribute(entry, "name"), path, is_hidden))
    return found


def _shown(entry: etree._Element) -> str:
    """The words of a string, without the reading help of East Asian scripts."""
    pieces = [
        piece.text or ""
        for piece in each(entry, "t")
        if not any(local(above) == "rPh" for above in piece.iterancestors())
    ]
    return unescaped("".join(pieces))


def unescaped(words: str) -> str:
    """What XML cannot carry is written _xHHHH_ (ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)


def _styles(found: Book, root: etree._Element) -> None:
    codes = {attribute(form, "numFmtId"): attribute(form, "formatCode") for form in each(root, "numFmt")}
    fonts = [_is_pale(font) for font in _all(root, "fonts", "font")]
    fills = [_is_bare(fill) for fill in _all(root, "fills", "fill")]
    inks = [_colour(child(font, "color")) or _BLACK for font in _all(root, "fonts", "font")]
    behind = [_colour_behind(fill) for fill in _all(root, "fills", "fill")]
    has_more = any(len(list(each(root, name))) for name in ("dxf", "tableStyle"))
    styles = child(root, "cellXfs")
    for style in () if styles is None else styles:
        font, fill = _number(attribute(style, "fontId")), _number(attribute(style, "fillId"))
        number = attribute(style, "numFmtId")
        code = codes.get(number, f"#{number}")
        is_one = font < len(inks) and fill < len(behind) and bool(behind[fill]) and inks[font] == behind[fill]
        is_pale = is_one or (
            font < len(fonts) and fonts[font] and (fill >= len(fills) or fills[fill]) and not has_more
        )
        found.pale.append(is_pale or re.sub(r'"[^"]*"|\s|\[[^\]]*\]', "", code) in {";;", ";;;"})
        found.formats.append(code)


def _all(root: etree._Element, holder: str, name: str) -> list[etree._Element]:
    found = child(root, holder)
    return [] if found is None else [entry for entry in found if local(entry) == name]


def _colour(found: etree._Element | None) -> str:
    """A colour by its digits or its place in the theme; black is black however it is said."""
    rgb, theme = attribute(found, "rgb").upper()[-6:], attribute(found, "theme")
    if rgb == _BLACK or theme == "1" or attribute(found, "indexed") in {"8", "64"}:
        return _BLACK
    return rgb or (f"theme {theme} {attribute(found, 'tint')}" if theme else "")


def _colour_behind(fill: etree._Element) -> str:
    pattern = child(fill, "patternFill")
    return _colour(child(pattern, "fgColor")) if attribute(pattern, "patternType") == "solid" else ""


def _is_pale(font: etree._Element) -> bool:
    colour = child(font, "color")
    size = attribute(child(font, "sz"), "val")
    is_small = size.replace(".", "", 1).isdigit() and float(size) <= 2  # noqa: PLR2004 - points
    is_paper = attribute(colour, "rgb").upper() in _PAPER or attribute(colour, "theme") == "0"
    return is_small or (is_paper and not attribute(colour, "tint").startswith("-"))


def _is_bare(fill: etree._Element) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return False
    if attribute(pattern, "patternType") in {"", "none"}:
        return True
    return attribute(child(pattern, "fgColor"), "rgb").upper() in _PAPER


def _number(said: str) -> int:
    return int(said) if said.isdigit() and len(said) < 7 else 0  # noqa: PLR2004 - no list is longer


def hidden_columns(root: etree._Element) -> list[tuple[int, int]]:
    """Ranges of columns that are hidden or have no width."""
    return [
        (_number(attribute(column, "min")), _number(attribute(column, "max")))
        for column in each(root, "col")
        if attribute(column, "hidden") in _ON or attribute(column, "width") in {"0", "0.0"}
    ]


def cells(root: etree._Element, of: Book) -> Iterator[Cell]:
    """The cells of a sheet with a value, row by row. Time and memory grow with their number."""
    columns = hidden_columns(root)
    row_number = 0
    for row in each(root, "row"):
        row_number = _number(attribute(row, "r")) or row_number + 1
        is_row_hidden = attribute(row, "hidden") in _ON or attribute(row, "ht") in {"0", "0.0"}
        column = 0
        for entry in row:
            if local(entry) != "c":
                continue
            column = _column(attribute(entry, "r")) or column + 1
            words, is_number = _value(entry, of)
            formula = child(entry, "f")
            if not words and formula is None:
                continue
            style = _number(attribute(entry, "s"))
            is_pale = style < len(of.pale) and of.pale[style]
            is_hidden = is_row_hidden or is_pale or any(low <= column <= high for low, high in columns)
            said = (formula.text or "") if formula is not None else ""
            yield Cell(row_number, column, words, is_number, style, said, is_hidden)


def _value(entry: etree._Element, of: Book) -> tuple[str, bool]:
    kind = attribute(entry, "t")
    if kind == "inlineStr":
        return _shown(entry), False
    found = child(entry, "v")
    said = (found.text or "") if found is not None else ""
    if kind == "s":
        place = _number(said.strip())
        return (of.strings[place] if said.strip().isdigit() and place < len(of.strings) else ""), False
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(said, said), False
    return (unescaped(said), False) if kind in {"str", "e", "d"} else (said, True)


def _column(name: str) -> int:
    found = _CELL.fullmatch(name)
    if not found:
        return 0
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return min(number, _MOST_COLUMNS)


def used_strings(package: "Package", of: Book) -> set[int]:
    """The places of the strings that some cell shows."""
    used: set[int] = set()
    for sheet in of.sheets:
        if sheet.path in package.parts:
            for entry in each(package.tree(sheet.path), "c"):
                found = child(entry, "v")
                if attribute(entry, "t") == "s" and found is not None:
                    used.add(_number((found.text or "").strip()))
    return used
