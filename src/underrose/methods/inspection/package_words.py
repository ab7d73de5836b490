"""How the words of each kind of part are read: a story, a sheet, a picture, properties, or whatever words stand there."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import jpeg, office_properties, pictures, png, sheet_look
from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.markup import attribute, child, each, local, value
from underrose.methods.inspection.sweep import Sweep, sweep
from underrose.methods.inspection.values import What
from underrose.methods.inspection.word_hidden import Looks
from underrose.methods.inspection.word_look import Story

if TYPE_CHECKING:
    from underrose.methods.inspection.package import Known, Package

_STORY = frozenset({"t", "delText", "instrText", "delInstrText"})
_PLACES = {
    "story": "In the text, behind its words.",
    "words": "In a part of the file that no page shows.",
    "styles": "In the styles of the file.",
    "drawing": "In a drawing, chart or diagram.",
    "workbook": "In the workbook, behind its sheets.",
    "sheet": "In a sheet, behind its cells.",
    "cell_comments": "In the comments on cells.",
}
_STYLE_NAMES = frozenset(
    {
        ("name", "val"),
        ("aliases", "val"),
        ("style", "styleId"),
        ("lsdException", "name"),
        ("numFmt", "formatCode"),
    }
    | {("basedOn", "val"), ("next", "val"), ("link", "val"), ("cellStyle", "name"), ("tableStyle", "name")}
    | {("tableStyles", "defaultTableStyle"), ("tableStyles", "defaultPivotStyle")}
)
"""What `_styles` reads itself, and what repeats it."""
_OF_A_STYLE = re.compile(
    r"(?:Heading \d|Title|Subtitle|Header|Footer|Body Text(?: (?:\d|Indent|First Indent|Indent \d))?|Macro Text|(?:Intense )?Quote|Footnote Text"
    r"|Endnote Text|Comment (?:Text|Subject)|Balloon Text|Plain Text|HTML Preformatted|Document Map|Date|Salutation|Signature"
    r"|Closing|Message Header|List Paragraph|No Spacing|Caption) Char\d?",
    re.IGNORECASE,
)
"""The halves of paired styles, which Word names by itself."""
_NESTED = "In a file embedded in this one."
_PART = "In a part of the file that no page shows."


def read(findings: Findings, package: "Package", name: str, known: "Known") -> None:
    """All words of one part."""
    content = package.archive.part(name)
    if known.walk == "picture":
        _picture(findings, name, content)
    elif known.walk == "nested":
        _nested(findings, name, content)
    elif known.walk == "bytes":
        findings.add(name, known.what or What.other, readable(content) or f"{len(content)} bytes", _PART)
    elif known.walk != "none":
        _xml(findings, package, name, known)


def _xml(findings: Findings, package: "Package", name: str, known: "Known") -> None:
    root = package.tree(name)
    walk, what = known.walk, known.what
    where = _PLACES.get(walk, _PART)
    match walk:
        case "core":
            office_properties.core(findings, name, root)
        case "app":
            office_properties.app(findings, name, root)
        case "custom":
            office_properties.custom(findings, name, root)
        case "story":
            Story(findings, name, looks_of(package), what).read(root)
            sweep(Sweep(findings, name, where, None, _STORY), root)
        case "styles":
            _styles(findings, name, root)
        case "drawing":
            sweep(Sweep(findings, name, where, what or What.drawing_words), root)
        case "sheet":
            sheet_look.sheet(findings, package, name)
        case "strings":
            sheet_look.strings(findings, package, name)
        case "workbook":
            sheet_look.workbook(findings, name, root)
        case _:
            sweep(Sweep(findings, name, where, what), root)


def looks_of(package: "Package") -> Looks:
    """The styles of a Word document, for the question whether a run can be seen."""
    sheet = next(package.of_kind("wordprocessingml.styles+xml"), "")
    return Looks.of(package.tree(sheet) if sheet else None, package.tree(package.main()))


def _styles(findings: Findings, name: str, root: etree._Element) -> None:
    """The names of styles that somebody made; all others come with the program."""
    where = _PLACES["styles"]
    for style in each(root, "style", "cellStyle", "tableStyle", "lsdException"):
        said = value(style, "name") or attribute(style, "styleId")
        if attribute(style, "customStyle") in {"1", "true"} and not _OF_A_STYLE.fullmatch(said):
            findings.add(name, What.style_name, said, where)
            findings.add(name, What.style_name, value(style, "aliases"), where)
    for style in each(root, "cellStyle"):
        if not attribute(style, "builtinId"):
            findings.add(name, What.style_name, attribute(style, "name"), where)
    for form in each(root, "numFmt"):
        if re.search(r'"[^"]*[^\W\d_]{3}', attribute(form, "formatCode")):
            findings.add(name, What.other, attribute(form, "formatCode"), where)
    sweep(Sweep(findings, name, where, None, frozenset(), _STYLE_NAMES), root)


def _picture(findings: Findings, name: str, content: bytes) -> None:
    """Pictures are looked into as files of their own; one that cannot be taken apart is told by the words in it."""
    findings_before = len(findings.blocked)
    try:
        if content.startswith(b"\xff\xd8"):
            jpeg.look(findings, content, name)
        elif content.startswith(b"\x89PNG"):
            png.look(findings, content, name)
        else:
            findings.add(name, What.picture_remark, readable(content), "In a picture of an uncommon kind.")
    except Unreadable:
        findings.add(name, What.picture_remark, readable(content), "In a picture that is damaged.")
    # A picture inside a document is made anew from its points or left out, so nothing unknown in it can travel on.
    del findings.blocked[findings_before:]


def _nested(findings: Findings, name: str, content: bytes) -> None:
    """An embedded Office file is looked into once more; of anything else the readable words are told."""
    from underrose.methods.inspection.package import look

    findings.add(name, What.embedded, f"{name.rpartition('/')[2]}, {len(content)} bytes", _NESTED)
    if content.startswith(b"PK\x03\x04") and not findings.is_inner:
        try:
            inside = look(content, is_inner=True)
        except Unreadable:
            inside = None
        if inside is not None:
            findings.add(name, What.embedded, inside.text, _NESTED)
            for part in inside.parts:
                findings.add(f"{name} › {part.path}", part.what, part.value, _NESTED)
            return
    findings.add(name, What.embedded, readable(content), _NESTED)


def shown(package: "Package", kind: str) -> Iterator[str]:
    """The words a reader sees: the text and its notes, or the visible cells."""
    if kind == "xlsx":
        yield from sheet_look.shown(package)
        return
    looks = looks_of(package)
    stories = [
        package.main(),
        *package.of_kind("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml"),
    ]
    for name in stories:
        story = Story(Findings(), name, looks)
        root = package.tree(name)
        for root_of in (
            [child(root, "body")] if local(root) == "document" else each(root, "footnote", "endnote")
        ):
            if root_of is not None:
                story.read(root_of)
        yield from (line for line in story.lines if line.strip())


def ready() -> None:
    """Load the ways of reading pictures before no file can be opened any more."""
    pictures.ready()
