"""Other wordings for what narrows too much: the least that has to be given up."""

from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.mentions import Mention
from underrose.methods.attribution.quasi.tokens import Piece
from underrose.methods.attribution.values import Fix, Words


class Rewording:
    def __init__(self, index: Index, enough: int, words: Words) -> None:
        self.index, self.enough, self.words = index, enough, words

    def fixes(self, text: str, span: tuple[int, int], pieces: list[Piece], mention: Mention) -> tuple[Fix, ...]:
        return ()
