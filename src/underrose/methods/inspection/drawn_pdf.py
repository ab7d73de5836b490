"""The pictures of a PDF, each whole and through its masks: laid alone on a sheet of its own, which is drawn.

On the page where it is used a picture may be cut by a path, covered, or hidden in a layer; what is cut is still in the file, and a
person is to see it. Which page that is, and which way up it stands there, is asked of the pages themselves.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary
from PIL import Image

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import drawn, pictures
from underrose.methods.inspection.pdf_damage import DAMAGED, guarded
from underrose.methods.inspection.values import Drawing

_DEEPEST = 15
_PAGES = 200
_OBJECTS = 100_000
_LEAST, _UPRIGHT = 3, (1, 0, 0, 1)
"""Points of a sheet; the picture as it lies in the file."""

Turn = tuple[int, int, int, int]
"""A matrix of 0, 1 and -1."""


@dataclass(slots=True)
class _Pages:
    """By the bytes of a picture, the page it is first used on, and which way up."""

    number: dict[str, int] = field(default_factory=dict)
    turn: dict[str, Turn] = field(default_factory=dict)
    inline: dict[str, pypdfium2.PdfImage] = field(default_factory=dict)
    """Those that may stand in the orders of a page alone."""


def of_pdf(content: bytes) -> list[Drawing]:
    """Every picture of a PDF, used or not, once; linear in its objects. `Unreadable` where the file is damaged."""
    made = drawn.Made()
    try:
        opened = pypdfium2.PdfDocument(content)
        used = _used(opened)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(DAMAGED) from error
    with guarded(DAMAGED), pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        for image in _images(pdf):
            raw = hashlib.sha256(image.read_raw_bytes()).hexdigest()
            used.inline.pop(raw, None)
            name = str(used.number.get(raw, ""))
            made.add(name, _digest(image, raw), partial(_alone, image, used.turn.get(raw, _UPRIGHT)))
    for raw, inline in used.inline.items():
        made.add(str(used.number[raw]), raw, partial(_of_orders, inline))
    return sorted(made.drawings, key=lambda one: int(one.name or _PAGES + 1))


def _used(opened: pypdfium2.PdfDocument) -> _Pages:
    found = _Pages()
    for at in range(min(len(opened), _PAGES)):
        for one in opened[at].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
            assert isinstance(one, pypdfium2.PdfImage)
            raw = hashlib.sha256(bytes(one.get_data())).hexdigest()
            if raw not in found.number:
                found.number[raw] = at + 1
                found.turn[raw] = _turn(*one.get_matrix().get()[:4])
                found.inline[raw] = one
    return found


def _turn(across: float, up: float, down: float, along: float) -> Turn:
    """The nearest quarter turn, mirrored or not."""

    def sign(value: float) -> int:
        return 1 if value >= 0 else -1

    if abs(across) + abs(along) >= abs(up) + abs(down):
        return sign(across), 0, 0, sign(along)
    return 0, sign(up), sign(down), 0


def _images(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """All pictures but those that are only the mask of another."""
    found: list[pikepdf.Stream] = []
    masks: set[tuple[int, int]] = set()
    for number, one in enumerate(pdf.objects):
        if number > _OBJECTS:
            raise Unreadable(DAMAGED)
        if isinstance(one, pikepdf.Stream) and str(one.get("/Subtype", "")) == "/Image":
            found.append(one)
            for key in ("/SMask", "/Mask"):
                mask = one.get(key)
                if isinstance(mask, pikepdf.Stream):
                    masks.add(mask.objgen)
    return (one for one in found if one.objgen not in masks)


def _digest(image: pikepdf.Stream, raw: str) -> str:
    """The same where the points, their mask and their colours are; the numbers of objects change with each draft."""
    told = [raw, *(str(image.get(key)) for key in ("/Width", "/Height", "/BitsPerComponent"))]
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if isinstance(mask, pikepdf.Stream):
            told.append(hashlib.sha256(mask.read_raw_bytes()).hexdigest())
    colours = [image[key] for key in ("/ColorSpace", "/Decode") if key in image]
    told += [one.unparse(resolved=True).decode("latin-1") for one in colours]
    return hashlib.sha256("|".join(told).encode()).hexdigest()


def _alone(image: pikepdf.Stream, turn: Turn) -> tuple[drawn.Size, Image.Image]:
    width, height = int(image.Width), int(image.Height)
    if not 0 < width * height <= pictures.MOST_POINTS:
        raise ValueError
    share = min(drawn.LONGEST, max(width, height)) / max(width, height)
    sheet = pikepdf.Pdf.new()
    shown = sheet.copy_foreign(image)
    for key in ("/OC", "/Metadata", "/Alternates"):
        if key in shown:
            del shown[key]
    sides, orders = _laid(max(_LEAST, width * share), max(_LEAST, height * share), turn)
    page = sheet.add_blank_page(page_size=sides)
    page.obj.Resources = Dictionary(XObject=Dictionary(P=shown))
    page.obj.Contents = sheet.make_stream(orders)
    saved = io.BytesIO()
    sheet.save(saved, fix_metadata_version=False)
    drawing = pypdfium2.PdfDocument(saved.getvalue())[0].render(fill_color=(*drawn.BEHIND, 255))
    return (width, height), drawing.to_pil()


def _laid(width: float, height: float, turn: Turn) -> tuple[tuple[float, float], bytes]:
    """The sides of a sheet, and the order that lays a picture on all of it, turned so."""
    one, two, three, four = turn[0] * width, turn[1] * width, turn[2] * height, turn[3] * height
    across, up = -(min(0, one) + min(0, three)), -(min(0, two) + min(0, four))
    sides = (abs(one) + abs(three), abs(two) + abs(four))
    return sides, f"{one:.3f} {two:.3f} {three:.3f} {four:.3f} {across:.3f} {up:.3f} cm /P Do".encode()


def _of_orders(painted: pypdfium2.PdfImage) -> tuple[drawn.Size, Image.Image]:
    """One that stands in the orders of a page: such a picture has no mask."""
    size = painted.get_px_size()
    if not 0 < size[0] * size[1] <= pictures.MOST_POINTS:
        raise ValueError
    return size, painted.get_bitmap().to_pil()
