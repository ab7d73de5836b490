"""The lists of a clean Word file: the same numbers and marks before the items, written anew."""

from dataclasses import dataclass, field

from lxml import etree

from underrose.methods.documents.word_xml import W
from underrose.methods.inspection.listed import listed
from underrose.methods.inspection.markup import attribute, child, each, local, value

_FORMATS = listed(
    "decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText bullet none "
    "decimalZero arabicAlpha arabicAbjad hebrew1 hebrew2 chineseCounting japaneseCounting koreanDigital "
    "hindiNumbers thaiNumbers ideographDigital aiueo iroha numberInDash decimalEnclosedParen russianLower "
    "russianUpper"
)
_LEVELS = 9
_MARKS = ("–", "•", "◦")


@dataclass(slots=True)
class Lists:
    """The lists that are used, in the order of their use, each with its own number."""

    numbering: etree._Element | None = None
    used: dict[str, int] = field(default_factory=dict)

    def number(self, old: str) -> int:
        return self.used.setdefault(old, len(self.used) + 1)

    def part(self) -> etree._Element:
        """The definitions of the lists used, numbers and marks as they were."""
        root = etree.Element(f"{{{W}}}numbering", nsmap={"w": W})
        for old, new in self.used.items():
            kind = etree.SubElement(root, f"{{{W}}}abstractNum", {f"{{{W}}}abstractNumId": str(new)})
            etree.SubElement(kind, f"{{{W}}}multiLevelType", {f"{{{W}}}val": "hybridMultilevel"})
            for depth in range(_LEVELS):
                self._level(kind, old, depth)
        for new in self.used.values():
            number = etree.SubElement(root, f"{{{W}}}num", {f"{{{W}}}numId": str(new)})
            etree.SubElement(number, f"{{{W}}}abstractNumId", {f"{{{W}}}val": str(new)})
        return root

    def _level(self, kind: etree._Element, old: str, depth: int) -> None:
        was = self._was(old, str(depth))
        form = value(was, "numFmt") if was is not None else "bullet"
        form = form if form in _FORMATS else "decimal"
        words = value(was, "lvlText") if was is not None else ""
        if form == "bullet" and not (len(words) == 1 and ord(words) < 0xE000):  # noqa: PLR2004 - letters of symbol fonts
            words = _MARKS[depth % len(_MARKS)]
        start = value(was, "start") if was is not None else "1"
        level = etree.SubElement(kind, f"{{{W}}}lvl", {f"{{{W}}}ilvl": str(depth)})
        for name, said in (
            ("start", start if start.isdigit() and len(start) < 6 else "1"),  # noqa: PLR2004 - Word's largest has five
            ("numFmt", form),
            ("lvlText", words),
            ("lvlJc", "left"),
        ):
            etree.SubElement(level, f"{{{W}}}{name}", {f"{{{W}}}val": said})
        properties = etree.SubElement(level, f"{{{W}}}pPr")
        place = {f"{{{W}}}left": str(400 * (depth + 1)), f"{{{W}}}hanging": "400"}
        etree.SubElement(properties, f"{{{W}}}ind", place)

    def _was(self, old: str, depth: str) -> etree._Element | None:
        """The level of the old list, its own where the list overrides its kind."""
        if self.numbering is None:
            return None
        number = next((n for n in self.numbering if local(n) == "num" and attribute(n, "numId") == old), None)
        if number is None:
            return None
        for over in each(number, "lvlOverride"):
            if attribute(over, "ilvl") == depth and (own := child(over, "lvl")) is not None:
                return own
        kind = value(number, "abstractNumId")
        for found in self.numbering:
            if local(found) == "abstractNum" and attribute(found, "abstractNumId") == kind:
                return next(
                    (level for level in each(found, "lvl") if attribute(level, "ilvl") == depth), None
                )
        return None
