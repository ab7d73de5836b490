"""Third parties in the texts of rooms, and identifiers in judgments.

Rooms: a description is found when a finding of a third party touches it; any other finding of one is false. Nothing is
learned from rooms. Judgments (113 of the Text Anonymization Benchmark): five folds by document; in each, the models are
learned from the other four parts, and the threshold is chosen by folds inside these, so that nine words of ten are found.
How words, mentions and entities are counted stands in `mention_figures.py`; the figure compared with the bar is that of words.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from attribution.figures import bootstrap, overlaps, passages, wilson, within
from attribution.mention_figures import Counts, Pair, counted
from attribution.mention_learning import (
    SEED,
    THRESHOLDS,
    Judgment,
    Learner,
    assembled,
    folds,
    judgments,
    spans,
)
from table import Table
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.third_parties import ThirdParties
from underrose.methods.attribution.third_parties.reading import read

JUDGMENTS = "tab/tab_train_dev_113.entities.jsonl"
FOLDS, ROUNDS, WORKERS = 5, 1000, 2
F1, RECALL = 0.86, 0.90
T1 = frozenset({"T1", "third_party"})


def measure(folder: Path, table: Table) -> None:
    """Rows for rooms, and for judgments where the data holds them."""
    _rooms(passages(folder), table)
    if (folder / JUDGMENTS).is_file():
        _judgments(judgments(folder / JUDGMENTS), table)


def _rooms(texts: Sequence[dict[str, Any]], table: Table) -> None:
    layer, found, marked = ThirdParties(), 0, 0
    false: dict[str, list[int]] = defaultdict(list)
    words: dict[str, int] = defaultdict(int)
    for one in texts:
        hits = [(hit.start, hit.end) for hit in layer.find(passage(one["text"]))]
        wanted = [(span["start"], span["end"]) for span in one["spans"] if span["leak"] in T1]
        neutral = [(span["start"], span["end"]) for span in one.get("neutral", ())]
        marked += len(wanted)
        found += sum(overlaps(start, end, hits) for start, end in wanted)
        false[one["kind"]].append(sum(not overlaps(*hit, [*wanted, *neutral]) for hit in hits))
        words[one["kind"]] += len(one["text"].split())
    table.at_least(
        f"third parties: recall {within(wilson(found, marked))} of {marked}",
        found / max(1, marked),
        0.9,
        "share",
    )
    for kind, counts in sorted(false.items()):
        scale = 1000 / max(1, words[kind])
        low, high = bootstrap(counts, random.Random(SEED))
        spread = within((low * len(counts) * scale, high * len(counts) * scale))
        table.at_most(f"  false per 1,000 words, {kind} {spread}", sum(counts) * scale, 0.5, "")


def _judgments(every: Sequence[Judgment], table: Table) -> None:
    parts = folds(len(every), FOLDS, SEED)
    with ProcessPoolExecutor(WORKERS) as workers:
        done = list(workers.map(_fold, [(every, part) for part in parts]))
    chosen = [counts for fold, _ in done for counts in fold]
    swept = [counts for _, fold in done for counts in fold]
    _pair_rows("judgments, words", [one.words for one in chosen], table, bars=(F1, RECALL))
    for name in ("plain_words", "mentions", "exact"):
        _pair_rows(f"judgments, {name}", [getattr(one, name) for one in chosen], table, bars=(0, 0))
    for name in ("direct", "quasi"):
        pairs = [getattr(one, name) for one in chosen]
        spread = _spread(pairs, lambda pair: pair.recall)
        table.at_least(f"judgments, {name} entities: recall {spread}", _total(pairs).recall, 0, "share")
    best = max(range(len(THRESHOLDS)), key=lambda step: _total([one[step].words for one in swept]).f1)
    _pair_rows(
        "judgments, words, best single threshold", [one[best].words for one in swept], table, bars=(F1, 0)
    )


def _pair_rows(name: str, pairs: Sequence[Pair], table: Table, bars: tuple[float, float]) -> None:
    total = _total(pairs)
    table.at_least(f"{name}: F1 {_spread(pairs, lambda pair: pair.f1)}", total.f1, bars[0], "share")
    table.at_least(f"  recall {_spread(pairs, lambda pair: pair.recall)}", total.recall, bars[1], "share")
    table.at_least(f"  precision {_spread(pairs, lambda pair: pair.precision)}", total.precision, 0, "share")


def _total(pairs: Sequence[Pair]) -> Pair:
    return sum(pairs, Pair())


def _spread(pairs: Sequence[Pair], of: Callable[[Pair], float]) -> str:
    """The interval of a figure over documents."""
    places = [float(place) for place in range(len(pairs))]

    def figure(drawn: Sequence[float]) -> float:
        return of(_total([pairs[int(place)] for place in drawn]))

    return within(bootstrap(places, random.Random(SEED), ROUNDS, figure))


def _fold(given: tuple[Sequence[Judgment], Sequence[int]]) -> tuple[list[Counts], list[list[Counts]]]:
    """For each judgment held out: its counts at the threshold chosen without it, and at every threshold."""
    every, held = given
    learner = Learner([one for number, one in enumerate(every) if number not in held])
    threshold = learner.threshold()
    models = assembled(learner.fit(range(len(learner.judgments))), threshold)
    chosen, swept = [], []
    for number in held:
        one = every[number]
        document = read(one.text, learner.usage)
        scores = models.scores(document)
        at = {
            step: counted(one.text, one.entities, spans(document, scores, step))
            for step in {threshold, *THRESHOLDS}
        }
        chosen.append(at[threshold])
        swept.append([at[step] for step in THRESHOLDS])
    return chosen, swept
