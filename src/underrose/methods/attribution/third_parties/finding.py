"""People outside the room whom a text describes so that others could find them (leak T1)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.merging import OWN, SPEAKERS
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.passages import passage as made_passage
from underrose.methods.attribution.third_parties.befallen import DOES, is_done, is_idle, may_be_idle
from underrose.methods.attribution.third_parties.cues import cues, sentences_with_heads
from underrose.methods.attribution.third_parties.descriptions import Description, describe, points
from underrose.methods.attribution.third_parties.fixing import fixes, whole_sentence
from underrose.methods.attribution.third_parties.names import named
from underrose.methods.attribution.third_parties.refuges import refuges
from underrose.methods.attribution.third_parties.wordlists import classes
from underrose.methods.attribution.values import Fix, Hit, Leak

# What makes a case public: a document symbol, an address, the number of an application, a judgment, a named report.
_EVIDENCE = re.compile(
    r"""\\b(?:[A-Z]{1,5}(?:\.\d)?(?:/[\w.()]+){2,}|S/\d{4}/\d+|E/CN\.\d/\S+)|https?://|\bwww\.|\bnos?\.\s?\d{3,6}/\d\d
    |\bv\.\s[A-Z]|\bDoc\.\s?\d|\bpara(?:graph)?s?\.?\s?\d|\bpp?\.\s\d|\bjudgment\sof\s\d|\bGeneral\sComment\b
    |\breported\s(?:in|by)\s(?:the\s)?[A-Z]|\bpress\srelease\b|\bISBN\b|\bdoi:""".replace("\\\\b", "\\b"),
    re.VERBOSE,
)
# A name after a word of place, whether or not the table knows it.
_DATE = (
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November"
    "|December"
)
_PLACE = re.compile(
    rf"\b(?:in|at|near|outside|around|on) (?:the )?(?!{_DATE})[A-Z][a-zß-ÿ]{{2,}}|\w \((?:[A-Z][a-zß-ÿ]{{2,}} ?){{1,3}}\)"
)
# Whoever is told by a place alone is somebody of the room, whether or not the table knows the place.
_FROM_SOMEWHERE = re.compile(r"\b(?:person|man|woman|couple|lady|somebody|someone) from (?:the )?[A-Z]")

_SAID_OF_ONESELF = re.compile(
    r"\b(?:i am|i'm|i’m|i was|i have been|i became|i remain|i speak as|i come as|we are|we're|we’re|we were)"
    r" +(?:(?:also|still|now|only|not|myself|ourselves|perhaps|probably|both) +)*$"
)
# A rule or a case thought of, told in the present: "where one officer keeps a file for years, warnings are recognised".
_THOUGHT_OF = re.compile(
    r"(?:where|when|whenever|wherever|if|unless|as long as|once) (?:one|an?|any|every|each|no|some|another) "
    r"|(?:an?|any|every|no) (?:[\w-]+ ){1,3}?who (?:is|has|does|cannot|can|will|\w+s)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|be|being|gets?|becomes?)(?: \w+ly| not)? \w+(?:ed|en)\b")
_TOLD = re.compile(
    r"\b(?:was|were|had|did|went|came|fled|saw|lost|left|took|told|said|been|\w{2,}ed)\b|\d|\b(?:last|ago|yesterday)\b"
)
_NAME = re.compile(r"(?<=[^\W\d_,] )[A-Z][a-zß-ÿ]{2,}")
"""Capitals within a sentence: of a place, a body or a person, so that a case is no longer only thought of."""
_TIMES = classes()["months"] | classes()["days"]
_LEAD = 48
"""Letters before a description in which somebody says that it is of themselves."""


class ThirdParties:
    """Finds third parties. Holds nothing of the room: names of its people are other layers' business."""

    def find(self, passage: Passage) -> list[Hit]:
        """One hit for each sentence that describes somebody absent, with wordings that say less.

        Only sentences with a word for such a person are looked at; the rest costs one pass of an automaton.
        """
        return [hit for start, end in sentences_with_heads(passage) for hit in self._of(passage, start, end)]

    def _of(self, passage: Passage, start: int, end: int) -> Iterator[Hit]:
        found = _described(passage, start, end)
        for made in found:
            yield _own(passage, made) if _is_the_speaker(passage, made) else _hit(passage, made, len(found))


def _described(passage: Passage, start: int, end: int) -> list[Description]:
    """Those whom a sentence describes well enough to be found; nobody where it says where their case is public."""
    made = [one for one in _everybody(passage, start, end) if one.points >= points()["enough"]]
    return [] if made and _EVIDENCE.search(passage.text, start, end) else made


def _everybody(passage: Passage, start: int, end: int) -> list[Description]:
    begin, until = passage.folded_at(start), passage.folded_at(end)
    if _is_thought_of(passage.folded[begin:until]) and not _is_placed(passage.text, start, end):
        return []
    idle, folded = may_be_idle(), passage.folded
    found = [cue for cue in cues(passage, begin, until) if cue.word not in idle or not is_idle(folded, cue)]
    if any(cue.word in DOES for cue in found):
        found = [
            replace(cue, groups=cue.groups - {"incident"}) if is_done(folded, cue, found) else cue
            for cue in found
        ]
    also = frozenset({"place"}) if _PLACE.search(passage.text, start, end) else frozenset()
    is_from = folded.find(" from ", begin, until) >= 0
    also |= {"label"} if is_from and _FROM_SOMEWHERE.search(passage.text, start, end) else set()
    made = describe(passage.folded, begin, until, found, also)
    several = [made] if made else []
    if made and made.kind in SPEAKERS:
        # Whoever is called by a trade may turn out to be in the room; somebody beside them is told anyway.
        other = describe(passage.folded, begin, until, found, also, but=made.kind)
        if other and passage.folded[other.head.end : made.start].strip() == ",":
            # "The pharmacist's brother, a driver at the office": one and the same.
            several = [replace(other, end=made.end, tells=other.tells | made.tells)]
        elif other and other.head.end <= made.start:
            last = other.start + len(passage.folded[other.start : min(other.end, made.start)].rstrip())
            several.insert(0, replace(other, end=max(last, other.head.end)))
        elif other and made.end <= other.start:
            several.append(other)
    lodged = [
        one
        for one in refuges(passage, begin, until, found)
        if not any(_meet(one, other) for other in several)
    ]
    return [*several, *lodged, *named(passage, start, end, found)]


def _meet(one: Description, other: Description) -> bool:
    return one.start < other.end and other.start < one.end


def _is_placed(text: str, start: int, end: int) -> bool:
    """Whether a name stands within a sentence that is none of a month or a day."""
    return any(fold(name[0]) not in _TIMES for name in _NAME.finditer(text, start, end))


def _is_thought_of(sentence: str) -> bool:
    """Whether a sentence begins with a case that is thought of, and tells nothing that happened."""
    lead = _THOUGHT_OF.match(sentence.lstrip(" \"'("))
    return lead is not None and not _TOLD.search(_PASSIVE.sub("", sentence))


def _is_the_speaker(passage: Passage, made: Description) -> bool:
    """Whether somebody says it of themselves, and so is in the room: "I am the only woman mediator", "as a witness, I"."""
    before = passage.folded[max(0, made.start - _LEAD) : made.start]
    return _SAID_OF_ONESELF.search(before) is not None


def _own(passage: Passage, made: Description) -> Hit:
    """What somebody in the room lived through, whoever it is: general words for a stranger would make no sense there."""
    start, end = passage.original(made.start, made.end)
    is_affected = made.tells & {"incident", "ordeal", "testimony"} and made.kind != "worker"
    wording = "somebody affected by this" if is_affected else "a participant"
    return Hit(
        start=start, end=end, leak=Leak.experience, who=0, variant=OWN, fixes=(Fix(start, end, wording),)
    )


def _hit(passage: Passage, made: Description, several: int) -> Hit:
    """The hit with the wordings that leave fewer people described in the sentence, of which there are `several`."""
    start, end = passage.original(made.start, made.end)
    return Hit(
        start=start,
        end=end,
        leak=Leak.third_party,
        said={"third_party": (made.kind,)},
        variant=made.kind,
        fixes=(
            *(fix for fix in fixes(passage, made) if _closes(passage, fix, several)),
            whole_sentence(passage, made),
        ),
        weight=min(1.0, made.points / 6),
    )


def _closes(passage: Passage, fix: Fix, several: int) -> bool:
    """Whether with the wording in it the sentence describes fewer people, and nobody where the wording stands."""
    first, last = passage.sentence_of(fix.start)
    text = passage.text
    tried = made_passage(text[first : fix.start] + fix.wording + text[fix.end : max(last, fix.end)])
    left = [made for start, end in tried.sentences for made in _described(tried, start, end)]
    begin, until = tried.folded_at(fix.start - first), tried.folded_at(fix.start - first + len(fix.wording))
    is_there = any(made.start < until and begin < max(made.end, made.head.end) for made in left)
    return len(left) < several and not is_there
