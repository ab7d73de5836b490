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
    r"\b(?P<place>(?-i:[A-ZÀ-Ž])[\w’'-]+)\s+(?:had |has |would |will |can |could |is |was )?(?P<verb>\w+)"
)
LESS, LESS_OF_SEVERAL = "organisation", "colleagues"


@dataclass(frozen=True, slots=True)
class Belonging:
    """A place of the text that tells whose it is: the words behind the owner, and who has such a thing."""

    start: int
    end: int
    people: Bits
    is_of_several: bool


def belongings(passage: Passage, start: int, end: int, index: Index) -> Iterator[Belonging]:
    """Every such place between two, of which somebody in the room is known to have it."""
    for found in _OWNED.finditer(passage.text, start, end):
        words = found["noun"].split()
        if len(words) > 1 and (is_finite(words[1]) or holds(words[1])):
            words = words[:1]
        for noun in dict.fromkeys((words[-1], words[0])):
            if people := _people(noun.casefold(), index):
                begin = found.start("noun")
                until = begin + len(found["noun"]) if len(words) > 1 else begin + len(words[0])
                yield Belonging(
                    begin, until, people, words[-1].endswith("s") and not words[-1].endswith("ss")
                )
                break


def governments(passage: Passage, start: int, end: int, index: Index) -> Iterator[Bits]:
    """Who comes from a country whose name or capital stands for what its government does: "Ottawa had paid"."""
    for found in _PLACE.finditer(passage.text, start, end):
        if is_finite(found["verb"]) and (codes := lattice.codes_of(found["place"])):
            yield index.at_home(codes) & index.counting


def _people(noun: str, index: Index) -> Bits:
    """Those of the sectors and posts a noun belongs to; nobody where it says nothing, or everybody has one."""
    known = labels.belonging(noun) | groups.groups_in("sector", noun)
    if not known:
        return 0
    found = index.told_by([noun])
    for group in known:
        found |= index.in_group("sector", group)
        for role in groups.related("sector", group)[1]:
            found |= index.in_group("role", role)
    return found & index.counting
