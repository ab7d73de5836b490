"""Whether a mention is said to speak: "P warned that", "according to P", "P's warning", "“...” — P"."""

import re
from typing import NamedTuple

from underrose.methods.attribution.frames.lexicon import (
    AUXILIARY,
    BEFORE,
    CAPITAL,
    FINITE,
    HOLDING,
    IMPERSONAL,
    NOUN,
    OFFICE,
    PARTICIPLE_OF,
    PREPOSITION,
    STATE,
    VERB,
)


class Frame(NamedTuple):
    """The frame around a mention, and words that could stand for all of it. Places are those of the original text."""

    start: int
    end: int
    wording: str


_TITLES = r"(?:(?:the|a|an|our|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Ambassador|Minister|H\.E|HE|Mme|M|Amb|Justice|Judge|President|Senator|Rev|Father|Sister)\.?\s+)*"
_ASIDE = r"(?:\s*[(\[][^()\n]{0,80}[)\]])?(?:\s*,\s[^;:.“”\"\n]{1,100}?,)?"
_OTHERS = rf"(?:\s*(?:,|,?\s+and|\s*&|,?\s+with|,?\s+or)\s+(?:{_TITLES}{CAPITAL}[\w.’'-]*(?:\s+{CAPITAL}[\w.’'-]*){{0,4}}|others|colleagues|another\s+\w+))"
_LITTLE = rf"(?:\s+(?:{AUXILIARY}|\w+ly)\b)"
_SAYS = re.compile(
    rf"(?P<own>[’']s?)?{_OTHERS}{{0,4}}{_ASIDE}(?:,?\s+who)?(?:,)?{_LITTLE}{{0,5}}\s+(?P<verb>{VERB})\b(?P<that>\s+that\b)?(?!-)"
)
_STANDS = re.compile(
    rf"{_OTHERS}{{0,4}}{_ASIDE}{_LITTLE}{{0,4}}\s+(?:(?:is|was|were|are|be|been|felt|seemed|sounded|remained)\s+(?:(?:\w+ly|also|not|very|quite|most)\s+)*{STATE}"
    rf"|(?:has|had|have|held|gave)\s+(?:[\w-]+\s+){{0,3}}?{HOLDING})\b"
)
_OWN_NOUN = re.compile(rf"[’']s?\s+(?:[\w-]+\s+){{0,3}}?(?:{NOUN})\b")
_COLON = re.compile(rf"{_ASIDE}\s*:\s+(?=[“\"„«‘]|{CAPITAL}|\w)")
_INFRONT = re.compile(rf"\b(?P<before>{BEFORE})\s+{_TITLES}$", re.IGNORECASE)
_NOUN_OF = re.compile(rf"\b(?:{NOUN})\s+(?:[\w-]+\s+){{0,2}}?(?:{PREPOSITION})\s+{_TITLES}$", re.IGNORECASE)
_SAID_BY = re.compile(rf"\b(?:{VERB})\s+by\s+{_TITLES}$")
_INVERTED = re.compile(rf"[,.!?]?[”\"»’]\s*,?\s*(?:{FINITE})\s+{_TITLES}$|,\s+(?:{FINITE})\s+{_TITLES}$")
_DASH = re.compile(rf"[.,!?]?[”\"»]\s*[—–-]{{1,2}}\s*{_TITLES}$|^\s*[—–]\s*{_TITLES}$")
_BRACKET = re.compile(rf"[”\"»]\s*[.,]?\s*[(\[]\s*{_TITLES}$")
_AS_SAID = re.compile(rf"\b[Aa]s\s+{_TITLES}$")
_TITLED = re.compile(rf"(?<!\w){_TITLES}$")
_MARKS = " \n.,;:!?\"'“”„«»’([—–-"
_PASSIVE = re.compile(r"\s+(?:is|was|are|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en)\b(?!\s+that)")
_IN_OFFICE = re.compile(rf"(?:\b{OFFICE})[,\s]+$")
_HOLDS_OFFICE = re.compile(rf",?\s+(?:\(|,\s*)?(?:the\s+)?(?:{OFFICE})(?!\w)")
_OFFICE = re.compile(rf"(?:the\s+)?{OFFICE}(?!\w)", re.IGNORECASE)
_PUBLICLY = re.compile(
    r"[^.;]{0,40}?\b(?:publicly|in public|famously|in (?:an|a recent) interview|on (?:Twitter|X|television)|in the press)\b"
)


def frame(text: str, sentence: tuple[int, int], mention: tuple[int, int]) -> Frame | None:
    """The reporting frame whose subject the mention is, if it is one. Looks 160 characters to both sides."""
    start, end = mention
    left = text[max(sentence[0], start - 160) : start]
    until = min(sentence[1], end + 260)
    if found := _after(text, end, until):
        opening = _AS_SAID.search(left) or _TITLED.search(left)
        begin = start - len(opening.group()) if opening else start
        return _worded(text, sentence, (begin, found.end()), found)
    for pattern in (_INFRONT, _NOUN_OF, _SAID_BY, _INVERTED, _DASH, _BRACKET):
        if match := pattern.search(left):
            return Frame(start - len(match.group().lstrip(_MARKS)), end, "")
    for pattern in (_OWN_NOUN, _STANDS, _COLON):
        if match := pattern.match(text, end, until):
            return Frame(start, match.end(), "")
    return None


def is_like_a_public_figure(text: str, sentence: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Whether the mention is spoken of as somebody public: by an office whose holder speaks in public, or "publicly"."""
    start, end = mention
    return (
        _OFFICE.match(text, start, end) is not None
        or _IN_OFFICE.search(text[max(sentence[0], start - 100) : start]) is not None
        or _HOLDS_OFFICE.match(text, end, sentence[1]) is not None
        or _PUBLICLY.match(text, end, min(sentence[1], end + 80)) is not None
    )


def _after(text: str, end: int, until: int) -> re.Match[str] | None:
    found = _SAYS.match(text, end, until)
    if not found or (_PASSIVE.match(text, end, until) and not found["that"]):
        return None
    # A misspelt possessive ("Rao's believed") speaks all the same; before a noun it owns what was said.
    return None if found["own"] and _OWN_NOUN.match(text, end, until) else found


def _worded(text: str, sentence: tuple[int, int], span: tuple[int, int], found: re.Match[str]) -> Frame:
    """“P warned that” becomes “It was warned that”, where the words allow it."""
    start, end = span
    participle = PARTICIPLE_OF.get(found["verb"])
    wording = ""
    if found["that"]:
        wording = f"it was {participle} that" if participle in IMPERSONAL else "it was suggested that"
        if not text[sentence[0] : start].strip(" “\"'"):
            wording = wording[:1].upper() + wording[1:]
    return Frame(start, end, wording)
