"""Letters of a page that were read twice, as the file tells them and as the page shows them, held against each other."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from underrose.methods.documents.readers.pdf_lines import Letter, Line

UNTOLD = "\ufffd"
_FEWEST = 2
"""Letters that must differ on a page; one alone is a sign of a formula or a bullet."""
_ALIKE = str.maketrans(
    {"\u2206": "δ", "\u220f": "π", "\u2211": "σ", "\u00b5": "μ", "ς": "σ", "ı": "i", "ȷ": "j"}
)
"""Signs of mathematics that the list of glyph names knows by the name of a letter, and letters without their dot."""
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_MANY = 3
_WORD = 3
"""Signs that make a word; a sign beside one letter is a "©" that was drawn of two."""


@dataclass(frozen=True, slots=True)
class Twice:
    """One page: its lines as shown, and whether letters of it are told as other letters."""

    lines: list[Line]
    differs: bool


def folded(text: str) -> str:
    """A text as its letters and numbers alone, so that ligatures, capitals, spaces and hyphens make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return "".join(sign for sign in plain if sign.isalnum())


def compared(told: list[Line], shown: list[Line]) -> Twice:
    """The lines as shown, with what only the file can tell put in, beside those that were told. Linear in the letters."""
    by_place = _by_place(told)
    others = sum(
        1
        for place, signs in _by_place(shown).items()
        if UNTOLD not in signs
        and (letters := folded(signs))
        and sorted(folded(by_place.get(place, ""))) != sorted(letters)
    )
    lines = [
        Line(line.page, line.height, [_known(letter, by_place) for letter in line.letters]) for line in shown
    ]
    return Twice(lines, others >= _FEWEST)


def _by_place(lines: Iterable[Line]) -> dict[tuple[float, float], str]:
    """What stands at each place; the letters of a ligature stand at one."""
    found: dict[tuple[float, float], str] = {}
    for line in lines:
        for letter in line.letters:
            if not letter.sign.isspace():
                found[_place(letter)] = found.get(_place(letter), "") + letter.sign
    return found


def _place(letter: Letter) -> tuple[float, float]:
    return round(letter.left, 1), round(letter.base, 1)


def _known(letter: Letter, told: dict[tuple[float, float], str]) -> Letter:
    return replace(letter, sign=told.get(_place(letter), UNTOLD)) if letter.sign == UNTOLD else letter


def untold(lines: Iterable[Line]) -> int:
    """How many letters no program can tell: those in words, and many in a line. A bullet alone does not count. Linear."""
    count = 0
    for line in lines:
        found = len(_PRIVATE.findall(line.words))
        in_words = sum(
            len(_PRIVATE.findall(word)) for word in line.words.split() if sum(map(_counts, word)) >= _WORD
        )
        count += found if found >= _MANY else in_words
    return count


def _counts(sign: str) -> bool:
    return sign.isalnum() or _PRIVATE.fullmatch(sign) is not None
