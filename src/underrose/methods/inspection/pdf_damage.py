"""Opening PDF files: what any of the two libraries says about a broken one becomes a sentence."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2

from underrose.methods.documents.readers.unreadable import Unreadable

DAMAGED = (
    "This PDF is damaged or not whole. Nothing was stored. "
    "Please make the PDF again from the original, or choose the original, and try again."
)
PROTECTED = (
    "This PDF is protected, by a password or against copying. Nothing was stored. "
    "Please save it without protection and try again."
)
LONG = (
    "This PDF has more pages, or more on them, than can be looked through at once. Nothing was stored. "
    "Please save it in parts of fewer pages and try again."
)
PAGES = 200
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")


@contextmanager
def guarded(sentence: str) -> Iterator[None]:
    """Whatever goes wrong in a library is a refusal with a sentence."""
    try:
        yield
    except pikepdf.PasswordError as error:
        raise Unreadable(PROTECTED) from error
    except (
        pikepdf.PdfError,
        pypdfium2.PdfiumError,
        pikepdf.ForeignObjectError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        RuntimeError,
        NotImplementedError,  # pikepdf's word for a filter or image it cannot unpack
        OverflowError,
        OSError,
    ) as error:
        raise Unreadable(sentence) from error


def opened(content: bytes) -> pikepdf.Pdf:
    """A PDF whose objects can be walked; one that is encrypted, even with an empty password, is not."""
    if _ENCRYPTED.search(content):
        raise Unreadable(PROTECTED)
    with guarded(DAMAGED):
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True, inherit_page_attributes=True)
        if pdf.is_encrypted:
            raise Unreadable(PROTECTED)
        if not 0 < len(pdf.pages) <= PAGES:
            raise Unreadable(LONG if len(pdf.pages) else DAMAGED)
    return pdf


def drawn(content: bytes) -> pypdfium2.PdfDocument:
    """The same file for looking at its pages."""
    with guarded(DAMAGED):
        return pypdfium2.PdfDocument(content)
