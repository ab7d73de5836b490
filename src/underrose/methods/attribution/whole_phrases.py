"""The whole of a noun phrase around what was found of it: from its article or first modifier to its last complement.

A wording that stands for "deputy director" stands for "The Zambian deputy director of mines who came late" as well: what is left
of a phrase would be no sentence, and tells. English; no parser. Linear in the sentence.

Source: none; the order of an English noun phrase (determiner, modifiers, head, complements, relative clause).
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.quasi import lattice
from underrose.methods.attribution.verbs import DETERMINERS, WORD, has_verb, holds, is_finite, may_modify

_MOST_BEFORE = 5
_MOST_BEHIND = 8
_MOST_NOUNS = 2
_ARTICLES = frozenset({"the", "a", "an", "our"})
_OPENS = frozenset({"of", "for", "from", "at"})
_RELATIVE = re.compile(r"\s(?:who|whose)\s")
_CLAUSE_END = re.compile(r"[,;:.!?()–—\n”\"]")
_OPENS_CLAUSE = re.compile(r"(?:[,;:]|\bthat|\bwhile|\bbecause|\bthough|\balthough)\s*$", re.IGNORECASE)
_CLEFT = re.compile(r"\bit (?:is|was)(?: also| not| again)?\s*$", re.IGNORECASE)
_OWNER = re.compile(r"[’']s?\b")
_HAS_DETERMINER = re.compile(rf"(?:{'|'.join(sorted(DETERMINERS))})\s", re.IGNORECASE)
_RELATION = re.compile(
    r"(?:(?:\w+ ){0,3}?(?:colleague|friend|assistant|aide|adviser|student|pupil|client|patient|employee|neighbou?r|follower|supporter"
    r"|critic|successor|predecessor|collaborator|partner|guest|guard|driver|teacher|boss|superior|subordinate|member of staff)s? of "
    r"|(?:\w+ ){0,2}?(?:person|people|man|woman|men|women|somebody|someone|anybody|those) (?:very )?(?:close to|near|next to|related to"
    r"|married to|known to|working (?:for|with)) )"
    r"(?=(?:the|an?|our|one)\s)",
    re.IGNORECASE,
)
"""Somebody beside the one who was found: "a colleague of the Zambian judge" stays a colleague."""
_GAP = re.compile(r"\s+")
_SIZE = 200


def whole(passage: Passage, start: int, end: int) -> Span:
    """The phrase around a place of the original text; the place itself where nothing belongs to it."""
    text = passage.text
    first, last = passage.sentence_of(start)
    last = max(last, passage.sentence_of(max(start, end - 1))[1])
    if beside := _RELATION.match(text, start, end):
        start = beside.end()
    end = _without_verb(text, start, end, last)
    start = _opened(text, max(first, start - _SIZE), start)
    if _OWNER.match(text, end):
        return start, end
    return start, max(end, _closed(text, (first, last), start, end))


def _without_verb(text: str, start: int, end: int, last: int) -> int:
    """Where the phrase ends if what was found of it has the only verb of its clause within: "an official exchanged words"."""
    behind = text[end:last]
    stop = _CLAUSE_END.search(behind)
    if has_verb(behind[: stop.start() if stop else None]):
        return end
    if relative := _RELATIVE.search(text, start, end):
        groups = list(_verb_groups(text, relative.end(), end))
        return start + len(text[start : groups[1]].rstrip()) if len(groups) > 1 else end
    words = list(WORD.finditer(text, start, end))
    for place, found in enumerate(words):
        if place > 1 and is_finite(found[0]) and not found[0][0].isupper():
            return start + len(text[start : found.start()].rstrip())
    return end


def _opened(text: str, first: int, start: int) -> int:
    """Where the article and the modifiers before a place begin."""
    if _HAS_DETERMINER.match(text, start):
        return start
    is_plain = text[start : start + 1].islower()
    begin, until = start, start
    for found in reversed(list(WORD.finditer(text, first, start))[-_MOST_BEFORE - 1 :]):
        if not _GAP.fullmatch(text, found.end(), until):
            break
        word, until = found[0], found.start()
        if word.casefold() in (DETERMINERS if is_plain else _ARTICLES) and word.casefold() != "that":
            return found.start()
        is_modifier = may_modify(word) or bool(lattice.codes_of(word))
        if holds(word) or is_finite(word) or word.endswith(("'s", "’s")) or not (is_plain or is_modifier):
            break
        if (
            is_modifier
            and begin == found.end() + len(text[found.end() : begin])
            and text[found.end() : begin].isspace()
        ):
            begin = found.start()
    return begin


def _closed(text: str, sentence: Span, start: int, end: int) -> int:
    """Where the nouns, complements and the relative clause behind a place end."""
    while (more := _complement(text, sentence[1], end)) > end:
        end = more
    stop = _CLAUSE_END.search(text, end, sentence[1])
    until = stop.start() if stop else sentence[1]
    relative = _RELATIVE.search(text, start, min(until, end + _LEAST))
    if relative is None or (relative.start() >= end and text[end : relative.start() + 1].strip()):
        return end
    groups = list(_verb_groups(text, relative.end(), until))
    before = text[sentence[0] : start]
    if _CLEFT.search(before):
        return end
    is_subject = not has_verb(before) or _OPENS_CLAUSE.search(before) is not None
    if len(groups) > 1 and is_subject:
        return max(end, start + len(text[start : groups[1]].rstrip()))
    return end if is_subject else until


_LEAST = 8


def _complement(text: str, last: int, end: int) -> int:
    """Behind one more complement ("of a regional body", "for housing from Portugal") or noun ("circle"); the same place if there is none."""
    words: list[re.Match[str]] = []
    at = end
    for found in WORD.finditer(text, end, last):
        if len(words) > _MOST_BEHIND or not _GAP.fullmatch(text, at, found.start()):
            break
        words.append(found)
        at = found.end()
    if not words or is_finite(words[0][0]) or words[0][0].casefold() in DETERMINERS:
        return end
    if words[0][0].casefold() not in _OPENS:
        return _behind_nouns(words, end)
    is_closed = text[at : at + 1] in {"", ".", ",", ";", "!", "?", ":", "”", ")"}
    return _behind_object(words, end, is_closed=is_closed)


def _behind_nouns(words: list[re.Match[str]], end: int) -> int:
    """One or two nouns that a verb follows: "the Maasai circle told"."""
    for place, found in enumerate(words[: _MOST_NOUNS + 1]):
        if is_finite(found[0]):
            return words[place - 1].end()
        if holds(found[0]) or found[0].casefold() in DETERMINERS:
            return end
    return end


def _behind_object(words: list[re.Match[str]], end: int, *, is_closed: bool) -> int:
    """What a preposition has behind it, up to a verb; behind "of" and "from", up to whatever follows."""
    is_close = words[0][0] in {"of", "from"}
    for place, found in enumerate(words[1:], 1):
        word = found[0].casefold()
        is_ended = words[place - 1].end() if place > 1 else end
        if is_finite(word) or word in _OPENS or word in {"who", "whose"}:
            return is_ended
        if word in DETERMINERS and place > 1 and words[place - 1][0] != "and":
            return end
        is_joining = word == "and" and place > 1 and not _begins_another(words, place + 1)
        if holds(word) and not is_joining:
            return is_ended if is_close else end
    return words[-1].end() if is_close and is_closed and len(words) > 1 else end


def _begins_another(words: list[re.Match[str]], place: int) -> bool:
    """Whether somebody else is named behind "and": an article, or the end of what was looked at."""
    return place >= len(words) or words[place][0].casefold() in DETERMINERS


def without_saying(text: str, start: int, end: int) -> int:
    """Where whoever speaks ends in "the adviser asked for": before the verb and what holds to it."""
    for found in reversed(list(WORD.finditer(text, start, end))):
        if not (holds(found[0]) or is_finite(found[0])):
            return found.end()
    return end


def _verb_groups(text: str, start: int, end: int) -> Iterator[int]:
    """Where each run of verbs begins: "had been closed" is one."""
    was_verb = False
    for found in WORD.finditer(text, start, end):
        is_verb = is_finite(found[0])
        if is_verb and not was_verb:
            yield found.start()
        was_verb = is_verb or (was_verb and holds(found[0]) and found[0].endswith("ly"))
