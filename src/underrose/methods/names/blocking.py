"""Who is laid beside whom: keys that writings of one name share, and the groups that share a key, the rarest first.

Source: blocking with purging of large blocks (Papadakis and others, 2013); the sorted neighbourhood of Hernández and Stolfo
(1995) where a block is too large to compare everybody in it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from underrose.methods.names.parts import Name, Part, bones, taken_apart
from underrose.methods.names.writing import german

CROWD = 40
"""Of more than these not everybody is laid beside everybody: they say little by what they share."""
WINDOW = 6
"""Neighbours in the order of their sounds that are still looked at in a crowd."""
MOST_KEYS = 64
_WORDS = 5
_JOINED = re.compile("^(?:[ae]l|von|van(?:de[nr]?)?)(?=.{4})")


def keys(name: str) -> frozenset[str]:
    """Blocking keys: people whose names share none are never compared. Five to thirty for a usual name.

    A key is the consonants of one word with the first sound of another, so that one word may be spelt quite differently
    or be an initial.
    """
    writings = [name, *([other] if (other := german(name)) else [])]
    return keys_of(taken_apart(writing) for writing in writings)


def keys_of(names: Iterable[Name]) -> frozenset[str]:
    """The keys of all writings of one name, at most 64."""
    found: dict[str, None] = {}
    for name in names:
        for key in _keys(name):
            found[key] = None
            if len(found) == MOST_KEYS:
                return frozenset(found)
    return frozenset(found)


def _keys(name: Name) -> Iterator[str]:
    if not (parts := name.parts[:_WORDS]):
        return
    known = [bones(part)[0] for part in parts]
    yield "=" + " ".join(sorted(known))
    starts = [_starts(part) for part in parts]
    for at, part in enumerate(parts):
        if part.is_initial:
            continue
        for bone in _bones(part, known[at], parts[at + 1 : at + 2]):
            for place, other in enumerate(starts):
                if place != at:
                    yield from (f"{bone}:{start}" for start in other)


def _starts(part: Part) -> tuple[str, ...]:
    """J sounds as in Julia, or as in Jamal."""
    start = bones(part)[1]
    return (start, "s") if part.heard.startswith("j") else (start,)


def _bones(part: Part, own: str, following: Sequence[Part]) -> dict[str, None]:
    """The consonants of a word, without an article written together with it, and joined to the next word."""
    found = {own: None}
    if _JOINED.match(part.heard):
        found[bones(Part(part.word, _JOINED.sub("", part.heard)))[0]] = None
    for other in following:
        if not other.is_initial:
            found[bones(Part("", part.heard + other.heard))[0]] = None
    return found


def side_by_side(blocks: Iterable[Sequence[int]], border: int | None = None) -> Iterator[tuple[int, int]]:
    """Pairs of each block, the rarest blocks first; of a crowd, in the order given, neighbours alone. Some come more than once.

    With a border only pairs across it: of one before it and one from it on.
    """
    for block in sorted(blocks, key=len):
        if len(block) <= CROWD:
            near: Iterable[tuple[int, int]] = combinations(sorted(block), 2)
        else:
            near = (
                (min(one, other), max(one, other))
                for step in range(1, WINDOW + 1)
                for one, other in zip(block, block[step:], strict=False)
            )
        yield from near if border is None else (pair for pair in near if pair[0] < border <= pair[1])


def with_the_first(
    block: Sequence[int], border: int | None = None, crowd: int = CROWD
) -> Iterator[tuple[int, int]]:
    """Everybody of a block in order with everybody, or of a crowd everybody with the first of the block (or of the other list)."""
    if border is None:
        yield from combinations(block, 2) if len(block) <= crowd else ((block[0], one) for one in block[1:])
        return
    here = [one for one in block if one < border]
    there = block[len(here) :]
    if not here or not there:
        return
    if len(block) <= crowd:
        yield from ((one, other) for one in here for other in there)
    else:
        yield from ((here[0], other) for other in there)
        yield from ((one, there[0]) for one in here[1:])
