"""What beside bare initials shows that somebody is meant by them: "Ask Lupita & GK", "Action: GK to send it", "GK absent".

Initials and abbreviations look alike; each sign here is one of people alone. Only the words next to the initials are looked at.
"""

import re
from collections.abc import Callable

_LOOK_BACK, _LOOK_ON = 70, 40
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
_CLAUSE = re.compile(r"(?:^|[\n.!?;:•–—→(]|- )\s*$")
_TO_DO = re.compile(r" to (?!the\b|a\b|an\b|be\b|it\b|us\b|all\b)[a-z]{2,}\b")
_STATE = re.compile(
    r" (?:absent|present|away|late|excused|sceptical|skeptical|unconvinced|unsure|undecided|worried|unhappy|furious|silent|ill|sick)\b"
)


def are_of_somebody(text: str, start: int, end: int, is_name: Callable[[str], bool]) -> bool:
    """Whether a person stands behind the initials from `start` to `end`; `is_name` tells a name or the initials of the room. Constant time."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_ON]
    if _ASKED.search(before) or _HEARD.search(before) or _STATE.match(after):
        return True
    if _TO_DO.match(after) and _CLAUSE.search(before):
        return True
    beside = (_BEFORE.search(before), _AFTER.match(after))
    return any(found is not None and is_name(found[1]) for found in beside)
