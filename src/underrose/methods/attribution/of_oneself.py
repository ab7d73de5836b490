"""Wordings for what somebody says of themselves, "as a judge from Mali, I ...": without the role, or in general words. English.

Source: none; the sentences of notes.
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.merging import LIVED
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Fix, Hit, Way

_ASIDE = re.compile(
    r"(?:(?:speaking|coming|writing|acting|here) )?(?:as|being) |(?:when|while|before|after|since|until|as) (?:i|we)\b",
    re.IGNORECASE,
)
_TO_COMMA = re.compile(r"[^,.;:!?\n]{0,80},\s*(?=\w)")
_TO_SELF = re.compile(r"[^,.;:!?\n]{0,60}?\s+(?=(?:I|we|my|our|me|us)\b)")
_CLAUSE = re.compile(r"(I|we|[Ww]e)(?:['’](?:m|re|ve)| [a-z]+)\b")
_BEING = re.compile(
    r"(?:I|we)(?: (?:am|are|work|works|serve|represent|come|belong)|['’](?:m|re))\b", re.IGNORECASE
)
_HAD = re.compile(r"(?:an?|one|another|our|some(?:one|body))\b[^,.;:]{0,40}? had\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.,;:!?…”]|$)|\s+(?:and|but|because|when|so|which|while|or)\b")
_MORE = re.compile(r" (?:in|at|from|of|for|on|with|by|who) [^.,;:!?…\n]{1,60}(?=[.,;:!?…]|$)")
_SEVERAL = re.compile(r"we(?= [a-z]+(?<!s)s\b)", re.IGNORECASE)
"""“We judges": no verb behind "we" ends so."""
_FROM = re.compile(r"\s+(?:from|of|in|at) (?:the )?[A-ZÀ-Ž][\w’'-]*(?: [A-ZÀ-Ž][\w’'-]*)*")
_MARKS = " \t\n\"“‘'(>*-–—•"
_LONGEST = 120


def of_oneself(passage: Passage, hit: Hit, k: int) -> Iterator[Fix]:
    """Wordings for a description that its speaker gives of themselves; none where they do not."""
    text, start, end = passage.text, hit.start, hit.end
    said = text[start:end]
    if _ASIDE.match(said):
        end = start + len(said.partition(",")[0])
        yield from _left_out(passage, start, end, k)
        return
    if found := _SEVERAL.match(said):
        behind = _FROM.match(text, end)
        yield Fix(start, behind.end() if behind else end, found[0], k)
        return
    if not _ENDS.match(text, end) and (more := _MORE.match(text, end)):
        end = more.end()
    if hit.variant == LIVED and _HAD.match(said) and _ENDS.match(text, end):
        yield Fix(start, end, "one participant had experience of this", k)
    if (clause := _CLAUSE.match(said)) and _ENDS.match(text, end):
        is_one = clause[1] == "I"
        if _BEING.match(said):
            yield Fix(start, end, "I am a participant" if is_one else "we are participants", k)
        else:
            yield Fix(start, end, f"{clause[1]} have experience of this", k)


def _left_out(passage: Passage, start: int, end: int, k: int) -> Iterator[Fix]:
    """An aside goes with its commas; at the beginning of a sentence the rest begins with a capital."""
    text = passage.text
    first, last = passage.sentence_of(start)
    if not text[first:start].strip(_MARKS):
        if found := _TO_COMMA.match(text, end, last) or _TO_SELF.match(text, end, last):
            rest = text[found.end() : last].rstrip(" \t\n.!?…")
            wording = rest[:1].upper() + rest[1:]
            yield Fix(start, found.end() + len(rest), wording, k, shown=_shown(wording))
        return
    before = re.search(r",?\s*$", text[first:start])
    begin = start - len(before[0]) if before else start
    is_between = text[begin] == "," and text[end : end + 1] == ","
    if is_between or re.match(r"\s*(?:[.;!?…]|$)", text[end:last]):
        yield Fix(begin, end + is_between, "", k, Way.words)


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
