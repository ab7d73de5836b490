"""Finding known phrases in running text: the longest at each place, whole words only, in one pass.

A megabyte is read in a fraction of a second: only words that begin some phrase are looked at closely.
"""

import re
from collections import defaultdict

from underrose.context.folding import plain

_WORD = re.compile(r"\w+")
_BREAK = r"(?:[ \-]+|[ ]*\n[ ]*)"
_TOKEN = re.compile(r"\w+|[^\w\s\-]")
_SHORT = 5
# What may stand between a mark and the word after it.
_JOINED_BY = {"'": "", "/": "", "(": "", ".": "[ ]?"}
# Names that people bear too: beside another capitalised word they are taken for a person's.
_GIVEN_NAMES = frozenset({"chad", "georgia", "jordan"})
_BEFORE = re.compile(r"(\w+) $")
_AFTER = re.compile(r" (\w)")
_LEADS_TO_A_PLACE = frozenset(
    {
        "across",
        "in",
        "inside",
        "into",
        "neighbouring",
        "northern",
        "southern",
        "eastern",
        "western",
        "through",
        "throughout",
        "via",
        "visit",
        "within",
    }
)
_NO_GIVEN_NAME = _LEADS_TO_A_PLACE | {
    "a",
    "and",
    "as",
    "at",
    "between",
    "both",
    "but",
    "by",
    "for",
    "from",
    "including",
    "like",
    "of",
    "on",
    "or",
    "over",
    "since",
    "than",
    "that",
    "the",
    "to",
    "toward",
    "towards",
    "when",
    "where",
    "while",
    "with",
}
# "Reunion" without its accent is an English word.
_NEEDS_ACCENT = frozenset({"reunion"})


class Search:
    """Phrases with a key each, and phrases inside which nothing is looked for."""

    def __init__(self, phrases: dict[str, str], silent: list[str]) -> None:
        written: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
        known = {phrase.casefold() for phrase in phrases}
        for phrase, key in [*phrases.items(), *((one, None) for one in silent)]:
            if key and phrase.partition(", ")[2].casefold() in known:
                continue  # "Hong Kong, China" in a sentence may be two members of a list
            tokens = _tokens(phrase)
            for first in ("saint", "st") if tokens[0] == "saint" else (tokens[0],):
                written[first].append((_pattern(tokens, first), phrase, key))
        self._ways = {first: _one_pattern(ways) for first, ways in written.items()}

    def find(self, text: str) -> list[tuple[int, int, str]]:
        folded, places = plain(text)
        found = []
        end = 0
        for word in _WORD.finditer(folded):
            way = self._ways.get(word.group())
            if way is None or word.start() < end:
                continue
            pattern, meanings = way
            match = pattern.match(folded, word.start())
            if match is None or match.lastindex is None:
                continue
            phrase, key = meanings[match.lastindex - 1]
            start, stop = _places(match.start(), match.end(), places)
            if key is None:
                end = match.end()
            elif _is_meant(text, start, stop, phrase):
                end = match.end()
                found.append((start, stop, key))
        return found


def _tokens(phrase: str) -> list[str]:
    tokens = _TOKEN.findall(plain(phrase)[0])
    return tokens[1:] if tokens[0] == "the" and len(tokens) > 1 else tokens


def _pattern(tokens: list[str], first: str) -> str:
    """Words joined by spaces, hyphens or one line break; "and" or "&"; an apostrophe or none."""
    parts = [first + (r"\.?" if first == "st" else "")]
    before = first
    for piece in tokens[1:]:
        if piece.isalnum():
            parts += [_JOINED_BY.get(before, _BREAK), _word(piece)]
        else:
            parts.append({"'": "'?", "(": _BREAK + r"\("}.get(piece, re.escape(piece)))
        before = piece
    return "".join(parts)


def _word(word: str) -> str:
    return {"and": "(?:and|&)", "saint": r"(?:saint|st\.?)"}.get(word, re.escape(word))


def _one_pattern(
    ways: list[tuple[str, str, str | None]],
) -> tuple[re.Pattern[str], list[tuple[str, str | None]]]:
    longest_first = sorted(ways, key=lambda way: -len(way[1]))
    joined = "|".join(f"({pattern})(?!\\w)" for pattern, _, _ in longest_first)
    return re.compile(joined), [(phrase, key) for _, phrase, key in longest_first]


def _places(start: int, end: int, places: list[int] | None) -> tuple[int, int]:
    return (start, end) if places is None else (places[start], places[end - 1] + 1)


def _is_meant(text: str, start: int, end: int, phrase: str) -> bool:
    """A name begins with a capital; an abbreviation is written exactly so; a person's name is not a country."""
    written = text[start:end]
    if len(phrase) <= _SHORT and sum(map(str.isupper, phrase)) > 1:
        return written == phrase and text[end : end + 1] != "$"
    if written.islower() or (written[0].islower() and " " not in written):
        return False
    name = plain(written)[0]
    if name in _NEEDS_ACCENT:
        return not written.isascii()
    return name not in _GIVEN_NAMES or not _is_person(text, start, end)


def _is_person(text: str, start: int, end: int) -> bool:
    before = _BEFORE.search(text[max(0, start - 40) : start])
    word = before.group(1) if before else ""
    if word.casefold() in _LEADS_TO_A_PLACE:
        return False
    after = _AFTER.match(text, end)
    has_surname = bool(after and after.group(1).isupper())
    return has_surname or (word[:1].isupper() and word.casefold() not in _NO_GIVEN_NAME)
