"""What is left of somebody in "their parish", "my ministry": who in the room has such a place, and words that say less. English.

A speaker without a name is still known by what is theirs: of forty guests one has a parish. Source: none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.attribution import labels
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi import groups, lattice
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.verbs import holds, is_finite

_OWNED = re.compile(
    r"\b(?P<owner>their|his|her|my|our)\s+(?:own\s+)?(?P<noun>(?:[a-z][\w-]+\s+)?[a-z][\w-]+)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?P<place>(?-i:[A-ZÀ-Ž])[\w’'-]+)\s+(?P<auxiliary>(?:had|has|would|will|can|could|is|was) )?(?P<verb>\w+)"
)
LESS, LESS_OF_SEVERAL = "organisation", "colleagues"


@dataclass(frozen=True, slots=True)
class Belonging:
    """A place of the text that tells whose it is: the words behind the owner, and who has such a thing."""

    start: int
    end: int
    people: Bits
    is_of_several: bool


class Belongings:
    """What the guests of one room have. Built once; each noun is looked up once."""

    __slots__ = ("_having", "_index")

    def __init__(self, index: Index) -> None:
        self._index = index
        self._having: dict[str, Bits] = {}

    def owned(self, passage: Passage, start: int, end: int) -> Iterator[Belonging]:
        """Every such place between two, of which somebody in the room is known to have it."""
        for found in _OWNED.finditer(passage.text, start, end):
            words = found["noun"].split()
            if len(words) > 1 and (is_finite(words[1]) or holds(words[1])):
                words = words[:1]
            for noun in dict.fromkeys((words[-1], words[0])):
                if people := self._people(noun.casefold()):
                    begin = found.start("noun")
                    until = found.end("noun") if len(words) > 1 else begin + len(words[0])
                    is_of_several = words[-1].endswith("s") and not words[-1].endswith("ss")
                    yield Belonging(begin, until, people, is_of_several)
                    break

    def governments(self, passage: Passage, start: int, end: int) -> Iterator[Bits]:
        """Who comes from a country whose name or capital stands for what its government does: "Ottawa had paid"."""
        for found in _PLACE.finditer(passage.text, start, end):
            codes = lattice.codes_of(found["place"])
            if codes and (found["auxiliary"] or is_finite(found["verb"])):
                yield self._index.at_home(codes) & self._index.counting

    def _people(self, noun: str) -> Bits:
        if noun not in self._having:
            self._having[noun] = self._looked_up(noun) & self._index.counting
        return self._having[noun]

    def _looked_up(self, noun: str) -> Bits:
        """Those of the sectors, roles and posts a noun belongs to; nobody where it says nothing of anybody."""
        known = labels.belonging(noun) | groups.groups_in("sector", noun)
        if not known:
            return 0
        found = self._index.told_by([noun])
        roles = {role for group in known for role in groups.related("sector", group)[1]}
        for group in known:
            found |= self._index.in_group("sector", group)
        for role in roles:
            found |= self._index.in_group("role", role)
        for post, people in self._index.values.get("post", {}).items():
            if groups.groups_in("role", post) & roles:
                found |= people
        return found
