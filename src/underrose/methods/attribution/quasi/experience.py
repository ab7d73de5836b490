"""What only one person can have lived through: "when I negotiated the annex", "his years as a border guard".

A roster seldom holds such things, so nobody can say who fits; where the words name a body or a post of the roster, those
whose it is are named. The cues are wide and the clause is shown: a person decides.
"""

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.lived import LIVED, lived
from underrose.methods.attribution.quasi.plain import pieces
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.values import Hit, Leak

_DONE = (
    "negotiated|drafted|chaired|founded|co-founded|led|headed|served|survived|signed|prosecuted|presided|commanded|ran"
    "|built|launched|authored|wrote|edited|defended|represented|won|stood for|stood as|fled|testified|buried"
    "|opened|organised|organized|filed|sued|documented|exhumed|translated|smuggled|published|argued the|tried the"
    "|was arrested|was detained|was tortured|was imprisoned|was jailed|was expelled|was exiled|was abducted|was elected"
    "|was appointed|were arrested|were expelled|were raided|lost my|lost our|taught at|taught in|worked at|worked for"
    "|worked as|worked in|lived in|grew up|sat on|sat in|sat as|sat across"
)
_STRONG = (
    "negotiated|drafted|chaired|founded|co-founded|prosecuted|presided|commanded|defended|testified|buried|fled|survived"
    "|smuggled|exhumed|sued|represented|was arrested|was detained|was tortured|was imprisoned|was jailed|was expelled"
    "|was exiled|was abducted|was elected|was appointed|was dismissed|was born|grew up|served|ran for|translated|edited"
)
_BEEN = (
    "served|stood|been|worked|chaired|negotiated|drafted|founded|co-founded|led|run|survived|presided|represented|sat"
    "|lived|grown|testified|prosecuted|defended|signed|fought|lost|commanded|edited|advised|written|helped|headed"
    "|mediated|taught|buried|fled|won"
)
_MINE = (
    "arrest|detention|imprisonment|exile|trial|election|release|childhood|village|home town|hometown|prison|cell|union"
    "|network|federation|newspaper|newsroom|ministry"
    "|mission|embassy|court|clinic|patients|clients|students|regiment|parish|congregation|tribe|factory|farm|mine"
    "|company|firm|university|institute|thesis|predecessor|minister|capital|island|organisation|organization"
    "|association|movement|collective|negotiations|captivity|kidnapping|abduction|torture|escape"
)
_POSTED = r"(?:on|at|in|aboard|with|under|during|when)"
_TIME = r"(?:years?|time|days|months|career|tenure|term|stint|service) (?:as|in|at|on|with|of|under|behind|spent)\b"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|many)"
_WHOEVER = "someone|somebody|participant|speaker|delegate|person|colleague|woman|man|panellist|one"


def _blanks(words: str) -> str:
    """Blanks count in a list of phrases, though the pattern around it is written with blanks that do not."""
    return words.replace(" ", r"\ ")


CUES = re.compile(
    rf"""\b(?:
      (?:when|while|before|after|since|until|as|because)\ i\ (?:\w+ly\ )?(?:was|had|{_blanks(_DONE)}|\w+ed)\b
    | (?:when|while|before|after|since|until)\ we\ (?:\w+ly\ )?(?:had\ to\ flee|{_blanks(_DONE)})\b
    | (?:i|we)\ (?:myself\ )?(?:have|had|once|personally|still|alone)\ (?:\w+ly\ )?(?!been\ \w+ing\b)(?:{_blanks(_BEEN)}|{_blanks(_DONE)})\b
    | (?:my|our|his|her|their)\ (?:own\ )?(?:first\ |last\ |long\ )?{_blanks(_TIME)}
    | (?:my|his\ own|her\ own|their\ own)\ (?!fellow\ )(?:(?!\w+'s)[\w']+\ ){{0,2}}?(?:{_blanks(_MINE)})\b
    | our\ (?:[\w']+\ ){{0,2}}?(?:union|federation|newspaper|newsroom|village|parish|congregation|clinic|regiment|tribe)\b
    | (?:recall|remember|recount|reliv|reminisc)(?:ed|ing|s|e)?\ (?:about\ )?(?!morning|evening|meeting|nothing|something|anything|everything)\w{{2,}}ing\b
    | (?:recall|remember|recount|describ|relat|narrat)(?:ed|ing|s|es)?\ how\ (?:i|we|he|she|our|my)\ (?!might|could|would|should)
    | (?:told|telling|tells)\ (?:us\ |the\ (?:group|room|meeting)\ )?how\ (?:i|we|he|she)\ (?:had\ |once\ )?(?:{_blanks(_DONE)}|{_blanks(_BEEN)})\b
    | \bi\ was\ (?:the\ |then\ |once\ |an?\ )?(?:first|second|third|chief|head|deputy|junior|senior|assistant|lead|duty)\ \w+\ {_POSTED}\b
    | \bi\ was\ (?:the\ |then\ |once\ |an?\ )\w+(?:er|or|ist|ian|eer|nurse|judge|cook|clerk|pilot|chief)\ {_POSTED}\b
    | account\ of\ (?:having|being|(?:his|her|their)\ own)\b
    | \bi\ ?(?:am|'m|was)\ the\ (?:only|first|last)\b(?!\ (?:speaker|one\ to|to\ (?:speak|ask|arrive|leave|agree|say|sign|answer|reply|raise|mention))\b)
    | \bi\ (?:\w+ly\ |once\ |myself\ )?(?:{_blanks(_STRONG)})\b
    | alone\ in\ (?:this|the)\ (?:room|house|group)
    | told\ of\ (?:having|being|(?:his|her|their)\ own)\b
    | years\ of\ (?!being|suffering|waiting|fighting|bargaining|training|funding|planning|meeting|spending|declining|growing|rising|ongoing)\w+ing\ (?:the|a|an|for|in|at|with|on)\b
    | {_blanks(_NUMBER)}\ years\ (?:as|on|behind)\ (?:a|an|the)\b
    | having\ (?!been\ (?:given|asked|told|called|thanked|invited|shown|reminded|offered|seen|heard|said|\w+ing)\b)(?:\w+ly\ |once\ )?(?:{_blanks(_BEEN)})\b
    | (?:{_blanks(_WHOEVER)}),?\ who\ (?:had\ |has\ |once\ |had\ once\ |herself\ |himself\ |personally\ |actually\ |also\ )?(?:been\ (?:arrested|detained|tortured|imprisoned|jailed|expelled|exiled|abducted|there)|{_blanks(_DONE)})\b
    )""",
    re.VERBOSE,
)
_TALK = frozenset(toml("firsthand")["no_deeds"])
_END = re.compile(r"[.;!?\n\"]|,| - | and (?:we|i|he|she|they)\b")
_FEW = 5
_LONGEST = 140
_TOO_SOON = 12


_OF_TIME = ("when", "while", "before", "after", "since", "until")
_LEADS = AhoCorasick(
    [
        *(f"{word} {who} " for word in _OF_TIME for who in ("i", "we")),
        *(
            "as i ",
            "because i ",
            "i ",
            "i'm ",
            "iam ",
            "iwas ",
            "my ",
            "our ",
            "his ",
            "her ",
            "their ",
            "having ",
        ),
        *(f"we {word} " for word in ("myself", "have", "had", "once", "personally", "still", "alone")),
        *("recall", "remember", "recount", "reliv", "reminisc", "describ", "relat", "narrat"),
        *("told ", "telling ", "tells ", "account of ", "alone in ", "years of "),
        *(f" years {word} " for word in ("as", "on", "behind")),
        *(f"{word}{sign} who " for word in _WHOEVER.split("|") for sign in ("", ",")),
    ]
)
"""What each of the cues begins with; before " years" stands how many."""


def cues_in(folded: str) -> Iterator[re.Match[str]]:
    """The cues in their order, none within another: as the pattern finds them, tried only where one may begin."""
    starts = set()
    for _, start, _ in _LEADS.find_matches_as_indexes(folded, overlapping=True):
        at = start
        if folded[start] == " ":
            while at and (folded[at - 1].isalnum() or folded[at - 1] == "_"):
                at -= 1
        if not at or not folded[at - 1].isalnum():
            starts.add(at)
    taken = 0
    for at in sorted(starts):
        if at >= taken and (found := CUES.match(folded, at)):
            taken = found.end()
            yield found


def _told(folded: str) -> Iterator[re.Match[str]]:
    """The cues of clauses, without those of talk: "as I mentioned"."""
    for found in cues_in(folded):
        if not (found.group().startswith("as ") and found.group().rpartition(" ")[2] in _TALK):
            yield found


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _leads(one: Span, other: Span) -> bool:
    """Whether a clause begins before another and holds its beginning: "when I presided"."""
    return one[0] < other[0] < one[1]


class Experiences:
    """Finds such clauses. O(text), one compiled pattern."""

    __slots__ = ("_index",)

    def __init__(self, index: Index) -> None:
        self._index = index

    def find(self, passage: Passage) -> list[Hit]:
        """One hit for a clause; `who` is whose body or post it names, None where nobody can say."""
        told = [(found.start(), self._end(passage.folded, found.end())) for found in _told(passage.folded)]
        deeds = [one for one in lived(passage) if not any(_leads(other, one) for other in told)]
        told = [one for one in told if not any(_meet(one, other) for other in deeds)]
        return [
            *(self._hit(passage, *deed, LIVED) for deed in deeds),
            *(self._hit(passage, *clause, "experience") for clause in told),
        ]

    def _hit(self, passage: Passage, at: int, to: int, variant: str) -> Hit:
        who = self._who(passage.folded, at, to)
        start, end = passage.original(at, to)
        return Hit(
            start=start, end=end, leak=Leak.experience, who=who, said={"experience": (passage.text[start:end],)},
            variant=variant, weight=0.5 if who is None else 0.8,
        )  # fmt: skip

    def _end(self, folded: str, at: int) -> int:
        found = _END.search(folded, at + _TOO_SOON, at + _LONGEST)
        return found.start() if found else min(len(folded), at + _LONGEST)

    def _who(self, folded: str, start: int, end: int) -> Bits | None:
        words = [word for word, _, _ in pieces(folded, start, end)]
        bits = self._index.told_by(words) & self._index.counting
        # Where a body of many is named, an experience is still that of one of them.
        return bits if 0 < bits.bit_count() < _FEW else None
