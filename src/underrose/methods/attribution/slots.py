"""The same speaker in several texts: "the speaker of the second session" in a report, and who that was in a programme.

A slot is a numbered or named part of a meeting. Whoever is named or described beside a slot and a function (speaker, chair)
in one text is the one that the slot and function mean in all others. English alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Hit, Leak

_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        ("first 1st one i a", "second 2nd two ii b", "third 3rd three iii c", "fourth 4th four iv d",
         "fifth 5th five v e", "sixth 6th six vi f", "seventh 7th seven vii g", "eighth 8th eight viii h",
         "ninth 9th nine ix", "tenth 10th ten x"), 1
    )
    for word in words.split()
}  # fmt: skip
_PARTS = {
    "session": "session", "plenary": "session", "meeting": "session", "panel": "panel", "roundtable": "panel",
    "round table": "panel", "group": "group", "working group": "group", "breakout": "group", "breakout group": "group",
    "workshop": "group", "day": "day", "item": "item", "agenda item": "item", "theme": "theme", "part": "part",
    "address": "address", "remarks": "address", "speech": "address", "presentation": "presentation", "talk": "presentation",
    "intervention": "intervention", "case study": "presentation",
}  # fmt: skip
_FUNCTIONS = {
    "speaker": "speaker", "presenter": "speaker", "panellist": "speaker", "panelist": "speaker", "lecturer": "speaker",
    "keynote": "speaker", "keynote speaker": "speaker", "discussant": "discussant", "respondent": "discussant",
    "commentator": "discussant", "chair": "chair", "chairperson": "chair", "chairman": "chair", "chairwoman": "chair",
    "moderator": "chair", "facilitator": "chair", "convenor": "chair", "convener": "chair", "rapporteur": "rapporteur",
    "note-taker": "rapporteur", "host": "host", "author": "speaker",
}  # fmt: skip


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PART, _FUNCTION = _one_of(_PARTS), _one_of(_FUNCTIONS)
_ORDINAL = _one_of(
    word for word in _ORDINALS if len(word) > 1 and word not in {"ii", "iii", "iv", "vi", "vii", "viii", "ix"}
)
_NUMBER = rf"\d{{1,2}}|{_one_of(_ORDINALS)}"
_SLOT = re.compile(
    rf"(?<![^\W_])(?:(?P<ordinal>{_ORDINAL}|opening|closing|keynote|last|morning|afternoon|\d{{1,2}}(?:st|nd|rd|th)) (?P<part>{_PART})"
    rf"|(?P<kind>{_PART})(?: no\.?| number)? (?P<number>{_NUMBER}))(?![^\W_])"
)
_HOLDER = re.compile(rf"(?<![^\W_])(?P<function>{_FUNCTION})s?(?![^\W_])")
_MEANT = re.compile(
    rf"(?<![^\W_])(?P<function>{_FUNCTION}) (?:of|in|at|for|from|on|during) (?:the |our )?(?P<slot>{_SLOT.pattern.replace('?P<', '?P<s_')})"
)
_OWNED = re.compile(rf"{_SLOT.pattern.replace('?P<', '?P<s_')}(?:'s)? (?P<function>{_FUNCTION})(?![^\W_])")
_REACH = 400
"""Letters of the folded text in which a slot still governs the lines below its heading."""


class Meant(NamedTuple):
    """A slot with a function, and where it is mentioned in the original."""

    start: int
    end: int
    slot: tuple[str, str]
    function: str


def meant(passage: Passage) -> Iterator[Meant]:
    """Speakers who are meant by their slot: "the chair of the third panel", "session 2's speaker"."""
    for pattern in (_MEANT, _OWNED):
        for found in pattern.finditer(passage.folded):
            start, end = passage.original(*found.span())
            slot = _slot(
                found.group("s_ordinal") or found.group("s_number"),
                found.group("s_part") or found.group("s_kind"),
            )
            yield Meant(start, end, slot, _FUNCTIONS[found.group("function")])


def told(passage: Passage, names: Sequence[Hit]) -> Iterator[tuple[tuple[str, str], str, int]]:
    """Who is named beside a slot: slot, function (empty where none is said) and people."""
    slots = [
        (one.start(), _slot(one["ordinal"] or one["number"], one["part"] or one["kind"]))
        for one in _SLOT.finditer(passage.folded)
    ]
    if not slots:
        return
    for hit in names:
        at = passage.folded_at(hit.start)
        last = bisect_right(slots, at, key=itemgetter(0)) - 1
        if last < 0 or slots[last][0] < at - _REACH or not hit.who:
            continue
        place, slot = slots[last]
        holders = list(_HOLDER.finditer(passage.folded, place, at))
        yield slot, _FUNCTIONS[holders[-1]["function"]] if holders else "", hit.who


def linked(mentions: Iterable[Meant], known: dict[tuple[tuple[str, str], str], int]) -> Iterator[Hit]:
    """Hits for speakers meant by a slot that another text fills. One with no function told fits every function."""
    for one in mentions:
        who = known.get((one.slot, one.function), 0) or known.get((one.slot, ""), 0)
        if who:
            said = {"post": (f"{one.function}, {one.slot[0]} {one.slot[1]}",)}
            yield Hit(start=one.start, end=one.end, leak=Leak.linked, who=who, said=said, variant="slot")


def _slot(number: str, part: str) -> tuple[str, str]:
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", number)
    return _PARTS[part], _ORDINALS.get(number, bare)
