"""Which other text makes a finding: what goes out together can say what neither text says alone, and a reader looks for both halves."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from underrose.dialogue.places import in_the_readers_words
from underrose.methods.attribution import sentences
from underrose.methods.attribution.counting import counted_together
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Finding


class Titled(NamedTuple):
    """A text by the name under which whoever reads knows it."""

    title: str
    text: str


def titles(
    guard: Guard, text: str, found: Sequence[Finding], others: Sequence[Titled]
) -> dict[tuple[int, int], tuple[str, ...]]:
    """By place, the titles of the other texts without which a finding would not be there.

    Each is read once more beside the text alone, and only where something was found that several texts make.
    """
    own = {in_the_readers_words(one) for one in (sentences.LINKED_BY_ANOTHER, sentences.SUBTRACTED)}
    wanted = {(one.start, one.end) for one in found if one.sentence in own}
    if not wanted:
        return {}
    told: dict[tuple[int, int], tuple[str, ...]] = {}
    for other in [one for one in others if one.title]:
        for place in wanted.intersection(_places(guard, text, other.text, own)):
            told[place] = (*told.get(place, ()), other.title)
    return told


def _places(guard: Guard, text: str, other: str, own: set[str]) -> Iterator[tuple[int, int]]:
    scan, _other = guard.scan_set([text, other], points=())
    counted, _counted = counted_together([text, other], guard.roster, guard.policy, in_the_readers_words)
    for one in (*scan.findings, *counted):
        if one.sentence in own:
            yield one.start, one.end
