"""A speaker as one sentence has them."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from operator import attrgetter

from underrose.methods.attribution.quasi.tokens import Piece, Token

_START = attrgetter("start")


@dataclass(slots=True, eq=False)
class Mention:
    """A speaker, or speakers, as one sentence has them. Places are those of the folded text."""

    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)
    is_again: bool = False
    """The speaker before: the same participant, she, that lawyer."""
    is_definite: bool = False
    is_new: bool = False
    """Another one, a second one."""
    is_plural: bool = False
    is_room: bool = False
    count: str = ""
    """How many of those who fit: "only", "both", "none", "all", "except", "some", "several"."""
    is_pronoun: bool = False
    narrow: tuple[int, int] | None = None
    """Where what is new of a speaker stands."""
    tail: tuple[int, int] | None = None
    """An afterthought behind the verb."""
    noun: str = ""
    determiner: str = ""
    is_first: bool = False
    """Whoever says "I" or "we"."""
    is_voice: bool = False
    """What was said, not who: "the Mongolian intervention", "the objection was Polish"."""
    is_post: bool = False
    """A post told in other words."""
    is_bare: bool = False
    """A pronoun wherever it stands: "nobody answered her"."""
    is_quoted: bool = False
    """Of whoever is quoted, where somebody was named before the quotation."""
    is_quoting: bool = False
    """Named behind a quotation, of whoever spoke in it."""
    is_placed: bool = False
    """Where somebody belongs, told in passing: its words stay."""
    alike: str = ""
    """Whoever shares this with the speaker before: "country" of a compatriot, "role" of "another of her profession"."""
    is_followed: bool = False
    """Somebody else is told of behind it in its sentence."""
    is_part: bool = False
    """Of the group before: "one of them", "the women among them"."""
    is_part_alone: bool = False
    """Nobody where no group stands before."""
    is_silent: bool = False
    """Told of, but not said to speak: whoever goes on with it makes it somebody of the room."""
    by_pronoun: bool = False
    """The gender is known from a pronoun beside a role."""

    def moved(self, by: int) -> "Mention":
        """The same of a sentence that stands so much later."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            pieces=[replace(one, start=one.start + by, end=one.end + by) for one in self.pieces],
            narrow=self.narrow and (self.narrow[0] + by, self.narrow[1] + by),
            tail=self.tail and (self.tail[0] + by, self.tail[1] + by),
        )


def tokens_index(tokens: list[Token], start: int) -> int:
    """The token at or after a place."""
    return bisect_left(tokens, start, key=_START)
