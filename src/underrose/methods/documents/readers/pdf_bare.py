"""A PDF once more, without what it tells programs about its letters: to read what the pages show.

Two things of ISO 32000-2 stand between the letters that are drawn and those a program reads: the replacement of a stretch
(/ActualText, 14.9.4) and the map of a typeface (/ToUnicode, 9.10.3). The second is taken out only where the typeface says its
letters in another way too: by an encoding, or by being one that every program has.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

_MOST = 20_000
_LONGEST = 30 * 1024 * 1024
_REPLACES = re.compile(b"/" + b"".join(b"(?:%c|(?i:#%02x))" % (sign, sign) for sign in b"ActualText"))
_SIGNS = re.compile(r"symbol|dingbat|wingding|webding", re.IGNORECASE)
_EAST_ASIAN = frozenset({"Japan1", "GB1", "CNS1", "Korea1", "KR"})
_SYMBOLIC = 4
"""The flag of a typeface with signs of its own (table 121)."""
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_FAULTS = (
    pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError,
    NotImplementedError,  # pikepdf's word for a filter it cannot unpack
    OverflowError,
)  # fmt: skip


class NotLookedThrough(Exception):
    """The file cannot be made anew without them: it is damaged, or holds more than is looked through."""


@dataclass(frozen=True, slots=True)
class Bare:
    """The file without replacements, and without maps as well; None where that would change nothing."""

    unreplaced: bytes | None = None
    unmapped: bytes | None = None


def bare(raw: bytes) -> Bare:
    """Linear in the pages, forms and typefaces; `NotLookedThrough`, and nothing else, where it fails."""
    try:
        with pikepdf.open(io.BytesIO(raw), suppress_warnings=True, inherit_page_attributes=True) as pdf:
            found = list(_holders(pdf))
            is_changed = sum(_without_replacements(holder) for holder in found) > 0
            unreplaced = _saved(pdf) if is_changed else None
            is_changed = sum(_without_maps(holder) for holder in found) > 0
            return Bare(unreplaced, _saved(pdf) if is_changed else None)
    except _FAULTS as error:
        raise NotLookedThrough from error


def _saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, fix_metadata_version=False)  # what would do that is not loaded in the guarded process
    return made.getvalue()


def _holders(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Whatever draws and names what it draws with: pages, forms, patterns, and typefaces that are drawings."""
    waiting: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    known: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        holder = waiting.pop()
        if holder.objgen != (0, 0) and holder.objgen in known:
            continue
        known.add(holder.objgen)
        count += 1
        if count > _MOST:
            raise NotLookedThrough
        yield holder
        for kind in ("/XObject", "/Pattern", "/Font"):
            waiting += [entry for entry in _named(holder, kind) if "/Resources" in entry or _is_form(entry)]


def _named(holder: pikepdf.Object, kind: str) -> list[pikepdf.Dictionary | pikepdf.Stream]:
    resources = holder.get("/Resources")
    named = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return []
    return [entry for _, entry in named.items() if isinstance(entry, (pikepdf.Dictionary, pikepdf.Stream))]


def _is_form(entry: pikepdf.Object) -> bool:
    return isinstance(entry, pikepdf.Stream) and str(entry.get("/Subtype", "")) == "/Form"


def _without_replacements(holder: pikepdf.Object) -> bool:
    """Whether there was one, in the orders themselves or among the lists they name."""
    is_changed = False
    for entry in _named(holder, "/Properties"):
        if "/ActualText" in entry:
            del entry["/ActualText"]
            is_changed = True
    for content in _contents(holder):
        orders = content.read_bytes()
        if len(orders) > _LONGEST:
            raise NotLookedThrough
        if _REPLACES.search(orders):
            content.write(_REPLACES.sub(b"/Shown", orders))
            is_changed = True
    return is_changed


def _contents(holder: pikepdf.Object) -> list[pikepdf.Stream]:
    if isinstance(holder, pikepdf.Stream):
        return [holder]
    found = holder.get("/Contents")
    several = list(found) if isinstance(found, pikepdf.Array) else [found]
    drawings = holder.get("/CharProcs")
    if isinstance(drawings, pikepdf.Dictionary):
        several += [entry for _, entry in drawings.items()]
    return [entry for entry in several if isinstance(entry, pikepdf.Stream)]


def _without_maps(holder: pikepdf.Object) -> bool:
    is_changed = False
    for font in _named(holder, "/Font"):
        if "/ToUnicode" in font and _says_otherwise(font):
            del font["/ToUnicode"]
            is_changed = True
    return is_changed


def _says_otherwise(font: pikepdf.Object) -> bool:
    """Whether the letters of a typeface are known without its map."""
    kind = str(font.get("/Subtype", ""))
    if kind == "/Type0":
        return _is_east_asian(font)
    descriptor = font.get("/FontDescriptor")
    is_carried = isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in _FILES)
    name = str(font.get("/BaseFont", ""))
    if name in {"/Symbol", "/ZapfDingbats"} or (is_carried and _SIGNS.search(name)):
        return False
    if kind == "/TrueType" and is_carried and isinstance(descriptor, pikepdf.Dictionary):
        return "/Encoding" in font and not int(descriptor.get("/Flags", 0)) & _SYMBOLIC
    return kind in {"/Type1", "/MMType1", "/TrueType"}


def _is_east_asian(font: pikepdf.Object) -> bool:
    """Codes that are Unicode themselves, or numbers of a published collection."""
    encoding, below = font.get("/Encoding"), font.get("/DescendantFonts")
    if isinstance(encoding, pikepdf.Name) and str(encoding).startswith("/Uni"):
        return True
    first = below[0] if isinstance(below, pikepdf.Array) and len(below) else None
    system = first.get("/CIDSystemInfo") if isinstance(first, pikepdf.Dictionary) else None
    ordering = system.get("/Ordering") if isinstance(system, pikepdf.Dictionary) else None
    return isinstance(ordering, pikepdf.String) and str(ordering) in _EAST_ASIAN
