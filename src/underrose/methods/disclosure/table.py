"""The table of regimes as the file gives it, checked while it is read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from underrose.methods.disclosure.words import Disclosure, Letter, Overlay, Regime

AS_IT_IS = "="
Row = Mapping[Disclosure, Letter]


@dataclass(frozen=True, slots=True)
class Table:
    """All regimes of one version of the policy. An overlay's row lacks the kinds it leaves as they are."""

    version: int
    day: date
    default: Regime
    k: int
    k_floor: int
    rule: str
    """The one sentence behind the Rule, for people who are about to accept it."""
    kinds: Mapping[Disclosure, str]
    letters: Mapping[Letter, str]
    labels: Mapping[Regime | Overlay, str]
    regimes: Mapping[Regime, Row]
    overlays: Mapping[Overlay, Row]
    second_person: frozenset[Regime]
    """Under these, what is let out of the room is read by two people."""
    keeps_wording: frozenset[Regime]
    """Under these alone the wording as it was taken may stay when a reworded point has left."""


def read(raw: Mapping[str, Any]) -> Table:
    """The table of a parsed file; a file with a cell, a kind or a regime too few or too many is refused."""
    kinds = {Disclosure(code): str(label) for code, label in raw["kinds"].items()}
    letters = {Letter(code): str(meaning) for code, meaning in raw["letters"].items()}
    regimes = {Regime(code): _row(kinds, row["cells"]) for code, row in raw["regimes"].items()}
    overlays = {Overlay(code): _row(kinds, row["cells"]) for code, row in raw["overlays"].items()}
    _require_all("kinds", kinds, Disclosure)
    _require_all("letters", letters, Letter)
    _require_all("regimes", regimes, Regime)
    _require_all("overlays", overlays, Overlay)
    if any(len(row) != len(kinds) for row in regimes.values()):
        raise ValueError("A regime answers every kind of disclosure itself")
    return Table(
        version=int(raw["version"]),
        day=raw["day"],
        default=Regime(raw["default"]),
        k=int(raw["k"]),
        k_floor=int(raw["k_floor"]),
        rule=str(raw["rule"]),
        kinds=kinds,
        letters=letters,
        labels={
            **{Regime(code): str(row["label"]) for code, row in raw["regimes"].items()},
            **{Overlay(code): str(row["label"]) for code, row in raw["overlays"].items()},
        },
        regimes=regimes,
        overlays=overlays,
        second_person=frozenset(Regime(code) for code in raw["second_person"]),
        keeps_wording=frozenset(Regime(code) for code in raw["keeps_wording"]),
    )


def _row(kinds: Mapping[Disclosure, str], cells: list[str]) -> Row:
    return {kind: Letter(cell) for kind, cell in zip(kinds, cells, strict=True) if cell != AS_IT_IS}


def _require_all(what: str, found: Mapping[Any, Any], expected: type[StrEnum]) -> None:
    missing = sorted(set(expected) - set(found))
    if missing:
        raise ValueError(f"The table lacks {what}: {', '.join(missing)}")


TABLE = read(tomllib.loads((Path(__file__).parent / "regimes.toml").read_text(encoding="utf-8")))
