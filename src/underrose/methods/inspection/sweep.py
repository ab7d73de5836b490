"""Every word and every telling attribute of a part, whoever put it there: what the walkers do not know by name is found here.

Values that only say how something looks (numbers, colours, one token in camel case) are passed over. Elements of namespaces
that are not known are told in full.
"""

import re
from dataclasses import dataclass

from lxml import etree

from underrose.methods.inspection.finding import Findings
from underrose.methods.inspection.listed import listed
from underrose.methods.inspection.markup import local, space
from underrose.methods.inspection.values import What

_KNOWN = re.compile(
    r"(?:http://schemas\.(?:openxmlformats|microsoft)\.(?:org|com)/|http://purl\.oclc\.org/ooxml/|urn:schemas-microsoft-com:"
    r"|http://www\.w3\.org/(?:XML/|2001/XMLSchema|2000/09/xmldsig)|http://purl\.org/dc/|http://ns\.adobe\.com).*|^$"
)
_STRUCTURE = re.compile(
    r"[-+]?[\d.,]+(?:%|pt|cm|mm|in|px|pc|em|emu|f|fd)?|(?:[-+]?\d+[, :;])+[-+]?\d*|#?[0-9A-Fa-f]{2,20}(?: \[\d+\])?|\#?_x[0-9]+_\w*"
    r"|[a-z][a-zA-Z0-9]{0,40}|[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?(?: [A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)*|rId\d+"
    r"|[a-z]{2,3}(?:-[A-Za-z]{2,8})*(?:,[a-z]{2,3}(?:-[A-Za-z]{2,8})*)*|(?:true|false|on|off|t|f|yes|no)|[^\w\s]{1,8}|%\d[^\w]{0,3}"
    r"|(?:http://schemas\.|http://purl\.(?:oclc\.)?org/|urn:schemas-|http://www\.w3\.org/).*|[A-Z](?:, ?[A-Z])?|[a-z0-9:]+(?: [a-z0-9:]+){0,30}"
    r"|(?:[a-z-]+:[\w.#%()-]+;?)+|[@#%*/+ \w.-]*@\d+[\w @.*/+-]*|\{[0-9A-Fa-f-]{36}\}"
)
_WORDED = re.compile(r"[^\W\d_]{3}")
_NUMBERS = re.compile(r"[-+\d.,\s%]+|True|False|General|Note")
_LOOK = listed(
    "ascii hAnsi eastAsia cs hint asciiTheme hAnsiTheme eastAsiaTheme cstheme typeface panose panose1 "
    "charset pitch pitchFamily script fill color bgColor fgColor themeColor lastClr style path coordsize "
    "adj eqn formulas o:spt prst uri Ignorable Requires PartName Extension ContentType Type formatCode "
    "styleId basedOn link next space sig usb0 usb1 usb2 usb3 csb0 csb1 val2 lvlText connectortype "
    "fillcolor strokecolor gradientshapeok spt sqref ref spans"
)
"""Attributes that say how something looks or which part it is; a name of a person is not looked for there."""
_IDS = re.compile(r"rsid\w*|paraId|textId|docId|durableId|uid|nsid|tmpl|dataCheckSum|calcId|cloneId")
_ID_ELEMENTS = frozenset({"rsid", "rsidRoot", "nsid", "tmpl", "docId", "persistentDocumentId"})
_COMMON_NAME = re.compile(
    r"(?:Picture|Image|Graphic|Text ?Box|Rectangle|Shape|Group|Chart|Diagram|Table|Object|Straight Connector|Line|Oval"
    r"|Comment)(?: \d+)?|"
)
_BY_ATTRIBUTE: dict[tuple[str, str], What] = {
    ("bookmarkStart", "name"): What.bookmark,
    ("fldSimple", "instr"): What.field,
    ("permStart", "ed"): What.people,
    ("person", "author"): What.people,
    ("person", "displayName"): What.people,
    ("name", "val"): What.form_field,
    ("alias", "val"): What.form_field,
    ("tag", "val"): What.form_field,
    ("hyperlink", "tooltip"): What.link,
    ("hyperlink", "display"): What.link,
    ("hyperlink", "location"): What.link,
    ("hyperlink", "anchor"): What.bookmark,
    ("tableStyle", "name"): What.style_name,
    ("cellStyle", "name"): What.style_name,
}
_BY_ELEMENT: dict[str, What] = {
    "author": What.comment_author,
    "presenceInfo": What.people,
    "userInfo": What.people,
    "docVar": What.document_variable,
    "mailMerge": What.document_variable,
    "person": What.people,
    **dict.fromkeys(
        ("mailSubject", "addressFieldName", "query", "connectString", "dataSource", "mappedName", "table"),
        What.document_variable,
    ),
    **dict.fromkeys(("helpText", "statusText", "listEntry", "entryMacro", "exitMacro"), What.form_field),
    "listItem": What.form_field,
    "ffData": What.form_field,
    "dataBinding": What.form_field,
    "placeholder": What.form_field,
    "smartTag": What.document_variable,
    "customXml": What.document_variable,
    "attr": What.document_variable,
    "documentProtection": What.label,
    "writeProtection": What.label,
    "fileSharing": What.people,
    "workbookProtection": What.label,
    "definedName": What.defined_name,
    "pivotCacheDefinition": What.people,
    "absPath": What.link,
    "protectedRange": What.people,
    "instrText": What.field,
    "delInstrText": What.field,
    "oleObject": What.embedded,
    "OLEObject": What.embedded,
    "dataValidation": What.form_field,
    "custWorkbookView": What.people,
}
_DRAWN = frozenset(
    {"docPr", "cNvPr", "shape", "rect", "roundrect", "oval", "line", "imagedata", "group", "fill"}
)
_LOOK_ELEMENTS = frozenset(
    {
        ("font", "name"),
        ("altName", "val"),
        ("pStyle", "val"),
        ("rStyle", "val"),
        ("tblStyle", "val"),
        ("mathFont", "val"),
    }
    | {
        ("styleLink", "val"),
        ("numStyleLink", "val"),
        ("compatSetting", "name"),
        ("divId", "val"),
        ("rFont", "val"),
    }
    | {("sym", "char"), ("tableStyleInfo", "name"), ("numFmt", "format")}
)
"""Typefaces, and styles by the key under which they are told elsewhere."""
_OF_PROGRAMS = re.compile(r"Office(?: .{1,20})?|Larissa|Thème Office|Tema de Office")
_NAMES = frozenset({"author", "userName", "lastModifiedBy", "refreshedBy", "initials"})


@dataclass(frozen=True, slots=True)
class Sweep:
    """How one part is swept: what its words count as where no element says, and what others have read already."""

    findings: Findings
    path: str
    where: str
    default: What | None = None
    read: frozenset[str] = frozenset()
    """Elements whose text, and (element, attribute) pairs whose value, is left to another walker."""
    read_values: frozenset[tuple[str, str]] = frozenset()


def sweep(order: Sweep, root: etree._Element) -> None:
    """Everything that could be words, with the kind that its element says. One pass over the part."""
    known: dict[str, bool] = {}
    ids: dict[str, None] = {}
    for element in root.iter():
        if not local(element):
            order.findings.add(order.path, What.other, str(element.text or ""), order.where)
            continue
        owner = space(element)
        if owner not in known:
            known[owner] = bool(_KNOWN.match(owner))
        is_known = known[owner]
        _text(order, element, is_known=is_known)
        if element.attrib:
            _attributes(order, element, ids, is_known=is_known)
    order.findings.add(order.path, What.revision_ids, ", ".join(ids), order.where)


def _text(order: Sweep, element: etree._Element, *, is_known: bool) -> None:
    name = local(element)
    for words in (element.text if name not in order.read else None, element.tail):
        if words and not words.isspace() and not _NUMBERS.fullmatch(words):
            what = _BY_ELEMENT.get(name) or order.default or What.other
            if what is not What.other or not is_known or not _STRUCTURE.fullmatch(words.strip()):
                order.findings.add(order.path, what, words, order.where)


def _attributes(order: Sweep, element: etree._Element, ids: dict[str, None], *, is_known: bool) -> None:
    name = local(element)
    for key, value in element.attrib.items():
        label = str(key).rpartition("}")[2]
        said = str(value).strip()
        if not said or (name, label) in order.read_values or (name, label) in _LOOK_ELEMENTS:
            continue
        if _IDS.fullmatch(label) or (name in _ID_ELEMENTS and label == "val"):
            ids[said] = None
            continue
        if name == "lvlText":
            # The words before an item are words of the page, and stay so.
            mark = said if _WORDED.search(said) else ""
            order.findings.add(order.path, What.other, mark, order.where, stays=True)
            continue
        what = _kind(name, label, said)
        if what is None and label not in _LOOK and not (is_known and _is_structure(said)):
            what = order.default or What.other
        if what is not None:
            order.findings.add(order.path, what, said, order.where)


def _kind(name: str, label: str, said: str) -> What | None:
    """What the name of an element and of its attribute say about a value."""
    what = _BY_ATTRIBUTE.get((name, label)) or _drawn(name, label, said)
    if what is not None:
        return what
    if label in _NAMES:
        return What.comment_author if name in {"comment", "author"} else What.change_author
    if label in {"date", "dateUtc", "dT", "dateTime"}:
        return What.moment
    by_element = _BY_ELEMENT.get(name)
    return by_element if by_element and label not in _LOOK and not said.isdigit() else None


def _drawn(name: str, label: str, said: str) -> What | None:
    """The words behind a picture or drawing; the names that programs give them by themselves say nothing."""
    if _COMMON_NAME.fullmatch(said):
        return None
    if label in {"descr", "alt"} or (name in _DRAWN and label in {"name", "title"}):
        return What.alternative_text
    is_own = name in _DRAWN and label in {"id", "href", "src"} and not said.startswith(("_x0000", "rId"))
    return What.alternative_text if is_own and not _STRUCTURE.fullmatch(said) else None


def _is_structure(said: str) -> bool:
    """Whether a value says only how something looks: a token, a number, a style in the manner of web pages."""
    if _OF_PROGRAMS.fullmatch(said) or _COMMON_NAME.fullmatch(said):
        return True
    return bool(_STRUCTURE.fullmatch(said))
