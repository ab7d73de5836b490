"""Objects of a PDF taken over into a new one: keys by a list, streams by their kind, words never.

What is kept is what paints: typefaces, pictures, forms, patterns, states and colours (ISO 32000-2, chapters 8, 9 and 11).
"""

import io
import re
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name
from PIL import Image

from underrose.methods.inspection.jpeg import segments
from underrose.methods.inspection.listed import listed
from underrose.methods.inspection.pdf_content import Layers, NeedsPicture, Rules, orders, rewritten
from underrose.methods.inspection.pdf_streams import filters_of, photograph, unpacked

_KEPT = listed(
    "Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts "
    "CIDSystemInfo W DW W2 DW2 CIDToGIDMap FontBBox FontMatrix CharProcs Resources FontName Flags "
    "ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth "
    "FontFile FontFile2 FontFile3 CharSet CIDSet FontStretch FontWeight Length1 Length2 Length3 "
    "BaseEncoding Differences CMapName WMode UseCMap Registry Ordering Supplement Width Height ColorSpace "
    "BitsPerComponent Decode ImageMask Mask SMask Interpolate Intent Matte SMaskInData BBox Matrix Group "
    "FormType S CS I K LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 FL SM SA BM CA ca AIS TK G BC TR "
    "FunctionType Domain Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds ShadingType "
    "Background AntiAlias Coords Function Extend BitsPerCoordinate BitsPerFlag PatternType PaintType "
    "TilingType XStep YStep Shading ExtGState Pattern XObject Columns Rows BlackIs1 EncodedByteAlign "
    "EndOfLine EndOfBlock DamagedRowsBeforeError JBIG2Globals WhitePoint BlackPoint Gamma"
)
_NAMED = frozenset({"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/CharProcs"})
"""Dictionaries whose keys are names the content calls, whatever they are."""
_AS_THEY_LIE = frozenset({"/CCITTFaxDecode", "/JBIG2Decode"})
_PLAIN_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_ADOBE = 0xEE
_DEEPEST = 40
_CALLED = frozenset({"Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"})


@dataclass(slots=True)
class Taker:
    """Takes objects out of one file into another, each once."""

    old: pikepdf.Pdf
    new: pikepdf.Pdf
    layers: Layers
    _taken: dict[tuple[int, int], pikepdf.Object] = field(default_factory=dict)
    _depth: int = 0

    def resources(self, found: object) -> pikepdf.Dictionary:
        """The resources of a page or a form, without the lists of tags and layers."""
        kept = pikepdf.Dictionary()
        if not isinstance(found, pikepdf.Dictionary):
            return kept
        for key in found.keys():  # noqa: SIM118 # pikepdf's own mapping
            entry = found[key]
            if key[1:] in _CALLED and isinstance(entry, pikepdf.Dictionary):
                kept[key] = self._named(entry)
        return kept

    def rules(self, resources: object, goes: frozenset[int] = frozenset()) -> Rules:
        """What is done with a content that calls these resources."""
        properties = _of(resources, "/Properties")
        pictures = _of(resources, "/XObject")

        def is_layer_off(name: str) -> bool:
            return self.layers.is_off(_of(properties, name))

        def may_do(name: str) -> bool:
            found = _of(pictures, name)
            kind = str(found.get("/Subtype", "")) if isinstance(found, pikepdf.Stream) else ""
            return kind in {"/Image", "/Form"} and not self.layers.is_off(_of(found, "/OC"))

        return Rules(is_layer_off, goes, may_do)

    def taken(self, value: object, key: str = "") -> object:
        """One object and all it needs, made anew."""
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            return value
        if value.objgen != (0, 0) and value.objgen in self._taken:
            return self._taken[value.objgen]
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NeedsPicture
        try:
            return self._anew(value, key)
        finally:
            self._depth -= 1

    def _anew(self, value: pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array, key: str) -> object:
        if isinstance(value, pikepdf.Stream):
            return self._stream(value, key)
        if isinstance(value, pikepdf.Array):
            return self._array(value)
        if key in _NAMED:
            return self._named(value)
        if value.objgen == (0, 0):
            return self._filled(pikepdf.Dictionary(), value)
        held = self.new.make_indirect(pikepdf.Dictionary())
        self._taken[value.objgen] = held
        return self._filled(held, value)

    def _array(self, value: pikepdf.Array) -> object:
        """A list; of colour spaces, those that name somebody become plain ones."""
        entries = list(value)
        if len(entries) > 1 and entries[0] == Name.ICCBased:
            return self._plain_space(entries[1])
        if entries and entries[0] == Name.DeviceN:
            entries = entries[:4]
        return pikepdf.Array([self.taken(entry) for entry in entries])

    def _named(self, value: pikepdf.Dictionary) -> pikepdf.Dictionary:
        return pikepdf.Dictionary({key: self.taken(value[key]) for key in value.keys()})  # noqa: SIM118

    def _filled(self, held: pikepdf.Dictionary, value: pikepdf.Dictionary) -> pikepdf.Dictionary:
        for key in value.keys():  # noqa: SIM118
            if key == "/Resources":
                held[key] = self.resources(value[key])
            elif key[1:] in _KEPT:
                held[key] = self.taken(value[key], key)
        return held

    @staticmethod
    def _plain_space(profile: object) -> object:
        """A profile names its maker; the plain space of as many colours takes its place."""
        count = _of(profile, "/N")
        plain = _PLAIN_SPACES.get(int(count) if isinstance(count, int) else 0)
        if plain is None:
            raise NeedsPicture
        return plain

    def _stream(self, value: pikepdf.Stream, key: str) -> pikepdf.Object:
        held = self.new.make_stream(b"")
        self._taken[value.objgen] = held
        for name in value.keys():  # noqa: SIM118
            if name == "/Resources":
                held[name] = self.resources(value[name])
            elif name[1:] in _KEPT:
                held[name] = self.taken(value[name], name)
        if str(value.get("/Subtype", "")) == "/Image":
            self._picture(value, held)
        elif _is_content(value, key):
            held.write(rewritten(orders(value), self.rules(value.get("/Resources"))))
        elif key in {"/ToUnicode", "/Encoding", "/UseCMap"}:
            held.write(_without_remarks(unpacked(value)))
        else:
            held.write(unpacked(value))
        return held

    def _picture(self, value: pikepdf.Stream, held: pikepdf.Stream) -> None:
        """The points as they were coded; a photograph without the segments of cameras and programs."""
        filters = filters_of(value)
        if filters[-1:] == ["/DCTDecode"]:
            held.write(bare(photograph(value)), filter=Name.DCTDecode)
        elif len(filters) == 1 and filters[0] in _AS_THEY_LIE:
            held.write(value.read_raw_bytes(), filter=Name(filters[0]), decode_parms=self._settings(value))
        elif "/JPXDecode" in filters:
            _from_points(value, held)
        elif set(filters) & _AS_THEY_LIE:
            raise NeedsPicture
        else:
            held.write(value.read_bytes())

    def _settings(self, value: pikepdf.Stream) -> pikepdf.Dictionary | None:
        found = value.get("/DecodeParms")
        if isinstance(found, pikepdf.Array):
            found = next(iter(found), None)
        kept = self.taken(found)
        return kept if isinstance(kept, pikepdf.Dictionary) else None


def _is_content(value: pikepdf.Stream, key: str) -> bool:
    """Whether a stream paints: a form, a tiled pattern, or a letter of a typeface that is drawn (type 3)."""
    if "/BBox" in value:
        return str(value.get("/Subtype", "")) == "/Form" or value.get("/PatternType") == 1
    return not key and not any(
        name in value for name in ("/FunctionType", "/ShadingType", "/N", "/CMapName", "/Length1")
    )


def bare(photograph_of: bytes) -> bytes:
    """The segments that code a JPEG and the one that says how its colours are to be read, nothing else."""
    made = bytearray(b"\xff\xd8")
    for segment in segments(photograph_of):
        if not segment.marker or segment.marker == 0xFE or 0xE0 <= segment.marker <= 0xEF:  # noqa: PLR2004
            if segment.marker == _ADOBE and segment.content.startswith(b"Adobe"):
                made += b"\xff\xee\x00\x0e" + segment.content[:12]
            continue
        if segment.marker == 0xDA:  # noqa: PLR2004 - a scan: its head, then its coded data
            head = int.from_bytes(b"\x00" + bytes([segment.content[0] * 2 + 6]), "big")
            made += b"\xff\xda" + head.to_bytes(2, "big") + segment.content
            continue
        made += (
            b"\xff"
            + bytes([segment.marker])
            + (len(segment.content) + 2).to_bytes(2, "big")
            + segment.content
        )
    return bytes(made + b"\xff\xd9")


def _from_points(value: pikepdf.Stream, held: pikepdf.Stream) -> None:
    image = Image.open(io.BytesIO(value.read_raw_bytes()), formats=("JPEG2000",))
    if image.mode not in {"L", "RGB"} or image.width * image.height > 40_000_000:  # noqa: PLR2004
        raise NeedsPicture
    held.write(image.tobytes())
    held["/ColorSpace"] = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    held["/BitsPerComponent"] = 8
    held["/Width"], held["/Height"] = image.width, image.height


def _without_remarks(raw: bytes) -> bytes:
    """A map of characters is a small program; its remarks name whoever made the typeface, or more."""
    return re.sub(rb"(?m)^\s*%[^\r\n]*", b"", raw)


def _of(holder: object, key: str) -> pikepdf.Object | None:
    return holder.get(key) if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)) else None
