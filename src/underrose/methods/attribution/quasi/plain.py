"""Words of a text or of a value, as the lexicon compares them: folded, without hyphens inside words."""

import re
from collections.abc import Iterator

from underrose.methods.attribution.folding import fold

_PIECE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*|'s\b|(?<=s)'(?=\s)|\S")


def pieces(folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Words and signs of a part of a folded text, with their places in it. A hyphen inside a word parts two words."""
    for found in _PIECE.finditer(folded, start, end):
        word = found.group()
        at = found.start()
        if (
            word == "-"
            and start < at
            and at + 1 < end
            and folded[at - 1].isalnum()
            and folded[at + 1].isalnum()
        ):
            continue
        yield word, at, found.end()


def plain_words(phrase: str) -> tuple[str, ...]:
    """The words and signs of a phrase: "Policy-maker" is policy, maker."""
    folded = fold(phrase).strip()
    return tuple(word for word, _, _ in pieces(folded, 0, len(folded)))


def without_commas(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word != ",")
