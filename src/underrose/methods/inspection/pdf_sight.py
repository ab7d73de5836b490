"""What can be seen on a page of a PDF, and what only can be copied from it.

Each page is drawn twice, with its letters and without. Letters where the two do not differ cannot be seen, whatever hides
them: the colour of the paper, a picture or a black bar on top, a layer that is off, the edge of the sheet, an invisible mode.
Two drawings at 72 dots an inch and one look at each letter: some 20 ms a page.
"""

import ctypes
import unicodedata
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

_SCALE = 1.0
_MOST_DOTS = 2_500_000
_DIFFERENCE = 16
"""Of 255; what differs less from what lies behind it is not seen."""
_SMALLEST = 1.2
"""Points; no letter is read that is lower."""
_INVISIBLE = frozenset({3, 7})
"""Rendering modes that paint nothing (ISO 32000-2, 9.3.6)."""
_DEEPEST = 15
_OPAQUE, _LEAST, _MOSTLY, _SEEN = 255, 25.0, 0.8, 5 / 6
"""Of 255; square points; shares of a thing that lies on a picture, and of a picture that lies on the sheet."""
_WORD = 2
"""Letters in a row that must be hidden before a line that can be seen counts as partly hidden."""

Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shown:
    """One stretch of text as the page has it: where it stands in the file, its words, and whether they can be seen."""

    depth: int
    """0 for the page itself, more for what stands in forms."""
    place: int
    """Its place among the stretches of the page itself, in the order of the file; -1 in a form."""
    words: str
    is_hidden: bool
    is_partly_hidden: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as it is seen."""

    words: str
    hidden: tuple[str, ...]
    stretches: tuple[Shown, ...]
    count: int
    """How many stretches the page itself has."""
    covers: int = 0
    """How many pictures something lies over, or reach far beyond the sheet: a part of them cannot be seen."""


@dataclass(slots=True)
class _Stretch:
    depth: int
    place: int
    is_invisible: bool
    letters: list[str] = field(default_factory=list)
    boxes: list[int] = field(default_factory=list)


def sight(page: pypdfium2.PdfPage) -> Sight:
    """One page, looked at. `PdfiumError` where it cannot be drawn."""
    objects: dict[int, _Stretch] = {}
    handles: list[object] = []
    count = _gather(page.raw, objects, handles)
    letters, boxes, owners = _letters(page)
    seen = _seen(page, handles, boxes) if len(boxes) else np.zeros(0, dtype=bool)
    told = _told(letters, owners, seen, objects, count)
    return replace(told, covers=_covered(page))


def _gather(raw: object, objects: dict[int, _Stretch], handles: list[object]) -> int:
    """Every stretch of text of the page and of the forms in it, in the order of the file."""
    count = 0
    for at in range(pdfium.FPDFPage_CountObjects(raw)):
        found = pdfium.FPDFPage_GetObject(raw, at)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _note(found, 0, count, objects, handles)
            count += 1
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            _in_form(found, 1, objects, handles)
    return count


def _in_form(form: object, depth: int, objects: dict[int, _Stretch], handles: list[object]) -> None:
    if depth > _DEEPEST:
        return
    for at in range(max(0, pdfium.FPDFFormObj_CountObjects(form))):
        found = pdfium.FPDFFormObj_GetObject(form, at)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _note(found, depth, -1, objects, handles)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            _in_form(found, depth + 1, objects, handles)


def _note(found: object, depth: int, place: int, objects: dict[int, _Stretch], handles: list[object]) -> None:
    is_invisible = pdfium.FPDFTextObj_GetTextRenderMode(found) in _INVISIBLE
    objects[_address(found)] = _Stretch(depth, place, is_invisible)
    handles.append(found)


def _address(handle: object) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type] # a pointer of pdfium


def _letters(page: pypdfium2.PdfPage) -> tuple[list[str], npt.NDArray[np.float64], list[int]]:
    """Each letter, its box in points from the lower left, and the stretch it belongs to (0 for none)."""
    text = page.get_textpage()
    raw = text.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    owners: list[int] = []
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        letters.append(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd")  # noqa: PLR2004
        owner = pdfium.FPDFText_GetTextObject(raw, at)
        owners.append(_address(owner) if owner else 0)
        pdfium.FPDFText_GetCharBox(raw, at, left, right, bottom, top)
        boxes.append((left.value, bottom.value, right.value, top.value))
    text.close()
    return letters, np.array(boxes, dtype=np.float64).reshape(-1, 4), owners


def _seen(
    page: pypdfium2.PdfPage, handles: list[object], boxes: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """For each letter, whether the page would look different without the letters."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
    whole = _drawn(page, scale)
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, 0)
    bare = _drawn(page, scale)
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, 1)
    differs = (np.abs(whole.astype(np.int16) - bare.astype(np.int16)) > _DIFFERENCE).any(axis=2)
    sums = np.zeros((differs.shape[0] + 1, differs.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = differs.cumsum(axis=0).cumsum(axis=1)
    x, y = _dots(page, boxes, differs.shape)
    found = sums[y[1], x[1]] - sums[y[0], x[1]] - sums[y[1], x[0]] + sums[y[0], x[0]]
    is_low = np.minimum(boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]) < 0.0
    is_tiny = np.maximum(boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]) < _SMALLEST
    is_seen: npt.NDArray[np.bool_] = (found > 0) & ~is_low & ~is_tiny
    return is_seen


def _drawn(page: pypdfium2.PdfPage, scale: float) -> Bits:
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    bits = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    bitmap.close()
    return bits


def _dots(
    page: pypdfium2.PdfPage, boxes: npt.NDArray[np.float64], shape: tuple[int, ...]
) -> tuple[
    tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
]:
    """The boxes in dots of the drawing, which is turned and cut as the page is."""
    left, bottom, right, top = page.get_cropbox()
    width, height = max(right - left, 1e-6), max(top - bottom, 1e-6)
    x = (boxes[:, [0, 2]] - left) / width
    y = 1 - (boxes[:, [3, 1]] - bottom) / height
    for _ in range(page.get_rotation() // 90):
        x, y = 1 - y[:, ::-1], x
    rows, columns = shape[0], shape[1]
    first = np.floor(np.stack([x[:, 0] * columns, y[:, 0] * rows]))
    last = np.ceil(np.stack([x[:, 1] * columns, y[:, 1] * rows]))
    bound = np.array([[columns], [rows]])
    low = np.clip(np.nan_to_num(first), 0, bound).astype(np.int64)
    high = np.clip(np.nan_to_num(last), 0, bound).astype(np.int64)
    high = np.maximum(high, low)
    return (low[0], high[0]), (low[1], high[1])


def _told(
    letters: list[str],
    owners: list[int],
    seen: npt.NDArray[np.bool_],
    objects: dict[int, _Stretch],
    count: int,
) -> Sight:
    visible: dict[int, list[bool]] = {}
    for at, (letter, owner) in enumerate(zip(letters, owners, strict=True)):
        stretch = objects.get(owner)
        if stretch is not None:
            stretch.letters.append(letter)
            if _counts(letter):
                visible.setdefault(owner, []).append(bool(seen[at]) and not stretch.is_invisible)
    stretches = []
    hidden_owners: set[int] = set()
    for owner, stretch in objects.items():
        looks = visible.get(owner, [])
        is_hidden = bool(looks) and not any(looks)
        is_partly = bool(looks) and not is_hidden and _has_run(looks)
        if is_hidden:
            hidden_owners.add(owner)
        words = "".join(stretch.letters).strip()
        stretches.append(Shown(stretch.depth, stretch.place, words, is_hidden, is_partly))
    words = "".join(
        " " if owner in hidden_owners else letter for letter, owner in zip(letters, owners, strict=True)
    )
    return Sight(words, _hidden_words(letters, owners, seen, objects, hidden_owners), tuple(stretches), count)


def _counts(letter: str) -> bool:
    """Whether a letter must be seen to be read: a letter or a digit, and not a dot or a space."""
    return unicodedata.category(letter)[0] in "LN"


def _has_run(looks: list[bool]) -> bool:
    return "\x00" * (_WORD + 1) in "".join("\x01" if look else "\x00" for look in looks)


def _hidden_words(
    letters: list[str],
    owners: list[int],
    seen: npt.NDArray[np.bool_],
    objects: dict[int, _Stretch],
    hidden_owners: set[int],
) -> tuple[str, ...]:
    """The hidden words in reading order, those that follow each other together."""
    found: list[str] = []
    run: list[str] = []
    for at, (letter, owner) in enumerate(zip(letters, owners, strict=True)):
        is_hidden = owner in hidden_owners or (
            owner in objects and _counts(letter) and (objects[owner].is_invisible or not seen[at])
        )
        if is_hidden or (run and not _counts(letter) and owner not in objects):
            run.append(letter)
        elif run:
            found.append("".join(run))
            run = []
    found.append("".join(run))
    return tuple(words.strip() for words in found if sum(map(_counts, words)) > _WORD)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


def _covered(page: pypdfium2.PdfPage) -> int:
    """Pictures of the page itself that are not seen whole: a filled shape or another picture was laid on them later, or the
    edge of the sheet cuts off more than a sixth.
    """
    sheet, found, pictures = page.get_cropbox(), 0, list[Box]()
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        thing = pdfium.FPDFPage_GetObject(page.raw, at)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind not in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}:
            continue
        box = _bounds(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or _is_filled(thing):
            found += any(_lies_in(box, picture) for picture in pictures)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE and _area(box):
            found += _area(_overlap(box, sheet)) < _SEEN * _area(box)
            pictures.append(box)
    return found


def _bounds(thing: object) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _is_filled(thing: object) -> bool:
    """Whether a shape is painted so that nothing shines through."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, mode, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return mode.value != 0 and alpha.value == _OPAQUE


def _lies_in(box: Box, picture: Box) -> bool:
    """Whether most of a thing lies on a picture, is large enough to hide something, and leaves some of it to be seen."""
    return _area(box) > _LEAST and _area(_overlap(box, picture)) > _MOSTLY * _area(box)


def _overlap(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
