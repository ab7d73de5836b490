"""What proves that words are public: a document symbol, a date with a forum, a published work, a judgment, an address, a footnote.

Sources of the forms: the UN Editorial Manual (document symbols, resolutions), the OSCOLA guide (judgments), common styles of citation.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from underrose.methods.attribution.frames.lexicon import (
    CAPITAL,
    FORUM,
    FORUM_CUES,
    INSTRUMENT,
    INSTRUMENT_CUES,
    MONTHS,
    PRESS,
    PRESS_CUES,
    PUBLISHED,
    PUBLISHED_CUES,
    PUBLISHER,
    SPEECH,
    SPEECH_CUES,
    SYMBOL,
    WORK,
    WORK_CUES,
    YEAR,
)


class Kind(IntEnum):
    """What a piece of evidence is. The order says how much it proves of who said something: later ones prove speech."""

    dated = 0
    """A speech with its day, and no place: enough for a public office alone."""
    instrument = 1
    document = 2
    work = 3
    judgment = 4
    address = 5
    place_and_time = 6
    in_public = 7
    """Said to have been said in public, with the day and the gathering."""
    speech = 8


class Evidence(NamedTuple):
    """A piece of evidence; places are those of the original text."""

    start: int
    end: int
    kind: Kind


CUE = re.compile(r"\d|https?:|www\.|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]")
"""Nothing is evidence without a figure or an address."""

_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTHS},?(?: {YEAR})|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?, {YEAR}|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"
_DATE = rf"(?:{_DAY}|{MONTHS} {YEAR})"
_WHEN = rf"(?:{_DATE}|{YEAR})"
_PAGE = r"(?:,?\s*(?:at\s+)?(?:pp?|paras?|annex|sect?|ch|art|arts)\b\.?\s*[\dIVXivx]+(?:\s*[–-]\s*\d+)?)*"
_WORDS = rf"(?:{CAPITAL}[\w’'-]*|of|for|on|and|the|to|in|against|all|relating|concerning|its?)"
_TITLE = rf"(?:{CAPITAL}[\w’'-]*\s+(?:{_WORDS}\s+){{0,14}})"
_QUOTED = (
    r"(?:[“\"«‘][^“”\"«»\n]{3,160}[”\"»’]|\*[^*\n]{3,160}\*|(?<!\w)_[^_\n]{3,160}_(?!\w)|<i>[^<]{3,160}</i>)"
)
_PART = r"[A-Z0-9][A-Za-z0-9.()\-]*"
_THE_FORUM = rf"(?:the\s+)?(?:(?:\d+(?:st|nd|rd|th)|[A-Za-z]+(?:-\w+)?(?:st|nd|rd|th))\s+(?:\w+\s+)?(?:[Ss]ession|[Mm]eeting|[Ss]ummit)\s+of\s+(?:the\s+)?)?(?:UN\s+|[A-Z]\w+(?:an|ese|ish|ch)\s+)?{FORUM}(?:\s+in\s+(?:Geneva|New York|{CAPITAL}\w+))?"
_SYMBOL = (
    rf"\b{SYMBOL}(?:/{_PART}){{1,7}}(?:\s*[–—-]\s*{SYMBOL}(?:/{_PART}){{1,7}})*(?:\s*\(\d{{4}}\))?{_PAGE}"
)
_RESOLUTIONS = (
    rf"(?:(?:the\s+)?(?:UN\s+)?(?:{FORUM}|UNSCR?|UNGA|SC|GA)(?:’s|'s)?\s+)?(?:\b[Rr]esolutions?|\b[Dd]ecisions?|\bUNSCR)\s+(?:[Nn]o\.?\s*)?"
    rf"(?:\d+/\d+[A-Z]?|\d+\s*(?:\(\s*{YEAR}\s*\)|of\s+{_WHEN})|[12]\d{{3}}\b)(?:,?\s*(?:and|or|,)\s*\d[\d/]*(?:\s*\({YEAR}\))?)*{_PAGE}"
    rf"|{YEAR}\s+(?:[‘'’“\"]?\w+[’'”\"]?\s+)?[Rr]esolutions?\s+on\s+{CAPITAL}\w+(?:\s+{_WORDS}){{0,8}}"
)
_COMMENTS = rf"\b[Gg]eneral\s+(?:[Cc]omment|[Rr]ecommendation|[Oo]bservation)s?\s+(?:[Nn]o\.?|[Nn]umber|[Nn]°|#)?\s*\d+(?:\s*\(?{YEAR}\)?)?{_PAGE}"
_ARTICLES = rf"\b(?:[Aa]rticles?|[Aa]rts?\.|[Ss]ections?|[Pp]aragraphs?)\s+\d+[\w().,–-]*(?:\s+(?:and|or|to)\s+\d+[\w().]*)*\s+of\s+(?:the\s+|its\s+)?(?:{_TITLE}|[A-Z]{{2,8}}\b|\w+’?s?\s+{INSTRUMENT})[\w]*"
_NAMED = (
    rf"(?:{_DATE}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTHS}|{YEAR})\s+(?:{_TITLE})?{INSTRUMENT}\b"
    rf"|{_TITLE}{INSTRUMENT}s?\s+(?:{_WORDS}\s+){{0,14}}?(?:\(\s*)?(?:of\s+|No\.?\s*)?(?:{_WHEN}|\d+\b)\)?"
    rf"|\b(?:Directive|Regulation|Decision)\s+(?:\((?:EU|EC)\)\s+)?(?:No\.?\s*)?\d+/\d+(?:/\w+)?"
)
_ABOUT = r"[^.;:!?()“”\"\n]"
_SAID_AT = (
    rf"{_THE_FORUM}(?:’s|'s)?(?:\s+(?:session|meeting|debate|summit))?(?:,?\s+(?:in|on|of|at its|during its))?(?:\s+\w+\s+session)?[\s,(]{{1,3}}(?:on\s+|in\s+|of\s+)?{_WHEN}"
    rf"|{_WHEN},?\s+(?:\w+\s+)?(?:(?:at|to|before|in|during|session of|meeting of|opening of|{SPEECH}(?:\s+(?:to|at|before|in))?)\s+){{1,3}}{_THE_FORUM}"
    rf"|\d+(?:st|nd|rd|th)\s+(?:\w+\s+)?[Ss]ession\s+of\s+{_THE_FORUM}(?:,?\s+(?:in|of)?\s*{_WHEN})?"
)
_GATHERING = rf"(?:{CAPITAL}[\w’'-]*\s+){{0,5}}(?:Forum|Conference|Congress|Summit|Assembly|Convention|Symposium|Hearing|Lecture)(?:\s+(?:on|of|for)\s+{CAPITAL}[\w’'-]*(?:\s+(?:(?:and|of|the|for|on)\s+){{0,2}}{CAPITAL}[\w’'-]*){{0,7}})?"
# Any gathering will do, if it is said to have been public: one by its name alone may be the very meeting.
_IN_PUBLIC = (
    rf"\bpublic\s+{_GATHERING}(?:,\s+{CAPITAL}[\w’'-]*){{0,2}},?\s+\(?(?:in\s+|on\s+|of\s+)?{_WHEN}"
    rf"|{_GATHERING}(?:,\s+{CAPITAL}[\w’'-]*)?,?\s+in\s+(?:open|public)\s+session,?\s+(?:on\s+|in\s+|of\s+)?{_WHEN}"
)
_OPENLY = r"(?:in public|publicly|in open session|on the record)"
_ABROAD = rf"(?:the\s+)?{_GATHERING}(?:\s+(?:in|at)\s+{CAPITAL}[\w’'-]*)?"
_OPEN = (
    rf"\b{_OPENLY},?\s+(?:(?:on|in)\s+{_WHEN},?\s+)(?:at|to|before|during)\s+{_ABROAD}"
    rf"|\b{_OPENLY},?\s+(?:at|to|before|during)\s+{_ABROAD},?\s+(?:on|in|of)?\s*{_WHEN}"
    rf"|\bpublic\s+(?:lecture|hearing|debate|speech|talk|webinar|statement|panel|address)\s+(?:at|in|before|to|of)\s+(?:the\s+)?{CAPITAL}[\w’'-]*(?:\s+(?:(?:of|for|the|and|on)\s+){{0,2}}{CAPITAL}[\w’'-]*){{0,6}},?\s+(?:on|in)\s+{_WHEN}"
)
_POSTED = rf"\b(?:tweeted|blogged|posted\s+on\s+{CAPITAL}\w+)\s+on\s+{_DAY}"
_BY_THEN = rf"{_DAY},?\s+(?:at|to|before|during)\s+{_ABROAD}"
"""After "in public by the delegation of Norway on"."""
_SPEECHES = (
    rf"\b(?:{SPEECH})\s+(?:(?:to|at|before|in|delivered|given|made|by)\s+){_ABOUT}{{0,40}}?{FORUM}{_ABOUT}{{0,40}}?{_DATE}"
    rf"|\b(?:{SPEECH})\s+(?:of|on)\s+{_DATE},?\s+(?:to|at|before|in)\s+{_THE_FORUM}"
    rf"|\b(?:{SPEECH}),?\s+{_THE_FORUM}{_ABOUT}{{0,40}}?{_WHEN}"
    rf"|\b(?:{PUBLISHED})\b{_ABOUT}{{0,80}}?{_DATE}"
    rf"|\b(?:the\s+)?\*?{PRESS}\*?(?:,|\s+(?:of|on|in|dated))?(?:\s+in\s+an?\s+(?:\w+\s+)?\w+)?\s+\(?(?:on\s+|of\s+)?{_DATE}\)?"
    rf"|\bHansard\b[^()\n]{{0,40}}?\d+"
    rf"|{_DATE},?\s+(?:in|to|with|issue of)\s+(?:the\s+)?\*?{PRESS}\b\*?"
)
_BOOKS = (
    rf"(?:{YEAR}\s+(?:\w+\s+){{0,3}}(?:{WORK})s?,?\s+(?:(?:en)?titled\s+|on\s+\w+\s+|called\s+|(?:by|of|from)\s+[^“”\"().;\n]{{2,90}}?,?\s+)?{_QUOTED}(?:\s+\({YEAR}\))?)"
    rf"|(?:\b(?:{WORK})s?,?\s+(?:(?:en)?titled\s+|called\s+)?)?{_QUOTED},?\s*\((?:[^()]{{0,60}}\b(?:{PUBLISHER}|Journal|Review)[^()]{{0,30}},?\s*)?{YEAR}\)"
    rf"|\b(?:{WORK})s?,?\s+(?:(?:en)?titled\s+|called\s+)?{_QUOTED},?\s+(?:of\s+|in\s+|published\s+in\s+|from\s+)?{YEAR}"
    rf"|{_QUOTED},?\s+[^.;“”\"\n]{{0,100}}?\b(?:(?:{PUBLISHER}|Journal|Review|Quarterly|[Ii]ssue)\b|(?:vol|no)\.)[^;“”\"\n]{{0,60}}?{YEAR}"
    rf"|\([^()\n]{{0,90}}(?:{PUBLISHER})\b[^()\n]{{0,30}}?{YEAR}{_PAGE}\)"
    rf"|\({CAPITAL}\w+(?:\s{CAPITAL}\w+)?:\s(?:(?:{CAPITAL}[\w’'-]*|&|and|of)\s?){{1,6}},\s{YEAR}\){_PAGE}"
    rf"|(?<=\(){CAPITAL}[\w’'-]*,\s+(?:{CAPITAL}[\w’'-]*\s+){{0,4}}(?:Report|Study|Review|Survey|Yearbook),?\s+{YEAR}{_PAGE}"
    rf"|{_QUOTED},?\s+(?:{CAPITAL}[\w’'-]*\s+){{0,4}}(?:Journal|Quarterly|Review|Yearbook|Law)(?:\s+\w+){{0,3}},?\s+\d+\s*\({YEAR}\)(?:,\s+pp?\.\s*[\d–-]+)?"
    rf"|\b(?:Journal|Review|Quarterly|Yearbook)\s+(?:of\s+)?(?:{_WORDS}\s*){{0,8}},?\s*\(?(?:vol\.?\s*)?\d[\d\s():,.a-z–-]{{0,30}}{YEAR}{_PAGE}\)?"
    r"|\b(?:doi:?\s*|ISBN[ :]*(?:97[89][- ]?)?)\d[\w./-]{6,}"
    rf"|\b[A-Z]{{3,9}}\s+\({YEAR}[a-z]?{_PAGE}\)|(?<=\()(?:see\s+|cf\.\s+)?(?:[A-Z][A-Za-z]*[A-Z]{{2,}}\w*|(?:UN|World|Amnesty|International|Human|European)\s+{CAPITAL}\w+(?:\s+{_WORDS}){{0,5}}),?\s+{YEAR}[a-z]?{_PAGE}(?=\)|;)"
)
_CASES = (
    rf"\b(?!(?:In|See|As|Under|Following|Since|After|Before|With|On|By)\b){CAPITAL}[\w.’'-]*(?:\s+{_WORDS}){{0,4}}\s+(?:v|vs)\.?\s+(?:the\s+)?{CAPITAL}[\w’'-]*(?:\s+{_WORDS}){{0,4}}(?:,?\s*[\[(]?(?:[Aa]pp(?:lication|\.)\s+[Nn]os?\.\s*)?[\d/]{{3,12}}[)\]]?)?(?:,?\s*\[?\(?{_WHEN}[\])]?)?"
    rf"|\([Nn]os?\.\s*\d+/\d\d,?\s*[^()]{{0,40}}\)"
    rf"|\b(?:[Jj]udgment|[Rr]uling|[Aa]dvisory [Oo]pinion|[Vv]erdict|[Dd]ecision)s?\s+(?:in\s+{_ABOUT}{{0,60}}?)?of\s+{_DATE}"
    rf"|\b(?:ICC-\d\d/\d\d|IT-\d\d-\d+|ICTR-\d\d-\d+|SCSL-\d\d-\d+)[\w/-]*|\[{YEAR}\]\s+[A-Z]{{2,6}}\s+\d+|\bECLI:[\w:.]+|[Aa]pp(?:lication|\.)\s+[Nn]os?\.\s*\d+/\d\d"
)
_PATTERNS: tuple[tuple[Kind, tuple[str, ...], re.Pattern[str]], ...] = (
    (Kind.document, ("/",), re.compile(_SYMBOL)),
    (Kind.instrument, ("esolution", "ecision", "UNSCR"), re.compile(_RESOLUTIONS)),
    (
        Kind.instrument,
        ("eneral comment", "eneral Comment", "ecommendation", "bservation"),
        re.compile(_COMMENTS),
    ),
    (Kind.instrument, ("rticle", "rt.", "rts.", "ection", "aragraph"), re.compile(_ARTICLES)),
    (Kind.instrument, (*INSTRUMENT_CUES, "irective", "egulation"), re.compile(_NAMED)),
    (Kind.work, (*'“"«‘*_<(', "doi", "ISBN", "ournal", "eview"), re.compile(_BOOKS)),
    (
        Kind.judgment,
        (" v", "udgment", "uling", "pinion", "erdict", "ecision", "IC", "IT-", "SCSL", "[", "ECLI", "pp"),
        re.compile(_CASES),
    ),
    (Kind.address, ("http", "www"), re.compile(r"(?:https?://|www\.)[^\s<>()\[\]“”\"]+")),
    (Kind.place_and_time, FORUM_CUES, re.compile(_SAID_AT)),
    (Kind.place_and_time, ("public ", "session"), re.compile(_IN_PUBLIC)),
    (Kind.in_public, ("public", "open session", "on the record"), re.compile(_OPEN)),
    (Kind.in_public, ("tweeted", "blogged", "posted"), re.compile(_POSTED)),
    (Kind.in_public, ("in public by", "publicly by", "on the record by"), re.compile(_BY_THEN)),
    (Kind.speech, (*SPEECH_CUES, *PUBLISHED_CUES, *PRESS_CUES, "Hansard"), re.compile(_SPEECHES)),
    (Kind.dated, SPEECH_CUES, re.compile(rf"\b(?:{SPEECH}),?\s+(?:of|on|dated)\s+{_DAY}")),
    (Kind.dated, WORK_CUES, re.compile(rf"\b{YEAR}\s+(?:[a-z]+\s+){{0,2}}(?:{WORK})\b")),
)
"""What is looked for, and letters one of which it cannot be without: most sentences have none, and cost nothing."""
_EVERY = sorted({cue for _, cues, _ in _PATTERNS for cue in cues})
_CUES = AhoCorasick(_EVERY)
_ASKED = [[at for at, (_, cues, _) in enumerate(_PATTERNS) if cue in cues] for cue in _EVERY]
_HAS_FIGURE = re.compile(r"/[^\s]*\d")
_NEXT = re.compile(r"[)\]]?[,;]?\s*[(\[]?\s*")
_RECORD = re.compile(r"\b(?:PV|SR)\.\d")


def evidence(text: str, start: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
    """All evidence between two places of a text, in order; of two that overlap the longer stays, with the stronger kind.

    Linear in the length of the span, for spans of the length of a sentence or two.
    """
    until = len(text) if end is None else end
    return tuple(_merged(text, sorted(_found(text, start, until))))


def _found(text: str, start: int, end: int) -> Iterator[Evidence]:
    said = text[start:end]
    wanted = {at for cue, _, _ in _CUES.find_matches_as_indexes(said, overlapping=True) for at in _ASKED[cue]}
    for kind, pattern in [_PATTERNS[at][::2] for at in sorted(wanted)]:
        for match in pattern.finditer(text, start, end):
            if kind is not Kind.document:
                yield Evidence(match.start(), match.end(), kind)
            elif _HAS_FIGURE.search(match.group()):
                # Verbatim and summary records prove who spoke.
                is_record = _RECORD.search(match.group())
                yield Evidence(match.start(), match.end(), Kind.speech if is_record else kind)


def _merged(text: str, found: list[Evidence]) -> Iterator[Evidence]:
    held: Evidence | None = None
    for one in found:
        if held is None:
            held = one
        elif one.start < held.end or _NEXT.fullmatch(text, held.end, one.start):
            held = Evidence(held.start, max(held.end, one.end), max(held.kind, one.kind))
        else:
            yield held
            held = one
    if held is not None:
        yield held
