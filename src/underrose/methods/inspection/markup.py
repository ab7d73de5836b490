"""The XML of Office files, with its comments, read so that nothing outside the part is ever touched."""

from collections.abc import Iterator

from lxml import etree

from underrose.methods.documents.readers.unreadable import Unreadable

DAMAGED = (
    "This file is damaged or not whole. Nothing was stored. "
    "Please open it in Word or Excel, save it under a new name and try again."
)
_OFF = frozenset({"0", "false", "off", "none"})


def parsed(content: bytes) -> etree._Element:
    """One part as a tree, comments and instructions included; `Unreadable` where it is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=False
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def local(element: etree._Element) -> str:
    """The name without its namespace; nothing for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space(element: etree._Element) -> str:
    return (
        element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and element.tag[:1] == "{" else ""
    )


def attribute(element: etree._Element | None, name: str) -> str:
    """A value by its name, in whatever namespace."""
    for key, value in () if element is None else element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str:
    return attribute(child(element, *path), "val")


def switch(element: etree._Element | None, name: str) -> bool | None:
    """A switch such as bold: on, off, or not said."""
    found = child(element, name)
    return None if found is None else attribute(found, "val").lower() not in _OFF


def each(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Every element of these names below, in the order of the file."""
    return (found for found in element.iter() if local(found) in names)


def words_of(element: etree._Element) -> str:
    """All text below, words of one element after those of another."""
    return "".join(str(piece) for piece in element.itertext()) if isinstance(element.tag, str) else ""
