"""The parts of a Word file around its text: styles, sheet, running heads, properties.

Pandoc's package brings a theme, comments, application properties and settings nobody asked for. Only its text,
footnotes, lists and links are taken over; every other part is written here, so nothing unknown can travel along.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from underrose.methods.documents import marks
from underrose.methods.documents.model import Paper

PARTS = Path(__file__).parent / "templates" / "word"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MEASURE = 7483  # 132 mm, in twentieths of a point
_HANG = 1134  # 20 mm: wide tables reach into the margins
_WIDE = 6  # columns
_NARROW_CELLS = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
_LONG_TITLES = ((150, 28), (80, 32))  # letters, half points
_REGION = 2  # letters
_SHEETS = {"a4": (11906, 16838), "us-letter": (12240, 15840)}
_LINKED = ("numbering", "styles", "settings", "fontTable", "footnotes", "header", "footer")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def packed(written: bytes, paper: Paper) -> bytes:
    """Pandoc's text in our own package. Times and order are fixed, so the same paper gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        document = _parsed(archive.read("word/document.xml"))
        footnotes = _parsed(archive.read("word/footnotes.xml"))
        numbering = _parsed(archive.read("word/numbering.xml"))
        links = _parsed(archive.read("word/_rels/document.xml.rels"))
        note_links = _parsed(archive.read("word/_rels/footnotes.xml.rels"))
    _set_tables(document, is_rtl=paper.direction == "rtl")
    _set_spaces(document)
    _set_sheet(document, paper)
    _set_lists(numbering)
    running = [_parsed(xml) for xml in (_header(paper), _footer(paper))]
    if paper.direction == "rtl":
        for part in (document, footnotes, *running):
            _set_rtl(part)
    parts = {
        "[Content_Types].xml": (PARTS / "content-types.xml").read_bytes(),
        "_rels/.rels": (PARTS / "relationships.xml").read_bytes(),
        "docProps/core.xml": _properties(paper).encode(),
        "word/document.xml": _written(document),
        "word/_rels/document.xml.rels": _written(_relations(links, document)),
        "word/footnotes.xml": _written(footnotes),
        "word/_rels/footnotes.xml.rels": _written(_links_used(note_links, footnotes)),
        "word/numbering.xml": _written(numbering),
        "word/styles.xml": _styles(paper),
        "word/settings.xml": (PARTS / "settings.xml").read_bytes(),
        "word/fontTable.xml": (PARTS / "fontTable.xml").read_bytes(),
        "word/header.xml": _written(running[0]),
        "word/footer.xml": _written(running[1]),
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


def _parsed(xml: bytes | str) -> etree._Element:
    return etree.fromstring(xml.encode() if isinstance(xml, str) else xml, _PARSER)


def _written(part: etree._Element) -> bytes:
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _all(part: etree._Element, name: str) -> Iterator[etree._Element]:
    return iter(list(part.iter(_w(name))))


def _element(xml: str) -> etree._Element:
    return _parsed(f"<x {_NAMESPACES}>{xml}</x>")[0]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _set_sheet(document: etree._Element, paper: Paper) -> None:
    """One section for the text and, where there are contacts, a second one in two columns."""
    body = document[0]
    body.remove(body[-1])
    contacts = [p for p in _all(document, "p") if _style_of(p) == "ContactLine"]
    if not contacts:
        body.append(_section(paper, columns=1, is_first=True))
        return
    before = contacts[0].getprevious()
    if before is None or before.tag != _w("p"):
        before = _element("<w:p/>")
        contacts[0].addprevious(before)
    _properties_of(before).append(_section(paper, columns=1, is_first=True))
    for run in _all(before, "r") if _style_of(before) == "Heading1" else ():
        run.insert(0, _element('<w:rPr><w:sz w:val="22"/><w:szCs w:val="27"/></w:rPr>'))
    for contact in contacts[:-1]:
        _in_order(_properties_of(contact), "keepNext", after=("pStyle",))
    if len(contacts) > 1:
        second = contacts[(len(contacts) + 1) // 2]
        second.insert(1, _element('<w:r><w:br w:type="column"/></w:r>'))
    body.append(_section(paper, columns=2, is_first=False))


def _section(paper: Paper, *, columns: int, is_first: bool) -> etree._Element:
    width, height = _SHEETS.get(paper.page_size, _SHEETS["a4"])
    side = (width - _MEASURE) // 2
    heads = (
        '<w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
        '<w:footerReference w:type="first" r:id="footer"/>'
        if is_first
        else '<w:type w:val="continuous"/>'
    )
    return _element(
        f'<w:sectPr>{heads}<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="1810" w:right="{side}" w:bottom="1600" w:left="{side}" w:header="960" w:footer="850" '
        f'w:gutter="0"/><w:cols w:num="{columns}" w:space="400"/>'
        + ("<w:titlePg/>" if is_first else "")
        + ("<w:bidi/>" if paper.direction == "rtl" else "")
        + "</w:sectPr>"
    )


def _set_tables(document: etree._Element, *, is_rtl: bool) -> None:
    for table in _all(document, "tbl"):
        columns = list(_all(table, "gridCol"))
        spread = _HANG if len(columns) >= _WIDE else 0
        style = "TableTextSmall" if len(columns) > _WIDE else "TableText"
        width = _MEASURE + 2 * spread
        settings = (
            '<w:tblStyle w:val="Table"/>'
            + ("<w:bidiVisual/>" if is_rtl else "")
            + f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="{-spread}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{_NARROW_CELLS if len(columns) > _WIDE else ""}'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            'w:noHBand="1" w:noVBand="1"/>'
        )
        table.replace(table[0], _element(f"<w:tblPr>{settings}</w:tblPr>"))
        shares = [int(column.get(_w("w"), "1")) for column in columns]
        for column, share in zip(columns, shares, strict=True):
            column.set(_w("w"), str(round(width * share / sum(shares))))
        for paragraph in _all(table, "p"):
            properties = _properties_of(paragraph)
            for old in properties.findall(_w("pStyle")):
                properties.remove(old)
            properties.insert(0, _element(f'<w:pStyle w:val="{style}"/>'))
        for row in _all(table, "tr"):
            _set_row(row, columns)


def _set_row(row: etree._Element, columns: list[etree._Element]) -> None:
    properties = row.find(_w("trPr"))
    if properties is None:
        properties = etree.Element(_w("trPr"))
        row.insert(0, properties)
    properties.insert(0, etree.Element(_w("cantSplit")))
    for cell, column in zip(row.findall(_w("tc")), columns, strict=False):
        cell[0].insert(0, _element(f'<w:tcW w:w="{column.get(_w("w"))}" w:type="dxa"/>'))


def _set_lists(numbering: etree._Element) -> None:
    """An en dash and a modest indent in place of Word's dots in symbol fonts."""
    for level in _all(numbering, "lvl"):
        depth = int(level.get(_w("ilvl"), "0"))
        is_bullet = level.find(_w("numFmt")).get(_w("val")) == "bullet"  # type: ignore[union-attr] # always there
        for name in ("rPr", "pPr"):
            for old in level.findall(_w(name)):
                level.remove(old)
        start = 340 * (depth + 1)
        level.append(_element(f'<w:pPr><w:ind w:left="{start}" w:hanging="340"/></w:pPr>'))
        if is_bullet:
            level.find(_w("lvlText")).set(_w("val"), "–")  # type: ignore[union-attr] # always there
            level.append(_element('<w:rPr><w:color w:val="5D5653"/></w:rPr>'))


def _set_spaces(document: etree._Element) -> None:
    """A rule under the title, and air after lists and tables, which pandoc does not know of."""
    titles = [p for p in _all(document, "p") if _style_of(p) in ("PaperFacts", "PaperPartners")]
    for last in titles[-1:]:
        line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="14" w:color="A39B97"/></w:pBdr>'
        _properties_of(last).extend([_element(line), _element('<w:spacing w:after="200"/>')])
    for title in (p for p in _all(document, "p") if _style_of(p) == "Title"):
        letters = len("".join(map(str, title.itertext(_w("t")))))
        size = next((size for limit, size in _LONG_TITLES if letters > limit), 0)
        for run in _all(title, "r") if size else ():
            run.insert(0, _element(f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size + 6}"/></w:rPr>'))
    for paragraph in _all(document, "p"):
        before, after = paragraph.getprevious(), paragraph.getnext()
        follows_table = (
            before is not None and before.tag == _w("tbl") and "Heading" not in _style_of(paragraph)
        )
        ends_list = _is_item(paragraph) and after is not None and not _is_item(after)
        if follows_table or ends_list:
            air = ' w:before="240"' * follows_table + ' w:after="160"' * ends_list
            _properties_of(paragraph).append(_element(f"<w:spacing{air}/>"))


def _is_item(block: etree._Element) -> bool:
    return block.find(f"{_w('pPr')}/{_w('numPr')}") is not None


def _set_rtl(part: etree._Element) -> None:
    for paragraph in _all(part, "p"):
        before = ("pStyle", "keepNext", "numPr", "pBdr", "tabs")
        _in_order(_properties_of(paragraph), "bidi", after=before)
    for run in _all(part, "r"):
        if _RTL.search("".join(map(str, run.itertext(_w("t"))))):
            properties = run.find(_w("rPr"))
            if properties is None:
                properties = etree.Element(_w("rPr"))
                run.insert(0, properties)
            for slanted in ("i", "iCs"):  # Arabic letters have no italic; a slanted one is a mistake
                for old in properties.findall(_w(slanted)):
                    properties.remove(old)
            properties.append(etree.Element(_w("rtl")))


def _properties_of(paragraph: etree._Element) -> etree._Element:
    found = paragraph.find(_w("pPr"))
    if found is None:
        found = etree.Element(_w("pPr"))
        paragraph.insert(0, found)
    return found


def _in_order(properties: etree._Element, name: str, after: tuple[str, ...]) -> None:
    """Word refuses paragraph properties that are not in the order of its schema."""
    place = sum(1 for child in properties if child.tag in {_w(before) for before in after})
    properties.insert(place, etree.Element(_w(name)))


def _style_of(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    return "" if found is None else str(found.get(_w("val"), ""))


def _styles(paper: Paper) -> bytes:
    styles = _parsed((PARTS / "styles.xml").read_bytes())
    for language in _all(styles, "lang"):
        kind = {"zh": "eastAsia", "ja": "eastAsia", "ko": "eastAsia"}.get(paper.language[:2].lower(), "val")
        for spread in styles.findall(f".//{_w('rPr')}/{_w('spacing')}") if paper.direction == "rtl" else ():
            spread.getparent().remove(spread)  # type: ignore[union-attr] # spaced letters would not join
        language.set(_w("bidi" if paper.direction == "rtl" else kind), _tag(paper.language))
    return _written(styles)


def _tag(language: str) -> str:
    main, *rest = re.sub(r"[^A-Za-z0-9-]", "", language.replace("_", "-")).split("-")
    return "-".join(
        [main.lower() or "en", *(piece.upper() if len(piece) == _REGION else piece.title() for piece in rest)]
    )


def _header(paper: Paper) -> str:
    left, right = marks.plain(paper.title), marks.plain(paper.reference)
    return _running("hdr", "Header", f"{_text_run(marks.shortened(left))}{_TAB}{_text_run(right)}")


def _footer(paper: Paper) -> str:
    page, of = (marks.plain(paper.labels.get(key, word)) for key, word in (("page", "Page"), ("of", "of")))
    numbers = _text_run(f"{page} ") + _field("PAGE", "1") + _text_run(f" {of} ") + _field("NUMPAGES", "1")
    return _running("ftr", "Footer", f"{_text_run(marks.plain(paper.organiser))}{_TAB}{numbers}")


_TAB = "<w:r><w:tab/></w:r>"


def _text_run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_escaped(words)}</w:t></w:r>' if words else ""


def _running(tag: str, style: str, inner: str) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{_MEASURE}"/></w:tabs>'
    return (
        f'<w:{tag} {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{inner}</w:p></w:{tag}>'
    )


def _properties(paper: Paper) -> str:
    """Title and language; no author, no dates, no program."""
    title = marks.plain(paper.title) or marks.plain(paper.kind)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_escaped(title)}</dc:title><dc:language>{_tag(paper.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _relations(links: etree._Element, document: etree._Element) -> etree._Element:
    found = _links_used(links, document)
    for name in _LINKED:
        part = etree.SubElement(found, f"{{{_RELATIONS}}}Relationship")
        part.attrib.update({"Id": name, "Type": f"{R}/{name}", "Target": f"{name}.xml"})
    return found


def _links_used(links: etree._Element, part: etree._Element) -> etree._Element:
    """The addresses this part leads to and no others: pandoc lists those of the footnotes twice."""
    used = {link.get(f"{{{R}}}id") for link in _all(part, "hyperlink")}
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
