"""The company a meeting keeps: the series it belongs to and the partners it is held with."""

import re
from collections.abc import Sequence

from underrose.concept.note import numbers
from underrose.concept.note.headings import promises
from underrose.concept.note.model import Found, Partner, Section, Sentence, Series
from underrose.concept.note.plain import listed, plain
from underrose.context.gazetteer import Gazetteer
from underrose.methods.documents.model import Kind

_MEETING = (
    r"(?:conference|edition|meeting|retreat|dialogue|roundtable|round table|forum|seminar|workshop|symposium|gathering|round|consultation"
    r"|event|summit|colloquium|édition|rencontre|conférence|dialogue|edición|reunión|encuentro)"
)
_STOP = (
    r"(?=\s*(?:[,.;:()–—]|$|\b(?:will|is|are|was|takes?|brings?|convenes?|convened|gathers?|to be|which|that|held|hosted|organi[sz]ed|meets?|aims?"
    r"|seeks?|focus(?:es)?|has|at|from|réunira|aura|se tiendra|tendrá|se celebrará)\b))"
)
_IN_SERIES = re.compile(
    rf"\b(?P<ordinal>{numbers.ORDINAL})\s+(?:[\w-]+\s+){{0,3}}?(?:in|of|within)\s+(?:the|our|its|an?|this)\s+(?P<name>(?:[^\s,.;:()]+\s+){{0,8}}?series"
    rf"(?:\s+(?:of|on)\s+[^,.;:()]+?)?){_STOP}",
    re.IGNORECASE,
)
_EDITION_OF = re.compile(
    rf"\b(?P<ordinal>{numbers.ORDINAL})\s+(?:annual\s+)?{_MEETING}\s+(?:of|in|des?|du|de la|de los|de las|del)\s+(?:the\s+|our\s+|l['’]|los\s+|las\s+|la\s+|les\s+)?(?:annual\s+|biennial\s+)?"
    rf"(?P<name>[A-ZÀ-Ý][^,.;:()]*?){_STOP}",
    re.IGNORECASE,
)
_ANNUAL = re.compile(
    rf"\b(?P<ordinal>{numbers.ORDINAL})\s+(?:annual\s+|biennial\s+)?(?P<name>(?-i:(?:[A-ZÀ-Ý][\w'’-]+\s+(?:(?:of|on|for|and)\s+)?){{1,6}}?"
    r"(?:Dialogue|Conference|Retreat|Forum|Roundtable|Summit|Symposium|Series|Seminar|Meeting|Conversation)s?))\b",
    re.IGNORECASE,
)
_ANY_SERIES = re.compile(
    rf"\b(?:the|our|an?)\s+(?P<name>(?:[\w'’-]+\s+){{1,5}}?series){_STOP}", re.IGNORECASE
)
_NOT_OURS = re.compile(r"\b(?:session|anniversary|century|committee)\b", re.IGNORECASE)

_WITH = re.compile(
    r"\b(?:in (?:close |full |a )?(?:partnership|co-?operation|collaboration|association|conjunction) (?:with|between)|jointly (?:with|by)|together with the (?=Government|Ministr)"
    r"|co-?(?:hosted|organi[sz]ed|convened|sponsored) (?:by|with)|(?:hosted|convened|organi[sz]ed|arranged) (?:jointly )?(?:by|with)"
    r"|with (?:the )?(?:kind |generous |financial |warm )*(?:support|assistance|backing|sponsorship) (?:of|from)"
    r"|en (?:partenariat|coopération|collaboration) avec|avec (?:le soutien|l['’]appui) d(?:e|u|es)|en (?:colaboración|cooperación) con|con el apoyo de)\s+",
    re.IGNORECASE,
)
_BACKED = re.compile(
    r"\b(?:meeting|event|retreat|roundtable|dialogue|conference|workshop|seminar|series|it)\s+(?:is|has been|will be)\s+(?:kindly |generously )?"
    r"(?:supported|funded|sponsored|financed) by\s+",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s*(?:[.;:()]|\s[–—]\s|,?\s+\b(?:in (?:close |full )?(?:partnership|co-?operation|collaboration|association) with|with (?:the )?(?:\w+ )?support (?:of|from)|and supported by|will|which|who|whose|in order to|in preparation|and (?:is|will|aims|builds|brings|takes|follows)|on \d|from \d"
    r"|between \d|ahead of|as part of|to (?:explore|discuss|examine|consider|take|mark|help|support|address|bring|look|identify|review)|réunira|aura lieu|se tiendra)\b)",
    re.IGNORECASE,
)
_SHORT_NAME = 2
_ARTICLE = re.compile(r"^(?:the|le|la|les|l['’]|el|los|las|both|and)\s*(?<=[\s'’])", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:Ministry|Department|Government|Foundation|Institute|Office|University|Embassy|Centre|Center|Agency|Council|Commission|Fund|Trust|Network"
    r"|Union|Bank|Mission|Organi[sz]ation|Federation|Association|Programme|Forum|Alliance|Society|College|Secretariat|Ministère|Fondation|Gouvernement"
    r"|Département|Ministerio|Fundación|Gobierno|Directorate|Academy|School|Group|Initiative|Save)\b",
)


def series(sentences: Sequence[Sentence], title: Found) -> Series | None:
    """The series and the number of this edition in it, in the first sentence that states both."""
    said = [(title.value, title.place), *((sentence.text, sentence.place) for sentence in sentences)]
    for pattern in (_IN_SERIES, _EDITION_OF, _ANNUAL):
        for text, place in said:
            for edition in pattern.finditer(text):
                is_name = edition["name"][0].isupper() or pattern is _IN_SERIES
                if is_name and not _NOT_OURS.search(edition[0]):
                    ordinal = numbers.ordinal(edition["ordinal"])
                    return Series(_series_name(edition["name"]), ordinal, text, place)
    for text, place in said:
        if (found := _ANY_SERIES.search(text)) and re.search(
            r"\b(?:part of|belongs to|in|within)\s+$", text[: found.start()]
        ):
            return Series(_series_name(found["name"]), None, text, place)
    return None


_JOINS = frozenset(
    ["of", "on", "for", "and", "the", "in", "to", "at", "with", "de", "des", "du", "et", "sur", "y", "del"]
)
_KINDS_OF_MEETING = re.compile(
    r"(?:dialogue|conference|retreat|forum|roundtable|summit|meeting|conversation|seminar|symposium|workshop)s?|series",
    re.IGNORECASE,
)


def _series_name(words: str) -> str:
    """A "series of winter retreats" is known by what it is a series of; a name ends where the sentence goes on."""
    named = re.sub(r"^series of\s+", "", " ".join(words.split()), flags=re.IGNORECASE).split()
    for at in range(1, len(named)):
        goes_on = (
            named[at].islower() and named[at] not in _JOINS and not _KINDS_OF_MEETING.fullmatch(named[at])
        )
        if goes_on and named[at - 1][:1].isupper():
            named = named[:at]
            break
        if named[at - 1].casefold() == "series" and named[at].casefold() not in ("of", "on"):
            named = named[:at]
            break
    return " ".join(named).strip(" ,'’\"")


def partners(
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    cover_lines: Sequence[tuple[str, str]],
    gazetteer: Gazetteer,
) -> tuple[Partner, ...]:
    """Those the note says it is held with: in a sentence, on a line "Partners: ...", or under such a heading."""
    found: dict[str, Partner] = {}
    said = [*cover_lines, *((sentence.text, sentence.place) for sentence in sentences)]
    for text, place in said:
        for words in _named_in(text):
            found.setdefault(words.casefold(), _partner(words, gazetteer, text, place))
    for section in sections:
        if promises(section.heading, r"partners?|partenaires|socios|hosts?|convenors?|organi[sz]ers"):
            for block in section.blocks[1:]:
                words = _ARTICLE.sub("", plain(block.text)).strip(" .;,")
                if block.kind is Kind.item and words:
                    found.setdefault(words.casefold(), _partner(words, gazetteer, words, block.place))
    return tuple(found.values())


def _named_in(text: str) -> list[str]:
    named: list[str] = []
    if label := re.match(
        r"(?:partners?|partenaires?|co-?hosts?|hosts?|organi[sz]ers?|socios)\s*:\s*(.+)", text, re.IGNORECASE
    ):
        return _bodies(label[1])
    for pattern in (_WITH, _BACKED):
        for found in pattern.finditer(text):
            if re.search(
                r"\b(?:which|that|who)\s+(?:was|were|is|are|has been)\s+$",
                text[: found.start()],
                re.IGNORECASE,
            ):
                continue
            rest = text[found.end() :]
            end = _CLAUSE_END.search(rest)
            bodies = _bodies(rest[: end.start()] if end else rest)
            named += [] if _is_our_own(found[0], bodies) else bodies
    return named


def _is_our_own(words: str, bodies: list[str]) -> bool:
    """The words "organised by the Foundation" name the house that writes the note; two names are partners of each other."""
    return (
        len(bodies) == 1
        and re.match(r"(?:hosted|convened|organi[sz]ed|arranged) by", words, re.IGNORECASE) is not None
    )


def _bodies(text: str) -> list[str]:
    """In "the Ministry of A and B of C and the D Foundation" there are two, not three."""
    parts: list[str] = []
    for line in re.split(r"\s*[·;\n]\s*", text):
        for part in listed(line) if "," in line else [line]:
            parts += _cut_at_and(part)
    kept = [_ARTICLE.sub("", part).strip(" ,.;'\"") for part in parts]
    return [part for part in kept if re.search(r"[A-ZÀ-Ý]", part) and not re.fullmatch(r"[\W\d]*", part)]


def _cut_at_and(text: str) -> list[str]:
    for found in re.finditer(r"\s+(?:and|et|y|&)\s+", text):
        before, after = text[: found.start()], text[found.end() :]
        with_article = bool(_ARTICLE.match(before.lstrip())) == bool(_ARTICLE.match(after)) and bool(
            _ARTICLE.match(after)
        )
        nearest = re.split(r"\s+(?:and|et|y|&)\s+", after)[0]
        is_second = (
            with_article
            or bool(_BODY.match(after))
            or (bool(_BODY.search(before)) and bool(_BODY.search(nearest)))
        )
        is_bare = len(before.split()) <= _SHORT_NAME and after[:1].isupper() and not _BODY.search(before)
        if is_second or is_bare:
            return [before, *_cut_at_and(after)]
    return [text]


def _partner(words: str, gazetteer: Gazetteer, sentence: str, place: str) -> Partner:
    areas = [mention.area for mention in gazetteer.find(words)]
    return Partner(words, areas[-1].code if areas else "", sentence, place)
