"""Lists against what the text says of them: how many there are, and what they are called."""

import re
from collections.abc import Iterator

from underrose.concept.note import numbers
from underrose.concept.note.model import AreaNamed, Finding, NoteReading
from underrose.concept.note.plain import listed, outside_brackets, plain, sentences, straight
from underrose.concept.note.purposes import lead_ins
from underrose.concept.note.words import say
from underrose.context.gazetteer import Gazetteer

_COUNTED = rf"(?<![\w-])(?P<number>{numbers.NUMBER})(?![\w%])\s+(?P<noun>(?:[^\W\d_][\w'-]*\s+){{0,3}}?[^\W\d_][\w'-]*(?:s|people|women|men|aims))"
_WITH_NOTE = re.compile(_COUNTED + r"[\"',;:)]*\s?\[\^(?P<note>[^\]\s]+)\]", re.IGNORECASE)
_BEFORE_COLON = re.compile(_COUNTED + r"(?:\s+[^\s:;.]+){0,4}:\s*(?P<list>[^:]*)$", re.IGNORECASE)
_LEADS_IN = re.compile(_COUNTED + r"(?:\s+[^\s:;.]+){0,6}:\s*$", re.IGNORECASE)
_NOT_MEMBERS = re.compile(
    r"\b(?:days?|hours?|minutes?|weeks?|months?|years?|times|pages|people|participants|experts|persons|guests|delegates|personnes|personas|invités|percent|per cent|euros|dollars|pounds)$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:up to|(?:a |the )?maximum(?: of)?|max\.?|(?:no|not) more than|at most|limited to|capped at|fewer than|jusqu'à|au maximum|au plus|hasta"
    r"|(?:un )?maximum de|(?:un )?máximo de)\s+$",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_LONGEST_MEMBER = 8
_FEWEST = 3


def count(reading: NoteReading) -> Iterator[Finding]:
    """A number against its list: "71 states", and a footnote with 70; "four aims:", and five below."""
    yield from _against_footnotes(reading)
    yield from _against_bullets(reading)
    yield from _against_sentences(reading)


def _against_footnotes(reading: NoteReading) -> Iterator[Finding]:
    notes = {note.number: note for note in reading.footnotes}
    for sentence in reading.sentences:
        for found in _WITH_NOTE.finditer(straight(sentence.raw)) if "[^" in sentence.raw else ():
            note = notes.get(found["note"])
            if note is None or not _is_count(found):
                continue
            members = len(note.areas) or _short_members(note.text)
            stated = numbers.number(found["number"])
            if members and members != stated:
                yield Finding(
                    "count",
                    sentence.place,
                    say(
                        "The text says {stated} {noun}, and footnote {number} lists {members}.",
                        stated=found["number"],
                        noun=_noun(found),
                        number=note.number,
                        members=members,
                    ),
                    say("Check the list against its source, then correct the number or the list."),
                )


def _is_count(found: re.Match[str]) -> bool:
    """Not a year ("the 2016 resolutions"), not a limit ("up to 40 places") and not a measure of time or of people."""
    if _LIMIT.search(found.string[: found.start()]):
        return False
    is_year = found["number"].isdigit() and _FIRST_YEAR <= int(found["number"]) <= _LAST_YEAR
    return not is_year and numbers.number(found["number"]) > 1 and not _NOT_MEMBERS.search(found["noun"])


def _noun(found: re.Match[str]) -> str:
    return " ".join(found["noun"].split())


def _short_members(text: str) -> int:
    """How many things a footnote lists when it is a list of short names and nothing else; 0 when in doubt."""
    parts = listed(plain(text))
    is_list = len(parts) >= _FEWEST and all(len(part.split()) <= _LONGEST_MEMBER for part in parts)
    is_doubtful = (
        ":" in text
        or re.search(r"\d|\bsee\b|\bibid\b", text, re.IGNORECASE)
        or any(" and " in part for part in parts)
    )
    return len(parts) if is_list and not is_doubtful else 0


def _against_bullets(reading: NoteReading) -> Iterator[Finding]:
    for section in reading.sections:
        for lead, items in lead_ins(section.blocks):
            found = _LEADS_IN.search(straight(plain((sentences(lead.text) or [""])[-1])))
            if found and _is_count(found) and numbers.number(found["number"]) != len(items):
                yield _miscounted(found, len(items), lead.place)


def _against_sentences(reading: NoteReading) -> Iterator[Finding]:
    """Only lists that can be counted: with semicolons, or short members; "and" inside a member is given the benefit of the doubt."""
    for sentence in reading.sentences:
        found = _BEFORE_COLON.search(straight(sentence.text)) if ":" in sentence.text else None
        if not found or not found["list"].strip() or not _is_count(found):
            continue
        text = found["list"].strip(" .")
        fewest = len(outside_brackets(text, ";" if ";" in text else ","))
        most = fewest + (0 if ";" in text else len(re.findall(r"\s(?:and|or|&|et|y)\s", text)))
        is_plain = ";" in text or all(
            len(part.split()) <= _LONGEST_MEMBER for part in outside_brackets(text, ",")
        )
        if fewest > 1 and is_plain and not fewest <= numbers.number(found["number"]) <= most:
            yield _miscounted(found, len(listed(text)), sentence.place)


def _miscounted(found: re.Match[str], members: int, place: str) -> Finding:
    return Finding(
        "count",
        place,
        say(
            "The text says {stated} {noun}, and {members} follow.",
            stated=found["number"],
            noun=_noun(found),
            members=members,
        ),
        say("Correct the number or the list."),
    )


def area_names(reading: NoteReading, gazetteer: Gazetteer) -> Iterator[Finding]:
    """In a list of countries each should be called what the United Nations calls it at the time, once."""
    lists = [
        (note.areas, _footnote_place(note.number, note.place)) for note in reading.footnotes if note.areas
    ]
    lists += [(group.areas, group.place) for group in reading.groups]
    for areas, place in lists:
        for area in areas:
            yield from _misnamed(area, gazetteer.name(area.code), place)
        yield from _twice(areas, place)
    for note in reading.footnotes:
        for area in note.areas:
            if not area.code:
                yield Finding(
                    "area-name",
                    _footnote_place(note.number, note.place),
                    say(
                        "“{written}” stands in a list of countries and is not a name known here.",
                        written=area.as_written,
                    ),
                    say("Check the spelling; the name is kept as written."),
                )


def _footnote_place(number: str, place: str) -> str:
    where = say("footnote {number}", number=number)
    return f"{where}, {place}" if place and place != where else where


def _misnamed(area: AreaNamed, name: str, place: str) -> Iterator[Finding]:
    if area.standing in ("former", "wrong"):
        yield Finding(
            "area-name",
            place,
            say(
                "The list says “{written}”; the United Nations writes “{name}”.",
                written=area.as_written,
                name=name,
            ),
            say("Write “{name}”, or keep the name if the source of the list has it so.", name=name),
        )


def _twice(areas: tuple[AreaNamed, ...], place: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for area in areas:
        if area.code and area.code in seen:
            yield Finding(
                "area-name",
                place,
                say("“{written}” stands in the list twice.", written=area.as_written),
                say("Take one of the two out, and count again."),
            )
        seen.add(area.code)
