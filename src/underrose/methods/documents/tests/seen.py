"""What a reader, a listener and a curious person find in a file of ours."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(raw: bytes) -> Any:
    return pikepdf.open(BytesIO(raw))


def elements(node: Any) -> Iterator[Any]:
    """The structure elements in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def tags(raw: bytes) -> list[str]:
    document = opened(raw)
    return [str(element.S) for element in elements(document.Root.StructTreeRoot.K)]


def headings(raw: bytes) -> list[str]:
    document = opened(raw)
    return [f"{e.S} {e.T}" for e in elements(document.Root.StructTreeRoot.K) if "/T" in e]


def sheet(raw: bytes) -> list[int]:
    """Width and height of the first page, in points."""
    document = opened(raw)
    return [round(float(side)) for side in document.pages[0].MediaBox][2:]


def pages(raw: bytes) -> list[str]:
    return [squeezed(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(raw)]


def text(raw: bytes) -> str:
    return " ".join(pages(raw))


def squeezed(words: str) -> str:
    """One line of composed letters, without what nobody sees and without hyphens at line ends."""
    shown = "".join(c for c in words.replace("\x02", "") if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", " ".join(shown.split()))


def is_tagged_and_nameless(raw: bytes, day: str) -> list[str]:
    """What is wrong with the properties of a PDF: nothing but a title, a language and a day may stand there."""
    document = opened(raw)
    found = {key: str(value) for key, value in dict(document.docinfo).items()}
    metadata = document.Root.Metadata.read_bytes().decode()
    checks = {
        "tagged": bool(document.Root.MarkInfo.Marked),
        "language": bool(str(document.Root.Lang)),
        "ua-1": "<pdfuaid:part>1<" in metadata,
        "a-2a": "<pdfaid:part>2<" in metadata and "<pdfaid:conformance>A<" in metadata,
        "keys": set(found) == {"/Title", "/CreationDate", "/ModDate", "/Creator"},
        "program": bool(re.fullmatch(r"Typst [\d.]+", found.get("/Creator", ""))),
        "day": found.get("/CreationDate") == found.get("/ModDate") == f"D:{day}000000Z",
        "hour": set(re.findall(r"T\d\d:\d\d:\d\d", metadata)) <= {"T00:00:00"},
        "nobody": "dc:creator" not in metadata,
    }
    return [name for name, is_right in checks.items() if not is_right]


def is_inside(raw: bytes, words: str) -> bool:
    """Whether some words stand in any hidden place of a PDF, or on its pages."""
    spellings = [words.encode(), words.encode("utf-16-be"), words.encode("utf-16-be").hex().encode()]
    document = opened(raw)
    for found in document.objects:
        content = found.unparse() + (found.read_bytes() if isinstance(found, pikepdf.Stream) else b"")
        if any(spelling.lower() in content.lower() for spelling in spellings):
            return True
    return words in text(raw)


def word_parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_lines(xml: bytes) -> list[tuple[str, str]]:
    """Style and words of every paragraph; a forced line is a space."""
    found = []
    for paragraph in etree.fromstring(xml).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inside = (child for run in paragraph.iter(f"{W}r") for child in run)
        pieces = [
            (e.text or "") if e.tag == f"{W}t" else " " * (e.tag in (f"{W}br", f"{W}tab")) for e in inside
        ]
        found.append(("" if style is None else str(style.get(f"{W}val")), "".join(pieces)))
    return found
