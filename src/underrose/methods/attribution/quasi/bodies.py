"""Bodies of the roster that speak: "Harbour Watch said that it counts", "that Harbour Watch will publish".

Whoever reads it knows whom the body sent. A body is only meant as one of the room where its verb is one of saying, or of what it
means to do; what it published elsewhere, or in a year that is named, is public.
"""

import re
from collections.abc import Iterator

from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.quasi.tokens import Kind, Token

_SAID = frozenset(toml("apart")["body_said"]) | frozenset(toml("apart")["body_says"])
_PLANS = frozenset({"will", "would", "intends", "plans", "hopes", "wants", "can", "cannot"})
_STANDS = frozenset({"against", "opposed", "unconvinced", "sceptical", "favour", "favor"})
GROUPS = frozenset(
    {
        "group",
        "team",
        "office",
        "network",
        "association",
        "organisation",
        "organization",
        "initiative",
        "centre",
        "center",
    }
)
"""What a body is called for short, behind the word that tells it apart."""
VERBS = _SAID | _PLANS | _STANDS
"""Without one of them no sentence is worth reading for its bodies."""
_OF_EVERY_MEETING = frozenset(
    {"secretariat", "bureau", "presidency", "drafting committee", "steering committee"}
)
"""A meeting has its own."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_PUBLIC = frozenset(
    {"report", "reports", "website", "published", "publication", "press", "statement", "announced", "article"}
)
_BEFORE = Kind.sign | Kind.join | Kind.adverb
_OPENERS = frozenset({"the", "our", "that", "and", "but", "when", "while"})


class Bodies:
    """Reads them for one roster. O(words of the sentence)."""

    __slots__ = ("_reader",)

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def for_short(self, tokens: list[Token]) -> Iterator[Mention]:
        """“The Tserovani group disagreed": a word that stands in the name of one body alone."""
        for at in range(2, len(tokens) - 1):
            word = tokens[at - 1]
            if (
                tokens[at].text not in GROUPS
                or not word.is_capital
                or word.kinds
                or not _speaks(tokens, at, at - 2)
            ):
                continue
            if tokens[at - 2].text not in {"the", "our"}:
                continue
            if piece := self._reader.told_by([word.text], word.start, word.end):
                yield Mention(tokens[at - 2].start, tokens[at].end, [piece])

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each body that is the subject of such a verb."""
        for at, token in enumerate(tokens[:-1]):
            if not (token.kinds & Kind.body and token.kinds & Kind.own) or not _speaks(
                tokens, at, _first(tokens, at)
            ):
                continue
            if token.text in _OF_EVERY_MEETING:
                continue
            pieces = [piece for piece in self._reader.meanings(token) if piece.axis == "body"]
            if pieces:
                first = _first(tokens, at)
                yield Mention(tokens[first].start, token.end, pieces)


def _speaks(tokens: list[Token], at: int, first: int) -> bool:
    """Whether the body whose phrase goes from `first` to `at` says something here."""
    if _is_by(tokens, first):
        return True
    verb = tokens[at + 1]
    is_planned = verb.text in _PLANS and at + 2 < len(tokens) and not tokens[at + 2].kinds & Kind.be
    if verb.text not in _SAID and not is_planned and not _stands(tokens, at + 1):
        return False
    if is_public(tokens):
        return False
    return first == 0 or bool(tokens[first - 1].kinds & _BEFORE) or tokens[first - 1].text in _OPENERS


def _stands(tokens: list[Token], verb: int) -> bool:
    """“Was against it", "was strongly in favour"; not "was opposed by farmers"."""
    if not tokens[verb].kinds & Kind.be:
        return False
    row = [token.text for token in tokens[verb + 1 : verb + 4]]
    return not _STANDS.isdisjoint(row) and "by" not in row


def is_public(tokens: list[Token], but: str = "") -> bool:
    """Whether a sentence names a year, or something published other than `but`."""
    return any(
        (token.text in _PUBLIC and token.text != but) or _YEAR.fullmatch(token.text) for token in tokens
    )


def _is_by(tokens: list[Token], first: int) -> bool:
    """“Statement by the Harbour Watch: ...”, as the first words of a line."""
    is_opened = first in {2, 3} and tokens[first - 1].text in {"by", "from"}
    return (
        is_opened
        and bool(tokens[first - 2].kinds & Kind.event)
        and not any(_YEAR.fullmatch(token.text) for token in tokens)
    )


def _first(tokens: list[Token], at: int) -> int:
    """Where the body's phrase begins: at its article."""
    return at - 1 if at and tokens[at - 1].text in {"the", "our"} else at
