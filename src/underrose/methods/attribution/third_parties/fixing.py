"""Wordings that say less of somebody absent: without the place, without the time, without the kinship or the trade."""

import re

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.descriptions import Description
from underrose.methods.attribution.values import Fix

_LESS = {
    "kin": "a person close to them",
    "source": "a person with knowledge of the matter",
    "sufferer": "a person",
    "witness": "a person with knowledge of the matter",
    "worker": "a professional",
    "refuge": "a place of safety",
    "name": "a person",
}
_CAPITALS = r"[A-ZÀ-Ž][\w’'-]+(?: (?:of |the |and )?[A-ZÀ-Ž][\w’'-]+)*"
_SPOT = (
    r"(?:north|south|east|west|northern|southern|eastern|western|mountain|border|coastal|capital|port|district|provincial|village|town"
    r"|city|province|region|valley|island|camp|coast|delta|neighbourhood|suburb|market|station|hospital|prison|school|airport"
    r"|ministry|bank|company|police|army|barracks|court|office|bureau|commission|embassy|mission|newspaper|university|clinic|church)"
)
_PLACE = re.compile(
    rf",? (?:in|at|near|from|outside|around|inside|within|on) (?:(?:the|an?|his|her|their) )?(?:[\w’'-]+ ){{0,3}}?(?:{_SPOT}\b(?: {_SPOT}\b)*"
    rf"(?: (?:of|in) (?:the )?{_CAPITALS})?|{_CAPITALS}(?: (?:{_SPOT})\b)*)"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIME = re.compile(
    rf",? (?:(?:since|in|on|until|from|by|every|last|this|during) )?(?:the )?(?:\d{{1,2}} )?(?:early |late |mid-)?(?:{_MONTH}(?: \d{{4}})?|{_DAY}"
    r"|(?:since|in|of) \d{4}|last (?:spring|summer|autumn|winter|week|month|year|night)|(?:\w+ )?(?:days?|weeks?|months?|years?) (?:ago|before|later)"
    r"|(?:this|yesterday) (?:morning|week|month))(?: \d{4})?\b"
)
_AGE = re.compile(r",? (?:then|now|aged|only|just) [\w-]+(?=[,.;]|$)|(?:, )?aged [\w-]+,?|\b[\w-]+-year-old ")


def fixes(passage: Passage, made: Description) -> tuple[Fix, ...]:
    """The words from the description to the end of its sentence without place, time and age; and the person in general words."""
    start, _ = passage.original(made.start, made.end)
    _, end = passage.sentence_of(start)
    head_start, head_end = passage.original(made.start, made.head.end)
    general = _LESS[made.kind]
    if made.kind == "kin" and passage.text[head_end : head_end + 4] == " of ":
        general, head_end = "a person close to", head_end + 3
    text = passage.text[head_end:end]
    if start == passage.sentence_of(start)[0]:
        general = general[0].upper() + general[1:]
    offered = [Fix(head_start, head_end, general)]
    for pattern in (_AGE, _TIME, _PLACE):
        offered += [
            Fix(head_end + match.start(), head_end + match.end(), "")
            for match in pattern.finditer(text)
            if match[0].strip()
        ]
    less = _AGE.sub("", _TIME.sub("", _PLACE.sub("", text)))
    if less != text:
        offered.insert(0, Fix(head_start, end, general + less))
    return tuple(offered)
