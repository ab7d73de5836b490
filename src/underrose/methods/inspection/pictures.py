"""A picture made anew from its points: turned as it was meant to be seen, in plain colours, with nothing beside it."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection.jpeg import DAMAGED

MOST_POINTS = 40_000_000
_QUALITY = 92
_TOO_LARGE = "This picture has more than 40 million points. Nothing was stored. Please save it in a smaller size and try again."
_KNOWN = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
_SRGB = ImageCms.createProfile("sRGB")


Crop = tuple[float, float, float, float]
"""What is cut from left, top, right and bottom, in shares of the picture."""
WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A new picture, and its size in points."""

    content: bytes
    kind: str
    """"png" or "jpeg"."""
    width: int
    height: int


def ready() -> None:
    """Load every way of reading and writing pictures, before no file can be opened any more."""
    Image.preinit()
    Image.init()


def opened(content: bytes) -> Image.Image:
    """The points of a picture, whole, or `Unreadable`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(content), formats=_KNOWN)
            _check_points(image)
            image.load()
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
    ) as error:
        raise Unreadable(DAMAGED) from error
    except Image.DecompressionBombError as error:
        raise Unreadable(_TOO_LARGE) from error
    return image


def _check_points(image: Image.Image) -> None:
    if image.width * image.height > MOST_POINTS:
        raise Unreadable(_TOO_LARGE)


def anew(content: bytes, *, crop: Crop = WHOLE) -> Picture:
    """The picture from its points alone. Photographs stay JPEG (quality 92), all else becomes PNG."""
    image = opened(content)
    is_photograph = image.format == "JPEG"
    try:
        profile = image.info.get("icc_profile")
        shown = _cut(ImageOps.exif_transpose(image), crop)
        plain = _plain(shown, profile if isinstance(profile, bytes) else b"", is_photograph=is_photograph)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, ZeroDivisionError) as error:
        raise Unreadable(DAMAGED) from error
    fresh = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    made = io.BytesIO()
    if is_photograph:
        fresh.save(made, "JPEG", quality=_QUALITY, optimize=True)
    else:
        fresh.save(made, "PNG")
    return Picture(made.getvalue(), "jpeg" if is_photograph else "png", *fresh.size)


def _cut(image: Image.Image, crop: Crop) -> Image.Image:
    """What is not shown is not kept."""
    if crop == WHOLE:
        return image
    left, top = round(crop[0] * image.width), round(crop[1] * image.height)
    right, bottom = round((1 - crop[2]) * image.width), round((1 - crop[3]) * image.height)
    return image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _plain(image: Image.Image, profile: bytes, *, is_photograph: bool) -> Image.Image:
    """In grey or in the colours of a screen; a profile is applied before it is left off."""
    has_holes = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "L" if image.mode in {"1", "L"} else "RGB"
    if has_holes and not is_photograph:
        return image.convert("RGBA")
    if profile and mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return image.convert(mode)
