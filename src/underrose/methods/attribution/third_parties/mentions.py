"""Direct and quasi identifiers in a text about somebody: which words would have to go so that nobody finds the person.

Two conditional random fields, over words and over candidates, and small networks over candidates; their probabilities are
averaged, candidates of the same string share theirs, and whatever reaches the threshold is a mention. Sources: Lafferty,
McCallum and Pereira (2001); Okazaki's CRFsuite; what is learned from is the Text Anonymization Benchmark, see `manifest.toml`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pycrfsuite

from underrose.methods.attribution.third_parties.candidate_features import candidate_features
from underrose.methods.attribution.third_parties.nets import opened
from underrose.methods.attribution.third_parties.reading import Document, Line, read
from underrose.methods.attribution.third_parties.tokens import Token
from underrose.methods.attribution.third_parties.word_features import Rows, word_features
from underrose.methods.attribution.third_parties.wordlists import HERE

WORDS, CANDIDATES, NETS = "words.crfsuite", "candidates.crfsuite", "candidates.npz"
"""The models, by the names of their files: two fields and the networks."""
MASK = "M"
"""Labels of what must go begin with it."""
LOOSE = 0.3
"""A word that stands in no candidate needs at least this probability, a small word or a mark `JOINING`."""
JOINING = 0.5
SMALL = frozenset(
    ("and", "or", "from", "until", "to", "about", "after", "as", "at", "before", "between", "by", "during", "for", "in", "into", "of", "on",
     "over", "since", "with", "the", "a", "an", "approximately", "that", "than", "his", "her", "their")
)  # fmt: skip
_OPENING, _CLOSING = "“€£$", "%”"

Scores = list[list[float]]
"""For each paragraph, for each word, a probability."""
Sequences = Callable[[Rows], list[float]]
"""A model: for a sequence of features the probability of each that it must go."""


class Mention(NamedTuple):
    """A stretch of the text that gives somebody away, and how likely."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Models:
    """What was learned: the model of words, the models of candidates, their share in the mean, and the threshold."""

    words: Sequences
    candidates: Sequences
    share: float
    threshold: float

    def mentions(self, document: Document) -> list[Mention]:
        """The mentions of a document, in its order. Linear in its length, about 150 kB a second."""
        return decide(document, self.scores(document), self.threshold)

    def scores(self, document: Document) -> Scores:
        """The probability of each word."""
        words = [self.words(rows) for rows in word_features(document)]
        return joined(document, words, self.candidates(candidate_features(document)), self.share)


@cache
def models() -> Models:
    """The models of the package, loaded once: under 10 ms."""
    manifest = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    return Models(
        Tagger((HERE / WORDS).read_bytes()),
        averaged(Tagger((HERE / CANDIDATES).read_bytes()), opened((HERE / NETS).read_bytes())),
        float(manifest["share"]),
        float(manifest["threshold"]),
    )


def mentions(text: str) -> list[Mention]:
    """What gives somebody away in a text about one person, by the models of the package."""
    return models().mentions(read(text))


class Tagger:
    """A model file as a function: for a sequence of features the probability of each that it must go.

    The bytes must be those this project wrote: the library trusts them. It also reads them where they lie, so they are kept.
    """

    def __init__(self, model: bytes) -> None:
        self._kept = model
        self._made = pycrfsuite.Tagger()
        self._made.open_inmemory(self._kept)
        self._masks = [label for label in self._made.labels() if label.startswith(MASK)]

    def __call__(self, rows: Rows) -> list[float]:
        if not rows:
            return []
        self._made.set(pycrfsuite.ItemSequence(rows))
        marginal = self._made.marginal
        return [sum(marginal(label, place) for label in self._masks) for place in range(len(rows))]


def averaged(*made: Sequences) -> Sequences:
    """Several models as one: the mean of their probabilities."""

    def mean(rows: Rows) -> list[float]:
        return [sum(given) / len(made) for given in zip(*(model(rows) for model in made), strict=True)]

    return mean


def joined(document: Document, words: Scores, candidates: Sequence[float], share: float) -> Scores:
    """Words of a candidate get the candidate's probability: the mean of both models, over all places of its string."""
    inside: dict[int, list[float]] = defaultdict(list)
    for line, row in zip(document.lines, words, strict=True):
        for token, place, score in zip(line.tokens, line.inside, row, strict=True):
            if place >= 0 and is_telling(token):
                inside[place].append(score)
    strings: dict[str, list[float]] = defaultdict(list)
    for place, scores in inside.items():
        mean = sum(scores) / len(scores)
        strings[document.keys[place]].append((1 - share) * mean + share * candidates[place])
    by_place = {
        place: sum(strings[document.keys[place]]) / len(strings[document.keys[place]]) for place in inside
    }
    return [
        [by_place.get(place, score) for place, score in zip(line.inside, row, strict=True)]
        for line, row in zip(document.lines, words, strict=True)
    ]


def is_telling(token: Token) -> bool:
    """Whether the word is neither a mark nor one of the small words between others."""
    return token.text[0].isalnum() and token.folded not in SMALL


def decide(document: Document, scores: Scores, threshold: float) -> list[Mention]:
    """Runs of words that reach the threshold, without small words and marks at their ends."""
    found: list[Mention] = []
    for line, row in zip(document.lines, scores, strict=True):
        for run in _runs(line, row, threshold):
            kept = _trimmed([token for token, _ in run])
            if kept:
                found.append(Mention(kept[0].start, kept[-1].end, max(score for _, score in run)))
    return found


def _runs(line: Line, row: Sequence[float], threshold: float) -> Iterable[list[tuple[Token, float]]]:
    run: list[tuple[Token, float]] = []
    for token, place, score in zip(line.tokens, line.inside, row, strict=True):
        if score >= _needed(token, threshold, is_candidate=place >= 0):
            run.append((token, score))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _needed(token: Token, threshold: float, *, is_candidate: bool) -> float:
    if is_candidate:
        return threshold
    return max(threshold, LOOSE) if is_telling(token) else JOINING


def _trimmed(run: list[Token]) -> list[Token]:
    first, last = 0, len(run)
    while first < last and not is_telling(run[first]) and run[first].text not in _OPENING:
        first += 1
    while last > first and not is_telling(run[last - 1]) and run[last - 1].text not in _CLOSING:
        last -= 1
    return run[first:last]
