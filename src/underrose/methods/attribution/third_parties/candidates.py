"""Stretches of a text that may speak of somebody: dates, numbers of files, sums, names. Found by pattern alone.

Each has a kind; the model decides which of them give somebody away. Linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.attribution.third_parties.wordlists import classes

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_SUM = r"\d[\d,.\u00a0]*(?<=\d)(?: (?:million|billion|thousand))?"
_COUNT = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|\d{1,3})"
)
_UNIT = "(?:second|minute|hour|day|night|week|month|year|decade)s?"
_CAPITAL = r"[^\W\d_a-zßàâçéèêëîïôöûüñáíóúýžščřěęąłńśźżćđðøåæı][\w’']*(?:[-/]\w+)*"
_INNER = "(?:of|for|and|the|de|la|le|les|du|des|von|van|der|den|di|da|do|e|y|zu|zur|und|et|in|al|el|bin|ibn)"
_CODE = 3
"""Letters of the code of a currency."""
_MONEY = "|".join(sorted((word for word in classes()["money"] if len(word) > _CODE), key=len, reverse=True))
_PATTERNS = {
    "date": rf"\b\d{{1,2}}(?:(?:,| and| to| or|-|–) ?\d{{1,2}})*(?: of)?[ \u00a0]{_MONTH}(?:,? {_YEAR})?\b"
    rf"|\b{_MONTH} (?:\d{{1,2}},? )?{_YEAR}\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:\d\d){{1,2}}\b|\b{_YEAR}-\d\d-\d\d\b"
    rf"|\b{_MONTH}\b|\b(?:the )?{_YEAR}s?(?:[-–/]{_YEAR})?\b(?![/.]\d)",
    "span": rf"\b{_COUNT}(?: and a half)?[- ]{_UNIT}(?:(?:,| and) {_COUNT}[- ]{_UNIT})*(?:-old| old)?\b",
    "sum": rf"(?:\b[A-Z]{{3}} |€ ?|£ ?|\$ ?){_SUM}|\b{_SUM} (?:\w+ )?(?i:{_MONEY})\b(?: \([A-Z]{{3}}\))?|\b{_SUM} [A-Z]{{3}}\b",
    "share": rf"\b{_SUM} ?(?:%|per cent\b|percent\b)",
    "file": r"\b\d{3,6}/\d\d\b(?!/)",
    "code": r"\b(?:[A-Z]{1,5}[ .-]{0,2})?\d+(?:[/.-]\w+)+\b|\b[A-Z]{1,4}[- ]?\d{2,}\b",
    "law": r"\b(?:Article|Section|Rule|Protocol|Regulation|Act|Law|Decree)s? (?:no\. ?)?\d[\d/]*(?: ?§+ ?\d+)?(?: \(\w\))*|§+ ?\d+",
    "person": rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Judge|Justice)\.?(?: and Mrs)? (?:[A-Z]\. ?)*(?:{_CAPITAL}(?: (?:{_CAPITAL}|(?:de|van|von|der|den|al|el|bin)\b))*)?",
    "initials": rf"(?<!\w)(?:[A-ZÀ-Ž]\.[ -]?){{1,4}}(?:{_CAPITAL}(?: {_CAPITAL})*)?",
    "number": rf"\b\d[\d,.]*\b|\b{_COUNT}\b",
    "quoted": r"[“\"«][^”\"»\n]{2,60}[”\"»]",
}
_NAME = re.compile(rf"(?<![\w])(?:{_CAPITAL})(?: (?:{_INNER} ){{0,2}}{_CAPITAL})*")
_KINDS = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items() if kind != "quoted")
)
_QUOTED = re.compile(_PATTERNS["quoted"])
OPENERS = classes()["openers"]
"""Words that begin a sentence, and no name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    start: int
    end: int
    kind: str


def candidates(text: str) -> Iterator[Candidate]:
    """Candidates in the order of the text, never overlapping: patterns first, capitalised names in what is left."""
    last = 0
    for match in _KINDS.finditer(text):
        yield from _names(text, last, match.start())
        end = match.end()
        while end > match.start() and text[end - 1] in " .,-":
            end -= 1
        if end > match.start():
            yield Candidate(match.start(), end, str(match.lastgroup))
        last = match.end()
    yield from _names(text, last, len(text))


def _names(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _NAME.finditer(text, start, end):
        first, last = match.span()
        words = match[0].split(" ")
        while words and words[0].casefold() in OPENERS:
            first += len(words.pop(0)) + 1
        while last > first and text[last - 1] in ".'’":
            last -= 1
        if first < last:
            yield Candidate(first, last, "name")


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Short stretches between quotation marks."""
    for match in _QUOTED.finditer(text):
        yield match.span()
