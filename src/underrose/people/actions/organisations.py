"""Organisations: found by their name, added when a person's post names one that is not known yet, revised."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit.refusals import Refused
from underrose.people import search_words, typed
from underrose.people.models import Organisation, Sector
from underrose.people.particulars import PostHeld

# Their members come from many countries, so the country a member speaks for is not theirs.
OF_MANY_COUNTRIES = frozenset({Sector.international_body, Sector.regional_body})
COLUMNS = frozenset({"name", "native_name", "country", "sector", "town"})


class Houses:
    """The organisations that posts name, each found once for a whole list of posts, or added.

    Two ministries bear one name in two countries; one United Nations body has officers for many. So a name is first
    looked for in the country of the post, then among those of no country, and only then added.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Organisation]] = defaultdict(dict)

    def know(self, posts: Iterable[PostHeld]) -> None:
        """Ask for all names at once, and add those that nobody knows."""
        wanted = [post for post in posts if post.organisation]
        names = {post.organisation for post in wanted} - set(self._known)
        if names:
            for house in Organisation.objects.filter(name__in=names):
                self._known[house.name][house.country] = house
        missing: dict[tuple[str, str], Organisation] = {}
        for post in wanted:
            if self._found(post) is None:
                house = _new(post)
                house = missing.setdefault((house.name, house.country), house)
                self._known[house.name][house.country] = house
        Organisation.objects.bulk_create(missing.values())

    def of(self, post: PostHeld) -> Organisation | None:
        return self._found(post) if post.organisation else None

    def _found(self, post: PostHeld) -> Organisation | None:
        known = self._known.get(post.organisation, {})
        if post.country in known:
            return known[post.country]
        if "" in known:
            return known[""]
        is_alone = len(known) == 1 and (not post.country or post.sector in OF_MANY_COUNTRIES)
        return next(iter(known.values())) if is_alone else None


def _new(post: PostHeld) -> Organisation:
    return Organisation(
        name=post.organisation,
        country="" if post.sector in OF_MANY_COUNTRIES else post.country,
        sector=post.sector,
        search_words=search_words.words_of([post.organisation]),
    )


@transaction.atomic
def revise_organisation(
    organisation: Organisation, words: Mapping[str, str], *, by: Holder, today: date
) -> Organisation:
    """Change what is said of an organisation; everybody who works there shows it."""
    locked = Organisation.objects.select_for_update().get(key=organisation.key)
    unknown = set(words) - COLUMNS
    if unknown:
        raise TypeError(f"not said of an organisation: {sorted(unknown)}")
    words = {name: typed.name(value) for name, value in words.items()}
    if all(getattr(locked, name) == value for name, value in words.items()):
        return locked
    for name, value in words.items():
        setattr(locked, name, value)
    if Organisation.objects.filter(name=locked.name, country=locked.country).exclude(key=locked.key).exists():
        raise Refused(_("There is an organisation of this name in this country already. Nothing was saved."))
    locked.search_words = search_words.words_of([locked.name, locked.native_name, locked.town])
    locked.save()
    record(by, "revised", "organisation", locked.key, "", today)
    return locked
