"""Words of a Word file that stand in more than one way: alternatives for other programs, signs of a font, words already read."""

import re
from collections import Counter

from lxml import etree

from underrose.methods.documents.readers.word_styles import attribute, local

_KNOWN = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
)
_PICTURE_FONTS = re.compile(r"symbol|dings|dingbat|marlett|mt extra", re.IGNORECASE)
_CODE = re.compile(r"[0-9a-fA-F]{1,6}")
NO_WORDS = frozenset(
    {
        "instrText", "delInstrText", "fldData", "binData",
        "posOffset", "align", "pctPosHOffset", "pctPosVOffset", "pctWidth", "pctHeight",
        "LinkType", "LockedField", "FieldCodes",
    }
)  # fmt: skip
"""Orders of fields and measures of drawings, which are text in the file and words to nobody."""
_SYMBOLS_START, _SYMBOLS_END = 0xF020, 0xF0FF


def taken(element: etree._Element) -> str:
    """The words of an element, which are then no longer in it."""
    words = "".join(str(piece) for piece in element.itertext())
    forget(element)
    return words


def forget(element: etree._Element) -> None:
    """Take the words out of a piece of the tree that was read, or told; what follows it stays."""
    for inner in element.iter():
        inner.text = None
        if inner is not element:
            inner.tail = None
        if local(inner) == "sym":
            inner.attrib.clear()


def chosen(alternatives: etree._Element, counts: Counter[str]) -> etree._Element | None:
    """The way in which a program of today shows it. Another way that says the same is forgotten; one that does not is left to be told."""
    ways = [way for way in alternatives if local(way) in {"Choice", "Fallback"}]
    way = next((way for way in ways if _is_understood(way)), ways[0] if ways else None)
    if way is None:
        return None
    said = _letters(way)
    for other in ways:
        if other is not way and _letters(other) in {"", said}:
            counts["drawing"] += any(local(inner) == "textpath" for inner in other.iter())
            forget(other)
    return way


def _is_understood(way: etree._Element) -> bool:
    names = attribute(way, "Requires").split()
    return local(way) == "Fallback" or all((way.nsmap.get(name) or "").startswith(_KNOWN) for name in names)


def _letters(element: etree._Element) -> str:
    """The words without their gaps, signs of a font as their codes."""
    return "".join(
        "".join((inner.text or "").split()) + (attribute(inner, "char") if local(inner) == "sym" else "")
        for inner in element.iter()
        if local(inner) not in NO_WORDS
    )


def symbol(element: etree._Element, counts: Counter[str]) -> str:
    """A sign by its number in a font: its letter, or a told gap where the font draws pictures in place of letters."""
    number, font = attribute(element, "char"), attribute(element, "font")
    forget(element)
    code = int(number, 16) if _CODE.fullmatch(number) else 0
    if _SYMBOLS_START <= code <= _SYMBOLS_END:
        code -= 0xF000
    letter = chr(code) if 0 < code <= 0x10FFFF else ""  # noqa: PLR2004 - the last of Unicode
    if _PICTURE_FONTS.search(font) or not letter.isprintable() or not letter:
        counts["symbol"] += 1
        return " "
    return letter
