"""What somebody is told to do, as their role or subject: "those who vaccinate", "a woman who fishes for a living".

The verb behind "who" is looked up by its stem among roles and posts, its words among the subjects of the roster.
"""

from collections.abc import Iterator

from underrose.methods.attribution.quasi.agents import is_agent
from underrose.methods.attribution.quasi.index import Bits
from underrose.methods.attribution.quasi.inflection import stem
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, VERBS, Kind, Piece, Sense, Token
from underrose.methods.attribution.quasi.work import is_work

_PASTS = words("pasts") | words("irregular")
_HEADS = Kind.gender | Kind.room | Kind.person
_THOSE = frozenset({"those", "one of those", "colleagues", "people", "participants", "members"})
_NOT_WORK = frozenset(
    {"speak", "speaks", "spoke", "reads", "come", "comes", "is", "are", "was", "were", "has", "have", "had"}
)
_WORKS = frozenset({"works", "work", "working"})
_THIRD = frozenset({"she", "he"})
_LONGEST, _CERTAIN, _SHORT, _NEAR = 7, 0.72, 4, 3


WORKING = _THIRD | {"who", "whoever"}
"""Without one of them, or a word of work, nobody is told by what they do."""


class Doing:
    """Reads them for one roster. O(words of the sentence)."""

    __slots__ = ("_reader", "_verbs")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._verbs: dict[str, Bits] = {}
        index = reader.index
        for axis in ("role", "post"):
            for value, people in index.values.get(axis, {}).items():
                for word in value.split():
                    if len(word) > _SHORT and word.endswith(("er", "or", "ist")):
                        self._verbs[stem(word)] = self._verbs.get(stem(word), 0) | people

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each such phrase that speaks, or that somebody is heard by."""
        for at, token in enumerate(tokens[:-2]):
            if token.text in _THIRD and (mention := self._of_pronoun(tokens, at)) is not None:
                yield mention
            is_those, opener = token.text in _THOSE, at + (token.text != "whoever")
            is_head = (
                is_those or token.kinds & _HEADS or (token.text in _THIRD and tokens[opener].text == "who")
            )
            if not (is_head or opener == at) or not _is_opened(tokens, opener):
                continue
            end = _end(tokens, opener + 1, is_those=is_those)
            piece = self._piece(tokens, opener + 1, end)
            first = at - 1 if at and tokens[at - 1].kinds & Kind.determiner and not is_those else at
            if piece is None or not (_speaks(tokens, end) or is_agent(tokens, first)):
                continue
            pieces = [*self._of_head(token), piece, *self._places(tokens[opener + 1 : end])]
            yield Mention(tokens[first].start, tokens[end - 1].end, pieces, is_plural=is_those)

    def _of_pronoun(self, tokens: list[Token], at: int) -> Mention | None:
        """“She buys for a house in Milan”: of whoever spoke, or of somebody of whom nothing else is said."""
        verb = next((place for place in range(at + 1, at + _NEAR) if is_work(tokens[place])), 0)
        if not verb:
            return None
        end = _end(tokens, verb, is_those=False)
        places = self._places(tokens[verb:end])
        if not places and not tokens[verb].text.endswith("s"):
            return None  # "she taught them patience"
        pieces = [*self._reader.meanings(tokens[at]), *self._reader.meanings(tokens[verb]), *places]
        return Mention(tokens[at].start, tokens[end - 1].end, pieces, is_again=True)

    def narrow(self, tokens: list[Token], mention: Mention) -> None:
        """Add what somebody does to what is said of them already."""
        for at, token in enumerate(tokens[:-2]):
            if mention.start <= token.start < mention.end and token.text == "who" and at:
                piece = self._piece(tokens, at + 1, _end(tokens, at + 1, is_those=mention.is_plural))
                bits = piece.bits if piece else 0
                for one in mention.pieces:
                    bits &= one.bits
                if piece and bits and piece.axis == "role" and not is_work(tokens[at + 1]):
                    mention.pieces = [*mention.pieces, piece]

    def _of_head(self, token: Token) -> list[Piece]:
        return self._reader.meanings(token) if token.kinds & Kind.gender else []

    def _places(self, row: list[Token]) -> list[Piece]:
        return [
            piece
            for token in row
            if token.kinds & (Kind.place | Kind.city) and token.kinds & VALUES
            for piece in self._reader.meanings(token)
        ]

    def _piece(self, tokens: list[Token], first: int, end: int) -> Piece | None:
        """What the verb and its words mean: a role, a subject, or a post."""
        row = [token.text for token in tokens[first:end] if not token.kinds & Kind.determiner]
        if not row or row[0] in _NOT_WORK:
            return None
        if is_work(tokens[first]):
            return next(iter(self._reader.meanings(tokens[first])), None)
        start, last = tokens[first].start, tokens[end - 1].end
        index = self._reader.index
        bits = self._verbs.get(stem(row[0]), 0) if row[0] not in _WORKS else 0
        if bits:
            bits |= index.unknown.get("role", 0) & index.unknown.get("post", 0)
            return Piece("role", row[0], bits, start, last, Sense("role", row[0], "verb"), is_soft=True)
        label = " ".join(word for one in row for word in one.split())
        bits = index.on_topic(label, _CERTAIN)
        if not bits:
            return None
        bits |= index.unknown.get("works_on", 0)
        return Piece("works_on", label, bits, start, last, Sense("works_on", label, "topic"), is_soft=True)


def _is_opened(tokens: list[Token], at: int) -> bool:
    return tokens[at].text in {"who", "whoever"} or bool(tokens[at].kinds & Kind.works)


def _end(tokens: list[Token], first: int, *, is_those: bool) -> int:
    """Where the words behind "who" end: at the verb of the sentence, or a sign."""
    for at in range(first + 1, min(len(tokens), first + _LONGEST)):
        token = tokens[at]
        is_past = token.text.endswith("ed") or token.text in _PASTS
        is_verb = token.kinds & VERBS and not token.kinds & Kind.noun_first and (is_past or not is_those)
        if token.kinds & (Kind.sign | Kind.be | Kind.modal | Kind.auxiliary | Kind.relative) or is_verb:
            return at
        if not token.kinds and is_past:
            return at
    return min(len(tokens), first + _LONGEST)


def _speaks(tokens: list[Token], at: int) -> bool:
    """Whether a verb of saying in the past, or "have asked", follows."""
    if at >= len(tokens) or tokens[at].kinds & Kind.sign:
        return False
    verb = (
        tokens[at + 1] if tokens[at].text in {"have", "has", "had"} and at + 1 < len(tokens) else tokens[at]
    )
    is_past = (
        verb.text.endswith("ed") or verb.text in _PASTS or verb.text in {"said", "told", "spoke", "felt"}
    )
    return bool(verb.kinds & Kind.says) and is_past
