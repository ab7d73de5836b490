"""The XML of Word, read and written the same careful way everywhere."""

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def parsed(xml: bytes | str) -> etree._Element:
    return etree.fromstring(xml.encode() if isinstance(xml, str) else xml, _PARSER)


def serialised(part: etree._Element) -> bytes:
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def every(part: etree._Element, name: str) -> Iterator[etree._Element]:
    return iter(list(part.iter(w(name))))


def element(xml: str) -> etree._Element:
    return parsed(f"<x {NAMESPACES}>{xml}</x>")[0]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def properties_of(paragraph: etree._Element) -> etree._Element:
    found = paragraph.find(w("pPr"))
    if found is None:
        found = etree.Element(w("pPr"))
        paragraph.insert(0, found)
    return found


def in_order(properties: etree._Element, name: str, after: tuple[str, ...]) -> None:
    """Word refuses paragraph properties that are not in the order of its schema."""
    place = sum(1 for child in properties if child.tag in {w(before) for before in after})
    properties.insert(place, etree.Element(w(name)))


def style_of(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else str(found.get(w("val"), ""))
