"""What a meeting is for: its objectives, the lenses that cut across them, its themes."""

import re
from collections.abc import Iterator, Sequence

from underrose.concept.note.headings import promises
from underrose.concept.note.model import Section, SectionKind, Sentence
from underrose.concept.note.plain import listed, plain, sentences
from underrose.methods.documents.model import Block, Kind

OBJECTIVE_WORDS = r"objectives?|aims?|goals?|purposes?|objectifs?|objetivos?|الأهداف|what (?:we|the \w+|it) (?:wants?|hopes?|aims?|wish(?:es)?|seeks?) to achieve"
_THEME_WORDS = r"(?:key |main |core )?(?:themes?|topics|issues for discussion|agenda items)|thèmes|temas"
_LENS_WORDS = r"cross[- ]?cutting(?: (?:themes?|issues?|lenses|priorities|concerns))?|lenses|thèmes transversaux|ejes transversales"
_LEADS_IN = re.compile(
    rf"\b(?:in order to|{OBJECTIVE_WORDS}|seeks? to|intended to|designed to|(?:meeting|dialogue|retreat|event|roundtable|participants|we) will"
    r"|will seek to|afin de|para)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s;:,]))(?:\((?:[a-h]|[ivx]{1,4}|\d{1,2})\)|(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)])\s+(?=\S)",
    re.IGNORECASE,
)
_LENSES = re.compile(
    r"\bcross[- ]?cutting (?:themes?|issues?|lenses|priorities|concerns|considerations|topics|dimensions)\s*"
    r"(?:of the (?:meeting|dialogue|retreat|event)\s*)?(?:will\s+)?(?:include|be|are|is|comprise|:)\s*:?\s*(?P<list>[^.;]+)",
    re.IGNORECASE,
)
_LENSES_BEFORE = re.compile(
    r"(?P<list>[^.;:]+?)\s+(?:will\s+)?(?:be|are|run through|cut across)\s+(?:(?:treated|considered|addressed|taken|mainstreamed)\s+)?(?:as\s+)?(?:the\s+)?"
    r"(?:(?:\w+\s+)?cross[- ]?cutting (?:themes?|issues?|lenses|priorities|concerns)|mainstreamed|all (?:the )?(?:sessions|themes|discussions))",
    re.IGNORECASE,
)
_LENSES_ELSE = re.compile(
    r"\b(?:thèmes transversaux|ejes transversales)\s*(?:seront|son|serán|sont)?\s*:?\s*(?P<list>[^.;]+)",
    re.IGNORECASE,
)
_LEAD_AND_TWO = 2
_AN_ESSAY = 30
_FOCUS = re.compile(r"\b(?:will|to)\s+focus\s+on\s+(?P<theme>[^.;:]+)", re.IGNORECASE)


def objectives(sections: Sequence[Section]) -> tuple[str, ...]:
    """The objectives: a list under their heading or after words that lead in to it, else what is counted off in a sentence."""
    for section in sections:
        is_named = promises(section.heading, OBJECTIVE_WORDS)
        may_hold = is_named or section.kind in (SectionKind.form, SectionKind.summary)
        found = _after_lead_in(section.blocks[1 if section.heading else 0 :]) if may_hold else []
        if found := found or (_items(section) if is_named else []):
            return tuple(found)
    for section in sections:
        if promises(section.heading, OBJECTIVE_WORDS) and (found := _in_prose(section)):
            return tuple(found)
    for section in sections:
        if found := _after_lead_in(section.blocks, words=rf"\b(?:{OBJECTIVE_WORDS})\b"):
            return tuple(found)
    return ()


def _clean(text: str) -> str:
    return re.sub(r"[;,.]?\s+and$|[;,.]+$", "", plain(text).strip()).strip()


def _items(section: Section) -> list[str]:
    return [
        _clean(block.text) for block in section.blocks[1:] if block.kind is Kind.item and block.level == 1
    ]


def lead_ins(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Each paragraph that ends in a colon, or with nothing, right before a list; with that list."""
    for at, block in enumerate(blocks[:-1]):
        if block.kind is Kind.paragraph and blocks[at + 1].kind is Kind.item:
            end = at + 1
            while end < len(blocks) and blocks[end].kind is Kind.item:
                end += 1
            yield block, [item for item in blocks[at + 1 : end] if item.level == blocks[at + 1].level]


def _after_lead_in(blocks: Sequence[Block], words: str = "") -> list[str]:
    pattern = re.compile(words, re.IGNORECASE) if words else _LEADS_IN
    for lead, items in lead_ins(blocks):
        last = (sentences(lead.text) or [""])[-1]
        if plain(lead.text).rstrip().endswith((":", "to", "…")) and pattern.search(plain(last)):
            return [_clean(item.text) for item in items]
    return []


def _in_prose(section: Section) -> list[str]:
    """What is counted off, "(a) to ...; (b) to ..." or "to ...; to ...; and to ...", else one objective a sentence."""
    text = plain(" ".join(line for line in section.markdown.splitlines() if not line.startswith("#")))
    counted = [part for part in _NUMBERED.split(text) if part.strip()]
    if len(counted) > _LEAD_AND_TWO:
        return [_clean(part) for part in (counted[1:] if not _NUMBERED.match(text) else counted)]
    first = next(iter(sentences(text)), "")
    listing = first.split(":", 1)[-1]
    parts = [_clean(re.sub(r"^and\s+", "", part.strip())) for part in listing.split(";")]
    if len(parts) > 1:
        return [part for part in parts if part]
    return [_clean(each) for each in sentences(text) if re.match(r"(?:to|à|afin de)\s", each, re.IGNORECASE)]


def lenses(sections: Sequence[Section], said: Sequence[Sentence]) -> tuple[str, ...]:
    """The themes the note calls cross-cutting."""
    for sentence in said:
        found = (
            _LENSES.search(sentence.text)
            or _LENSES_ELSE.search(sentence.text)
            or _LENSES_BEFORE.match(sentence.text)
        )
        if found:
            return tuple(_unarticled(part) for part in listed(found["list"]))
    return _under(sections, _LENS_WORDS)


def themes(sections: Sequence[Section], said: Sequence[Sentence]) -> tuple[str, ...]:
    """The themes listed under such a heading, else what the note says it will focus on, whole."""
    if found := _under(sections, _THEME_WORDS, _LENS_WORDS):
        return found
    for sentence in said:
        if focus := _FOCUS.search(sentence.text):
            return (focus["theme"].strip(" ,"),)
    return ()


def _under(sections: Sequence[Section], words: str, but_not: str = "(?!)") -> tuple[str, ...]:
    for section in sections:
        if promises(section.heading, words) and not promises(section.heading, but_not):
            if items := _items(section):
                return tuple(items)
            if "," in section.markdown and len(section.markdown.split()) < _AN_ESSAY:
                return tuple(listed(plain(section.markdown)))
    return ()


def _unarticled(text: str) -> str:
    return re.sub(r"^(?:the|both|les?|la)\s+", "", text.strip())
