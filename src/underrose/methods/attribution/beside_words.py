"""Whether a name stands beside words: "Otieno warned that", "according to Otieno", and not on a list."""

import re

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage

_AFTER = re.compile(
    r"(?:'s?)?,? ?(?:(?:also|then|further|later|rightly|again|has|had|have) ){0,2}([^\W\d_]+)"
)
_BEFORE = re.compile(
    r"(?:according to|in the words of|as put by|stated by|said by|asked by|raised by|made by)(?: the| an?)? ?$"
)
_LOOK_BACK = 30


def is_beside_words(passage: Passage, start: int, end: int) -> bool:
    """Whether a verb of saying follows the place in the original, or the words are said to be this person's. English alone."""
    found = _AFTER.match(passage.folded, passage.folded_at(end))
    if found and found.group(1) in gate_words().verbs:
        return True
    at = passage.folded_at(start)
    return _BEFORE.search(passage.folded[max(0, at - _LOOK_BACK) : at]) is not None
