"""What the words of a phrase say of a post, taken one by one."""

from dataclasses import dataclass, field

from underrose.methods.attribution.quasi.index import Bits


@dataclass(slots=True, eq=False)
class Telling:
    """What the words of a phrase have said so far of somebody's post."""

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
