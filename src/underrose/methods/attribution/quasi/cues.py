"""Which sentences are worth reading: those with a word for people, or with a looser word and something to say of them."""

import re

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi.bodies import VERBS
from underrose.methods.attribution.quasi.lexicon import of_everybody
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tokens import VALUES, Kind

_WORD = re.compile(r"[^\W_]+")
_PEOPLE = Kind.room | Kind.role | Kind.gender | Kind.noun | Kind.title
_LOOSE = Kind.person | Kind.event
_PLACES = Kind.place | Kind.city
_ENDS_OF_ONE = frozenset({"here", "those", "present", "us", "me", "table"})
"""“The one here”, "one of those": plain words, but for the "one" before them."""
_THOSE_WHO = frozenset({"those", "who"})
_FIRST = frozenset({"i", "we", "my", "our", "us"})
_GOING_ON = frozenset({"she", "he", "they", "her", "his", "latter", "former", "same", "this", "that"})


class Cues:
    """Words to look for, for one roster. A sentence costs one pattern and a few intersections of sets."""

    __slots__ = ("_belonging", "_bodies", "_loose", "_people", "_places", "_values")

    def __init__(self, reader: Reader) -> None:
        def last(kinds: int) -> frozenset[str]:
            return frozenset({*of_everybody().cues(kinds), *reader.own.cues(kinds)})

        self._people, self._loose = last(_PEOPLE) - _ENDS_OF_ONE, last(_LOOSE)
        self._bodies = frozenset(reader.own.cues(Kind.body))
        self._values, self._places = last(VALUES), last(_PLACES)
        self._belonging = last(VALUES & ~(Kind.topic | Kind.gender)) | last(Kind.works)

    def are_in(self, passage: Passage, low: int, high: int, *, is_followed: bool) -> bool:
        """Whether a part of the folded text is worth reading. `is_followed`: somebody spoke before it."""
        found = set(_WORD.findall(passage.folded, low, high))
        if ("one" in found and not _ENDS_OF_ONE.isdisjoint(found)) or found >= _THOSE_WHO:
            return True
        if not self._people.isdisjoint(found) or not self._places.isdisjoint(found):
            return True
        if is_followed and not _GOING_ON.isdisjoint(found):
            return True
        if not _FIRST.isdisjoint(found) and not self._belonging.isdisjoint(found):
            return True
        if not self._bodies.isdisjoint(found) and not VERBS.isdisjoint(found):
            return True
        return not self._loose.isdisjoint(found) and not self._values.isdisjoint(found)
