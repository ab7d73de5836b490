"""The pictures of a Word file: cut as they are shown, made anew from their points, without a word behind them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.word_xml import R
from underrose.methods.inspection.markup import attribute, child, each
from underrose.methods.inspection.pictures import Crop, Picture, anew
from underrose.methods.inspection.word_sheet import References

if TYPE_CHECKING:
    from underrose.methods.inspection.package import Package

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WIDEST = 6_000_000
"""EMU, of a picture whose size nothing says: about the measure of a page."""
_EMU_PER_POINT = 9525
_LARGEST = 20_000_000
_POINTS = re.compile(r"(width|height):\s*([\d.]+)(pt|in|cm|mm|px)")
_EMU = {"pt": 12700, "in": 914400, "cm": 360000, "mm": 36000, "px": 9525}
_SHOWN = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{wp}" xmlns:a="{a}" '
    'xmlns:pic="{pic}" xmlns:r="{r}"><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{number}" name="Picture {number}"/><a:graphic><a:graphicData uri="{pic}"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing>"
)


@dataclass(slots=True)
class Pictures:
    """All pictures of a new file, each kept once, and the drawings that show them."""

    package: "Package"
    media: dict[str, Picture] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _made: dict[tuple[str, Crop], str] = field(default_factory=dict)
    _number: int = 0

    def drawn(
        self, element: etree._Element, targets: dict[str, str], folder: str, references: References
    ) -> etree._Element | None:
        """A drawing written anew, or None where it shows no picture that can be made anew."""
        key, crop = _embedded(element)
        name = _path(folder, targets.get(key, ""))
        if not key or name not in self.package.parts:
            return None
        try:
            shown = self._shown(name, crop)
        except Unreadable:
            return None
        self._number += 1
        width, height = _size(element, self.media[shown])
        said = _SHOWN.format(
            wp=WP, a=A, pic=PIC, r=R, cx=width, cy=height, number=self._number, key=references.picture(shown)
        )
        return etree.fromstring(said)

    def _shown(self, name: str, crop: Crop) -> str:
        if (name, crop) not in self._made:
            picture = anew(self.package.archive.part(name), crop=crop)
            new = f"image{len(self.media) + 1}.{picture.kind}"
            self.media[new] = picture
            self._made[name, crop] = new
        return self._made[name, crop]


def _embedded(element: etree._Element) -> tuple[str, Crop]:
    """The key of the picture that is shown, and what is cut from its sides, in shares."""
    for fill in each(element, "blipFill"):
        cut = child(fill, "srcRect")
        sides = tuple(_share(attribute(cut, side), 100_000) for side in ("l", "t", "r", "b"))
        return attribute(child(fill, "blip"), "embed"), (sides[0], sides[1], sides[2], sides[3])
    for shown in each(element, "imagedata"):
        sides = tuple(
            _share(attribute(shown, f"crop{side}"), 65_536) for side in ("left", "top", "right", "bottom")
        )
        return attribute(shown, "id"), (sides[0], sides[1], sides[2], sides[3])
    return "", (0.0, 0.0, 0.0, 0.0)


def _share(said: str, whole: int) -> float:
    """A side that is cut, as a share of the picture: "12000", "12%", "6554f" or ".1"."""
    number = said.rstrip("%f")
    try:
        found = float(number) if number else 0.0
    except ValueError:
        return 0.0
    share = found / 100 if said.endswith("%") else found if "." in said else found / whole
    return min(max(share, 0.0), 0.95)


def _path(folder: str, target: str) -> str:
    """The part a reference leads to, from the folder of whoever refers."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in f"{folder}/{target}".split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in {"", ".", ".."}:
            steps.append(step)
    return "/".join(steps)


def _size(element: etree._Element, picture: Picture) -> tuple[int, int]:
    for name in ("extent", "ext"):
        for found in each(element, name):
            width, height = attribute(found, "cx"), attribute(found, "cy")
            if (
                width.isdigit()
                and height.isdigit()
                and 0 < int(width) < _LARGEST
                and 0 < int(height) < _LARGEST
            ):
                return int(width), int(height)
    for shape in each(element, "shape", "rect"):
        said = {
            side: float(number) * _EMU[unit]
            for side, number, unit in _POINTS.findall(attribute(shape, "style"))
        }
        if {"width", "height"} <= said.keys() and all(0 < length < _LARGEST for length in said.values()):
            return int(said["width"]), int(said["height"])
    wide = min(picture.width * _EMU_PER_POINT, _WIDEST)
    return wide, max(1, wide * picture.height // max(1, picture.width))
