"""What the words of a noun phrase or a clause say of somebody."""

from dataclasses import replace

from underrose.methods.attribution.quasi.phrase import NounPhrase, Slot
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Sense, Token

_LEAST_WORKS, _LEAST_FREE = 0.3, 0.72
"""How alike free words must be to a subject of the roster: after "working on", and after a mere "on"."""
_ABOUT = frozenset({"on", "in", "against", "for", "of"})
_TELLING = Kind.topic | Kind.sector | Kind.gender | Kind.role
_WHENCE = frozenset({"country", "region", "city", "body"})
_LAND = Kind.place | Kind.city
_TOWARDS = frozenset({"in", "to", "from", "near", "at", "of", "outside", "into"})
_VISITS = frozenset(toml("firsthand")["travels"]) | {
    "back", "returned", "returning", "visit", "visiting", "trip", "journey", "conference", "meeting", "summit", "case",
    "war", "report", "about", "covering", "history", "embassy",
}  # fmt: skip
"""Where somebody went, or what they spoke about, is not where they are from."""
_SPEAKS_FOR = (
    frozenset({"spoke", "speaks", "sat", "sits", "signed", "answered", "stood"}),
    frozenset({"for"}),
)
_PREDICATE = 12
_VARIOUS = frozenset({"several", "various", "different", "many", "numerous", "some", "assorted", "diverse"})
_OF_EMPLOYERS = frozenset({"country", "region"})
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
_BODIES = frozenset(word for row in toml("bodies")["kinds"] for word in row if word.endswith("s"))
_OURS = frozenset({"the", "our", "that", "this"})
_ANYBODY = words("anybody")
_PLAIN = frozenset({0, Kind.somebody, Kind.noun_first | Kind.says})
_AFTER_BE = frozenset({"a", "an", "from", "also"})
_HOMES = words("homes") | {"to"}


def _is_place(tokens: list[Token], at: int) -> bool:
    """Whether a country or a town stands behind a word of place: "to Oslo", "of Brazil", not "on Brazil"."""
    return bool(tokens[at].kinds & _LAND) and tokens[at - 1].text in _TOWARDS


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
        pieces += self._of_their_subject(tokens, phrase)
        for slot in phrase.right:
            pieces += self.of_slot(tokens, slot)
        if not pieces or phrase.is_plural:
            return pieces
        return pieces + self._by_post(head) + self._in_passing(tokens, phrase, pieces)

    def _of_their_subject(self, tokens: list[Token], phrase: NounPhrase) -> list[Piece]:
        """“The glacier man”, "our turbine people": what somebody works on, or a word of their post, before a noun for anybody."""
        if phrase.determiner not in _OURS or tokens[phrase.head].text not in _ANYBODY:
            return []
        free = [at for at in range(phrase.first, phrase.head) if tokens[at].kinds in _PLAIN]
        if not free:
            return []
        row = [plural for at in free for plural in (tokens[at].text, f"{tokens[at].text}s")]
        place = tokens[free[0]].start, tokens[free[-1]].end
        found = next((one for word in row if (one := self.reader.subject([word], _LEAST_FREE, *place))), None)
        return [found] if found else []

    def _in_passing(self, tokens: list[Token], phrase: NounPhrase, pieces: list[Piece]) -> list[Piece]:
        """“A diplomat, after a call to Oslo, asked”, "a lawyer called to the bar in Kenya", "a judge spoke for Ghana".

        Where nothing else says whence, a place between a noun and its verb does, unless somebody only went there. Left aside
        where nobody fits.
        """
        if phrase.verb < 0 or any(piece.axis in _WHENCE for piece in pieces):
            return []
        between = range(phrase.head + 1, phrase.verb)
        if any(tokens[at].text in _VISITS or tokens[at].kinds & Kind.fate for at in between):
            return []
        places = [at for at in between if _is_place(tokens, at)]
        row = tokens[phrase.verb : phrase.verb + 3]
        if [token.text in words for token, words in zip(row, _SPEAKS_FOR, strict=False)] == [True, True]:
            places += [phrase.verb + 2] if row[2:] and row[2].kinds & _LAND else []
        if not places:
            return []
        if places[0] < phrase.verb:
            phrase.end = max(phrase.end, places[0] + 1)
        return [replace(piece, is_soft=True) for piece in self.reader.meanings(tokens[places[0]])]

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
        row = tokens[slot.first + 1 : slot.first + 2]
        is_various = bool(row) and row[0].text in _VARIOUS  # "from several agencies": who knows from which
        for at in slot.values:
            token = tokens[at]
            if is_various and not token.kinds & _LAND:
                continue
            found = self.reader.meanings(token, as_noun=True)
            if at in slot.joined:
                found = [replace(piece, joined=True) for piece in found]
            pieces += found
        if (
            slot.opener == "for" and slot.words
        ):  # "for a Swiss foundation": whose it is, and seldom who works there
            pieces = [
                replace(piece, is_soft=piece.is_soft or piece.axis in _OF_EMPLOYERS) for piece in pieces
            ]
        if slot.is_negative:
            return [self._without(piece) for piece in pieces if piece.sense]
        if not is_various and not any(piece.axis in {"works_on", "body"} and piece.bits for piece in pieces):
            told = self._subject(tokens, slot)
            is_named = any(piece.axis == "body" for piece in told)  # tells more than "labour" in it
            pieces = [*told, *pieces] if is_named else [*pieces, *told]
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
                *(at for at in slot.values if tokens[at].kinds & _TELLING and not _is_own_sector(tokens[at])),
            }
        )
        is_of_many = len(free) == 1 and tokens[free[0]].text in _BODIES
        if not free or is_of_many or (tokens[free[0]].kinds & Kind.number and not slot.is_works):
            return []  # "for six thousand plants", "women who sit on commissions"
        row = [word for at in free for word in tokens[at].text.split()]
        place = tokens[free[0]].start, tokens[free[-1]].end
        found = None
        if slot.is_works or slot.opener in _ABOUT:
            found = self.reader.subject(row, _LEAST_WORKS if slot.is_works else _LEAST_FREE, *place)
        elif slot.opener in _HOMES and slot.words and self._is_certain(tokens, slot):
            found = self.reader.told_by(row, *place)
        return [found] if found else []


def _is_own_sector(token: Token) -> bool:
    """“A public hospital", where that is a sector of the roster, is no subject beside it."""
    return bool(token.kinds & Kind.own and token.kinds & Kind.sector)
