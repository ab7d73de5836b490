"""The words of a Word paragraph: runs, links, fields, footnote references, tracked changes.

What is not known is looked into, not passed over: an element is left out by its name, never for want of one. Words that were
read are taken out of the tree, so that those nobody read are left in it and can be told (`word_unread`).
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from underrose.methods.documents.readers.archive import Archive
from underrose.methods.documents.readers.inline import Run
from underrose.methods.documents.readers.word_choice import chosen, forget, symbol, taken
from underrose.methods.documents.readers.word_styles import (
    Look,
    Styles,
    attribute,
    child,
    is_on,
    local,
    parsed,
)

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?!\\)"?([^"\s]+)"?', re.IGNORECASE)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": " "}
_DROPPED = frozenset({"del", "moveFrom"})
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_DRAWN = frozenset({"drawing", "pict", "object", "contentPart"})
_PIECES = frozenset({"t", "sym", "fldChar", "instrText", *_SIGNS, *_NOTES, *_DRAWN})
_SHOWN_IN_DRAWINGS = frozenset({"blip", "imagedata", "textpath", "chart", "relIds", "contentPart"})
_PICTURES = frozenset({"blip", "imagedata"})
"""What shows a picture that is a part of the file, and nothing else."""
_SPEAKING = re.compile(
    r"\s*(?:MACROBUTTON|GOTOBUTTON|EQ|SYMBOL|FORMDROPDOWN|(?:DISPLAY|MERGE)?BARCODE)\b", re.IGNORECASE
)
"""Fields that show what their instruction says, of which the file holds no result."""

Relationship = tuple[str, str, bool]


def relationships(part: bytes) -> dict[str, Relationship]:
    """Key → (kind, target, is it outside the file)."""
    if not part:
        return {}
    return {
        attribute(found, "Id"): (
            attribute(found, "Type").rpartition("/")[2],
            attribute(found, "Target"),
            attribute(found, "TargetMode").lower() == "external",
        )
        for found in parsed(part)
    }


def related(archive: Archive, main: str, kind: str) -> list[str]:
    """The names of the parts that belong to the text as footnotes, lists, heads...: by what the file calls them, else by their usual names."""
    folder, _, name = main.rpartition("/")
    links = relationships(archive.part(f"{folder}/_rels/{name}.rels".lstrip("/")))
    told = [
        posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for said, target, is_outside in links.values()
        if said == kind and not is_outside
    ]
    usual = f"{folder}/{kind}".lstrip("/")
    others = sorted(part for part in archive.parts if part.startswith(usual) and part.endswith(".xml"))
    return [part for part in dict.fromkeys([*told, *others]) if part in archive.parts]


@dataclass(slots=True)
class _Field:
    order: str = ""
    is_shown: bool = False


@dataclass(slots=True)
class Words:
    """Reads the paragraphs of one document in order and counts what it leaves out."""

    links: dict[str, Relationship]
    counts: Counter[str]
    styles: Styles = field(default_factory=Styles)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """(footnote or endnote, its id) → the number it bears, by first use."""
    struck: list[str] = field(default_factory=list)
    """Words that are struck out, those that stand together as one."""
    _is_striking: bool = False
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)
    _aids: list[Run] = field(default_factory=list)

    def runs(self, paragraph: etree._Element, look: Look) -> list[Run]:
        """What stands in a paragraph. Reading aids come at its end: between the characters they would cut names apart."""
        self._fields.clear()
        self._is_striking = False
        found: list[Run] = []
        if look.words and not look.heading:
            found.append(Run(f"{look.words}: "))
        self._walk(paragraph, look, "", found)
        aids, self._aids = self._aids, []
        return [*found, Run(" ("), *aids, Run(")")] if aids else found

    def boxes(self) -> list[etree._Element]:
        """The text boxes that hung on the paragraph just read."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def inner(self, element: etree._Element) -> etree._Element | None:
        """What is read of an element that only holds others; nothing of what was deleted, and of properties."""
        name = local(element)
        if name == "AlternateContent":
            return chosen(element, self.counts)
        if name in _DROPPED:
            self.counts["change"] += 1
            forget(element)
            return None
        if name == "sdtPr":
            self.counts["bound"] += child(element, "dataBinding") is not None
        return None if name.endswith("Pr") else element

    def _walk(
        self,
        parent: etree._Element,
        look: Look,
        link: str,
        found: list[Run],
        dress: "_Dress | None" = None,
    ) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._walk(element, look, link, found, self._dress(element, look))
            elif name == "hyperlink":
                _, target, is_outside = self.links.get(attribute(element, "id"), ("", "", False))
                self._walk(element, look, target if is_outside else "", found)
            elif name == "rt":
                self._aid(element, look)
            elif name in _PIECES:
                self._add(element, dress or self._dress(parent, look), link, found)
            elif name == "fldSimple" and _SPEAKING.match(attribute(element, "instr")):
                self.counts["field"] += 1
                self._walk(element, look, link, found)
            elif (inner := self.inner(element)) is not None:
                self.counts["change"] += name in {"ins", "moveTo"}
                self._walk(inner, look, link, found, dress)

    def _dress(self, run: etree._Element, look: Look) -> "_Dress":
        is_bold, is_italic = self.styles.emphasis(run, look)
        is_hidden = bool(is_on(child(run, "rPr"), "vanish"))
        return _Dress(is_bold, is_italic, is_hidden, self.styles.is_struck(run, look))

    def _aid(self, element: etree._Element, look: Look) -> None:
        """The reading over or beside characters (furigana, pinyin)."""
        aids: list[Run] = []
        self._walk(element, look, "", aids)
        self._aids += [run for run in aids if run.words]

    def _add(self, element: etree._Element, dress: "_Dress", link: str, found: list[Run]) -> None:
        link = link or self._field_link()
        is_shown = not self._fields or self._fields[-1].is_shown
        if local(element) in {"t", "sym"} and not is_shown and not dress.is_hidden:
            return  # left in the tree, so that it is told
        if dress.is_struck and local(element) in _NOTES:
            return  # its words are told, as of a note that nothing refers to
        words, note = self._piece(element)
        if dress.is_hidden and words.strip():
            self.counts["hidden"] += 1
        elif dress.is_struck and words and is_shown:
            self._strike(words)
        elif note:
            found.append(Run("", note=note))
        elif words and is_shown:
            self._is_striking = self._is_striking and not words.strip()
            found.append(Run(words, dress.is_bold, dress.is_italic, link))

    def _strike(self, words: str) -> None:
        """Struck out, and kept apart: somebody wanted them gone, and the guard reads them all the same."""
        if self._is_striking:
            self.struck[-1] += words
        else:
            self.struck.append(words)
        self._is_striking = True

    def _piece(self, element: etree._Element) -> tuple[str, str]:
        name = local(element)
        if name == "t":
            return taken(element), ""
        if name == "sym":
            return symbol(element, self.counts), ""
        if name in _NOTES:
            key = (name.removesuffix("Reference"), attribute(element, "id"))
            return "", self.notes.setdefault(key, str(len(self.notes) + 1))
        if name == "br" and attribute(element, "type") in {"page", "column"}:
            return " ", ""
        if name in _DRAWN:
            self._picture(element)
        elif name in {"fldChar", "instrText"}:
            self._field(name, element)
        return _SIGNS.get(name, ""), ""

    def _picture(self, element: etree._Element) -> None:
        """A drawing is left out; the text boxes in it are read (once: Word writes them twice for older programs)."""
        boxes = list(self._boxes_in(element))
        self._boxes += boxes
        shown = {local(found) for found in element.iter()} & _SHOWN_IN_DRAWINGS
        if shown or not boxes:
            self.counts["picture" if shown and shown <= _PICTURES else "drawing"] += 1

    def _boxes_in(self, element: etree._Element) -> Iterator[etree._Element]:
        for inner in element:
            if local(inner) == "txbxContent":
                yield inner
            elif (way := self.inner(inner)) is not None:
                yield from self._boxes_in(way)

    def _field(self, name: str, element: etree._Element) -> None:
        step = attribute(element, "fldCharType")
        if name == "instrText" and self._fields:
            self._fields[-1].order += element.text or ""
        elif step == "begin":
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].is_shown = True
        elif step == "end" and self._fields:
            self.counts["field"] += bool(_SPEAKING.match(self._fields.pop().order))

    def _field_link(self) -> str:
        for open_field in reversed(self._fields):
            found = _HYPERLINK.match(open_field.order)
            if found and open_field.is_shown:
                return found[1]
        return ""


class _Dress(NamedTuple):
    """How the words of a run look."""

    is_bold: bool
    is_italic: bool
    is_hidden: bool
    is_struck: bool
