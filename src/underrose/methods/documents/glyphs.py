"""Which letters our fonts can set, asked before a document is made.

A document with little boxes where letters should be is worse than none, and the typesetter's own error names
no letter a person would recognise.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from underrose.methods.documents.sentences import gettext_noop, place_said, say

FONTS = Path(__file__).parent / "fonts"
_SHOWN = 8


class MissingGlyphs(ValueError):
    """Some letters of a text are in none of our fonts; the sentence names them and, where known, their place."""

    def __init__(self, characters: str, place: str = "") -> None:
        self.characters = characters
        self.place = place
        named = ", ".join(f"“{c}” ({_name(c)})" for c in characters[:_SHOWN])
        more = len(characters) - _SHOWN
        named = say(gettext_noop("{named} and {count} more"), named=named, count=more) if more > 0 else named
        what = (
            say(
                gettext_noop("The document was not made: our fonts have no form for {named} in {place}."),
                named=named,
                place=place_said(place),
            )
            if place
            else say(
                gettext_noop("The document was not made: our fonts have no form for {named}."), named=named
            )
        )
        remedy = say(gettext_noop("Please write these in another way, or add a font that has them."))
        super().__init__(f"{what} {remedy}")


def require_all(texts: Iterable[str]) -> None:
    """Refuse a text with a letter that would be printed as an empty box."""
    found = missing("".join(texts))
    if found:
        raise MissingGlyphs(found)


def require_placed(placed: Iterable[tuple[str, str]]) -> None:
    """The same for texts that stand at places a person can go to ("badge 12, name"): the first place is named."""
    for place, text in placed:
        found = missing(text)
        if found:
            raise MissingGlyphs(found, place)


def missing(text: str) -> str:
    """The letters of a text that none of our fonts has, each once."""
    return "".join(sorted(c for c in set(text) - _covered() if not _is_invisible(c)))


@lru_cache(maxsize=1)
def _covered() -> frozenset[str]:
    found: set[str] = set()
    for path in sorted(FONTS.glob("*-Regular.ttf")):
        with TTFont(path, lazy=True) as font:
            found.update(map(chr, font.getBestCmap()))
    return frozenset(found)


def _is_invisible(character: str) -> bool:
    """Spaces, joiners and direction marks need no form of their own."""
    return unicodedata.category(character) in {"Zs", "Cf", "Zl"} or "\ufe00" <= character <= "\ufe0f"


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
