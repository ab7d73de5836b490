"""What other documents of the meeting tell: whose names and which contacts are printed, and who fills which slot."""

import random
import re
from collections.abc import Sequence

from underrose.methods.attribution import slots
from underrose.methods.attribution.beside_printed import line_of, stands_as_printed
from underrose.methods.attribution.exact import ExactForms
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.outline import order_of
from underrose.methods.attribution.passages import Passage, passage, passages
from underrose.methods.attribution.values import Discreet, Hit

_LEAST_SESSIONS = 4
"""Fewer may come in the same order by chance."""
_SESSION = re.compile(
    r"\n(?=[^\S\n]*(?:\d{1,2}[:.]\d\d|(?:session|panel|plenary|part|theme|day|block)\b))", re.IGNORECASE
)
_EMPTY = re.compile(r"\n\s*\n")
_CONTACTS = frozenset({"mail", "telephone", "handle"})


class Known(Discreet):
    """Read once for a set of documents. `published` may be repeated, but never beside words; `others` merely tell."""

    __slots__ = ("_contacts", "_exact", "_listed", "_sentences", "_slots", "sessions")

    def __init__(self, exact: ExactForms, published: Sequence[str], others: Sequence[str] = ()) -> None:
        self._exact = exact
        self._listed = 0
        self._contacts: set[str] = set()
        self._sentences: set[str] = set()
        self._slots: dict[tuple[tuple[str, str], str], int] = {}
        self.sessions: tuple[tuple[str, ...], ...] = tuple(
            named for text in (*published, *others) if len(named := self._named(text)) >= _LEAST_SESSIONS
        )
        """For each programme its sessions in their order, of those in which somebody is named."""
        for number, text in enumerate((*published, *others)):
            told: dict[tuple[tuple[str, str], str], int] = {}
            for _, part in passages([text]):
                names = exact.find(part)
                if number < len(published):
                    self._print(part, names)
                for slot, function, who in slots.told(part, names):
                    told[slot, function] = told.get((slot, function), 0) | who
            self._fill(told)

    def _named(self, text: str) -> tuple[str, ...]:
        pieces = (
            _SESSION.split(text) if len(_SESSION.findall(text)) >= _LEAST_SESSIONS else _EMPTY.split(text)
        )
        return tuple(piece for piece in pieces if piece.strip() and self._exact.find(passage(piece)))

    def follows(self, text: Passage) -> tuple[int, int] | None:
        """The first place from which a text follows the order of one of the programmes; None where it follows none."""
        for sessions in self.sessions:
            order = order_of(text, sessions, random.Random(0))  # noqa: S311 # a test by permutation, not a secret
            if order.follows and len(order.matched) >= _LEAST_SESSIONS:
                return text.paragraphs[order.matched[0][1]]
        return None

    def _print(self, part: Passage, names: Sequence[Hit]) -> None:
        for hit in names:
            if hit.variant in _CONTACTS:
                self._contacts.add(fold(part.text[hit.start : hit.end]))
            elif hit.who and hit.who.bit_count() == 1 and hit.variant == "full":
                self._listed |= hit.who
                self._sentences.add(_sentence(part, hit))

    def _fill(self, told: dict[tuple[tuple[str, str], str], int]) -> None:
        """Two texts that tell of one slot are taken together where somebody fits both."""
        for place, who in told.items():
            self._slots[place] = (self._slots.get(place, who) & who) or who

    def listed_at(self, part: Passage, hit: Hit) -> int:
        """Those whose names are printed, and may stand at this place: on a list, or in a sentence that is printed itself."""
        if not self._listed or _sentence(part, hit) in self._sentences:
            return self._listed
        return self._listed if stands_as_printed(part, hit.start, hit.end) else 0

    def has(self, part: Passage, hit: Hit) -> bool:
        """Whether it is a contact that is printed."""
        return hit.variant in _CONTACTS and fold(part.text[hit.start : hit.end]) in self._contacts

    def linked(self, part: Passage) -> list[Hit]:
        """Speakers who are meant by a slot that one of the documents fills."""
        return list(slots.linked(slots.meant(part), self._slots)) if self._slots else []


def _sentence(part: Passage, hit: Hit) -> str:
    start, end = line_of(part, hit.start)
    return fold(part.text[start:end]).strip()
