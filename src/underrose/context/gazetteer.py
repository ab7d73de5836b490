"""Names of states, areas and regions as documents write them, and what they stand for on a day.

    from underrose.context import gazetteer
    gazetteer.load().resolve("Cape Verde")     # Cabo Verde, standing "former"

Read from the committed files and kept in memory; no database. A list is never corrected silently: an `Area` keeps the
name as written beside the name of today.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import Literal

from underrose.context import sources
from underrose.context.folding import fold
from underrose.context.searching import Search

Standing = Literal["current", "variant", "former", "wrong", "region", "disputed"]

_LANGUAGES = {"fr": "French", "es": "Spanish", "ar": "Arabic"}


@dataclass(frozen=True, slots=True)
class Area:
    """A name somebody wrote: what it stands for, what that is called today, and whether the name is of today."""

    code: str
    name: str
    as_written: str
    standing: Standing
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class AreaMention:
    start: int
    end: int
    area: Area


class Gazetteer:
    """All names held, each under its folded form; the first holder of a form keeps it."""

    def __init__(self, names: list[Area], members: dict[str, frozenset[str]], day: date) -> None:
        self.day = day
        self._members = members
        self._names: dict[str, Area] = {}
        self._today: dict[str, str] = {}
        for area in names:
            self._names.setdefault(fold(area.as_written), area)
            self._today.setdefault(area.code, area.name)

    def resolve(self, name: str, on: date | None = None) -> Area | None:
        """What a name in a list stands for, judged as of a day (the day of the reference data if none is given)."""
        found = self._names.get(fold(name)) or self._other_languages.get(fold(name))
        return _judged(found, name.strip(), on or self.day) if found else None

    def find(self, text: str, on: date | None = None) -> list[AreaMention]:
        """Every name in running English text, the longest at each place, in order."""
        day = on or self.day
        return [
            AreaMention(start, end, _judged(self._names[key], text[start:end], day))
            for start, end, key in self._search.find(text)
        ]

    def names(self) -> list[Area]:
        """Every name held, in English, each once."""
        return list(self._names.values())

    def areas(self) -> list[Area]:
        """Each country, area and disputed place once, under its name of today."""
        regions = {area.code for area in self._names.values() if area.standing == "region"}
        return [
            area for area in self._names.values() if area.as_written == area.name and area.code not in regions
        ]

    def name(self, code: str) -> str:
        """What an area or region is called today; the code itself if it is not held."""
        return self._today.get(code, code)

    def members(self, code: str) -> frozenset[str]:
        """Every area within a region, M49's or ours; an area is a member of itself."""
        return self._members.get(code, frozenset({code} & self._today.keys()))

    @cached_property
    def _search(self) -> Search:
        phrases = {area.as_written: key for key, area in self._names.items() if area.code != "001"}
        return Search(phrases, [row["phrase"] for row in sources.rows("not_areas.csv")])

    @cached_property
    def _other_languages(self) -> dict[str, Area]:
        """Short names in French, Spanish and Arabic, for lists; not searched for in running text, where too many
        are given names or English words (Maurice, Dominique).
        """
        from babel import Locale

        letters = {row["alpha2"]: row["code"] for row in sources.rows("areas.csv")} | {
            "XK": "XKX",
            "TW": "TWN",
        }
        names: dict[str, Area] = {}
        for language, called in _LANGUAGES.items():
            for alpha2, written in Locale(language).territories.items():
                if alpha2 in letters:
                    code = letters[alpha2]
                    standing: Standing = "disputed" if code in {"XKX", "TWN"} else "variant"
                    names.setdefault(
                        fold(written), Area(code, self.name(code), written, standing, f"{called} name.")
                    )
        return names


@cache
def load() -> Gazetteer:
    """The gazetteer of this release."""
    names = list(chain(_written_with_days(), _areas(), _disputed(), _regions(), _written()))
    return Gazetteer(names, _membership(), sources.source("names.csv").day)


def _judged(area: Area, as_written: str, day: date) -> Area:
    """A former name was right in its time; a new name was only one among others before its own."""
    standing = area.standing
    if standing == "former" and area.valid_to and (area.valid_from or date.min) <= day <= area.valid_to:
        standing = "current"
    elif standing == "current" and area.valid_from and day < area.valid_from:
        standing = "variant"
    return replace(area, as_written=as_written, standing=standing)


def _areas() -> list[Area]:
    """The names of today: short, short without its bracketed tail, formal."""
    found = []
    for row in sources.rows("areas.csv"):
        code, name = row["code"], row["name"]
        written = [name, name.partition(" (")[0], row["formal"]]
        found += [Area(code, name, one, "current") for one in dict.fromkeys(written) if one]
    return found


def _disputed() -> list[Area]:
    return [
        Area(area["code"], area["name"], written, "disputed", area["note"])
        for area in sources.toml("disputed.toml")["area"]
        for written in [area["name"], *area["written"]]
    ]


def _regions() -> list[Area]:
    m49 = [Area(row["code"], row["name"], row["name"], "region") for row in sources.rows("regions.csv")]
    own = sources.toml("own_regions.toml")["region"]
    return m49 + [Area(one["code"], one["name"], one["name"], "region", one["note"]) for one in own]


def _written() -> list[Area]:
    called = _called()
    return [
        Area(row["area"], called[row["area"]], row["name"], _standing(row), row["note"],
             sources.day_of(row["from"]), sources.day_of(row["to"]))
        for row in sources.rows("names.csv")
    ]  # fmt: skip


def _written_with_days() -> list[Area]:
    """Names of today that have a first day come before the same names of areas.csv, which have none."""
    return [area for area in _written() if area.standing == "current"]


def _standing(row: dict[str, str]) -> Standing:
    known: tuple[Standing, ...] = ("current", "variant", "former", "wrong", "region")
    return next(standing for standing in known if standing == row["standing"])


def _called() -> dict[str, str]:
    own = sources.toml("own_regions.toml")["region"] + sources.toml("disputed.toml")["area"]
    return {
        row["code"]: row["name"] for row in chain(sources.rows("areas.csv"), sources.rows("regions.csv"), own)
    }


def _membership() -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = {}
    above = {row["code"]: row["parent"] for row in sources.rows("regions.csv")}
    placed = [*sources.rows("areas.csv"), *sources.toml("disputed.toml")["area"]]
    for row in placed:
        region = row["region"]
        while region:
            members.setdefault(region, set()).add(row["code"])
            region = above[region]
    own = {
        region["code"]: frozenset(region["members"]) for region in sources.toml("own_regions.toml")["region"]
    }
    return {code: frozenset(codes) for code, codes in members.items()} | own
