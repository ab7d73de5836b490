"""Who a sentence may be about beyond the words of the lexicon: a noun before "who", and heads of notes without an article.

A trade that no list holds is still somebody's where "who" follows it: "the sexton who hid the registers". In notes the
article falls: "girl, 14, taken from the bus", "arrows → pregnant machinist sacked from line 9". Such heads say less than
those of the lexicon in whole sentences, so they need something that befell, was told, or must not come out.
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.third_parties.cues import HEADS, Cue, lexicon_groups
from underrose.methods.attribution.verbs import DETERMINERS, holds, is_finite

WHOEVER = "whoever"
"""The group of a head that only "who" makes a person."""
_WHO = re.compile(r"(?:[\w'-]+,? )?\b(?:who|whose)\b")
_BACK = 110
_DETERMINED = re.compile(
    r"(?:^|(?<=\W))(?:an?|the|one|another|this|that|his|her|their|my|our|your) +((?:[\w'-]+ +){0,2}?[\w-]+)"
    r"(?: +(?:at|in|from|of|near|by|on|above|below|behind|outside|with|for|under|inside) +[\w' -]{2,70}?)?,? +(?:who|whose)$"
)
_NO_HEADS = frozenset(
    re.findall(
        r"\w+",
        """one those people person group team staff crew body side party few many some all most several other latter former first
        second third last next only same country state world government public room meeting house minister president premier
        secretary senator member commissioner ambassador rapporteur interpreter mp opposition majority generation community""",
    )
)
# In notes: where a segment begins, and what may stand right behind the head of one.
_SEGMENT = re.compile(r"(?:^|[:;(•*>→\n]|[-–—](?= ))[\s•*>→‣·–—-]*(?:\(?\d{1,3}[.)] +)?$")
_ENDS = re.compile(r"[:;)→\n]| [-–—] ")
_BARE = re.compile(r"(?:\w[\w-]* +){0,2}$")
_TOLD_OF = re.compile(
    r",? *\(?(?:aged? +)?\d{1,2}\b|, *(?:aged|then|now|still|last|who|whose)\b|,? +(?:who|whose)\b"
    r"|,? +(?:of|from|at|in|near|with|on) +(?:the|a|an|one|her|his|their|\w+ed\b|\w{3,})|,? +(?:was |were |has been |had been |got |is )?(?:\w{3,}ed|taken|found|shot|held"
    r"|beaten|hidden|sold|fled|hid|lost|left|gone|seen|thrown|burnt|hit|cut|struck|brought|driven|sent|stabbed|dismissed)\b"
)


def whoever(folded: str, start: int, end: int) -> Iterator[tuple[Cue, int]]:
    """Nouns before "who" that no list holds, and where their description begins. Places are those of the folded text."""
    for found in _WHO.finditer(folded, start, end) if folded.find("who", start, end) >= 0 else ():
        low = max(start, found.end() - _BACK)
        phrase = _phrase(folded[low : found.end()])
        if phrase is not None and _may_be_somebody(noun := phrase[1].split()[-1]):
            at = low + phrase.end(1) - len(noun)
            yield Cue(at, at + len(noun), noun, frozenset({"worker", WHOEVER})), low + phrase.start()


def _phrase(text: str) -> re.Match[str] | None:
    """The longest noun phrase that reaches to the end of the text: "a gauge reader at the bridge who"."""
    at = 0
    while (found := _DETERMINED.search(text, at)) is not None:
        rest = text[found.end(1) : found.end()].split()[:-1]
        if not any(holds(word) or _is_verb(word) for word in found[1].split()) and not any(
            map(_is_verb, rest)
        ):
            return found
        at = found.start() + 1
    return None


def _may_be_somebody(noun: str) -> bool:
    """Whether a noun may stand for one person whom no list holds: no office, no body, no plural."""
    is_other = noun in _NO_HEADS or not _OTHERS.isdisjoint(lexicon_groups(noun))
    return not is_other and (noun.endswith("ss") or not noun.endswith(("ing", "tion", "s")))


_OTHERS = frozenset((*HEADS, "speakers", "plural", "bodies", "spots", "compounds"))


def _is_verb(word: str) -> bool:
    return not word.endswith("s") and is_finite(word)


def bare(folded: str, place: tuple[int, int], head: Cue) -> tuple[int, int] | None:
    """The segment of a note that begins with a head without an article, from its first word to its end."""
    start, end = place
    if head.is_title:
        return None
    before = folded[max(start, head.start - 60) : head.start]
    words = _BARE.search(before)
    lead = words[0] if words else ""
    while lead and not _SEGMENT.search(before[: len(before) - len(lead)] if lead else before):
        lead = lead.split(" ", 1)[1] if " " in lead else ""
    if not _SEGMENT.search(before[: len(before) - len(lead)]):
        return None
    if (
        any(holds(word) or word in DETERMINERS for word in lead.split())
        or _TOLD_OF.match(folded, head.end, end) is None
    ):
        return None
    cut = _ENDS.search(folded, head.end, end)
    return head.start - len(lead), cut.start() if cut else end
