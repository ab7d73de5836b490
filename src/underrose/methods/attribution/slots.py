"""The same speaker in several texts: "the speaker of the second session" in a report, and who that was in a programme.

A slot is a numbered or named part of a meeting. Whoever is named or described beside a slot and a function (speaker, chair)
in one text is the one that the slot and function mean in all others. English alone.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi.inflection import stem
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
_MEETINGS = (
    "session|sessions|panel|plenary|discussion|debate|round table|roundtable|workshop|working group|group"
)
_ASKING = "when|who|how|what|why|where|whose|which"
"""Words a title begins with that needs no "on" before it: "the session When the warning comes"."""
_ABOUT = re.compile(
    rf"(?<![^\W_])(?:(?P<function>{_FUNCTION}) (?:of|in|at|for|from|on|during) (?:the |our )?(?:[a-z]+ ){{0,2}}?|(?:whoever|the (?:one|person|colleague|participant) who|who) (?P<verb>{_one_of(_DONE)}) (?:the |our )?)"
    rf"(?P<tail>(?:{_MEETINGS}) (?:(?:on|about|concerning|regarding|devoted to|that dealt with|dealing with) |(?=(?:{_ASKING}) ))(?P<topic>(?!')[^.;:!?\n\"“”]{{3,120}}))"
)
"""A session by what it was about, in other words than its title: where the words about it end, nothing says."""
_BEFORE = re.compile(
    rf"(?<![^\W_])(?P<function>{_FUNCTION}) (?:of|in|at|for|from|on|during) (?:the |our )(?P<topic>[a-z][a-z' -]{{3,60}}?) (?:{_MEETINGS})(?![^\W_])"
)
"""“The chair of the early warning session”."""
_IN = r"(?<![^\W_])(?:in|at|during|on) (?:the |our )?"
_AHEAD = re.compile(
    rf"{_IN}{_SLOT.pattern.replace('?P<', '?P<s_')},? (?:[a-z', -]{{0,60}} )??(?:the|its|whose) (?P<function>{_FUNCTION})(?![^\W_]|(?:'s)? (?:of|in|at|for|from|on) )"
)
"""“In the third session the chair disagreed”: the session first, then who had which function there."""
_AHEAD_ABOUT = re.compile(
    rf"{_IN}(?:{_MEETINGS}) (?:(?:on|about|called|entitled|titled) |(?=(?:{_ASKING}) |[\"']))[\"']?(?P<topic>[^.;:!?\n\"“”]{{3,120}}?)[\"']?,? (?:the|its) (?P<function>{_FUNCTION})(?![^\W_]|(?:'s)? (?:of|in|at|for|from|on) )"
)
_SMALL = frozenset(
    (  # noqa: SIM905 # a list of words: those of titles that tell no session
        "the this that these those what when where which who whom whose how why with without from into onto over "
        "under after before between among through about against during and but not for our their his her its your "
        "can could should would will may might must shall has have had are was were been being does did than then "
        "there here they them some any all each every other first second third last next new more most very "
        "session sessions panel plenary discussion debate group workshop working round table meeting opening "
        "closing morning afternoon evening said says asked told called"
    ).split()
)
_ENOUGH = 2
"""Words that a title and a text share before they are the same session, where no rare one does it alone."""
_LABEL = re.compile(rf"(?:{_FUNCTION})s?(?![^\W_])[^:\n]{{0,20}}:")
_NUMBERED = re.compile(rf"(?:(?:{_SLOT.pattern.replace('?P<', '?P<h_')})[\s,/]*)+[:.)-]\s*")
_REACH = 400
"""Letters of the folded text in which a slot still governs the lines below its heading."""
_MOST_ON_A_LINE = 4
_LEAST_TITLE = 4
_TOPIC = "topic"
_MOST_OF_A_TOPIC = 10
"""Words behind "on" that are compared with titles."""
_SHOWN = 4
"""Words of a topic that a finding shows: where it ends is a guess."""
_RARE, _FEW = 4, 2
"""Letters of a stem that so many titles have at most, and that is enough: whoever reads thinks of these sessions."""


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
    yield from _by_topic(passage)
    for pattern in (_MEANT, _OWNED, _AHEAD):
        for found in pattern.finditer(passage.folded):
            start, end = passage.original(*found.span())
            yield Meant(start, end, _of_match(found), _FUNCTIONS[found.group("function")])


def _by_topic(passage: Passage) -> Iterator[Meant]:
    """Speakers who are meant by what their session was about: "the chair of the session on the first three days"."""
    for pattern in (_ABOUT, _BEFORE, _AHEAD_ABOUT):
        for found in pattern.finditer(passage.folded):
            said = found.groupdict()
            function = _DONE[said["verb"]] if said.get("verb") else _FUNCTIONS[said["function"]]
            words = list(re.finditer(r"[^\W_]+", said["topic"]))[:_MOST_OF_A_TOPIC]
            if not words or _is_numbered(said["topic"]):
                continue
            topic = " ".join(one[0] for one in words)
            end = found.start("topic") + words[min(len(words), _SHOWN) - 1].end()
            start, end = passage.original(found.start(), max(end, end if pattern is _ABOUT else found.end()))
            yield Meant(start, end, (_TOPIC, topic), function)


def _is_numbered(topic: str) -> bool:
    """“The second”, “morning”: a place in the order, and no subject."""
    return all(word in _ORDINALS or word in _SMALL for word in topic.split())


def _kin(words: str) -> frozenset[str]:
    """What words have in common with others of their family: "warnings" and "warned", "women" and "woman"."""
    return frozenset(
        stem(re.sub(r"men$", "man", word))
        for word in re.findall(r"[^\W_]+", words)
        if len(word) > 2 and word not in _SMALL  # noqa: PLR2004 # "of", "in"
    )


def _sessions_on(topic: str, function: str, known: dict[tuple[tuple[str, str], str], int]) -> int:
    """Who had this function in the session whose title shares most words with a topic: two, or one that few titles have."""
    said = _kin(topic)
    titles = {slot[1]: _kin(slot[1]) for slot, _function in known if slot[0] == "title"}
    times = Counter(word for words in titles.values() for word in words)
    best, who = 0, 0
    for title, words in titles.items():
        shared = words & said
        is_same = len(shared) >= _ENOUGH or any(times[word] <= _FEW and len(word) >= _RARE for word in shared)
        people = known.get((("title", title), function), 0) or known.get((("title", title), ""), 0)
        if is_same and people and len(shared) >= best:
            who = people | (who if len(shared) == best else 0)
            best = len(shared)
    return who


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
        if one.slot[0] == _TOPIC:
            who = _sessions_on(one.slot[1], one.function, known)
        else:
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
