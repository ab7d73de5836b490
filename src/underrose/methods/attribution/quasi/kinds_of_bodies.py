"""Bodies told by their kind, as those whom they sent: "the two river commissions", "both audit firms", "the basin bank asked".

A noun that stands in the name of a body of the roster, or another word for it, with what tells which: each word before it must
stand in what is known of somebody of such a body, or fit them. It is of the room where what is said or done is of a room.
Building: O(words of bodies); a sentence: one look-up for each word, more only where one is met.
"""

from collections.abc import Iterator

from underrose.methods.attribution.quasi.bodies import is_public
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.inflection import stem
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Token
from underrose.methods.attribution.quasi.wholes import is_told_of_bodies

_KINDS: list[list[str]] = toml("bodies")["kinds"]
_PUBLIC = frozenset(toml("bodies")["public"])
_TELLING = ("body", "post", "role", "works_on", "sector")
_DEFINITE = frozenset({"the", "our", "both", "these", "those"})
_SHORT, _LONGEST = 3, 4


def kinds_in(index: Index) -> dict[str, list[Bits]]:
    """What the bodies of a roster are called by their kind, whom those sent that have the word itself, and all of them."""
    named: dict[str, Bits] = {}
    for word, people in _borne(index, "body"):
        named[stem(word)] = named.get(stem(word), 0) | people
    found: dict[str, list[Bits]] = {}
    for row in _KINDS:
        sent = 0
        for word in row:
            sent |= named.get(stem(word), 0)
        for word in row if sent else ():
            found[word] = [named.get(stem(word), 0), sent | (found[word][1] if word in found else 0)]
    return found


def _borne(index: Index, axis: str) -> Iterator[tuple[str, Bits]]:
    """The words of an axis and who among those who count has a value they stand in."""
    for value, people in index.values.get(axis, {}).items():
        for word in plain_words(value):
            if len(word) > _SHORT and people & index.counting:
                yield word, people & index.counting


class KindsOfBodies:
    """Reads them for one roster."""

    __slots__ = ("_reader", "_told", "kinds")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        index = reader.index
        self._told: dict[str, Bits] = {}
        """Stems of what is known of somebody."""
        for axis in _TELLING:
            for word, people in _borne(index, axis):
                self._told[stem(word)] = self._told.get(stem(word), 0) | people
        self.kinds = kinds_in(index)

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each such noun that speaks, or of which something is told that is done in a room."""
        for at in (at for at, token in enumerate(tokens) if token.text in self.kinds):
            first, bits = self._before(tokens, at)
            if not bits or is_public(tokens) or not is_told_of_bodies(tokens, at + 1):
                continue
            label = " ".join(token.text for token in tokens[first + 1 : at + 1])
            piece = Piece("body", label, bits, tokens[first].start, tokens[at].end, None)
            yield Mention(tokens[first].start, tokens[at].end, [piece], is_plural=True, is_definite=True)

    def _before(self, tokens: list[Token], at: int) -> tuple[int, Bits]:
        """Where the phrase begins, and who fits all that is said before its noun; nobody where it tells too little."""
        bits, things, first = self._reader.index.counting, 0, at - 1
        while first >= 0 and at - first <= _LONGEST and tokens[first].text not in _DEFINITE:
            token = tokens[first]
            if not token.kinds & Kind.number and token.text not in {"'", "'s"}:
                bits, things = bits & self._meant(token), things + 1
            first -= 1
        if first < 0 or tokens[first].text not in _DEFINITE:
            return at, 0
        is_one = not tokens[at].text.endswith("s")
        if is_one and (not things or tokens[at].text in _PUBLIC or tokens[first].text not in {"the", "our"}):
            return at, 0
        unknown = self._reader.index.unknown.get("body", 0)
        called = next((bits & kind for kind in self.kinds[tokens[at].text] if bits & kind), 0)
        return first, called | bits & unknown if called else 0

    def _meant(self, token: Token) -> Bits:
        found = -1
        for word in token.text.split():
            found &= self._told.get(stem(word), 0)
        if token.kinds & VALUES and not token.kinds & Kind.pronoun:
            for piece in self._reader.meanings(token):
                found |= piece.bits
        return found
