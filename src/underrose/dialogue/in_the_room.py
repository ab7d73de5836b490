"""The people of a room as the guard compares a text with them: built anew from the door of participation, kept by nobody."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import fields
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
_TOLD = tuple(field.name for field in fields(Person) if field.name != "key")
KNOWN = ROLES | SECTORS | REGIONS | TOPICS | COUNTRIES | {"gender"}


def of(meeting: Meeting, rng: random.Random) -> Roster:
    """Everybody in the room, in random order and without a key."""
    people = room.roster(meeting, rng).people
    return Roster(tuple(_person(place, one) for place, one in enumerate(people)))


def fingerprint(roster: Roster) -> bytes:
    """Another one as soon as anything is other than it was of anybody, whatever the order; in memory alone."""
    told = sorted(repr([getattr(person, name) for name in _TOLD]) for person in roster.people)
    return blake2b("\n".join(told).encode(), digest_size=16).digest()


def _person(place: int, one: InTheRoom) -> Person:
    who, axes = one.who, one.constituencies
    return Person(
        key=str(place),
        name=who.full_name,
        given=who.given_name,
        family=who.family_name,
        native=_some([who.native_name]),
        other_names=_some([one.alias]),
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
