"""Labels of notes: who is noted before, behind or beside what was said.

“- monk, Sri L.: alms", "tags help (officer, N. Nigeria)", "“no” - Kenyan lawyer", "envoy (NL) wanted copies", "press sceptical".
Notes part what they hold by bullets, dashes and arrows; between two of them stands an entry. A label (`noted_words`) is one
of a speaker when a sign parts it from what follows, when it closes an entry that was said, or when a verb follows a noun
that prose would give an article. O(words of the sentence).
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.noted_words import (
    BRACKETS,
    ENDS,
    LONGEST,
    LONGEST_CUT,
    LONGEST_TAIL,
    NOTES,
    PEOPLE,
    Label,
    LabelReader,
    behind_bracket,
    is_beside,
)
from underrose.methods.attribution.quasi.phrase import DASHES, Verdict
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, VERBS, Kind, Token
from underrose.methods.attribution.quasi.verdicts import verdict

COLLECTIVES = frozenset(NOTES["collectives"])
"""Bodies of people by one word, as notes put them before what they said: "press", "clergy"."""
SIGNS = (":", "→", "⇒", " - ", "=", ">", ";")
"""Without one of them a sentence has no label of a body of people."""
_BULLETS, _MARKS, _BY = frozenset(NOTES["bullets"]), frozenset(NOTES["marks"]), frozenset(NOTES["by"])
_ROWS, _MASS, _FIELDS = frozenset(NOTES["rows"]), frozenset(NOTES["mass"]), frozenset(NOTES["fields"])
_OBJECTS, _VOTES = frozenset(NOTES["objects"]), frozenset(NOTES["votes"])
_STANCES, _PRESIDING = words("stances"), words("presiding")
_WHENCE = frozenset({"country", "region", "city", "body"})
_PLACES = frozenset({"country", "region", "city"})
_CLOSED = frozenset({".", "!", '"'})
_STOPS = frozenset({".", "?", ";", '"', "!", ")", "/", "|"})
_GOES_ON = Kind.sign | VERBS | Kind.origin | Kind.aside | Kind.adverb
_TELLING = VALUES | Kind.short
_NO_STANCE = Kind.origin | Kind.again | Kind.adverb | VERBS
_PARTING = _BULLETS | DASHES | {":"}
_MAY_PART = _PARTING | {")", "."}
_MONTHS = gate_words().months - {"may", "march"}
_VERY = frozenset({"v", ".", "very", "quite", "rather", "so", "too"})
_THERE = frozenset({"there", "here"})
_NUMBERED = re.compile(r"[a-z]{0,2}\d\S*")
"""“14.20”, "2x", "q3"."""
_LONGEST_TEXT, _SHORT_LIST = 3, 3
"""Words of a text too short to be one that was said; words behind a count that a sign ends: "3 seats, ..."."""


class NotedLabels:
    """Reads them for one roster."""

    __slots__ = ("_labels", "_reader")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._labels = LabelReader(reader)

    def of(self, tokens: list[Token], said: set[str]) -> tuple[list[Mention], list[tuple[int, int]]]:
        """The labels of one sentence, whose words are `said`, in order; and where a word looks like one and heads something else."""
        found = [] if said.isdisjoint(_FIELDS) else self._fields(tokens)
        denied: list[tuple[int, int]] = []
        free = 0 if not found else len(tokens)
        for at in _entries(tokens):
            if at < free or not _may_begin(tokens, at) or not (labels := self._labels.joined(tokens, at)):
                continue
            if self._is_of_speaker(tokens, labels[-1]) and all(_is_told(tokens, one) for one in labels[:-1]):
                found += [_mention(tokens, label) for label in labels]
                free = labels[-1].end
            elif _is_heading(tokens, labels[-1]):
                denied.append((tokens[labels[-1].first].start, tokens[labels[-1].end].end))
        for label in self._others(tokens, said):
            mention = _mention(tokens, label)
            if not any(one.start < mention.end and mention.start < one.end for one in found):
                found.append(mention)
        return sorted(found, key=lambda one: one.start), denied

    def _others(self, tokens: list[Token], said: set[str]) -> Iterator[Label]:
        """Labels that begin no entry; each kind is looked for where its sign stands."""
        if not said.isdisjoint(BRACKETS):
            yield from self._bracketed(tokens)
        if "," in said:
            yield from self._listed(tokens)
        if not said.isdisjoint(_VOTES):
            yield from self._voted(tokens)
        if not said.isdisjoint(_OBJECTS):
            yield from self._objects(tokens, said)

    def _fields(self, tokens: list[Token]) -> list[Mention]:
        """“Role: judge. Country: Ghana.”: the form of a questionnaire, whose fields are of one person."""
        labels = []
        for at in range(1, len(tokens)):
            if tokens[at].text != ":" or tokens[at - 1].text not in _FIELDS:
                continue
            label = self._labels.read(tokens, at + 1)
            after = tokens[label.end] if label and label.end < len(tokens) else None
            is_end = after is None or bool(after.kinds & Kind.sign) or after.text in _BULLETS
            if label and not label.is_plural and is_end and len(label.pieces) == len(label.axes):
                labels.append(label)  # "sector: government, parliament, media" is what may be chosen
        if not labels:
            return []
        mention = _mention(tokens, labels[0])
        for label in labels[1:]:
            mention.pieces = [*mention.pieces, *label.pieces]
            mention.end = tokens[label.end - 1].end
        mention.is_again = True
        return [mention]

    def _is_of_speaker(self, tokens: list[Token], label: Label) -> bool:
        """Whether what follows a label makes it one of somebody who spoke."""
        if label.axes <= {"works_on"}:
            return False
        behind = behind_bracket(tokens, label.end)
        after = tokens[behind] if behind < len(tokens) else None
        if after is None or after.text in _STOPS:
            return _is_whole(tokens, label)
        if after.text in ENDS or after.text in DASHES:
            return _is_before(tokens, label, behind)
        if after.text == ",":
            return _is_told_more(tokens, label, behind)
        if after.text in _THERE:
            return self._is_there(tokens, label)
        return _acts(tokens, label, label.end)

    def _is_there(self, tokens: list[Token], label: Label) -> bool:
        """“Rangoon side: lists; lawyer there has copies": from the place noted before."""
        if not _acts(tokens, label, label.end + 1):
            return False
        before = [token for token in tokens[: label.first] if token.kinds & Kind.place]
        if before:
            label.pieces += self._reader.meanings(before[-1])
            label.end += 1
        return True

    def _bracketed(self, tokens: list[Token]) -> Iterator[Label]:
        """“Tags help (officer, N. Nigeria)”: in brackets at the end of an entry, or before it."""
        for at, token in enumerate(tokens):
            if token.text not in BRACKETS or _is_beside_somebody(tokens, at):
                continue
            near = range(at + 1, min(len(tokens), at + LONGEST))
            close = next((place for place in near if tokens[place].text == BRACKETS[token.text]), None)
            if close is None:
                continue
            first = next((place for place in range(at + 1, close) if tokens[place].text not in _BY), close)
            label = self._labels.read(tokens[:close], first)
            if label is None or label.end < close or not label.is_called or label.is_plural:
                continue
            after = tokens[close + 1] if close + 1 < len(tokens) else None
            is_end = after is None or bool(after.kinds & Kind.sign) or after.text in _BULLETS
            is_front = at == 0 or _parts(tokens, at - 1)
            is_sure = len(label.axes) > 1 or (is_end and _is_said_alone(tokens, label))
            if is_sure and (is_end or is_front):
                yield label

    def _listed(self, tokens: list[Token]) -> Iterator[Label]:
        """“Left early: envoy NL, judge BD”, "NL sceptical, Mali silent": behind a comma, where nothing else can be meant."""
        for at in [at for at, token in enumerate(tokens[:-1]) if token.text == ","]:
            first = at + 1 + (tokens[at + 1].text == "1")
            if first >= len(tokens) or not tokens[first].kinds & _TELLING:
                continue
            label = self._labels.read(tokens, first)
            if label is None or label.has_article or label.is_plural:
                continue
            after = tokens[label.end] if label.end < len(tokens) else None
            is_end = after is None or after.text in {",", ".", ";"}
            is_list = is_end and label.is_one and any(token.text == ":" for token in tokens[:at])
            if is_list or _is_placed_stance(tokens, label):
                yield label

    def _objects(self, tokens: list[Token], said: set[str]) -> Iterator[Label]:
        """“Tbc with Nigerian judge”: a noun that prose would give an article, in a note, told apart by more than one thing."""
        is_note = not _MARKS.isdisjoint(said) or tokens[0].text in DASHES
        if not is_note and tokens[-1].text in _CLOSED:
            return
        for at, token in enumerate(tokens[:-1]):
            if token.text not in _OBJECTS or not tokens[at + 1].kinds & _TELLING:
                continue
            label = self._labels.read(tokens, at + 1)
            if label is None or not label.is_one or label.has_article or label.has_side:
                continue
            if not any(tokens[place].kinds & Kind.role for place in label.values):
                continue
            after = tokens[label.end] if label.end < len(tokens) else None
            if after is None or after.kinds & _GOES_ON or after.text in _BULLETS or after.text in _BY:
                yield label

    def _voted(self, tokens: list[Token]) -> Iterator[Label]:
        """“Against: Mali, Peru”, "2 against (EG, SD)", "abstention: Uganda": places behind a word for a vote."""
        for at, token in enumerate(tokens[:-1]):
            if token.text not in {":", "("} or not at or tokens[at - 1].text not in _VOTES:
                continue
            label = self._labels.read(tokens, at + 1)
            if label is not None and label.axes <= _PLACES and not label.has_article:
                label.is_plural = len(label.values) > 1
                yield label


def _mention(tokens: list[Token], label: Label) -> Mention:
    mention = Mention(tokens[label.first].start, tokens[label.end - 1].end, label.pieces)
    mention.is_plural = label.is_plural
    return mention


def _entries(tokens: list[Token]) -> Iterator[int]:
    """Where entries begin: at the first word, and behind bullets, dashes, arrows, colons and what counts."""
    parting = [at for at, token in enumerate(tokens) if token.text in _MAY_PART and _parts(tokens, at)]
    for before in (-1, *parting):
        at = before + 1
        while at < len(tokens) and (_is_blank(tokens[at]) or tokens[at].kinds == Kind.adverb):
            at += 1
        if at < len(tokens):
            yield at


def _may_begin(tokens: list[Token], at: int) -> bool:
    """Whether a label may begin with a word: no verb, and no noun for a thing that no noun for a person follows."""
    token = tokens[at]
    kinds = _TELLING | Kind.determiner | Kind.room | Kind.person | Kind.neutral
    if token.kinds & kinds or token.text in BRACKETS or is_beside(token) or len(token.text) <= LONGEST_CUT:
        return True
    return any(one.kinds & (Kind.role | Kind.short | Kind.title) for one in tokens[at + 1 : at + 3])


def _parts(tokens: list[Token], at: int) -> bool:
    """Whether a token parts two entries."""
    text = tokens[at].text
    if text in _PARTING:
        return True
    if text not in {")", "."} or not at:
        return False
    before = tokens[at - 1].text
    if _is_count(tokens[at - 1]) or (text == ")" and len(before) == 1):
        return True
    return text == "." and len(before) > LONGEST_CUT  # a new sentence that begins with a small letter


def _is_count(token: Token) -> bool:
    return not token.text.isalpha() and bool(_NUMBERED.fullmatch(token.text))  # most are words


def _is_blank(token: Token) -> bool:
    """What stands before the first word of an entry: a time, a number, a sign."""
    return (
        _is_count(token)
        or token.text in _BULLETS
        or bool(token.kinds & Kind.sign and token.text not in BRACKETS)
    )


def _is_told(tokens: list[Token], label: Label) -> bool:
    """Whether a label tells of people: by a noun for them, a side, a body of people, or a field and a place."""
    texts = {tokens[at].text for at in label.values}
    if label.nouns:
        return len(label.axes) > 1 or not (texts <= _MASS or texts <= _PRESIDING)
    if label.has_side or texts <= COLLECTIVES:
        return True
    return "sector" in label.axes and bool(label.axes & _WHENCE)


def _is_before(tokens: list[Token], label: Label, sign: int) -> bool:
    """Whether a label before a colon, a dash or an arrow is of whoever said what follows."""
    rest = tokens[sign + 1 :]
    if not any(token.text.isalnum() for token in rest) or _is_list(rest) or _is_name(rest):
        return False
    is_dash = tokens[sign].text in DASHES
    if label.has_article and is_dash:
        return False
    if not _is_told(tokens, label):
        return _is_note(tokens) and not is_dash and _is_said(rest)
    if len(label.axes) == 1 and is_dash and (label.is_plural or not label.is_called):
        return _is_note(tokens)  # "judiciary - independence of"
    is_placed = any(token.text in {"in", "at"} for token in tokens[label.first : label.end])
    return not (label.is_plural and is_placed)


def _is_told_more(tokens: list[Token], label: Label, comma: int) -> bool:
    """“Judge (f), 12 yrs on the bench: no”, "red = the press, to the last": what a comma parts from a label."""
    if label.first and tokens[label.first - 1].text == "=":
        return _is_told(tokens, label)
    if _is_placed_stance(tokens, label):
        return True
    if label.first and tokens[label.first - 1].text == ":" and label.is_one and not label.has_article:
        return _is_hasty(tokens)
    near = range(comma, min(len(tokens), comma + LONGEST))
    sign = next((place for place in near if tokens[place].text in ENDS), comma)
    if sign == comma or any(token.kinds & VERBS for token in tokens[comma:sign]):
        return False
    return label.is_called and not label.is_plural and _is_before(tokens, label, sign)


def _is_placed_stance(tokens: list[Token], label: Label) -> bool:
    """“NL sceptical, Mali silent”: a place and what it was, without a verb, up to the next sign."""
    row = tokens[label.values[-1] + 1 : label.values[-1] + 3]
    if not row or row[0].text not in _STANCES or row[0].kinds & _NO_STANCE:
        return False
    is_end = len(row) == 1 or bool(row[1].kinds & Kind.sign) or row[1].text in _BULLETS
    return is_end and label.axes <= _PLACES and not tokens[label.first].kinds & Kind.demonym


def _is_heading(tokens: list[Token], label: Label) -> bool:
    """“Editor: Jane Doe”, "judges: 4", "justice: slow": a colon behind a word for people, and nobody who speaks."""
    if label.end >= len(tokens) or tokens[label.end].text != ":":
        return False
    rest = tokens[label.end + 1 :]
    return bool(rest) and (_is_list(rest) or _is_name(rest) or not _is_told(tokens, label))


def _is_list(rest: list[Token]) -> bool:
    """“Judges: 3”, "judges: 3 seats, lawyers: 4"."""
    if not rest[0].text[:1].isdigit():
        return False
    return len(rest) <= _SHORT_LIST or any(token.kinds & Kind.sign for token in rest[1:_SHORT_LIST])


def _is_name(rest: list[Token]) -> bool:
    """“Editor: Jane Doe”: whoever did something is named."""
    said = [token for token in rest if token.text.isalnum()]
    return len(said) <= _LONGEST_TEXT and all(token.is_capital for token in said)


def _is_note(tokens: list[Token]) -> bool:
    """Whether a sentence is written as notes are, not as prose."""
    return any(token.text in _MARKS for token in tokens) or tokens[0].text in DASHES


def _is_hasty(tokens: list[Token]) -> bool:
    """Whether a sentence is a note, or ends as no sentence of prose does."""
    return _is_note(tokens) or tokens[-1].text not in _CLOSED


def _is_said(rest: list[Token]) -> bool:
    """Whether what follows a place alone may be what somebody from there said: words in small letters, and no year."""
    said = [token for token in rest if token.text.isalnum()]
    if said[0].text in _STANCES:
        return True
    is_year = any(token.text.isdigit() and len(token.text) == len("2020") for token in said)
    is_dated = is_year or said[0].text[:1].isdigit() or any(token.text in _MONTHS for token in said)
    return len(said) > _LONGEST_TEXT and not said[0].is_capital and not is_dated


def _is_whole(tokens: list[Token], label: Label) -> bool:
    """Whether a label that fills its entry closes what somebody said, or stands in a row of speakers."""
    before = tokens[label.first - 1].text if label.first else ""
    if before == "=":
        return _is_told(tokens, label)
    if _is_row(tokens, label) and not label.is_plural and _is_told(tokens, label):
        return True
    if len(label.axes) > 1:
        is_the = label.has_article and (not label.first or before == ":" or tokens[label.first].text == "the")
        return label.is_one and not is_the
    return label.is_called and not label.is_plural and _is_said_alone(tokens, label)


def _is_row(tokens: list[Token], label: Label) -> bool:
    """“Order of speakers: judge – envoy – judge”: whether a colon behind a word for speaking stands before."""
    colon = next((at for at in range(label.first - 1, -1, -1) if tokens[at].text == ":"), 0)
    return any(token.text in _ROWS for token in tokens[max(0, colon - LONGEST_TAIL) : colon])


def _is_said_alone(tokens: list[Token], label: Label) -> bool:
    """“... every time" (judge)”, "“...” - judge": one noun behind what is quoted."""
    before = [token.text for token in tokens[max(0, label.first - 2) : label.first]]
    is_behind = before[:1] == ['"'] and (before[-1] in DASHES or before[-1] in BRACKETS)
    return is_behind and not label.has_article and not {tokens[at].text for at in label.values} <= _MASS


def _is_beside_somebody(tokens: list[Token], at: int) -> bool:
    """Whether a bracket says more of the noun or the name before it."""
    if not at:
        return False
    before = tokens[at - 1]
    is_name = before.is_capital and before.text.isalpha() and len(before.text) > 1
    return is_name or bool(before.kinds & (VALUES | PEOPLE | Kind.person))


def _acts(tokens: list[Token], label: Label, verb: int) -> bool:
    """“Envoy (NL) wanted copies”, "press sceptical": a noun without the article that prose would give it, and what it does."""
    if verb >= len(tokens) or label.has_article or label.is_plural:
        return False
    while verb + 1 < len(tokens) and tokens[verb].text in _VERY:
        verb += 1
    token = tokens[verb]
    if token.text in _STANCES and not token.kinds & _NO_STANCE:
        return _is_told(tokens, label) or _is_placed_stance(tokens, label)
    if not _is_told(tokens, label) or label.has_side:
        return False
    if not label.is_called or not token.kinds & VERBS or token.kinds & Kind.noun_first:
        return False
    return verdict(tokens, verb, token.kinds) is not Verdict.none
