"""The pictures of a file, drawn small from their points: nobody but a person reads the words in them, so a person is shown them.
Those of a PDF are found by `drawn_pdf`.

Runs in the guarded process. No byte of a picture goes on: what leaves is a new PNG of its points, without names, notes or
profiles. What is not drawn here (drawings of lines, films, several pictures in one, pictures beyond a bound) is told by its name.
"""

import hashlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pypdfium2
from PIL import Image, ImageOps

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import package, pictures
from underrose.methods.inspection.values import Drawing

MOST = 40
"""Pictures of one file that are drawn; the others are told by name."""
LONGEST = 1_200
"""Points of the longer side: a page of a scan can still be read."""
BYTES = 120 * 1024
"""Of one new picture."""
BYTES_OF_ALL = 700 * 1024
"""Of all together: they travel in a page, and back with its form."""
_SECONDS = 3.5
"""Of the processor's five; after them no picture is begun."""
_COLOURS = (64, 32, 16)
_NAMES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".jpe",
    ".gif",
    ".bmp",
    ".dib",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".svg",
    ".webp",
    ".jxr",
    ".wdp",
)
BEHIND = (124, 112, 136)
"""Of what one sees through: words in white and words in black stand out from it alike, by 4.5 to 1."""
FAULTS = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, ZeroDivisionError, OverflowError, MemoryError,
)  # fmt: skip


def ready() -> None:
    """Load every way of reading and writing pictures, before no file can be opened any more."""
    pictures.ready()


def of_office(content: bytes) -> list[Drawing]:
    """Every picture among the parts of a Word or Excel file, shown or not, each kind of points once."""
    opened, _kind = package.opened(content)
    made = Made()
    for name, part in opened.parts.items():
        if _is_picture(opened.kind_of(name), name):
            made.add(name.rpartition("/")[2], hashlib.sha256(part).hexdigest(), partial(_still, part))
    return made.drawings


def _is_picture(kind: str, name: str) -> bool:
    """By what the file calls it, by where it lies, or by its ending: one of them is enough."""
    plain = name.lower()
    return kind.startswith("image/") or "/media/" in plain or plain.endswith(_NAMES)


Size = tuple[int, int]
Points = Callable[[], tuple[Size, Image.Image]]
"""Its own size, and its points."""


@dataclass(slots=True)
class Made:
    """The drawings of one file, within what a page can carry."""

    drawings: list[Drawing] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _bytes: int = 0

    def add(self, name: str, digest: str, points: Points) -> None:
        if digest in self._known:
            return
        self._known.add(digest)
        one = self._drawn(Drawing(name, 0, 0, b"", digest), points)
        self._bytes += len(one.png)
        self.drawings.append(one)

    def _drawn(self, one: Drawing, points: Points) -> Drawing:
        """With its own size and the new picture; without them where it cannot be drawn, or no more can be carried."""
        left = BYTES_OF_ALL - self._bytes
        if len(self._known) > MOST or left < BYTES or time.process_time() > _SECONDS:
            return one
        try:
            (width, height), image = points()
            is_plain = _has_one_colour(image)
            return Drawing(one.name, width, height, _small(image), one.digest, is_plain)
        except (*FAULTS, Unreadable, pypdfium2.PdfiumError, Image.DecompressionBombError):
            return one


def _still(content: bytes) -> tuple[Size, Image.Image]:
    """One picture that does not move; of several in one a person would see the first alone."""
    image = pictures.opened(content)
    if getattr(image, "is_animated", False):
        raise ValueError
    shown = ImageOps.exif_transpose(image)
    return shown.size, shown


def _has_one_colour(image: Image.Image) -> bool:
    """A line, a field of colour: there is nothing to be seen in it."""
    bands = image.getextrema() if image.mode in {"L", "RGB"} else ((0, 1),)
    return all(low == high for low, high in (bands if isinstance(bands[0], tuple) else (bands,)))


def _small(image: Image.Image) -> bytes:
    """A new PNG of few colours and of few bytes. The fewer bytes it may have, the smaller it is drawn."""
    image.thumbnail((LONGEST, LONGEST))
    plain = _plain(image)
    for colours in _COLOURS:
        made = _png(plain, colours)
        if len(made) <= BYTES:
            return made
        share = 0.9 * (BYTES / len(made)) ** 0.5
        plain.thumbnail((max(1, int(plain.width * share)), max(1, int(plain.height * share))))
    raise ValueError


def _png(plain: Image.Image, colours: int) -> bytes:
    made = io.BytesIO()
    fresh = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    fresh.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", compress_level=9)
    return made.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """In the colours of a screen; what one sees through lies on a colour of its own."""
    if image.mode.startswith("I"):
        deep = image.convert("I")
        low, high = deep.getextrema()
        span = max(1.0, float(high) - float(low))  # type: ignore[arg-type]  # numbers, of one band
        return deep.point(lambda value: (value - low) * 255 / span).convert("L").convert("RGB")
    if image.mode == "F":
        raise ValueError
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        shown = image.convert("RGBA")
        behind = Image.new("RGB", shown.size, BEHIND)
        behind.paste(shown, mask=shown.getchannel("A"))
        return behind
    return image.convert("RGB")
