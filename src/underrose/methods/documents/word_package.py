"""The parts of a Word file around its text: styles, sheet, running heads, properties.

Pandoc's package brings a theme, comments, application properties and settings nobody asked for. Only its text,
footnotes, lists and links are taken over; every other part is written here, so nothing unknown can travel along.
"""

import io
import re
import zipfile
from pathlib import Path

from lxml import etree

from underrose.methods.documents import marks, word_shape
from underrose.methods.documents.word_frame import Frame
from underrose.methods.documents.word_xml import (
    NAMESPACES,
    R,
    element,
    escaped,
    every,
    in_order,
    parsed,
    properties_of,
    serialised,
    style_of,
    w,
)

PARTS = Path(__file__).parent / "templates" / "word"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_REGION = 2  # letters
_LINKED = ("numbering", "styles", "settings", "fontTable", "footnotes", "header", "first", "footer")
_KINDS = {"first": "header"}


def packed(written: bytes, frame: Frame) -> bytes:
    """Pandoc's text in our own package. Times and order are fixed, so the same paper gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        document = parsed(archive.read("word/document.xml"))
        footnotes = parsed(archive.read("word/footnotes.xml"))
        numbering = parsed(archive.read("word/numbering.xml"))
        links = parsed(archive.read("word/_rels/document.xml.rels"))
        note_links = parsed(archive.read("word/_rels/footnotes.xml.rels"))
    word_shape.shape(document, frame)
    _set_sheet(document, frame)
    word_shape.set_lists(numbering)
    running = [parsed(xml) for xml in (_header(frame, frame.head), _first_header(frame), _footer(frame))]
    for part in (document, footnotes, *running):
        word_shape.direct(part, frame)
    parts = {
        "[Content_Types].xml": (PARTS / "content-types.xml").read_bytes(),
        "_rels/.rels": (PARTS / "relationships.xml").read_bytes(),
        "docProps/core.xml": _properties(frame).encode(),
        "word/document.xml": serialised(document),
        "word/_rels/document.xml.rels": serialised(_relations(links, document)),
        "word/footnotes.xml": serialised(footnotes),
        "word/_rels/footnotes.xml.rels": serialised(_links_used(note_links, footnotes)),
        "word/numbering.xml": serialised(numbering),
        "word/styles.xml": _styles(frame),
        "word/settings.xml": (PARTS / "settings.xml").read_bytes(),
        "word/fontTable.xml": (PARTS / "fontTable.xml").read_bytes(),
        "word/header.xml": serialised(running[0]),
        "word/first.xml": serialised(running[1]),
        "word/footer.xml": serialised(running[2]),
    }
    return _zipped(parts)


def bookmark(number: int) -> tuple[str, str]:
    """The marks around the first call of a footnote that is called again later."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="note_{number}"/>'
    return start, f'<w:bookmarkEnd w:id="{number}"/>'


def note_again(number: int) -> str:
    """The number of a footnote called before, kept right by Word itself."""
    style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return _field(f"NOTEREF note_{number} \\f \\h", str(number), style)


def _field(code: str, shown: str, style: str = "") -> str:
    def run(inner: str) -> str:
        return f"<w:r>{style}{inner}</w:r>"

    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f'<w:instrText xml:space="preserve"> {code} </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run(f"<w:t>{shown}</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def _set_sheet(document: etree._Element, frame: Frame) -> None:
    """One section for the text and, where there are contacts, a second one in two columns."""
    body = document[0]
    body.remove(body[-1])
    contacts = [p for p in every(document, "p") if style_of(p) == "ContactLine"]
    if not contacts:
        body.append(_section(frame, columns=1, is_first=True))
        return
    before = contacts[0].getprevious()
    if before is None or before.tag != w("p"):
        before = element("<w:p/>")
        contacts[0].addprevious(before)
    properties_of(before).append(_section(frame, columns=1, is_first=True))
    for run in every(before, "r") if style_of(before) == "Heading1" else ():
        run.insert(0, element('<w:rPr><w:sz w:val="22"/><w:szCs w:val="27"/></w:rPr>'))
    for contact in contacts[:-1]:
        in_order(properties_of(contact), "keepNext", after=("pStyle",))
    if len(contacts) > 1:
        second = contacts[(len(contacts) + 1) // 2]
        second.insert(1, element('<w:r><w:br w:type="column"/></w:r>'))
    body.append(_section(frame, columns=2, is_first=False))


def _section(frame: Frame, *, columns: int, is_first: bool) -> etree._Element:
    width, height = frame.sheet
    side = (width - frame.measure) // 2
    turned = ' w:orient="landscape"' if frame.is_landscape else ""
    heads = (
        '<w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="first" r:id="first"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        '<w:footerReference w:type="first" r:id="footer"/>'
        if is_first
        else '<w:type w:val="continuous"/>'
    )
    return element(
        f'<w:sectPr>{heads}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="1810" w:right="{side}" w:bottom="1600" w:left="{side}" w:header="960" w:footer="850" '
        f'w:gutter="0"/><w:cols w:num="{columns}" w:space="400"/>'
        + ("<w:titlePg/>" if is_first else "")
        + ("<w:bidi/>" if frame.is_rtl else "")
        + "</w:sectPr>"
    )


def _styles(frame: Frame) -> bytes:
    styles = parsed((PARTS / "styles.xml").read_bytes())
    for language in every(styles, "lang"):
        kind = {"zh": "eastAsia", "ja": "eastAsia", "ko": "eastAsia"}.get(frame.language[:2].lower(), "val")
        for spread in styles.findall(f".//{w('rPr')}/{w('spacing')}") if frame.is_rtl else ():
            spread.getparent().remove(spread)  # type: ignore[union-attr] # spaced letters would not join
        language.set(w("bidi" if frame.is_rtl else kind), _tag(frame.language))
    return serialised(styles)


def _tag(language: str) -> str:
    main, *rest = re.sub(r"[^A-Za-z0-9-]", "", language.replace("_", "-")).split("-")
    return "-".join(
        [main.lower() or "en", *(piece.upper() if len(piece) == _REGION else piece.title() for piece in rest)]
    )


def _header(frame: Frame, words: tuple[str, str]) -> str:
    left, right = words
    mark = _MARK if frame.is_marked else ""
    pages = f"{_text_run(' · ' if right else '')}{_pages(frame)}" if frame.counts_in_head else ""
    inner = f"{_text_run(marks.shortened(left))}{_TAB}{_text_run(right, mark)}{pages}"
    return _running("hdr", "Header", inner, frame.measure)


def _first_header(frame: Frame) -> str:
    if any(frame.first_head):
        return _header(frame, frame.first_head)
    return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p></w:hdr>'


def _footer(frame: Frame) -> str:
    pages = "" if frame.counts_in_head else f"{_TAB}{_pages(frame)}"
    return _running("ftr", "Footer", f"{_text_run(frame.foot)}{pages}", frame.measure)


def _pages(frame: Frame) -> str:
    return (
        _text_run(f"{frame.page} ")
        + _field("PAGE", "1")
        + _text_run(f" {frame.of} ")
        + _field("NUMPAGES", "1")
    )


_MARK = (
    '<w:rPr><w:b/><w:bCs/><w:color w:val="1D1A19"/><w:sz w:val="20"/><w:szCs w:val="24"/>'
    '<w:bdr w:val="single" w:sz="6" w:space="0" w:color="1D1A19"/></w:rPr>'
)
_TAB = "<w:r><w:tab/></w:r>"


def _text_run(words: str, style: str = "") -> str:
    return f'<w:r>{style}<w:t xml:space="preserve">{escaped(words)}</w:t></w:r>' if words else ""


def _running(tag: str, style: str, inner: str, measure: int) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{measure}"/></w:tabs>'
    return (
        f'<w:{tag} {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{inner}</w:p></w:{tag}>'
    )


def _properties(frame: Frame) -> str:
    """Title and language; no author, no dates, no program."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(frame.title)}</dc:title><dc:language>{_tag(frame.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _relations(links: etree._Element, document: etree._Element) -> etree._Element:
    found = _links_used(links, document)
    for name in _LINKED:
        part = etree.SubElement(found, f"{{{_RELATIONS}}}Relationship")
        part.attrib.update({"Id": name, "Type": f"{R}/{_KINDS.get(name, name)}", "Target": f"{name}.xml"})
    return found


def _links_used(links: etree._Element, part: etree._Element) -> etree._Element:
    """The addresses this part leads to and no others: pandoc lists those of the footnotes twice."""
    used = {link.get(f"{{{R}}}id") for link in every(part, "hyperlink")}
    for relation in list(links):
        if relation.get("Id") not in used or relation.get("Type") != f"{R}/hyperlink":
            links.remove(relation)
    return links


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return target.getvalue()
