"""The word lists and tables of this folder, read once in a process."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "tables"


@cache
def toml(name: str) -> dict[str, Any]:
    """The table `name`.toml."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv, without its head of comments."""
    lines = (_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def words(section: str) -> frozenset[str]:
    """One list of grammar.toml."""
    return frozenset(toml("grammar")[section])
