"""Who a note is written to, and who signs it: "Hi Clare, ...", "... by Friday. Clare". Of staff that is no leak, for nobody is led to by it."""

import re

_GREETING = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|bonjour|ch[eè]re?|salut|hola|estimad[oa]|querid[oa]"
    r"|liebe[rs]?|hallo|ol[áa]|car[oa]|ciao)"
)
_LOOK_BACK, _LOOK_ON = 60, 40
_NAMES = r"(?:[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?(?:, | and | & | \+ |/))?"
_GREETED = re.compile(rf"(?:^|\n)\s*{_GREETING},? {_NAMES}$", re.IGNORECASE)
_CALLED = re.compile(r"(?:^|\n)\s*$")
_CLOSED = re.compile(r"(?: (?:and|&|\+) [^\W\d_][\w'’-]*)?\s?[,:!–—\n]")
_SPOKEN_TO = re.compile(
    r"\s?[,:–—] ?(?:i|i'm|i’m|i've|i’ve|we|you|your|my|here|here's|here’s|just|could|can|would|will|please|thanks|thank|sorry|attached|enclosed|below|see"
    r"|quick|a (?:few|quick|short|line|note|word)|some notes|two things|one thing)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:[.!?…,;)]|[–—-]|\n)\s*$")
_ENDS = re.compile(r"\.?\s*(?:$|\n\s*\n|\n\s*$)")


def is_address(text: str, start: int, end: int) -> bool:
    """Whether the name from `start` to `end` is that of whom a note is written to, or who signs it. Constant time."""
    return is_written_to(text, start, end) or signs(text, start, end)


def is_written_to(text: str, start: int, end: int) -> bool:
    """Whether the name from `start` to `end` is greeted, or called before what is told. Constant time."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_ON]
    if _GREETED.search(before):
        return _CLOSED.match(after) is not None
    return _CALLED.search(before) is not None and _SPOKEN_TO.match(after) is not None


def signs(text: str, start: int, end: int) -> bool:
    """Whether the name stands alone behind everything: under a note. Constant time."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_ON]
    return bool(before.strip()) and _SIGNED.search(before) is not None and _ENDS.match(after) is not None
