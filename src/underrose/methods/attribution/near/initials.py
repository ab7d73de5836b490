"""What beside bare initials shows that somebody is meant by them: "Ask Lupita & GK", "GK absent", "money is late (GK)".

Initials and abbreviations look alike; each sign here is one of people alone. Only the words next to the initials are looked at.
"""

import re
from collections.abc import Callable

_LOOK_BACK, _LOOK_ON = 70, 40
_SIGNED_BACK, _FEW_SAID = 160, 3
"""How far back the entry may begin that initials close, and how many words it has at least."""
_ASKED = re.compile(
    r"(?:\b(?:ask|tell|call|ring|phone|e-?mail|ping|remind|cc|via|thru|w/|per|action|actions|todo|to do|owner|lead|by)|→|->|=>)[:\s]\s*$|@$",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:comments?|remarks?|corrections?|edits|input|inputs|replies|reply|answers?|word|notes?|objections?|questions?|apologies|slides|thoughts)"
    r" (?:[a-z]+ ){0,3}(?:from|by) $",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*)(?:,? (?:&|and|\+|/) |[&/+]|, )$")
_AFTER = re.compile(r"(?:,? (?:&|and|\+|/) |[&/+]|, )([^\W\d_][\w’'-]*)")
_SAID = re.compile(r"\b(?:says|said|asks|asked|adds|added|thinks|thought|feels|felt|dixit) $", re.IGNORECASE)
_CLOSES = re.compile(
    r"[^\S\n]*(?:[,;]\s*\d{1,2}[:.h]\d\d\s*)?[)\]]?[^\S\n]*[.;!?]?[^\S\n]*(?:$|\n|(?<=[.;!?]\s)(?=[A-Z\"“«]))"
)
_SIGNED = re.compile(r"(?:[^\s(\[][.!?…,;]?[\"”»]?\s?[(\[]|[^\s–—-][.!?…]?[\"”»]?\s(?:[–—]|--?)\s?)$")
_ENTRY = re.compile(r"\n|[.!?;][\"”»]?\s(?=[^\s(\[–—-])")
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|could|should|can|cannot|must|may|might|need|needs|want|wants|agreed|disagrees?|[a-z]+n[’']t)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset({"the", "a", "an", "of", "for", "and", "in", "on", "to"})
_CLAUSE = re.compile(r"(?:^|[\n.!?;:•–—→(]|- )\s*$")
_TO_DO = re.compile(r" to (?!the\b|a\b|an\b|be\b|it\b|us\b|all\b)[a-z]{2,}\b")
_STATE = re.compile(
    r" (?:absent|present|away|late|excused|sceptical|skeptical|unconvinced|unsure|undecided|worried|unhappy|furious|silent|ill|sick)\b"
)


def are_of_somebody(text: str, start: int, end: int, is_name: Callable[[str], bool]) -> bool:
    """Whether a person stands behind the initials from `start` to `end`; `is_name` tells a name or the initials of the room. Constant time."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_ON]
    if _is_signed(text, start, end) or _SAID.search(before):
        return True
    if _ASKED.search(before) or _HEARD.search(before) or _STATE.match(after):
        return True
    if _TO_DO.match(after) and _CLAUSE.search(before):
        return True
    beside = (_BEFORE.search(before), _AFTER.match(after))
    return any(found is not None and is_name(found[1]) for found in beside)


def _is_signed(text: str, start: int, end: int) -> bool:
    """“Money is late (GK).", "the well is gone - GK": initials that close an entry in which something was said.

    Behind a name, or behind the words they stand for, they abbreviate it: "before the Tribunal (GK)", "a goods key (GK)".
    """
    back = text[max(0, start - _SIGNED_BACK) : start]
    sign = _SIGNED.search(back)
    if sign is None or _CLOSES.match(text, end) is None:
        return False
    entry = _ENTRY.split(back[: sign.start() + 1])[-1]
    said = _WORDS.findall(entry)
    if len(said) < _FEW_SAID or said[-1][0].isupper() or not _STATES.search(entry):
        return False
    letters = "".join(letter.casefold() for letter in text[start:end] if letter.isalpha())
    return not first_letters(entry).endswith(letters)


def first_letters(words: str) -> str:
    """The first letters of words, without those that abbreviations leave out: “Bureau of the Census" is "bc". Linear."""
    return "".join(
        word[0].casefold() for word in _WORDS.findall(words) if word.casefold() not in _SMALL_WORDS
    )
