"""What the styles and lists of a Word document say about a paragraph."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from underrose.methods.documents.model import Kind
from underrose.methods.documents.readers.unreadable import Unreadable

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DAMAGED = "This Word file is damaged. Nothing was stored. Please open it in Word, save it under a new name and try again."
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST_STYLE = 20
_STRIKES = ("strike", "dstrike")
_DEPTHS = frozenset("012345678")
_NUMBER = re.compile(r"%[1-9]")
_AROUND = " .,:;()[]–—-/"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands: a heading of some depth, an item of a list, a quotation or running text."""

    kind: Kind = Kind.paragraph
    level: int = 1
    heading: int = 0
    is_ordered: bool = False
    is_bold: bool = False
    is_italic: bool = False
    strikes: frozenset[str] = frozenset()
    """By which lines its style strikes its words out: one, or two."""
    words: str = ""
    """Words that stand in its number in the list, as "Article" in "Article 1"."""


def parsed(content: bytes) -> etree._Element:
    """One part as a tree; nothing outside it is ever read."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_DAMAGED) from error


def local(element: etree._Element) -> str:
    """The name without its namespace, of which Word has two for the same thing."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str:
    found = child(element, *path)
    return "" if found is None else attribute(found, "val")


def is_on(element: etree._Element | None, name: str) -> bool | None:
    """A switch such as bold: on, off, or not said."""
    found = child(element, name)
    return None if found is None else attribute(found, "val").lower() not in _OFF


@dataclass(slots=True)
class _Style:
    name: str
    parent: str
    outline: str
    number: str
    depth: str
    bold: bool | None
    italic: bool | None
    strikes: dict[str, bool]


@dataclass(slots=True)
class Styles:
    styles: dict[str, _Style] = field(default_factory=dict)
    lists: dict[tuple[str, str], str] = field(default_factory=dict)
    """(list, depth) → "bullet", "decimal", ..."""
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """(list, depth) → the words in its numbers."""
    unread: dict[str, None] = field(default_factory=dict)
    """Words in numbers that were not shown before any item yet."""

    @classmethod
    def of(cls, sheet: bytes, numbering: bytes) -> "Styles":
        found = cls()
        for style in parsed(sheet) if sheet else ():
            if local(style) == "style":
                found.styles[attribute(style, "styleId")] = _style(style)
        if numbering:
            root = parsed(numbering)
            found.lists = {key: value(level, "numFmt") for key, level in _levels(root).items()}
            found.words = {key: _words(level) for key, level in _levels(root).items()}
            found.unread = dict.fromkeys(
                words for level in root.iter() if local(level) == "lvl" and (words := _words(level))
            )
        return found

    def look(self, paragraph: etree._Element) -> Look:
        properties = child(paragraph, "pPr")
        chain = self._chain(value(properties, "pStyle"))
        outline = value(properties, "outlineLvl") or _first(style.outline for style in chain)
        number = value(properties, "numPr", "numId") or _first(style.number for style in chain)
        depth = value(properties, "numPr", "ilvl") or _first(style.depth for style in chain) or "0"
        bold = next((style.bold for style in chain if style.bold is not None), False)
        italic = next((style.italic for style in chain if style.italic is not None), False)
        heading = _heading([style.name for style in chain], outline)
        strikes = frozenset(name for name in _STRIKES if _said(chain, name))
        words = self.words.get((number, depth), "")
        if heading:
            return Look(heading=heading, strikes=strikes, words=words)
        self.unread.pop(words, None)
        written = self.lists.get((number, depth), "bullet" if number else "none")
        if number not in {"", "0"} and written != "none":
            level = int(depth) + 1 if depth in _DEPTHS else 1
            return Look(Kind.item, level, 0, written != "bullet", bold, italic, strikes, words)
        is_quote = any(style.name.lower() in {"quote", "intense quote", "block text"} for style in chain)
        return Look(
            Kind.quote if is_quote else Kind.paragraph,
            1,
            0,
            False,
            bold and not is_quote,
            italic and not is_quote,
            strikes,
            words,
        )

    def emphasis(self, run: etree._Element, look: Look) -> tuple[bool, bool]:
        """Whether a run is bold and italic: by itself, by its own style, else by its paragraph's."""
        properties = child(run, "rPr")
        chain = self._chain(value(properties, "rStyle"))
        bold, italic = is_on(properties, "b"), is_on(properties, "i")
        if bold is None:
            bold = next((style.bold for style in chain if style.bold is not None), look.is_bold)
        if italic is None:
            italic = next((style.italic for style in chain if style.italic is not None), look.is_italic)
        return bool(bold), bool(italic)

    def is_struck(self, run: etree._Element, look: Look) -> bool:
        """Whether a line goes through a run, or two: by itself, by its own style, else by its paragraph's."""
        properties = child(run, "rPr")
        if not look.strikes and not len(properties if properties is not None else ()):
            return False
        chain = self._chain(value(properties, "rStyle"))
        for name in _STRIKES:
            said = is_on(properties, name)
            if said is None:
                said = _said(chain, name)
            if said or (said is None and name in look.strikes):
                return True
        return False

    def _chain(self, key: str) -> list[_Style]:
        chain: list[_Style] = []
        while key in self.styles and len(chain) < _DEEPEST_STYLE:
            chain.append(self.styles[key])
            key = chain[-1].parent
        return chain


def _style(style: etree._Element) -> _Style:
    paragraph, run = child(style, "pPr"), child(style, "rPr")
    return _Style(
        value(style, "name"),
        value(style, "basedOn"),
        value(paragraph, "outlineLvl"),
        value(paragraph, "numPr", "numId"),
        value(paragraph, "numPr", "ilvl"),
        is_on(run, "b"),
        is_on(run, "i"),
        {name: said for name in _STRIKES if (said := is_on(run, name)) is not None},
    )


def _said(chain: list[_Style], name: str) -> bool | None:
    return next((style.strikes[name] for style in chain if name in style.strikes), None)


def _first(values: Iterable[str]) -> str:
    return next((found for found in values if found), "")


def _heading(names: list[str], outline: str) -> int:
    for name in names:
        found = _HEADING.fullmatch(name)
        if found:
            return int(found[1])
        if name.lower() in {"title", "subtitle"}:
            return 1
    return int(outline) + 1 if outline in {*"012345678"} else 0


def _words(level: etree._Element) -> str:
    """The words in the numbers of a list, without the numbers; a single letter is a bullet of some font."""
    words = " ".join(_NUMBER.sub(" ", value(level, "lvlText")).split()).strip(_AROUND)
    return words if sum(letter.isalpha() for letter in words) > 1 else ""


def _levels(numbering: etree._Element) -> dict[tuple[str, str], etree._Element]:
    """(list, depth) → how it is numbered there, a list's own way before that of its kind."""
    kinds: dict[str, dict[str, etree._Element]] = {}
    for abstract in numbering:
        if local(abstract) == "abstractNum":
            levels = {attribute(level, "ilvl"): level for level in abstract if local(level) == "lvl"}
            kinds[attribute(abstract, "abstractNumId")] = levels
    found: dict[tuple[str, str], etree._Element] = {}
    for number in numbering:
        if local(number) == "num":
            key = attribute(number, "numId")
            own = {
                attribute(over, "ilvl"): level
                for over in number
                if local(over) == "lvlOverride" and (level := child(over, "lvl")) is not None
            }
            levels = kinds.get(value(number, "abstractNumId"), {}) | own
            found |= {(key, depth): level for depth, level in levels.items()}
    return found
