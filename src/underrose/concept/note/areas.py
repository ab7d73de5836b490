"""Lists of countries and regions, kept as written, each with what it was taken for."""

import re
from datetime import date

from underrose.concept.note.model import AreaNamed
from underrose.concept.note.plain import outside_brackets, plain
from underrose.context.gazetteer import Area, Gazetteer

_INVERTED = re.compile(
    r"^(?:the )?(?:[A-Z][\w-]+ ){0,3}(?:Republic|Kingdom|State|States|Principality|Commonwealth|Union)s? of(?: the)?$",
    re.IGNORECASE,
)
_FEWEST = 3
_MOSTLY = 0.6


def resolved(words: str, gazetteer: Gazetteer, on: date | None = None) -> Area | None:
    """The area a name stands for on that day, with or without its article."""
    words = words.strip(" .;,:")
    return gazetteer.resolve(words, on) or gazetteer.resolve(
        re.sub(r"^(?:the|la|le|les|l['’])\s*", "", words, flags=re.IGNORECASE), on
    )


def area_named(words: str, gazetteer: Gazetteer, on: date | None = None) -> AreaNamed:
    area = resolved(words, gazetteer, on)
    if area is None:
        return AreaNamed(words)
    return AreaNamed(words, area.code, area.name, str(area.standing), area.valid_to)


def names_in(text: str, gazetteer: Gazetteer, on: date | None = None) -> tuple[AreaNamed, ...]:
    """The members of a list of names, whether known or not; a name with "and" or a comma in it stays whole."""
    parts = _rejoined(outside_brackets(plain(text).strip().rstrip("."), ",;\n"))
    named: list[AreaNamed] = []
    for at, part in enumerate(parts):
        name = re.sub(r"^(?:and|or|&|et|y)\s+", "", part).strip(" .:")
        named += _one_or_two(name, gazetteer, on, is_last=at == len(parts) - 1)
    return tuple(one for one in named if one.as_written)


def _rejoined(parts: list[str]) -> list[str]:
    """One name is "Moldova, Republic of"."""
    joined: list[str] = []
    for part in parts:
        if joined and _INVERTED.match(part):
            joined[-1] += ", " + part
        else:
            joined.append(part)
    return joined


def _one_or_two(part: str, gazetteer: Gazetteer, on: date | None, *, is_last: bool) -> list[AreaNamed]:
    whole = area_named(part, gazetteer, on)
    if whole.code:
        return [whole]
    cuts = [found.span() for found in re.finditer(r"\s+(?:and|&|et|y)\s+", part)]
    for start, end in cuts:
        pair = [area_named(part[:start], gazetteer, on), area_named(part[end:], gazetteer, on)]
        if all(one.code for one in pair):
            return pair
    if is_last and cuts:
        start, end = cuts[-1]
        return [area_named(part[:start], gazetteer, on), area_named(part[end:], gazetteer, on)]
    return [whole]


def list_of_areas(text: str, gazetteer: Gazetteer, on: date | None = None) -> tuple[AreaNamed, ...]:
    """The names, when the text is a list of countries and nothing else; nothing for any other text."""
    text = plain(text)
    listing = text.rsplit(":", 1)[-1] if text.count(":") == 1 else text
    if len(re.findall(r"[,;\n]|\s(?:and|et|y|&)\s", listing)) < _FEWEST - 1:
        return ()
    named = names_in(listing, gazetteer, on)
    known = sum(bool(one.code) for one in named)
    return named if len(named) >= _FEWEST and known >= _MOSTLY * len(named) else ()
