"""Which kind of place a list means when it says "Donor government", "défenseurs" or "企业"."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from underrose.methods import names
from underrose.people.models import Sector

REFERENCE = Path(__file__).parent / "reference" / "sectors.toml"
NONE = ""
SHORTEST = 3  # letters of a word that says something where it stands among others


@dataclass(frozen=True, slots=True)
class SectorRead:
    """`value` is empty where nothing is known; `is_certain` is false where other words stand around what is known."""

    value: str
    is_certain: bool


@lru_cache(maxsize=1)
def known() -> dict[str, str]:
    """Every way of writing a sector, folded, and the sector."""
    written = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))
    found = {names.fold(word): sector for sector, words in written.items() for word in words}
    return found | {names.fold(sector.value): sector.value for sector in Sector}


def read(typed: str) -> SectorRead:
    """The whole words if they are known, else the first known words within: "Water ministry (Kenya)" is government."""
    said = names.fold(typed)
    labels = {
        names.fold(str(sector.label)): sector.value for sector in Sector
    }  # in the language of the reader
    if value := known().get(said) or labels.get(said):
        return SectorRead(value, is_certain=True)
    return SectorRead(_within(said), is_certain=False)


@lru_cache(maxsize=2048)
def _within(said: str) -> str:
    parted = f" {said} "
    met = [
        (parted.index(f" {word} "), -len(word), value)
        for word, value in known().items()
        if len(word) >= SHORTEST and value != Sector.other and f" {word} " in parted
    ]
    return min(met)[2] if met else NONE
