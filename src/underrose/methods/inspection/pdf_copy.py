"""A clean PDF: every page rebuilt from what it paints, in a new file without properties, notes, attachments or scripts.

Words and their places stay as they are, so the text can be searched and copied. Words that cannot be seen are taken out. Where
they cannot be parted from those that can, the page becomes a picture, and that is said.
"""

import io

import pikepdf
from pikepdf import Name

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection.pdf_content import Layers, NeedsPicture, orders, rewritten
from underrose.methods.inspection.pdf_damage import DAMAGED, drawn, guarded
from underrose.methods.inspection.pdf_look import looked
from underrose.methods.inspection.pdf_objects import Taker
from underrose.methods.inspection.pdf_sight import Sight
from underrose.methods.inspection.values import CleanCopy

_DOTS = 150 / 72
_MOST_DOTS = 9_000_000
_QUALITY = 85
_ALWAYS = (
    "The pages look as they did, and their words can be searched and copied.",
    "Notes, links, form fields with what was written in them, the table of contents and the tags for screen readers are left out.",
)
_AS_PICTURE = "Page {} became a picture, because hidden words or parts of pictures lay under what one sees; its words can no longer be searched."


def copy(content: bytes) -> CleanCopy:
    """The new file, and what is different in it; `Unreadable` where the file is blocked."""
    found = looked(content)
    if found.findings.blocked:
        raise Unreadable(" ".join(found.findings.blocked))
    with guarded(DAMAGED):
        new = pikepdf.Pdf.new()
        taker = Taker(found.pdf, new, Layers.of(found.pdf))
        pictured = [
            number
            for number, (page, seen) in enumerate(zip(found.pdf.pages, found.sights, strict=True))
            if not _rebuilt(taker, page, seen)
        ]
        _draw(new, pictured, content)
        made = io.BytesIO()
        new.remove_unreferenced_resources()
        new.save(made, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    remarks = [_AS_PICTURE.format(number + 1) for number in pictured]
    return CleanCopy(made.getvalue(), (*_ALWAYS, *remarks))


def _rebuilt(taker: Taker, page: pikepdf.Page, seen: Sight) -> bool:
    """A page of its own in the new file; an empty one, and False, where it has to become a picture."""
    fresh = taker.new.make_indirect(_sheet(page))
    try:
        goes = _goes(seen)
        content = rewritten(orders(page), taker.rules(page.obj.get("/Resources"), goes))
        fresh["/Resources"] = taker.resources(page.obj.get("/Resources"))
        group = page.obj.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            fresh["/Group"] = taker.taken(group)
    except NeedsPicture:
        taker.new.pages.append(pikepdf.Page(fresh))
        return False
    fresh["/Contents"] = taker.new.make_stream(content)
    taker.new.pages.append(pikepdf.Page(fresh))
    return True


def _goes(seen: Sight) -> frozenset[int]:
    """The stretches of a page that cannot be seen; those in forms are shared with other pages and cannot be taken out,
    nor can what is hidden in a picture.
    """
    if seen.covers:
        raise NeedsPicture
    for stretch in seen.stretches:
        if stretch.is_partly_hidden or (stretch.is_hidden and stretch.depth):
            raise NeedsPicture
    return frozenset(stretch.place for stretch in seen.stretches if stretch.is_hidden)


def _sheet(page: pikepdf.Page) -> pikepdf.Dictionary:
    """The sheet as it is shown: what lay beyond its edge is beyond the new one too, and goes with the words there."""
    box = [float(side) for side in page.cropbox]
    media = [float(side) for side in page.mediabox]
    shown = [max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3])]
    new = pikepdf.Dictionary(Type=Name.Page, MediaBox=pikepdf.Array(shown), Resources=pikepdf.Dictionary())
    turned = page.obj.get("/Rotate", 0)
    if isinstance(turned, int) and turned % 90 == 0:
        new["/Rotate"] = turned
    unit = page.obj.get("/UserUnit")
    if unit is not None and 0 < float(str(unit)) < 100:  # noqa: PLR2004 - no sheet is larger
        new["/UserUnit"] = unit
    return new


def _draw(new: pikepdf.Pdf, pictured: list[int], content: bytes) -> None:
    """The pages that become pictures, drawn at 150 dots an inch without the notes laid on them."""
    if not pictured:
        return
    document = drawn(content)
    for number in pictured:
        page = document[number]
        width, height = page.get_size()
        scale = min(_DOTS, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
        image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
        points = io.BytesIO()
        image.save(points, "JPEG", quality=_QUALITY)
        sheet = new.pages[number].obj
        sheet["/MediaBox"] = pikepdf.Array([0, 0, width, height])
        if "/Rotate" in sheet:
            del sheet["/Rotate"]
        shown = new.make_stream(points.getvalue())
        shown.update(_as_picture(image.width, image.height))
        sheet["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=shown))
        sheet["/Contents"] = new.make_stream(f"q {width} 0 0 {height} 0 0 cm /Page Do Q".encode())
        page.close()


def _as_picture(width: int, height: int) -> dict[str, object]:
    return {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": width,
        "/Height": height,
        "/ColorSpace": Name.DeviceRGB,
        "/BitsPerComponent": 8,
        "/Filter": Name.DCTDecode,
    }
