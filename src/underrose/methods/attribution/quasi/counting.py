"""How many are meant: "both", "at least one", "none of the", "all but one of the", "except for the"."""

import re

from underrose.methods.attribution.quasi.phrase import NounPhrase
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import Token

_WORDS_BEFORE = 7
_NUMBERS = words("numbers")
_DETERMINING = words("counts")
_PARTITIVE = words("partitives") | _NUMBERS
_EXCEPT = re.compile(
    r"(?:except(?:ing)?(?: for)?|with the exception of|apart from|other than|save for|aside from|bar)"
    r"(?: (?:the|a|an|our|\w+ of|those))*$"
)
_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everybody|every|nobody|anyone|none|no one)(?: other)?(?: \w+)? (?:but|except|save|bar|apart|aside)\b[^,;.]*$"
)
_AT_LEAST = re.compile(r"\b(?:at least|at most|only|just|no fewer than|exactly|more than|fewer than)$")


def count(tokens: list[Token], phrase: NounPhrase) -> tuple[str, int]:
    """How many are meant, from the words before the phrase, and the token where those words begin."""
    row = [token.text for token in tokens[: phrase.head]]
    first = phrase.first
    found, first = _partitive(row, first)
    if not found and phrase.determiner in _DETERMINING:
        found = phrase.determiner
    inner = row[phrase.first :]
    if not found and phrase.is_plural and any(_is_number(word) and word != "one" for word in inner):
        found = "number"
    before = " ".join(row[max(0, first - _WORDS_BEFORE) : first])
    if _EXCEPT.search(before):
        return "except", first
    most = _ALL_BUT.search(" ".join(row[max(0, first - _WORDS_BEFORE) : phrase.first]))
    if most:
        return "except", max(0, phrase.first - len(most.group().split()))
    least = _AT_LEAST.search(before)
    if least:
        first -= len(least.group().split())
        found = found or least.group().split()[-1]
    return found, first


def _partitive(row: list[str], first: int) -> tuple[str, int]:
    """“Two of the judges”, "both Kenyans": the count before the noun phrase, and where it begins."""
    if first > 1 and row[first - 1] == "of" and (row[first - 2] in _PARTITIVE or row[first - 2].isdigit()):
        begin = first - 2
        return row[begin], begin - 1 if begin and row[begin - 1] in {"the", "a"} else begin
    if first > 0 and (_is_number(row[first - 1]) or row[first - 1] in {"both", "all"}):
        return row[first - 1], first - 1
    return "", first


def _is_number(word: str) -> bool:
    return word in _NUMBERS or word.isdigit()
