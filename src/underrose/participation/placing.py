"""Which constituencies somebody would stand for, by the area, sector and duty station of their post, and by gender.

Only what stands in the clear is looked at: protected people are placed by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from underrose.context import gazetteer
from underrose.context.folding import fold
from underrose.participation.models import Constituency
from underrose.people.models import Person
from underrose.people.posts import NO_POST, PostLine


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of one person that can place them."""

    country: str
    sector: str
    duty_station: str
    gender: str


def signs_of(person: Person, post: PostLine | None) -> Signs:
    held = post or NO_POST
    return Signs(held.country or person.country, held.sector, fold(held.duty_station), person.gender)


def belongs(signs: Signs, constituency: Constituency) -> bool:
    """Every kind of sign the constituency names must fit; one that names none is filled by hand alone."""
    named = [
        fits
        for is_named, fits in (
            (constituency.areas, _is_within(signs.country, constituency.areas)),
            (constituency.sectors, signs.sector in constituency.sectors),
            (constituency.duty_stations, signs.duty_station in map(fold, constituency.duty_stations)),
            (constituency.genders, signs.gender in constituency.genders),
        )
        if is_named
    ]
    return bool(named) and all(named)


def _is_within(country: str, areas: Iterable[str]) -> bool:
    names = gazetteer.load()
    return bool(country) and any(country == code or country in names.members(code) for code in areas)
