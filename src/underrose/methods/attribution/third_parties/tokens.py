"""Words of a text with what the model wants to know of each: its folded form, its shape, its classes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from underrose.methods.attribution.third_parties.wordlists import classes_of
from underrose.methods.names import fold

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    folded: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Numbers, words and marks of `start` to `end`, by their places in the text."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Token(m.start(), m.end(), m[0], folded(m[0])) for m in found]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """The word in small letters without marks; a mark stays itself."""
    return fold(word) or word


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """The word with letters made X and x and digits 9, runs of one kind cut at two; numbers keep their length."""
    if word.isdigit():
        return f"9{len(word)}"
    letters = ("X" if letter.isupper() else "x" if letter.isalpha() else letter for letter in word)
    return re.sub(r"(.)\1{2,}", r"\1\1", "".join(letters))


@lru_cache(maxsize=50_000)
def kinds(word: str) -> tuple[str, ...]:
    """The classes of a folded word. A number of four digits that may be a year is one."""
    if word.isdigit():
        return ("year",) if _YEAR.fullmatch(word) else ()
    return classes_of().get(word, ())
