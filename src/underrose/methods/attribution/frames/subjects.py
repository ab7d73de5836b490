"""Who a sentence could be about: the holder of an office, a body, or a name."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from underrose.methods.attribution.frames.lexicon import BODY, CAPITAL, HELD_BY_MANY, OFFICE


class Standing(IntEnum):
    """How public a subject is by itself: evidence of less will do for a public office than for a bare name."""

    bare_name = 0
    held_by_many = 1
    """A title that half a room may hold: ambassador, director, professor."""
    body = 2
    office = 3


class Subject(NamedTuple):
    """A subject; places are those of the original text."""

    start: int
    end: int
    standing: Standing


_PARTICLE = r"(?:de|la|le|du|des|van|von|der|den|di|da|dos|bin|ibn|al|el|ben|y|ul|zu|af|ter|ten|al-)"
_NOT_A_NAME = (
    r"(?!(?:As|In|At|On|The|A|An|According|During|Before|After|These|Those|This|That|It|He|She|They|We|I|To|For|From|With|By|When|While"
    r"|If|But|And|Or|So|Yet|Its|His|Her|Their|Our|Speaking|Addressing|Writing|See|Also|Some|Several|Many|Most|Few|One|Two|Three|What|Where"
    r"|There|Here|Both|All|Each|Every|Another|Other|Participants?|However|Moreover|Furthermore|Finally|First|Second|Third|Since|Although)\b)"
)
_LETTERS = r"(?:[\w-]|[’'](?!s\b)(?=\w))"
"""Of a name: "Ra’ad", but not the "s" of "Annan’s"."""
_WORD = rf"{_NOT_A_NAME}{CAPITAL}(?:{_LETTERS}*\w|\.)"
NAME = rf"{_WORD}(?:\s+(?:{_PARTICLE}[\s-]+)?{CAPITAL}(?:{_LETTERS}*\w|\.)){{0,5}}"
_OF = rf"(?:\s+(?:of|for|on|to|against|in)\s+(?:the\s+)?{CAPITAL}[\w’-]*(?:,?\s+(?:(?:and|of|the|for|on)\s+){{0,2}}{CAPITAL}[\w’-]*){{0,7}})?"
_BODIES = rf"(?:\b[Tt]he\s+|\b[Ii]ts\s+)?(?:{_WORD}\s+(?:(?:of|for|on|and|the|to)\s+){{0,2}}){{0,6}}{BODY}s?\b{_OF}|\b(?:[Tt]he\s+)?[A-Z][A-Z]{{2,7}}\b"
_NAMED = rf"(?:,?\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Mme|Prof)\.?\s+)?{NAME})?"
_OF_BODY = (
    rf"(?:\s+of\s+(?:the\s+)?{CAPITAL}[\w’-]*(?:\s+(?:(?:and|of|the|for)\s+){{0,2}}{CAPITAL}[\w’-]*){{0,7}})?"
)
_DEMONYM = r"\b[A-Z]\w+(?:an|ese|ish|ch|[aeo]i|eli|ean)"
"""How most adjectives of countries end: "the Egyptian Minister of Health"."""
_DESCRIBED = (
    rf"\b(?:[Tt]he|[Aa]n?|[Oo]ne)\s+(?:{_DEMONYM}\s+(?:(?:deputy|prime|foreign|permanent|human\s+rights|trade)\s+)?[a-z]{{4,}}(?:\s+{NAME})?"
    rf"|(?:representative|delegate|delegation|ambassador|minister|president|government|envoy|observer)s?\s+of\s+(?:the\s+)?{CAPITAL}[\w’-]*(?:\s+{CAPITAL}[\w’-]*){{0,3}})"
)
"""Somebody without a name: "a Chilean diplomat", "the representative of Ukraine"."""
_ANY = re.compile(
    rf"(?P<office>(?:\b[Tt]he\s+|\b[Ii]ts\s+)?\b(?:{OFFICE})(?!\w){_OF_BODY}{_NAMED})"
    rf"|(?P<body>{_BODIES})(?!\w)(?!\s+{CAPITAL}[a-z])"
    rf"|(?P<many>(?:\b[Tt]he\s+|\b[Aa]n?\s+)?(?:{_DEMONYM}\s+)?\b(?:{HELD_BY_MANY})(?!\w){_NAMED})"
    rf"|(?P<described>{_DESCRIBED})"
    rf"|(?P<name>(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Sir|Dame|Mme)\.?\s+)?\b{NAME})"
)
_STANDINGS = {
    "office": Standing.office,
    "body": Standing.body,
    "many": Standing.held_by_many,
    "described": Standing.bare_name,
    "name": Standing.bare_name,
}


def subjects(text: str, start: int, end: int) -> Iterator[Subject]:
    """What could be the subject of a frame between two places, from left to right, without a possessive ending."""
    for match in _ANY.finditer(text, start, end):
        yield Subject(match.start(), match.end(), _STANDINGS[match.lastgroup or "name"])
