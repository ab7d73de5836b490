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
VERBS = _SAID | _PLANS
"""Without one of them no sentence is worth reading for its bodies."""
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

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each body that is the subject of such a verb."""
        for at, token in enumerate(tokens[:-1]):
            if not (token.kinds & Kind.body and token.kinds & Kind.own) or not _speaks(tokens, at):
                continue
            pieces = [piece for piece in self._reader.meanings(token) if piece.axis == "body"]
            if pieces:
                first = _first(tokens, at)
                yield Mention(tokens[first].start, token.end, pieces)


def _speaks(tokens: list[Token], at: int) -> bool:
    if _is_by(tokens, _first(tokens, at)):
        return True
    verb = tokens[at + 1].text
    if verb not in _SAID and not (
        verb in _PLANS and at + 2 < len(tokens) and not tokens[at + 2].kinds & Kind.be
    ):
        return False
    if is_public(tokens):
        return False
    first = _first(tokens, at)
    return first == 0 or bool(tokens[first - 1].kinds & _BEFORE) or tokens[first - 1].text in _OPENERS


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
