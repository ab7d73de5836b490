"""How a wording says a role, a region or a sector: with its article, its capitals, and nothing that nobody would write."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from underrose.methods.attribution.language import languages, participant_in
from underrose.methods.attribution.quasi import groups, lattice
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.tables import toml

_CAPITALS = {
    "un": "UN", "eu": "EU", "ngo": "NGO", "ngos": "NGOs", "ingo": "INGO", "cso": "CSO", "hrd": "HRD", "mp": "MP",
    "mep": "MEP", "ceo": "CEO", "phd": "PhD", "osce": "OSCE", "au": "AU", "icc": "ICC",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"and", "of", "the", "in", "de", "la"})
_TAKES_AN_ARTICLE = re.compile(
    r"\b(?:group|states|countries|islands|world|region|union|community|republic|ocean)$", re.IGNORECASE
)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


def role(label: str) -> str:
    """A role as it follows an article: without the capital of a heading, and with those of an acronym."""
    small = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return _WORD.sub(lambda found: _CAPITALS.get(found[0], found[0]), small)


def place(label: str) -> str:
    """A country or region as it follows "from": with its article; a code of small letters gets its capitals back."""
    region = lattice.region_of(label)
    if region is not None and region.key in _table()["regions"] and not _is_own(label, region.names):
        return str(_table()["regions"][region.key])
    written = _with_capitals(label) if label == label.lower() else label
    codes = lattice.codes_of(written) if region is None else lattice.NOWHERE
    names = region.names if region else tuple(lattice.countries().get(code, "") for code in codes)
    has_article = any(name.casefold() == f"the {written.casefold()}" for name in names)
    if written.casefold().startswith("the ") or not (has_article or _TAKES_AN_ARTICLE.search(written)):
        return written
    return f"the {written}"


def sector(label: str, plain: str = "") -> str:
    """“a think tank”, "the media": what follows "from"; empty where nothing that could be said is known."""
    words = " ".join(plain_words(plain or label))
    if own := _table()["sectors"].get(words):
        return str(own)
    for group in sorted(groups.groups_in("sector", words)):
        return str(toml("sectors")[group]["short"])
    return ""


def participant(language: str, sentence: str) -> str:
    """How a speaker is called without saying who; empty in a language for which nothing is known to read right."""
    for shared in _table()["sharing"]:
        if shared["script"] == language and not set(shared["letters"]).isdisjoint(sentence):
            return str(shared["participant"])
    known = _table()["participants"].get(language)
    if known is None and language in languages():
        known = participant_in(language)
    return str(known or "")


def belonging(noun: str) -> frozenset[str]:
    """The groups of sectors in which somebody has a place of this name."""
    return frozenset(_table()["belongings"].get(noun, ()))


def offered() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """The regions a wording may name, where the roster has none of its own: key, name and countries."""
    known = lattice.regions()
    return tuple((key, str(name), known[key].codes) for key, name in _table()["regions"].items())


def _is_own(label: str, names: tuple[str, ...]) -> bool:
    """Whether the roster writes the region as one of its names, with capitals: then so does the wording."""
    return label != label.lower() and any(name.casefold() == label.casefold() for name in names)


def _with_capitals(label: str) -> str:
    return _WORD.sub(lambda found: found[0] if found[0] in _SMALL else found[0].capitalize(), label)
