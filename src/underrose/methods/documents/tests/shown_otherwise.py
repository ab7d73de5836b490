"""PDFs whose letters are others on the page than for a program, made by hand."""

from .hostile_pdf import CATALOG, PAGES, pdf, stream

HELVETICA = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
BESIDE = b"BT /F 12 Tf 50 600 Td (The council met in the old town and spoke about rivers and wells, and about what is right.) Tj ET"


def said(words: bytes) -> bytes:
    return b"BT /F 12 Tf 50 700 Td " + words + b" ET"


def made(content: bytes, font: str = f"<< {HELVETICA} >>", resources: str = "", *more: bytes) -> bytes:
    """A page with these orders; what the typeface names as object 6 and on comes last."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>"
    return pdf(CATALOG, PAGES, page, stream(content), font, *more)


def mapped(shown: str, told: str, font: str = HELVETICA) -> bytes:
    """Shows `shown` and tells programs `told`, letter by letter, through the map of the typeface."""
    pairs = dict(zip(shown, told, strict=True))
    lines = "\n".join(f"<{ord(one):02x}> <{ord(other):04x}>" for one, other in pairs.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(pairs)} beginbfchar\n{lines}\nendbfchar endcmap end end"
    )
    content = said(f"({shown}) Tj".encode("latin-1"))
    return made(content, f"<< {font} /ToUnicode 6 0 R >>", "", stream(table.encode()))


def replaced(shown: str, told: str, key: str = "/ActualText") -> bytes:
    """Shows `shown` and tells programs `told` instead of it."""
    return made(said(f"/Span << {key} ({told}) >> BDC ({shown}) Tj EMC ( disagreed.) Tj".encode()))


def replaced_by_name(shown: str, told: str) -> bytes:
    """The same, said in a list of the page and not among its orders."""
    content = said(f"/Span /P BDC ({shown}) Tj EMC ( disagreed.) Tj".encode())
    return made(content, f"<< {HELVETICA} >>", f"/Properties << /P << /ActualText ({told}) >> >>")


def replaced_in_a_form(shown: str, told: str) -> bytes:
    """The same, in a drawing the page calls."""
    words = said(f"/Span << /ActualText ({told}) >> BDC ({shown}) Tj EMC".encode())
    form = stream(
        words, "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 5 0 R >> >>"
    )
    return made(BESIDE + b" /X Do", f"<< {HELVETICA} >>", "/XObject << /X 6 0 R >>", form)


def without_letters(words: str) -> bytes:
    """A few words of the page in a typeface with names of its own and no map."""
    names = " ".join(f"{ord(sign)} /glyph{ord(sign)}" for sign in sorted(set(words)))
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [{names}] >> >>"
    content = BESIDE + b" BT /G 12 Tf 50 500 Td (" + words.encode() + b") Tj ET"
    page_fonts = "/ProcSet [/PDF]"
    raw = made(content, f"<< {HELVETICA} >>", page_fonts, font.encode())
    return raw.replace(b"/Font << /F 5 0 R >>", b"/Font << /F 5 0 R /G 6 0 R >>")
