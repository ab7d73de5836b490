"""Learns what the letter groups of `near/edits.toml` cost, from pairs of romanisations of one surname.

The likeness is a sum of costs, so costs are the weights of a logistic regression over counts of edits; the cheapest way to
take one name for the other depends on the costs, so ways and costs are found in turn. Costs are drawn towards 0.3, what
each group cost before anything was learned, and kept between 0.05 and 1.
    cd bench && python -m attribution.train_near --data FOLDER [--write]
"""

import argparse
import random
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np

from attribution.near_pairs import NearPairs, Pair, read_pairs
from underrose.methods.attribution.near import edits
from underrose.methods.attribution.near.characters import alike_surnames

TABLE = Path(edits.__file__).parent / "edits.toml"
START, LEAST, MOST = 0.3, 0.05, 1.0
ROUNDS, STEPS, RATE, DRAWN = 4, 300, 0.05, 0.02
NEGATIVES, SEED = 40_000, 5
HARD = 0.35
"""Random pairs less alike than this teach nothing."""
STEEP = 12.0
FIXED = {
    "vowel": edits.VOWEL, "vowel lost": edits.VOWEL_LOST, "consonant": edits.CONSONANT, "mixed": edits.MIXED,
    "consonant lost": edits.CONSONANT_LOST, "breath": edits.BREATH, "doubled": edits.DOUBLED,
}  # fmt: skip

Costs = dict[tuple[str, str], float]


def classes() -> list[tuple[str, str]]:
    """The groups of the table, in its order."""
    raw = tomllib.loads(TABLE.read_text(encoding="utf-8"))["costs"]
    return [(one, other) for one, row in raw.items() for other in row]


def learn(pairs: NearPairs, same: list[Pair]) -> Costs:
    """Costs learned from pairs of one name, against random pairs of the names in them."""
    known = classes()
    costs = dict.fromkeys(known, START)
    apart = _random_pairs(pairs, same)
    place = {"|".join(sorted(x.replace("-", "") for x in pair)): number for number, pair in enumerate(known)}
    for _ in range(ROUNDS):
        groups = edits.both_ways(costs)
        rows, fixed, truth = _counted(same, apart, groups, place)
        costs = dict(
            zip(known, _fitted(rows, fixed, truth, np.array([costs[one] for one in known])), strict=True)
        )
    return costs


def _random_pairs(pairs: NearPairs, same: list[Pair]) -> list[Pair]:
    rng = random.Random(SEED)
    names = pairs.surnames + [name for pair in same for name in pair] * 3
    found: list[Pair] = []
    while len(found) < NEGATIVES:
        pair = (rng.choice(names), rng.choice(names))
        if edits.letters(pair[0]) != edits.letters(pair[1]) and not pairs.are_same(*pair):
            found.append(pair)
    return found


def _counted(
    same: list[Pair], apart: list[Pair], groups: edits.Groups, place: dict[str, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts of learned edits, cost of fixed ones, and truth, for every pair worth a look."""
    rows, fixed, truth = [], [], []
    for is_same, some in ((1.0, same), (0.0, apart)):
        for pair in some:
            one, other = map(edits.letters, pair)
            size = 0.8 + 0.35 * (len(one) + len(other)) / 2
            price = edits.distance(one, other, groups)
            if price > 3.5 or (not is_same and 1 - price / size < HARD) or alike_surnames(one, other) > 0.02:
                continue
            steps = Counter(edits.path(one, other, groups))
            row = np.zeros(len(place))
            for step, count in steps.items():
                if step in place:
                    row[place[step]] += count / size
            rows.append(row)
            fixed.append(sum(FIXED.get(step, 0.0) * count for step, count in steps.items()) / size)
            truth.append(is_same)
    return np.array(rows), np.array(fixed), np.array(truth)


def _fitted(rows: np.ndarray, fixed: np.ndarray, truth: np.ndarray, costs: np.ndarray) -> list[float]:
    """Gradient descent on the logistic loss; both sides weigh the same; the threshold is learned along."""
    weight = np.where(truth == 1, 0.5 / max(1, truth.sum()), 0.5 / max(1, (1 - truth).sum()))
    threshold = 0.75
    for _ in range(STEPS):
        likeness = 1 - rows @ costs - fixed
        wrong = weight * (1 / (1 + np.exp(-STEEP * (likeness - threshold))) - truth) * STEEP
        costs = np.clip(costs + RATE * (rows.T @ wrong - DRAWN * (costs - START)), LEAST, MOST)
        threshold += 0.01 * wrong.sum()
    return [round(float(cost), 2) for cost in costs]


def write(costs: Costs) -> None:
    """The table with new costs, its head as it was."""
    head = TABLE.read_text(encoding="utf-8").split("[costs]")[0]
    lines: dict[str, list[str]] = {}
    for (one, other), cost in costs.items():
        lines.setdefault(one, []).append(f'"{other}" = {cost:g}')
    body = "".join(f'"{one}" = {{ {", ".join(row)} }}\n' for one, row in lines.items())
    TABLE.write_text(f"{head}[costs]\n{body}", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    read = read_pairs(given.data)
    learned = learn(read, [pair for _, pair in read.roman])
    changed = sorted(learned.items(), key=lambda item: item[1])
    print(f"{len(read.roman)} pairs, {len(learned)} groups; cheapest {changed[:15]}, dearest {changed[-15:]}")
    if given.write:
        write(learned)
