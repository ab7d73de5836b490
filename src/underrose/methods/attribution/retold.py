"""Clauses of points told in another number or by another person: "they pay before they dig" for "We pay before we dig".

Articles are left out, pronouns count as one word and endings of number as none; what is left is compared by keyed hashes of runs.
A run of nine such words is found if it is more than half of a point and a clause of the text: of 272 summaries that people wrote none had one.
"""

from collections.abc import Iterator

import numpy as np

from underrose.methods.attribution.shingles import Hashes, WordHashes, runs, stretches
from underrose.methods.attribution.values import Discreet

SIZE = 9
"""Words of a run, articles left out."""
SHARE = 0.5
"""Of the words of a point that the run must be more than."""
_STOCK = 4
"""Points that have a run, from which on it is a phrase of the trade."""
_LEFT_OUT = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_PERSONS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself they them their "  # noqa: SIM905 # a list of words
    "theirs themselves it its itself one oneself".split()
)
_SHORTEST = 4
_HISSING = ("xes", "ses", "ches", "shes", "zes")
_LAST = ("s", *(ending[:-1] for ending in _HISSING))


class PlainHashes(WordHashes):
    """The hash of each word without person and number; articles have none."""

    def __missing__(self, word: str) -> int:
        hashed = 0 if word in _LEFT_OUT else super().__missing__(plain(word))
        self[word] = hashed
        return hashed


def plain(word: str) -> str:
    """A word of folded English without its number, one word for every pronoun."""
    if word in _PERSONS:
        return "they"
    if len(word) < _SHORTEST or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(_HISSING):
        return word[:-2]
    # "Cases" and "boxes" lose as much as each other, so "case" loses its e as well.
    return word[:-1] if word.endswith(_LAST) else word


class Retold(Discreet):
    """Runs of the words of points. Building is O(n log n) in the words, finding O(m log n)."""

    __slots__ = ("_hashes", "_kept", "_lengths", "_multiplier", "_point", "_points")

    def __init__(self, told: list[list[str]], key: bytes) -> None:
        words = PlainHashes(key)
        self._multiplier = words.multiplier
        self._kept = PlainHashes(key)
        some = [hashes[hashes != 0] for hashes in map(words.of, told)]
        self._lengths = np.array([len(hashes) for hashes in some], dtype=np.int64)
        made = [runs(hashes, SIZE, self._multiplier) for hashes in some]
        every = np.concatenate(made) if made else np.empty(0, dtype=np.uint64)
        owner = np.repeat(np.arange(len(made)), [len(one) for one in made])
        order = np.lexsort((owner, every))
        every, owner = every[order], owner[order]
        is_new = np.append(True, every[1:] != every[:-1])[: len(every)]
        is_other = is_new | np.append(True, owner[1:] != owner[:-1])[: len(every)]
        starts = np.flatnonzero(is_new)
        self._hashes, self._point = every[starts], owner[starts]
        self._points = np.add.reduceat(is_other.astype(np.int64), starts) if len(starts) else starts

    def find(self, words: list[str]) -> Iterator[tuple[int, int, float]]:
        """First word, word behind the last, and the share of the run that one point alone has, of each run that is most of a point."""
        hashes = self._kept.of(words)
        kept = np.flatnonzero(hashes)
        made: Hashes = runs(hashes[kept], SIZE, self._multiplier)
        if not len(made) or not len(self._hashes):
            return
        at = np.minimum(np.searchsorted(self._hashes, made), len(self._hashes) - 1)
        for start, end in stretches(np.equal(self._hashes[at], made), SIZE):
            which = at[start : end - SIZE + 1]
            is_most = end - start > SHARE * self._lengths[self._point[which[0]]]
            if is_most and self._points[which].min() < _STOCK:
                yield int(kept[start]), int(kept[end - 1]) + 1, float(np.mean(self._points[which] == 1))
