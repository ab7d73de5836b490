"""A text read once for the models: its paragraphs, words, candidates, and what holds for the whole of it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from underrose.methods.attribution.third_parties.candidates import Candidate, candidates, quoted
from underrose.methods.attribution.third_parties.tokens import Token, tokens
from underrose.methods.attribution.third_parties.wordlists import usual

_APPLICANT = re.compile(
    r"(?:nationals?|citizens?|persons?|company|applicants?)[^.;\n]{0,40}?, ((?:Mr|Mrs|Ms|Miss|Dr)[^(\n]{2,60}?)(?:,| \()"
)
_AGAINST = re.compile(
    r"against (?:the )?((?:Republic of |Kingdom of |Federal Republic of )?[A-Z]\w+(?: (?:of |and )?[A-Z]\w+)*)"
)
_NUMBERED = re.compile(r"(?:[IVX]+|[A-Z]|\d)\. ")
_SECTIONS = ("procedure", "facts", "law", "circumstances", "background")
_HEADING = 90
"""A longer line is no heading."""
_BEGINNING = 4000
"""Who a judgment is about stands in its first characters."""
SELDOM, SOMETIMES = 3, 6
"""A word in fewer texts than these is rare, is scarce."""

Usage = Mapping[str, int]
"""In how many texts a word stands."""


class Line(NamedTuple):
    """A paragraph: its words, for each the place of its candidate or -1, and the section it stands in."""

    tokens: list[Token]
    inside: list[int]
    section: str


@dataclass(slots=True)
class Document:
    """A text with its paragraphs and candidates."""

    text: str
    lines: list[Line] = field(default_factory=list)
    spans: list[Candidate] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """Each candidate folded."""
    times: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    subject: frozenset[str] = frozenset()
    """Words of the name of whoever the text is about."""
    state: str = ""
    quoted: frozenset[int] = frozenset()
    rarity: Mapping[str, str] = field(default_factory=dict)
    """Which of its small words are rare or scarce elsewhere."""


def read(text: str, usage: Usage | None = None) -> Document:
    """Read a text once. `usage` says in how many other texts a word stands; without it the table of the package does.

    Linear in the length of the text.
    """
    known = usual() if usage is None else usage
    made = Document(text, spans=list(candidates(text)))
    starts = [span.start for span in made.spans]
    section = "none"
    for match in re.finditer(r"[^\n]+", text):
        found = tokens(text, match.start(), match.end())
        if found:
            section = _section(match[0], section)
            made.lines.append(Line(found, [_inside(made.spans, starts, token) for token in found], section))
    made.keys = [
        " ".join(token.folded for token in tokens(text, span.start, span.end)) for span in made.spans
    ]
    made.times.update(made.keys)
    made.words.update(token.folded for line in made.lines for token in line.tokens)
    made.rarity = {word: _rarity(known.get(word, 0)) for word in made.words if known.get(word, 0) < SOMETIMES}
    made.quoted = frozenset(place for start, end in quoted(text) for place in range(start, end))
    _whose(made)
    return made


def _rarity(texts: int) -> str:
    return "rare" if texts < SELDOM else "scarce"


def _whose(made: Document) -> None:
    applicant = _APPLICANT.search(made.text[:_BEGINNING])
    if applicant:
        words = frozenset(token.folded for token in tokens(applicant[1]) if len(token.text) > 1)
        made.subject = words - {"mr", "mrs", "ms", "and"}
    state = _AGAINST.search(made.text[:_BEGINNING])
    if state:
        made.state = state[1].split()[-1].casefold()


def _section(line: str, before: str) -> str:
    if len(line) < _HEADING and (line.isupper() or _NUMBERED.match(line)):
        low = line.casefold()
        return next((word for word in _SECTIONS if word in low), before)
    return before


def _inside(spans: Sequence[Candidate], starts: Sequence[int], token: Token) -> int:
    place = bisect_right(starts, token.start) - 1
    return place if place >= 0 and spans[place].end > token.start else -1
