"""The names somebody may go by: Bill for William, Sasha for Aleksandr, and back; and what is a name at all."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_NONE: frozenset[str] = frozenset()


@cache
def _both_ways() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with (Path(__file__).parent / "nicknames.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            for form in row["forms"].split():
                found.setdefault(row["name"], set()).add(form)
                found.setdefault(form, set()).add(row["name"])
    return {name: frozenset(forms) for name, forms in found.items()}


@cache
def known_names() -> frozenset[str]:
    """Names that are common somewhere, in the letters a to z."""
    with (Path(__file__).parent / "known_names.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(
            row["name"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        )


def nicknames(given: str) -> frozenset[str]:
    """The short forms of a given name, and the full names it is a short form of; in the letters a to z."""
    return _both_ways().get(given, _NONE)
