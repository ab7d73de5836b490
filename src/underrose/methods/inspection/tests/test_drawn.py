"""Pictures are drawn small, from their points alone; what is not drawn has a name and is never passed over."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, ImageDraw, PngImagePlugin

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.tests.hostile import packed, paragraph, parts
from underrose.methods.inspection import drawings, drawn
from underrose.methods.inspection.tests import pdf_files
from underrose.methods.inspection.values import Drawing

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (300, 120), **more: Any) -> bytes:
    """Words at the head of a picture, as far from what lies behind as its mode allows."""
    behind, ink = more.pop("behind", WHITE), more.pop("ink", BLACK)
    made, image = io.BytesIO(), Image.new(mode, size, behind)
    ImageDraw.Draw(image).rectangle((10, 10, 60, 40), fill=ink)
    image.save(made, kind, **more)
    return made.getvalue()


def noise(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(made, "JPEG", quality=60)
    return made.getvalue()


def moving() -> bytes:
    made, first = io.BytesIO(), Image.new("RGB", (40, 40), WHITE)
    first.save(made, "GIF", save_all=True, append_images=[Image.new("RGB", (40, 40), BLACK)])
    return made.getvalue()


def word(**media: bytes) -> bytes:
    """A Word file with pictures by name, "logo_png"."""
    members = parts(paragraph("Wells were spoken of."))
    found = {f"word/media/{name.replace('_', '.')}": content for name, content in media.items()}
    return packed({**members, **found})


def pdf(*pages: bytes, **kinds: Any) -> bytes:
    """Each page paints one picture of three by one."""
    made, known = pikepdf.Pdf.new(), dict[bytes, pikepdf.Object]()
    for points in pages:
        if points not in known:
            known[points] = made.make_stream(points)
            known[points].update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 3, "/Height": 1})
            known[points].update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, **kinds})
        pdf_files.page(made, b"q 90 0 0 30 100 100 cm /P Do Q", XObject=pikepdf.Dictionary(P=known[points]))
    return pdf_files.saved(made)


def seen(one: Drawing) -> Image.Image:
    image = Image.open(io.BytesIO(one.png))
    assert image.format == "PNG"
    return image.convert("RGB")


def at(one: Drawing, across: int, down: int) -> tuple[int, ...]:
    found = seen(one).getpixel((across, down))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(picture, id="png"),
        pytest.param(lambda: picture("JPEG"), id="jpeg"),
        pytest.param(lambda: picture("GIF"), id="gif"),
        pytest.param(lambda: picture("BMP"), id="bmp"),
        pytest.param(lambda: picture("TIFF", "CMYK", behind=(0, 0, 0, 0), ink=(0, 0, 0, 255)), id="cmyk"),
        pytest.param(lambda: picture(mode="1", behind=1, ink=0), id="one bit"),
        pytest.param(lambda: picture(mode="LA", behind=(255, 255), ink=(0, 255)), id="grey"),
        pytest.param(lambda: picture(mode="I;16", behind=900, ink=0), id="sixteen bits, all of them dark"),
    ],
)
def test_picture_is_seen_as_it_is(raw: Callable[[], bytes]) -> None:
    (one,) = drawings(word(a_png=raw()), "a.docx")
    assert (one.name, one.width, one.height) == ("a.png", 300, 120)
    assert all(light > 230 for light in at(one, 200, 100))
    assert all(dark < 25 for dark in at(one, 30, 25))


@pytest.mark.parametrize("ink", [WHITE, BLACK])
def test_words_one_sees_through_to_the_paper_stand_out(ink: tuple[int, int, int]) -> None:
    (one,) = drawings(word(a_png=picture(mode="RGBA", behind=(0, 0, 0, 0), ink=(*ink, 255))), "a.docx")
    far = [abs(word - behind) for word, behind in zip(at(one, 30, 25), at(one, 200, 100), strict=True)]
    assert min(far) > 100


def test_nothing_but_points_leaves() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "PLANTED")
    (one,) = drawings(word(a_png=picture(pnginfo=notes)), "a.docx")
    assert (b"PLANTED" in one.png, b"PLANTED" in word(a_png=picture(pnginfo=notes))) == (False, False)
    assert Image.open(io.BytesIO(one.png)).info == {}


def test_large_picture_is_drawn_small() -> None:
    one, other = drawings(word(a_jpg=noise(2400, 1800), b_png=picture(size=(3000, 2000))), "a.docx")
    assert (one.width, one.height, other.width) == (2400, 1800, 3000)
    for found in (one, other):
        assert 0 < len(found.png) <= drawn.BYTES
        assert max(seen(found).size) <= drawn.LONGEST


def test_many_pictures_never_fill_a_page_and_none_is_passed_over() -> None:
    found = drawings(word(**{f"p{at}_jpg": noise(700, 500 + at) for at in range(12)}), "a.docx")
    assert len(found) == 12
    assert sum(len(one.png) for one in found) <= drawn.BYTES_OF_ALL
    assert {bool(one.png) for one in found} == {True, False}


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a_emf", b"\x01\x00\x00\x00 EMF"),
        ("a_svg", b"<svg xmlns='http://www.w3.org/2000/svg'><text>Ama Okoro</text></svg>"),
        ("a_png", b"\x89PNG\r\n\x1a\n and no more"),
        ("a_png", picture(size=(9_000, 8_000))),
        ("a_gif", moving()),
        ("a_mp4", b"\x00\x00\x00\x18ftyp"),
    ],
)  # fmt: skip
def test_what_is_not_drawn_has_a_name(name: str, raw: bytes) -> None:
    (one,) = drawings(word(**{name: raw}), "a.docx")
    assert (one.name, one.png, len(one.digest)) == (name.replace("_", "."), b"", 64)


def test_picture_that_no_page_shows_is_drawn_too_and_the_same_only_once() -> None:
    raw = packed(
        {**parts(paragraph("x")), "word/media/a.png": picture(), "docProps/thumbnail.jpeg": picture("JPEG"), "word/b.png": picture()}
    )  # fmt: skip
    assert [one.name for one in drawings(raw, "a.docx")] == ["a.png", "thumbnail.jpeg"]


def test_logo_of_every_page_is_one_picture() -> None:
    logo, other = bytes(9), bytes([200] * 9)
    found = drawings(pdf(logo, logo, other, logo), "a.pdf")
    assert [one.name for one in found] == ["1", "3"]


COLOURS = bytes([255, 0, 0, 0, 255, 0, 0, 0, 255])


def pdf_of(orders: bytes) -> Drawing:
    made = pikepdf.Pdf.new()
    row = b"".join(COLOURS[at : at + 3] * 20 for at in (0, 3, 6))
    shown = made.make_stream(row * 20, Type=Name.XObject, Subtype=Name.Image, Width=60, Height=20)
    shown.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8})
    pdf_files.page(made, orders, XObject=pikepdf.Dictionary(P=shown))
    (one,) = drawings(pdf_files.saved(made), "a.pdf")
    return one


def colours(one: Drawing) -> str:
    """Red, green and blue from one side to the other, or from top to bottom."""
    image = seen(one)
    across = image.width >= image.height
    places = [
        (image.width * part // 6, image.height // 2)
        if across
        else (image.width // 2, image.height * part // 6)
        for part in (1, 3, 5)
    ]
    found = [image.getpixel(place) for place in places]
    return "".join("rgb"[one.index(max(one))] for one in found if isinstance(one, tuple))


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        pytest.param(b"q 100 100 30 30 re W n 90 0 0 30 100 100 cm /P Do Q", "rgb", id="cut by a path"),
        pytest.param(b"q 90 0 0 30 100 100 cm /P Do Q 0 g 0 0 500 500 re f", "rgb", id="under a black field"),
        pytest.param(b"q 90 0 0 30 9000 9000 cm /P Do Q", "rgb", id="beyond the sheet"),
        pytest.param(b"q -90 0 0 30 190 100 cm /P Do Q", "bgr", id="mirrored"),
        pytest.param(b"q 0 -90 30 0 100 190 cm /P Do Q", "rgb", id="turned"),
        pytest.param(b"q 0 90 30 0 100 100 cm /P Do Q", "bgr", id="turned the other way"),
        pytest.param(b"", "rgb", id="on no page"),
    ],
)
def test_picture_of_a_pdf_is_seen_whole_and_the_way_up_it_stands(orders: bytes, said: str) -> None:
    one = pdf_of(orders)
    assert (one.name, colours(one)) == ("1" if orders else "", said)


def test_picture_of_a_pdf_is_seen_through_its_mask() -> None:
    made = pikepdf.Pdf.new()
    mask = made.make_stream(bytes([255, 0]), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=1)
    mask.update({"/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8})
    shown = made.make_stream(bytes(2400), Type=Name.XObject, Subtype=Name.Image, Width=40, Height=20)
    shown.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/SMask": mask})
    pdf_files.page(made, b"q 90 0 0 30 100 100 cm /P Do Q", XObject=pikepdf.Dictionary(P=shown))
    (one,) = drawings(pdf_files.saved(made), "a.pdf")
    assert at(one, 5, 10) == (0, 0, 0)
    assert min(at(one, 35, 10)) > 100, "black words on nothing would not be seen on black"


def test_picture_in_the_orders_of_a_page_is_seen() -> None:
    orders = b"q 60 0 0 30 10 10 cm BI /W 3 /H 1 /CS /RGB /BPC 8 ID " + COLOURS + b" EI Q"
    made = pikepdf.Pdf.new()
    pdf_files.page(made, orders)
    (one,) = drawings(pdf_files.saved(made), "a.pdf")
    assert (one.name, colours(one)) == ("1", "rgb")


def test_pdf_picture_stretched_beyond_measure_is_told_or_drawn_within_bounds() -> None:
    made = pikepdf.Pdf.new()
    stream = made.make_stream(bytes(range(9)), Type=Name.XObject, Subtype=Name.Image, Width=3, Height=1)
    stream.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8})
    for order in (b"90000000 0 0 1 0 0 cm", b"0.0001 0 0 90000 0 0 cm", b"0 0 0 0 0 0 cm"):
        pdf_files.page(made, b"q " + order + b" /P Do Q", XObject=pikepdf.Dictionary(P=stream))
    found = drawings(pdf_files.saved(made), "a.pdf")
    assert [one.name for one in found] == ["1"]
    assert all(max(seen(one).size) <= drawn.LONGEST for one in found if one.png)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_field_of_one_colour_is_known_as_such(mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (400, 2), "navy" if mode == "RGB" else 90).save(made, "PNG")
    line, other = drawings(word(a_png=made.getvalue(), b_png=picture()), "a.docx")
    assert (line.is_plain, other.is_plain) == (True, False)


def test_other_files_have_no_pictures_and_damaged_ones_are_refused() -> None:
    assert drawings(b"A note.", "a.txt") == ()
    with pytest.raises(Unreadable):
        drawings(b"PK\x03\x04 not an archive", "a.docx")
    with pytest.raises(Unreadable):
        drawings(b"%PDF-1.7 nothing", "a.pdf")
