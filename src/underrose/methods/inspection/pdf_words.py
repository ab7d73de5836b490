"""What the strings of a PDF are, by where they stand: properties, notes on pages, form fields, links, scripts, tags."""

import re
from dataclasses import dataclass, replace

import pikepdf

from underrose.methods.inspection.finding import Findings
from underrose.methods.inspection.listed import listed
from underrose.methods.inspection.values import What

INFO, UNUSED, UNKNOWN = "properties", "kept but unused", "not known"
CONSTANT_ID = "31415926535897932384626433832795"
"""The identifier that a file gets which is to have none."""
Holder = pikepdf.Dictionary | pikepdf.Stream

_TYPES: dict[str, str] = {
    "/Catalog": "document",
    "/Pages": "pages",
    "/Page": "page",
    "/Template": "page",
    "/Font": "typeface",
    "/FontDescriptor": "typeface",
    "/Encoding": "typeface",
    "/CMap": "typeface",
    "/XObject": "drawing",
    "/ExtGState": "drawing",
    "/Pattern": "drawing",
    "/Shading": "drawing",
    "/Mask": "drawing",
    "/Halftone": "drawing",
    "/Group": "drawing",
    "/Annot": "annotation",
    "/Border": "annotation",
    "/Outlines": "outline",
    "/OutlineItem": "outline",
    "/StructTreeRoot": "tags",
    "/StructElem": "tags",
    "/MCR": "tags",
    "/OBJR": "tags",
    "/Namespace": "tags",
    "/Metadata": "metadata",
    "/EmbeddedFile": "attachment",
    "/Filespec": "attachment",
    "/F": "attachment",
    "/EmbeddedFileParams": "attachment",
    "/Collection": "attachment",
    "/CollectionItem": "attachment",
    "/CollectionSchema": "attachment",
    "/CollectionField": "attachment",
    "/CollectionSort": "attachment",
    "/CollectionSubitem": "attachment",
    "/Folder": "attachment",
    "/Action": "action",
    "/OCG": "layer",
    "/OCMD": "layer",
    "/OCProperties": "layer",
    "/Sig": "signature",
    "/DocTimeStamp": "signature",
    "/SigRef": "signature",
    "/SigFieldLock": "signature",
    "/SV": "signature",
    "/TransformParams": "signature",
    "/DSS": "signature",
    "/VRI": "signature",
    "/Thread": "outline",
    "/Bead": "outline",
    "/PageLabel": "outline",
    "/Names": "document",
    "/ViewerPreferences": "document",
    "/Extensions": "document",
    "/DeveloperExtensions": "document",
    "/OutputIntent": "colours",
    "/ICCBased": "colours",
    "/Rendition": "film or sound",
    "/MediaClip": "film or sound",
    "/MediaPermissions": "film or sound",
    "/MediaDuration": "film or sound",
    "/MediaPlayParams": "film or sound",
    "/MediaScreenParams": "film or sound",
    "/Sound": "film or sound",
    "/RichMediaContent": "film or sound",
    "/3D": "film or sound",
    "/3DView": "film or sound",
    "/Trans": "page",
    "/ObjStm": "object",
    "/XRef": "object",
    "/SpiderContentSet": "data of a program",
    "/PieceInfo": "data of a program",
    "/Measure": "data of a program",
    "/Viewport": "data of a program",
    "/PtData": "data of a program",
    "/NumberFormat": "data of a program",
    "/Data": "data of a program",
    "/Requirement": "document",
}
"""The types of ISO 32000-2 and what each is to whoever looks for names."""
_KEYS: dict[str, str] = {
    "/Metadata": "metadata",
    "/PieceInfo": "data of a program",
    "/Annots": "annotation",
    "/Popup": "annotation",
    "/IRT": "annotation",
    "/AcroForm": "form",
    "/Fields": "form",
    "/XFA": "form",
    "/Outlines": "outline",
    "/StructTreeRoot": "tags",
    "/EmbeddedFiles": "attachment",
    "/AF": "attachment",
    "/EF": "attachment",
    "/FS": "attachment",
    "/Collection": "attachment",
    "/JavaScript": "script",
    "/JS": "script",
    "/A": "action",
    "/AA": "action",
    "/OpenAction": "action",
    "/URI": "action",
    "/OCProperties": "layer",
    "/Properties": "layer",
    "/Dests": "outline",
    "/Dest": "outline",
    "/PageLabels": "outline",
    "/Threads": "outline",
    "/B": "",
    "/Thumb": "preview",
    "/Font": "typeface",
    "/FontFile": "typeface program",
    "/FontFile2": "typeface program",
    "/FontFile3": "typeface program",
    "/ToUnicode": "typeface map",
    "/CharProcs": "content",
    "/CIDSet": "typeface program",
    "/CIDToGIDMap": "typeface program",
    "/Contents": "content",
    "/ColorSpace": "colours",
    "/CS": "colours",
    "/DestOutputProfile": "colour profile",
    "/OutputIntents": "colours",
    "/Function": "colours",
    "/Functions": "colours",
    "/TR": "colours",
    "/TR2": "colours",
    "/Perms": "signature",
    "/DSS": "signature",
    "/Legal": "signature",
    "/JBIG2Globals": "drawing",
    "/SMask": "drawing",
    "/Resources": "drawing",
    "/AP": "annotation",
    "/Renditions": "film or sound",
    "/Pages": "pages",
    "/SpiderInfo": "data of a program",
    "/IDS": "data of a program",
    "/Encoding": "typeface",
    "/Lang": "language",
}
_NAMED = frozenset(
    {"/Dests", "/EmbeddedFiles", "/JavaScript", "/AP", "/Renditions", "/Pages", "/Templates", "/IDS", "/URLS"}
)
_MARKED = listed(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly "
    "/StrikeOut /Caret /Stamp /Ink /Popup /FileAttachment /Sound /Movie /Screen /Widget /PrinterMark "
    "/TrapNet /Watermark /3D /Redact /Projection /RichMedia"
)
_MOMENTS = frozenset({"/CreationDate", "/ModDate", "/M", "/LastModified", "/SourceModified"})
_STREAMS = {"/Image": "picture", "/Form": "content", "/PS": "script", "/XML": "metadata"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands: the way there in words, what the things there are, and the last key."""

    path: str
    kind: str
    key: str = ""
    holder: str = ""
    """The subtype of the dictionary that holds the string."""

    def under(self, key: str) -> "Place":
        kind = (
            _KEYS.get(key, self.kind)
            if self.kind not in {INFO, UNUSED, "data of a program", "metadata"}
            else self.kind
        )
        if key == "/Contents" and self.kind in {"annotation", "signature"}:
            kind = self.kind
        if key == "/B" and self.kind == "page":
            kind = "outline"
        if key == "/A" and self.kind == "tags":
            kind = "tags"
        if key == "/Encoding" and self.kind == "attachment":
            kind = self.kind
        return replace(self, kind=kind, key=key)

    def item(self, number: int) -> "Place":
        path = f"page {number + 1}" if self.kind == "pages" and self.key == "/Kids" else self.path
        return replace(self, path=path)


def inside(value: Holder, at: Place) -> Place:
    """What an object is: by its type where it says one, else by the key under which it was reached."""
    kind, subtype = str(value.get("/Type", "")), str(value.get("/Subtype", ""))
    found = at.kind
    if at.kind in {INFO, "data of a program", "metadata"} and not isinstance(value, pikepdf.Stream):
        return replace(at, holder=subtype)
    if isinstance(value, pikepdf.Stream):
        found = _stream(value, kind, subtype, at)
    elif subtype in _MARKED and "/Rect" in value:
        found = "form" if subtype == "/Widget" else "annotation"
    elif "/FT" in value:
        found = "form"
    elif kind in _TYPES:
        found = _TYPES[kind]
    elif "/S" in value and "/JS" in value:
        found = "script"
    elif kind and at.kind not in {UNUSED, "tags", "annotation", "form", "signature", "action", "attachment"}:
        found = UNKNOWN
    path = at.path
    if found in {"annotation", "form", "outline", "tags", "attachment", "script", "layer"}:
        path = at.path.split(" › ")[0] + f" › {found}"
    return replace(at, kind=found, holder=subtype, path=path)


_MARKS: tuple[tuple[str, str], ...] = (
    ("/CMapName", "typeface map"),
    ("/FunctionType", "colours"),
    ("/ShadingType", "colours"),
    ("/PatternType", "content"),
    ("/Alternate", "colour profile"),
)
"""Keys that only one kind of stream has."""
_BY_KEY = listed("content script form attachment colours preview signature drawing metadata typeface annotation action") | {
    "typeface program", "typeface map", "colour profile", "film or sound", "data of a program", UNUSED,
}  # fmt: skip
"""Kinds a stream without a type of its own is known by, from the key under which it was reached."""
_TYPEFACES = frozenset({"/Type1C", "/CIDFontType0C", "/OpenType"})


def _stream(value: pikepdf.Stream, kind: str, subtype: str, at: Place) -> str:
    """A stream is known by its subtype, its type, the keys only one kind has, or the key under which it was reached."""
    if subtype in _TYPEFACES or at.kind == "typeface program":
        return "typeface program"
    found = "preview" if at.kind == "preview" else _STREAMS.get(subtype, "")
    found = found or next((name for mark, name in _MARKS if mark in value), "")
    if not found and at.kind == "colours" and "/N" in value:
        found = "colour profile"
    if not found and _TYPES.get(kind, "drawing") not in {"drawing", "page"}:
        found = _TYPES[kind]
    return found or (at.kind if at.kind in _BY_KEY and not kind else UNKNOWN)


_WHERE: dict[str, str] = {
    "properties": "In the properties of the PDF.",
    "annotation": "In a note or mark laid on a page.",
    "form": "In a form field.",
    "tags": "In the tags for screen readers.",
    "attachment": "In a file attached to the PDF.",
    "script": "In a script that runs when the file is opened or used.",
    "action": "In a link or an action.",
    "outline": "In the table of contents beside the pages.",
    "layer": "In the name of a layer.",
    "signature": "In a digital signature.",
    "data of a program": "In data a program left for itself.",
    UNUSED: "In an object that no page uses any more.",
}
_WHAT: dict[str, What] = {
    "properties": What.pdf_info,
    "form": What.form_field,
    "tags": What.alternative_text,
    "attachment": What.attachment,
    "script": What.macro,
    "action": What.link,
    "outline": What.bookmark,
    "layer": What.hidden_text,
    "signature": What.label,
    UNUSED: What.earlier,
    "film or sound": What.embedded,
}
_OF_PROPERTIES = {
    "/Author": What.author,
    "/Title": What.topic,
    "/Subject": What.topic,
    "/Keywords": What.topic,
    "/Creator": What.house,
    "/Producer": What.house,
}
"""The fields of a document's properties (ISO 32000-2, table 349) that other files have too."""
_OF_ANNOTATIONS = {"/T": What.annotation_author, "/DA": None, "/DS": None, "/URI": What.link, "/AS": None}
_SILENT = frozenset(
    {"typeface", "typeface program", "typeface map", "drawing", "content", "colour profile", "language"}
)
_SILENT_KEYS = frozenset(
    {"/Lang", "/DA", "/CheckSum", "/Registry", "/Ordering", "/CharSet", "/Panose", "/Style", "/ByteRange"}
)


def where(at: Place) -> str:
    return _WHERE.get(at.kind, "In a part of the file that no page shows.")


def field(at: Place) -> str:
    """The name of the property that holds a string; blank for what stands elsewhere."""
    return at.key.removeprefix("/") if at.kind == INFO else ""


def what(at: Place) -> What | None:
    """What a string counts as; None where it cannot hold words of a person, such as the name of a character set."""
    if at.key in _MOMENTS:
        return What.moment
    if at.key in _SILENT_KEYS or at.kind in _SILENT:
        return None
    if at.kind == INFO:
        return _OF_PROPERTIES.get(at.key, What.pdf_info)
    if at.kind == "annotation":
        return _OF_ANNOTATIONS.get(at.key, What.annotation)
    if at.kind == "colours":
        return (
            What.colour_profile
            if at.key in {"/Info", "/OutputCondition", "/OutputConditionIdentifier", "/RegistryName"}
            else None
        )
    return _WHAT.get(at.kind, What.other)


def names(findings: Findings, value: Holder, at: Place) -> None:
    """Keys that somebody made up may be words themselves: of the properties, and of data that programs leave."""
    if at.kind in {INFO, "data of a program"}:
        for key in value.keys():  # noqa: SIM118
            if key not in _USUAL and re.search(r"[A-Za-z]{3}", key):
                findings.add(at.path, _WHAT.get(at.kind, What.other), key[1:], where(at))
            entry = value[key]
            if at.kind == INFO and isinstance(entry, pikepdf.Name) and key != "/Trapped":
                findings.add(at.path, What.pdf_info, str(entry)[1:], where(at))


_USUAL = listed(
    "/Title /Author /Subject /Keywords /Creator /Producer /CreationDate /ModDate /Trapped /Private "
    "/LastModified /Type /Length /Filter /DecodeParms /Subtype"
)


def decoded(raw: bytes) -> str:
    """A text string: UTF-16 or UTF-8 by its mark, else PDFDocEncoding, near enough to Latin-1 for names."""
    if raw.startswith(b"\xfe\xff"):
        return re.sub("\x1b[^\x1b]*\x1b", "", raw[2:].decode("utf-16-be", "replace"))
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("pdfdoc_pikepdf", "replace") if raw.isascii() else _eight_bit(raw)


def _eight_bit(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
