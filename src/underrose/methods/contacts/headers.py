"""Which column holds what: from the headings, in nine languages, and from what stands below them.

Source of the words: usage in lists of international meetings; `headers.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from underrose.methods.names import fold


class Field(StrEnum):
    """What a column can hold. A column that holds none of these stays a column of the user's own."""

    full_name = "full_name"
    honorific = "title"
    salutation = "salutation"
    given_name = "given_name"
    family_name = "family_name"
    native_name = "native_name"
    organisation = "organisation"
    department = "department"
    position = "position"
    sector = "sector"
    country = "country"
    region = "region"
    duty_station = "duty_station"
    languages = "languages"
    email = "email"
    telephone = "telephone"
    mobile = "mobile"
    gender = "gender"
    notes = "notes"
    diet = "diet"
    """Recognised so that it can be kept out: what people eat belongs to the logistics of one meeting."""
    reference = "reference"
    last_update = "last_update"
    do_not_contact = "do_not_contact"


NAMES = frozenset({Field.full_name, Field.given_name, Field.family_name, Field.native_name})
SEVERAL = frozenset({Field.email, Field.telephone, Field.mobile, Field.notes, Field.languages})
"""Fields that more than one column may fill."""
SET_ASIDE = frozenset({Field.diet})
_RAW = tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))
_SAMPLE = 200
_SURE, _PART_SURE, _LIKELY = 0.95, 0.8, 0.6
_MAIL = re.compile(r"[^\s@;,<>]@[^\s@;,<>]")
_PHONE = re.compile(r"[+(]?[\d][\d\s()./+-]{5,24}(?:\s*(?:ext|x|#)\.?\s*\d+)?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: .*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_LETTERS_NOT_LATIN = re.compile("[\u0370-\u1dff\u3040-\ud7a3]")
_SPLIT = re.compile(r"[/|\\\n;,]| - |[()\[\]]")


@lru_cache(maxsize=10_000)
def folded(header: str) -> str:
    """A heading as it is compared: no capitals, accents, signs or numbers at its end."""
    return re.sub(r"\s+\d{1,2}$", "", fold(header))


def _words(text: str) -> list[str]:
    return [word for one in text.replace("\n", "").split("|") if (word := folded(one))]


_KNOWN: dict[str, Field] = {}
for _field, _text in _RAW["fields"].items():
    for _word in _words(_text):
        _KNOWN.setdefault(_word, Field(_field))
_PART_IF_OTHER = {Field(code): frozenset(map(folded, words)) for code, words in _RAW["part_if_other"].items()}
_CONTENT = {code: frozenset(fold(text).split()) for code, text in _RAW["content"].items()}


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column is taken for. `field` is None for a column of the user's own."""

    place: int
    header: str
    field: Field | None
    confidence: float
    """From 0 to 1; a page asks about what is under 0.6."""
    because: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What every column is taken for, in the order of the columns."""

    guesses: tuple[Guess, ...]

    def places(self, field: Field) -> tuple[int, ...]:
        """The columns that hold a field, from left to right."""
        return tuple(guess.place for guess in self.guesses if guess.field is field)

    def with_field(self, place: int, field: Field | None) -> "Mapping":
        """The mapping after somebody has chosen; a field that takes one column leaves the column that had it."""
        chosen = []
        for guess in self.guesses:
            if guess.place == place:
                chosen.append(replace(guess, field=field, confidence=1.0, because="chosen"))
            elif guess.field is field and field is not None and field not in SEVERAL:
                chosen.append(replace(guess, field=None, confidence=1.0, because="another column was chosen"))
            else:
                chosen.append(guess)
        return Mapping(tuple(chosen))

    @property
    def has_name(self) -> bool:
        """Whether any column holds a name; without one nobody can be taken over."""
        return any(guess.field in NAMES for guess in self.guesses)


@lru_cache(maxsize=10_000)
def recognised(header: str) -> Field | None:
    """The field a heading names, in whole or in one of its parts ("Surname / Nom / Apellidos"); None if it names none."""
    if len(header) > 120:  # noqa: PLR2004 # a sentence is no heading
        return None
    if found := _KNOWN.get(folded(header)):
        return found
    parts = [found for part in _SPLIT.split(header) if (found := _KNOWN.get(folded(part)))]
    return max(parts, key=lambda one: (parts.count(one), -parts.index(one))) if parts else None


def propose_mapping(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """What the columns hold, from their headings and from their cells (a sample of 200 rows).

    Cells overrule a heading only where they leave no doubt: a column of addresses with @ is e-mail even under "Contact".
    The headings of address cards are our own and leave no doubt: pass no rows for those. Linear in headers × sampled rows.
    """
    sample = rows[:_SAMPLE]
    named = {_KNOWN.get(folded(header)) or recognised(header) for header in headers}
    guesses = []
    for place, header in enumerate(headers):
        cells = [row[place] for row in sample if place < len(row) and row[place]]
        guesses.append(_guess(place, header, cells, named))
    return Mapping(tuple(_once(guesses)))


def _guess(place: int, header: str, cells: list[str], named: set[Field | None]) -> Guess:
    by_header, sure = _by_header(header, named)
    by_cells, share = _by_cells(cells)
    if by_cells is Field.telephone and by_header is Field.mobile:
        by_cells = Field.mobile
    if by_header and by_cells in {by_header, None}:
        confidence = sure if not by_cells else 1 - (1 - sure) * (1 - share)
        return Guess(
            place, header, by_header, round(confidence, 2), "heading" if not by_cells else "heading and cells"
        )
    if by_cells and _overrules(by_cells, by_header, share):
        return Guess(place, header, by_cells, round(share * (0.75 if by_header else 0.9), 2), "cells")
    if by_header:
        return Guess(
            place, header, by_header, round(sure * 0.75, 2), "heading, though the cells look otherwise"
        )
    return Guess(place, header, None, 0.5, "neither heading nor cells are known")


def _overrules(by_cells: Field, by_header: Field | None, share: float) -> bool:
    if by_header is None or by_cells is Field.email:
        return share >= _LIKELY
    return by_cells is Field.telephone and share >= _PART_SURE and by_header is Field.email


def _by_header(header: str, named: set[Field | None]) -> tuple[Field | None, float]:
    plain = folded(header)
    found = recognised(header)
    if found in {Field.full_name, Field.given_name, Field.family_name}:
        for part, other in ((Field.family_name, Field.given_name), (Field.given_name, Field.family_name)):
            if plain in _PART_IF_OTHER[part]:
                if other in named and found is not other:
                    return part, _PART_SURE
                found = Field.full_name if found is part and other not in named else found
    return found, _SURE if plain in _KNOWN else _PART_SURE


def _by_cells(cells: list[str]) -> tuple[Field | None, float]:
    if not cells:
        return None, 0.0
    tests: tuple[tuple[Field, Callable[[str], bool]], ...] = (
        (Field.email, lambda cell: bool(_MAIL.search(cell))),
        (Field.last_update, lambda cell: bool(_DAY.fullmatch(cell))),
        (Field.telephone, lambda cell: bool(_PHONE.match(cell)) and len(re.sub(r"\D", "", cell)) > 6),  # noqa: PLR2004 # digits
        (Field.gender, lambda cell: fold(cell) in _CONTENT["genders"]),
        (Field.honorific, lambda cell: fold(cell).split(" ")[0] in _CONTENT["titles"] and len(cell) < 30),  # noqa: PLR2004 # letters
    )
    found = [(sum(map(test, cells)) / len(cells), field) for field, test in tests]
    share, field = max(found, key=lambda one: one[0])
    if share >= _LIKELY:
        return field, share
    foreign = sum(1 for cell in cells if _LETTERS_NOT_LATIN.search(cell) and len(cell) < 60) / len(cells)  # noqa: PLR2004 # letters
    return (Field.native_name, foreign) if foreign >= _PART_SURE else (None, 0.0)


def _once(guesses: list[Guess]) -> list[Guess]:
    """Each field that takes one column gets the most certain; the other columns stay the user's own."""
    has_full = any(guess.field is Field.full_name for guess in guesses)
    best: dict[Field, Guess] = {}
    for guess in guesses:
        if guess.field and guess.field not in SEVERAL:
            kept = best.get(guess.field)
            if kept is None or guess.confidence > kept.confidence:
                best[guess.field] = guess
    found = []
    for guess in guesses:
        if guess.field is Field.native_name and guess.because == "cells" and not has_full and len(best) < 3:  # noqa: PLR2004 # a bare list
            found.append(replace(guess, field=Field.full_name))
        elif guess.field is None or guess.field in SEVERAL or best.get(guess.field) is guess:
            found.append(guess)
        else:
            found.append(
                replace(guess, field=None, confidence=0.5, because="another column holds this already")
            )
    return found


def is_yes(cell: str) -> bool | None:
    """Whether a cell says yes or no, in nine languages; None if it says neither."""
    plain = fold(cell)
    return True if plain in _CONTENT["yes"] else False if plain in _CONTENT["no"] else None
