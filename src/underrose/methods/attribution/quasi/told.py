"""What the words of a noun phrase or a clause say of somebody."""

from dataclasses import replace

from underrose.methods.attribution.quasi.phrase import NounPhrase, Slot
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Sense, Token

_LEAST_WORKS, _LEAST_FREE = 0.3, 0.72
"""How alike free words must be to a subject of the roster: after "working on", and after a mere "on"."""
_ABOUT = frozenset({"on", "in", "against", "for", "of"})
_TELLING = Kind.topic | Kind.sector | Kind.gender | Kind.role
_PREDICATE = 12
_BELONGS = frozenset(
    {"lives", "lived", "works", "worked", "comes", "came", "hails", "hailed", "teaches", "serves"}
)
_POSTS = frozenset(
    {
        "founder",
        "coordinator",
        "director",
        "negotiator",
        "secretary",
        "spokesperson",
        "spokesman",
        "spokeswoman",
    }
)
_AT_HOME = frozenset({"in", "from", "at", "for", "near", "outside", "with"})
_AFTER_BE = frozenset({"a", "an", "from", "also"})
_HOMES = words("homes") | {"to"}


def is_habit(tokens: list[Token], verb: int) -> bool:
    """“Lives in Gaza”, "clears for a company": where somebody belongs, told by a verb in the present."""
    if verb + 1 >= len(tokens) or tokens[verb + 1].text not in _AT_HOME:
        return False
    token = tokens[verb]
    return token.text in _BELONGS or (
        not token.kinds and token.text.endswith("s") and not token.text.endswith("ss")
    )


class Told:
    """Reads pieces for one roster."""

    __slots__ = ("reader",)

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def pieces(self, tokens: list[Token], phrase: NounPhrase) -> list[Piece]:
        pieces: list[Piece] = []
        head = tokens[phrase.head]
        for at in sorted(phrase.left):
            found = self._value(tokens[at], is_left=True)
            is_joined = phrase.is_plural and bool(pieces) and tokens[at - 1].text in {"and", "or", ","}
            pieces += [replace(piece, joined=True) for piece in found] if is_joined else found
        if head.kinds & VALUES:
            pieces += [
                piece for piece in self.reader.meanings(head, as_noun=True) if piece.axis != "works_on"
            ]
        for slot in phrase.right:
            pieces += self.of_slot(tokens, slot)
        return pieces + self._by_post(head) if pieces and not phrase.is_plural else pieces

    def _by_post(self, head: Token) -> list[Piece]:
        """“The coordinator from Maputo”: whoever has such a post, beside what else is said."""
        index = self.reader.index
        if head.text not in _POSTS or not (bits := index.called(head.text)):
            return []
        bits |= index.unknown.get("post", 0)
        return [
            Piece(
                "post", head.text, bits, head.start, head.end, Sense("post", head.text, "value"), is_soft=True
            )
        ]

    def predicate(self, tokens: list[Token], verb: int) -> list[Piece]:
        """“The speaker was a judge from Mali”: what follows the verb."""
        if verb < 0 or verb + 1 >= len(tokens):
            return []
        is_home = is_habit(tokens, verb)
        if not is_home and not (tokens[verb].kinds & Kind.be and tokens[verb + 1].text in _AFTER_BE):
            return []
        pieces: list[Piece] = []
        for token in tokens[verb + 1 : verb + _PREDICATE]:
            if token.kinds & (Kind.sign | Kind.relative | Kind.aside):
                break
            if token.kinds & VALUES and not token.kinds & Kind.pronoun:
                pieces += self.reader.meanings(token, as_noun=True)
        return pieces

    def _value(self, token: Token, *, is_left: bool) -> list[Piece]:
        if token.kinds & Kind.pronoun:
            return []
        return self.reader.meanings(token, as_noun=not is_left)

    def of_slot(self, tokens: list[Token], slot: Slot) -> list[Piece]:
        pieces: list[Piece] = []
        for at in slot.values:
            token = tokens[at]
            found = self.reader.meanings(token, as_noun=True)
            if at in slot.joined:
                found = [replace(piece, joined=True) for piece in found]
            pieces += found
        if slot.is_negative:
            return [self._without(piece) for piece in pieces if piece.sense]
        if not any(piece.axis in {"works_on", "body"} and piece.bits for piece in pieces):
            pieces += self._subject(tokens, slot)
        return pieces

    def _is_certain(self, tokens: list[Token], slot: Slot) -> bool:
        """“From the phosphate business”: one body is meant; "from different regions": none."""
        near = tokens[slot.first + 1 : slot.first + 3]
        return any(token.kinds & Kind.determiner for token in near) or tokens[slot.words[0]].is_capital

    def _without(self, piece: Piece) -> Piece:
        """Whoever is not known to fit."""
        index = self.reader.index
        others = index.everybody & ~piece.bits | index.unknown.get(piece.axis, 0)
        return Piece(
            piece.axis, f"not {piece.label}", others, piece.start, piece.end, None, is_soft=piece.is_soft
        )

    def _subject(self, tokens: list[Token], slot: Slot) -> list[Piece]:
        free = sorted(
            {
                *slot.words,
                *(at for at in slot.values if tokens[at].kinds & _TELLING),
            }
        )
        if not free:
            return []
        row = [word for at in free for word in tokens[at].text.split()]
        place = tokens[free[0]].start, tokens[free[-1]].end
        found = None
        if slot.is_works or slot.opener in _ABOUT:
            found = self.reader.subject(row, _LEAST_WORKS if slot.is_works else _LEAST_FREE, *place)
        elif slot.opener in _HOMES and slot.words and self._is_certain(tokens, slot):
            found = self.reader.told_by(row, *place)
        return [found] if found else []
