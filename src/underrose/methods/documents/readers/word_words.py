"""The words of a Word paragraph: runs, links, fields, footnote references, tracked changes."""

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from underrose.methods.documents.readers.inline import Run
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
_INTO = frozenset(
    {
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "oMath",
        "oMathPara",
    }
)
_DROPPED = frozenset({"del", "moveFrom"})

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
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)

    def runs(self, paragraph: etree._Element, look: Look) -> list[Run]:
        self._fields.clear()
        found: list[Run] = []
        self._walk(paragraph, look, "", found)
        return found

    def boxes(self) -> list[etree._Element]:
        """The text boxes that hung on the paragraph just read."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _walk(self, parent: etree._Element, look: Look, link: str, found: list[Run]) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, look, link, found)
            elif name == "hyperlink":
                _, target, is_outside = self.links.get(attribute(element, "id"), ("", "", False))
                self._walk(element, look, target if is_outside else "", found)
            elif name in _DROPPED:
                self.counts["change"] += 1
            elif name in _INTO:
                self.counts["change"] += name in {"ins", "moveTo"}
                self._walk(element, look, link, found)

    def _run(self, run: etree._Element, look: Look, link: str, found: list[Run]) -> None:
        properties = child(run, "rPr")
        is_bold, is_italic = self.styles.emphasis(run, look)
        is_hidden = bool(is_on(properties, "vanish"))
        link = link or self._field_link()
        for element in run:
            words, note = self._piece(element)
            if is_hidden and words.strip():
                self.counts["hidden"] += 1
            elif note:
                found.append(Run("", note=note))
            elif words and not (self._fields and not self._fields[-1].is_shown):
                found.append(Run(words, is_bold, is_italic, link))

    def _piece(self, element: etree._Element) -> tuple[str, str]:
        name = local(element)
        if name == "t":
            return element.text or "", ""
        if name in {"footnoteReference", "endnoteReference"}:
            key = (name.removesuffix("Reference"), attribute(element, "id"))
            return "", self.notes.setdefault(key, str(len(self.notes) + 1))
        if name == "br" and attribute(element, "type") in {"page", "column"}:
            return " ", ""
        if name in {"drawing", "pict", "object", "AlternateContent"}:
            self._picture(element)
        elif name in {"fldChar", "instrText"}:
            self._field(name, element)
        return _SIGNS.get(name, ""), ""

    def _picture(self, element: etree._Element) -> None:
        """A drawing is left out; a text box in it is read (once: Word writes it twice for older programs)."""
        box = next((found for found in element.iter() if local(found) == "txbxContent"), None)
        if box is not None:
            self._boxes.append(box)
        else:
            self.counts["picture"] += 1

    def _field(self, name: str, element: etree._Element) -> None:
        step = attribute(element, "fldCharType")
        if name == "instrText" and self._fields:
            self._fields[-1].order += element.text or ""
        elif step == "begin":
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].is_shown = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _field_link(self) -> str:
        for open_field in reversed(self._fields):
            found = _HYPERLINK.match(open_field.order)
            if found and open_field.is_shown:
                return found[1]
        return ""
