"""Whether a text follows the order of a programme with named speakers, which tells who said what; and lists of thanks.

Whoever has the programme lays it beside the report: what is told third was said by whoever spoke third.
"""

import math
import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.frames.lexicon import CAPITAL
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.shingles import WORD

SIGNIFICANT = 0.05
"""A text that follows a programme as closely as one order in twenty, or fewer, follows it."""
_ROUNDS = 2_000
_EXACT = 7
"""Up to so many matched sessions all orders are counted; beyond, orders are drawn."""
_DRAWN = 40
"""Up to so many orders are drawn; beyond, tau is normally distributed."""
_MOST_SESSIONS = 300
_DIGITS = 9
"""Of a likeness; what differs behind them is how a sum was rounded."""
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
    and Buckley 1988); the places are correlated by Kendall's tau-b (1945) and tested by permutation, or where there are many, by
    its normal approximation (Kendall 1948). A session like no paragraph, or like several alike, counts for nothing. More sessions
    than a programme has are a list, and have no order. O(words of sessions x paragraphs + rounds x sessions log sessions).
    """
    paragraphs = [fold(text.text[start:end]) for start, end in text.paragraphs]
    matched = tuple(_matched([fold(session) for session in sessions], paragraphs))
    places = [place for _, place in matched]
    return Order(tau(places), _chance(places, rng), matched)


def tau(places: Sequence[int]) -> float:
    """Kendall's tau-b between a list and the order it stands in; 0 where nothing can be compared. O(n log n)."""
    score, pairs, tied = _compared(places)
    return score / math.sqrt(pairs * (pairs - tied)) if pairs > tied else 0.0


def _compared(places: Sequence[int]) -> tuple[int, int, int]:
    """Pairs that rise less those that fall, all pairs, and those that are equal."""
    seen: list[int] = []
    score = tied = 0
    for place in places:
        lower, upto = bisect_left(seen, place), bisect_right(seen, place)
        score += lower - (len(seen) - upto)
        tied += upto - lower
        seen.insert(upto, place)
    return score, len(places) * (len(places) - 1) // 2, tied


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
    if not paragraphs or len(sessions) > _MOST_SESSIONS:
        return
    weighed = _weighed([*sessions, *paragraphs])
    asked, told = weighed[: len(sessions)], weighed[len(sessions) :]
    having = _having(told)
    lengths = np.array(
        [math.sqrt(sum(weight * weight for weight in words.values())) or 1.0 for words in told]
    )
    for session, words in enumerate(asked):
        found = [(having[word], weight) for word, weight in words.items() if word in having]
        if not found:
            continue
        places = np.concatenate([where for (where, _), _ in found])
        weights = np.concatenate([weight * theirs for (_, theirs), weight in found])
        likenesses = np.round(np.bincount(places, weights, minlength=len(told)) / lengths, _DIGITS)
        best = likenesses.max()
        if best > 0 and np.count_nonzero(likenesses == best) == 1:
            yield session, int(likenesses.argmax())


def _having(texts: Sequence[Mapping[str, float]]) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """For each word the texts that have it, and how much it weighs there."""
    found: dict[str, tuple[list[int], list[float]]] = {}
    for place, words in enumerate(texts):
        for word, weight in words.items():
            places, weights = found.setdefault(word, ([], []))
            places.append(place)
            weights.append(weight)
    return {word: (np.array(places), np.array(weights)) for word, (places, weights) in found.items()}


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


def _chance(places: Sequence[int], rng: random.Random) -> float:
    """The share of orders of these places whose tau is as high: of all if they are few, of those drawn, or by the normal curve."""
    seen = tau(places)
    if len(places) <= _EXACT:
        orders = list(permutations(places))
        return sum(tau(order) >= seen for order in orders) / len(orders)
    if len(places) > _DRAWN:
        return _normal_chance(places)
    drawn = list(places)
    as_high = 1
    for _ in range(_ROUNDS):
        rng.shuffle(drawn)
        as_high += tau(drawn) >= seen
    return as_high / (_ROUNDS + 1)


def _normal_chance(places: Sequence[int]) -> float:
    """The upper tail of the normal distribution of the score, with its variance lessened for ties."""
    score, _, _ = _compared(places)
    spread = sum(times * (times - 1) * (2 * times + 5) for times in Counter(places).values())
    variance = (len(places) * (len(places) - 1) * (2 * len(places) + 5) - spread) / 18
    return math.erfc(score / math.sqrt(2 * variance)) / 2 if variance else 1.0
