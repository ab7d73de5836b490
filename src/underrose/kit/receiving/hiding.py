"""Keeping names, houses, numbers and addresses out of words that somebody wrote: without accents, parted and joined otherwise.

Both sides are folded. It is no promise: a nickname or a description it cannot know.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from underrose.methods.names import digits, fold, romanise
from underrose.methods.names.writing import german, is_latin

_WORD = re.compile("[^\\W_][^\\W_\u0300-\u036f'’`´]*(?:[\u0300-\u036f'’`´][^\\W_]*)*")
_NUMBER = re.compile(r"[+(]?\d[\d ()./\u00a0\u2010-\u2015-]{5,30}\d")
# A shorter sign within another word is chance; a sign of two letters is a name only where it begins as one.
_WITHIN, _SHORT = 4, 2
_MOST_WORDS = 12
Span = tuple[int, int]


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    is_name: bool


def without(words: str, hidden: Iterable[str], label: str) -> str:
    """The words with a label in the place of every sign that is hidden."""
    text = unicodedata.normalize("NFC", words)
    signs = [sign for one in hidden if (sign := unicodedata.normalize("NFC", one).strip())]
    found = sorted({*_literal(text, signs), *_numbers(text, signs), *_names(text, signs)})
    put, after = [], 0
    for start, end in _joined(text, found):
        put += [text[after:start], label]
        after = end
    return "".join([*put, text[after:]])


def _literal(text: str, signs: list[str]) -> Iterator[Span]:
    """As it is written, in whatever letters: addresses, and single signs of scripts that part no words."""
    plain = [sign for sign in signs if len(sign) > _SHORT or not is_latin(sign)]
    for sign in plain:
        for match in re.finditer(re.escape(sign), text, re.IGNORECASE):
            yield match.span()


def _numbers(text: str, signs: list[str]) -> Iterator[Span]:
    """By their last digits: with the code of a country or without, in whatever groups."""
    ends = {end for sign in signs if "@" not in sign and (end := digits(_in_ascii(sign)))}
    for match in _NUMBER.finditer(text) if ends else ():
        written = re.sub(r"\D", "", _in_ascii(match.group()))
        if any(end in written for end in ends):
            yield match.span()


def _in_ascii(text: str) -> str:
    return "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in text)


def _names(text: str, signs: list[str]) -> Iterator[Span]:
    """A word, or several side by side, that fold to a sign; and a word that holds one."""
    wanted = {sign for one in signs if "@" not in one for sign in _writings(one)}
    within = [sign for sign in wanted if len(sign) >= _WITHIN]
    said = [
        _Word(*match.span(), _compact(match.group()), match.group()[0].isupper())
        for match in _WORD.finditer(text)
    ]
    for place, word in enumerate(said):
        if any(sign in word.folded for sign in within):
            yield word.start, word.end
        joined = ""
        for last in said[place : place + _MOST_WORDS]:
            joined += last.folded
            if joined in wanted and (len(joined) > _SHORT or word.is_name or not is_latin(joined)):
                yield word.start, last.end


def _writings(sign: str) -> set[str]:
    """Folded, with ä as ae, and in Latin letters; a single letter of those is no name."""
    ways = (sign, german(sign) or "", romanise(sign))
    found = {_compact(way) for way in ways}
    return {way for way in found if len(way) >= _SHORT or (way and not is_latin(way))}


def _compact(text: str) -> str:
    return fold(text).replace(" ", "")


def _joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Those that overlap, or have nothing but a gap between them, as one."""
    start = end = -1
    for one, other in spans:
        if end >= 0 and (one <= end or not text[end:one].strip(" -\u00a0\u2010\u2011")):
            end = max(end, other)
            continue
        if end >= 0:
            yield start, end
        start, end = one, other
    if end >= 0:
        yield start, end
