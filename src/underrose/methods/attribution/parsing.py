"""Whether a sentence is still one after a wording was put into it: the faults that wordings make, and no more. English.

A fault that the sentence had before is not the wording's. Source: none; what went wrong in notes.
"""

import re
from itertools import pairwise

from underrose.methods.attribution.quasi import lattice
from underrose.methods.attribution.verbs import (
    DETERMINERS,
    WORD,
    has_verb,
    holds,
    is_being,
    is_finite,
    may_modify,
)

_TWO_ARTICLES = re.compile(r"\b(?:the|an?|one|some|our|their)\s+(?:the|an?|one|some|our)\b", re.IGNORECASE)
_DANGLING = re.compile(
    r"  |\s[,.;:!?](?!\.)|,,|,\.|\(\s*\)|['’]s['’]s?|\b(?:the|an?|of|from)\s*[.,;!?](?!\.)"
)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|what)\b[^,.;:!?]*$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s", re.IGNORECASE)
_FOUR = 4
_BEFORE = 80


def reads_right(before: str, after: str, start: int, end: int) -> bool:
    """Whether `after`, with a wording for somebody from `start` to `end`, has no fault that `before` has not."""
    return (
        not _is_new(_TWO_ARTICLES, before, after)
        and not _is_new(_DANGLING, before, after)
        and not _is_modified_twice(after, start)
        and not _is_left_behind(after, end)
        and (has_verb(after) or not has_verb(before))
        and not _runs_on_anew(before, after)
    )


def _is_new(pattern: re.Pattern[str], before: str, after: str) -> bool:
    faults = len(pattern.findall(after))
    return faults > 0 and faults > len(pattern.findall(before))


def _is_modified_twice(text: str, start: int) -> bool:
    """“The Ukrainian a participant": an article and modifiers before a wording that has its own article."""
    if not re.match(r"(?:an?|one|some)\s", text[start:], re.IGNORECASE):
        return False
    until = start
    for found in reversed(list(WORD.finditer(text, max(0, start - _BEFORE), start))[-_FOUR:]):
        if not text[found.end() : until].isspace():
            return False
        if not may_modify(found[0]) and not lattice.codes_of(found[0]):
            return until < start and found[0].casefold() in DETERMINERS
        until = found.start()
    return False


def _is_left_behind(text: str, end: int) -> bool:
    """“A participant circle told", "a participant of a commercial court": a noun or a complement of what was replaced."""
    if _OF.match(text, end):
        return True
    if not text[end : end + 1].isspace():
        return False
    near = [found[0] for found in WORD.finditer(text, end, end + _BEFORE)][:2]
    if len(near) < 2 or not re.match(rf"\s+{re.escape(near[0])}\s+{re.escape(near[1])}\b", text[end:]):  # noqa: PLR2004 - a noun and its verb
        return False
    return (
        not is_finite(near[0])
        and not holds(near[0])
        and near[0].casefold() not in DETERMINERS
        and is_finite(near[1])
    )


def _runs_on_anew(before: str, after: str) -> bool:
    faults = _runs_on(after)
    return faults > 0 and faults > _runs_on(before)


def _runs_on(text: str) -> int:
    """How often verbs follow each other that cannot: "came asked", "was killed asked", "killed was"."""
    verbs = [found for found in WORD.finditer(text) if is_finite(found[0])]
    faults = 0
    for one, other in pairwise(verbs):
        if text[one.end() : other.start()].isspace() and not is_being(one[0]):
            faults += not _RELATIVE.search(text[max(0, one.start() - _BEFORE) : one.start()])
    return faults
