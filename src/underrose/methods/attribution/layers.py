"""The layers of the guard, built once for a roster, each asked in its own way."""

import re
from collections.abc import Mapping, Sequence

from underrose.methods.attribution.contacts import whole_addresses
from underrose.methods.attribution.exact import ExactForms
from underrose.methods.attribution.frames import Frames, footnotes
from underrose.methods.attribution.near import NearForms
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.layer import Kept
from underrose.methods.attribution.third_parties import ThirdParties
from underrose.methods.attribution.third_parties.fixing import OUTSIDE
from underrose.methods.attribution.values import Discreet, Facts, Hit, Policy, Roster, Words
from underrose.methods.attribution.verbatim import Verbatim

_OURS = re.compile("|".join(OUTSIDE), re.IGNORECASE)


class Layers(Discreet):
    """Everything that looks. What each finds may overlap."""

    __slots__ = ("_frames", "_near", "_quasi", "_third", "exact")

    def __init__(self, roster: Roster, policy: Policy, words: Words) -> None:
        self.exact = ExactForms(roster)
        self._quasi = QuasiIdentifiers(roster, policy, words)
        self._near = NearForms(roster, self.index.come_from)
        self._frames = Frames(roster)
        self._third = ThirdParties()

    def names(self, passage: Passage) -> list[Hit]:
        """Names, posts and contacts, as written and written otherwise."""
        return whole_addresses(passage, [*self.exact.find(passage), *self._near.find(passage)])

    def described(self, passage: Passage, kept: Kept | None = None) -> list[Hit]:
        """What is said of speakers. `kept` holds what was read of texts that are nearly alike."""
        return self._quasi.find(passage, kept)

    def absent(self, passage: Passage) -> list[Hit]:
        """People outside the room."""
        return self._third.find(passage)

    def public_spans(self, passage: Passage, notes: Mapping[str, str]) -> list[tuple[int, int]]:
        """Where a public source is given for what is said."""
        return self._frames.public_spans(passage, notes)

    def framed(
        self, passage: Passage, mentions: Sequence[Hit], public_spans: list[tuple[int, int]]
    ) -> list[Hit]:
        """Who speaks, of those mentioned outside the words of public sources."""
        return self._frames.find(passage, mentions, public_spans) if mentions else []

    def notes(self, text: str) -> Mapping[str, str]:
        """The footnotes of a whole text, which its parts may refer to."""
        return footnotes(text)

    @property
    def index(self) -> Index:
        """Who fits what, as descriptions are read; wordings are made from the same."""
        return self._quasi.index

    def anonymity_set(self, constraints: Facts) -> int:
        """Of whom all this may be said."""
        return self._quasi.anonymity_set(constraints)

    def copies(self, points: Sequence[str], key: bytes) -> Verbatim:
        """A search for the words of these points, without the sentence the guard itself puts for another: nobody said it."""
        return Verbatim([_OURS.sub("", point) for point in points], key)
