"""Authors in bibliographic citations: "A. Otieno, “The Wells of Kisumu”, Lake Review 14 (2017), pp. 5-31".

A name is an author's where the title, and where and when it was published, follow it at once. A year alone, or a body and a year, is none.
Source of the forms: the usual styles of citation (Chicago notes, MHRA, Vancouver for the order of surname and initials).
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.frames.lexicon import CAPITAL, MONTHS, PUBLISHER, YEAR
from underrose.methods.attribution.frames.relations import Span

_PARTICLES = r"(?:(?:van|von|de|del|della|der|den|di|da|dos|du|el|al|bin|ibn|ben|la|le|ten|ter|zu)[ -]){0,3}"
_SURNAME = rf"{_PARTICLES}{CAPITAL}[\w’'-]+(?: {CAPITAL}[\w’'-]+)?"
_INITIALS = rf"(?:{CAPITAL}\.[ -]?){{1,3}}"
_AUTHOR = (
    rf"(?:{_INITIALS} ?{_SURNAME}|{CAPITAL}[\w’'-]+ (?:{_INITIALS} ?)?{_SURNAME}|{_SURNAME},? {_INITIALS})"
)
_AUTHORS = rf"{_AUTHOR}(?:, {_AUTHOR}){{0,5}}(?:,? (?:and|&|et|y|und) (?:{_AUTHOR}|al\.?|others))?(?: et al\.?)?(?: \(eds?\.?\))?"
_DATE = rf"(?:(?:\d{{1,2}} )?{MONTHS},? (?:\d{{1,2}}, )?)?{YEAR}"
_PAGE = r"(?:[,:]? (?:at )?(?:(?:pp?|ch|vol|no)\.? ?)?\d+(?: ?[–-] ?\d+)?){0,3}"
_QUOTED = r"(?:[“\"«‘][^“”\"«»\n]{3,160}[”\"»’]|\*[^*\n]{3,160}\*|_[^_\n]{3,160}_)"
_OUTLET = rf"(?:(?:in:? )?{CAPITAL}[\w’'&.-]*(?: (?:(?:of|the|and|for|on|de|del|du|des|la|le|&) ){{0,2}}{CAPITAL}[\w’'-]*){{0,7}})"
_ISSUE = rf"(?:,? (?:vol\.? ?)?\d+(?:[.(/:] ?\d+\)?)?(?:,? no\.? ?\d+)?)?(?:,? \(?{_DATE}\)?)"
_TITLE = rf"{CAPITAL}[\w’'-]*(?::? [\w’'-]+,?){{1,14}}?"
_HOUSE = rf"\((?:[^()\n]{{0,60}}\b(?:{PUBLISHER})\b[^()\n]{{0,30}}|{CAPITAL}[\w’'-]+(?: {CAPITAL}[\w’'-]+)?: {_OUTLET}), {YEAR}\)"
_CITATION = re.compile(
    rf"(?<![\w.’'-])(?!(?:See|In|As|From|By|Cf|And|Also|For)\b)(?:{_AUTHORS})[,.:] (?:{_QUOTED}[,.]?[,.]? (?:{_OUTLET}{_ISSUE}|{_HOUSE}|\({YEAR}\))|{_TITLE} {_HOUSE}){_PAGE}"
)
_CUE = re.compile(rf"[(, ]{YEAR}")


def citations(text: str, start: int, end: int) -> Iterator[Span]:
    """The citations between two places of a text, each from its first author on. Linear for spans of the length of a sentence or two."""
    if _CUE.search(text, start, end):
        yield from (found.span() for found in _CITATION.finditer(text, start, end))
