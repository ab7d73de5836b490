"""Nouns that stand for everybody of a kind in the room: "the bench", "the press people", "the lawyers' corner", "the buying side".

They become plurals of a role before the noun phrases of a sentence are read, where what stands around them is of a room: who
abstains, looks at its shoes or says nothing sits there; who publishes, closes at ten or stands by the window may be anybody, or a thing.
"""

from collections.abc import Iterable

from underrose.methods.attribution.quasi.agents import is_agent
from underrose.methods.attribution.quasi.counting import total_at
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.inflection import stem
from underrose.methods.attribution.quasi.phrase import DASHES, Verdict
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import PEOPLE, VALUES, VERBS, Kind, Sense, Token
from underrose.methods.attribution.quasi.verdicts import is_done_here, is_vote, verdict

_TABLE: dict[str, dict[str, list[str]]] = toml("wholes")
_GROUPS = {noun: group for group, nouns in _TABLE["nouns"].items() for noun in nouns}
_KINDRED = {word: group for group, found in _TABLE["kindred"].items() for word in found}
_BODY = "body"
"""Stands for any noun for a body, which prints and is a thing."""
_BARE, _THINGS = frozenset(_TABLE["words"]["bare"]), frozenset({_BODY, *_TABLE["words"]["things"]})
_PRINTS, _SEATS = frozenset(_TABLE["words"]["prints"]), frozenset(_TABLE["words"]["seats"])
_SILENCES = frozenset(_TABLE["words"]["silences"])
FIRSTS = {word for phrase in (*_GROUPS, *_SEATS) for word in (phrase, phrase.split()[0])}
"""Words such a noun begins with."""
CUES = frozenset(max(phrase.split(), key=len) for phrase in (*_GROUPS, *_KINDRED))
"""Words that make a sentence worth reading."""
SEATS = frozenset(phrase.split()[0] for phrase in _SEATS)
"""Words that do beside a value."""
_ARTICLES = frozenset({"the", "our", "these", "those", "whole", "entire", "both"})
_PASTS = (
    words("pasts")
    | words("irregular")
    | {"said", "told", "spoke", "felt", "thought", "saw", "was", "were", "would", "had", "did"}
)
_SPOKEN = frozenset({"came", "comes", "heard", "said"})
_LONGEST, _NEAR = 4, 9
_WORKERS = ("er", "or", "ist")


class Wholes:
    """Reads them for one roster. O(words of the sentence): one look-up for each word, more only where one is met."""

    __slots__ = ("_roles",)

    def __init__(self, index: Index) -> None:
        self._roles = {
            stem(value.split()[-1]): Sense("role", value, "value")
            for value in index.values.get("role", {})
            if value.endswith(_WORKERS)
        }

    def read(self, tokens: list[Token]) -> None:
        """Make such nouns plurals of whom they stand for."""
        places = [at for at, token in enumerate(tokens) if token.text in FIRSTS or token.kinds & Kind.sector]
        for at in reversed(places):  # from the end: what is joined moves nothing before it
            if tokens[at].text in FIRSTS:
                self._whole(tokens, at)
            if (
                at < len(tokens)
                and tokens[at].kinds & Kind.sector
                and not tokens[at].kinds & (PEOPLE | Kind.adjective)
            ):
                _sector(tokens, at)

    def _whole(self, tokens: list[Token], at: int) -> None:
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            noun = " ".join(token.text for token in tokens[at : at + length])
            if noun in _SEATS and self._seat(tokens, at, length):
                return
            if (
                noun in _GROUPS
                and _is_bare_or_definite(tokens, at, noun)
                and _is_of_room(tokens, at, at + length, noun)
            ):
                tokens[at : at + length] = [_as_people(tokens[at : at + length], _of_group(_GROUPS[noun]))]
                return

    def _seat(self, tokens: list[Token], at: int, length: int) -> bool:
        """“The lawyers' corner”, "the legal end of the table", "the purchasing companies": whoever sits there."""
        end = at + length
        is_label = at == 1 and end < len(tokens) and tokens[end].text == ":"  # "Archive voices: ..."
        if not is_label and (at <= 1 or not _is_of_room(tokens, at - 1, end, "")):
            return False
        before, owner = tokens[at - 1], tokens[max(0, at - 2)]
        if before.text in {"'", "'s"} and owner.kinds & Kind.role:
            tokens[at - 2 : end] = [_as_people(tokens[at - 2 : end], owner.senses)]
            return True
        is_told = before.kinds & VALUES & ~Kind.topic
        senses = before.senses if is_told else self._kindred(before)
        if not senses or not (is_label or _is_definite(tokens, at - 1)):
            return False
        if not is_told:
            before.kinds, before.senses = Kind.role | Kind.adjective, senses
        if length > 1 or not tokens[at].kinds & (Kind.room | Kind.person | Kind.gender):
            seat = tokens[at]
            tokens[at:end] = [Token(seat.text, seat.start, tokens[end - 1].end, Kind.person | Kind.plural)]
        return True

    def _kindred(self, token: Token) -> tuple[Sense, ...]:
        """The role of a word that tells a trade: "buying", "purchasing", "auditing"."""
        if token.text in _KINDRED:
            return _of_group(_KINDRED[token.text])
        own = self._roles.get(stem(token.text)) if token.text.endswith("ing") else None
        return (own,) if own else ()


def _sector(tokens: list[Token], at: int) -> None:
    """“The judiciary kept quiet”: a sector is of the room only by what is done nowhere else."""
    if _is_bare_or_definite(tokens, at, "") and _is_of_room(tokens, at, at + 1, None):
        tokens[at].kinds |= Kind.person | Kind.plural


def _of_group(group: str) -> tuple[Sense, ...]:
    return (Sense("role", group, "group"),)


def _as_people(row: list[Token], senses: Iterable[Sense]) -> Token:
    return Token(row[0].text, row[0].start, row[-1].end, Kind.role | Kind.plural, tuple(senses))


def _is_definite(tokens: list[Token], at: int) -> bool:
    return _opening(tokens, at) < at


def _opening(tokens: list[Token], at: int) -> int:
    """Where the words before a noun begin: "the bench", "the two audit firms", "both brands"; at the noun where there is no article."""
    before = at - 1
    while before > 0 and tokens[before].kinds & Kind.number and tokens[before].text not in _ARTICLES:
        before -= 1
    return before if before >= 0 and tokens[before].text in _ARTICLES else at


def _is_bare_or_definite(tokens: list[Token], at: int, noun: str) -> bool:
    """“The bench”, "academia", "from academia nothing"; not "a bench", "the old bench", "someone from academia"."""
    if _is_definite(tokens, at):
        return True
    if noun not in _BARE or not at:
        return noun in _BARE
    before = tokens[at - 1]
    is_from = before.text == "from" and (at == 1 or tokens[at - 2].text in _SILENCES)
    return is_from or bool(before.kinds & (Kind.sign | Kind.join))


def is_told_of_bodies(tokens: list[Token], end: int) -> bool:
    """Whether what stands behind the words for some bodies is said or done by whom they sent."""
    verb = _verb(tokens, end)
    return verb < len(tokens) and _is_done(tokens, verb, _BODY, end)


def _is_of_room(tokens: list[Token], first: int, end: int, noun: str | None) -> bool:
    """Whether what stands around the words is done by people in a room; where `noun` is None, by them alone."""
    at = _opening(tokens, first)
    if total_at(tokens, end) or (_is_sign(tokens, end) and total_at(tokens, end + 1)):
        return True
    if _is_silent(tokens, at, end) or (noun is not None and is_agent(tokens, at)):
        return True
    verb = _verb(tokens, end)
    return verb < len(tokens) and _is_done(tokens, verb, noun, end)


def _is_done(tokens: list[Token], verb: int, noun: str | None, end: int) -> bool:
    is_thing = noun in _THINGS
    if noun is not None and is_vote(tokens, verb):
        return True
    if is_done_here(tokens, verb):
        return not (is_thing and tokens[verb].kinds & Kind.be and tokens[verb + 1].text != "silent")
    return noun is not None and _is_said(tokens, verb, noun, end)


def _is_said(tokens: list[Token], verb: int, noun: str, end: int) -> bool:
    """Whether the word behind a group says that it speaks, in the past; of what may be a thing a verb of speech alone does."""
    token = tokens[verb]
    if token.text == ":":
        return verb == end
    if not token.kinds & VERBS or not _is_past(token) or (noun in _PRESS and token.text in _PRINTS):
        return False
    told = verdict(tokens, verb, token.kinds)
    return told in {Verdict.says, Verdict.stands} or (told is Verdict.maybe and noun not in _THINGS)


_PRESS = frozenset(_TABLE["nouns"]["journalist"]) | {_BODY}


def _is_sign(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].text in {",", "(", ")"} or tokens[at].text in DASHES)


def _verb(tokens: list[Token], at: int) -> int:
    """The next word that is no adverb and in no aside: "the bench, for once, abstained"."""
    if _is_sign(tokens, at):
        is_bracket = tokens[at].text == "("
        near = range(at + 1, min(len(tokens), at + _NEAR))
        close = next(
            (one for one in near if (tokens[one].text == ")" if is_bracket else _is_sign(tokens, one))), -1
        )
        if close < 0:
            return len(tokens)
        at = close + 1
    while at < len(tokens) and (
        tokens[at].kinds & Kind.adverb or tokens[at].text in {"all", "both", "alike"}
    ):
        at += 1
    return at


def _is_past(token: Token) -> bool:
    return token.text.endswith("ed") or token.text in _PASTS


def _is_silent(tokens: list[Token], first: int, end: int) -> bool:
    """“From the bench nothing”, "not a word from the bench", "of the academic benches little was heard"."""
    if not first or tokens[first - 1].text not in {"from", "of", "on", "among"}:
        return False
    before = " ".join(token.text for token in tokens[max(0, first - 4) : first - 1])
    after = tokens[end : end + 5]
    if tokens[first - 1].text == "from" and any(before.endswith(words) for words in _SILENCES):
        return True
    if first > 1 and not tokens[first - 2].kinds & Kind.sign:
        return False
    said = {token.text for token in after}
    return not said.isdisjoint(_SILENCES | _SPOKEN) or "there" in said
