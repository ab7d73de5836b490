"""What could be added: the symbol of a document that the text names in words."""

import re
from collections.abc import Iterator

from underrose.concept.note.model import Finding, NoteReading
from underrose.concept.note.plain import straight
from underrose.concept.note.words import say

_TWINS = re.compile(r"['\"]?\btwin['\"]?\s+(?:un\s+|united nations\s+)?resolutions?\b", re.IGNORECASE)
_TWIN_SYMBOLS = ("A/RES/70/262", "S/RES/2282 (2016)")
_ABOUT_PEACE = re.compile(r"\b(?:sustaining peace|peace-?building|2016)\b", re.IGNORECASE)
_NUMBERED = (
    (re.compile(r"\bSecurity Council resolution\s+(?P<number>\d{1,4})\s*\((?P<year>\d{4})\)", re.IGNORECASE), "S/RES/{number} ({year})"),
    (re.compile(r"\bGeneral Assembly resolution\s+(?P<number>\d{2})/(?P<year>\d{1,3})\b", re.IGNORECASE), "A/RES/{number}/{year}"),
    (re.compile(r"\bHuman Rights Council resolution\s+(?P<number>\d{1,2})/(?P<year>\d{1,3})\b", re.IGNORECASE), "A/HRC/RES/{number}/{year}"),
)  # fmt: skip


def offers(reading: NoteReading) -> tuple[Finding, ...]:
    """Documents named in words and not yet cited by symbol; nothing is wrong with a note that leaves it so."""
    found: dict[tuple[str, ...], Finding] = {}
    for sentence in reading.sentences:
        words = straight(sentence.text)
        for named, offered in _named(words):
            missing = tuple(symbol for symbol in offered if symbol not in reading.citations)
            if missing:
                found.setdefault(missing, _offer(sentence.place, named.strip("'\""), missing))
    return tuple(found.values())


def _named(words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if (twins := _TWINS.search(words)) and _ABOUT_PEACE.search(words):
        yield twins[0], _TWIN_SYMBOLS
    for pattern, form in _NUMBERED:
        for found in pattern.finditer(words):
            yield found[0], (form.format(number=found["number"], year=found["year"]),)


def _offer(place: str, named: str, symbols: tuple[str, ...]) -> Finding:
    return Finding(
        kind="symbol",
        place=place,
        message=say(
            "The text speaks of “{named}” without a document symbol.",
            named=named.replace("'", "").replace('"', ""),
        ),
        remedy=say("A footnote could cite {symbols}.", symbols=_and(symbols)),
        offer=True,
        offered=symbols,
    )


def _and(words: tuple[str, ...]) -> str:
    return (
        words[0]
        if len(words) == 1
        else say("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])
    )
