"""Files made to do harm, built in order and named by what each of them tries."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

from underrose.methods.documents.tests.hostile_pdf import Hostile, pdfs, truncated

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = f"""{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>"""
RELS = f"""{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""

"""What it tries, the bytes, the name it comes under."""


def body(inside: str) -> str:
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{inside}</w:body></w:document>'


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def parts(inside: str = paragraph("A note about rivers."), **others: str) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": body(inside),
        **{name.replace("__", "/").replace("_xml", ".xml"): text for name, text in others.items()},
    }


def packed(
    members: dict[str, str | bytes] | list[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    made = io.BytesIO()
    pairs = list(members.items()) if isinstance(members, dict) else members
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in pairs:
            member = zipfile.ZipInfo(name, (2020, 1, 15, 0, 0, 0))
            member.compress_type = method
            archive.writestr(member, content)
    return made.getvalue()


def docx(inside: str = paragraph("A note about rivers."), **others: str) -> bytes:
    return packed(parts(inside, **others))


def _with(name: str, content: str | bytes) -> bytes:
    return packed({**parts(), name: content})


def _rels(kind: str, target: str, mode: str = "") -> str:
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{R}/{kind}" Target="{target}" {mode}/></Relationships>'
    )


def _patched(raw: bytes, at: int, form: str, value: int) -> bytes:
    return raw[:at] + struct.pack(form, value) + raw[at + struct.calcsize(form) :]


def zips_with_lies() -> Iterator[Hostile]:
    raw = docx()
    end = raw.rfind(b"PK\x05\x06")
    first = raw.find(b"PK\x01\x02")
    for at, form, what in (
        (8, "<H", "entries here"),
        (10, "<H", "entries"),
        (12, "<L", "list size"),
        (16, "<L", "list offset"),
        (20, "<H", "comment length"),
    ):
        for value in (0, 1, 0x7FFF, 2 ** (8 * struct.calcsize(form)) - 1):
            yield f"end record: {what} {value}", _patched(raw, end + at, form, value), "note.docx"
    for at, form, what in (
        (8, "<H", "flags"),
        (10, "<H", "method"),
        (16, "<L", "checksum"),
        (20, "<L", "packed size"),
        (24, "<L", "size"),
        (28, "<H", "name length"),
        (30, "<H", "extra length"),
        (42, "<L", "offset"),
    ):
        for value in (1, 9, 0x7FFF, 2 ** (8 * struct.calcsize(form)) - 1):
            yield f"member: {what} {value}", _patched(raw, first + at, form, value), "note.docx"
    for at, form, what in ((6, "<H", "flags"), (26, "<H", "name length"), (28, "<H", "extra length")):
        for value in (1, 0xFFFF):
            yield f"local header: {what} {value}", _patched(raw, at, form, value), "note.docx"
    yield "local name differs", raw.replace(b"word/document.xml", b"word/documenT.xml", 1), "note.docx"
    yield "overlapping members", _overlapping(), "note.docx"
    yield "junk before", b"PK\x03\x04" + b"\x00" * 500 + raw, "note.docx"
    yield "junk after", raw + b"\x00" * 70_000, "note.docx"
    yield "two archives", raw + docx(paragraph("Another.")), "note.docx"


def _overlapping() -> bytes:
    """Many entries of the list that lead to one and the same member."""
    raw = _with("x.bin", b"\x00" * 900_000)
    first, end = raw.find(b"PK\x01\x02"), raw.rfind(b"PK\x05\x06")
    entry_at = raw.rfind(b"PK\x01\x02")
    entry = raw[entry_at:end]
    copies = b"".join(entry.replace(b"x.bin", b"%05d" % number) for number in range(1_500))
    listing = raw[first:end] + copies
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1_504, 1_504, len(listing), first, 0)
    return raw[:first] + listing + record


def bombs() -> Iterator[Hostile]:
    zeros = b"\x00" * (101 * 1024 * 1024)
    yield "100 MB of zeros", _with("word/media/image1.bin", zeros), "note.docx"
    yield (
        "60 MB of blanks as the text",
        packed({**parts(), "word/document.xml": b" " * 60_000_000}),
        "note.docx",
    )
    yield (
        "60 parts of 1 MB",
        packed({**parts(), **{f"a{n}.bin": b"\x01" * 1_000_000 for n in range(60)}}),
        "note.docx",
    )
    yield "archive in archive", _with("inner.zip", packed({"z.bin": zeros[:60_000_000]})), "note.docx"
    yield "2,001 members", packed({**parts(), **{f"m{n}": b"" for n in range(2_001)}}), "note.docx"
    yield (
        "60,000 members",
        packed({**parts(), **{f"m{n}": b"" for n in range(60_000)}}, zipfile.ZIP_STORED),
        "note.docx",
    )
    yield (
        "70,000 members",
        packed({**parts(), **{f"m{n}": b"" for n in range(70_000)}}, zipfile.ZIP_STORED),
        "note.docx",
    )
    yield "a name of 60,000 letters", _with("n" * 60_000, b""), "note.docx"
    yield "a comment as long as allowed", docx()[:-2] + struct.pack("<H", 60_000) + b"c" * 60_000, "note.docx"
    yield (
        "200 MB declared, nothing there",
        _patched(docx(), docx().find(b"PK\x01\x02") + 24, "<L", 200_000_000),
        "note.docx",
    )


def names() -> Iterator[Hostile]:
    for name in (
        "../evil.xml",
        "word/../../evil.xml",
        "/etc/evil",
        "C:\\evil.xml",
        "word\\evil.xml",
        "word//evil.xml",
        "a/./\u202egnp.xml",
        "word/\u202egnp.exe",
        "word/a\nb.xml",
        "\x7f.xml",
        "..",
        "a:b",
    ):
        yield f"named {name!r}", _with(name, b"<a/>"), "note.docx"
    for twin in ("word/document.xml", "WORD/DOCUMENT.XML", "Word/document.xml"):
        with_twin = list(parts().items())
        yield f"twice {twin}", _quiet([*with_twin, (twin, body(paragraph("Two.")))]), "note.docx"
    yield "name with zero byte", docx().replace(b"word/document.xml", b"word/docum\x00nt.xml"), "note.docx"
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield f"method {method}", packed(parts(), method), "note.docx"


def _quiet(members: list[tuple[str, str | bytes]]) -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return packed(members)


def cargo() -> Iterator[Hostile]:
    yield "macro", _with("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "note.docx"
    yield "macro elsewhere", _with("word/x/VBAPROJECT.BIN", b"x"), "note.docx"
    yield "macro settings", _with("word/vbaData.xml", "<a/>"), "note.docx"
    macro = TYPES.replace(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
    yield "macro type", packed({**parts(), "[Content_Types].xml": macro}), "note.docx"
    yield "object", _with("word/embeddings/oleObject1.bin", b"x"), "note.docx"
    yield "workbook inside", _with("word/embeddings/sheet.xlsx", docx()), "note.docx"
    yield "control", _with("word/activeX/activeX1.xml", "<a/>"), "note.docx"
    for kind in ("oleObject", "control", "package", "aFChunk", "frame", "subDocument", "vbaProject"):
        yield f"relationship {kind}", _with("word/_rels/document.xml.rels", _rels(kind, "x")), "note.docx"
    for kind in ("attachedTemplate", "image", "hyperlink"):
        outside = _rels(kind, "http://192.0.2.1/x", 'TargetMode="External"')
        yield f"outside {kind}", _with("word/_rels/settings.xml.rels", outside), "note.docx"
    yield (
        "password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "note.docx",
    )
    yield "old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "note.docx"


def markup() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughing = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>' + body(
        "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"
    ).removeprefix(HEAD)
    outside = laughing.replace(laughs, '<!ENTITY l9 SYSTEM "file:///etc/passwd">')
    for part in ("word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"):
        yield f"entities in {part}", packed({**parts(), part: laughing}), "note.docx"
    yield "outside entity", packed({**parts(), "word/document.xml": outside}), "note.docx"
    yield (
        "entities in UTF-16",
        packed({**parts(), "word/document.xml": laughing.encode("utf-16")}),
        "note.docx",
    )
    for encoding in ("utf-7", "ebcdic-cp-us", "utf-32", "shift_jis"):
        text = body(paragraph("x")).replace("UTF-8", encoding)
        yield f"in {encoding}", packed({**parts(), "word/document.xml": text}), "note.docx"
    yield "in IBM code", packed({**parts(), "word/document.xml": laughing.encode("cp037")}), "note.docx"
    yield "instructions", docx(f"<?xml-stylesheet href='http://192.0.2.1/x'?>{paragraph('x')}"), "note.docx"
    yield "huge attribute", docx(f'<w:p w:x="{"a" * 12_000_000}"/>'), "note.docx"
    yield "huge text", docx(paragraph("abc " * 3_000_000)), "note.docx"
    for depth in (100, 300, 100_000):
        yield (
            f"{depth} sdt deep",
            docx("<w:sdt><w:sdtContent>" * depth + paragraph("x") + "</w:sdtContent></w:sdt>" * depth),
            "note.docx",
        )
        yield (
            f"{depth} tables deep",
            docx("<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth),
            "note.docx",
        )
        yield (
            f"{depth} changes deep",
            docx("<w:p>" + "<w:ins>" * depth + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * depth + "</w:p>"),
            "note.docx",
        )
    yield "200,000 paragraphs", docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 200_000), "note.docx"
    yield (
        "60,000 notes",
        docx(
            "<w:p>"
            + "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(60_000))
            + "</w:p>"
        ),
        "note.docx",
    )
    yield (
        "100,000 cells",
        docx("<w:tbl><w:tr>" + f"<w:tc>{paragraph('x')}</w:tc>" * 100_000 + "</w:tr></w:tbl>"),
        "note.docx",
    )
    for broken in (
        "",
        " ",
        "not XML",
        "<a>",
        "<a/>",
        "<w:document/>",
        body("")[:60],
        body("\x01"),
        body("<![CDATA[x]]>"),
        "<a/>" * 2,
    ):
        yield (
            f"text part {broken[-30:]!r} {len(broken)}",
            packed({**parts(), "word/document.xml": broken}),
            "note.docx",
        )
    for missing in parts():
        yield (
            f"without {missing}",
            packed({name: text for name, text in parts().items() if name != missing}),
            "note.docx",
        )
    yield from _styles()


def _styles() -> Iterator[Hostile]:
    loop = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    styled = paragraph("Words.", '<w:pStyle w:val="a"/>')
    yield "styles in a circle", docx(styled, word__styles_xml=loop), "note.docx"
    for level in ("999999999999", "-1", "x", "²", ""):
        numbered = paragraph("Item", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')
        yield f"list depth {level!r}", docx(numbered), "note.docx"
        yield (
            f"heading depth {level!r}",
            docx(paragraph("Head", f'<w:outlineLvl w:val="{level}"/>')),
            "note.docx",
        )
    for part in ("styles", "numbering", "footnotes", "endnotes", "comments", "header1"):
        yield f"broken {part}", _with(f"word/{part}.xml", "<w:a"), "note.docx"
    fields = "".join(
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'
        for step in ("end", "separate", "begin", "begin", "end", "end", "end")
    )
    yield "fields without order", docx(f"<w:p>{fields}<w:r><w:t>x</w:t></w:r></w:p>"), "note.docx"
    yield "turned letters", docx(paragraph("photo\u202egnp.exe")), "note.docx"
    yield "only hidden", docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"), "note.docx"


def disguises() -> Iterator[Hostile]:
    heads = {
        "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "exe": b"MZ\x90\x00", "elf": b"\x7fELF\x02",
        "gz": b"\x1f\x8b\x08", "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07", "rtf": b"{\\rtf1 x}", "ps": b"%!PS-Adobe",
        "html": b"<!DOCTYPE html><p>x", "xml": b"<?xml version='1.0'?><a/>", "svg": b"<svg onload='x()'/>", "sh": b"#!/bin/sh\nrm x",
        "sqlite": b"SQLite format 3\x00", "webp": b"RIFF\x00\x00\x00\x00WEBP", "nothing": b"", "one byte": b"\x00", "zip end": b"PK\x05\x06" + b"\x00" * 18,
    }  # fmt: skip
    for number, (what, start) in enumerate(heads.items()):
        filling = (
            b"" if len(start) < 2 or what in {"html", "xml", "svg", "sh", "rtf"} else bytes(range(256)) * 4
        )
        yield (
            f"{what} in disguise",
            start + filling,
            ("note.docx", "note.txt", "note.pdf", "note.md")[number % 4],
        )
    sheet = TYPES.replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")
    slides = TYPES.replace("wordprocessingml.document.main", "presentationml.presentation.main")
    yield "table in disguise", packed({**parts(), "[Content_Types].xml": sheet}), "note.docx"
    yield "slides in disguise", packed({**parts(), "[Content_Types].xml": slides}), "note.docx"
    yield "plain archive", packed({"a.txt": "x"}), "note.docx"
    yield "open document", packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "note.docx"
    yield "a name with tricks", b"Words.", "../../x\u202e\x00.md\n.docx"


def texts() -> Iterator[Hostile]:
    many = {
        "zero bytes": b"a\x00b" * 100, "bad UTF-8": b"caf\xc3 na\xefve \xff\xfe\xfd", "no encoding": b"\x81\x8d\x8f\x90\x9d" * 9,
        "half a surrogate": b"\xff\xfe\x00\xd8a\x00", "UTF-32": "Words".encode("utf-32"), "mark only": b"\xef\xbb\xbf", "blanks": b" \n\t\n" * 999,
        "a million breaks": b"\n" * 1_000_000, "one long line": b"a" * 5_000_000, "brackets": b"[" * 100_000, "links": b"[a](" * 30_000,
        "stars": b"*a " * 60_000, "stars apart": b"a**b" * 15_000, "ticks": b"`" * 99_999 + b"a", "quotes": b">" * 50_000 + b"a", "backslashes": b"\\" * 300_000,
        "angles": b"<a " * 100_000, "entities": b"&amp;" * 100_000, "carets": b"[^1]" * 60_000 + b"\n\n[^1]: x", "raised": "x¹".encode() * 100_000 + "\n\n¹ n".encode(),
        "60,000 notes": b"".join(b"[%d] n\n" % n for n in range(60_000)), "defined notes": b"".join(b"[^%d]\n\n[^%d]: n\n\n" % (n, n) for n in range(6_000)),
        "deep list": b"".join(b"  " * n + b"- a\n" for n in range(400)), "deep quotes": b"> " * 400 + b"a", "table": b"|a" * 2_000 + b"|\n" + b"|-" * 2_000 + b"|\n" + (b"|b" * 2_000 + b"|\n") * 20,
        "headings": b"# a\n" * 25_000, "turned": "a\u202egnp.exe\u202d\u2066".encode(), "unseen tags": "a\U000e0041\U000e0042".encode(), "controls": b"\x1b[2J\x07" * 50,
        "script link": b"[x](javascript:alert(1)) [y](data:text/html,x)", "html": b"<img src=x onerror=y>\n\n<script>1</script> a", "open fence": b"```\n" * 20_001,
        "emphasis": b"_*" * 30_000, "images": b"![a](b)" * 50_000, "front matter": b"---\na: !!python/object x\n---\n", "underlines": b"a\n===\n" * 25_000, "tabs": b"\t" * 500_000 + b"a",
        "numbers": b"1. a\n" * 60_000, "form feeds": b"a\x0c" * 1_000,
    }  # fmt: skip
    for what, raw in many.items():
        yield f"text: {what}", raw, "note.txt"
        yield f"Markdown: {what}", raw, "note.md"


FAMILIES: tuple[Callable[[], Iterator[Hostile]], ...] = (
    zips_with_lies,
    bombs,
    names,
    cargo,
    markup,
    disguises,
    texts,
    pdfs,
)


def built() -> Iterator[Hostile]:
    """Every hostile file, in order."""
    yield from truncated("note.docx", docx(), 20)
    for family in FAMILIES:
        yield from family()
