"""The layers of the guard that are there. A layer that is missing is said to have not looked, never passed over."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from underrose.methods.attribution.exact import ExactForms
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Facts, Hit, Policy, Roster, Words

_HERE = "underrose.methods.attribution"


def _made(module: str, name: str, *given: object) -> Any:
    if find_spec(f"{_HERE}.{module}") is None:
        return None
    made = getattr(import_module(f"{_HERE}.{module}"), name, None)
    return made(*given) if made else None


class Layers:
    """Everything that looks, built once for a roster."""

    def __init__(self, roster: Roster, policy: Policy, words: Words) -> None:
        self.exact = ExactForms(roster)
        self._near = _made("near", "NearForms", roster)
        self._quasi = _made("quasi", "QuasiIdentifiers", roster, policy, words)
        self._frames = _made("frames", "Frames", roster)
        self._third = _made("third_parties", "ThirdParties")
        self.missing = tuple(
            kind
            for kind, layer in (
                ("near", self._near),
                ("quasi", self._quasi),
                ("frames", self._frames),
                ("third_parties", self._third),
            )
            if layer is None
        )

    def names(self, passage: Passage) -> list[Hit]:
        """Names, posts and contacts, as written and written otherwise. They may overlap."""
        return [*self.exact.find(passage), *(self._near.find(passage) if self._near else ())]

    def described(self, passage: Passage) -> list[Hit]:
        """What is said of speakers."""
        return list(self._quasi.find(passage)) if self._quasi else []

    def absent(self, passage: Passage) -> list[Hit]:
        """People outside the room."""
        return list(self._third.find(passage)) if self._third else []

    def public_spans(self, passage: Passage, notes: Mapping[str, str]) -> list[tuple[int, int]]:
        """Where a public source is given for what is said."""
        return self._frames.public_spans(passage, notes) if self._frames else []

    def framed(self, passage: Passage, mentions: Sequence[Hit], notes: Mapping[str, str]) -> list[Hit]:
        """Who speaks, of those mentioned."""
        return self._frames.find(passage, mentions, notes) if self._frames and mentions else []

    def notes(self, text: str) -> Mapping[str, str]:
        """The footnotes of a whole text."""
        found: Mapping[str, str] = import_module(f"{_HERE}.frames").footnotes(text) if self._frames else {}
        return found

    def anonymity_set(self, constraints: Facts) -> int:
        """Of whom all this may be said."""
        return int(self._quasi.anonymity_set(constraints)) if self._quasi else 0

    def copies(self, points: Sequence[str], key: bytes) -> Any:
        """A search for the words of these points."""
        return _made("verbatim", "Verbatim", points, key)
