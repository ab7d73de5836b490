"""What it costs to take one writing of a name for another, letter groups of romanisations among the edits.

Source: the weighted edit distance of Wagner and Fischer (1974), with groups of letters as in Brill and Moore (2000); which groups answer to one
another is known by heart, what they cost is learned (`edits.toml`, bench/attribution/train_near.py).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from underrose.methods.names import fold

_VOWELS = frozenset("aeiouy")
_NOT_LETTERS = re.compile("[^a-z]+")
FAR = 99.0
_MOST = 3.5
"""Cells beyond this cost are not followed."""
VOWEL, VOWEL_LOST, CONSONANT, CONSONANT_LOST, BREATH, DOUBLED, MIXED = 0.75, 0.7, 1.3, 1.2, 0.4, 0.15, 1.6
"""Single letters that no group knows: changed or left out, a doubled letter, a vowel for a consonant."""

Groups = Mapping[str, Mapping[str, float]]
"""Letters, letters that may stand for them, and the cost; both ways."""


def letters(name: str) -> str:
    """The name as the letters a to z, nothing else."""
    return _NOT_LETTERS.sub("", fold(name))


@cache
def learned() -> Groups:
    """The table as it was learned."""
    raw = tomllib.loads((Path(__file__).parent / "edits.toml").read_text(encoding="utf-8"))["costs"]
    return both_ways({(one, other): price for one, row in raw.items() for other, price in row.items()})


@cache
def endings() -> tuple[tuple[str, str], ...]:
    """The ends of names that stand for one another, of two letters and more: -ova, -ov; -ienė, -as."""
    return tuple(
        (here[:-1], there[:-1])
        for here, row in learned().items()
        for there in row
        if here.endswith("$") and len(here) > 2 and there.endswith("$")  # noqa: PLR2004 # two letters and the mark
    )


def both_ways(costs: Mapping[tuple[str, str], float]) -> Groups:
    """A table to look up from either side; "-" is nothing."""
    found: dict[str, dict[str, float]] = {}
    for (one, other), price in costs.items():
        here, there = one.replace("-", ""), other.replace("-", "")
        found.setdefault(here, {})[there] = price
        found.setdefault(there, {})[here] = price
    return found


@lru_cache(maxsize=50_000)
def cost(one: str, other: str) -> float:
    """What it costs to take the one for the other, both in the letters a to z: 0 for the same, about 1 for each odd letter.

    Symmetric. Length times length, times about four; `FAR` beyond any likeness.
    """
    if one == other:
        return 0.0
    return distance(one, other, learned())


def distance(one: str, other: str, groups: Groups) -> float:
    """`cost` by another table."""
    return _table(f"^{one}$", f"^{other}$", groups).get((len(one) + 2, len(other) + 2), (FAR,))[0]


def path(one: str, other: str, groups: Groups) -> tuple[str, ...]:
    """The edits of the cheapest way, as "x|y" in the order of the letters; for learning."""
    here, there = f"^{one}$", f"^{other}$"
    table = _table(here, there, groups)
    at: tuple[int, int] | None = (len(here), len(there))
    found: list[str] = []
    while at is not None and at in table:
        _, before, edit = table[at]
        if edit:
            found.append(edit)
        at = before
    return tuple(reversed(found))


_Cell = tuple[float, tuple[int, int] | None, str]


def _table(here: str, there: str, groups: Groups) -> dict[tuple[int, int], _Cell]:
    """The cheapest way to each pair of places. Rows in order, so each cell is final before it is left."""
    table: dict[tuple[int, int], _Cell] = {(0, 0): (0.0, None, "")}
    for i in range(len(here) + 1):
        for j in range(len(there) + 1):
            cell = table.get((i, j))
            if cell is None or cell[0] > _MOST:
                continue
            for size, other, price, edit in _steps(here, there, i, j, groups):
                spent, to = cell[0] + price, (i + size, j + other)
                known = table.get(to)
                if known is None or spent < known[0]:
                    table[to] = (spent, (i, j), edit)
    return table


def _steps(here: str, there: str, i: int, j: int, groups: Groups) -> Iterator[tuple[int, int, float, str]]:
    one, other = here[i : i + 1], there[j : j + 1]
    if one and one == other:
        yield 1, 1, 0.0, ""
    elif one.isalpha() and other.isalpha():
        mine, theirs = one in _VOWELS, other in _VOWELS
        price, kind = (
            (VOWEL, "vowel")
            if mine and theirs
            else (MIXED, "mixed")
            if mine != theirs
            else (CONSONANT, "consonant")
        )
        yield 1, 1, price, kind
    if one.isalpha():
        yield 1, 0, *_lost(one, here[i - 1])
    if other.isalpha():
        yield 0, 1, *_lost(other, there[j - 1])
    for size in range(min(6, len(here) - i) + 1):
        row = groups.get(here[i : i + size])
        if row:
            for letters_there, price in row.items():
                if there.startswith(letters_there, j):
                    yield (
                        size,
                        len(letters_there),
                        price,
                        "|".join(sorted((here[i : i + size], letters_there))),
                    )


def _lost(letter: str, before: str) -> tuple[float, str]:
    if letter == before:
        return DOUBLED, "doubled"
    if letter == "h":
        return BREATH, "breath"
    return (VOWEL_LOST, "vowel lost") if letter in _VOWELS else (CONSONANT_LOST, "consonant lost")
