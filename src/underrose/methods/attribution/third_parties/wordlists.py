"""The word lists behind the search for mentions, read once: classes of words, places, names of people."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def sections(path: Path) -> dict[str, list[str]]:
    """The lists of a text file: `[name]`, then its entries by line; lines that start with # are remarks."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Each class of words and what belongs to it, folded."""
    raw = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(str(words).split()) for name, words in raw.items()}
    places = sections(HERE / "places.txt")
    names = sections(HERE / "names.txt")
    lists |= {
        "country": frozenset(places["countries"]),
        "city": frozenset(places["cities"]),
        "forename": frozenset(" ".join(names["forenames"]).split()),
        "surname": frozenset(" ".join(names["surnames"]).split()),
    }
    return lists


@cache
def classes_of() -> Mapping[str, tuple[str, ...]]:
    """Each single word and the classes it belongs to, in the order of the file."""
    found: dict[str, list[str]] = {}
    for name, words in classes().items():
        for word in words:
            if " " not in word:
                found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def usual() -> Mapping[str, int]:
    """Words of the texts the models learned from, and in how many of them each stands: 3 for three to five, 6 for more."""
    lists = sections(HERE / "usual.txt")
    often = dict.fromkeys(" ".join(lists["often"]).split(), 6)
    return often | dict.fromkeys(" ".join(lists["sometimes"]).split(), 3)
