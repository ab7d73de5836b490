"""Which constituencies somebody would stand for, by the area, sector and duty station of their post, and by gender.

Where these say nothing, the words for a constituency are looked for in the title and organisation of the post. Only what stands in the clear is looked at: protected people are placed by hand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from underrose.context import gazetteer
from underrose.context.folding import fold
from underrose.participation.models import Axis, Constituency
from underrose.people.models import Person, Sector
from underrose.people.posts import NO_POST, PostLine


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of one person that can place them."""

    country: str
    sector: str
    duty_station: str
    gender: str
    words: frozenset[str] = frozenset()


def signs_of(person: Person, post: PostLine | None) -> Signs:
    held = post or NO_POST
    sector = str(Sector(held.sector).label) if held.sector in Sector.values else ""
    words = frozenset(_words(f"{held.title} {held.organisation} {sector}"))
    return Signs(held.country or person.country, held.sector, fold(held.duty_station), person.gender, words)


def on(axis: Axis, signs: Signs, standing: Iterable[Constituency]) -> list[Constituency]:
    """What somebody would stand for on one axis: by signs, else by the only constituency whose words are met."""
    groups = list(axis.constituencies.all())
    found = [group for group in groups if belongs(signs, group)]
    if found or any(group in groups for group in standing) or axis.feature in _NOT_BY_WORDS:
        return found
    met = [group for group in groups if _is_said(signs, group)]
    return met if len(met) == 1 else []


def belongs(signs: Signs, constituency: Constituency) -> bool:
    """Every kind of sign the constituency names must fit, by any one of those of its kind; one that names none is filled by hand alone."""
    named = [
        fits
        for is_named, fits in (
            (constituency.areas, _is_within(signs.country, constituency.areas)),
            (constituency.sectors, signs.sector in constituency.sectors),
            (constituency.duty_stations, _is_stationed(signs, constituency)),
            (constituency.genders, signs.gender in constituency.genders),
        )
        if is_named
    ]
    return bool(named) and all(named)


def _is_stationed(signs: Signs, constituency: Constituency) -> bool:
    return signs.duty_station in map(fold, constituency.duty_stations)


def _is_within(country: str, areas: Iterable[str]) -> bool:
    names = gazetteer.load()
    return bool(country) and any(country == code or country in names.members(code) for code in areas)


# Axes on which a word in a title would say something else than it seems.
_NOT_BY_WORDS = frozenset({"country", "country_group", "region", "duty_station", "gender"})
# Words that say too little alone, and words for what somebody is: nobody is put there for a word in a title.
_VAGUE = frozenset([
    "actor", "body", "community", "country", "delegate", "former", "government", "group", "institution",
    "international", "leader", "local", "maker", "member", "national", "network", "organisation",
    "organization", "participant", "people", "person", "professional", "regional", "region",
    "representative", "side", "society", "stakeholder", "state", "other", "global", "women", "woman",
    "men", "man", "girl", "boy", "youth", "elder", "minority", "refugee", "survivor", "victim",
])  # fmt: skip
_JOINED = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b|\bet\b|\by\b|\bи\b)\s*", re.IGNORECASE)
_AFTER = re.compile(
    r"\s+(?:in|of|from|for|on|with|at|who|including|such as|de|des|du)\s.*|\s*[(:].*", re.IGNORECASE
)


def _is_said(signs: Signs, constituency: Constituency) -> bool:
    """Whether a post says the words for a constituency; a sector that is known and asked for outweighs any word.

    Words stand for the sector alone: where a town is named too, the post has to be there.
    """
    if constituency.areas or constituency.genders or (constituency.sectors and signs.sector):
        return False
    if constituency.duty_stations and not _is_stationed(signs, constituency):
        return False
    return any(
        _is_met(_words(_AFTER.sub("", part)), signs.words)
        for written in (constituency.label, constituency.as_written)
        for part in _JOINED.split(written)
    )


def _is_met(words: Sequence[str], said: frozenset[str]) -> bool:
    """By the last word, which names the kind of person; by all of them where the last says too little alone."""
    if not words:
        return False
    if words[-1] not in _VAGUE:
        return words[-1] in said
    return len(words) > 1 and said.issuperset(words)


def _words(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"\w+", fold(text))]


def _stem(word: str) -> str:
    """One form for singular and plural; no more is asked of it."""
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 # "ties" stays
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004 # "gas" stays
