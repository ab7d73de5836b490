"""What is changed in pandoc's text before it is packed: widths of tables, lists, air, direction."""

import re

from lxml import etree

from underrose.methods.documents.word_frame import Frame
from underrose.methods.documents.word_xml import element, every, in_order, properties_of, style_of, w

_WIDE = 6  # columns
_LONGEST_NAME = 5  # words
_NARROW_CELLS = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
_LONG_TITLES = ((150, 28), (80, 32))  # letters, half points
_PROSE = ("BodyText", "FirstParagraph", "PaperNote")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LTR = re.compile(r"[A-Za-z\u00c0-\u058f\u0900-\ufb17]")


def shape(document: etree._Element, frame: Frame) -> None:
    _set_tables(document, frame)
    _set_spaces(document)
    for paragraph in document[0].findall(w("p")) if frame.inset else ():
        if style_of(paragraph) in _PROSE:
            properties_of(paragraph).append(element(f'<w:ind w:right="{frame.inset}"/>'))


def direct(part: etree._Element, frame: Frame) -> None:
    """Arabic and Hebrew run from right to left: the whole text, or a name by itself in a text that does not."""
    _set_paragraphs(part, frame)
    for run in every(part, "r"):
        letters = "".join(map(str, run.itertext(w("t"))))
        if _RTL.search(letters) and (frame.is_rtl or not _LTR.search(letters)):
            _set_run(run)


def _set_tables(document: etree._Element, frame: Frame) -> None:
    for table in every(document, "tbl"):
        columns = list(every(table, "gridCol"))
        spread = frame.hang if len(columns) >= _WIDE else 0
        style = "TableTextSmall" if len(columns) > _WIDE else "TableText"
        width = frame.measure + 2 * spread
        settings = (
            '<w:tblStyle w:val="Table"/>'
            + ("<w:bidiVisual/>" if frame.is_rtl else "")
            + f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="{-spread}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{_NARROW_CELLS if len(columns) > _WIDE else ""}'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            'w:noHBand="1" w:noVBand="1"/>'
        )
        table.replace(table[0], element(f"<w:tblPr>{settings}</w:tblPr>"))
        shares = [int(column.get(w("w"), "1")) for column in columns]
        for column, share in zip(columns, shares, strict=True):
            column.set(w("w"), str(round(width * share / sum(shares))))
        for paragraph in every(table, "p"):
            properties = properties_of(paragraph)
            for old in properties.findall(w("pStyle")):
                properties.remove(old)
            properties.insert(0, element(f'<w:pStyle w:val="{style}"/>'))
        for row in every(table, "tr"):
            _set_row(row, columns)


def _set_row(row: etree._Element, columns: list[etree._Element]) -> None:
    properties = row.find(w("trPr"))
    if properties is None:
        properties = etree.Element(w("trPr"))
        row.insert(0, properties)
    properties.insert(0, etree.Element(w("cantSplit")))
    for cell, column in zip(row.findall(w("tc")), columns, strict=False):
        cell[0].insert(0, element(f'<w:tcW w:w="{column.get(w("w"))}" w:type="dxa"/>'))


def set_lists(numbering: etree._Element) -> None:
    """An en dash and a modest indent in place of Word's dots in symbol fonts."""
    for level in every(numbering, "lvl"):
        depth = int(level.get(w("ilvl"), "0"))
        is_bullet = level.find(w("numFmt")).get(w("val")) == "bullet"  # type: ignore[union-attr] # always there
        for name in ("rPr", "pPr"):
            for old in level.findall(w(name)):
                level.remove(old)
        start = 340 * (depth + 1)
        level.append(element(f'<w:pPr><w:ind w:left="{start}" w:hanging="340"/></w:pPr>'))
        if is_bullet:
            level.find(w("lvlText")).set(w("val"), "–")  # type: ignore[union-attr] # always there
            level.append(element('<w:rPr><w:color w:val="5D5653"/></w:rPr>'))


def _set_spaces(document: etree._Element) -> None:
    """A rule under the title, and air after lists and tables, which pandoc does not know of."""
    titles = [p for p in every(document, "p") if style_of(p) in ("PaperFacts", "PaperPartners")]
    for last in titles[-1:]:
        line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="14" w:color="A39B97"/></w:pBdr>'
        properties_of(last).extend([element(line), element('<w:spacing w:after="200"/>')])
    for title in (p for p in every(document, "p") if style_of(p) == "Title"):
        letters = len("".join(map(str, title.itertext(w("t")))))
        size = next((size for limit, size in _LONG_TITLES if letters > limit), 0)
        for run in every(title, "r") if size else ():
            run.insert(0, element(f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size + 6}"/></w:rPr>'))
    for paragraph in every(document, "p"):
        before, after = paragraph.getprevious(), paragraph.getnext()
        follows_table = before is not None and before.tag == w("tbl") and "Heading" not in style_of(paragraph)
        ends_list = _is_item(paragraph) and after is not None and not _is_item(after)
        if follows_table or ends_list:
            air = ' w:before="240"' * follows_table + ' w:after="160"' * ends_list
            properties_of(paragraph).append(element(f"<w:spacing{air}/>"))


def _is_item(block: etree._Element) -> bool:
    return block.find(f"{w('pPr')}/{w('numPr')}") is not None


def _set_paragraphs(part: etree._Element, frame: Frame) -> None:
    """All of a text from right to left; in another, a sentence that begins so. A name alone keeps its place in its column."""
    for paragraph in every(part, "p"):
        if not frame.is_rtl and not _is_sentence_from_the_right(
            "".join(map(str, paragraph.itertext(w("t"))))
        ):
            continue
        before = ("pStyle", "keepNext", "numPr", "pBdr", "tabs")
        in_order(properties_of(paragraph), "bidi", after=before)


def _is_sentence_from_the_right(words: str) -> bool:
    first, other = _RTL.search(words), _LTR.search(words)
    return bool(first and (not other or first.start() < other.start())) and len(words.split()) > _LONGEST_NAME


def _set_run(run: etree._Element) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for slanted in ("i", "iCs"):  # Arabic letters have no italic; a slanted one is a mistake
        for old in properties.findall(w(slanted)):
            properties.remove(old)
    properties.append(etree.Element(w("rtl")))
