"""Whether a piece of evidence says where a subject spoke: a council or a year somewhere in what was said proves nothing."""

import re
from collections.abc import Callable
from typing import NamedTuple

from underrose.methods.attribution.frames.evidence import Evidence, Kind
from underrose.methods.attribution.frames.lexicon import (
    AUXILIARY,
    BEFORE,
    CAPITAL,
    FINITE,
    NOUN,
    PUBLISHED,
    SPEECH,
    VERB,
    WORK,
    YEAR,
)
from underrose.methods.attribution.frames.notes import MARK
from underrose.methods.attribution.frames.subjects import Standing, Subject

Span = tuple[int, int]


class Stretch(NamedTuple):
    """A sentence with evidence, and the quotations in and before it."""

    text: str
    start: int
    end: int
    quotes: tuple[Span, ...]


_NEAR = 200
"""Characters between a subject and its evidence, beyond which they are no longer one frame."""
_GAP = rf"(?:\s*[(\[][^()\n]{{0,80}}[)\]])?(?:,\s[^,;.“”\"\n]{{1,100}},)?,?(?:\s+(?:{AUXILIARY}|\w+ly))*\s+"
_SAYS_FINITE = re.compile(rf"{_GAP}(?:{FINITE})\b(?!\s*,\s*[^\s“\"„«])")
_TOPIC = r"(?:about|on|of|that|how|what|why|who|which|whether|against|regarding|concerning|for)\b"
_ABOUT = rf"(?:(?:a|an|the|his|her|its|their|my|our)\s+)?(?:(?!{_TOPIC})[\w’'-]+\s+){{0,3}}?"
_BRACKETED = re.compile(
    rf"(?:,\s[^,()\n]{{1,80}},?)?(?:\s+in\s+{YEAR})?\s*[(\[]"
    rf"(?:(?:see|also|cf|e\.g|quoted|cited|in|at|to|from|before|the|his|her|its|an?|{SPEECH}|{PUBLISHED}|{WORK}|{YEAR})[.,:;]*\s*){{0,6}}"
)
_ENTITLED = re.compile(
    rf",\s+{CAPITAL}[\w’'-]*:?(?:\s+(?:{CAPITAL}[\w’'-]*|a|an|and|as|at|by|for|from|in|of|on|or|the|to|with),?:?){{1,16}}\s*\("
)
"""The title of a book without marks, between its author and its publisher in brackets."""
_TOLD = re.compile(
    rf"{_GAP}(?:told|tells?|addresse[ds]|inform(?:s|ed)|brief(?:s|ed)|remind(?:s|ed)|warn(?:s|ed)|assure[ds]|updated|advised|urged|open(?:s|ed))\s+(?:the\s+)?"
)
_SAID_IN = re.compile(
    rf"{_GAP}(?:said|says|stated?s?|wr(?:ites?|ote|itten)|argue[ds]|report(?:s|ed)|testif(?:ied|ies)|sp(?:oke|oken|eaks)|declare[ds]|announce[ds]"
    rf"|published|affirm(?:s|ed)|warn(?:s|ed)|note[ds]|stress(?:es|ed)|emphasi[sz]e[ds]|explain(?:s|ed)|call(?:s|ed)|insist(?:s|ed)|observe[ds]|puts?\s+it|explain(?:s|ed)|argued?)"
    rf"(?:\s+(?:publicly|openly|this))?,?\s+(?:(?:in|to|at|before|during|with)\s+|on\s+(?=\d|$))(?!the\s+(?:group|room|meeting|plenary))(?:{_ABOUT}[(,]?\s*(?:(?:in|to|at|before|with|of)\s+(?:the\s+)?)?)?"
)
_TOLD_IN = re.compile(
    rf"{_GAP}(?:described|explained|outlined|defended|presented|published|wrote|told|set\s+out)\s+(?:the|an?|its|his|her|their)\s+[\w’'-]+(?:\s+[\w’'-]+)?\s+in\s+(?:the\s+)?"
)
"""As "Name described the trial in the Courier of 7 March 2018"; whoever quotes or criticises a report there is no source of it."""
_WHO_SPOKE = re.compile(
    rf",?\s+(?:(?:speaking|writing|testifying|interviewed|quoted|published)\s+(?:to|in|at|before|by)|addressing|briefing|in\s+(?:a|an|his|her|its|their)\s+(?:\w+\s+){{0,3}}?(?:{SPEECH}|{PUBLISHED}|{WORK})(?:\s+(?:to|at|before|of|in|for))?|who\s+(?:told|addressed))\s+(?:the\s+)?(?:\w+\s+)?"
)
_OWN = re.compile(
    rf"[’']s?\s+(?:(?:{YEAR}|[a-z]+|{CAPITAL}\w+)\s+){{0,3}}?(?:(?:{SPEECH}|{PUBLISHED}|{WORK})s?(?:\s+(?:to|at|before|in|of|for)\s+(?:the\s+)?|\s*,?\s*\(?|,\s+))?",
    re.IGNORECASE,
)
_OWN_NOUN = re.compile(rf"\b(?:{SPEECH}|{PUBLISHED}|{WORK})s?\b", re.IGNORECASE)
_IN_ITS_OWN = re.compile(
    r",?\s+(?:speaking\s+|writing\s+)?in\s+(?:an?|the|his|her|its|their)?\s*(?:[a-z]+\s+){0,2}"
)
_ITS_OWN = re.compile(r"[’']s?\s+(?:\w+\s+){0,2}")
_JUDGE = re.compile(r"(?:the\s+)?(?:Judge|Justice|Lord|Lady|President|Chief)\b", re.IGNORECASE)
_TITLED = re.compile(
    rf"[’']s?\s+(?:{CAPITAL}[\w’'-]*\s+(?:(?:of|and|the|for|that|in|on|a)\s+){{0,2}}){{1,10}}"
)
_WHERE = re.compile(r",?\s+(?:[^.;“”\"()\n]{0,40},\s+)?(?:where|in\s+which)\s+")
_APPEARED = re.compile(r"\s+(?:had\s+)?(?:appeared|acted|pleaded|presided|dissented|represented)\b")
_BY_SOMEBODY = re.compile(rf"\b(?:{FINITE})\s+by\s+(?:the\s+)?$")
_AT_OR_IN = re.compile(r"\s+(?:to|in|at|before)\s+(?:an?\s+)?(?:the\s+)?(?:public\s+)?")
_TOPICAL = re.compile(r"\W*(?:On|With|Through)\b")
_HIS_WORK = re.compile(
    rf"In\s+(?:his|her|their)\s+(?:[a-z]+\s+){{0,2}}?(?:{YEAR}\s+)?(?:{WORK})\s+[^.;“”\"()\n]{{0,80}}\(?"
)
_BEGINS_OWN = re.compile(
    rf"(?:{YEAR}\s+(?:\w+\s+){{0,3}}?)?(?:{SPEECH}|{PUBLISHED}|{WORK}|judgment|ruling)s?\b", re.IGNORECASE
)
_HELD_IN = re.compile(
    rf"{_GAP}(?:{FINITE})\s+(?:in|at|through|with|by)\s+(?:the\s+|its\s+)?(?:case\s+of\s+)?"
)
_OWN_BRACKET = re.compile(
    rf"[’']s?\s+(?:(?:{YEAR}|[a-z]+|{CAPITAL}\w+)\s+){{0,3}}?(?:{SPEECH}|{PUBLISHED}|{WORK})s?,?\s[^()\n.;“”\"]{{0,80}}\(",
    re.IGNORECASE,
)
_LISTED_ALONE = re.compile(r"\s*(?:(?:See(?:\s+also)?|Cf\.?|Source)\s*:?\s*)?")
_VERB_BEFORE = re.compile(rf"[,”\"»]\s*(?:{FINITE})\s+(?:the\s+)?$")
_BY = re.compile(r"[)\]]?,?\s+(?:by|of|from)\s+(?:the\s+)?")
_FRONTED = re.compile(
    r"(?:In|During|At|Before|Speaking|Addressing|Writing|Briefing|On|To|Through|With|Already|As early as|Testifying|Interviewed)\b[^,;:“”\"]{0,100}$"
)
_INTO = re.compile(r"[)\]]?(?:\s+(?:in|on|of|at)\s+[\w\s]{1,25}?)?[)\]]?,?\s+(?:also\s+|then\s+)?")
_AFTER_QUOTE = re.compile(r"[.,]?\s*(?:\[?\(|[—–-]+\s*)(?:[^()“”\"\n]{0,60})")
_SAYS_QUOTE = re.compile(rf"(?:{_GAP}(?:{VERB})\b|\s*[(\[][^()\n]{{0,80}}[)\]])[^.“”\"„«\n]{{0,60}}")
_QUOTE_SAID = re.compile(
    rf"[.,]?\s*(?:(?:{VERB})\s+(?:by\s+)?(?:the\s+)?|[Tt]hese\s+(?:\w+\s+){{1,2}}(?:of|from|by)\s+|[—–-]+\s*|,?\s*as\s+)"
)
_DASHED = re.compile(r"[^.;“”\"\n]{0,90}")
_CLOSING = re.compile(r"(?:,[^()\n]{0,40}(?=[)\]]))?[)\]\s.”\"*_0-9¹²³⁰⁴-⁹]*$")
_OF_ITS_OWN = re.compile(r",\s+(?:in\s+)?(?:the\s+)?")
_THEIRS = re.compile(r"\b(?:his|her|their)\b")
_ON = re.compile(r"\b(?:of|on|about|regarding|concerning)\s+(?:the\s+)?$")
_DASH = re.compile(r"\s*[—–-]+\s*")
_OPEN_BRACKET = re.compile(r"[(\[][^()\[\]]{0,60}$")
_AS_BEFORE = re.compile(r"(?:^|[\s“\"(])[Aa]s\s+(?:the\s+)?$")
_SAYS_AS = re.compile(rf"{_GAP}(?:{FINITE}),\s")
_IT = "so|it|this|the|same|her|his|its|their|out|points?|arguments?|case|views?|position|claim|proposal|idea|remark|as|much|exactly|clear|plain|first|again"
"""What is said in public, told in few words: with more of them it may be somebody else who said it."""
_OPENLY = re.compile(r"public(?:ly)?\b|(?:tweet|blogg|post)ed\b|in public|on the record|in open session|\d")
_IN_PUBLIC = re.compile(
    rf"{_GAP}(?:{FINITE}|made|took|gave|set|laid|put|did)(?:\s+(?:{_IT})){{0,4}}?,?\s+(?:(?:in|at|during|before|to)\s+)?(?:an?\s+|the\s+)?"
)
_TAKEN_BY = re.compile(r"\b(?:publicly|in public|on the record)\s+by\s+(?:the\s+|an?\s+)?$")
_ACCORDING = re.compile(rf"\b(?:{BEFORE})\s+(?:the\s+)?$", re.IGNORECASE)
_SPOKEN = re.compile(rf"\b(?:{VERB}|{NOUN})\b")
_ENDED = re.compile(r"[.;“”\"]\s")


def belongs(stretch: Stretch, subject: Subject, proof: Evidence) -> bool:
    """Whether the evidence says where this subject spoke."""
    if proof.start < subject.end:
        return _precedes(stretch, subject, proof)
    between = stretch.text[subject.end : proof.start]
    is_near = len(between) <= _NEAR and any(is_so(stretch, subject, proof, between) for is_so in _BEHIND)
    return (
        is_near
        or _closes_a_quotation(stretch, subject, proof)
        or _closes_the_sentence(stretch, subject, proof)
    )


def quotation_of(stretch: Stretch, subject: Subject) -> Span | None:
    """The quotation that this subject says."""
    for start, end in stretch.quotes:
        if _speaks(stretch.text, subject, start, end):
            return start, end
        after = stretch.text[subject.end : start]
        if 0 < len(after) < _NEAR and _SPOKEN.search(after) and not _ENDED.search(after):
            return start, end
    return None


def _in_brackets(stretch: Stretch, subject: Subject, proof: Evidence, between: str) -> bool:
    """As "Name (where and when)", or "(Name, where and when)"."""
    opened = _opened(stretch, proof, between)
    if proof.kind is Kind.work and _ENTITLED.fullmatch(opened):
        return True
    aside = opened.rpartition("(")[0]
    if proof.kind > Kind.instrument and _BRACKETED.fullmatch(opened) and not _OWN_NOUN.search(aside):
        return True
    is_cited = stretch.text[max(0, subject.start - 1) : subject.start] in ("(", "[")
    return is_cited and proof.kind >= Kind.work and _OF_ITS_OWN.fullmatch(between) is not None


def _opened(stretch: Stretch, proof: Evidence, between: str) -> str:
    """What stands between, with the bracket that the evidence begins with."""
    return between + stretch.text[proof.start] if stretch.text[proof.start] in "([" else between


def _spoke_there(stretch: Stretch, subject: Subject, proof: Evidence, between: str) -> bool:
    """As "Name told the council in 2017", "Name wrote in ...", "Name, speaking at ..."."""
    if proof.kind >= Kind.place_and_time and _TOLD.fullmatch(between):
        return True
    if proof.kind > Kind.instrument and _SAID_IN.fullmatch(between):
        return subject.standing > Standing.held_by_many or proof.kind >= Kind.work
    if proof.kind > Kind.instrument and _WHO_SPOKE.fullmatch(between):
        return True
    if proof.kind is Kind.speech and _TOLD_IN.fullmatch(between):
        return True
    before = stretch.text[stretch.start : subject.start]
    is_said_by = _VERB_BEFORE.search(before) or _BY_SOMEBODY.search(before)
    return is_said_by is not None and proof.kind >= Kind.address and _AT_OR_IN.fullmatch(between) is not None


def _stands_in(stretch: Stretch, subject: Subject, proof: Evidence, between: str) -> bool:
    """As "Name, in his statement to the council in 2017", "the Assembly, in resolution 70/262", "the Court held in Smith v. X"."""
    if subject.standing > Standing.held_by_many:
        return any(one.fullmatch(between) for one in (_IN_ITS_OWN, _HELD_IN, _ITS_OWN))
    if proof.kind is Kind.judgment and _JUDGE.match(stretch.text, subject.start):
        return any(one.fullmatch(between) for one in (_IN_ITS_OWN, _HELD_IN))
    is_own = _BEGINS_OWN.match(stretch.text, proof.start) is not None and proof.kind > Kind.instrument
    is_titled = proof.kind is Kind.work and stretch.text[proof.start] in '“"«*_'
    if (is_own or is_titled) and re.fullmatch(r",\s+", between):
        return _LISTED_ALONE.fullmatch(stretch.text[stretch.start : subject.start]) is not None
    return is_own and _IN_ITS_OWN.fullmatch(between) is not None


def _owns(stretch: Stretch, _: Subject, proof: Evidence, between: str) -> bool:
    """As "Name’s 2005 report “Title”", "Name’s statement to the council in 2017"."""
    if proof.kind <= Kind.instrument:
        return False
    is_bracketed = stretch.text[proof.start] == "(" and _TITLED.fullmatch(between) is not None
    if _OWN_BRACKET.fullmatch(_opened(stretch, proof, between)) or (is_bracketed and proof.kind is Kind.work):
        return True
    if not _OWN.fullmatch(between):
        return False
    named = between + stretch.text[proof.start : proof.end]
    return proof.kind is Kind.work or _OWN_NOUN.search(named) is not None


def _said_in_public(stretch: Stretch, subject: Subject, proof: Evidence, between: str) -> bool:
    """As "Name said so in public, at the Summit on 4 June 2019", "it was said in public by Name on 4 June 2019 at the Summit"."""
    if proof.kind < Kind.in_public or not _OPENLY.match(stretch.text, proof.start):
        return False
    before = stretch.text[stretch.start : subject.start]
    if stretch.text.startswith(("tweeted", "blogged", "posted"), proof.start):
        return re.fullmatch(_GAP, between) is not None
    return _IN_PUBLIC.fullmatch(between) is not None or (
        _TAKEN_BY.search(before) is not None
        and re.fullmatch(r",?\s+(?:on\s+|at\s+|in\s+)?(?:the\s+)?", between) is not None
    )


_Relation = Callable[[Stretch, Subject, Evidence, str], bool]
_BEHIND: tuple[_Relation, ...] = (_in_brackets, _spoke_there, _stands_in, _owns, _said_in_public)


def _precedes(stretch: Stretch, subject: Subject, proof: Evidence) -> bool:
    """The evidence stands in front: by the subject, a case it appeared in, or what opens the sentence ("In its general comment 36, ...")."""
    between = stretch.text[proof.end : subject.start]
    is_body = subject.standing > Standing.held_by_many and proof.kind is Kind.instrument
    if (is_body or proof.kind in (Kind.work, Kind.speech, Kind.document)) and _BY.fullmatch(between):
        return True
    if (
        proof.kind is Kind.judgment
        and _WHERE.fullmatch(between)
        and _APPEARED.match(stretch.text, subject.end)
    ):
        return True
    head = stretch.text[stretch.start : proof.start]
    fronted = _FRONTED.search(head)
    if not fronted or head[: fronted.start()].strip(" “\"'*_•-") or not _INTO.fullmatch(between):
        return False
    return _opens_for(stretch, subject, proof, head)


def _opens_for(stretch: Stretch, subject: Subject, proof: Evidence, head: str) -> bool:
    """Whether evidence that opens a sentence says where its subject spoke; `head` is what stands before the evidence."""
    if proof.kind is Kind.work and _HIS_WORK.fullmatch(head):
        return True
    if not _SAYS_FINITE.match(stretch.text, subject.end, stretch.end):
        return False
    if subject.standing > Standing.held_by_many:
        return True
    if proof.kind < Kind.place_and_time:
        named = head + stretch.text[proof.start : proof.end]
        is_own = _THEIRS.search(head) is not None and _OWN_NOUN.search(named) is not None
        return is_own and proof.kind > Kind.instrument and not _ON.search(head)
    return not _TOPICAL.match(head) and not _ON.search(head)


def _closes_a_quotation(stretch: Stretch, subject: Subject, proof: Evidence) -> bool:
    """As "Name said, “...” (where and when)", or "“...” — Name, where and when"."""
    text = stretch.text
    for start, end in stretch.quotes:
        after = text[end : proof.start] if end <= proof.start else ""
        if _AFTER_QUOTE.fullmatch(after) and _speaks(text, subject, start, end):
            return True
        is_dashed = _DASH.fullmatch(text[end : subject.start]) is not None
        if is_dashed and _DASHED.fullmatch(text[subject.end : proof.start]):
            return True
    return False


def _closes_the_sentence(stretch: Stretch, subject: Subject, proof: Evidence) -> bool:
    """As "Name said that ... (where and when)." For a bare name only what proves that this person spoke will do."""
    text = stretch.text
    is_marked = MARK.match(text, proof.start) is not None
    is_apart = is_marked or text[stretch.start : proof.start].rstrip()[-1:] in tuple("([—–")
    if not is_apart and not _OPEN_BRACKET.search(text[subject.end : proof.start]):
        return False
    if not _CLOSING.match(text, proof.end, stretch.end):
        return False
    says = _SAYS_FINITE.match(text, subject.end, stretch.end)
    before = text[stretch.start : subject.start]
    if not says and _AS_BEFORE.search(before):
        says = _SAYS_AS.match(text, subject.end, stretch.end)
    if not says and not _ACCORDING.search(before):
        return False
    return proof.kind >= (Kind.document if subject.standing > Standing.held_by_many else Kind.speech)


def _speaks(text: str, subject: Subject, start: int, end: int) -> bool:
    """Whether the quotation is said by the subject: "S said, “...”" or "“...”, said S"."""
    if subject.end <= start:
        return _SAYS_QUOTE.fullmatch(text[subject.end : start]) is not None
    return end <= subject.start and _QUOTE_SAID.fullmatch(text[end : subject.start]) is not None
