"""The text of a Word document, each word with its standing: to be seen, hidden, inserted, deleted, or an instruction."""

from dataclasses import dataclass, field, replace

from lxml import etree

from underrose.methods.inspection.finding import Findings
from underrose.methods.inspection.markup import attribute, each, local, space, words_of
from underrose.methods.inspection.values import What
from underrose.methods.inspection.word_hidden import Looks, is_dropped_row, is_hidden_drawing, is_hidden_row

_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_PLACES = {
    What.deleted: "Struck out by a tracked change; whoever opens the file can read it.",
    What.inserted: "Put in by a tracked change; it stands in the clean copy as plain words.",
    What.hidden_text: "In the text, where it is hidden or too small or pale to be seen.",
    What.field: "Behind the words, as an instruction to the word processor.",
    What.running_head: "At the head or foot of every page.",
    What.comment: "In the margin, as a comment.",
    What.document_variable: "In the building blocks of a template that travel with the file.",
}


@dataclass(frozen=True, slots=True)
class _Standing:
    what: What | None = None


@dataclass(slots=True)
class Story:
    """Reads one story: the body, the notes, the comments, a running head."""

    findings: Findings
    path: str
    looks: Looks
    whole: What | None = None
    """What every word of this story counts as: a comment, a running head."""
    lines: list[str] = field(default_factory=list)
    """The words to be seen, a paragraph a line."""
    _fields: list[bool] = field(default_factory=list)
    """For each open field, whether its shown words have begun."""
    _said: dict[What, list[str]] = field(default_factory=dict)
    _boxes: list[tuple[etree._Element, _Standing]] = field(default_factory=list)
    """Text boxes that hang on the paragraph being read; they follow it."""

    def read(self, root: etree._Element) -> None:
        self._walk(root, _Standing())
        self._flush()

    def _walk(self, parent: etree._Element, standing: _Standing) -> None:
        for element in parent:
            name, inner = local(element), _standing(element, standing)
            if name == "r":
                self._run(element, inner)
            elif name == "p":
                self._paragraph(element, inner)
            elif name == "AlternateContent":
                self._alternatives(element, inner)
            elif name in _DRAWINGS:
                self._drawing(element, inner)
            elif name in {"t", "delText"} and space(element).endswith("/math"):
                self._put(element.text or "", inner)
            elif name not in _PROPERTIES:
                self._walk(element, inner)

    def _paragraph(self, element: etree._Element, standing: _Standing) -> None:
        start = len(self.lines)
        self.lines.append("")
        outer, self._boxes = self._boxes, []
        self._walk(element, standing)
        self._flush()
        boxes, self._boxes = self._boxes, outer
        for box, of in boxes:
            self._walk(box, of)
        if not self.lines[start].strip() and start == len(self.lines) - 1:
            self.lines.pop()

    def _alternatives(self, element: etree._Element, standing: _Standing) -> None:
        """Word shows the first choice; what an older program would be shown counts as hidden where it says something else."""
        choices = [found for found in element if local(found) == "Choice"]
        others = [found for found in element if local(found) == "Fallback"]
        shown, kept = (choices[:1] or others[:1]), (choices[1:] + others if choices else others[1:])
        for found in shown:
            self._walk(found, standing)
        said = "".join(_text(found) for found in shown)
        for found in kept:
            words = _text(found)
            if words.strip() and words != said:
                self.findings.add(self.path, What.hidden_text, words, _PLACES[What.hidden_text])

    def _drawing(self, element: etree._Element, standing: _Standing) -> None:
        if is_hidden_drawing(element):
            standing = replace(standing, what=What.hidden_text)
        for box in each(element, "txbxContent"):
            if not any(local(above) == "Fallback" for above in box.iterancestors()):
                self._boxes.append((box, standing))

    def _run(self, run: etree._Element, standing: _Standing) -> None:
        if standing.what is not What.deleted and self.looks.is_hidden(run):
            standing = replace(standing, what=What.hidden_text)
        for element in run:
            self._piece(element, standing)

    def _piece(self, element: etree._Element, standing: _Standing) -> None:
        name = local(element)
        if name in {"t", "delText"}:
            said = standing if name == "t" else replace(standing, what=What.deleted)
            self._put(element.text or "", said)
        elif name in {"instrText", "delInstrText"}:
            self._note(What.field, element.text or "")
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name in _SIGNS:
            self._put(_SIGNS[name], standing)
        elif name == "AlternateContent":
            self._alternatives(element, standing)
        elif name in _DRAWINGS:
            self._drawing(element, standing)
        elif name == "ruby":
            self._walk(element, standing)

    def _field(self, step: str) -> None:
        if step == "begin":
            self._flush()
            self._fields.append(False)
        elif step == "separate" and self._fields:
            self._fields[-1] = True
            self._flush()
        elif step == "end" and self._fields:
            self._fields.pop()

    def _put(self, words: str, standing: _Standing) -> None:
        what = standing.what
        if what is None and self._fields and not self._fields[-1]:
            what = What.field
        if what is not None:
            self._note(what, words)
        if what in {None, What.inserted}:
            if what is None and self.whole is None:
                self._flush()
            if self.whole is not None:
                self._note(self.whole, words)
            else:
                if not self.lines:
                    self.lines.append("")
                self.lines[-1] += words

    def _note(self, what: What, words: str) -> None:
        """Words of one kind that follow each other are one finding, however many runs they are cut into."""
        if what not in self._said:
            if what in {What.deleted, What.hidden_text, What.inserted, What.field}:
                self._flush()
            self._said[what] = []
        self._said[what].append(words)

    def _flush(self) -> None:
        for what, pieces in self._said.items():
            stays = what is What.inserted and self.whole is None
            self.findings.add(self.path, what, "".join(pieces), _PLACES.get(what, ""), stays=stays)
        self._said.clear()


def _standing(element: etree._Element, outer: _Standing) -> _Standing:
    """What a tracked change, or a row that is hidden, makes of the words in it."""
    name = local(element)
    if (name in _DELETED and len(element)) or (name in {"tr", "tc"} and is_dropped_row(element)):
        return replace(outer, what=What.deleted)
    if name in _INSERTED and len(element):
        return replace(outer, what=outer.what or What.inserted)
    if name == "tr" and is_hidden_row(element):
        return replace(outer, what=outer.what or What.hidden_text)
    return outer


def _text(element: etree._Element) -> str:
    return "".join(words_of(found) for found in each(element, "t", "delText", "instrText"))
