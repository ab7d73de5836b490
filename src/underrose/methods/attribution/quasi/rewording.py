"""Other wordings for what narrows too much: the least that has to be given up.

Each thing said is kept, taken one step up its lattice (country to region, role or body to sector) or dropped; the
combinations that enough people fit are ranked by what they still tell, log2(room / k), then by how little changes.
Full-domain generalisation of Samarati (2001), over the few values of one sentence. O(options to the power of values),
at most 4 to the power of 5.
"""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.attribution import labels
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.inflection import article, plural
from underrose.methods.attribution.quasi.tokens import Piece
from underrose.methods.attribution.values import Fix


@dataclass(frozen=True, slots=True)
class Option:
    """One way to say a thing: the axis and words of a wording (none when dropped), who fits, and how far it moved."""

    axis: str
    words: str
    bits: Bits
    moved: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Where the words to replace stand in the original, and how they begin."""

    start: int
    end: int
    is_plural: bool
    is_again: bool
    """The speaker of before: "the same participant"."""
    again: str = ""
    tail: str = ""
    """What stands between the phrase and an afterthought that goes with it."""
    verb: str = ""
    """“is” or "was", where the words stand behind it: "She is a judge"."""


_MOST_PIECES = 5
_MOST_OPTIONS = 4
_MOST_FIXES = 3
_SUBJECT = {"F": "woman", "M": "man", "X": "participant"}
_BEFORE_NOUN = {"F": "female ", "M": "male ", "X": ""}


class Rewording:
    """Finds wordings for one roster."""

    def __init__(self, index: Index, enough: int) -> None:
        self.index, self.enough = index, enough
        self.size = max(index.counting.bit_count(), 1)

    def fixes(self, text: str, phrase: Phrase, pieces: list[Piece], given: Bits) -> tuple[Fix, ...]:
        """Wordings that enough people fit, those first that tell most. `given` is who fits what cannot be changed here."""
        found: dict[str, tuple[float, int, int]] = {}
        for combination in itertools.product(*(self._options(piece) for piece in pieces[:_MOST_PIECES])):
            bits = given
            for option in combination:
                bits &= option.bits
            k = bits.bit_count()
            moved = sum(option.moved for option in combination)
            if k < self.enough or not moved or self._is_alike(bits, combination):
                continue
            wording = self._wording(text, phrase, combination)
            rank = (round(-math.log2(self.size / k), 1), moved, k)
            if wording not in found or rank < found[wording]:
                found[wording] = rank
        found.pop("", None)
        ordered = sorted(found.items(), key=lambda one: one[1])
        # Beside what tells most stands what tells least: it fits where nothing longer does, as in "a participant's view".
        best = ordered[:_MOST_FIXES] + [one for one in ordered[_MOST_FIXES:] if one is ordered[-1]]
        return tuple(Fix(phrase.start, phrase.end, wording, rank[2]) for wording, rank in best)

    def _is_alike(self, bits: Bits, combination: tuple[Option, ...]) -> bool:
        """Whether all who fit share a body or country that the wording does not name."""
        said = {option.axis for option in combination if option.words}
        return any(
            axis not in said and self.index.shared(bits, axis) is not None for axis in ("body", "country")
        )

    def _options(self, piece: Piece) -> list[Option]:
        options = [Option(piece.axis, _said(self.index, piece), piece.bits, 0)] if _can_stay(piece) else []
        options += itertools.islice(self._steps(piece), _MOST_OPTIONS - 2)
        return [*options, Option(piece.axis, "", self.index.everybody, 3)]

    def _steps(self, piece: Piece) -> Iterator[Option]:
        """The same thing one step up, the narrowest first."""
        if piece.sense is None:
            return
        if piece.axis in {"country", "city", "region"}:
            yield from self._wider_places(piece)
        elif piece.axis in {"role", "body", "post"}:
            for value in self.index.borne(piece.bits, "sector"):
                bits = self.index.fitting("sector", value)
                said = labels.sector(self.index.label("sector", value), value)
                if said and piece.bits & ~bits == 0:
                    yield Option("sector", said, bits, 2)

    def _wider_places(self, piece: Piece) -> Iterator[Option]:
        steps = []
        for label in self.index.borne(piece.bits, "region"):
            bits = self.index.fitting("region", label)
            if piece.bits & ~bits == 0:
                steps.append(Option("region", labels.place(self.index.label("region", label)), bits, 1))
        if not self.index.knows("region"):
            homes = self.index.homes(piece.bits)
            steps += [
                Option("region", name, self.index.in_region(name), 1)
                for _, name, codes in labels.offered()
                if homes and homes <= codes
            ]
        steps.sort(key=lambda one: one.bits.bit_count())
        wide = [one for one in steps if one.bits != piece.bits]
        yield from wide

    def _wording(self, text: str, phrase: Phrase, combination: tuple[Option, ...]) -> str:
        said = {option.axis: option.words for option in combination if option.words}
        if phrase.verb:
            words = self._predicate(phrase, said)
        elif phrase.is_again:
            words = phrase.again
            words += self._clauses(said)
        else:
            words = self._noun(text[phrase.start : phrase.end], said, is_plural=phrase.is_plural)
        if not words:
            return ""
        if text[phrase.start : phrase.start + 1].isupper() and _begins(text, phrase.start):
            words = words[:1].upper() + words[1:]
        return words + phrase.tail

    def of_voice(self, text: str, phrase: Phrase, noun: str, place: Piece) -> tuple[Fix, ...]:
        """“The Mongolian intervention" becomes "an intervention from Asia", "was Polish" becomes "was from Europe”."""
        before = "" if not noun or noun.endswith("s") else article(noun) + " "
        wordings = [
            (f"{before}{noun} from {option.words}".strip(), (option.bits & self.index.counting).bit_count())
            for option in self._wider_places(place)
        ]
        wordings = [one for one in wordings if one[1] >= self.enough][:2]
        if noun:
            wordings.append((f"{before}{noun}", self.size))
        is_first = text[phrase.start : phrase.start + 1].isupper() and _begins(text, phrase.start)
        return tuple(
            Fix(phrase.start, phrase.end, words[:1].upper() + words[1:] if is_first else words, k)
            for words, k in wordings
        )

    def _predicate(self, phrase: Phrase, said: dict[str, str]) -> str:
        """“One participant was from government": of the same speaker where that hides them, else of anybody. Empty if nothing is left to say."""
        subject = phrase.again if phrase.is_again else "one participant"
        verb = (
            {"is": "are", "was": "were"}.get(phrase.verb, phrase.verb) if subject == "they" else phrase.verb
        )
        rest = self._rest(said).strip()
        if "role" in said or "gender" in said:
            rest = self._noun("", said, is_plural=False)
        return f"{subject} {verb} {rest}" if rest else ""

    def _clauses(self, said: dict[str, str]) -> str:
        parts = []
        if "role" in said:
            parts.append(f"{article(said['role'])} {said['role']}")
        rest = self._rest(said)
        if rest:
            parts.append(rest.strip())
        return f", {' '.join(parts)}," if parts else ""

    def _noun(self, written: str, said: dict[str, str], *, is_plural: bool) -> str:
        gender = said.get("gender", "")
        noun = said.get("role") or _SUBJECT.get(gender, "participant")
        before = _BEFORE_NOUN.get(gender, "") if "role" in said else ""
        rest = self._rest(said)
        if is_plural:
            return f"some {before}{plural(noun)}{rest}"
        start = "one" if written[:4].casefold() == "one " else article(before + noun)
        return f"{start} {before}{noun}{rest}"

    def _rest(self, said: dict[str, str]) -> str:
        place = said.get("country") or said.get("city") or said.get("region") or ""
        sector, body, topic = said.get("sector", ""), said.get("body", ""), said.get("works_on", "")
        rest = f" from {place}" if place else ""
        if body:
            rest += f" representing {body}"
        elif sector:
            rest += f" representing {sector}" if place else f" from {sector}"
        return rest + (f" working on {topic}" if topic else "")


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or a line begins here: "Chile" has a capital anywhere."""
    before = text[:start].rstrip(" \t\"'([“‘«")
    return not before or before[-1] in _ENDS


_ENDS = ".!?:;\n\r-–—•*|/"


def _can_stay(piece: Piece) -> bool:
    return piece.axis in {
        "country",
        "city",
        "region",
        "role",
        "sector",
        "gender",
        "works_on",
        "body",
    } and not (piece.label.startswith("not "))


def _said(index: Index, piece: Piece) -> str:
    if piece.axis == "sector" and piece.sense is not None:
        if piece.sense.how == "group":
            return piece.label
        return labels.sector(piece.label, piece.sense.key) or piece.label
    if piece.axis in {"region", "country"}:
        return labels.place(piece.label)
    if piece.axis == "gender":
        return piece.sense.key if piece.sense else ""
    return (
        labels.role(index.label(piece.axis, piece.label))
        if piece.axis in {"role", "works_on"}
        else piece.label
    )
