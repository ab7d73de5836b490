"""The word lists behind the comparison, read once from `words.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class WordLists:
    """What is known by heart: titles, particles, writings of one name, readings of surnames, letters."""

    titles: frozenset[str]
    suffixes: tuple[str, ...]
    particles: frozenset[str]
    patronymic: frozenset[str]
    variants: Mapping[str, frozenset[int]]
    """Each writing and the groups it belongs to."""
    readings: Mapping[str, str]
    compound: tuple[str, ...]
    letters: Mapping[str, str]


def read(raw: Mapping[str, Any]) -> WordLists:
    """The lists of a parsed file."""
    variants: dict[str, set[int]] = {}
    for number, line in enumerate(str(raw["variants"]).split("\n")):
        for word in line.split():
            variants.setdefault(word, set()).add(number)
    return WordLists(
        titles=frozenset(str(raw["titles"]).split()),
        suffixes=tuple(raw["suffixes"]),
        particles=frozenset(str(raw["particles"]).split()),
        patronymic=frozenset(raw["patronymic"]),
        variants={word: frozenset(groups) for word, groups in variants.items()},
        readings=dict(raw["readings"]),
        compound=tuple(raw["compound"]["surnames"]),
        letters=dict(raw["letters"]),
    )


WORDS = read(tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8")))
