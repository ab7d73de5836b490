"""Whether a text follows the order of a programme with named speakers, which tells who said what; and lists of thanks.

Whoever has the programme lays it beside the report: what is told third was said by whoever spoke third.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.frames.lexicon import CAPITAL
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.shingles import WORD

SIGNIFICANT = 0.05
"""A text that follows a programme as closely as one order in twenty, or fewer, follows it."""
_ROUNDS = 2_000
_EXACT = 7
"""Up to so many matched sessions all orders are counted; beyond, orders are drawn."""
_STEM, _SHORTEST = 6, 3
"""Letters by which forms of a word meet, and of the shortest word that is looked at."""

_NAME = rf"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Mme|Ambassador|H\.E)\.?\s+)*{CAPITAL}[\w’'-]*\.?(?:\s+(?:(?:de|la|van|von|der|bin|ibn|al|el|di|da|dos|y)\s+)?{CAPITAL}[\w’'-]*\.?){{1,4}}"
_ASIDE = r"(?:\s*\([^()\n]{1,80}\))?"
_BETWEEN = r"(?:\s*[,;]\s*(?:and\s+|to\s+)?|\s+and\s+(?:to\s+)?|\s*\n\s*(?:[-*•]\s*)?)"
_LISTED = re.compile(rf"{_NAME}{_ASIDE}(?:{_BETWEEN}{_NAME}{_ASIDE})+")
_BRACKETS = re.compile(r"\([^()\n]*\)")
_NAMES = re.compile(_NAME)
_ENDED = re.compile(r"[.!?]\s")
_THANKS = re.compile(
    r"\b(?:[Tt]hank(?:s|ed|ing|ful)?|[Gg]rateful(?:ly)?|[Gg]ratitude|[Ii]ndebted|[Aa]ppreciation|[Aa]cknowledge(?:s|d|ments?)?|[Cc]redits?)\b"
)
_REACH = 120
"""Characters behind a word of thanks, within which a list of names begins."""


@dataclass(frozen=True, slots=True)
class Order:
    """How closely a text follows a programme."""

    correlation: float
    """Kendall's tau-b of the places of sessions and of the paragraphs most like them, from -1 to 1."""
    chance: float
    """Share of all orders of these paragraphs that follow it as closely."""
    matched: tuple[tuple[int, int], ...]
    """Session and paragraph, in the order of the programme."""

    @property
    def follows(self) -> bool:
        return self.correlation > 0 and self.chance <= SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Thanks:
    """People thanked one after another; places are those of the original text."""

    start: int
    end: int
    names: int


def order_of(text: Passage, sessions: Sequence[str], rng: random.Random) -> Order:
    """Whether the paragraphs of a text come in the order of the sessions of a programme; give those with named speakers.

    Each session (its title, and what was announced of it) is laid beside the paragraph most like it, by cosine of tf-idf (Salton
    and Buckley 1988); the places are correlated by Kendall's tau-b (1945) and tested by permutation. A session like no paragraph, or
    like several alike, counts for nothing. O(sessions x paragraphs + rounds x sessions squared).
    """
    paragraphs = [fold(text.text[start:end]) for start, end in text.paragraphs]
    matched = tuple(_matched([fold(session) for session in sessions], paragraphs))
    places = [place for _, place in matched]
    return Order(tau(places), _chance(places, rng), matched)


def tau(places: Sequence[int]) -> float:
    """Kendall's tau-b between a list and the order it stands in; 0 where nothing can be compared. Quadratic."""
    risen = fallen = tied = 0
    for one, other in combinations(places, 2):
        risen += one < other
        fallen += one > other
        tied += one == other
    pairs = risen + fallen + tied
    return (risen - fallen) / math.sqrt(pairs * (pairs - tied)) if pairs > tied else 0.0


def thanks(text: Passage) -> tuple[Thanks, ...]:
    """Lists of two names or more behind a word of thanks: they say who was in the room. Linear."""
    found: list[Thanks] = []
    for cue in _THANKS.finditer(text.text):
        listed = _listed(text.text, cue.end())
        if listed and (not found or listed.start() >= found[-1].end):
            names = len(_NAMES.findall(_BRACKETS.sub("", listed.group())))
            found.append(Thanks(listed.start(), listed.end(), names))
    return tuple(found)


def _listed(text: str, start: int) -> re.Match[str] | None:
    """The first list of names that begins soon behind this place, in the same sentence."""
    ended = _ENDED.search(text, start, start + _REACH)
    for name in _NAMES.finditer(text, start, ended.start() if ended else start + _REACH):
        if listed := _LISTED.match(text, name.start()):
            return listed
    return None


def _matched(sessions: Sequence[str], paragraphs: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not paragraphs:
        return
    weighed = _weighed([*sessions, *paragraphs])
    asked, told = weighed[: len(sessions)], weighed[len(sessions) :]
    for session, words in enumerate(asked):
        likenesses = [_cosine(words, paragraph) for paragraph in told]
        best = max(likenesses)
        if best > 0 and likenesses.count(best) == 1:
            yield session, likenesses.index(best)


def _weighed(texts: Sequence[str]) -> list[dict[str, float]]:
    """Words of each text, weighed by how rare they are among the texts. Forms of a word meet by their first letters."""
    counted = [
        Counter(word[:_STEM] for word in WORD.findall(text) if len(word) >= _SHORTEST) for text in texts
    ]
    having = Counter(word for words in counted for word in words)
    return [
        {word: (1 + math.log(times)) * math.log(len(texts) / having[word]) for word, times in words.items()}
        for words in counted
    ]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other[word] for word, weight in one.items() if word in other)
    norms = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return round(product / norms, 12) if norms else 0.0


def _chance(places: Sequence[int], rng: random.Random) -> float:
    """The share of orders of these places whose tau is as high: of all orders if there are few, else of those drawn."""
    seen = tau(places)
    if len(places) <= _EXACT:
        orders = list(permutations(places))
        return sum(tau(order) >= seen for order in orders) / len(orders)
    drawn = list(places)
    as_high = 1
    for _ in range(_ROUNDS):
        rng.shuffle(drawn)
        as_high += tau(drawn) >= seen
    return as_high / (_ROUNDS + 1)
