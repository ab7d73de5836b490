"""The people of a room as the guard compares a text with them: built anew from the door of participation, kept by nobody."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from hashlib import blake2b

from underrose.concept.models import Meeting
from underrose.methods.attribution.values import Person, Roster
from underrose.participation import room
from underrose.participation.room import InTheRoom

GENDERS: Mapping[str, str] = {"woman": "F", "man": "M", "other": "X"}
# What the brief of a meeting may call an axis the guard knows by another name.
ROLES = frozenset({"role", "profession"})
SECTORS = frozenset({"sector", "kind-of-body", "constituency"})
REGIONS = frozenset({"region", "regional-group"})
TOPICS = frozenset({"theme", "topic", "expertise", "works-on"})
COUNTRIES = frozenset({"country", "state", "nationality"})
_TOLD = tuple(field.name for field in fields(Person) if field.name not in {"key", "part_of"})
KNOWN = ROLES | SECTORS | REGIONS | TOPICS | COUNTRIES | {"gender"}


def of(meeting: Meeting, rng: random.Random) -> Roster:
    """Everybody in the room, in random order and without a key."""
    people = room.roster(meeting, rng).people
    return Roster(tuple(entry for place, one in enumerate(people) for entry in _entries(place, one)))


def entries_of(roster: Roster, who: int) -> list[tuple[Person, ...]]:
    """For each person in a set everything the roster has of them; what they are called by in the house stands first."""
    keys = {one.part_of or one.key for place, one in enumerate(roster.people) if who >> place & 1}
    return [entries for key, entries in _together(roster).items() if key in keys]


def called(entries: Iterable[Person]) -> str:
    """By what name somebody stands in the house: a protected person by the alias."""
    return next((one.name for one in entries if one.name), "")


def fingerprint(roster: Roster) -> bytes:
    """Another one as soon as anything is other than it was of anybody, whatever the order; in memory alone."""
    told = sorted(
        repr([[getattr(one, name) for name in _TOLD] for one in entries])
        for entries in _together(roster).values()
    )
    return blake2b("\n".join(told).encode(), digest_size=16).digest()


def _together(roster: Roster) -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    for one in roster.people:
        key = one.part_of or one.key
        found[key] = (*found.get(key, ()), one)
    return found


def _entries(place: int, one: InTheRoom) -> tuple[Person, ...]:
    """Of a protected person three, none of which leads to another: what fits them, the alias, and what is sealed.

    In one, words of alias and name would be one mention where they stand together and two where they belong to two people:
    whoever types mixtures of names would read from the findings who stands behind an alias, or for what.
    """
    whole = _person(place, one)
    if not one.alias:
        return (whole,)
    fits = replace(whole, name="", given="", family="", native=(), honorific="", mails=(), telephones=())
    alias = Person(
        key=f"{place} alias", name=one.alias, other_names=(one.alias,), counts=False, part_of=whole.key
    )
    sealed = Person(
        key=f"{place} sealed",
        name=whole.name,
        given=whole.given,
        family=whole.family,
        native=whole.native,
        honorific=whole.honorific,
        mails=whole.mails,
        telephones=whole.telephones,
        counts=False,
        part_of=whole.key,
    )
    return (fits, alias, sealed)


def _person(place: int, one: InTheRoom) -> Person:
    who, axes = one.who, one.constituencies
    return Person(
        key=str(place),
        name=who.full_name,
        given=who.given_name,
        family=who.family_name,
        native=_some([who.native_name]),
        honorific=who.form(who.language).form_of_address,
        gender=GENDERS.get(who.gender, ""),
        countries=_some([who.country, *(post.country for post in who.posts)])
        or _some(_among(axes, COUNTRIES)),
        regions=_some(_among(axes, REGIONS)),
        roles=_some(_among(axes, ROLES)),
        sectors=_some([*(_written(post.sector) for post in who.posts), *_among(axes, SECTORS)]),
        posts=_some(post.title for post in who.posts),
        bodies=_some(name for post in who.posts for name in (post.organisation, post.department)),
        works_on=_some(_among(axes, TOPICS)),
        languages=who.languages,
        mails=who.mails,
        telephones=who.telephones,
        facts=_other_facts(one),
        counts=one.is_guest,
    )


def _other_facts(one: InTheRoom) -> Mapping[str, tuple[str, ...]]:
    stations = _some(post.duty_station for post in one.who.posts)
    own = {
        axis: tuple(_written(value) for value in values)
        for axis, values in one.constituencies.items()
        if axis not in KNOWN
    }
    return own | ({"duty station": stations} if stations else {})


def _among(axes: Mapping[str, tuple[str, ...]], names: frozenset[str]) -> list[str]:
    return [_written(value) for axis, values in axes.items() if axis in names for value in values]


def _written(code: str) -> str:
    """A code of the house as the words it stands for."""
    return code.replace("_", " ").replace("-", " ")


def _some(values: Iterable[str]) -> tuple[str, ...]:
    """Without blanks, and each once."""
    return tuple(dict.fromkeys(value for value in values if value))
