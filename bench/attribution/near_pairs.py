"""Pairs of writings of one name, and which names are one: those of one name group, or of groups that share a native writing."""

import csv
import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.lattice import script_of

Pair = tuple[str, str]
FOLDS = 5


@dataclass
class NearPairs:
    """`roman` and `native` hold (group, pair); the groups of a name are those of its file, joined by native writings."""

    roman: list[tuple[str, Pair]] = field(default_factory=list)
    native: list[tuple[str, Pair]] = field(default_factory=list)
    surnames: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    groups: dict[str, set[str]] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)

    def root(self, group: str) -> str:
        while (above := self.parent.setdefault(group, group)) != group:
            self.parent[group] = group = self.parent.setdefault(above, above)
        return group

    def of(self, name: str) -> set[str]:
        """The groups a name is written in, any script; Latin names by their letters."""
        key = name if script_of(name) else letters(name)
        return {self.root(group) for group in self.groups.get(key, ())}

    def are_same(self, one: str, other: str) -> bool:
        return not self.of(one).isdisjoint(self.of(other))

    def fold(self, group: str) -> int:
        return zlib.crc32(group.encode()) % FOLDS


def read_pairs(folder: Path) -> NearPairs:
    """The pairs of `names/` of the open data."""
    pairs = NearPairs()
    for kind, file in (("s", "common-surnames-by-country.csv"), ("f", "common-forenames-by-country.csv")):
        with (folder / "names" / file).open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                _read(pairs, kind, row)
    raw = json.loads((folder / "names" / "romanisation_pairs.json").read_text(encoding="utf-8"))
    for country, _, one, other in raw["roman_pairs"]:
        pairs.roman.append((min(pairs.of(one) & pairs.of(other), default=country + one), (one, other)))
    for country, native, latin in raw["native_roman"]:
        pairs.native.append((min(pairs.of(native), default=country + native), (native, latin)))
    return pairs


def _read(pairs: NearPairs, kind: str, row: dict[str, str]) -> None:
    group, native, latin = (
        kind + row["Name Group"],
        row["Localized Name"].strip(),
        row["Romanized Name"].strip(),
    )
    if native and script_of(native):
        pairs.parent[pairs.root(group)] = pairs.root(f"native {native}")
        pairs.groups.setdefault(native, set()).add(group)
    written = latin or ("" if script_of(native) else native)
    if letters(written):
        known = pairs.groups.setdefault(letters(written), set())
        if not known:
            pairs.names.append(written)
        if kind == "s" and not any(one.startswith("s") for one in known):
            pairs.surnames.append(written)
        known.add(group)
