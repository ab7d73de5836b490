"""The word lists of the gate, read once from `gate.toml` and `words.csv`."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("ness", ""),
)
_LAST = frozenset(ending[-1] for ending, _ in _ENDINGS)
"""Looked up first: most names end otherwise."""
_STEM = 3
"""Letters a stem has at least."""
_UNCOUNTED = 3
"""What a word of English counts for that the texts behind `words.csv` do not have."""


class GateWords(NamedTuple):
    """Small letters without accents."""

    titles: frozenset[str]
    behind: frozenset[str]
    """Forms of address behind a name."""
    verbs: frozenset[str]
    """Of saying and thinking, in every form."""
    auxiliary: frozenset[str]
    towards: frozenset[str]
    determiners: frozenset[str]
    places_after: frozenset[str]
    times_after: frozenset[str]
    months: frozenset[str]
    institutions: frozenset[str]
    named_after: frozenset[str]
    places: frozenset[str]
    of_states: frozenset[str]
    """What a country does."""
    kinds_of_places: frozenset[str]
    of_two_words: frozenset[str]
    """Places."""
    faiths: frozenset[str]
    """Names of people and of faiths or their members."""
    beliefs: frozenset[str]
    of_faiths: frozenset[str]
    """What a faith does, and what is named after one."""
    never_initials: frozenset[str]
    rarely_initials: frozenset[str]
    english: frozenset[str]
    other_languages: frozenset[str]
    adverbs: frozenset[str]
    in_front: frozenset[str]
    idioms: tuple[str, ...]
    """Set phrases with names that mean nobody."""
    spoken: frozenset[str]
    """What comes from a person: heard, remarks."""

    def count(self, word: str) -> int:
        """How common a word of English is, in any of its forms; 0 if it is none."""
        if word in self.counts:
            return self.counts[word]
        if word[-1:] not in _LAST:
            return 0
        for ending, put in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                stem = word[: -len(ending)] + put
                if stem in self.counts:
                    return min(self.counts[stem], _UNCOUNTED)
        return 0

    counts: Mapping[str, int]
    """English words and how often common texts write them in small letters."""


@cache
def gate_words() -> GateWords:
    """The lists; read at the first call."""
    raw = tomllib.loads((_HERE / "gate.toml").read_text(encoding="utf-8"))
    idioms = tuple(
        phrase.strip() for phrase in str(raw.pop("idioms")).replace("\n", " / ").split("/") if phrase.strip()
    )
    two = frozenset(place.strip() for place in str(raw.pop("of_two_words")).replace("\n", " / ").split("/"))
    lists = {name: frozenset(str(text).split()) for name, text in raw.items()}
    lists["of_two_words"] = two
    lists["titles"] |= lists.pop("address")
    counts = dict.fromkeys(lists["names_too"] | lists["nations"], _UNCOUNTED)
    with (_HERE / "words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            counts[row["word"]] = int(row["count"])
    verbs = frozenset(form for verb in lists["verbs"] for form in _forms(verb)) | lists["past"]
    kept = [name for name in GateWords._fields if name in lists and name != "verbs"]
    return GateWords(verbs=verbs, counts=counts, idioms=idioms, **{name: lists[name] for name in kept})


def _forms(verb: str) -> tuple[str, ...]:
    """say, says, saying; the past where a rule makes it."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, verb + ending, f"{stem}ed", f"{stem}ing", f"{verb}{verb[-1]}ed"
