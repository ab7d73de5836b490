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
_TITLED = re.compile(
    rf"(?<![^\W_])(?P<function>{_FUNCTION}) (?:of|in|at|for|from|on|during) (?:the |our )?(?:(?:{_PART}|discussion|debate) )?"
    r"(?:on |about |called |entitled |titled |named )?[\"'](?P<title>[^\"\n]{4,160}?)[\"'](?![^\W_])"
)
_SEVERAL = re.compile(
    rf"(?<![^\W_])(?P<function>{_FUNCTION})s (?:of|in|at|for|from) (?:the )?(?P<part>{_PART})s (?P<one>{_NUMBER}),? (?:and|or|&) (?P<other>{_NUMBER})(?![^\W_])"
)
_DONE = {
    "chaired": "chair",
    "moderated": "chair",
    "facilitated": "chair",
    "hosted": "host",
    "presented": "speaker",
}
_WHOEVER = re.compile(
    rf"(?<![^\W_])(?:whoever|the (?:one|person|colleague|participant) who|who) (?P<verb>{_one_of(_DONE)}) (?:at |in )?(?:the )?(?:(?:{_PART}) )?(?:on )?"
    rf"(?:[\"'](?P<title>[^\"\n]{{4,160}}?)[\"']|(?P<slot>{_SLOT.pattern.replace('?P<', '?P<s_')}))(?![^\W_])"
)
_LABEL = re.compile(rf"(?:{_FUNCTION})s?(?![^\W_])[^:\n]{{0,20}}:")
_NUMBERED = re.compile(rf"(?:(?:{_SLOT.pattern.replace('?P<', '?P<h_')})[\s,/]*)+[:.)-]\s*")
_REACH = 400
"""Letters of the folded text in which a slot still governs the lines below its heading."""
_MOST_ON_A_LINE = 4
_LEAST_TITLE = 4


class Meant(NamedTuple):
    """A slot with a function, and where it is mentioned in the original."""

    start: int
    end: int
    slot: tuple[str, str]
    function: str


def meant(passage: Passage) -> Iterator[Meant]:
    """Speakers who are meant by their slot: "the chair of the third panel", "session 2's speaker", "the chair of “Wells”"."""
    for found in _TITLED.finditer(passage.folded):
        start, end = passage.original(*found.span())
        yield Meant(start, end, ("title", _bare(found["title"])), _FUNCTIONS[found["function"]])
    for found in _SEVERAL.finditer(passage.folded):
        start, end = passage.original(*found.span())
        for number in (found["one"], found["other"]):
            yield Meant(start, end, _slot(number, found["part"]), _FUNCTIONS[found["function"]])
    for found in _WHOEVER.finditer(passage.folded):
        start, end = passage.original(*found.span())
        slot = ("title", _bare(found["title"])) if found["title"] else _of_match(found)
        yield Meant(start, end, slot, _DONE[found["verb"]])
    for pattern in (_MEANT, _OWNED):
        for found in pattern.finditer(passage.folded):
            start, end = passage.original(*found.span())
            yield Meant(start, end, _of_match(found), _FUNCTIONS[found.group("function")])


def told(passage: Passage, names: Sequence[Hit]) -> Iterator[tuple[tuple[str, str], str, int]]:
    """Who is named beside a slot: slot, function (empty where none is said) and people. A title above labels is a slot too."""
    slots = [
        (one.start(), _slot(one["ordinal"] or one["number"], one["part"] or one["kind"]))
        for one in _SLOT.finditer(passage.folded)
    ]
    for hit in names:
        at = passage.folded_at(hit.start)
        if not hit.who:
            continue
        if titled := _titled(passage.folded, at):
            yield *titled, hit.who
        for place, slot in _governing(passage.folded, slots, at):
            holders = list(_HOLDER.finditer(passage.folded, place, at))
            yield slot, _FUNCTIONS[holders[-1]["function"]] if holders else "", hit.who


def _governing(
    text: str, slots: Sequence[tuple[int, tuple[str, str]]], at: int
) -> Iterator[tuple[int, tuple[str, str]]]:
    """The last slot before a place, and those on one line with it: "Session 3, plenary 2"."""
    last = bisect_right(slots, at, key=itemgetter(0)) - 1
    if last < 0 or slots[last][0] < at - _REACH:
        return
    line = text.rfind("\n", 0, slots[last][0])
    yield from (one for one in slots[max(0, last - _MOST_ON_A_LINE) : last + 1] if one[0] > line)


def _titled(text: str, at: int) -> tuple[tuple[str, str], str] | None:
    """The heading above a line such as "Chair: Ada", past other such lines, and the function on the line itself."""
    lines = text[max(0, at - _REACH) : at].split("\n")
    label = _LABEL.match(lines[-1].strip())
    if label is None:
        return None
    above = (line.strip() for line in reversed(lines[:-1]))
    title = _bare(next((line for line in above if line and not _LABEL.match(line)), ""))
    function = _HOLDER.match(label.group())
    if function is None or len(title) < _LEAST_TITLE:
        return None
    return ("title", title), _FUNCTIONS[function["function"]]


def _bare(title: str) -> str:
    """Without a number before it, quotation marks around it and what ends a sentence."""
    return _NUMBERED.sub("", title.strip(), count=1).strip(" \"'.,;:-")


def linked(mentions: Iterable[Meant], known: dict[tuple[tuple[str, str], str], int]) -> Iterator[Hit]:
    """Hits for speakers meant by a slot that another text fills. One with no function told fits every function."""
    for one in mentions:
        who = known.get((one.slot, one.function), 0) or known.get((one.slot, ""), 0)
        if who:
            said = {"post": (f"{one.function}, {one.slot[0]} {one.slot[1]}",)}
            yield Hit(start=one.start, end=one.end, leak=Leak.linked, who=who, said=said, variant="slot")


def _of_match(found: re.Match[str]) -> tuple[str, str]:
    return _slot(
        found.group("s_ordinal") or found.group("s_number"), found.group("s_part") or found.group("s_kind")
    )


def _slot(number: str, part: str) -> tuple[str, str]:
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", number)
    return _PARTS[part], _ORDINALS.get(number, bare)
