"""Romanisation pairs: how many writings of one name are told at 500 false matches in a million random pairs.

Random pairs are drawn from all names of the files of names (surnames for the Latin pairs; a native name of the pairs and any Latin
name for the native ones), both names of different name groups; groups that share a native writing count as one. A second figure
draws from the names in the pairs alone, two thirds of them short names of East Asia: the hardest of all lists. The costs of
letter groups are learned on four fifths of the surnames and measured on the last. Nothing is learned for native names.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from attribution.figures import wilson, within
from attribution.near_pairs import FOLDS, NearPairs, Pair, read_pairs
from attribution.train_near import learn
from table import Table
from underrose.methods.attribution.near.edits import both_ways, letters
from underrose.methods.attribution.near.likeness import ALIKE, ALIKE_NATIVE, alike, learning

ROMAN, NATIVE = 0.85, 0.95
FALSE_IN_A_MILLION = 500
RANDOM_PAIRS, SEED = 60_000, 7
Likeness = Callable[[str, str], float]


def measure(folder: Path, table: Table) -> None:
    """Rows of recall with their intervals, and of false matches at the thresholds that are shipped."""
    pairs = read_pairs(folder)
    _roman(pairs, table)
    _native(pairs, table)


def _roman(pairs: NearPairs, table: Table) -> None:
    rng = random.Random(SEED)
    own = sorted({name for _, pair in pairs.roman for name in pair})
    lists = {
        "names of all lists": _apart(pairs, rng, pairs.surnames, pairs.surnames),
        "names of the pairs": _apart(pairs, rng, own, own),
    }
    same: list[float] = []
    apart: dict[str, list[float]] = {name: [] for name in lists}
    for fold in range(FOLDS):
        taught = [pair for group, pair in pairs.roman if pairs.fold(group) != fold]
        groups = both_ways(learn(pairs, taught))
        same += [learning(*pair, groups) for group, pair in pairs.roman if pairs.fold(group) == fold]
        for name, drawn in lists.items():
            apart[name] += [learning(*pair, groups) for pair in drawn[fold::FOLDS]]
    _recall(table, "romanisation pairs, five-fold", same, apart["names of all lists"], ROMAN)
    _recall(table, "the same, against the names of the pairs alone", same, apart["names of the pairs"], None)
    _shipped(table, "romanisation", same, apart["names of all lists"], ALIKE)


def _native(pairs: NearPairs, table: Table) -> None:
    def likeness(native: str, latin: str) -> float:
        return max(alike(native, one, native=True) for one in latin.split("/"))

    rng = random.Random(SEED)
    natives = [native for _, (native, _) in pairs.native]
    own = [latin for _, (_, latin) in pairs.native]
    same = [likeness(*pair) for _, pair in pairs.native]
    apart = [likeness(*pair) for pair in _apart(pairs, rng, natives, pairs.names)]
    _recall(table, "native script pairs", same, apart, NATIVE)
    hard = [likeness(*pair) for pair in _apart(pairs, rng, natives, own)]
    _recall(table, "the same, against the names of the pairs alone", same, hard, None)
    _shipped(table, "native script", same, apart, ALIKE_NATIVE)


def _apart(pairs: NearPairs, rng: random.Random, ones: Sequence[str], others: Sequence[str]) -> list[Pair]:
    found: list[Pair] = []
    while len(found) < RANDOM_PAIRS:
        one, other = rng.choice(ones), rng.choice(others)
        if letters(other) and letters(one) != letters(other) and not pairs.are_same(one, other):
            found.append((one, other))
    return found


def _recall(table: Table, name: str, same: list[float], apart: list[float], bar: float | None) -> None:
    """Recall where at most 500 of a million random pairs are as alike."""
    least = sorted(apart, reverse=True)[len(apart) * FALSE_IN_A_MILLION // 1_000_000]
    found = sum(likeness > least for likeness in same)
    title = f"{name}, recall at {FALSE_IN_A_MILLION} false in a million {within(wilson(found, len(same)))}"
    share = found / len(same)
    if bar is None:
        table.row(title, share, "none", "share", is_met=True)
    else:
        table.at_least(title, share, bar, "share")


def _shipped(table: Table, name: str, same: list[float], apart: list[float], least: float) -> None:
    found = sum(likeness >= least for likeness in same)
    false = sum(likeness >= least for likeness in apart)
    low, high = wilson(false, len(apart))
    table.row(
        f"{name}, recall at the threshold {least:g} {within(wilson(found, len(same)))}",
        found / len(same),
        "none",
        "share",
        is_met=True,
    )
    title = f"{name}, false matches at that threshold [{low * 1e6:.0f}, {high * 1e6:.0f}]"
    table.at_most(title, 1e6 * false / len(apart), FALSE_IN_A_MILLION, "in a million")
