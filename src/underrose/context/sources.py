"""The committed reference files, read as they stand: each says its version, its day, its source and its licence.

Plain Python without Django, because the gazetteer and the import of a note work before any database exists.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "reference"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file's facts come from and the day on which they held."""

    name: str
    version: int
    day: date
    source: str
    licence: str
    note: str = ""


def names() -> tuple[str, ...]:
    """Every file of reference data by name, in alphabetical order."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".toml"}))


@cache
def toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a long table; lines that begin with # say what the table is."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def source(name: str) -> Source:
    says = toml(name) if name.endswith(".toml") else _heading(name)
    day = says["day"]
    return Source(
        name=name,
        version=int(says["version"]),
        day=day if isinstance(day, date) else date.fromisoformat(day),
        source=says["source"],
        licence=says["licence"],
        note=says.get("note", ""),
    )


def day_of(text: str) -> date | None:
    """A day in a table, or nothing where no day is held."""
    return date.fromisoformat(text) if text else None


def _heading(name: str) -> dict[str, str]:
    says: dict[str, str] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        word, colon, rest = line.removeprefix("#").strip().partition(": ")
        if colon and word in {"version", "day", "source", "licence", "note"}:
            says[word] = f"{says[word]} {rest}" if word in says else rest
    return says
