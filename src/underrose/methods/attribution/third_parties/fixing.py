"""Wordings that say less of somebody absent: without the place, without the time, without the kinship or the trade."""

import re
from collections.abc import Iterator

from underrose.methods.attribution.beginnings import with_capital
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.cues import HEADS, cues, kin
from underrose.methods.attribution.third_parties.descriptions import Description
from underrose.methods.attribution.values import Fix, Way

_LESS = {
    "kin": ("a person close to them", "people close to them"),
    "source": ("a person with knowledge of the matter", "people with knowledge of the matter"),
    "sufferer": ("a person", "people"),
    "witness": ("a person with knowledge of the matter", "people with knowledge of the matter"),
    "worker": ("a professional", "professionals"),
    "refuge": ("a place of safety", "places of safety"),
    "name": ("a person", "people"),
}
"""For one, and for several."""
OUTSIDE = (
    "the case of a person outside the room was mentioned",
    "cases of people outside the room were mentioned",
)
"""What may stand for a whole sentence where nothing smaller hides the person; for one, and for several."""
_AFFECTED = {
    "sufferer": ("a person affected by", "people affected by"),
    "witness": ("a person with knowledge of", "people with knowledge of"),
}
"""Before "of": "a survivor of the raid" is a person affected by it."""
_CAPITALS = r"[A-ZÀ-Ž][\w’'-]+(?: (?:of |the |and )?[A-ZÀ-Ž][\w’'-]+)*"
_SPOT = (
    r"(?:north|south|east|west|northern|southern|eastern|western|mountain|border|coastal|capital|port|district|provincial|village|town"
    r"|city|province|region|valley|island|camp|coast|delta|neighbourhood|suburb|market|station|hospital|prison|school|airport"
    r"|ministry|bank|company|police|army|barracks|court|office|bureau|commission|embassy|mission|newspaper|university|clinic|church)"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PLACE = re.compile(
    rf",? (?:in|at|near|from|outside|around|inside|within|on) (?!(?:early |late |mid-)?{_MONTH})(?:(?:the|an?|his|her|their) )?(?:[\w’'-]+ ){{0,3}}?(?:{_SPOT}\b(?: {_SPOT}\b)*"
    rf"(?: (?:of|in) (?:the )?(?:{_CAPITALS}|(?:defence|justice|health|education|finance|police|foreign affairs|(?:the )?interior)\b))?|{_CAPITALS}(?: (?:{_SPOT})\b)*)"
)
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIME = re.compile(
    rf",? (?:(?:since|in|on|of|until|from|by|every|last|this|during) )?(?:the )?(?:\d{{1,2}} )?(?:early |late |mid-)?(?:{_MONTH}(?: \d{{4}})?|{_DAY}"
    r"|(?:since|in|of) \d{4}|last (?:spring|summer|autumn|winter|week|month|year|night)|(?:\w+ )?(?:days?|weeks?|months?|years?) (?:ago|before|later)"
    r"|(?:this|yesterday) (?:morning|week|month))(?: \d{4})?\b"
)
_AGE = re.compile(
    r", (?:then|now|aged|only|just) [\w-]+(?: years old)?,(?= )|,? (?:then|now|aged|only|just) [\w-]+(?: years old)?(?=[,.;]|$)"
    r"| aged [\w-]+|\b[\w-]+-year-old "
)
_OWNER = re.compile(r"(?:\b(?:the|an?|one|his|her|their|my|our)\s+)?(?:[\w-]+\s+)?[\w-]+$", re.IGNORECASE)
_NAME_BEHIND = re.compile(rf"\s+{_CAPITALS}")
_NOUN_BEHIND = re.compile(r"\s+(?:[a-z][\w-]+\s+)?([a-z][\w-]+)")
_NEXT_NOUN = re.compile(r"\s+([a-z][\w-]+)")
_NOUN_BEFORE = re.compile(r"\b([a-z][\w-]+)\s+$")
_KIN_BEFORE = re.compile(
    r"\b(?:(?:the|an?|his|her|their|my|our|one)\s+)?(?:[\w-]+\s+)?([\w-]+)\s+of\s+$", re.IGNORECASE
)
_WHOSE = re.compile(r"(.*?\w),?\s+whose\s", re.DOTALL)
_ONE_OF = re.compile(r"(?:one|another|the (?:only|last|first)) of\b", re.IGNORECASE)
_YEARS_BEHIND = re.compile(
    r"(?: who (?:is|was))? of (?:\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|\w+teen)\b(?! of| \w+s\b)"
)
_GOES_ON = re.compile(r" ([a-z][\w-]*)")
_MAY_FOLLOW = frozenset(
    re.findall(
        r"\w+",
        """and or but who which that was were is are has had have did does will would could can may to for by with in on at from after before
        while when where until since now still then as because if so though although also never not without under during last this every
        again alone""",
    )
)
_LEADS = re.compile(r"[\s>#*•‣–·-]*(?:\(?\d{1,3}[.)]\s+)?")
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|several|some|many|few|both|dozens|hundreds|these|those)\b", re.IGNORECASE
)


def fixes(passage: Passage, made: Description) -> tuple[Fix, ...]:
    """The words from the description to the end of its sentence without place, time and age; and the person in general words."""
    start, head_end, general = _person(passage, made)
    if not general:
        offered = [Fix(start, head_end, "", way=Way.name)]
        return (*offered, *_less_of(passage, start, head_end, ""))
    found = [(head_end, general)]
    if made.kind == "kin" and (close := _with_owner(passage, made, head_end)):
        found.append(close)
    plain: list[Fix] = []
    shorter: list[Fix] = []
    for end, said in found:
        if said.endswith("them") and passage.text[end : end + 1] in {"'", "’"}:
            continue  # "them's" is no word
        plain.append(with_capital(Fix(start, end, said), passage))
        shorter += _less_of(passage, start, end, plain[-1].wording)
    return (*(fix for fix in shorter if fix.wording), *plain, *(fix for fix in shorter if not fix.wording))


def _less_of(passage: Passage, start: int, head_end: int, general: str) -> Iterator[Fix]:
    """The rest of the sentence behind the person without place, time and age: all at once, and one by one."""
    text, end = passage.text, passage.sentence_of(start)[1]
    telling = list(_telling(text, head_end, end))
    if telling:
        # The mark that ends the sentence stays where it is: a wording is no sentence of its own.
        last = max(head_end, end - len(text[head_end:end]) + len(text[head_end:end].rstrip(_ENDS)))
        kept = [(begin, min(until, last)) for begin, until in telling if begin < last]
        less = _without(text, head_end, last, kept)
        yield Fix(start, last, general + less, shown=_shown(general + less))
    for begin, until in telling:
        yield Fix(begin, until, "", way=Way.words)


def _person(passage: Passage, made: Description) -> tuple[int, int, str]:
    """What stands for the person, and general words instead; none where the name stands behind a noun that stays."""
    text = passage.text
    start, head_end = passage.original(made.start, made.head.end)
    written = text[start:head_end]
    is_several = _is_plural(passage, made, written)
    general = _LESS[made.kind][is_several]
    if made.kind == "name":
        return _named(passage, start, head_end, general)
    if owned := _lodged(passage, made, general) or _owned(text, start, head_end, general):
        return owned
    if whose := _WHOSE.match(
        written
    ):  # "a participant whose brother was killed": the participant stays, alone
        return start, max(head_end, passage.original(made.start, made.end)[1]), whose[1]
    if years := _YEARS_BEHIND.match(text, head_end):
        head_end = years.end()
    related = _KIN_BEFORE.search(text[max(0, start - 60) : start])
    if related and related[1].lower() in kin():
        return start - len(related[0]), head_end, f"a person close to {general}"
    if text[head_end : head_end + 4] == " of ":
        affected = _AFFECTED.get(made.kind)
        if affected or made.kind == "kin":
            return start, head_end + 3, affected[is_several] if affected else general.removesuffix(" them")
    return start, _ends(passage, head_end), general


def _lodged(passage: Passage, made: Description, general: str) -> tuple[int, int, str] | None:
    """Where somebody was lodged goes with what tells the way there."""
    return (*passage.original(made.start, made.end), general) if "lodged" in made.tells else None


def _owned(text: str, start: int, end: int, general: str) -> tuple[int, int, str] | None:
    """“The miner's daughter": a person close to the miner."""
    if not (text[start : start + 1] in "'’s" and re.match(r"['’]?s\s", text[start:end])):
        return None
    owner = _OWNER.search(text[max(0, start - 60) : start].rstrip("'’"))
    if owner is None:
        return None
    start = max(0, start - 60) + owner.start()
    return start, end, f"{general.removesuffix(' them')} {owner[0][:1].lower()}{owner[0][1:]}"


def _with_owner(passage: Passage, made: Description, end: int) -> tuple[int, str] | None:
    """“The son of a former attorney general" as a whole: whose relative it is may be found as well."""
    text = passage.text
    said = _LESS["kin"][_is_plural(passage, made, text[slice(*passage.original(made.start, made.head.end))])]
    if not text[:end].endswith(" of"):
        is_owned = re.match(r"['’]?s\s", text[passage.original(made.start, made.end)[0] :])
        return (end, said) if is_owned else None
    for cue in cues(passage, passage.folded_at(end), passage.folded_at(min(len(text), end + _NEAR))):
        if cue.groups & {*HEADS, "plural"}:
            other, until = passage.original(cue.start, cue.end)
            is_one = _MAY_FOLLOW.isdisjoint(text[end:other].split())
            return (_ends(passage, until), said) if is_one else None
    return None


_NEAR = 48
"""Letters behind "of" in which the other person stands."""


def _ends(passage: Passage, head_end: int) -> int:
    """Where the person ends: behind the name that follows, or behind the noun that the head belongs to."""
    text = passage.text
    if found := _NAME_BEHIND.match(text, head_end):
        return found.end()
    for pattern in (_NEXT_NOUN, _NOUN_BEHIND):
        found = pattern.match(text, head_end)
        if found and _is_head(passage, found.start(1), found.end(1)) and _are_beside(found[0], found[1]):
            return found.end(1)
    return head_end


def _are_beside(said: str, head: str) -> bool:
    """“Migrant domestic worker" is one person, "nurse and driver" are two."""
    return _MAY_FOLLOW.isdisjoint(said.removesuffix(head).split())


def _named(passage: Passage, start: int, end: int, general: str) -> tuple[int, int, str]:
    """“Their colleague Musa Kone" loses the name, with the blank before it."""
    before = _NOUN_BEFORE.search(passage.text[max(0, start - 30) : start])
    if before and _is_head(passage, start - len(before[0]), start):
        return start - len(before[0]) + len(before[0].rstrip()), end, ""
    return start, end, general


def _is_plural(passage: Passage, made: Description, written: str) -> bool:
    head = passage.folded[made.head.start : made.head.end]
    if _ONE_OF.match(written):
        return False
    return "plural" in made.head.groups or (_SEVERAL.search(written) is not None and head.endswith("s"))


def _is_head(passage: Passage, start: int, end: int) -> bool:
    """Whether a word stands for a person too: "survivor mediator", "colleague Musa Kone"."""
    found = cues(passage, passage.folded_at(start), passage.folded_at(end))
    return any(cue.groups & {*HEADS, "plural"} for cue in found)


def _telling(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where age, time and place stand, in order and apart; a time is no place."""
    taken: list[tuple[int, int]] = []
    for pattern in (_AGE, _TIME, _PLACE):
        for match in pattern.finditer(text, start, end):
            if (
                match[0].strip()
                and _may_go(text, match)
                and not any(match.start() < until and begin < match.end() for begin, until in taken)
            ):
                taken.append(match.span())
    return iter(sorted(taken))


def _may_go(text: str, match: re.Match[str]) -> bool:
    """Whether nothing that hangs on the words goes on behind them: "in a hospital bed", "two days before the accounts froze"."""
    if text[: match.start()].endswith((" now", " then", " once")):
        return False
    following = _GOES_ON.match(text, match.end())
    if following is None:
        return not match[0].endswith((" before", " later")) or text[match.end() : match.end() + 1] in ".,;:!?"
    if match[0].endswith(" before"):
        return False
    word = following[1]
    return word in _MAY_FOLLOW or word.endswith(("ed", "ly")) or word in gate_words().verbs


def whole_sentence(passage: Passage, made: Description) -> Fix:
    """General words for the sentence the person is described in; its list mark, its quotation and its end stay."""
    text = passage.text
    start, head_end = passage.original(made.start, made.head.end)
    first, end = passage.sentence_of(start)
    lead = _LEADS.match(text, first, end)
    begin = lead.end() if lead else first
    last = first + len(text[first:end].rstrip(_ENDS))
    said = text[begin:last]
    if said.count("“") != said.count("”") or said.count('"') % 2:
        begin += len(said) - len(said.lstrip('“"'))
        last -= len(said) - len(said.rstrip('”"'))
    general = OUTSIDE[_is_plural(passage, made, text[start:head_end])]
    return Fix(begin, max(last, begin), general[:1].upper() + general[1:])


def _without(text: str, start: int, end: int, places: list[tuple[int, int]]) -> str:
    kept, at = "", start
    for begin, until in places:
        kept += text[at:begin]
        at = until
    return kept + text[at:end]


def _shown(words: str) -> str:
    """The beginning of a long wording; the whole stands in the text once it is taken over."""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


_LONGEST = 120
_ENDS = " \t\n.!?…"
