"""How well found mentions answer to marked ones, counted as the Text Anonymization Benchmark counts (Pilán et al. 2022).

- words (the figure compared with the bar): recall of the words of all mentions of entities that must go, where titles, articles,
  prepositions and marks count as gone; precision of the words of found spans that lie in a marked mention. The published
  0.876 of the Longformer is the harmonic mean of its recall 0.919 and precision 0.836 counted so.
- plain words: the same without words that count as gone unseen.
- mentions: a mention is found if no telling character of it is left; a found span is right if all of its telling characters were marked.
- exact: the same start and end, but for titles, articles and marks around it.
- entities: an entity is found if all of its mentions are, as in the paper, apart for direct and quasi identifiers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

Span = tuple[int, int]

_UNSEEN = "mr|mrs|ms|and|or|from|until|to|about|after|as|at|before|between|by|during|for|in|into|of|on|over|since|with|the|a|an|no|nr"
_SKIPPED = re.compile(rf"\b(?:{_UNSEEN})\b|[’']s|[,.\-;:/&()\[\]–'\" ’“”]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_EDGE = re.compile(r"(?:(?:mr|mrs|ms|the|a|an)\b)?[\W_]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """How many of the marked were found, how many of the found were marked."""

    found: int = 0
    marked: int = 0
    right: int = 0
    said: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def recall(self) -> float:
        return self.found / self.marked if self.marked else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one text, or of several added up."""

    words: Pair = Pair()
    plain_words: Pair = Pair()
    mentions: Pair = Pair()
    exact: Pair = Pair()
    direct: Pair = Pair()
    quasi: Pair = Pair()

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def counted(text: str, entities: Sequence[Mapping[str, Any]], found: Sequence[Span]) -> Counts:
    """The counts of one text. Linear in its length, but for overlaps."""
    masked = _covered(text, found)
    marked = [_span(one) for one in entities if _must_go(one)]
    must_go = _covered(text, marked)
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in entities:
        groups[one["entity_id"]].append(one)
    whole = [one for group in groups.values() if any(map(_must_go, group)) for one in group]
    words = [word for one in whole for word in _words(text, _span(one))]
    said = [word for span in found for word in _words(text, span)]
    right = sum(any(start <= word[0] and word[1] <= end for start, end in marked) for word in said)
    telling = [word for span in marked for word in _words(text, span)]
    exact, exact_said = {_core(text, span) for span in marked}, {_core(text, span) for span in found}
    return Counts(
        Pair(sum(_is_gone(text, word, masked) for word in words), len(words), right, len(said)),
        Pair(sum(all(masked[start:end]) for start, end in telling), len(telling), right, len(said)),
        Pair(
            sum(_is_gone(text, _span(one), masked) for one in whole),
            len(whole),
            sum(_is_gone(text, span, must_go) for span in found),
            len(found),
        ),
        Pair(len(exact & exact_said), len(exact), len(exact & exact_said), len(exact_said)),
        _entities(text, groups.values(), masked, is_direct=True),
        _entities(text, groups.values(), masked, is_direct=False),
    )


def _entities(
    text: str, groups: Iterable[Sequence[Mapping[str, Any]]], masked: Sequence[bool], *, is_direct: bool
) -> Pair:
    wanted = [
        group
        for group in groups
        if any(map(_must_go, group)) and any(one["identifier_type"] == "DIRECT" for one in group) == is_direct
    ]
    gone = sum(all(_is_gone(text, _span(one), masked) for one in group if _must_go(one)) for group in wanted)
    return Pair(gone, len(wanted), gone, gone)


def _must_go(entity: Mapping[str, Any]) -> bool:
    return bool(entity["identifier_type"] != "NO_MASK")


def _span(entity: Mapping[str, Any]) -> Span:
    return int(entity["start_offset"]), int(entity["end_offset"])


def _words(text: str, span: Span) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text[: span[1]], span[0])]


def _covered(text: str, spans: Iterable[Span]) -> list[bool]:
    covered = [False] * len(text)
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    return covered


def _is_gone(text: str, span: Span, masked: Sequence[bool]) -> bool:
    """Whether no character is left but those of titles, articles, prepositions and marks."""
    start, end = span
    if all(masked[start:end]):
        return True
    left = {place for place in range(start, end) if not masked[place]}
    for match in _SKIPPED.finditer(text[start:end]):
        left.difference_update(range(start + match.start(), start + match.end()))
    return not left


def _core(text: str, span: Span) -> Span:
    start, end = span
    while (match := _EDGE.match(text, start, end)) and 0 < match.end() - start < end - start:
        start = match.end()
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
