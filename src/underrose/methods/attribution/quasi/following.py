"""Speakers followed from sentence to sentence of a paragraph: what is said of the same one is taken together.

Where it is not certain that it is the same one, it is taken to be, when somebody in the room fits both. Groups are kept
beside single speakers: "one of them", "the women among them", "hers" go on with a group.
"""

from dataclasses import dataclass
from typing import NamedTuple

from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.tokens import Piece

_REMEMBERED = 6
"""How many sentences later somebody may still be meant."""
_NEXT = 1
"""How many sentences later a noun alone may still be of a group: "The lawyers would not. The Brazilian would"."""
_OF_TWO = frozenset({"neither", "either", "each", "every"})
"""“Neither Ghanaian” is no plural, and a group all the same."""
_SHARED = {"country": frozenset({"country", "city"}), "role": frozenset({"role"})}
_PLACES = {"first": 0, "second": 1}


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody, or a group, and all that was said of them so far."""

    pieces: list[Piece]
    bits: Bits
    hit: int | None
    sentence: int
    is_first: bool = False
    is_plural: bool = False
    is_followed: bool = False
    sure: "Speaker | None" = None
    """The same without what a pronoun said, which may have been somebody else's."""
    silent: Mention | None = None
    """What only tells of them, where they are not said to speak: a pronoun behind it makes it somebody."""


class Taken(NamedTuple):
    """A mention, the speaker it goes on with, and all that is known of them now."""

    before: Speaker | None
    speaker: Speaker
    tells: bool
    """Whether it tells something that was not known before."""
    woken: Mention | None = None
    """What told of the one before in silence, and is a speaker now."""


class Following:
    """The speakers of one paragraph. A mention costs the number of those remembered."""

    __slots__ = ("_index", "groups", "speakers")

    def __init__(self, index: Index) -> None:
        self._index = index
        self.speakers: list[Speaker] = []
        self.groups: list[Speaker] = []

    def __bool__(self) -> bool:
        return bool(self.speakers or self.groups)

    def take(self, mention: Mention, number: int) -> Taken | None:
        """Take a mention of the sentence `number` together with what is known; None where nobody in the room is meant."""
        if mention.alike and not self._liken(mention, number):
            return None
        before = None if mention.alike else self._meant(mention, number)
        if before is None and (mention.is_pronoun or mention.is_part_alone):
            return None
        meant = before
        pieces, bits = self._fitting(mention, before)
        if before is not None and before.sure is not None and not mention.is_bare:
            others, more = self._fitting(mention, before.sure)
            if more and (
                bits == 0 or len(others) - len(before.sure.pieces) > len(pieces) - len(before.pieces)
            ):
                before, pieces, bits = before.sure, others, more
        if bits == 0:
            return None
        known = before.pieces if before else []
        is_named = mention.is_again and not mention.is_pronoun and before is not None and bool(pieces)
        is_more = before is None or bits != before.bits or len(pieces) > len(known)
        said = pieces[len(known) :]
        tells = bool(said and is_more and not (mention.is_pronoun and before and bits == before.bits))
        speaker = Speaker(
            pieces, bits, before.hit if before else None, number,
            is_first=mention.is_first, is_followed=mention.is_followed, is_plural=mention.is_plural, silent=mention if mention.is_silent else None,
        )  # fmt: skip
        if mention.is_bare and before is not None:
            speaker.sure = before.sure or before
        self._keep(mention, meant, speaker)
        woken = before.silent if before else None
        if before is not None:
            before.silent = None
        return Taken(before, speaker, (tells or is_named) and not mention.is_silent, woken)

    def _liken(self, mention: Mention, number: int) -> bool:
        """Give a compatriot the country of the speaker before, "another of her profession" the role; False where none is told."""
        for one in reversed([*self.groups, *self.speakers]):
            shared = [piece for piece in one.pieces if piece.axis in _SHARED[mention.alike]]
            if shared and number - one.sentence <= _NEXT + 1:
                mention.pieces = [*shared, *(one for one in mention.pieces if one.axis != shared[0].axis)]
                return True
        return False

    def _keep(self, mention: Mention, before: Speaker | None, speaker: Speaker) -> None:
        if before is not None and before in self.speakers:
            self.speakers.remove(before)
        if not mention.is_plural:
            self.speakers.append(speaker)
        if speaker.pieces and not mention.is_new and (mention.is_plural or mention.count in _OF_TWO):
            self.groups.append(speaker)

    def _meant(self, mention: Mention, number: int) -> Speaker | None:
        """The speaker before whom this one continues, or the group it is of."""
        if mention.is_part:
            return self._group(mention, number, _REMEMBERED)
        if mention.is_quoting:
            said = [one for one in self.speakers if one.is_first and number - one.sentence <= _NEXT]
            if said and _suits(mention, said[-1]):
                return said[-1]
        if mention.is_silent and mention.is_definite and not mention.is_plural and _is_one_of_many(mention):
            found = self._group(mention, number, _NEXT)
            mention.is_silent = found is None
            return found
        if mention.is_new or mention.is_plural or mention.count in {"only", "except"} or mention.is_silent:
            return None
        near = [
            one
            for one in self.speakers
            if number - one.sentence <= (0 if mention.is_quoted and not one.is_first else _REMEMBERED)
            and (one.is_first or not mention.is_first or mention.is_quoted)
            and (not mention.is_bare or _is_close(one, number))
        ]
        if mention.noun == "former" and len(near) > 1:
            near = near[:-1]
        if mention.is_again and mention.noun in _PLACES:
            near = [one for one in near if one.sentence == near[-1].sentence][_PLACES[mention.noun] :][:1]
        if mention.is_first or mention.is_again:
            found = next((one for one in reversed(near) if _may_be(mention, one)), None)
            is_of_group = mention.is_pronoun and not mention.is_first
        elif mention.is_definite:
            told = [one for one in near if one.silent is None]
            found = next((one for one in reversed(told) if _repeats(mention, one)), None)
            is_of_group = _is_one_of_many(mention)
        else:
            return None
        return found or (self._group(mention, number, _NEXT) if is_of_group else None)

    def _group(self, mention: Mention, number: int, far: int) -> Speaker | None:
        """The last group that holds somebody who fits."""
        near = (
            one
            for one in reversed(self.groups)
            if number - one.sentence <= far and (not mention.is_bare or _is_close(one, number))
        )
        may = [one for one in near if _may_be(mention, one)]
        return next((one for one in may if _holds(mention, one)), may[0] if may else None)

    def _fitting(self, mention: Mention, before: Speaker | None) -> tuple[list[Piece], Bits]:
        """What is said of the speaker and who fits. What fits nobody is left aside where rosters seldom hold all of it."""
        start = bits = before.bits if before else self._index.counting
        kept: list[Piece] = list(before.pieces) if before else []
        for piece in sorted(mention.pieces, key=lambda one: one.is_soft):
            if any(piece.axis == one.axis and piece.bits == one.bits for one in kept):
                continue
            new = _with(bits, kept, piece, is_plural=mention.is_plural)
            new = new or (bits & piece.otherwise)
            if new == 0:
                if piece.is_soft or (mention.is_pronoun and before is not None and before.pieces):
                    continue
                return kept, 0
            bits = new
            kept.append(piece)
        if mention.pieces and not kept:
            return kept, 0
        return kept, bits if kept else start


def _is_close(speaker: Speaker, number: int) -> bool:
    """Whether nobody else stands between a speaker and the sentence of a pronoun."""
    return number == speaker.sentence or (number - speaker.sentence <= _NEXT and not speaker.is_followed)


def _suits(mention: Mention, speaker: Speaker) -> bool:
    bits = speaker.bits
    for piece in mention.pieces:
        if not piece.is_soft:
            bits &= piece.bits
        if piece.axis == "gender" and any(
            one.axis == "gender" and one.label != piece.label for one in speaker.pieces
        ):
            return False  # whoever's gender nobody knows is still not both
    return bits != 0


def _may_be(mention: Mention, speaker: Speaker) -> bool:
    is_sure = speaker.sure is not None and not mention.is_pronoun
    return _suits(mention, speaker) or (
        is_sure and speaker.sure is not None and _suits(mention, speaker.sure)
    )


def _repeats(mention: Mention, speaker: Speaker) -> bool:
    """“The lawyer”, "the speaker from Kenya" after somebody of whom that was said, or of whom it may be."""
    bits = speaker.bits
    for piece in mention.pieces:
        bits &= piece.bits if piece.bits or not piece.is_soft else bits
    known = {(piece.axis, piece.bits) for piece in speaker.pieces}
    is_told = any(
        piece.axis == axis and held & ~piece.bits == 0 for axis, held in known for piece in mention.pieces
    )
    return bits != 0 and (mention.is_room or is_told or len(mention.pieces) - mention.by_pronoun == 1)


def _holds(mention: Mention, group: Speaker) -> bool:
    """Whether somebody of a group is all that is said: "five Indians: two lawyers, one in uniform" is none of the lawyers."""
    bits = group.bits
    for piece in mention.pieces:
        bits &= piece.bits
    return bits != 0


def _is_one_of_many(mention: Mention) -> bool:
    """“The Brazilian”, "their lawyer" behind a group: one thing more, and nobody else is meant by it."""
    axes = {piece.axis for piece in mention.pieces}
    return len(axes) == 1 and not mention.is_room and not mention.count and mention.determiner != "our"


def _with(bits: Bits, kept: list[Piece], piece: Piece, *, is_plural: bool) -> Bits:
    """Who fits one more thing. Joined values of one axis ("from Kenya and Uganda") are alternatives of a group."""
    if piece.joined and kept and kept[-1].axis == piece.axis:
        both = bits & piece.bits
        if is_plural or both == 0:
            return bits | piece.bits
        return both
    return bits & piece.bits
