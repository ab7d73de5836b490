"""Reading a message that anybody may have written: a bounded piece of it, never an error, never a guess at more."""

import html
import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from itertools import islice
from typing import IO

import nh3

LONGEST = 2 * 1024 * 1024
LONGEST_HEADER = 2_000
LONGEST_TEXT = 20_000
MOST_HEADERS = 50
MOST_PARTS = 200
MOST_NESTED = 40
MOST_BOUNDARIES = 2_000
_PIECE = 65_536
_LONGEST_HTML = 120_000
_NESTED = re.compile(rb"content-type:\s*(?:multipart|message)/", re.IGNORECASE)
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
# Control signs, and those that turn the direction of what follows.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_BLOCK_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")


def bounded(stream: IO[bytes]) -> bytes:
    """The first piece of a message. The rest is read and dropped, so that whoever hands it over is not cut off."""
    kept = stream.read(LONGEST)
    while stream.read(_PIECE):
        pass
    return kept


def opened(raw: bytes) -> Message:
    """A message as far as it can be read; of one that is built to be unreadable, its headers."""
    if len(_NESTED.findall(raw)) <= MOST_NESTED and len(_BOUNDARY.findall(raw)) <= MOST_BOUNDARIES:
        try:
            return BytesParser(policy=policy.compat32).parsebytes(raw)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            pass
    return BytesHeaderParser(policy=policy.compat32).parsebytes(raw)


def body_bytes(raw: bytes) -> bytes:
    """What stands below the headers: servers on the way change those, not this."""
    found = re.search(rb"\r?\n\r?\n", raw)
    return raw[found.end() :] if found else b""


def headers(message: Message, *names: str) -> list[str]:
    """The values of these headers as they stand, each cut to a length that no honest one reaches."""
    wanted = {name.lower() for name in names}
    values = (str(value) for name, value in message.items() if name.lower() in wanted)
    return [value[:LONGEST_HEADER] for value in islice(values, MOST_HEADERS)]


def first(message: Message, name: str) -> str:
    return next(iter(headers(message, name)), "")


def words(header: str) -> str:
    """A header as people read it."""
    try:
        pieces = decode_header(header[:LONGEST_HEADER])
    except (ValueError, LookupError, TypeError):
        return cleaned(header)
    said = (_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return " ".join(cleaned("".join(said)).split())


def parts(message: Message) -> Iterator[Message]:
    return islice(message.walk(), MOST_PARTS)


def kind(part: Message) -> str:
    return str(part.get_content_type())


def text(part: Message) -> str:
    """The words of one part, whatever it says of its encoding."""
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        raw = None
    if not isinstance(raw, bytes):
        return ""
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        charset = None
    return _decoded(raw[:LONGEST], charset)


def written(message: Message) -> str:
    """What a person wrote, as plain text: the plain part, or else the words of the HTML."""
    found = {kind(part): part for part in reversed(list(parts(message))) if not _is_file(part)}
    plain = cleaned(text(found["text/plain"])) if "text/plain" in found else ""
    if not plain and "text/html" in found:
        plain = cleaned(_without_tags(text(found["text/html"])[:_LONGEST_HTML]))
    return plain[:LONGEST_TEXT]


def cleaned(words: str) -> str:
    """Nothing unseen, no turned direction, no fields of empty lines."""
    seen = _UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n")[: LONGEST_TEXT * 2])
    return _EMPTY_LINES.sub("\n\n", seen).strip()


def _without_tags(markup: str) -> str:
    bare = nh3.clean(
        _BLOCK_END.sub("\n", markup), tags=set(), clean_content_tags={"script", "style", "title"}
    )
    return html.unescape(bare)


def _is_file(part: Message) -> bool:
    return first(part, "Content-Disposition").lower().lstrip().startswith("attachment")


def _decoded(raw: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8"):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")
