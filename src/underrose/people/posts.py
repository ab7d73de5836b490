"""What people do now, for lists; nothing for those whose particulars are sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from underrose.people.models import Person, Post


@dataclass(frozen=True, slots=True)
class PostLine:
    """The post held on a day; where the post names no country or sector, those of its organisation."""

    title: str
    organisation: str
    country: str
    sector: str
    duty_station: str


NO_POST = PostLine("", "", "", "", "")


def current(persons: Iterable[Person], today: date) -> dict[UUID, PostLine]:
    """The latest post of each that is held today, in one query. Who has none, or is sealed, is not in it."""
    keys = [person.key for person in persons if not person.is_sealed]
    if not keys:
        return {}
    found: dict[UUID, Post] = {}
    for post in Post.objects.held_on(today).filter(person__in=keys).select_related("organisation"):
        other = found.get(post.person_id)
        if other is None or _since(post) > _since(other):
            found[post.person_id] = post
    return {key: line_of(post) for key, post in found.items()}


def line_of(post: Post) -> PostLine:
    house = post.organisation
    return PostLine(
        title=post.title,
        organisation=house.name if house else "",
        country=post.country or (house.country if house else ""),
        sector=post.sector or (house.sector if house else ""),
        duty_station=post.duty_station,
    )


def _since(post: Post) -> date:
    return post.start_on or date.min
