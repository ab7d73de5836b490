"""Countries that act in the room: "Chile objected", "on behalf of Kiribati", "the only objection was Polish", "the Mongolian intervention".

Whoever reads it knows who is there from that country. Only what is done at a table counts; what a state did in a year that is
named, or what a public source tells of it, is left aside.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from underrose.methods.attribution.quasi.bodies import is_public
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import rows, toml, words
from underrose.methods.attribution.quasi.tokens import Kind, Token

_DOES: dict[str, list[str]] = toml("apart")
_AT_TABLE = frozenset(_DOES["country_does"])
_PHRASES = frozenset(tuple(phrase.split()) for phrase in _DOES["country_does"] if " " in phrase)
_SPOKEN = frozenset(_DOES["country_voice"])
_OPENERS = words("before_subjects") | {"and", "but"}
_FOR = frozenset({"on behalf of", "speaking on behalf of", "speaking for"})
_LONGEST = 4
_NEAR = 6
HOME = Kind.place | Kind.demonym


class States:
    """Reads them for one roster. O(words of the sentence)."""

    __slots__ = ("_reader",)

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each country that acts and that somebody in the room is known to come from."""
        for at, token in enumerate(tokens):
            if not token.kinds & HOME or token.kinds & Kind.body:
                continue
            if token.kinds & Kind.city and not _is_capital(token):
                continue
            is_read_out = _is_stood_for(tokens, at) and not is_public(tokens, but="statement")
            if is_read_out or (_acts(tokens, at) and not is_public(tokens)):
                yield from self._mention(token, tokens[_first(tokens, at)].start)
            elif (noun := _voice(tokens, at)) is not None and not is_public(tokens):
                first, end = (tokens[at - 1].start, tokens[at + 1].end) if noun else (token.start, token.end)
                yield from (
                    replace(one, end=end, noun=noun, is_voice=True) for one in self._mention(token, first)
                )

    def _mention(self, token: Token, start: int) -> Iterator[Mention]:
        index = self._reader.index
        pieces = [piece for piece in self._reader.meanings(token) if piece.axis in {"country", "city"}]
        known = index.counting & ~index.unknown.get("country", 0)
        if pieces and pieces[0].bits & known:
            yield Mention(start, token.end, pieces[:1])


@cache
def _capitals() -> frozenset[str]:
    """The city that stands first of each country: governments are called by it."""
    return frozenset(" ".join(plain_words(row["cities"].partition("|")[0])) for row in rows("cities"))


def _is_capital(token: Token) -> bool:
    return token.text in _capitals()


def _acts(tokens: list[Token], at: int) -> bool:
    """“Chile objected”, "later, Kazakhstan and Mexico supported the wording", "Peru, too, asked"."""
    if not tokens[at].kinds & Kind.place or not _is_subject(tokens, at):
        return False
    verb = at + 1
    while verb + 1 < len(tokens) and _is_between(tokens, verb):
        verb += 1
    row = tuple(token.text for token in tokens[verb : verb + _LONGEST])
    is_for_help = row[:1] in {("asked",), ("asks",)} and row[1:2] == ("for",)
    return bool(row) and (
        (row[0] in _AT_TABLE and not is_for_help)
        or any(row[:length] in _PHRASES for length in range(2, _LONGEST + 1))
    )


def _is_between(tokens: list[Token], at: int) -> bool:
    """Whether a word may stand between a country and what it does: another country, an adverb, their commas."""
    token, after = tokens[at], tokens[at + 1]
    if token.text in {"and", ","}:
        is_closing = token.text == "," and _is_adverb(tokens[at - 1])
        return bool(after.kinds & Kind.place) or _is_adverb(after) or is_closing
    return _is_adverb(token) or bool(token.kinds & Kind.place and tokens[at - 1].text in {"and", ","})


def _is_adverb(token: Token) -> bool:
    return bool(token.kinds & Kind.adverb) and token.text not in {"in", "for", "at"}


def _first(tokens: list[Token], at: int) -> int:
    """Where a country's phrase begins: at its article."""
    return at - 1 if at and tokens[at - 1].text == "the" else at


def _is_subject(tokens: list[Token], at: int) -> bool:
    """Whether nothing before a country makes it the object of something, and it is first in a list of them."""
    first = _first(tokens, at)
    while first > 1 and tokens[first - 1].text in {"and", ","} and tokens[first - 2].kinds & Kind.place:
        first = _first(tokens, first - 2)
    before = tokens[first - 1] if first else None
    if before is None or _is_adverb(before):
        return True
    return bool(before.kinds & Kind.sign) or before.text in _OPENERS


def _is_stood_for(tokens: list[Token], at: int) -> bool:
    """“Reservations on behalf of South Africa”."""
    first = _first(tokens, at)
    is_people = at + 1 < len(tokens) and bool(tokens[at + 1].kinds & (Kind.room | Kind.role | Kind.noun))
    return bool(first and tokens[at].kinds & Kind.place and tokens[first - 1].text in _FOR) and not is_people


def _voice(tokens: list[Token], at: int) -> str | None:
    """The noun of "the Mongolian intervention"; nothing where a verb stands between: "the only objection was Polish"."""
    token = tokens[at]
    if not token.kinds & Kind.demonym or not token.kinds & Kind.adjective:
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.text in _SPOKEN and at and tokens[at - 1].text == "the":
        return after.text
    if after is not None and not after.kinds & (Kind.sign | Kind.join):
        return None
    near = tokens[max(0, at - _NEAR) : at]
    be = next((place for place, one in enumerate(near) if one.kinds & Kind.be), None)
    if be is None or any(one.kinds & Kind.determiner or one.text in {"from", "in"} for one in near[be:]):
        return None
    said = tokens[: at - len(near) + be]
    is_told = any(one.text in _SPOKEN for one in said) and not any(one.text == "that" for one in said)
    return "" if is_told else None
