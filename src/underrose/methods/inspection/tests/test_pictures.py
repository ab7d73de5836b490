import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import exif, inspect_file, jpeg, regenerate
from underrose.methods.inspection.tests import office_files
from underrose.methods.inspection.values import What


def photograph() -> bytes:
    block = Image.Exif()
    block[0x013B], block[0x010F], block[0x9286] = "JARTIST", "JMAKE", b"ASCII\x00\x00\x00JUSERCOMMENT"
    block[0x9C9D] = "JXPAUTHOR".encode("utf-16-le")
    gps = block.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (1.0, 17.0, 24.0), "E", (36.0, 49.0, 0.0)
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(
        made,
        "JPEG",
        exif=block,
        comment="JREMARK",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>JXMP</a></x:xmpmeta>",
    )
    iptc = b"\x1c\x02\x50" + struct.pack(">H", 7) + b"JBYLINE"
    block_of = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">L", len(iptc)) + iptc
    raw = made.getvalue()
    return raw[:2] + b"\xff\xed" + struct.pack(">H", len(block_of) + 2) + block_of + raw[2:] + b"JAFTERTHEEND"


def drawing() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "NAUTHOR")
    words.add_text("Comment", "NPACKED", zip=True)
    words.add_itxt("Title", "NTITLE", lang="en", tkey="NKEY")
    words.add_itxt("XML:com.adobe.xmp", "<x><a>NXMP</a></x>")
    made = io.BytesIO()
    block = Image.Exif()
    block[0x013B] = "NARTIST"
    Image.new("RGBA", (30, 10), (200, 10, 10, 128)).save(made, "PNG", pnginfo=words, exif=block)
    return made.getvalue() + b"NAFTERTHEEND"


@pytest.mark.parametrize(
    ("raw", "name", "every"),
    [
        (photograph(), "a.jpg", "JARTIST JMAKE JUSERCOMMENT JXPAUTHOR JREMARK JXMP JBYLINE JAFTERTHEEND"),
        (drawing(), "a.png", "NAUTHOR NPACKED NTITLE NKEY NXMP NARTIST NAFTERTHEEND"),
    ],
)  # fmt: skip
def test_everything_beside_a_picture_is_found_and_gone(raw, name, every):
    found = inspect_file(raw, name)
    assert found.blocked == ""
    said = "\n".join(part.value for part in found.parts)
    assert {word for word in every.split() if word not in said} == set()
    made = regenerate(raw, name)
    assert inspect_file(made, name).parts == ()
    assert {word for word in every.split() if word.encode() in made} == set()
    assert Image.open(io.BytesIO(made)).size == Image.open(io.BytesIO(raw)).size


def test_place_of_a_picture_is_told_in_degrees():
    found = [part.value for part in inspect_file(photograph(), "a.jpg").parts if part.what is What.gps]
    assert found[0] == "GPS 1.29S (1.290000), 36.82E (36.816667)"


def test_picture_is_turned_as_it_was_meant_to_be_seen():
    raw = office_files.jpeg(orientation="6")
    assert Image.open(io.BytesIO(raw)).size == (40, 20)
    assert Image.open(io.BytesIO(regenerate(raw, "a.jpg"))).size == (20, 40)


def test_picture_keeps_its_points():
    made = regenerate(drawing(), "a.png")
    assert Image.open(io.BytesIO(made)).convert("RGBA").getpixel((5, 5)) == (200, 10, 10, 128)


def test_picture_with_a_chunk_nobody_knows_is_blocked():
    raw = drawing()
    chunk = b"\x00\x00\x00\x04zzZz" + b"WHO?" + struct.pack(">L", zlib.crc32(b"zzZzWHO?"))
    at = raw.index(b"IDAT") - 4
    found = inspect_file(raw[:at] + chunk + raw[at:], "a.png")
    assert "not known here" in found.blocked
    assert "WHO?" in "".join(part.value for part in found.parts)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(("raw", "name"), [(office_files.jpeg(), "a.jpg"), (drawing()[:-12], "a.png")])
def test_picture_that_broke_off_is_blocked(raw, name, cut):
    broken = raw[: int(len(raw) * cut)]
    assert "damaged" in inspect_file(broken, name).blocked
    with pytest.raises(Unreadable, match="damaged"):
        regenerate(broken, name)


def test_exif_that_leads_in_a_circle_ends():
    entry = struct.pack(">HHLL", 0x8769, 4, 1, 8)
    block = (
        b"MM\x00*\x00\x00\x00\x08"
        + struct.pack(">H", 2)
        + entry
        + struct.pack(">HHLL", 0x013B, 2, 2**31, 2**31)
    )
    assert [found.tag for found in exif.entries(block + b"\x00\x00\x00\x08")] == [0x8769, 0x013B]


def test_segments_hold_every_byte():
    raw = photograph()
    lengths = [len(found.content) + (4 if found.marker else 0) for found in jpeg.segments(raw)]
    assert sum(lengths) + 4 == len(raw)
