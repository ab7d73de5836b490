"""The words of `words.toml`, as alternatives for patterns."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_RAW = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_UPPER = "".join(chr(code) for code in range(0xC0, 0x530) if chr(code).isupper())

CAPITAL = rf"[A-Z{_UPPER}]"
"""A capital letter of the Latin, Greek or Cyrillic alphabet."""
MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?"
    r"|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
YEAR = r"(?:1[6-9]|20)\d\d\b"


def inflected(verb: str, irregular: str = "") -> tuple[str, ...]:
    """Base, third person, -ing form, past and participle, in this order. "point-out" bends its first word."""
    head, _, rest = verb.partition("-")
    rest = f" {rest.replace('-', ' ')}" if rest else ""
    third, present, past = _regular(head)
    pasts = irregular.split() if irregular else [past, past]
    return tuple(form + rest for form in (head, third, present, *pasts))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words; the longest is tried first."""
    return "(?:" + "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True)) + ")"


def any_pattern(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def cues(patterns: Iterable[str]) -> tuple[str, ...]:
    """For each pattern a run of letters it cannot be without: the longest outside its brackets, or one for each choice it ends with."""
    found = set[str]()
    for pattern in patterns:
        bare = pattern
        while (less := re.sub(r"\([^()]*\)[?*]?|\[[^]]*\][?*+]?|\{[^}]*\}|\\.|\w\?", " ", bare)) != bare:
            bare = less
        runs: list[str] = re.findall(r"[^\W_]+", bare)
        choices: list[str] = re.findall(r"\(\?:([^()]+)\)$", pattern)
        found.update([max(runs, key=len)] if runs else cues(choices[0].split("|")) if choices else [""])
    return ("",) if "" in found else tuple(sorted(found))


def _regular(verb: str) -> tuple[str, str, str]:
    if re.search(r"(?:s|sh|ch|x|z)$", verb):
        return f"{verb}es", f"{verb}ing", f"{verb}ed"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies", f"{verb}ing", f"{verb[:-1]}ied"
    if verb.endswith("ee"):
        return f"{verb}s", f"{verb}ing", f"{verb}d"
    if verb.endswith("e"):
        return f"{verb}s", f"{verb[:-1]}ing", f"{verb}d"
    if verb in _DOUBLED:
        return f"{verb}s", f"{verb}{verb[-1]}ing", f"{verb}{verb[-1]}ed"
    return f"{verb}s", f"{verb}ing", f"{verb}ed"


_DOUBLED = frozenset(
    ("admit", "concur", "submit", "infer", "refer", "rebut", "quip", "commit", "sum", "begin", "put", "set")
)
_IRREGULAR: dict[str, str] = _RAW["verbs"]["irregular"]


def _forms(words: str) -> dict[str, tuple[str, ...]]:
    verbs = words.split()
    return {verb: inflected(verb, _IRREGULAR.get(verb.partition("-")[0], "")) for verb in verbs}


CLAUSE = _forms(_RAW["verbs"]["clause"])
"""Verbs that take a clause, with their forms."""
OTHER = _forms(_RAW["verbs"]["other"])
ALL_FORMS = frozenset(form for table in (CLAUSE, OTHER) for forms in table.values() for form in forms)
PARTICIPLE_OF = {form: forms[-1] for forms in CLAUSE.values() for form in forms}
"""From any form of a verb that takes a clause to its participle: "it was <participle> that"."""
_FINITE = frozenset(
    form for table in (CLAUSE, OTHER) for forms in table.values() for form in (*forms[1:2], *forms[3:])
)

VERB = any_of(ALL_FORMS)
FINITE = any_of(_FINITE)
"""Third person or past: what can follow a subject without more."""
AUXILIARY = any_of([*_RAW["frames"]["auxiliaries"].replace("\n", " ").split(), "went on to", "n't"])
BEFORE = any_of(_RAW["frames"]["before"])
NOUN = any_of(noun + s for noun in _RAW["frames"]["nouns"].split() for s in ("", "s", "es")).replace(
    "|ys", "|ies"
)
IMPERSONAL = frozenset(_RAW["frames"]["impersonal"].split())
"""Participles that "it was ... that" takes."""
STATE = any_of(_RAW["frames"]["states"].split())
HOLDING = any_of(_RAW["frames"]["holdings"].split())
PREPOSITION = any_of(_RAW["frames"]["prepositions"])

_SOURCES = _RAW["sources"]
OFFICE = any_pattern(_SOURCES["offices"])
HELD_BY_MANY = any_pattern(_SOURCES["held_by_many"])
BODY = any_of(_SOURCES["bodies"])
FORUM = any_pattern(_SOURCES["forums"])
SPEECH = any_of(_SOURCES["speeches"].split())
PUBLISHED = any_of(_SOURCES["published"])
WORK = any_of(word + s for word in _SOURCES["works"].split() for s in ("", "s"))
INSTRUMENT = any_pattern(_SOURCES["instruments"])
PRESS = any_pattern(_SOURCES["press"])
PUBLISHER = any_pattern(_SOURCES["publishers"])
SYMBOL = any_of(_SOURCES["symbols"].split())
FORUM_CUES, INSTRUMENT_CUES, PRESS_CUES, SPEECH_CUES, WORK_CUES, PUBLISHED_CUES = (
    cues(_SOURCES["forums"]),
    cues(_SOURCES["instruments"]),
    cues(_SOURCES["press"]),
    tuple(_SOURCES["speeches"].split()),
    tuple(_SOURCES["works"].split()),
    tuple(_SOURCES["published"]),
)
"""Letters without which none of their kind is there."""
