"""Learns which words of a judgment give its applicant away: labels, models, and the threshold that finds nine of ten.

Used by `train_third_parties.py`, which writes the models of the package, and by `third_parties.py`, which learns anew in folds.
"""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pycrfsuite

from attribution.mention_figures import Counts, counted
from attribution.net_learning import Settings, learned
from underrose.methods.attribution.third_parties.candidate_features import candidate_features
from underrose.methods.attribution.third_parties.mentions import (
    CANDIDATES,
    MASK,
    NETS,
    WORDS,
    Models,
    Scores,
    Tagger,
    averaged,
    decide,
    is_telling,
    joined,
)
from underrose.methods.attribution.third_parties.nets import opened
from underrose.methods.attribution.third_parties.reading import Document, read
from underrose.methods.attribution.third_parties.word_features import Rows, word_features

SEED = 1
SHARE = 0.6
"""Of the models of candidates in the mean."""
RECALL = 0.9
INNER = 3
"""Folds inside a fold, for the threshold."""
THRESHOLDS = tuple(step / 100 for step in range(8, 48))
SETTINGS: Mapping[str, Mapping[str, float]] = {
    WORDS: {"c1": 0.1, "c2": 4.0, "max_iterations": 60, "feature.minfreq": 2},
    CANDIDATES: {"c1": 0.05, "c2": 5.0, "max_iterations": 70, "feature.minfreq": 2},
}
NET_SETTINGS = Settings(nets=4, epochs=10, seldom=2)
NO_MASK = "NO_MASK"


@dataclass(frozen=True)
class Judgment:
    """A text and what was marked in it."""

    text: str
    entities: Sequence[Mapping[str, Any]]
    usage: frozenset[str] = field(default=frozenset(), compare=False)
    """Its words, small."""
    split: str = ""
    """Of the published data: train, dev or test."""


def judgments(file: Path) -> list[Judgment]:
    """The judgments of the data, in the order of the file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    raw = [json.loads(line) for line in lines if line]
    return [
        Judgment(one["text"], one["entities"], frozenset(read(one["text"], {}).words), _split(one))
        for one in raw
    ]


def _split(raw: Mapping[str, Any]) -> str:
    return str(raw.get("metadata", {}).get("provenance", {}).get("dataset_type", ""))


def folds(count: int, parts: int, seed: int) -> list[list[int]]:
    """The numbers below `count`, shuffled and dealt out."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [sorted(order[part::parts]) for part in range(parts)]


@dataclass
class Learner:
    """Judgments to learn from, read with the words of these alone: no text counts itself among the others."""

    judgments: Sequence[Judgment]

    def __post_init__(self) -> None:
        self.usage = Counter(word for one in self.judgments for word in one.usage)
        self.documents = [read(one.text, self.others(one)) for one in self.judgments]
        self.words = [word_features(document) for document in self.documents]
        self.candidates = [candidate_features(document) for document in self.documents]

    def others(self, judgment: Judgment) -> Counter[str]:
        """In how many of the others each word of a judgment stands."""
        return Counter({word: self.usage[word] - 1 for word in judgment.usage if self.usage[word] > 1})

    def fit(self, chosen: Iterable[int]) -> dict[str, bytes]:
        """The three models, learned from some of the judgments."""
        numbers = list(chosen)
        pairs = [(self.documents[n], self.judgments[n]) for n in numbers]
        rows = [row for n in numbers for row in self.words[n]]
        labels = [row for pair in pairs for row in word_labels(*pair, fine=False)]
        candidates = [candidate_labels(*pair) for pair in pairs]
        shares = [share for pair in pairs for share in candidate_shares(*pair)]
        return {
            WORDS: train(rows, labels, SETTINGS[WORDS]),
            CANDIDATES: train([self.candidates[n] for n in numbers], candidates, SETTINGS[CANDIDATES]),
            NETS: learned(
                [row for n in numbers for row in self.candidates[n]],
                [share for share, _ in shares],
                [words**0.5 for _, words in shares],
                NET_SETTINGS,
            ),
        }

    def threshold(self) -> float:
        """The threshold with the best F1 of those that find nine words of ten, by folds inside these judgments."""
        scored: list[tuple[int, Document, Scores]] = []
        everything = range(len(self.judgments))
        for held in folds(len(self.judgments), INNER, SEED):
            models = assembled(self.fit(n for n in everything if n not in held), 0.0)
            scored += [(n, self.documents[n], self.scores(models, n)) for n in held]
        return chosen_threshold([(self.judgments[n], document, scores) for n, document, scores in scored])

    def scores(self, models: Models, number: int) -> Scores:
        """The probabilities for one of the judgments, from features made before."""
        words = [models.words(rows) for rows in self.words[number]]
        return joined(self.documents[number], words, models.candidates(self.candidates[number]), models.share)


def chosen_threshold(scored: Sequence[tuple[Judgment, Document, Scores]]) -> float:
    """Of the thresholds that find nine words of ten the one with the best F1; the smallest if none does."""
    best, best_f1 = THRESHOLDS[0], 0.0
    for threshold in THRESHOLDS:
        total = sum((counted(j.text, j.entities, spans(d, s, threshold)) for j, d, s in scored), Counts())
        if total.words.recall >= RECALL and total.words.f1 >= best_f1:
            best, best_f1 = threshold, total.words.f1
    return best


def spans(document: Document, scores: Scores, threshold: float) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in decide(document, scores, threshold)]


def assembled(made: Mapping[str, bytes], threshold: float) -> Models:
    """Models from their files."""
    candidates = averaged(Tagger(made[CANDIDATES]), opened(made[NETS]))
    return Models(Tagger(made[WORDS]), candidates, SHARE, threshold)


def train(rows: Sequence[Rows], labels: Sequence[Sequence[str]], settings: Mapping[str, float]) -> bytes:
    """A model file: L-BFGS, the same for the same input."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(dict(settings))
    for sequence, marked in zip(rows, labels, strict=True):
        trainer.append(sequence, marked)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def word_labels(document: Document, judgment: Judgment, *, fine: bool) -> list[list[str]]:
    """O, N (marked, may stay) or M (must go); finely M with the type of the entity."""
    at: dict[int, str] = {}
    for entity in sorted(judgment.entities, key=lambda one: one["end_offset"] - one["start_offset"]):
        must_go = entity["identifier_type"] != NO_MASK
        label = f"{MASK}-{entity['entity_type']}" if fine and must_go else MASK if must_go else "N"
        for place in range(entity["start_offset"], entity["end_offset"]):
            if must_go or place not in at:
                at[place] = label
    return [[at.get(token.start, "O") for token in line.tokens] for line in document.lines]


def candidate_labels(document: Document, judgment: Judgment) -> list[str]:
    """A candidate must go if half of its telling words must."""
    fine: list[list[str]] = [[] for _ in document.spans]
    for line, row in zip(document.lines, word_labels(document, judgment, fine=True), strict=True):
        for token, place, label in zip(line.tokens, line.inside, row, strict=True):
            if place >= 0 and is_telling(token):
                fine[place].append(label)
    return [_majority(labels) for labels in fine]


def candidate_shares(document: Document, judgment: Judgment) -> list[tuple[float, int]]:
    """For each candidate the share of its telling words that must go, and how many it has."""
    told: list[list[bool]] = [[] for _ in document.spans]
    for line, row in zip(document.lines, word_labels(document, judgment, fine=False), strict=True):
        for token, place, label in zip(line.tokens, line.inside, row, strict=True):
            if place >= 0 and is_telling(token):
                told[place].append(label == MASK)
    return [(sum(labels) / max(1, len(labels)), len(labels)) for labels in told]


def _majority(labels: Sequence[str]) -> str:
    masked = [label for label in labels if label.startswith(MASK)]
    if masked and 2 * len(masked) >= len(labels):
        return Counter(masked).most_common(1)[0][0]
    return "N" if any(label != "O" for label in labels) else "O"
