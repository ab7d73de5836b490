"""The cue lexicon, and where its words stand in a text."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.wordlists import HERE, classes

HEADS = ("kin", "source", "sufferer", "witness", "worker", "refuge")
"""Words for people. One of these, or something that happened to somebody, opens the gate to a sentence."""

# Folding and `plain` leave no mark inside a word, so phrases are parted by single spaces.
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the lexicon in a text; places are those of the folded text."""

    start: int
    end: int
    word: str
    groups: frozenset[str]
    is_title: bool = False
    """Written with a capital inside a sentence: an office, not a person's trade."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words, the groups of each, and the automaton that finds them."""

    words: tuple[str, ...]
    groups: tuple[frozenset[str], ...]
    automaton: AhoCorasick
    gate: AhoCorasick
    """Finds heads alone."""


@cache
def lexicon() -> Lexicon:
    """Build the automata, once: a few milliseconds."""
    groups: dict[str, set[str]] = {}
    raw = tomllib.loads((HERE / "cues.toml").read_text(encoding="utf-8"))
    for table in raw.values():
        for group, listed in table.items():
            for word in str(listed).split():
                groups.setdefault(_plain(word), set()).add(group)
    for group, listed in (("place", ("country", "city", "nationalities")),):
        for name in listed:
            for word in classes()[name]:
                groups.setdefault(_plain(word), set()).add(group)
    for word in classes()["occupations"] - classes()["no_trade_alone"]:
        groups.setdefault(_plain(word), {"worker"})
    for head in list(groups):
        if groups[head] & {"kin", "worker", "sufferer", "source", "witness"}:
            groups.setdefault(plural(head), set()).add("plural")
    words = tuple(sorted(groups))
    heads = sorted(
        word for word in words if groups[word] & {*HEADS, "plural", "incident", "ordeal", "testimony"}
    )
    return Lexicon(
        words,
        tuple(frozenset(groups[word]) for word in words),
        AhoCorasick([f" {word}" for word in words], matchkind=MatchKind.LeftmostLongest),
        AhoCorasick([f" {word}" for word in heads], matchkind=MatchKind.LeftmostLongest),
    )


def _of(group: str) -> frozenset[str]:
    book = lexicon()
    return frozenset(word for word, groups in zip(book.words, book.groups, strict=True) if group in groups)


@cache
def _groups() -> dict[str, frozenset[str]]:
    book = lexicon()
    return dict(zip(book.words, book.groups, strict=True))


def lexicon_groups(word: str) -> frozenset[str]:
    """The groups a word of the lexicon belongs to; none of a word it does not hold."""
    return _groups().get(word, frozenset())


@cache
def compounds() -> frozenset[str]:
    """Nouns that make whatever stands before them a matter: "student loans"."""
    return _of("compounds")


@cache
def reporting() -> frozenset[str]:
    """What people in a meeting do with words."""
    return _of("verbs")


@cache
def kin() -> frozenset[str]:
    """Words for relatives."""
    return _of("kin")


@cache
def kin_in_plural() -> frozenset[str]:
    """The same of several."""
    return frozenset(map(plural, kin()))


def _plain(word: str) -> str:
    return _MARKS.sub(" ", fold(word.replace("_", " "))).strip()


def plural(noun: str) -> str:
    """The plural of an English noun, as it is usually made."""
    for one, many in (
        ("man", "men"),
        ("woman", "women"),
        ("child", "children"),
        ("wife", "wives"),
        ("person", "people"),
    ):
        if noun.endswith(one):
            return noun.removesuffix(one) + many
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def sentences_with_heads(passage: Passage) -> Iterator[tuple[int, int]]:
    """Places, in the original, of the sentences a head stands in. One pass over the text."""
    text = f" {passage.plain}"
    sentences: Sequence[tuple[int, int]] | None = None
    starts: list[int] = []
    last = -1
    for _, start, end in lexicon().gate.find_matches_as_indexes(text):
        if end < len(text) and text[end].isalnum():
            continue
        if sentences is None:
            sentences = passage.sentences
            starts = [begin for begin, _ in sentences]
        at = bisect_right(starts, passage.original(start, start + 1)[0]) - 1
        if at > last:
            last = at
            yield sentences[at]


def cues(passage: Passage, start: int, end: int) -> list[Cue]:
    """The words of the lexicon in a span of the folded text, in its order."""
    book = lexicon()
    text = f" {passage.plain[start:end]}"
    found: list[Cue] = []
    for index, begin, until in book.automaton.find_matches_as_indexes(text):
        if until == len(text) or not text[until].isalnum():
            groups = book.groups[index]
            is_title = begin > 0 and bool(groups & _PEOPLE) and _is_capital(passage, start + begin)
            found.append(Cue(start + begin, start + until - 1, book.words[index], groups, is_title))
    return found


_PEOPLE = frozenset({*HEADS, "plural"})


def _is_capital(passage: Passage, place: int) -> bool:
    return passage.text[passage.original(place, place + 1)[0]].isupper()
