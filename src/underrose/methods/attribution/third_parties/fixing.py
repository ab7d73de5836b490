"""Wordings that say less of somebody absent: without the place, without the time, without the kinship or the trade."""

import re
from collections.abc import Iterator

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.cues import HEADS, cues
from underrose.methods.attribution.third_parties.descriptions import Description
from underrose.methods.attribution.values import Fix, Way

_LESS = {
    "kin": ("a person close to them", "people close to them"),
    "source": ("a person with knowledge of the matter", "people with knowledge of the matter"),
    "sufferer": ("a person", "people"),
    "witness": ("a person with knowledge of the matter", "people with knowledge of the matter"),
    "worker": ("a professional", "professionals"),
    "refuge": ("a place of safety", "places of safety"),
    "name": ("a person", "people"),
}
"""For one, and for several."""
_CAPITALS = r"[A-ZÀ-Ž][\w’'-]+(?: (?:of |the |and )?[A-ZÀ-Ž][\w’'-]+)*"
_SPOT = (
    r"(?:north|south|east|west|northern|southern|eastern|western|mountain|border|coastal|capital|port|district|provincial|village|town"
    r"|city|province|region|valley|island|camp|coast|delta|neighbourhood|suburb|market|station|hospital|prison|school|airport"
    r"|ministry|bank|company|police|army|barracks|court|office|bureau|commission|embassy|mission|newspaper|university|clinic|church)"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PLACE = re.compile(
    rf",? (?:in|at|near|from|outside|around|inside|within|on) (?!(?:early |late |mid-)?{_MONTH})(?:(?:the|an?|his|her|their) )?(?:[\w’'-]+ ){{0,3}}?(?:{_SPOT}\b(?: {_SPOT}\b)*"
    rf"(?: (?:of|in) (?:the )?(?:{_CAPITALS}|(?:defence|justice|health|education|finance|police|foreign affairs|(?:the )?interior)\b))?|{_CAPITALS}(?: (?:{_SPOT})\b)*)"
)
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIME = re.compile(
    rf",? (?:(?:since|in|on|until|from|by|every|last|this|during) )?(?:the )?(?:\d{{1,2}} )?(?:early |late |mid-)?(?:{_MONTH}(?: \d{{4}})?|{_DAY}"
    r"|(?:since|in|of) \d{4}|last (?:spring|summer|autumn|winter|week|month|year|night)|(?:\w+ )?(?:days?|weeks?|months?|years?) (?:ago|before|later)"
    r"|(?:this|yesterday) (?:morning|week|month))(?: \d{4})?\b"
)
_AGE = re.compile(
    r", (?:then|now|aged|only|just) [\w-]+(?: years old)?,(?= )|,? (?:then|now|aged|only|just) [\w-]+(?: years old)?(?=[,.;]|$)"
    r"| aged [\w-]+|\b[\w-]+-year-old "
)
_OWNER = re.compile(r"(?:\b(?:the|an?|one|his|her|their|my|our)\s+)?(?:[\w-]+\s+)?[\w-]+$", re.IGNORECASE)
_NAME_BEHIND = re.compile(rf"\s+{_CAPITALS}")
_NOUN_BEHIND = re.compile(r"\s+([a-z][\w-]+)")
_NOUN_BEFORE = re.compile(r"\b([a-z][\w-]+)\s+$")
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|several|some|many|few|both|dozens|hundreds|these|those)\b", re.IGNORECASE
)


def fixes(passage: Passage, made: Description) -> tuple[Fix, ...]:
    """The words from the description to the end of its sentence without place, time and age; and the person in general words."""
    text = passage.text
    start, head_end, general = _person(passage, made)
    first, end = passage.sentence_of(start)
    if not general:
        offered = [Fix(start, head_end, "", way=Way.name)]
    else:
        if not text[first:start].strip(" \t\n\"“‘'("):
            general = general[:1].upper() + general[1:]
        offered = [Fix(start, head_end, general)]
    telling = list(_telling(text, head_end, end))
    offered += [Fix(begin, until, "", way=Way.words) for begin, until in telling]
    if telling:
        # The mark that ends the sentence stays where it is: a wording is no sentence of its own.
        last = max(head_end, end - len(text[head_end:end]) + len(text[head_end:end].rstrip(_ENDS)))
        kept = [(begin, min(until, last)) for begin, until in telling if begin < last]
        less = _without(text, head_end, last, kept)
        offered.insert(0, Fix(start, last, general + less, shown=_shown(general + less)))
    return tuple(offered)


def _person(passage: Passage, made: Description) -> tuple[int, int, str]:
    """What stands for the person, and general words instead; none where the name stands behind a noun that stays."""
    text = passage.text
    start, head_end = passage.original(made.start, made.head.end)
    written = text[start:head_end]
    is_several = _is_plural(passage, made, written)
    general = _LESS[made.kind][is_several]
    if made.kind == "name":
        return _named(passage, start, head_end, general)
    if written[:1] in "'’s" and re.match(r"['’]?s\s", written):
        owner = _OWNER.search(text[max(0, start - 60) : start].rstrip("'’"))
        if owner:
            start = max(0, start - 60) + owner.start()
            return start, head_end, f"{general.removesuffix(' them')} {owner[0][:1].lower()}{owner[0][1:]}"
    if made.kind == "kin" and text[head_end : head_end + 4] == " of ":
        return start, head_end + 3, general.removesuffix(" them")
    if found := _NAME_BEHIND.match(text, head_end):
        return start, found.end(), general
    if (found := _NOUN_BEHIND.match(text, head_end)) and _is_head(passage, found.start(1), found.end(1)):
        return start, found.end(1), general
    return start, head_end, general


def _named(passage: Passage, start: int, end: int, general: str) -> tuple[int, int, str]:
    """“Their colleague Musa Kone" loses the name, with the blank before it."""
    before = _NOUN_BEFORE.search(passage.text[max(0, start - 30) : start])
    if before and _is_head(passage, start - len(before[0]), start):
        return start - len(before[0]) + len(before[0].rstrip()), end, ""
    return start, end, general


def _is_plural(passage: Passage, made: Description, written: str) -> bool:
    head = passage.folded[made.head.start : made.head.end]
    return "plural" in made.head.groups or (_SEVERAL.search(written) is not None and head.endswith("s"))


def _is_head(passage: Passage, start: int, end: int) -> bool:
    """Whether a word stands for a person too: "survivor mediator", "colleague Musa Kone"."""
    found = cues(passage, passage.folded_at(start), passage.folded_at(end))
    return any(cue.groups & {*HEADS, "plural"} for cue in found)


def _telling(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where age, time and place stand, in order and apart; a time is no place."""
    taken: list[tuple[int, int]] = []
    for pattern in (_AGE, _TIME, _PLACE):
        for match in pattern.finditer(text, start, end):
            if match[0].strip() and not any(
                match.start() < until and begin < match.end() for begin, until in taken
            ):
                taken.append(match.span())
    return iter(sorted(taken))


def _without(text: str, start: int, end: int, places: list[tuple[int, int]]) -> str:
    kept, at = "", start
    for begin, until in places:
        kept += text[at:begin]
        at = until
    return kept + text[at:end]


def _shown(words: str) -> str:
    """The beginning of a long wording; the whole stands in the text once it is taken over."""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


_LONGEST = 120
_ENDS = " \t\n.!?…"
