"""The places of a text where a name may stand: words with a capital, words of other scripts, initials, spaced letters."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.lattice import script_of

_CAPITALS = "".join(
    chr(code)
    for code in range(0x80, 0x2000)
    if unicodedata.category(chr(code)) in {"Lu", "Lt"} and chr(code) != "\u10a0"
)
_CLASS = f"A-Z{re.escape(_CAPITALS)}"
# Scripts without capitals, and the small letters of scripts that are looked at whole.
_OTHERS = "\u0370-\u03ff\u0400-\u052f\u0531-\u0588\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0900-\u0dff\u0e01-\u0e4e\u10a0-\u10ff\u1780-\u17d3\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MARKED = r"\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0640\u00ad\u200b-\u200d\u2060"
_WITHIN = rf"(?:[^\W_]|[{_MARKED}{_OTHERS}])"
_CANDIDATE = re.compile(
    rf"(?<![\w@/])(?:[{_CLASS}]\.(?:[ \u00a0]?(?:[a-z]\.[ \u00a0]?){{0,3}}[{_CLASS}]\.)*(?![^\W\d_])"  # initials with full stops
    rf"|[{_CLASS}0-9]{_WITHIN}*(?:[-\u2010\u2011’'ʼ]{_WITHIN}{{2,}})*"  # a word with a capital, or one that begins with a digit
    rf"|[{_OTHERS}]{_WITHIN}*(?:[-\u2010\u2011]{_WITHIN}{{2,}})*)"
)
_SPACED = re.compile(r"(?<![\w.’'-])[^\W\d_](?:[ \u00a0.·-][^\W\d_]){1,23}(?![\w’'])")
_POSSESSIVE = re.compile("['’ʼ]s?$", re.IGNORECASE)
_DIGITS = str.maketrans("015438", "oisaeb")
_CAMEL = re.compile("[a-z][A-Z]")


class Token(NamedTuple):
    """A word of the text that may be part of a name. Places are those of the original."""

    start: int
    end: int
    letters: str
    """The letters a to z of it, or the word itself if it is of another script."""
    is_native: bool = False
    is_upper: bool = False
    is_initials: bool = False
    """Capitals with full stops."""
    is_plain: bool = False
    """One capital, then small letters."""
    is_scanned: bool = False
    """Digits stand for letters in it."""


def tokens(text: str) -> Iterator[Token]:
    """The words that may be names, in their order. One pass of one expression over the text."""
    for found in _CANDIDATE.finditer(text):
        token = _token(found.group(), found.start())
        if token is not None:
            yield token


def _token(raw: str, start: int) -> Token | None:
    if raw.isascii() and raw.isalpha():
        # Nearly every word of an English text goes this way.
        small = raw.lower()
        return Token(
            start,
            start + len(raw),
            small,
            is_upper=raw.isupper() and len(raw) > 1,
            is_plain=raw[1:] == small[1:],
        )
    if raw[0].isdigit() and not any(letter.isalpha() for letter in raw):
        return None
    word = _POSSESSIVE.sub("", raw)
    end = start + len(word)
    if script_of(word) and script_of(fold(word)):
        return Token(start, end, word, is_native=True)
    is_scanned = any(map(str.isdigit, word))
    written = letters(word) if word.isascii() and not is_scanned else letters(fold(word).translate(_DIGITS))
    if not written:
        return None
    is_initials = "." in word
    return Token(
        start,
        end,
        written,
        is_upper=word.isupper() and len(written) > 1,
        is_initials=is_initials,
        is_scanned=is_scanned,
    )


def spaced(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of single letters ("O t i e n o", "G.O."): place and the letters a to z."""
    for found in _SPACED.finditer(text):
        written = letters(fold(found.group()))
        if len(written) > 1:
            yield found.start(), found.end(), written


def is_camel(text: str) -> bool:
    """Whether a capital stands right behind a small letter."""
    return _CAMEL.search(text) is not None
