"""Countries, cities and regions, and which lies in which.

Sources: ISO 3166-1, United Nations M49, CLDR, and common usage (see the heads of the tables).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.quasi.inflection import demonym_plural
from underrose.methods.attribution.quasi.tables import rows, toml

Codes = frozenset[str]
_JOINS = re.compile(r",? and | & |, |/| - ")
NOWHERE: Codes = frozenset()


@dataclass(frozen=True, slots=True)
class Region:
    key: str
    name: str
    codes: Codes
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demonym:
    word: str
    code: str
    is_adjective: bool
    is_plural: bool


@cache
def regions() -> dict[str, Region]:
    """Every region by its key."""
    members: dict[str, set[str]] = {}
    for row in rows("m49"):
        members.setdefault(row["region"], set()).add(row["code"])
    return {key: _region(key, entry, members) for key, entry in toml("regions").items()}


def _region(key: str, entry: dict[str, list[str]], members: dict[str, set[str]]) -> Region:
    codes: set[str] = set()
    for part in entry["of"]:
        codes |= members.get(part, {part})
    codes -= set(entry.get("without", ()))
    return Region(key, entry["names"][0], frozenset(codes), tuple(entry["names"]), tuple(entry["adjectives"]))


@cache
def countries() -> dict[str, str]:
    """The name to write for each ISO 3166-1 alpha-2 code, with its article: "the Netherlands"."""
    return {row["code"]: row["names"].split("|")[0] for row in rows("countries")}


@cache
def demonyms() -> tuple[Demonym, ...]:
    """Every demonym, singular and plural."""
    found = []
    for row in rows("countries"):
        for word in filter(None, row["demonyms"].split("|")):
            name = word.removeprefix("=")
            is_adjective = name == word
            found.append(Demonym(name, row["code"], is_adjective, is_plural=name.endswith("men")))
            many = demonym_plural(name)
            if many != name:
                found.append(Demonym(many, row["code"], is_adjective=False, is_plural=True))
    return tuple(found)


@cache
def _codes() -> dict[str, Codes]:
    """Folded name, code, demonym or city to the countries it may mean."""
    found: dict[str, set[str]] = {}

    def put(names: Iterable[str], code: str) -> None:
        for name in names:
            found.setdefault(fold(name).removeprefix("the "), set()).add(code)

    for row in rows("names"):
        put(row["names"].split("|"), row["code"])
    for row in rows("countries"):
        put((row["code"], row["alpha3"], *row["names"].split("|")), row["code"])
    for demonym in demonyms():
        put((demonym.word,), demonym.code)
    named = dict(found)
    for row in rows("cities"):
        put((city for city in row["cities"].split("|") if fold(city) not in named), row["code"])
    return {name: frozenset(codes) for name, codes in found.items()}


def codes_of(name: str) -> Codes:
    """The countries a name, code, demonym or city may mean; none if it is unknown. "Congo" means two."""
    return _codes().get(fold(name).strip().removeprefix("the "), NOWHERE)


@cache
def _named_regions() -> dict[str, str]:
    found: dict[str, str] = {}
    for region in regions().values():
        for name in (*region.names, *region.adjectives):
            found.setdefault(_plain(name), region.key)
    return found


def region_of(name: str) -> Region | None:
    """The region a name or adjective means."""
    key = _named_regions().get(_plain(name))
    return regions()[key] if key else _joint(name)


def _joint(name: str) -> Region | None:
    """“Eastern Europe and Central Asia”: what lies in either, where both are known."""
    parts = [part for part in _JOINS.split(_plain(name)) if part]
    keys = [_named_regions().get(part.removeprefix("the ")) for part in parts]
    if len(parts) < 2 or None in keys:  # noqa: PLR2004
        return None
    codes = frozenset[str]().union(*(regions()[key].codes for key in keys if key))
    return Region(name, name, codes, (name,), ())


def around(codes: Codes) -> list[Region]:
    """The regions that hold all of `codes`, the smallest first."""
    holding = [region for region in regions().values() if codes and codes <= region.codes]
    return sorted(holding, key=lambda region: len(region.codes))


def _plain(name: str) -> str:
    return fold(name).strip().replace("-", " ").removeprefix("the ")
