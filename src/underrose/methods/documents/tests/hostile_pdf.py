"""PDF files built to be difficult: by hand, object by object."""

import zlib
from collections.abc import Iterator

Hostile = tuple[str, bytes, str]


def truncated(name: str, raw: bytes, count: int) -> Iterator[Hostile]:
    for step in range(1, count + 1):
        yield f"{name} cut at {step}/{count + 1}", raw[: len(raw) * step // (count + 1)], name


def pdf(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from one, with a right table."""
    made = bytearray(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(made))
        inside = content if isinstance(content, bytes) else content.encode("latin-1")
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    return bytes(made)


def stream(content: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(content)} {more} >>\nstream\n".encode("latin-1") + content + b"\nendstream"


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 4 0 R >> >> >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SAID = b"BT /F 12 Tf 72 700 Td (A note about rivers.) Tj ET"


def pdfs() -> Iterator[Hostile]:
    good = pdf(CATALOG, PAGES, PAGE, stream(SAID), FONT)
    yield from truncated("note.pdf", good, 15)
    squeezed = zlib.compress(b"BT /F 12 Tf 72 700 Td " + b"(a) Tj " * 1_000_000 + b"ET", 6)
    twice = zlib.compress(zlib.compress(b"\x00" * 100_000_000, 6), 6)
    bodies = {
        "squeezed stream": stream(squeezed, "/Filter /FlateDecode"), "twice squeezed": stream(twice, "/Filter [/FlateDecode /FlateDecode]"),
        "form in itself": stream(b"/X Do " * 4 + SAID, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"),
        "huge size": stream(SAID.replace(b"12 Tf", b"99999999999999999999 Tf")), "no size": stream(SAID.replace(b"12 Tf", b"0 Tf")),
        "far away": stream(SAID.replace(b"72 700", b"1e30 -1e30")), "open text": stream(SAID.replace(b"ET", b"")), "nested arrays": stream(b"[" * 200_000 + SAID),
        "wrong length": stream(SAID).replace(b"/Length", b"/Length 999999999 /L"), "negative length": stream(SAID).replace(b"/Length", b"/Length -5 /L"),
        "unknown filter": stream(SAID, "/Filter /Evil"), "jbig": stream(b"\x00" * 99, "/Filter /JBIG2Decode"), "saved states": stream(b"q " * 500_000 + SAID), "binary": stream(bytes(range(256)) * 99),
        "empty": stream(b""), "many letters": stream(b"BT /F 1 Tf 1 1 Td " + b"(abcdefgh) Tj 0 1 Td " * 20_000 + b"ET"),
    }  # fmt: skip
    for what, content in bodies.items():
        yield f"pdf: {what}", pdf(CATALOG, PAGES, PAGE, content, FONT), "note.pdf"
    trees = {
        "pages in a circle": (CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "pages of pages": (CATALOG, "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2000000000 >>", PAGE, stream(SAID), FONT),
        "no pages": (CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>"), "count too large": (CATALOG, PAGES.replace("1 >>", "2147483647 >>"), PAGE, stream(SAID), FONT), "count below zero": (CATALOG, PAGES.replace("1 >>", "-9 >>"), PAGE, stream(SAID), FONT),
        "no catalog": ("<< >>",), "catalog is a number": ("7",), "program": (CATALOG.replace(">>", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"), PAGES, PAGE, stream(SAID), FONT),
        "launch": (CATALOG.replace(">>", "/OpenAction << /S /Launch /F (cmd.exe) >> >>"), PAGES, PAGE, stream(SAID), FONT), "300 pages": (CATALOG, f"<< /Type /Pages /Kids [{'3 0 R ' * 300}] /Count 300 >>", PAGE, stream(SAID), FONT),
        "deep dictionary": (CATALOG.replace(">>", "/A " + "<< /A " * 5_000 + "1" + ">>" * 5_000 + ">>"), PAGES, PAGE, stream(SAID), FONT), "font in a circle": (CATALOG, PAGES, PAGE, stream(SAID), "<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] >>"),
        "own letters": (CATALOG, PAGES, PAGE, stream(SAID), "<< /Type /Font /Subtype /Type3 /CharProcs << /A 4 0 R >> >>"), "no paper": (CATALOG, PAGES, PAGE.replace("[0 0 595 842]", "[0 0 0 0]"), stream(SAID), FONT), "huge paper": (CATALOG, PAGES, PAGE.replace("595 842", "1e38 1e38"), stream(SAID), FONT),
    }  # fmt: skip
    for what, objects in trees.items():
        yield f"pdf: {what}", pdf(*objects), "note.pdf"
    for what, trailer in {
        "password": "/Root 1 0 R /Encrypt 5 0 R",
        "hidden password": "/Root 1 0 R /#45ncrypt 5 0 R",
        "tables in a circle": "/Root 1 0 R /Prev 9",
        "no root": "",
        "root is itself": "/Root 9 0 R",
    }.items():
        yield f"pdf: {what}", pdf(CATALOG, PAGES, PAGE, stream(SAID), FONT, trailer=trailer), "note.pdf"
    yield "pdf: table nowhere", good.replace(b"startxref\n", b"startxref\n9999999"), "note.pdf"
    yield "pdf: no table", good.replace(b"xref", b"xrxx"), "note.pdf"
    yield "pdf: head only", b"%PDF-1.7\n", "note.pdf"
    yield "pdf: head and junk", b"%PDF-1.7\n" + bytes(range(256)) * 900, "note.pdf"
    yield "pdf: late head", b" " * 900 + good, "note.pdf"


def note_pdf() -> bytes:
    """The smallest sound one."""
    return pdf(CATALOG, PAGES, PAGE, stream(SAID), FONT)
