"""The properties of an Office file: who made it, for whom, when, with what, and whatever a house wrote into it."""

from lxml import etree

from underrose.methods.inspection.finding import Findings
from underrose.methods.inspection.listed import listed
from underrose.methods.inspection.markup import attribute, each, local, words_of
from underrose.methods.inspection.values import What

WHERE = "In the properties of the file."
_CORE = {
    "creator": What.author,
    "lastModifiedBy": What.last_editor,
    "revision": What.revision,
    "created": What.moment,
    "modified": What.moment,
    "lastPrinted": What.moment,
    "title": What.topic,
    "subject": What.topic,
    "keywords": What.topic,
    "keyword": What.topic,
    "category": What.topic,
    "contentStatus": What.topic,
    "contentType": What.topic,
    "identifier": What.topic,
    "version": What.topic,
    "description": What.remark,
}
_FIELDS = {"title": "Title", "subject": "Subject", "keywords": "Keywords", "category": "Category"}
_COUNTS = listed(
    "TotalTime Pages Words Characters DocSecurity Lines Paragraphs ScaleCrop LinksUpToDate "
    "CharactersWithSpaces SharedDoc HyperlinksChanged AppVersion i4 bool Slides Notes HiddenSlides "
    "MMClips"
)
_NAMED_BY_PROGRAMS = frozenset(
    {"Title", "Worksheets", "Named Ranges", "Headings", "Titel", "Titre", "Charts"}
)


def core(findings: Findings, path: str, root: etree._Element) -> None:
    """The core properties (ECMA-376 part 2, chapter 11). The language of a document is no particular of a person."""
    for element in root.iter():
        name = local(element)
        words = str(element.text or "")
        if name == "language":
            continue
        what = _CORE.get(name, What.other)
        findings.add(path, what, words, WHERE, field=_FIELDS.get(name, ""))
        findings.add(path, What.other, str(element.tail or ""), WHERE)


def app(findings: Findings, path: str, root: etree._Element) -> None:
    """The extended properties; numbers of pages and words are passed over, the time spent is not."""
    for element in root.iter():
        name, words = local(element), str(element.text or "").strip()
        if name == "TotalTime" and words not in {"", "0"}:
            findings.add(path, What.moment, f"{words} minutes spent on it", WHERE)
        elif name not in _COUNTS and words not in _NAMED_BY_PROGRAMS:
            findings.add(path, What.house, words, WHERE)


def custom(findings: Findings, path: str, root: etree._Element) -> None:
    """Each property of one's own with its name."""
    for found in each(root, "property"):
        findings.add(
            path, What.custom_property, f"{attribute(found, 'name')}: {words_of(found).strip()}", WHERE
        )
        findings.add(path, What.custom_property, attribute(found, "linkTarget"), WHERE)
