"""Which sentences are worth reading: those with a word for people, or with a looser word and something to say of them."""

import re
from typing import NamedTuple

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi.bodies import GROUPS, VERBS
from underrose.methods.attribution.quasi.kinds_of_bodies import kinds_in
from underrose.methods.attribution.quasi.lexicon import cues_of_everybody
from underrose.methods.attribution.quasi.noted_labels import COLLECTIVES, SIGNS
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tokens import VALUES, Kind
from underrose.methods.attribution.quasi.wholes import CUES, SEATS

_WORD = re.compile(r"[^\W_]+")
_PEOPLE = Kind.room | Kind.role | Kind.gender | Kind.noun | Kind.title
_LOOSE = Kind.person | Kind.event
_PLACES = Kind.place | Kind.city
_ENDS_OF_ONE = frozenset({"here", "those", "present", "us", "me", "table"})
"""“The one here”, "one of those": plain words, but for the "one" before them."""
_SOMEBODY = frozenset({"someone", "somebody"})
"""What is told of them may stand in capitals, which is no cue: "somebody from UNDP"."""
_NOBODY_FROM = frozenset({"nobody", "from"})
_THOSE = frozenset({"those", "she", "he"})
"""Behind them "who" tells of somebody."""
_SMALL_WORDS = frozenset({"who", "it", "us", "in", "no", "so", "am", "is", "he", "we", "all", "and", "can"})
_ABOUT_BODIES = VERBS | {
    "two",
    "three",
    "four",
    "five",
    "six",
    "those",
    "both",
    "neither",
    "pair",
    "duo",
    "trio",
    "side",
}
"""Beside a body: what it says, or how many it sent."""
_FIRST = frozenset({"i", "we", "my", "our", "us"})
_GOING_ON = frozenset(
    {
        "she",
        "he",
        "they",
        "her",
        "his",
        "hers",
        "him",
        "them",
        "these",
        "latter",
        "former",
        "same",
        "this",
        "that",
    }
)


class Said(NamedTuple):
    """A sentence: its place in the original and in the folded text, and its words."""

    start: int
    end: int
    low: int
    high: int
    words: frozenset[str]


def said_in(passage: Passage) -> list[Said]:
    """The sentences of a passage. A sentence costs one pattern, and what looks for cues a few intersections of sets."""
    return [
        Said(start, end, low, high, frozenset(_WORD.findall(passage.folded, low, high)))
        for start, end in passage.sentences
        for low, high in [(passage.folded_at(start), passage.folded_at(end))]
    ]


class Cues:
    """Words to look for, for one roster."""

    __slots__ = ("_belonging", "_bodies", "_loose", "_people", "_places", "_values")

    def __init__(self, reader: Reader) -> None:
        def last(kinds: int) -> frozenset[str]:
            return cues_of_everybody(kinds).union(reader.own.cues(kinds))

        short = frozenset(word for word in reader.own.cues(Kind.short) if not gate_words().count(word))
        kinds = frozenset(kinds_in(reader.index))
        many = frozenset(word for word in kinds if word.endswith("s"))
        self._people = (last(_PEOPLE) | short | CUES | many) - _ENDS_OF_ONE
        self._loose = last(_LOOSE) | SEATS
        self._bodies = frozenset(reader.own.cues(Kind.body)) | GROUPS | kinds | _acronyms(reader)
        self._values, self._places = last(VALUES), last(_PLACES)
        self._belonging = last(VALUES & ~(Kind.topic | Kind.gender)) | last(Kind.works)

    def are_noted(self, said: Said, folded: str) -> bool:
        """Whether a sentence may begin with a body of people: "press sceptical: who checks?"."""
        return not COLLECTIVES.isdisjoint(said.words) and any(
            folded.find(sign, said.low, said.high) >= 0 for sign in SIGNS
        )

    def are_in(self, found: frozenset[str], *, is_followed: bool) -> bool:
        """Whether a sentence of these words is worth reading. `is_followed`: somebody spoke before it."""
        if (
            not _SOMEBODY.isdisjoint(found)
            or ("one" in found and not _ENDS_OF_ONE.isdisjoint(found))
            or ("who" in found and not _THOSE.isdisjoint(found))
            or "whoever" in found
            or found >= _NOBODY_FROM
        ):
            return True
        if not self._people.isdisjoint(found) or not self._places.isdisjoint(found):
            return True
        if is_followed and not _GOING_ON.isdisjoint(found):
            return True
        if not _FIRST.isdisjoint(found) and not self._belonging.isdisjoint(found):
            return True
        if not self._bodies.isdisjoint(found) and not _ABOUT_BODIES.isdisjoint(found):
            return True
        return not self._loose.isdisjoint(found) and not self._values.isdisjoint(found)


def _acronyms(reader: Reader) -> set[str]:
    """Bodies by their few capitals, but for those that are small words too."""
    listed = (one for row in reader.own.by_first.values() for one in row)
    return {
        words[0]
        for words, entry in listed
        if entry.kinds & Kind.body and entry.kinds & Kind.capital and words[0] not in _SMALL_WORDS
    }
