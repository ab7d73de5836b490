"""Copied words: runs of seven or more that stand in a point (V1), and short wording that one point alone has (V2).

People who sum up share runs of seven words with what was said in three summaries of five, so a shared run alone is no finding. What
makes it one is that it keeps the voice of whoever spoke; `find` says where. Everything else shared stands in `shared`,
ranked by how much of it one point alone has. The index holds keyed hashes only, never words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from underrose.methods.attribution import near_copies
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.frames.lexicon import NOUN, VERB
from underrose.methods.attribution.images import images
from underrose.methods.attribution.near_copies import NearCopies
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.retold import Retold
from underrose.methods.attribution.shingles import WORD, Hashes, Places, WordHashes, runs, stretches
from underrose.methods.attribution.values import Discreet, Hit, Leak

SIZE = 7
"""Words of a run."""
_SHORT = (1, 2, 3, 4, 5, 6)
_PLURAL_SHARE = 0.8
"""Sentences in "we" are common in summaries; they are near with one word in fifteen changed."""
_MOST, _APART = 0.7, 3
"""Runs, few words apart, that are so much of a point take it over. With half of it, eight summaries in a hundred would be alarmed."""
_STOCK = 4
"""A run that as many points have is a phrase of the trade, unless it is a whole sentence or quoted."""
ALARM = 0.5

_ENDS = re.compile(r"(?:[!?…]|(?<!\d)\.|\.(?!\s*\d))(?:[\"')\]]*)(?:\s|$)|\n|[。！？]")
_OPENS = re.compile(r"[:;\"—–]|\s-+\s|\n")
_QUOTED = re.compile(r"\"[^\"\n]{3,3000}\"|(?<!\w)'(?=\w)(?:[^'\n]|'(?=\w)){2,400}?'(?!\w)|«[^»\n]{3,3000}»")
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll"})
_PLURAL = frozenset({"we", "us", "our", "ours", "we're", "we've", "we'd", "we'll"})
_SECOND = frozenset({"you", "your", "yours"})
_MODALS, _SHORT_SENTENCE = frozenset({"should", "must", "shall"}), 10
_REPORTS = re.compile(rf"\b(?:{VERB}|{NOUN}|heard|put|way|room)\b[^.!?\n]{{0,40}}$")
_MARK = re.compile(r"[^\w\s'$€£#@%&/+*-]|\s-+\s")
_JOINS = frozenset(
    [
        "that",
        "and",
        "but",
        "because",
        "as",
        "when",
        "if",
        "which",
        "whether",
        "since",
        "while",
        "or",
        "so",
        "than",
    ]
)
_SUBJECT = 3
_FRAME = 10
"""Words of a frame in front of a copy, at most."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """Sorted hashes of runs, each with one of the points that have it and the number of points that do."""

    hashes: Hashes
    point: Places
    points: Places

    def find(self, sought: Hashes) -> tuple[NDArray[np.bool_], Places]:
        """Which of some hashes are there, and where."""
        if not len(self.hashes) or not len(sought):
            return np.zeros(len(sought), dtype=bool), np.zeros(len(sought), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.hashes, sought), len(self.hashes) - 1)
        return self.hashes[at] == sought, at


class _Sentences(NamedTuple):
    """Whole sentences of points, by the hash of their first run: how many words, and the hash of the last run."""

    first: Hashes
    last: Hashes
    words: Places


class _Copy(NamedTuple):
    """A copied run: its words in the passage, how it keeps the speaker's voice, and how much of it one point alone has."""

    start: int
    end: int
    voice: str
    exclusive: float


class _Text(NamedTuple):
    """The words of a folded text, without sounds of hesitation."""

    folded: str
    spans: list[tuple[int, int]]
    words: list[str]
    hashes: Hashes


class Verbatim(Discreet):
    """Looks for the words of points in a passage. Building is O(n log n) in the words of the points, finding O(m log n)."""

    __slots__ = ("_lengths", "_multiplier", "_near", "_retold", "_runs", "_sentences", "_short", "_words")

    def __init__(self, points: Sequence[str], key: bytes) -> None:
        words = WordHashes(key)
        self._multiplier = words.multiplier
        told = [_text(fold(point), words) for point in points]
        every = np.concatenate([one.hashes for one in told]) if told else np.empty(0, dtype=np.uint64)
        owner = np.repeat(np.arange(len(told)), [len(one.hashes) for one in told])
        self._lengths = np.array([len(one.hashes) for one in told], dtype=np.int64)
        self._runs = self._indexed(every, owner, SIZE)
        self._short = {size: self._indexed(every, owner, size) for size in _SHORT}
        spans = list(_whole_sentences(told))
        self._sentences = self._by_first_run(every, [span for span in spans if span[1] - span[0] >= SIZE])
        self._near = NearCopies(
            every, [span for span in spans if span[1] - span[0] >= near_copies.WORDS], self._multiplier
        )
        self._retold = Retold([one.words for one in told], key)
        # The words of points are forgotten; those of the passages that are checked may stay at hand.
        self._words = WordHashes(key)

    def find(self, passage: Passage) -> list[Hit]:
        """Copies that keep the voice of whoever spoke.

        V1: seven words or more of a point that stand in quotation marks, are a whole sentence of it, fill a sentence of the
        passage (or all of it behind "it was said that"), say "I", are most of a point, or are a sentence with a few words changed or told by another person. V2: up to six words
        in quotation marks, as what somebody called something, that one point alone has, with a word no other has, or an image of it that is taken up. `said` counts the words. Phrases that many points have are none.
        """
        text = _text(passage.folded, self._words)
        copies = [copy for copy in self._copies(text) if copy.voice]
        found = [_hit(passage, text, copy, Leak.verbatim) for copy in copies]
        taken = [(copy.start, copy.end) for copy in copies]
        for others in (self._nearly(text), self._told_again(text)):
            near = [copy for copy in others if _is_free(copy, taken)]
            found += [_hit(passage, text, copy, Leak.verbatim) for copy in near]
            taken += [(copy.start, copy.end) for copy in near]
        own = [copy for copy in self._own(text) if copy.voice == "quoted" or _is_free(copy, taken)]
        found += [_hit(passage, text, copy, Leak.own_wording) for copy in own]
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def shared(self, passage: Passage) -> list[Hit]:
        """Every shared run of seven words or more, those that one point alone has first. For whoever asks; most are harmless."""
        text = _text(passage.folded, self._words)
        found = [_hit(passage, text, copy, Leak.verbatim) for copy in self._copies(text)]
        return sorted(found, key=lambda hit: (-hit.weight, hit.start))

    def _indexed(self, every: Hashes, owner: Places, size: int) -> _Runs:
        made = runs(every, size, self._multiplier)
        is_inside = owner[: len(made)] == owner[min(size - 1, len(owner)) :]
        made, point = made[is_inside], owner[: len(made)][is_inside]
        order = np.lexsort((point, made))
        made, point = made[order], point[order]
        is_new = np.append(True, made[1:] != made[:-1])[: len(made)]
        is_other = is_new | np.append(True, point[1:] != point[:-1])[: len(made)]
        starts = np.flatnonzero(is_new)
        points = np.add.reduceat(is_other.astype(np.int64), starts) if len(starts) else starts
        return _Runs(made[starts], point[starts], points)

    def _by_first_run(self, every: Hashes, spans: list[tuple[int, int]]) -> _Sentences:
        made = runs(every, SIZE, self._multiplier)
        start = np.array([span[0] for span in spans], dtype=np.int64)
        end = np.array([span[1] for span in spans], dtype=np.int64)
        order = np.argsort(made[start], kind="stable") if len(spans) else start
        return _Sentences(made[start[order]], made[end[order] - SIZE], (end - start)[order])

    def _copies(self, text: _Text) -> Iterator[_Copy]:
        made = runs(text.hashes, SIZE, self._multiplier)
        is_found, at = self._runs.find(made)
        if not is_found.any():
            return
        quoted = _quoted(text)
        for group in self._grouped(stretches(is_found, SIZE), at):
            is_most = self._is_most(group, at)
            for start, end in group:
                points = self._runs.points[at[start : end - SIZE + 1]]
                voice = self._voice(text, made, (start, end), quoted) or ("most" if is_most else "")
                is_of_many = voice in ("first person", "whole", "most") and points.min() >= _STOCK
                if is_of_many or (voice == "sentence" and _is_anybodys(text.words[start:end])):
                    voice = ""
                yield _Copy(start, end, voice, float(np.mean(points == 1)))

    def _grouped(self, copied: Iterable[tuple[int, int]], at: Places) -> Iterator[list[tuple[int, int]]]:
        """Runs of one point that stand a few words apart, as when a word was left out."""
        held: list[tuple[int, int]] = []
        for span in copied:
            if held and (
                span[0] - held[-1][1] > _APART or self._point(at, span) != self._point(at, held[-1])
            ):
                yield held
                held = []
            held.append(span)
        yield held

    def _is_most(self, group: list[tuple[int, int]], at: Places) -> bool:
        """Whether these runs are half of a point or more."""
        copied = sum(end - start for start, end in group)
        return bool(copied >= _MOST * self._lengths[self._point(at, group[0])])

    def _point(self, at: Places, span: tuple[int, int]) -> int:
        return int(self._runs.point[at[span[0]]])

    def _voice(self, text: _Text, made: Hashes, span: tuple[int, int], quoted: list[tuple[int, int]]) -> str:
        """In what way a copied run keeps the voice of whoever spoke; empty where it does not."""
        start, end = span
        if any(min(end, until) - max(start, begin) >= SIZE for begin, until in quoted):
            return "quoted"
        if self._has_sentence(text, made, start, end):
            return "sentence"
        if _fills(text, start, end):
            return "whole"
        return "first person" if _FIRST_PERSON.intersection(text.words[start:end]) else ""

    def _has_sentence(self, text: _Text, made: Hashes, start: int, end: int) -> bool:
        known = self._sentences
        starts = made[start : end - SIZE + 1]
        low = np.searchsorted(known.first, starts, side="left")
        high = np.searchsorted(known.first, starts, side="right")
        for place in np.flatnonzero(high > low).tolist():
            for one in range(int(low[place]), int(high[place])):
                last = place + int(known.words[one]) - SIZE
                is_whole = last < len(starts) and starts[last] == known.last[one]
                if is_whole and _stands(text, start + place, start + last + SIZE):
                    return True
        return False

    def _nearly(self, text: _Text) -> Iterator[_Copy]:
        is_found = self._near.has(runs(text.hashes, near_copies.SIZE, self._multiplier))
        if np.count_nonzero(is_found) < near_copies.SHARE * (near_copies.WORDS - near_copies.SIZE + 1):
            return
        quoted = _quoted(text)
        spans = []
        for start, end in _sentences(text):
            said = text.words[start:end]
            if len(said) < near_copies.WORDS - 2:
                continue
            if _FIRST_PERSON.intersection(said) or _most_quoted(start, end, quoted):
                spans.append((start, end, near_copies.SHARE))
            elif _PLURAL.intersection(said):
                spans.append((start, end, _PLURAL_SHARE))
        for start, end in self._near.find(text.hashes, spans, self._multiplier):
            yield _Copy(start, end, "near", 1.0)

    def _told_again(self, text: _Text) -> Iterator[_Copy]:
        """Clauses of the text that are more than half of a point, but for articles, persons and number."""
        for start, end, exclusive in self._retold.find(text.words):
            # A subject may stand in the place of "we".
            if any(_stands(text, place, end) for place in range(start, max(-1, start - _SUBJECT), -1)):
                yield _Copy(start, end, "retold", exclusive)

    def _own(self, text: _Text) -> Iterator[_Copy]:
        """Short quotations that one point alone has, given as somebody's words ("so-called" terms are none), and images taken up."""
        for start, end in _quoted(text):
            size = end - start
            if size not in self._short:
                continue
            index = self._short[size]
            is_found, at = index.find(runs(text.hashes[start:end], size, self._multiplier))
            has, which = self._short[1].find(text.hashes[start:end])
            is_rare = has.any() and self._short[1].points[which[has]].min() == 1
            before = text.folded[max(0, text.spans[start][0] - 80) : text.spans[start][0]]
            is_said = _REPORTS.search(_ENDS.split(before)[-1]) is not None
            if is_found.all() and index.points[at[0]] == 1 and is_rare and is_said:
                yield _Copy(start, end, "quoted", 1.0)
        for start in images(text.folded, text.words, text.spans):
            is_found, at = self._short[2].find(runs(text.hashes[start : start + 2], 2, self._multiplier))
            if is_found.all() and self._short[2].points[at[0]] == 1:
                yield _Copy(start, start + 2, "image", 1.0)


def _text(folded: str, words: WordHashes) -> _Text:
    found = [(match.group(), match.span()) for match in WORD.finditer(folded)]
    hashes = words.of([word for word, _ in found])
    kept = np.flatnonzero(hashes).tolist()
    if len(kept) < len(found):
        found, hashes = [found[place] for place in kept], hashes[kept]
    return _Text(folded, [span for _, span in found], [word for word, _ in found], hashes)


def _sentences(text: _Text) -> Iterator[tuple[int, int]]:
    """Words of each sentence. The point in a number ends none."""
    starts = [start for start, _ in text.spans]
    begin = 0
    for match in _ENDS.finditer(text.folded):
        until = bisect_left(starts, match.start())
        if until > begin:
            yield begin, until
            begin = until
    if begin < len(starts):
        yield begin, len(starts)


def _whole_sentences(told: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Sentences of all points; places count through all points."""
    offset = 0
    for one in told:
        for start, end in _sentences(one):
            yield offset + start, offset + end
        offset += len(one.words)


def _quoted(text: _Text) -> list[tuple[int, int]]:
    """Words of each quotation."""
    if '"' not in text.folded and "'" not in text.folded and "«" not in text.folded:
        return []
    starts = [start for start, _ in text.spans]
    found = []
    for match in _QUOTED.finditer(text.folded):
        begin, until = (bisect_left(starts, place) for place in match.span())
        if until > begin:
            found.append((begin, until))
    return found


def _fills(text: _Text, start: int, end: int) -> bool:
    """Whether the run is a whole sentence of the text, or all of one behind the words that say who speaks."""
    if not _ends(text, end - 1):
        return False
    # A word or two of the frame ("said that") may stand in the point as well.
    return any(_opens(text, place, start) for place in range(start, min(start + 3, end - SIZE + 1)))


def _ends(text: _Text, place: int) -> bool:
    """Whether a sentence ends with this word. The point in a number ends none, so a letter more is looked at."""
    if place + 1 == len(text.spans):
        return True
    return _ENDS.search(text.folded, text.spans[place][1], text.spans[place + 1][0] + 1) is not None


def _opens(text: _Text, place: int, start: int) -> bool:
    """Whether a sentence begins at this word, or what is reported in it."""
    if place == 0 or place > start + 1:
        return place == 0 or text.words[place - 2 : place] == ["said", "that"]
    gap = text.folded[text.spans[place - 1][1] : text.spans[place][0]]
    if _ends(text, place - 1) or _OPENS.search(gap) or text.words[place - 1] == "that":
        return True
    before = text.folded[max(0, text.spans[place][0] - 100) : text.spans[place - 1][1]]
    said = _ENDS.split(before)[-1]
    return "," in gap and len(WORD.findall(said)) <= _FRAME and _REPORTS.search(said) is not None


def _stands(text: _Text, start: int, end: int) -> bool:
    """Whether these words are a clause of the text: a mark or a conjunction before them, and a mark behind."""
    before = text.folded[text.spans[start - 1][1] : text.spans[start][0]] if start else "."
    after = text.folded[text.spans[end - 1][1] : text.spans[end][0]] if end < len(text.spans) else "."
    opens = _MARK.search(before) is not None or (start > 0 and text.words[start - 1] in _JOINS)
    return opens and _MARK.search(after) is not None


def _is_anybodys(words: list[str]) -> bool:
    """Whether a short sentence asks for something as any list of recommendations does: "More women should be recruited"."""
    if len(words) >= _SHORT_SENTENCE or not (_FIRST_PERSON | _PLURAL | _SECOND).isdisjoint(words):
        return False
    return any(one in _MODALS and other == "be" for one, other in pairwise(words))


def _most_quoted(start: int, end: int, quoted: list[tuple[int, int]]) -> bool:
    return 2 * sum(max(0, min(end, until) - max(start, begin)) for begin, until in quoted) > end - start


def _is_free(copy: _Copy, taken: list[tuple[int, int]]) -> bool:
    return all(end <= copy.start or copy.end <= start for start, end in taken)


def _hit(passage: Passage, text: _Text, copy: _Copy, leak: Leak) -> Hit:
    start, end = passage.original(text.spans[copy.start][0], text.spans[copy.end - 1][1])
    length = min(1.0, (copy.end - copy.start) / 30)
    sure = (
        ALARM + copy.exclusive * (1 - ALARM) if copy.voice else ALARM * copy.exclusive * (0.5 + 0.5 * length)
    )
    return Hit(
        start=start, end=end, leak=leak, variant=copy.voice, weight=min(1.0, sure),
        said={"words": (str(copy.end - copy.start),)},
    )  # fmt: skip
