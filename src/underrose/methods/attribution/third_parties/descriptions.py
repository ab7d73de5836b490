"""Which sentences describe somebody outside the room so that others could find them.

A sentence needs a head (a cousin, a source, a witness...) that stands for one person, and enough that narrows: what happened,
where, when, how old, in which body, the only one. What speaks of duties, of all people or of proposals speaks of nobody.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from underrose.methods.attribution.third_parties import befallen
from underrose.methods.attribution.third_parties.cues import HEADS, Cue, compounds, kin_in_plural, reporting
from underrose.methods.attribution.third_parties.heads import WHOEVER, bare, whoever
from underrose.methods.attribution.third_parties.wordlists import HERE
from underrose.methods.attribution.verbs import DETERMINERS, holds

_NUMBER = "two|three|four|five|six|seven|eight|nine|ten"
_OWNER = "his|her|their|my|our|your|whose|s"
# Words that may stand between an article and its noun: none that begins something else.
_BETWEEN = r"(?: +(?!(?:the|an?|to|of|in|and|or|for|from|with|on|at|by|that|is|was|are|were|as|than|who|which)\b)[\w-]+)"
_ONE = re.compile(
    rf"(?:^|(?<=\W))(?:an?|one|the|this|that|another|{_NUMBER}|{_OWNER}){_BETWEEN}{{0,3}}[ -]+$"
)
_ANY = re.compile(rf"(?:^|(?<=\W))(?:an?|the){_BETWEEN}{{0,2}} +$")
_COUNTED = re.compile(
    rf"(?:^|(?<=\W))(?:one|{_NUMBER})(?: +of +(?:the|these|those|{_OWNER}))?{_BETWEEN}{{0,2}} +$|(?:^|(?<=\W))(?:his|her|my) +$"
)
_THEIR = re.compile(r"(?:^|\W)(?:their|our|your) +(?:own +)?$")
_OWNED = re.compile(r"(?:^|\W)(?:his|her|my|s) +(?:[\w-]+ +){0,2}$")
_OF = re.compile(r" +(?:of|to) +(?:the|an?|one|two|three|his|her|their|my|our|[a-z]+ s )\b")
_CALLED = re.compile(r"who called (?:the|an?|his|her|their|out|home|in) ")
_WHO_DID = re.compile(r" who (?:\w+ly )?(?:had|were|have|saw|hid|fled|lost|found|kept|knew|\w+ed)\b")
_BESIDE_ME = re.compile(
    r" (?:next to|beside|opposite|behind|across from) (?:me|us)\b| at (?:my |our |the )?(?:table|dinner|lunch|breakfast|supper|coffee)\b| (?:to|on) (?:my|our) (?:left|right)\b"
)
_HOW = re.compile(r"\b(?:how|whether|why|when|where|what|if) an? (?:[\w-]+ ){0,2}$")
_DOES_OR_MAY = re.compile(r" (?:\w{2,}s|may|might|can|could|should|must|would|will)\b")
_OF_ANYTHING = re.compile(r" +(?:of|for|behind)\b")
_INSIDE = re.compile(r" +(?:in|inside|within|at|close +to|near|from|with|under|on)\b")
_CLAUSE = re.compile(r"[^.;]{0,30}?\b(?:who|whose|whom|where)\b")
_NEAR = re.compile(r"\w s +(?:\w+ +)?$")
_THEN = re.compile(
    r", (?:now|then|once|formerly|today) (?:an?|at|in|the|with|living|working|serving|held|studying) "
)
_PAST = re.compile(r"\b(?:had|has|was|were|have been|did not|would not)\b")
_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\d{1,2})"
_AGE = re.compile(
    rf"\baged? +(?:of +)?{_WORD}\b|\b{_WORD}(?:[ -]{_WORD})?[ -]+years?[ -]+olds?\b|\b(?:then|now|only|just|is|was) +{_WORD}(?:[ -]{_WORD})?(?= *[,.;]|$| and\b)|\b{_WORD}(?:[ -]{_WORD})? +(?:today|now|then)\b"
    rf"|\b(?:boy|girl|child|man|woman) +of +{_WORD}\b|\b(?:mother|father|parent) of {_WORD}\b|\bwith {_WORD} children\b|\bborn in\b"
)
_YEAR = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_OURS = re.compile(r"\b(?:my|our|us|me)\b")
_ACT = re.compile(
    r"(?:(?!\b(?:after|before|when|while|because|although|than|whether)\b)[^.;]){0,60}?\b(?:had|has|was|were) +(?:(?:\w+ly|never|not|also|been|since|once) +){0,2}(\w+)"
)
_STORY = re.compile(
    r"\b(?:heard (?:about|of|from)|told (?:about|of)|learn(?:ed|t) (?:about|of|from)|spoke of|speaks of|described how|story of|case of"
    r"|according to|mentioned|remembered|knows|knew|met|visited|interviewed|saw|hear) +(?:that +)?(?:\w+ +){0,2}$"
)
_THAT = re.compile(r"that +(?=(?:an?|one|the|his|her|their|my|our|your|two|three|another)\b)")
_SAME = re.compile(r"\b(?:same|any|every|each|first|second|third|next|last|other) +$")
_WHO_DOES = re.compile(r" +who +(?!(?:was|had|has|is)\b)(?!\w+ed\b)\w+")
_FROM = re.compile(r" +(?:from|of|in) +")
_REGION = re.compile(
    r" +from +(?:the +)?(?:(?:western|eastern|northern|southern|central|latin|south|north|west|east|middle|sub-saharan|south-east)[ -]+){0,2}"
    r"(?:europe|africa|asia|americas?|pacific|caribbean|balkans|caucasus|east|gulf|maghreb|levant|region|south|north|west)\b"
)
_ADDRESS = re.compile(r"\b(?:number|flat|room|block|apartment|ward) +\d+\b")
_NEXT = re.compile(r" +(\w+)")
_HELPED = re.compile(r"\b(?:had|has|have|was|were|been|being|be|not|to) +(?:(?:\w+ly|never|also|even) +)?$")

_ANYWHERE = {"past": _PAST, "age": _AGE, "times": _YEAR, "life": _THEN, "ours": _OURS, "spots": _ADDRESS}
# Nouns that are rather something else before "of".
_OFTEN_OTHER = frozenset(
    {"source", "contact", "lover", "general", "secretary", "driver", "guide", "leader", "parent"}
)
STRONG = frozenset(
    {
        "incident",
        "secrecy",
        "testimony",
        "act",
        "age",
        "alone",
        "clause",
        "life",
        "possessed",
        "second",
        "story",
    }
)

Points = dict[str, float]


@cache
def points() -> Points:
    """How much each tell adds."""
    raw = tomllib.loads((HERE / "cues.toml").read_text(encoding="utf-8"))["points"]
    return {name: float(value) for name, value in raw.items()}


@dataclass(frozen=True, slots=True)
class Description:
    """A head that stands for one person, and what narrows it. Places are those of the folded text."""

    head: Cue
    kind: str
    """The group of the head."""
    start: int
    """Where the description begins, with its article or owner."""
    end: int
    tells: frozenset[str]

    @property
    def is_strong(self) -> bool:
        """Without a tell of some weight nobody is described, whatever place and time are named.

        Whoever is named by trade and country alone is somebody in the room, until something happened to them.
        """
        if WHOEVER in self.head.groups:
            return bool(self.tells & _BEFALLEN)
        is_labelled = "label" in self.tells and self.kind == "worker"
        is_labelled |= bool({"label", "place"} & self.tells) and self.head.word in _ANYONE
        strong = STRONG - {"act", "clause", "story"} if is_labelled else STRONG
        if self.kind == "source":
            strong |= {"inside"}
        elif self.kind == "worker":
            strong -= {"second", "story"} if self.head.word in _OFFICES else {"second"}
            strong |= {"ordeal"} if "noted" in self.tells else set()
        elif self.kind == "refuge":
            strong |= {"ordeal", "lodged", "posted"}
        else:
            strong |= {"address"} if is_labelled else {"ordeal", "disaster", "address"}
            if self.kind != "plural" and "possessed" not in self.tells:
                strong -= {"second"}
        return bool(self.tells & strong)

    @property
    def _idle(self) -> frozenset[str]:
        return frozenset({"posted"}) if self.kind == "kin" else frozenset({"posted", "beside"})

    @property
    def points(self) -> float:
        """How findable the person is."""
        worth = points()
        # Where somebody works tells of them only beside what befell them or what they told.
        counted = self.tells if self.kind == "refuge" or self.tells & _BEFALLEN else self.tells - self._idle
        return worth[self.kind] + sum(worth[tell] for tell in counted if tell in worth)


def describe(
    folded: str,
    start: int,
    end: int,
    found: Sequence[Cue],
    also: frozenset[str] = frozenset(),
    but: str = "",
) -> Description | None:
    """The description of one person a sentence of the folded text gives, if any: the one with most points.

    `found` are the cues between `start` and `end`, `also` what else the sentence is known to tell;
    of heads of the group `but` none is looked at. Linear in its length.
    """
    best: Description | None = None
    starts = [cue.start for cue in found]
    for head, at in _heads(folded, start, end, found):
        kind = _kind(head.groups)
        if not kind or kind == but:
            continue
        low, high = max(start, head.start - _REACH), min(end, head.end + _REACH)
        begin = at if at is not None else _begins(folded, low, head, kind)
        segment = bare(folded, (low, high), head) if begin is None and kind != "plural" else None
        if segment:
            low, high = segment
            begin = low
        if begin is None:
            continue
        near = found[bisect_left(starts, low) : bisect_right(starts, high)]
        if not speaks(folded, head, near):
            tells, last = _weighed(folded[low:high], (low, begin), head, kind, near)
            tells |= {"noted"} if segment else set()
            made = Description(head, _counted_as(head, kind), begin, last, tells | also)
            if _is_anybody(folded, made):
                continue
            if made.is_strong and (best is None or made.points > best.points):
                best = made
    return best


def _heads(folded: str, start: int, end: int, found: Sequence[Cue]) -> Iterator[tuple[Cue, int | None]]:
    """Those of the lexicon, and nouns that "who" makes people; of these it is known where they begin."""
    yield from ((cue, None) for cue in found)
    if any(not cue.groups.isdisjoint(_BEFALLEN) for cue in found):
        yield from whoever(folded, start, end)


def _is_anybody(folded: str, made: Description) -> bool:
    """“A person close to them was taken": something happened to somebody, and nothing says to whom."""
    return folded[made.start : made.head.end] in _ANYBODY and not made.tells & _NARROWS


_ANYBODY = frozenset({"a person", "people"})
_ANYONES = ("one's ", "anybody's ", "everybody's ", "somebody's ", "people's ")
_OFFICES = frozenset(
    [
        "mayor",
        "governor",
        "official",
        "director",
        "founder",
        "chief",
        "bishop",
        "archbishop",
        "colonel",
        "general",
        "admiral",
        "dean",
        "ambassador",
    ]
)
_ANYONE = frozenset({"person", "man", "woman", "lady", "young person", "couple"})
"""Whom a place makes somebody of the room: "a person from Western Europe"."""
_BEFALLEN = frozenset({"incident", "testimony", "secrecy", "age", "life", "story"})
_NARROWS = frozenset(
    {"age", "alone", "bodies", "inside", "life", "near", "place", "spots", "times", "unique", "clause"}
)


@cache
def _kind(groups: frozenset[str]) -> str:
    return next((kind for kind in (*HEADS, "plural") if kind in groups), "")


def _begins(folded: str, start: int, head: Cue, kind: str) -> int | None:
    """Where the description of one person begins, or None where the head speaks of people as such."""
    before = folded[max(start, head.start - 48) : head.start]
    after = folded[head.end : head.end + 40]
    if _is_other(head, kind, before, after):
        return None
    if head.word in SOMEBODY:
        return head.start if _INSIDE.match(after) or _CLAUSE.match(after[:8]) else None
    match = _COUNTED.search(before) if kind == "plural" else _ONE.search(before)
    if (
        match is None
        and kind == "plural"
        and (_OF.match(after) or (head.word in kin_in_plural() and _WHO_DID.match(after)))
    ):
        match = _ANY.search(before)
    if match:
        # "They said that his cousin was taken": the clause begins with "that", the cousin does not.
        that = _THAT.match(before, match.start())
        return head.start - len(before) + (that.end() if that else match.start())
    return head.start if not before.strip() and _OF.match(after) else None


def _is_other(head: Cue, kind: str, before: str, after: str) -> bool:
    """Whether the word stands for something else here: an office, a matter, a body of people, anybody at all."""
    following = _NEXT.match(after)
    return bool(
        head.is_title
        or (following and following[1] in compounds())
        or (kind in ("worker", "plural") and after.startswith("'"))
        or (
            head.word in _OFTEN_OTHER
            and _OF_ANYTHING.match(after)
            and not befallen.is_driver(head.word, after)
        )
        or before.endswith(_ANYONES)
        or _BESIDE_ME.match(after)
        or (_HOW.search(before) and _DOES_OR_MAY.match(after))
        or (head.word == "person" and (_SAME.search(before) or _WHO_DOES.match(after)))
    )


def speaks(folded: str, head: Cue, found: Sequence[Cue]) -> bool:
    """Whether the head itself speaks in the room: its next verb is one of reporting, and nothing happened to it before."""
    for cue in found:
        if cue.start < head.end:
            continue
        if cue.start - head.end > _NEXT_VERB or cue.groups & {"incident", "testimony"}:
            return False
        if "verbs" in cue.groups and not _CALLED.match(folded, cue.start - len("who ")):
            return _HELPED.search(folded, head.end, cue.start) is None
    return False


def _weighed(
    sentence: str, places: tuple[int, int], head: Cue, kind: str, found: Sequence[Cue]
) -> tuple[frozenset[str], int]:
    """What the sentence tells of the head, and where the last of it ends."""
    at, begin = places
    worth = points()
    tells = patterns(sentence)
    last = head.end
    for cue in found:
        if cue is head:
            continue
        told = _told(sentence, cue, head, at)
        if cue.start > head.start and any(worth[group] > 0 for group in told):
            last = max(last, cue.end)
        tells |= told
    before, after = sentence[: head.start - at], sentence[head.end - at :]
    tells |= _around(before, after, kind, reporting())
    if _STORY.search(before[: begin - at]):
        tells.add("story")
    is_vague = head.word in SOMEBODY and "bodies" not in tells
    if is_vague or _is_label(head, begin, after, found):
        tells.add("label")
    return frozenset(tells), last


def _told(sentence: str, cue: Cue, head: Cue, at: int) -> set[str]:
    """What a word of the sentence tells of the head."""
    told = {group for group in cue.groups if group in points() and group not in HEADS}
    if _is_apart(sentence, head, cue, at):
        told -= {"incident", "ordeal", *_GENERAL} if _kind(head.groups) == "worker" else _GENERAL
    if not head.start - 40 <= cue.start < head.start:
        told.discard("unique")
    if not head.start - 40 <= cue.start < head.end + 40:
        told.discard("alone")
    if "bodies" in told and _kind(head.groups) in _INSIDERS and _is_inside(sentence, head, cue, at):
        told.add("inside")
    if cue.groups & set(HEADS) and sentence[max(0, cue.start - at - 2) : cue.end - at] not in _ANYBODY:
        told.add("second")
    return told


def _is_inside(sentence: str, head: Cue, cue: Cue, at: int) -> bool:
    """Whether somebody belongs to a body: it stands behind them, or right before, as in "a court usher"."""
    return cue.start > head.start or sentence[max(0, cue.end - at) : head.start - at].strip(" -") == ""


def _is_apart(sentence: str, head: Cue, cue: Cue, at: int) -> bool:
    """Whether a semicolon parts a word from the head: what is said there of duties is not said of the person."""
    first, last = sorted((head.start - at, cue.start - at))
    return _OTHER_MATTER.search(sentence, first, last) is not None


_OTHER_MATTER = re.compile(r"; +(?!(?:that|to|and|or|not)\b)")
_GENERAL = frozenset({"duty", "all", "meeting"})


def _around(before: str, after: str, kind: str, reports: frozenset[str]) -> set[str]:
    """What stands right before and behind the head: whose it is, and what it did."""
    act = _ACT.match(after)
    is_owned = _OWNED.search(before) or (kind == "kin" and _OF.match(after))
    is_theirs = _THEIR.search(before)
    told = {
        "clause": _CLAUSE.match(after),
        "act": act and act[1] not in reports and not holds(act[1]) and act[1] not in DETERMINERS,
        "kin_beside": kind == "kin" and befallen.is_beside(after),
        "near": kind == "kin" and _NEAR.search(before),
        "theirs": is_theirs,
        "possessed": not is_theirs and is_owned,
        "all": kind == "plural" and not before.strip(),
    }
    return {name for name, tells in told.items() if tells} | befallen.befallen(
        before, after, has_trade=kind in ("worker", "source", "witness", "refuge")
    )


def _is_label(head: Cue, begin: int, after: str, found: Sequence[Cue]) -> bool:
    """Whether a country stands with the head as it stands with a participant: "a Kenyan lawyer", "a lawyer from Kenya"."""
    places = [cue for cue in found if "place" in cue.groups]
    following = _FROM.match(after)
    if _REGION.match(after):
        return True
    return any(
        begin <= cue.start < head.start
        or (following is not None and 0 <= cue.start - head.end - following.end() < _A_WORD)
        for cue in places
    )


SOMEBODY = frozenset({"somebody", "someone"})
_INSIDERS = frozenset({"source", "witness", "worker", "plural"})
_A_WORD, _NEXT_VERB = 5, 90
"""So many characters behind the head."""
_REACH = 1_500
"""Letters to both sides of a head that are looked at: a sentence of a hundred thousand would be read for each of its heads."""


def patterns(sentence: str) -> set[str]:
    """What patterns tell, not words: an age, a day, something past."""
    return {name for name, pattern in _ANYWHERE.items() if pattern.search(sentence)} | befallen.anywhere(
        sentence
    )


def _counted_as(head: Cue, kind: str) -> str:
    """The group of whoever the head counts: plurals are relatives or people like any other."""
    if kind != "plural":
        return kind
    return "kin" if head.word in kin_in_plural() else "sufferer"
