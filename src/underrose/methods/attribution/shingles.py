"""Keyed hashes of runs of words: equal runs have equal hashes, and without the key nobody can test a guess.

A word is hashed by BLAKE2b with the key (RFC 7693); a run of words by a polynomial over the hashes of its words, with
a multiplier from the key, modulo 2**64. Two different runs meet with a chance of about the length of the run in 2**63.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""A word of folded text. "We've" is one word, "follow-up" two."""
_FILLERS = frozenset({"um", "uh", "er", "erm", "ah", "eh", "mm", "hmm"})
_MOST = 100_000
"""Words whose hashes are kept at hand."""
_NOTHING = 0


class WordHashes(dict[str, int]):
    """The hash of each word, filled as words are met. Sounds of hesitation have none."""

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = blake2b(key, digest_size=32, person=b"underrose words").digest()
        self.multiplier = int.from_bytes(self._hash(b"\0"), "little") | 1

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST:
            self.clear()
        plain = word.replace("'", "").encode("utf-8", "surrogatepass")
        hashed = _NOTHING if word in _FILLERS else int.from_bytes(self._hash(plain), "little") | 2
        self[word] = hashed
        return hashed

    def of(self, words: Sequence[str]) -> Hashes:
        """One hash for each word, sounds of hesitation with the hash 0. Linear."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.uint64, count=len(words))

    def _hash(self, told: bytes) -> bytes:
        return blake2b(told, key=self._key, digest_size=8).digest()


def runs(words: Hashes, size: int, multiplier: int) -> Hashes:
    """The hash of the run of `size` words that begins at each place; empty where there are fewer words. Linear."""
    count = len(words) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    by = np.uint64(multiplier)
    made = words[:count].copy()
    for step in range(1, size):
        made *= by
        made += words[step : step + count]
    return made


def stretches(is_found: NDArray[np.bool_], size: int) -> Iterator[tuple[int, int]]:
    """From the places where runs of `size` words are found to the spans of words they cover, joined where they overlap."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_found, [False])).astype(np.int8)))
    held: tuple[int, int] | None = None
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if held and start < held[1]:
            held = (held[0], end + size - 1)
        else:
            if held:
                yield held
            held = (start, end + size - 1)
    if held:
        yield held
