"""Posts told in other words: "the person in charge of curriculum at the Kyrgyz ministry", "a labour law professor".

Every telling word of the phrase must stand in the posts and bodies of one person, or fit them by country, gender, role or
sector; a word that fits nobody leaves the phrase to other readings. Whoever leads something is told by any word for it.
Building: O(words of posts and bodies); a phrase: O(its words).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from underrose.methods.attribution.quasi.bodies import is_public
from underrose.methods.attribution.quasi.index import Bits
from underrose.methods.attribution.quasi.inflection import stem
from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.own_phrases import VAGUE
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Sense, Token

_HEADS, _RUNS, _DEPUTIES = words("leads"), words("runs"), words("deputies")
_AS = frozenset({"as", "as a", "as an", "as the"})
_PASTS = words("pasts")
_IN_CHARGE = frozenset({"in charge of", "in charge", "responsible for", "responsible"})
_ANYBODY = frozenset(
    {"person", "man", "woman", "one", "lady", "gentleman", "colleague", "participant", "official"}
)
DEFINITE = frozenset({"the", "our"})
_INSIDE = frozenset({"of", "at", "for", "in", "from", "with", "on", "within", "inside"})
_STOPS = Kind.modal | Kind.be | Kind.auxiliary | Kind.pronoun
_PERSON = Kind.role | Kind.title | Kind.somebody
_WEAK = frozenset(toml("topics")["weak"]) | frozenset(toml("topics")["weak_in_bodies"])
_SOMEBODY = _HEADS | _DEPUTIES | _IN_CHARGE | VAGUE | {"who"}
"""Without one of them, or a word for a person, no phrase tells a post."""
_SHORT, _LONGEST, _PREFIX, _LEAST = 3, 14, 7, 2
_LEADS, _SECOND = "= leads", "= second"
"""Stand in a bag of words for any word for who leads, and who comes after them."""


@dataclass(slots=True, eq=False)
class _Told:
    """What a phrase has said so far."""

    bits: Bits
    things: int = 0
    meant: list[Bits] = field(default_factory=list)
    """Whom each word means otherwise than by standing in a post or body."""
    telling: int = 0
    """How many bodies are named."""
    is_somebody: bool = False
    is_led: bool = False
    """Whether something stands behind the noun: of, at, who runs."""
    is_post: bool = False
    """Whether a post is named with its body, not somebody described."""
    is_borne: bool = False
    """Whether the noun stands in a post itself."""
    is_ended: bool = True
    """Whether the phrase ends at a verb or a sign, not amid words nobody's post holds."""
    last: int = -1

    def take(self, at: int, own: Bits, meant: Bits = 0, *, is_somebody: bool = False) -> None:
        """One thing more: who has the word in their post or body, and whom it means otherwise."""
        self.bits, self.last = self.bits & (own | meant), at
        self.meant.append(meant)
        self.things += 1
        self.is_somebody = self.is_somebody or is_somebody


class ToldPosts:
    """Reads them for one roster."""

    __slots__ = ("_bag", "_begins", "_prefixes", "_reader", "_unknown")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        index = reader.index
        self._unknown: Bits = index.unknown.get("post", 0) & index.unknown.get("body", 0)
        self._bag: dict[str, Bits] = {}
        self._prefixes: dict[str, Bits] = {}
        for axis in ("post", "body"):
            for value, people in index.values.get(axis, {}).items():
                for word in plain_words(value):
                    self._put(word, people & index.counting, is_post=axis == "post")

        self._begins = frozenset(word[:_SHORT] for word in self._bag)
        """A stem keeps the first letters of its word: most words of a text need none."""

    def _put(self, word: str, people: Bits, *, is_post: bool) -> None:
        if not people:
            return
        for known, name in ((_HEADS, _LEADS), (_DEPUTIES, _SECOND)):
            if is_post and word in known:
                self._bag[name] = self._bag.get(name, 0) | people
        if len(word) > _SHORT:
            self._bag[stem(word)] = self._bag.get(stem(word), 0) | people
            if len(word) > _PREFIX:
                self._prefixes[word[:_PREFIX]] = self._prefixes.get(word[:_PREFIX], 0) | people

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each definite phrase that tells a post, wherever it stands."""
        people = [at for at, one in enumerate(tokens) if one.kinds & _PERSON or one.text in _SOMEBODY]
        at = 0
        while at < len(tokens) - 1:
            is_near = tokens[at].text in DEFINITE and any(0 < place - at <= _LONGEST for place in people)
            told = self._read(tokens, at + 1) if is_near else None
            if told is not None and told.is_ended and told.is_led and self._is_told(told):
                if is_public(tokens):
                    return
                piece = self._piece(tokens, at, told)
                yield Mention(tokens[at].start, piece.end, [piece], is_definite=True, is_post=True)
                at = told.last
            at += 1

    def narrow(self, tokens: list[Token], mention: Mention) -> None:
        """Add to what is said of a speaker whose post or body the words of their phrase stand in."""
        if mention.is_post or mention.is_plural or mention.is_again or mention.count or not mention.pieces:
            return
        first, last = tokens_index(tokens, mention.start), tokens_index(tokens, mention.end)
        if mention.is_first:  # "I spoke as the head of a clinic"
            near = range(first + 1, last)
            first = next((at for at in near if tokens[at - 1].text in _AS), -1)
            if first < 0:
                return
        begin = first + 1 if tokens[first].kinds & Kind.determiner else first
        told = self._read(tokens[:last], begin)
        if told is None or told.last < last - 1 or not self._is_told(told):
            return
        bits = self._reader.index.counting
        for piece in mention.pieces:
            bits &= piece.bits if not piece.is_soft else -1
        piece = self._piece(tokens, begin, told)
        if piece.bits & bits:
            mention.pieces = [piece, *mention.pieces]
            mention.is_post = told.is_post and told.is_led and tokens[first].text in DEFINITE

    def _is_told(self, told: _Told) -> bool:
        is_telling = told.telling or any(meant & told.bits == 0 for meant in told.meant)
        return bool(told.bits and told.is_somebody and is_telling and told.things >= _LEAST)

    def _piece(self, tokens: list[Token], first: int, told: _Told) -> Piece:
        index = self._reader.index
        label = " ".join(token.text for token in tokens[first : told.last + 1])
        start, end = tokens[first].start, tokens[told.last].end
        bits = told.bits | self._unknown & index.counting
        return Piece("post", label, bits, start, end, Sense("post", label, "value"))

    def _read(self, tokens: list[Token], begin: int) -> _Told | None:
        """What the words from a place on say, up to where the phrase ends; None where nobody fits them all."""
        told = _Told(self._reader.index.counting)
        at = begin
        while at < min(len(tokens), begin + _LONGEST):
            step = self._step(tokens, at, told)
            if step == 0:
                break
            if told.bits == 0:
                return None
            at += step
        return told

    def _step(self, tokens: list[Token], at: int, told: _Told) -> int:
        """Take one word, or a few; 0 where the phrase ends before it."""
        token = tokens[at]
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        step = 1 if token.text in _IN_CHARGE else 2 if token.text == "who" and after in _RUNS else 0
        if step:
            told.take(at + step - 1, self._bag.get(_LEADS, 0), is_somebody=True)
            told.is_led = told.is_post = True
            return step
        if token.text in _INSIDE or token.kinds & (Kind.determiner | Kind.neutral):
            told.is_led = told.is_led or (token.text in _INSIDE and told.is_somebody)
            return 1
        if token.kinds & (Kind.sign | _STOPS | Kind.relative | Kind.join):
            return 0
        if token.text in _ANYBODY and not token.kinds & Kind.role:
            told.bits &= self._meant(token) if token.kinds & Kind.gender else -1
            told.last = at
            return 1
        return self._value(token, at, told)

    def _value(self, token: Token, at: int, told: _Told) -> int:
        own, meant = self._words(token), 0
        is_somebody = bool(token.kinds & _PERSON)
        for known, name in ((_HEADS, _LEADS), (_DEPUTIES, _SECOND)):
            if token.text in known:
                own, is_somebody = own | self._bag.get(name, 0), True
                told.is_post = told.is_post or " " in token.text  # "number two"
        if token.kinds & VALUES and not token.kinds & Kind.pronoun:
            meant = self._meant(token)
        is_verb = bool(token.kinds & Kind.says and not token.kinds & Kind.noun_first)
        if is_verb and not token.kinds & VALUES:
            return 0
        if not own | meant:
            told.is_ended = token.text in _WEAK or token.text.endswith(("ed", "ly")) or token.text in _PASTS
            return int(token.text in _WEAK)
        if token.text in VAGUE and token.text not in _HEADS:
            told.is_somebody = True  # "an adviser" may be anybody of the body
            return 1
        told.take(at, own, meant, is_somebody=is_somebody)
        if token.kinds & Kind.own and token.kinds & Kind.body:
            told.telling += 1
            told.is_post = told.is_post or told.is_borne
        told.is_borne = told.is_borne or (is_somebody and bool(own))
        return 1

    def _meant(self, token: Token) -> Bits:
        found = 0
        for piece in self._reader.meanings(token, as_noun=True):
            found |= piece.bits
        return found

    def _words(self, token: Token) -> Bits:
        """Who has all words of a token in their post or body."""
        found = -1
        for word in token.text.split():
            if len(word) > _SHORT and word[:_SHORT] not in self._begins:
                return 0
            if len(word) > _SHORT:
                is_long = len(word) > _PREFIX
                found &= self._bag.get(stem(word), 0) or (
                    self._prefixes.get(word[:_PREFIX], 0) if is_long else 0
                )
        return max(found, 0)
