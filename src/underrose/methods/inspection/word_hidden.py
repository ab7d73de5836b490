"""Whether the words of a run can be seen: by switch, by size, by colour, through the styles that stand behind it.

ECMA-376 part 1, 17.7 (inheritance of styles) and 17.7.3 (switches such as vanish, which two styles on together turn off).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from underrose.methods.inspection.markup import attribute, child, each, local, switch, value

_DEEPEST = 20
_SMALLEST = 4
"""Half points; nobody reads smaller letters than those of two points."""
_NARROWEST = 5
_NEAR = 40
"""How far two colours may be apart, over red, green and blue, and still be one to the eye."""
_SWITCHES = ("vanish", "webHidden", "specVanish")
_TELLING = (*_SWITCHES, "color", "highlight", "w")
_PAPER = "FFFFFF"
_HIGHLIGHTS = {"black": "000000", "white": "FFFFFF"}
_THEME_PAPER = frozenset({"background1", "bg1", "light1", "lt1"})
_FAR = 20_000_000
"""EMU: farther than any sheet is wide."""


@dataclass(slots=True)
class Looks:
    """The styles of one document, asked about its runs."""

    styles: dict[str, etree._Element] = field(default_factory=dict)
    defaults: etree._Element | None = None
    normal: str = ""
    has_colour_behind: bool = False
    _chains: dict[str, tuple[etree._Element, ...]] = field(default_factory=dict)
    _plain: dict[str, bool] = field(default_factory=dict)
    """For the style of a paragraph, whether a run without a look of its own is surely seen."""
    _last: tuple[etree._Element | None, etree._Element | None] = (None, None)

    @classmethod
    def of(cls, sheet: etree._Element | None, document: etree._Element | None) -> "Looks":
        found = cls()
        for style in () if sheet is None else sheet:
            if local(style) == "docDefaults":
                found.defaults = child(style, "rPrDefault", "rPr")
            if local(style) == "style":
                key = attribute(style, "styleId")
                found.styles[key] = style
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
                    found.normal = key
        found.has_colour_behind = document is not None and child(document, "background") is not None
        return found

    def is_hidden(self, run: etree._Element) -> bool:
        """Whether a run, as it stands in its paragraph, shows nothing to who reads the page."""
        direct = run[0] if len(run) and local(run[0]) == "rPr" else child(run, "rPr")
        paragraph = _above(run, "p")
        style = value(self.properties(paragraph), "pStyle") or self.normal
        by_paragraph = self.chain(style)
        if direct is None and self._is_plain(style, by_paragraph):
            return False
        by_run = self.chain(value(direct, "rStyle"))
        if any(self._switched(name, direct, by_paragraph, by_run) for name in _SWITCHES):
            return True
        layers = [direct, *(child(style, "rPr") for style in (*by_run, *by_paragraph)), self.defaults]
        size, scale = _first(layers, "sz"), _first(layers, "w")
        if size.isdigit() and int(size) <= _SMALLEST:
            return True
        if scale.rstrip("%").isdigit() and int(scale.rstrip("%")) <= _NARROWEST:
            return True
        return self._is_colour_of_paper(run, paragraph, layers, (*by_run, *by_paragraph))

    def properties(self, paragraph: etree._Element | None) -> etree._Element | None:
        """The properties of a paragraph; those of the last one are remembered, because its runs all ask."""
        if paragraph is None or self._last[0] is not paragraph:
            self._last = (paragraph, child(paragraph, "pPr"))
        return self._last[1]

    def _is_plain(self, style: str, chain: tuple[etree._Element, ...]) -> bool:
        if style not in self._plain:
            layers = [*(child(one, "rPr") for one in chain), self.defaults]
            self._plain[style] = not any(
                child(layer, name) is not None for layer in layers for name in _TELLING
            )
        return self._plain[style]

    def _switched(
        self,
        name: str,
        direct: etree._Element | None,
        by_paragraph: tuple[etree._Element, ...],
        by_run: tuple[etree._Element, ...],
    ) -> bool:
        said = switch(direct, name)
        if said is not None:
            return said
        sides = [
            next((on for style in chain if (on := switch(child(style, "rPr"), name)) is not None), False)
            for chain in (by_paragraph, by_run)
        ]
        return sides[0] != sides[1] or (not any(sides) and switch(self.defaults, name) is True)

    def _is_colour_of_paper(
        self,
        run: etree._Element,
        paragraph: etree._Element | None,
        layers: list[etree._Element | None],
        styles: tuple[etree._Element, ...],
    ) -> bool:
        colour = next((found for layer in layers if (found := child(layer, "color")) is not None), None)
        letters = attribute(colour, "val").upper()
        if letters in {"", "AUTO"} and attribute(colour, "themeColor") in _THEME_PAPER:
            letters = _PAPER
        highlight = _HIGHLIGHTS.get(_first(layers, "highlight"), "")
        if letters in {"", "AUTO"}:
            return highlight == "000000"
        behind = highlight or _fill(
            [*layers, *_around(run, self.properties(paragraph)), *(child(s, "pPr") for s in styles)]
        )
        if behind == "unknown" or (not behind and (self.has_colour_behind or _is_in_styled_table(run))):
            return False
        return _are_near(letters, behind or _PAPER)

    def chain(self, key: str) -> tuple[etree._Element, ...]:
        """A style and those it is based on, the nearest first."""
        if key not in self._chains:
            chain: list[etree._Element] = []
            at = key
            while at in self.styles and len(chain) < _DEEPEST:
                chain.append(self.styles[at])
                at = value(chain[-1], "basedOn")
            self._chains[key] = tuple(chain)
        return self._chains[key]


def is_dropped_row(row: etree._Element) -> bool:
    """Whether a tracked change took a whole row or cell out."""
    return any(
        child(row, holder, mark) is not None for holder in ("trPr", "tcPr") for mark in ("del", "cellDel")
    )


def is_hidden_row(row: etree._Element) -> bool:
    return switch(child(row, "trPr"), "hidden") is True


def is_hidden_drawing(drawing: etree._Element) -> bool:
    """A drawing or text box that is switched off or lies beside the sheet."""
    for found in each(drawing, "docPr", "cNvPr"):
        if attribute(found, "hidden") in {"1", "true"}:
            return True
    for shape in each(drawing, "shape", "rect", "group"):
        if "visibility:hidden" in attribute(shape, "style").replace(" ", ""):
            return True
    return any(
        found.text and found.text.strip().lstrip("-").isdigit() and abs(int(found.text)) > _FAR
        for found in each(drawing, "posOffset")
    )


def _above(element: etree._Element, name: str) -> etree._Element | None:
    return next((found for found in element.iterancestors() if local(found) == name), None)


def _first(layers: list[etree._Element | None], name: str) -> str:
    return next((said for layer in layers if (said := value(layer, name))), "")


def _around(run: etree._Element, properties: etree._Element | None) -> Iterator[etree._Element | None]:
    yield properties
    for above in run.iterancestors():
        if local(above) == "tc":
            yield child(above, "tcPr")
        if local(above) == "tbl":
            yield child(above, "tblPr")
        if local(above) in {"txbxContent", "shape"}:
            yield None


def _fill(layers: list[etree._Element | None]) -> str:
    """The nearest colour behind the letters: six digits, "unknown", or nothing where only the paper is."""
    for layer in layers:
        shade = child(layer, "shd")
        if shade is None:
            continue
        fill = attribute(shade, "fill").upper()
        if attribute(shade, "themeFill") and len(fill) != 6:  # noqa: PLR2004 - red, green, blue
            return "unknown"
        if attribute(shade, "val") not in {"", "clear", "nil"}:
            return "unknown"
        if fill not in {"", "AUTO"}:
            return fill
    return ""


def _is_in_styled_table(run: etree._Element) -> bool:
    """In a table a style may colour cells; in a text box a drawing may lie behind. Neither is looked into."""
    for above in run.iterancestors():
        if local(above) == "txbxContent":
            return True
        if local(above) == "tbl" and value(above, "tblPr", "tblStyle") not in {
            "",
            "TableNormal",
            "TableGrid",
        }:
            return True
    return False


def _are_near(one: str, other: str) -> bool:
    try:
        pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:
        return False
    return sum(abs(a - b) for a, b in pairs) <= _NEAR
