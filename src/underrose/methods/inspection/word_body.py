"""The text of a Word file written anew: only what is listed here is taken over, everything else stays behind."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from underrose.methods.documents.word_xml import R
from underrose.methods.inspection import word_marks
from underrose.methods.inspection.links import may_stay
from underrose.methods.inspection.markup import attribute, child, each, local, space
from underrose.methods.inspection.word_hidden import Looks, is_dropped_row, is_hidden_drawing, is_hidden_row
from underrose.methods.inspection.word_lists import Lists
from underrose.methods.inspection.word_marks import made
from underrose.methods.inspection.word_sheet import References

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?!\\)"?([^"\s]+)"?', re.IGNORECASE)
_INSERTED = frozenset({"ins", "moveTo"})
_SIGNS = {
    "tab": "tab",
    "br": "br",
    "cr": "br",
    "noBreakHyphen": "noBreakHyphen",
    "ptab": "tab",
    "softHyphen": "softHyphen",
}
_NOTES = frozenset({"footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"})
_INTO = frozenset(
    {
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
        "rt",
        *_INSERTED,
    }
)
_MATH = ("oMath", "oMathPara")


@dataclass(slots=True)
class _Field:
    order: str = ""
    is_shown: bool = False
    link: etree._Element | None = None


@dataclass(slots=True)
class Body:
    """Writes blocks of one part. What it leaves out is counted, so that it can be said."""

    looks: Looks
    lists: Lists
    references: References
    targets: dict[str, str]
    """Key → address, of the links out of this part; pictures are asked of `picture`."""
    picture: Callable[[etree._Element], etree._Element | None]
    note: Callable[[str, str], int] | None
    """The new number of a note, by its kind and its old one; None inside a note."""
    keep_insertions: bool
    counts: Counter[str] = field(default_factory=Counter)
    style: str = "BodyText"
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        """The blocks below an element, written anew, in their order."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _INSERTED and not self.keep_insertions:
                continue
            elif name in _INTO:
                yield from self.blocks(element)
            elif name == "AlternateContent":
                for shown in _shown(element):
                    yield from self.blocks(shown)

    def _paragraph(self, old: etree._Element) -> Iterator[etree._Element]:
        new = made("p")
        outer, self._boxes = self._boxes, []
        new.append(word_marks.paragraph(old, self.looks, self.lists, self.style))
        self._fields.clear()
        self._walk(old, new)
        boxes, self._boxes = self._boxes, outer
        if len(new) > 1:
            yield new
        for box in boxes:
            yield from self.blocks(box)

    def _walk(self, parent: etree._Element, into: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name == "r" and not space(element).endswith("/math"):
                self._run(element, into)
            elif name == "hyperlink":
                self._walk(element, self._linked(into, self.targets.get(attribute(element, "id"), "")))
            elif name in _INSERTED and not self.keep_insertions:
                self.counts["change"] += 1
            elif name in _INTO:
                self._walk(element, into)
            elif name in _MATH:
                into.append(word_marks.formula(element, keep_insertions=self.keep_insertions))
            elif name == "AlternateContent":
                for shown in _shown(element):
                    self._walk(shown, into)

    def _linked(self, into: etree._Element, address: str) -> etree._Element:
        """Where the words of a link go: into a link where its address may stay, else among the other words."""
        if not address or local(into) == "hyperlink":
            return into
        if not may_stay(address):
            self.counts["link"] += 1
            return into
        link = made("hyperlink")
        link.set(f"{{{R}}}id", self.references.link(address))
        into.append(link)
        return link

    def _run(self, old: etree._Element, into: etree._Element) -> None:
        if self.looks.is_hidden(old):
            self._steps_only(old, into)
            return
        target = next((step.link for step in reversed(self._fields) if step.link is not None), into)
        new = made("r")
        look = word_marks.run(old, self.looks, is_link=local(target) == "hyperlink")
        if look is not None:
            new.append(look)
        start = len(new)
        for element in old:
            name = local(element)
            if name in {"fldChar", "instrText"}:
                if len(new) > start:
                    target.append(new)
                    new = made("r") if look is None else made("r", word_marks.again(look))
                self._field(element, into)
                target = next((step.link for step in reversed(self._fields) if step.link is not None), into)
            elif not self._fields or self._fields[-1].is_shown:
                self._piece(element, new)
        if len(new) > start:
            target.append(new)

    def _steps_only(self, old: etree._Element, into: etree._Element) -> None:
        for element in old:
            if local(element) in {"fldChar", "instrText"}:
                self._field(element, into)

    def _piece(self, element: etree._Element, new: etree._Element) -> None:
        name = local(element)
        if name == "t":
            word_marks.words(new, element.text or "")
        elif name in _SIGNS:
            new.append(word_marks.sign(_SIGNS[name], element))
        elif name == "sym":
            new.append(word_marks.symbol(element))
        elif name in _NOTES:
            self._note_mark(name, element, new)
        elif name == "AlternateContent":
            for shown in _shown(element):
                for inner in shown:
                    self._piece(inner, new)
        elif name in {"drawing", "pict", "object"}:
            self._drawing(element, new)
        elif name == "ruby":
            self._walk_ruby(element, new)

    def _note_mark(self, name: str, element: etree._Element, new: etree._Element) -> None:
        if name.endswith("Ref"):
            new.append(made("footnoteRef"))
        elif self.note is not None:
            number = self.note(name.removesuffix("Reference"), attribute(element, "id"))
            for look in [found for found in new if local(found) == "rPr"]:
                new.remove(look)
            new.insert(0, made("rPr", made("rStyle", val="FootnoteReference")))
            new.append(made("footnoteReference", id=str(number)))

    def _walk_ruby(self, element: etree._Element, new: etree._Element) -> None:
        for piece in each(element, "t"):
            word_marks.words(new, piece.text or "")

    def _drawing(self, element: etree._Element, new: etree._Element) -> None:
        if is_hidden_drawing(element):
            return
        boxes = [
            box
            for box in each(element, "txbxContent")
            if not any(local(up) == "Fallback" for up in box.iterancestors())
        ]
        self._boxes += boxes
        picture = self.picture(element)
        if picture is not None:
            new.append(picture)
        elif not boxes:
            self.counts["shape" if _is_laid_over(element) else "picture"] += 1

    def _field(self, element: etree._Element, into: etree._Element) -> None:
        if local(element) == "instrText":
            if self._fields:
                self._fields[-1].order += element.text or ""
            return
        step = attribute(element, "fldCharType")
        if step == "begin":
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            open_field = self._fields[-1]
            open_field.is_shown = True
            found = _HYPERLINK.match(open_field.order)
            if found and (link := self._linked(into, found[1])) is not into:
                open_field.link = link
        elif step == "end" and self._fields:
            self._fields.pop()

    def _table(self, old: etree._Element) -> Iterator[etree._Element]:
        new = made("tbl", word_marks.table(old), word_marks.grid(old))
        outer, self.style = self.style, "TableText"
        for row in _rows(old, keep_insertions=self.keep_insertions):
            cells = [self._cell(cell) for cell in _cells(row, keep_insertions=self.keep_insertions)]
            if cells:
                new.append(made("tr", *word_marks.row(row), *cells))
        self.style = outer
        if len(new) > 2:  # noqa: PLR2004 - its properties and its grid
            yield new

    def _cell(self, old: etree._Element) -> etree._Element:
        new = made("tc", word_marks.cell(old))
        new.extend(list(self.blocks(old)))
        if local(new[-1]) != "p":
            new.append(made("p"))
        return new


def _shown(element: etree._Element) -> list[etree._Element]:
    """Of alternatives, the first choice is what Word shows."""
    choices = [found for found in element if local(found) == "Choice"]
    return choices[:1] or [found for found in element if local(found) == "Fallback"][:1]


def _rows(table: etree._Element, *, keep_insertions: bool) -> Iterator[etree._Element]:
    for found in table:
        if local(found) == "tr":
            is_new = child(found, "trPr", "ins") is not None
            if not (is_dropped_row(found) or is_hidden_row(found) or (is_new and not keep_insertions)):
                yield found
        elif local(found) in _INTO and (keep_insertions or local(found) not in _INSERTED):
            yield from _rows(found, keep_insertions=keep_insertions)


def _cells(row: etree._Element, *, keep_insertions: bool) -> Iterator[etree._Element]:
    for found in row:
        if local(found) == "tc":
            is_new = child(found, "tcPr", "cellIns") is not None
            if not (is_dropped_row(found) or (is_new and not keep_insertions)):
                yield found
        elif local(found) in _INTO:
            yield from _cells(found, keep_insertions=keep_insertions)


def _is_laid_over(drawing: etree._Element) -> bool:
    """Whether a shape floats over the page: it may be there to cover something."""
    if not any(local(found) in {"wsp", "rect", "roundrect", "oval", "shape"} for found in drawing.iter()):
        return False
    floats = any(
        "position:absolute" in attribute(found, "style").replace(" ", "") for found in drawing.iter()
    )
    return floats or any(local(found) == "anchor" for found in drawing.iter())
