"""Files made to do harm to who looks into them, and sound ones shaken by chance."""

import random
import struct
import zlib
from collections.abc import Iterator

from underrose.methods.documents.tests import hostile, hostile_pdf
from underrose.methods.inspection.tests import office_files, pdf_files
from underrose.methods.inspection.tests.office_files import cell, docx, p, xlsx, zipped

Hostile = tuple[str, bytes, str]


def chosen() -> Iterator[Hostile]:
    """Every fifteenth of the files that are made for the reader of notes, and our own."""
    yield from list(hostile.built())[::15]
    yield from built()


def built() -> Iterator[Hostile]:
    nested = "<w:sdt><w:sdtContent>" * 120 + p("deep") + "</w:sdtContent></w:sdt>" * 120
    yield "deep blocks", docx(nested), "a.docx"
    yield "too deep", docx("<w:ins>" * 5_000 + "</w:ins>" * 5_000), "a.docx"
    yield "many runs", docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 20_000 + "</w:p>"), "a.docx"
    yield (
        "many authors",
        docx(
            "".join(
                f'<w:p><w:ins w:author="A {n}"><w:r><w:t>a</w:t></w:r></w:ins></w:p>' for n in range(25_000)
            )
        ),
        "a.docx",
    )
    yield (
        "style in itself",
        docx(
            p("a", "", '<w:pStyle w:val="A"/>'),
            {
                "word/styles.xml": (
                    f"{office_files.WORD}.styles+xml",
                    office_files.part("styles", '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
                )
            },
        ),
        "a.docx",
    )
    yield "list in nothing", docx(p("a", "", '<w:numPr><w:numId w:val="77"/></w:numPr>')), "a.docx"
    yield (
        "note in itself",
        docx(
            '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
            {
                "word/footnotes.xml": (
                    f"{office_files.WORD}.footnotes+xml",
                    office_files.part(
                        "footnotes",
                        '<w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>',
                    ),
                )
            },
        ),
        "a.docx",
    )
    yield (
        "picture of the main part",
        docx(office_files.PICTURE, {}, office_files.rels(("rp", "image", "document.xml"))),
        "a.docx",
    )
    yield (
        "picture upstairs",
        docx(office_files.PICTURE, {}, office_files.rels(("rp", "image", "../../../etc/passwd"))),
        "a.docx",
    )
    inner = docx(p("a"))
    for _ in range(30):
        inner = docx(p("a"), {"word/embeddings/a.docx": ("", inner)})
    yield "file in file", inner, "a.docx"
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", "a")}</row>' for n in range(1, 4_000))
    columns = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in range(2, 200))
    yield (
        "many rows and columns",
        xlsx({"S": f"<cols>{columns}</cols><sheetData>{rows}</sheetData>"}),
        "a.xlsx",
    )
    yield "sheet twice", xlsx({"S": "<sheetData/>", "S ": "<sheetData/>"}), "a.xlsx"
    yield (
        "strange cells",
        xlsx(
            {
                "S": '<sheetData><row r="-1"><c r="ZZZZ99999999" t="s"><v>-7</v></c><c><v>1e999999</v></c><c t="s"><v>9999999999</v></c></row></sheetData>'
            }
        ),
        "a.xlsx",
    )
    yield (
        "half a sign",
        xlsx({"S": f'<sheetData><row r="1">{cell("A1", "_xD800_ _x0000_")}</row></sheetData>'}),
        "a.xlsx",
    )
    yield (
        "entities",
        docx(p("a"), {"customXml/item1.xml": ("", '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')}),
        "a.docx",
    )
    yield "name of a part", zipped({"../a.xml": "<a/>"}), "a.docx"
    yield "png of 4,000 million points", png(65_535, 65_535), "a.png"
    yield "png of few bytes and many points", png(3_000, 3_000), "a.png"
    yield "png with a packed bomb", png(1, 1, zlib.compress(b"a" * 40_000_000)), "a.png"
    yield (
        "jpeg of many points",
        office_files.jpeg().replace(struct.pack(">HH", 20, 40), b"\xff\xff\xff\xff"),
        "a.jpg",
    )
    yield "jpeg without an end", office_files.jpeg()[:-2], "a.jpg"
    yield "jpeg of segments", b"\xff\xd8" + b"\xff\xfe\x00\x02" * 100_000, "a.jpg"
    yield (
        "exif in a circle",
        b"\xff\xd8\xff\xe1\x00\x26Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x87\x69\x00\x04\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08"
        + office_files.jpeg()[2:],
        "a.jpg",
    )
    yield (
        "xmp with entities",
        office_files.jpeg()[:2]
        + app1(
            b'http://ns.adobe.com/xap/1.0/\x00<!DOCTYPE a [<!ENTITY b "'
            + b"b" * 100
            + b'"><!ENTITY c "'
            + b"&b;" * 100
            + b'">]><a>&c;</a>'
        )
        + office_files.jpeg()[2:],
        "a.jpg",
    )
    yield (
        "many letters",
        pdf_files.plain(b"BT /F 1 Tf 1 1 Td " + b"(abcdefgh) Tj 0 1 Td " * 6_000 + b"ET"),
        "a.pdf",
    )
    yield "many orders", pdf_files.plain(b"0 0 m 1 1 l S " * 60_000), "a.pdf"
    yield "many saved states", pdf_files.plain(b"q " * 60_000), "a.pdf"
    form = b"/X Do " * 4
    yield (
        "form in itself",
        hostile_pdf.pdf(
            hostile_pdf.CATALOG,
            hostile_pdf.PAGES,
            hostile_pdf.PAGE,
            hostile_pdf.stream(
                form, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
            ),
            hostile_pdf.FONT,
        ),
        "a.pdf",
    )
    colours = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Resources << /ColorSpace << /C 6 0 R >> >> >>"
    )
    yield (
        "colour in itself",
        hostile_pdf.pdf(
            hostile_pdf.CATALOG,
            hostile_pdf.PAGES,
            hostile_pdf.PAGE,
            hostile_pdf.stream(hostile_pdf.SAID),
            colours,
            "[/Indexed 6 0 R 1 (ab)]",
        ),
        "a.pdf",
    )
    yield "many revisions", hostile_pdf.note_pdf() * 200, "a.pdf"  # fmt: skip


def png(width: int, height: int, words: bytes = b"") -> bytes:
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = [(b"IHDR", head), (b"zTXt", b"a\x00\x00" + words)][: 2 if words else 1]
    pieces += [(b"IDAT", zlib.compress(bytes(min(height * (width * 3 + 1), 120_000_000)))), (b"IEND", b"")]
    made = b"".join(
        struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))
        for kind, content in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + made


def app1(content: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def mutated(count: int) -> Iterator[Hostile]:
    """Sound files with some bytes changed, and zipped ones with some bytes of their parts changed."""
    rng = random.Random(7)  # noqa: S311 # chance that can be repeated
    sound = [
        (office_files.full_docx(), "a.docx"),
        (office_files.full_xlsx(), "a.xlsx"),
        (pdf_files.full_pdf(), "a.pdf"),
        (pdf_files.with_earlier_version(), "a.pdf"),
        (office_files.jpeg(artist="A", comment="B"), "a.jpg"),
    ]
    for number in range(count):
        raw, name = sound[number % len(sound)]
        if name.endswith("x") and number % 2:
            yield f"mutation {number}", _in_parts(raw, rng), name
        else:
            yield f"mutation {number}", _shaken(raw, rng), name


def _in_parts(raw: bytes, rng: random.Random) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name in rng.sample(sorted(parts), 3):
        content = parts[name]
        assert isinstance(content, bytes)
        parts[name] = _shaken(content, rng)
    return zipped(parts)


def _shaken(raw: bytes, rng: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(changed))
        match rng.randrange(4):
            case 0:
                changed[at] = rng.randrange(256)
            case 1:
                changed[at] ^= 1 << rng.randrange(8)
            case 2:
                del changed[at : at + rng.randint(1, 12)]
            case _:
                changed[at:at] = rng.choice(
                    (b"\x00", b"\xff\xff\xff\xff", b"999999999", b"<", b"<<", b"/Type /Page")
                )
        changed = changed or bytearray(b"x")
    return bytes(changed)
