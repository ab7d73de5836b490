"""Sentences of points with a few words changed: by the share of their runs of three words that are still there."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from underrose.methods.attribution.shingles import Hashes, runs
from underrose.methods.attribution.values import Discreet

SIZE, WORDS = 3, 10
"""Words of a run, and of the shortest sentence that is looked at. One changed word costs three runs."""
SHARE = 0.65
"""About one word in ten changed."""
_MANY = 56
"""Sentences that have a run, beyond which it tells nothing."""


class NearCopies(Discreet):
    """Runs of three words of each sentence, for sentences with a few words changed."""

    __slots__ = ("_hashes", "_sentence", "_size")

    def __init__(self, every: Hashes, spans: list[tuple[int, int]], multiplier: int) -> None:
        made = runs(every, SIZE, multiplier)
        size = np.array([end - start - SIZE + 1 for start, end in spans], dtype=np.int64)
        start = np.array([start for start, _ in spans], dtype=np.int64)
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        sentence = np.repeat(np.arange(len(spans)), size)
        hashes = made[np.repeat(start, size) + within] if len(spans) else made[:0]
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._sentence, self._size = hashes[order], sentence[order], size

    def has(self, made: Hashes) -> NDArray[np.bool_]:
        """Which runs of three are in any sentence."""
        if not len(self._hashes) or not len(made):
            return np.zeros(len(made), dtype=bool)
        at = np.minimum(np.searchsorted(self._hashes, made), len(self._hashes) - 1)
        return np.equal(self._hashes[at], made)

    def find(
        self, words: Hashes, spans: list[tuple[int, int, float]], multiplier: int
    ) -> Iterator[tuple[int, int]]:
        """The spans of words that are a sentence with a few words changed. Runs that very many sentences have are left out."""
        made = runs(words, SIZE, multiplier)
        low = np.searchsorted(self._hashes, made, side="left")
        high = np.searchsorted(self._hashes, made, side="right")
        for start, end, share in spans:
            found = [
                self._sentence[low[at] : high[at]]
                for at in range(start, end - SIZE + 1)
                if 0 < high[at] - low[at] <= _MANY
            ]
            if len(found) < share * (WORDS - SIZE + 1):
                continue
            sentences, votes = np.unique(np.concatenate(found), return_counts=True)
            if (votes >= share * self._size[sentences]).any():
                yield start, end
