"""Words of a text or of a value, as the lexicon compares them: folded, without hyphens inside words."""

import re

from underrose.methods.attribution.folding import fold

# Nothing is given back where it stands, which halves the time.
_PIECE = re.compile(r"[^\W_]++(?:\.[^\W_]++)*+|'s\b|(?<=s)'(?=\s)|\S")


def pieces(folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Words and signs of a part of a folded text, with their places in it. A hyphen inside a word parts two words."""
    found: list[tuple[str, int, int]] = []
    at = start
    for word in _PIECE.findall(folded, start, end):  # only blanks stand between two: each is where it is next
        at = folded.index(word, at)
        found.append((word, at, at := at + len(word)))
    if folded.find("-", start, end) < 0:
        return found
    return [one for one in found if one[0] != "-" or not _is_inside(folded, start, one[1], end)]


def _is_inside(folded: str, start: int, at: int, end: int) -> bool:
    return start < at and at + 1 < end and folded[at - 1].isalnum() and folded[at + 1].isalnum()


def plain_words(phrase: str) -> tuple[str, ...]:
    """The words and signs of a phrase: "Policy-maker" is policy, maker."""
    folded = fold(phrase).strip()
    return tuple(word for word, _, _ in pieces(folded, 0, len(folded)))


def without_commas(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word != ",")
