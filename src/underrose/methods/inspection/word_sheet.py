"""The parts around the text of a clean Word file: styles of the house, lists, notes, links and pictures, all written here."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from underrose.methods.documents import word_package
from underrose.methods.documents.word_xml import R, W
from underrose.methods.inspection.pictures import Picture

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "settings", "fontTable", "numbering", "footnotes")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LARGE, _FARTHEST = 250_000, 50
"""Bytes; how many times smaller a large part may become."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_SEPARATORS = tuple(
    f'<w:footnote xmlns:w="{W}" w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


@cache
def templates() -> dict[str, bytes]:
    """The parts of the house that every file takes; read before no file can be opened any more."""
    return {
        name: (word_package.PARTS / f"{name}.xml").read_bytes()
        for name in ("styles", "settings", "fontTable")
    }


@dataclass(slots=True)
class References:
    """The links and pictures of one part, each with the key under which the text calls it."""

    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def link(self, address: str) -> str:
        return self.links.setdefault(address, f"rLink{len(self.links) + 1}")

    def picture(self, name: str) -> str:
        return self.pictures.setdefault(name, f"rPicture{len(self.pictures) + 1}")

    def part(self, parts: tuple[str, ...] = ()) -> bytes:
        root = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}/relationships"/>')
        for name in parts:
            _relation(root, name, f"{R}/{name}", f"{name}.xml")
        for name, key in self.pictures.items():
            _relation(root, key, f"{R}/image", f"media/{name}")
        for address, key in self.links.items():
            _relation(root, key, f"{R}/hyperlink", address).set("TargetMode", "External")
        return _written(root)


@dataclass(slots=True)
class Sheet:
    """Everything a clean file is packed from."""

    body: etree._Element
    notes: list[etree._Element]
    lists: etree._Element
    language: str = ""
    media: dict[str, Picture] = field(default_factory=dict)
    body_references: References = field(default_factory=References)
    note_references: References = field(default_factory=References)

    def packed(self) -> bytes:
        """The file; the same sheet, the same bytes."""
        document = etree.Element(f"{{{W}}}document", nsmap={"w": W, "r": R})
        document.append(self.body)
        footnotes = etree.Element(f"{{{W}}}footnotes", nsmap={"w": W, "r": R})
        footnotes.extend([etree.fromstring(xml) for xml in _SEPARATORS])
        footnotes.extend(self.notes)
        parts: dict[str, bytes] = {
            "[Content_Types].xml": _content_types().encode(),
            "_rels/.rels": _root_relations().encode(),
            "word/document.xml": _written(document),
            "word/_rels/document.xml.rels": self.body_references.part(_PARTS),
            "word/footnotes.xml": _written(footnotes),
            "word/_rels/footnotes.xml.rels": self.note_references.part(),
            "word/numbering.xml": _written(self.lists),
            "word/styles.xml": _styles(self.language),
            "word/settings.xml": templates()["settings"],
            "word/fontTable.xml": templates()["fontTable"],
        }
        parts |= {f"word/media/{name}": picture.content for name, picture in self.media.items()}
        return zipped(parts)


def _relation(root: etree._Element, key: str, kind: str, target: str) -> etree._Element:
    found = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
    found.attrib.update({"Id": key, "Type": kind, "Target": target})
    return found


def _written(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types() -> str:
    types = {"document": "document.main", **{name: name for name in _PARTS}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in types.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
    )


def _root_relations() -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
    )


def _styles(language: str) -> bytes:
    """The styles of the house in the language of the text, none of them marked as somebody's own."""
    root = etree.fromstring(templates()["styles"])
    for style in root.iter(f"{{{W}}}style"):
        style.attrib.pop(f"{{{W}}}customStyle", "")
    for said in root.iter(f"{{{W}}}lang") if _LANGUAGE.fullmatch(language) else ():
        said.set(f"{{{W}}}val", language)
    return _written(root)


def zipped(parts: dict[str, bytes]) -> bytes:
    """The members in order, every one with the same day of 1980, so that nobody learns when somebody worked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if _shrinks_too_far(content) else zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content)
    return made.getvalue()


def _shrinks_too_far(content: bytes) -> bool:
    """A part that says the same again and again would shrink so far that our own guard takes it for a bomb."""
    return len(content) > _LARGE and len(zlib.compress(content)) * _FARTHEST < len(content)
