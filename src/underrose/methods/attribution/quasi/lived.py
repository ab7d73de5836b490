"""Deeds that one person alone can have done, though nothing in them can be looked up: "I once ate lunch for a year in a cupboard".

The subject is "I" or somebody of the room ("the one who", "she who", "one of us had"); the verb is one of doing, in the past.
What stands in its clause is weighed: a relative, a time it took, a first, something grave, a scene; talk of the meeting, and
what is only thought of, weighs against it. Nobody can say who fits, so whoever reads the finding decides.
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.verbs import is_finite

LIVED = "lived"
"""The variant of such hits."""
_LISTS = {name: frozenset(listed) for name, listed in toml("lived").items()}
_NO_DEEDS = frozenset(toml("firsthand")["no_deeds"]) - _LISTS["done"] | _LISTS["talk"]
_NUMBER = "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\\w+)?|several|many|\\d{1,2})"
_SPAN = "(?:year|month|week|winter|summer|night|decade|day|hour|season)s?"
_WHOEVER = (
    "participant|speaker|delegate|colleague|someone|somebody|person|panellist|attendee|guest|member|woman|man|lady"
    "|gentleman|one|respondent|contributor|interviewee"
)
_LEAD = re.compile(
    rf"\b(?:(?P<first>i)(?= )|(?P<definite>(?:the|that) (?:\w+ )?(?:{_WHOEVER}),? who|(?:she|he),? who)(?= )"
    rf"|(?:(?:an?|one|another|our|this) (?:\w+ )?(?:{_WHOEVER})|someone|somebody|(?:one|another) of (?:us|those (?:present|in the room))),?(?: who(?= )|(?= had )))"
)
_VERB = re.compile(
    r"(?P<been>(?: (?:have|had|has|once|myself|herself|himself|then|also|ever|personally|still|even|twice|alone|actually|later|first|since|long"
    r"|never|not|\w+ly|'ve|'d))*) (?P<verb>[\w-]+)"
)
_END = re.compile(
    r"[.;!?:\n\"()→]| - |, (?:and|but|so|which|who|he|she|they|we|i|it|that|this|although|though)\b| and (?:i|we|he|she|they|it)\b"
)
_WORD = re.compile(r"[\w'-]+")
_FIRST_OF = re.compile(
    r"(?:was|were|became|been) (?:the |their |its )?(?:first|only|last|youngest|oldest|sole|second) (?!to\b|of\b|in\b)"
)
_AGAIN = frozenset(
    (
        "who",
        "which",
        "that",
        "i",
        "we",
        "he",
        "she",
        "they",
        "and",
        "or",
        "as",
        "when",
        "while",
        "where",
        "before",
        "after",
        "because",
        "to",
    )
)


def _listed(name: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, _LISTS[name]), key=len, reverse=True)) + ")"


_FIRST_ONE = re.compile(
    r"\b(?:i|she|he),? (?:who )?(?:had been|have been|has been|was|became|am|is|remains?) (?:(?:still|then|also|once) )?(?:the|their|our|its) (?:very )?(?:first|only|last|youngest|sole)"
    r" (?!speaker|participant|one|person|time|to|in|of|two|three|day|point|question|voice)[\w-]+(?: [\w-]+)?"
    r" (?:to (?!speak|ask|agree|raise|mention|say|leave|arrive|reply|answer|take|vote|disagree|note|object|notice|intervene|respond|be here|attend|sign up)|ever to |in (?:the|her|his|my|their|our) (?!room|group|session|meeting|panel|list|front|back)\w)"
)
_STATES = frozenset({"was", "been", "became"})
_BEFELL = re.compile(rf" (?:\w+ly |once |twice )?{_listed('grave')}\b")
_BEFORE = re.compile(
    r"(?:^|[.;:!?\n\"-] *)((?:at|as|in|on|during|after|before|for|aged|when) [\w' -]{2,45}?),? $"
)
"""What is said of the time before "I": "at nineteen I", "in the winter of the strike I"."""
_NEXT = 60
_DOES = frozenset(
    (
        "needs",
        "wants",
        "likes",
        "asks",
        "says",
        "knows",
        "thinks",
        "lives",
        "goes",
        "comes",
        "gets",
        "makes",
        "gives",
        "takes",
        "keeps",
        "leaves",
        "wishes",
        "hopes",
    )
)
_LONGEST, _LEAST, _SOON = 220, 2.5, 4
_RARE, _MOST_RARE, _SHORT, _SELDOM = 0.5, 3, 3, 6
"""What a rare word weighs and how many count; how long it is at least, and how often common texts have it at most."""


_SIGNS: tuple[tuple[re.Pattern[str], float, int], ...] = (
    (
        re.compile(rf"\b(?:my|his|her|their) (?:own |only |eldest |youngest |late |\w+ )?{_listed('kin')}\b"),
        1.0,
        1,
    ),
    (
        re.compile(
            r"\bown\b|\bonce\b|\btwice\b|\b(?:three|four|five) times\b|\bso that\b|\bthen \w+(?:ed|an|ew)\b"
        ),
        0.5,
        2,
    ),
    (re.compile(r"\bthe (?:first|only|last|youngest|oldest|sole) [\w-]+"), 1.0, 1),
    (re.compile(rf"\bfor (?:an?|the|half an?|{_NUMBER}) (?:\w+ )?{_SPAN}\b|\b{_NUMBER} {_SPAN}\b"), 1.0, 1),
    (
        re.compile(
            r"\b(?:the|one|that) (?:night|day|morning|evening|week|winter|summer|spring|autumn|year|hour|month|eve) (?:of|after|before|that|when|we|they|he|she|i|my|the)\b"
            r"|\bat the age of\b|\baged \w+|\bas an? (?:child|girl|boy|schoolgirl|schoolboy|student|young)\b|\bat (?:six|seven|eight|nine|ten|eleven|twelve|\w+teen)\b"
        ),
        1.0,
        1,
    ),
    (re.compile(rf"\b{_listed('grave')}\b"), 1.0, 2),
    (
        re.compile(
            r"\b(?:police|army|navy|court|hospital|ministry|embassy|palace|barracks|factory|church|mosque|convent|monastery|school|village|station|parliament|province|regiment|battalion|mission)\b"
        ),
        0.5,
        1,
    ),
    (
        re.compile(
            rf"\b(?:in|on|at|under|past|behind|with|from|through|across|inside|aboard|over|into|down|up|beside|against|between|by|to) (?:an?|the|my|his|her|our|their|one|two|three)"
            rf" (?!{_listed('idle')}\b)(?:[\w-]+ )?[\w-]+|\b(?:in|on|with|under|by) (?:[\w-]+ )?(?:papers?|foot|horseback|bicycle|hands|knees|candlelight|secret)\b"
        ),
        0.5,
        3,
    ),
)
"""What weighs for a deed, how much, and how often at most."""
_AGAINST = (
    (re.compile(rf"\b{_listed('meeting')}\b"), 1.5, 2),
    (re.compile(rf"\b{_listed('everyday')}\b"), 1.0, 2),
    (re.compile(rf"\b{_listed('thought')}\b"), 1.5, 1),
    (re.compile(r"\b(?:this|these|today|yesterday|tomorrow|very|really|always|often|usually)\b"), 0.5, 2),
)


def lived(passage: Passage) -> Iterator[Span]:
    """The clauses of such deeds, in places of the folded text. O(text): two patterns, and a few over each clause."""
    firsts = [
        (found.start(), _ends(passage.folded, found.end(), is_relative=" who " in found[0]))
        for found in _FIRST_ONE.finditer(passage.folded)
    ]
    yield from firsts
    for start, end in _deeds(passage.folded):
        if not any(first < end and start < last for first, last in firsts):
            yield start, end


def _deeds(folded: str) -> Iterator[Span]:
    taken = -1
    for lead in _LEAD.finditer(folded):
        if lead.start() < taken:
            continue
        found = _VERB.match(folded, lead.end())
        if found is None or not _is_deed(found):
            continue
        end = _ends(folded, found.end(), is_relative=lead.group().endswith("who"))
        before = _BEFORE.search(folded, max(0, lead.start() - _NEXT), lead.start()) if lead["first"] else None
        clause = folded[found.start() : end] + (f" {before[1]}" if before else "")
        if _weight(lead, found, clause) >= _LEAST:
            taken = end
            yield lead.start(), end


def _is_deed(found: re.Match[str]) -> bool:
    """Whether the verb is one of doing, in the past."""
    verb, been = found["verb"], found["been"].split()
    if verb in _NO_DEEDS or "not" in been or "never" in been:
        return False
    if verb in _STATES:
        rest = found.string[found.end() : found.end() + _NEXT]
        return _FIRST_OF.match(f"{verb}{rest}") is not None or _BEFELL.match(rest) is not None
    return verb in _LISTS["done"] or (verb.endswith("ed") and is_finite(verb))


def _ends(folded: str, at: int, *, is_relative: bool) -> int:
    found = _END.search(folded, at, at + _LONGEST)
    end = found.start() if found else min(len(folded), at + _LONGEST)
    if not is_relative:
        return end
    before: list[str] = []
    for word in _WORD.finditer(folded, at, end):
        # "She who carried the flag laughed": the clause ends where the verb of the sentence stands.
        if (
            len(before) >= _SOON
            and (is_finite(word[0]) or word[0] in _DOES)
            and _AGAIN.isdisjoint(before[-_SOON:])
        ):
            return word.start() - 1
        before.append(word[0])
    return end


def _weight(lead: re.Match[str], found: re.Match[str], clause: str) -> float:
    told = 0.5 * (lead["definite"] is not None) + 0.5 * ("had" in found["been"].split())
    told -= found["verb"] in _LISTS["slight"]
    told += 1.0 * (_FIRST_OF.search(clause) is not None)
    told += 0.5 * (_OBJECT.match(clause, len(found[0])) is not None)
    for pattern, worth, most in _SIGNS:
        told += worth * min(most, sum(1 for _ in pattern.finditer(clause)))
    told += _RARE * min(_MOST_RARE, sum(map(_is_rare, _WORD.findall(clause, len(found[0])))))
    meant = clause.partition(" so that ")[0]
    for pattern, worth, most in _AGAINST:
        told -= worth * min(most, sum(1 for _ in pattern.finditer(meant)))
    return told


def _is_rare(word: str) -> bool:
    """Whether common texts hardly ever have a word: things one sees, not what meetings speak of."""
    return len(word) > _SHORT and gate_words().count(word) <= _SELDOM


_OBJECT = re.compile(
    r" (?!(?:to|in|on|at|from|with|of|for|by|as|that|out|up|off|down|into|over|about|it|them|him|her|me|us|here|there|and|or|not|so|very|back|away)\b)\w[\w-]*"
)
