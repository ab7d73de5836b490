"""A PDF, object by object (ISO 32000-2): what each string and each stream is, or the clean copy is blocked."""

import codecs
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import pdf_streams, pdf_words
from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.pdf_content import Layers
from underrose.methods.inspection.pdf_damage import DAMAGED, LONG, drawn, guarded, opened
from underrose.methods.inspection.pdf_sight import Sight, sight
from underrose.methods.inspection.values import Inspection, What

_SECONDS = 2.2
"""Of the processor, for looking at pages; the rest of the five is for reading, writing and looking again."""
_DEEPEST = 60
_MOST = 200_000
_MOST_REVISIONS = 5
_UNKNOWN = (
    "This PDF has a part that is not known here: {name}. Nothing was stored. "
    "Please print it to a new PDF, or choose the document it was made from, and try again."
)
_REMARK = re.compile(rb"(?:^|[\r\n])%(?!PDF-|%EOF)([ -~]{6,200})(?=[\r\n])")
_END = re.compile(rb"%%EOF[\r\n]{0,2}")
_HIDDEN = "On page {page}, where it cannot be seen but can be copied."


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and each page as it is seen."""

    findings: Findings
    sights: tuple[Sight, ...]
    pdf: pikepdf.Pdf


def ready() -> None:
    """Load what the libraries load late, before no file can be opened any more."""
    for encoding in ("pdfdoc_pikepdf", "cp1252", "latin-1", "utf-16-be", "utf-16-le"):
        codecs.lookup(encoding)


def look(content: bytes) -> Inspection:
    """Everything a PDF holds beside what its pages show."""
    return looked(content).findings.result("pdf")


def looked(content: bytes, *, with_sight: bool = True) -> Looked:
    """As `look`, with the pages; without sight only what the file holds is told, and the words of its pages."""
    pdf = opened(content)
    findings = Findings()
    _around(findings, content)
    with guarded(DAMAGED):
        _walk(findings, pdf)
        _layers(findings, pdf)
        _revisions(findings, content, pdf)
    sights = tuple(_sights(pdf_streams.without_actual_text(content))) if with_sight else ()
    for number, page in enumerate(sights, 1):
        for words in page.hidden:
            findings.add(f"page {number}", What.hidden_text, words, _HIDDEN.format(page=number))
        if page.covers:
            said = "a part of a picture, under something laid on it or beyond the sheet"
            findings.add(f"page {number}", What.hidden_text, said, _HIDDEN.format(page=number))
        findings.text.append(page.words)
    return Looked(findings, sights, pdf)


def _sights(content: bytes) -> Iterator[Sight]:
    start = time.process_time()
    document = drawn(content)
    for number in range(len(document)):
        if time.process_time() - start > _SECONDS:
            raise Unreadable(LONG)
        with guarded(DAMAGED):
            page = document[number]
            yield sight(page)
            page.close()


def _around(findings: Findings, content: bytes) -> None:
    """Words outside all objects: before the head, after the end, and remarks between objects."""
    start = content.find(b"%PDF-")
    findings.add("before the head", What.other, readable(content[:start]), "Outside all objects of the file.")
    ends = [match.end() for match in _END.finditer(content)]
    if ends and content[ends[-1] :].strip(b"\x00\r\n \t"):
        said = readable(content[ends[-1] :])
        findings.add(
            "after the end", What.attachment, said, "After the end of the file, where no program shows it."
        )
    for count, match in enumerate(_REMARK.finditer(content)):
        if count < _DEEPEST and re.search(rb"[A-Za-z]{4}", match[1]):
            said = match[1].decode("latin-1")
            findings.add("between objects", What.other, said, "In a remark between the objects of the file.")


def _walk(findings: Findings, pdf: pikepdf.Pdf) -> None:
    """From the trailer to everything it leads to, then whatever it does not lead to."""
    walker = _Walker(findings)
    walker.go(pdf.Root.get("/Pages"), pdf_words.Place("pages", "pages"))
    for key in pdf.trailer.keys():  # noqa: SIM118 # pikepdf's own mapping
        value = pdf.trailer[key]
        if key == "/ID":
            walker.ids(value)
        elif key == "/Info":
            walker.go(value, pdf_words.Place("properties", pdf_words.INFO))
        elif key == "/Root":
            walker.go(value, pdf_words.Place("document", ""))
        elif key not in {
            "/Size",
            "/Prev",
            "/XRefStm",
            "/Type",
            "/W",
            "/Index",
            "/Filter",
            "/DecodeParms",
            "/Length",
        }:
            walker.go(value, pdf_words.Place("trailer", key))
    for found in pdf.objects:
        if (
            isinstance(found, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array))
            and found.objgen not in walker.seen
        ):
            kind = str(found.get("/Type", "")) if not isinstance(found, pikepdf.Array) else ""
            if kind not in {"/ObjStm", "/XRef"}:
                walker.go(found, pdf_words.Place("kept but unused", pdf_words.UNUSED))
    walker.account()


@dataclass(slots=True)
class _Walker:
    """Goes through every object once; what an object is follows from the key under which it is reached, and its type."""

    findings: Findings
    seen: set[tuple[int, int]] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def ids(self, value: object) -> None:
        """The identifiers of the file; a constant one, written where none was asked for, says nothing."""
        for entry in value if isinstance(value, pikepdf.Array) else ():
            said = bytes(entry).hex() if isinstance(entry, pikepdf.String) else ""
            if said and said != pdf_words.CONSTANT_ID:
                self.findings.add("trailer", What.revision_ids, said, "In the last lines of the file.")

    def go(self, start: object, place: pdf_words.Place) -> None:
        waiting: list[tuple[object, pdf_words.Place, int]] = [(start, place, 0)]
        while waiting:
            value, at, depth = waiting.pop()
            self.count += 1
            if self.count > _MOST or depth > _DEEPEST * 20:
                raise Unreadable(LONG)
            if isinstance(value, pikepdf.String):
                self._string(value, at)
                continue
            if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
                continue
            if value.objgen != (0, 0):
                if value.objgen in self.seen:
                    continue
                self.seen.add(value.objgen)
            if isinstance(value, pikepdf.Array):
                inner = [(entry, at.item(number), depth + 1) for number, entry in enumerate(value)]
            else:
                inside = pdf_words.inside(value, at)
                self._object(value, inside)
                inner = [(value[key], inside.under(key), depth + 1) for key in value.keys()]  # noqa: SIM118
            waiting.extend(reversed(inner))

    def _object(self, value: pikepdf.Dictionary | pikepdf.Stream, at: pdf_words.Place) -> None:
        if at.kind == pdf_words.UNKNOWN:
            name = str(value.get("/Type", value.get("/Subtype", "a stream")))
            self.findings.block(_UNKNOWN.format(name=name))
        pdf_words.names(self.findings, value, at)
        if isinstance(value, pikepdf.Stream):
            size = pdf_streams.read(self.findings, value, at)
            role = at.kind or "object"
            self.sizes[role] = self.sizes.get(role, 0) + size
        else:
            self.sizes[at.kind or "object"] = self.sizes.get(at.kind or "object", 0) + 1

    def _string(self, value: pikepdf.String, at: pdf_words.Place) -> None:
        what = pdf_words.what(at)
        if what is None:
            return
        raw = bytes(value)
        said = readable(raw) if what is What.label and at.key == "/Contents" else pdf_words.decoded(raw)
        self.findings.add(at.path, what, said, pdf_words.where(at), field=pdf_words.field(at))

    def account(self) -> None:
        for role, size in self.sizes.items():
            self.findings.account(role, role, size)


def _layers(findings: Findings, pdf: pikepdf.Pdf) -> None:
    """Layers that are off when the file is opened."""
    layers = Layers.of(pdf)
    properties = pdf.Root.get("/OCProperties")
    groups = properties.get("/OCGs") if isinstance(properties, pikepdf.Dictionary) else None
    for group in groups if isinstance(groups, pikepdf.Array) else ():
        if isinstance(group, pikepdf.Dictionary) and layers.is_off(group):
            said = pdf_words.decoded(bytes(group.get("/Name", pikepdf.String("layer"))))
            findings.add(
                "layers", What.hidden_text, f"layer “{said}” is off", "In a layer that anybody can switch on."
            )


def _revisions(findings: Findings, content: bytes, pdf: pikepdf.Pdf) -> None:
    """Earlier versions that stand in the same file: their strings and their words, where today's has them no more."""
    ends = [match.end() for match in _END.finditer(content)][:-1]
    if not ends:
        return
    today = Findings()
    _walk(today, pdf)
    known = {part.value for part in today.parts.values()}
    for number, end in enumerate(ends[-_MOST_REVISIONS:], 1):
        try:
            earlier = opened(content[:end])
            before = Findings()
            _walk(before, earlier)
        except Unreadable:
            continue
        where = "In an earlier version of the file, which still stands in it."
        for part in before.parts.values():
            if part.value not in known:
                findings.add(f"version {number}", What.earlier, part.value, where)
        said = _plain_words(content[:end])
        if said and said != _plain_words(content):
            findings.add(f"version {number}", What.earlier, said, where)


def _plain_words(content: bytes) -> str:
    try:
        document = drawn(content)
        with guarded(DAMAGED):
            return "\n".join(
                document[number].get_textpage().get_text_range() for number in range(min(len(document), 20))
            )
    except Unreadable:
        return ""
