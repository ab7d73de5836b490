"""From bytes to letters: the encoding of a plain text, and letters that nobody can see."""

import codecs
import re
import unicodedata
from typing import NamedTuple

from underrose.methods.documents.readers.unreadable import Unreadable

_BINARY = (
    "This file does not hold text. Nothing was stored. "
    "Please choose the note itself, as Word (.docx), PDF, Markdown or plain text."
)
UNKNOWN = (
    "The letters of this file could not be made out. Nothing was stored. "
    'Please save it as plain text in the encoding "UTF-8" and try again.'
)
_FEW = 1 / 4
"""Below this share of damaged letters a text counts as damaged UTF-8 rather than as another encoding."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_SHIFTS = re.compile("\x1b[$(][ -~]")
"""How East Asian mail changes from one set of signs to another: the bytes are those of ASCII, and the words are not."""
_SEVEN = re.compile(r"(?P<before>[A-Za-z]?)\+(?P<signs>[A-Za-z0-9+/]{3,400}+)(?:-(?P<after>[A-Za-z]?))?")
"""How UTF-7 (RFC 2152) writes whatever is not ASCII."""
_ACCENTED = "\u024f"
_UNSEEN = re.compile("[\u202a-\u202e\U000e0000-\U000e007f]")
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Letters(NamedTuple):
    """The text of a file, a sentence where its encoding had to be guessed or letters were damaged, and whether it was guessed."""

    text: str
    told: tuple[str, ...] = ()
    is_guessed: bool = False


def decode(raw: bytes) -> Letters:
    """Bytes as letters; `Unreadable` where they are no text, or of an encoding that is not known here. Linear."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding)
    return _decoded(raw, "utf-8")


def _decoded(raw: bytes, encoding: str) -> Letters:
    text = raw.decode(encoding, "replace")
    if _SHIFTS.search(text) or any(map(_is_of_seven_bits, _SEVEN.finditer(text))):
        raise Unreadable(UNKNOWN)
    told: tuple[str, ...] = ()
    damaged = text.count("\ufffd")
    if damaged and encoding == "utf-8" and b"\x00" not in raw:
        text, told = _guessed(raw, text, damaged)
    is_guessed = bool(told)
    controls = len(_CONTROLS.findall(text))
    damaged = text.count("\ufffd")
    if "\x00" in text or controls > 2 + len(text) // 200 or damaged > 8 + len(text) // 20:
        raise Unreadable(_BINARY)
    if damaged:
        told = (_damage(damaged),)
    return Letters(_NEWLINE.sub("\n", text), told, is_guessed)


def _is_of_seven_bits(found: re.Match[str]) -> bool:
    """Whether it stands for letters of one script beyond ASCII. A telephone number does not, nor "a+b-c"; a single letter has
    to be accented and stand in a word.
    """
    try:
        letters = f"+{found['signs']}-".encode("ascii").decode("utf-7")
    except UnicodeDecodeError:
        return False
    if found["signs"].isdigit() or not all(letter > "\x7f" and letter.isalpha() for letter in letters):
        return False
    if len(letters) == 1:
        return letters <= _ACCENTED and bool(found["before"] or found["after"])
    return len({unicodedata.name(letter, letter).split()[0] for letter in letters}) == 1


def _guessed(raw: bytes, text: str, damaged: int) -> tuple[str, tuple[str, ...]]:
    """Text that is not quite UTF-8: damaged, if most of its letters are sound; else of an older Windows."""
    sound = sum(1 for letter in text if letter > "\x7f") - damaged
    if damaged < sound * _FEW:
        return text, ()
    try:
        older = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(UNKNOWN) from error
    return older, (
        "The encoding of this text was not marked and has been guessed (Windows-1252); please look at accented letters.",
    )


def _damage(count: int) -> str:
    if count == 1:
        return "1 letter was damaged in the file and stands as \ufffd."
    return f"{count:,} letters were damaged in the file and stand as \ufffd."


def clean(text: str) -> tuple[str, bool]:
    """The text without characters that have no place in one, and whether some of them could mislead a reader."""
    seen = _UNSEEN.sub("", text)
    return _NEVER.sub("", seen), len(seen) != len(text)
