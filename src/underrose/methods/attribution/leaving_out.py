"""What goes with an address, a number or a name that is left out, so that what stays is still a sentence. English.

`without_contact`, `without_name` and `without_sentence` give the wording with nothing in its place.
"""

import re

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Fix, Way

TITLES = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Drs|Prof|Professor|Sir|Dame|Lord|Lady|Mme|Sra|Sr|Ambassador|Minister|Justice|Judge|President"
    r"|Senator|Rev|Reverend|Father|Sister|Chief|Amb|H\.E|HE|His Excellency|Her Excellency|Their Excellency)\.?\s+)+$"
)
_BY = re.compile(r"\s+by\s+$")
_LEAD = r"(?:\b(?:at|on|via|by|under|through|e-?mail|mail|tel|telephone|phone|call|ring|write to|contact)\b[:.]?\s*)"
_TO_CONTACT = re.compile(rf"[\s,;(\[]*{_LEAD}*[:(\[<]?\s*$", re.IGNORECASE)
_ACT = re.compile(
    r"^[\s,;]*(?:call|ring|write to|contact|phone|e-?mail|mail)\b(?!\s*(?:at|on|:)?\s*[:(])", re.IGNORECASE
)
_JOINED_BEFORE = re.compile(r"(?:\s*[,;/|]\s*(?:or|and)?|\s+(?:or|and|nor))\s*$", re.IGNORECASE)
_CONTACT = r"(?:[(+]?\+?\d[\d().\s/-]{5,}|[\w.+-]+@[\w.-]+|@\w+)"
_ANOTHER_BEHIND = re.compile(rf"(?:\s*[,;/|]\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+)(?={_CONTACT})")
_LED_BEHIND = re.compile(rf"\s*[,;/|]?\s*(?:\b(?:or|and)\s+)(?={_LEAD}+{_CONTACT})", re.IGNORECASE)
_IS_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be|to|the|an?|call|called|ring|contact|use|dial|see|follow|visit|by|and|or)\s*$",
    re.IGNORECASE,
)
_MARKS = " \t\n\"“”'‘’«»([-–—•*#>.,;:!?)]"


def without_sentence(passage: Passage, start: int, end: int) -> Fix:
    """The sentences a place lies in left out, with the blank that parts them from the next."""
    first, _ = passage.sentence_of(start)
    _, last = passage.sentence_of(max(start, end - 1))
    first, last, text = min(first, start), max(last, end), passage.text
    behind = re.compile(r"[^\S\n]*").match(text, last)
    until = behind.end() if behind else last
    if until == last or text[until : until + 1] in {"", "\n"}:
        while first and text[first - 1] in " \t":
            first -= 1
    return Fix(first, until, "", way=Way.sentence)


def without_contact(passage: Passage, start: int, end: int, k: int) -> Fix | None:
    """An address or number left out, with the words that lead to it alone, and its brackets; None where a gap would stay.

    Of several addresses only one goes: what leads to them stays with the others.
    """
    text = passage.text
    first, last = passage.sentence_of(start)
    led = _TO_CONTACT.search(text[max(first, start - 40) : start])
    begin = start - (len(led[0]) if led else 0)
    joint = begin + _blank(text, begin)
    if joined := _JOINED_BEFORE.search(text[max(first, begin - 8) : joint]):
        return Fix(joint - len(joined[0]), end, "", k, Way.contact)
    if behind := _ANOTHER_BEHIND.match(text, end):
        return Fix(start, behind.end(), "", k, Way.contact)
    if behind := _LED_BEHIND.match(text, end):
        at = behind.end()
        is_first = not text[first:begin].strip(_MARKS)
        return (
            Fix(first, at + 1, text[at].upper(), k, Way.contact)
            if is_first
            else Fix(begin, at, " ", k, Way.contact)
        )
    if any(mark in text[begin:start] for mark in "([<") and text[end : end + 1] in ")]>":
        end += 1
    elif _stays_open(text, (first, last), (begin, start, end)):
        return None
    return Fix(begin, end, "", k, Way.contact)


def _blank(text: str, at: int) -> int:
    """How many signs of a joint, taken with what leads to the contact, stand from a place on."""
    found = re.compile(r"[\s,;]*").match(text, at)
    return found.end() - at if found else 0


def _stays_open(text: str, sentence: tuple[int, int], place: tuple[int, int, int]) -> bool:
    """Whether what stays wants the contact: nothing before it in the sentence, or a verb that has no other object."""
    begin, start, end = place
    before = text[sentence[0] : begin]
    return bool(
        not before.strip(_MARKS)
        or _IS_BEFORE.search(before)
        or (_ACT.match(text[begin:start]) and not text[end : sentence[1]].startswith((")", "]")))
    )


def without_name(passage: Passage, start: int, end: int, k: int) -> Fix | None:
    """A name left out where the sentence stands without it: in brackets, after "by", within a list."""
    text = passage.text
    before, after = text[max(0, start - 60) : start], text[end : end + 8]
    titled = TITLES.search(before)
    first = start - (len(titled[0]) if titled else 0)
    before = text[max(0, first - 60) : first]
    if before.endswith("(") and after.startswith(")"):
        return Fix(first - 1 - (before[-2:-1] == " "), end + 1, "", k, Way.name)
    if (by := _BY.search(before)) and re.match(r"[.;!?]", after):
        return Fix(first - len(by[0]), end, "", k, Way.name)
    if before.endswith(", ") and re.match(r",| and ", after) and not after.startswith(" and other"):
        return Fix(first - 2, end, "", k, Way.name)
    return None
