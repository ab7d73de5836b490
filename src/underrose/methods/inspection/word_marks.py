"""How paragraphs, runs, tables and formulas look in a clean Word file: a short list of what is taken over, nothing else."""

import re
from copy import deepcopy

from lxml import etree

from underrose.methods.documents.word_xml import W
from underrose.methods.inspection.markup import attribute, child, local, space, switch, value
from underrose.methods.inspection.word_hidden import Looks
from underrose.methods.inspection.word_lists import Lists

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DEEPEST_HEADING = 5
_SIDES = frozenset({"left", "right", "center", "both", "start", "end", "distribute"})
_SWITCHES = ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "rtl", "cs")
_UNDERLINES = frozenset({"single", "double", "words", "dotted", "dash", "thick", "wave"})
_RAISED = frozenset({"superscript", "subscript"})
_QUOTES = frozenset({"quote", "intense quote", "block text"})
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MATH_WORDS = re.compile(r"[^\W\d_]{3,}")


def made(name: str, *inner: etree._Element, **values: str) -> etree._Element:
    """An element of Word with its values and what stands in it."""
    element = etree.Element(f"{{{W}}}{name}", nsmap={"w": W})
    for key, said in values.items():
        element.set(f"{{{W}}}{key}", said)
    element.extend(inner)
    return element


def again(element: etree._Element) -> etree._Element:
    return deepcopy(element)


def words(run: etree._Element, said: str) -> None:
    """Words as they were, spaces at their ends included."""
    if said:
        text = made("t")
        text.text = _NOT_IN_XML.sub("", said)
        text.set(_XML_SPACE, "preserve")
        run.append(text)


def sign(name: str, element: etree._Element) -> etree._Element:
    """A tab or a break; one that ends a page or a column stays one."""
    kind = attribute(element, "type")
    return made(name, type=kind) if name == "br" and kind in {"page", "column"} else made(name)


def symbol(element: etree._Element) -> etree._Element:
    """A sign of a symbol font, by its number; without that font nothing else shows it."""
    font, char = attribute(element, "font"), attribute(element, "char")
    known = font if font in {"Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"} else "Symbol"
    return made("sym", font=known, char=char if re.fullmatch(r"[0-9A-Fa-f]{4}", char) else "F0B7")


def paragraph(old: etree._Element, looks: Looks, lists: Lists, default: str) -> etree._Element:
    """Its style in the styles of the house, its place in a list, its side and direction."""
    properties = child(old, "pPr")
    chain = looks.chain(value(properties, "pStyle") or looks.normal)
    style = _style(chain, value(properties, "outlineLvl"), default)
    new = made("pPr", made("pStyle", val=style))
    if switch(properties, "pageBreakBefore"):
        new.append(made("pageBreakBefore"))
    number = _said([properties, *(child(one, "pPr") for one in chain)], "numPr", "numId")
    depth = _said([properties, *(child(one, "pPr") for one in chain)], "numPr", "ilvl") or "0"
    if number not in {"", "0"} and depth in {*"012345678"}:
        place = made("ilvl", val=depth), made("numId", val=str(lists.number(number)))
        new.append(made("numPr", *place))
    if switch(properties, "bidi"):
        new.append(made("bidi"))
    side = value(properties, "jc")
    if side in _SIDES:
        new.append(made("jc", val=side))
    return new


def _style(chain: tuple[etree._Element, ...], outline: str, default: str) -> str:
    for style in chain:
        name = value(style, "name").lower()
        found = _HEADING.fullmatch(name)
        if found:
            return f"Heading{min(int(found[1]), _DEEPEST_HEADING)}"
        if name == "title" and default == "BodyText":
            return "Title"
        if name in _QUOTES and default == "BodyText":
            return "BlockText"
    outline = outline or next(
        (said for style in chain if (said := value(child(style, "pPr"), "outlineLvl"))), ""
    )
    if outline in {*"01234"} and default == "BodyText":
        return f"Heading{int(outline) + 1}"
    return default


def _said(layers: list[etree._Element | None], *path: str) -> str:
    return next((said for layer in layers if (said := value(layer, *path))), "")


def run(old: etree._Element, looks: Looks, *, is_link: bool) -> etree._Element | None:
    """Bold, slanted, underlined, struck, raised, and its direction, by itself or by the styles behind it."""
    direct = child(old, "rPr")
    parent = next((up for up in old.iterancestors() if local(up) == "p"), None)
    by_run = looks.chain(value(direct, "rStyle"))
    by_paragraph = looks.chain(value(looks.properties(parent), "pStyle"))
    is_heading = _style(by_paragraph, "", "BodyText") not in {"BodyText", "BlockText"}
    layers = [direct, *(child(style, "rPr") for style in (*by_run, *(() if is_heading else by_paragraph)))]
    new = made("rPr")
    if is_link:
        new.append(made("rStyle", val="Hyperlink"))
    for name in _SWITCHES:
        if next((said for layer in layers if (said := switch(layer, name)) is not None), False):
            new.append(made(name))
    line, raised = _said(layers, "u"), _said(layers, "vertAlign")
    if line in _UNDERLINES and not is_link:
        new.append(made("u", val=line))
    if raised in _RAISED:
        new.append(made("vertAlign", val=raised))
    return _in_order(new) if len(new) else None


_ORDER = (
    "rStyle",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "u",
    "vertAlign",
    "rtl",
    "cs",
)


def _in_order(properties: etree._Element) -> etree._Element:
    """Word refuses properties that are not in the order of its schema."""
    properties[:] = sorted(properties, key=lambda found: _ORDER.index(local(found)))
    return properties


def table(old: etree._Element) -> etree._Element:
    sided = [made("bidiVisual")] if switch(child(old, "tblPr"), "bidiVisual") else []
    look = made(
        "tblLook",
        val="0020",
        firstRow="1",
        lastRow="0",
        firstColumn="0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    return made("tblPr", made("tblStyle", val="Table"), *sided, made("tblW", w="0", type="auto"), look)


def grid(old: etree._Element) -> etree._Element:
    columns = child(old, "tblGrid")
    new = made("tblGrid")
    for column in () if columns is None else columns:
        if local(column) == "gridCol":
            new.append(made("gridCol", w=_number(attribute(column, "w"), "1000")))
    return new


def row(old: etree._Element) -> list[etree._Element]:
    """Whether it is repeated on every page; rows do not break."""
    properties = child(old, "trPr")
    new = made("trPr", made("cantSplit"))
    if switch(properties, "tblHeader"):
        new.append(made("tblHeader"))
    before = value(properties, "gridBefore")
    if before.isdigit() and before != "0":
        new.insert(0, made("gridBefore", val=_number(before, "0")))
    return [new]


def cell(old: etree._Element) -> etree._Element:
    properties = child(old, "tcPr")
    width = child(properties, "tcW")
    new = made("tcPr")
    kind = attribute(width, "type")
    if kind in {"dxa", "pct", "auto"}:
        new.append(made("tcW", w=_number(attribute(width, "w"), "0"), type=kind))
    span = value(properties, "gridSpan")
    if span.isdigit():
        new.append(made("gridSpan", val=_number(span, "1")))
    merged = child(properties, "vMerge")
    if merged is not None:
        new.append(made("vMerge", **({"val": "restart"} if attribute(merged, "val") == "restart" else {})))
    return new


def _number(said: str, default: str) -> str:
    return said if said.isdigit() and len(said) <= 6 else default  # noqa: PLR2004 - no sheet is wider


def formula(old: etree._Element, *, keep_insertions: bool) -> etree._Element:
    """A formula of the same structure (ECMA-376 part 1, chapter 22.1), without the looks and changes inside it."""
    new = etree.Element(f"{{{M}}}{local(old)}", nsmap={"m": M})
    _structure(old, new, keep_insertions=keep_insertions)
    return new


def _structure(old: etree._Element, new: etree._Element, *, keep_insertions: bool) -> None:
    for element in old:
        name = local(element)
        if name in {"ins", "moveTo"} and keep_insertions:
            _structure(element, new, keep_insertions=keep_insertions)
        if not space(element).endswith("/math") or name == "ctrlPr":
            continue
        inner = etree.SubElement(new, f"{{{M}}}{name}")
        said = attribute(element, "val")
        if (said and not _MATH_WORDS.search(said.replace("undOvr", ""))) or name in {
            "sty",
            "jc",
            "type",
            "limLoc",
            "scr",
        }:
            inner.set(f"{{{M}}}val", said)
        if name == "t":
            inner.text = element.text
            inner.set(_XML_SPACE, "preserve")
        _structure(element, inner, keep_insertions=keep_insertions)
