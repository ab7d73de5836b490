"""The list of participants and the names on badges: what each person agreed to, and nothing more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.context import gazetteer
from underrose.methods.documents.name_cards import NameCard
from underrose.methods.documents.people_list import Listed, filed
from underrose.methods.documents.people_list import Shown as ListColumn
from underrose.participation.logistics import filed_under
from underrose.participation.models import GUESTS, Capacity, Listing, Participant
from underrose.participation.rules import logistics as rules
from underrose.people import posts
from underrose.people.posts import NO_POST, PostLine


@dataclass(frozen=True, slots=True)
class DelegateList:
    """Who may stand in the list, how many may not, and who has not said."""

    people: tuple[Listed, ...]
    left_out: int
    silent: int

    @property
    def sentence(self) -> str:
        """Under the list: that there are more, never who."""
        if not self.left_out:
            return ""
        return ngettext(
            "and %(count)s further participant", "and %(count)s further participants", self.left_out
        ) % {"count": self.left_out}


def of(
    meeting: Meeting, today: date, *, organiser_allows: bool | None, is_for_partner: bool = False
) -> DelegateList:
    """As it may be given to participants; to a partner, only those who stand in it by name."""
    rows = _room(meeting, guests_only=True)
    held = posts.current([row.person for row in rows], today)
    places = _countries(held.values())
    people: list[Listed] = []
    silent = 0
    for row in rows:
        if not row.has_said_how_listed:
            silent += 1
            continue
        listed = _listed(row, held.get(row.person_id, NO_POST), places)
        is_named = row.listed_to_participants == Listing.by_name and not row.person.is_sealed
        may_stand = rules.may_be_named(row, is_under_alias=not is_named, organiser_allows=organiser_allows)
        if listed is not None and may_stand and (is_named or not is_for_partner):
            people.append(listed)
    # In the order of what stands there: the place of another name would tell whose it is.
    people.sort(key=lambda one: filed(one.sorted_as or one.name))
    return DelegateList(tuple(people), len(rows) - len(people), silent)


def columns() -> dict[ListColumn, str]:
    return {
        ListColumn.name: _("Name"),
        ListColumn.native: _("In its own script"),
        ListColumn.position: _("Position"),
        ListColumn.organisation: _("Organisation"),
        ListColumn.country: _("Country"),
    }


def _room(meeting: Meeting, *, guests_only: bool = False) -> list[Participant]:
    rows = Participant.objects.filter(meeting=meeting).confirmed().select_related("person", "meeting")
    rows = rows.guests() if guests_only else rows
    return sorted(rows.defer("person__particulars", "person__search_words"), key=filed_under)


def _listed(row: Participant, post: PostLine, places: dict[str, str]) -> Listed | None:
    person = row.person
    if row.listed_to_participants == Listing.nowhere:
        return None
    if person.is_sealed or row.listed_to_participants == Listing.by_alias:
        alias = alias_of(row)
        return Listed(alias, sorted_as=alias) if alias else None
    if row.listed_to_participants == Listing.by_role:
        return Listed(row.role_words or str(Capacity(row.capacity).label))
    return Listed(
        name=person.full_name,
        native=person.native_name,
        position=row.role_words or post.title,
        organisation=post.organisation,
        country=places.get(post.country, post.country),
        sorted_as=f"{person.family_name} {person.given_name}".strip() or person.full_name,
    )


def is_under_alias(row: Participant) -> bool:
    """Whose card bears another name, for whichever reason."""
    return row.person.is_sealed or (
        row.has_said_how_listed and row.listed_to_participants == Listing.by_alias
    )


def alias_of(row: Participant) -> str:
    """The name somebody chose to appear under; of protected people the alias, which is all their row holds."""
    return row.alias or (row.person.full_name if row.person.is_sealed else "")


def _countries(found: Iterable[PostLine]) -> dict[str, str]:
    areas = gazetteer.load()
    return {code: areas.name(code) for code in {post.country for post in found if post.country}}


# --- badges and tent cards ------------------------------------------------------------------------


class Shows(StrEnum):
    """What the organiser chose to have on every card."""

    name = "name"
    given = "given"
    role = "role"


def cards(meeting: Meeting, today: date, *, shows: Shows, who: str) -> tuple[NameCard, ...]:
    """In the order of what stands on them: a card filed under a name it does not bear would tell it."""
    rows = [row for row in _room(meeting) if _is_wanted(row, who)]
    held = posts.current([row.person for row in rows], today)
    made = [(row, _card(row, held.get(row.person_id, NO_POST), shows)) for row in rows]
    made.sort(key=lambda pair: _filed(*pair))
    return tuple(card for _row, card in made)


@dataclass(frozen=True, slots=True)
class Carded:
    """Somebody in the room as their badge has them. Whoever wished to stand in no list is not listed."""

    card: NameCard
    is_listed: bool


def carded(meeting: Meeting, today: date) -> dict[UUID, Carded]:
    """By key of the participant, staff too, in the order of what stands on the cards."""
    rows = _room(meeting)
    held = posts.current([row.person for row in rows], today)
    made = [(row, _card(row, held.get(row.person_id, NO_POST), Shows.name)) for row in rows]
    made.sort(key=lambda pair: _filed(*pair))
    return {row.key: Carded(card, is_listed=not _is_nowhere(row)) for row, card in made}


def _is_nowhere(row: Participant) -> bool:
    return row.has_said_how_listed and row.listed_to_participants == Listing.nowhere


def _filed(row: Participant, card: NameCard) -> str:
    """A whole name lies where its family name is looked for, everything else under its own first letter."""
    return filed_under(row)[0] if card.name == row.person.full_name else filed(card.name)


def _is_wanted(row: Participant, who: str) -> bool:
    return who == "all" or (row.capacity in GUESTS) is (who == "guests")


def _card(row: Participant, post: PostLine, shows: Shows) -> NameCard:
    """What a person asked for goes before what the organiser chose; a protected name is never on a card."""
    person, label = row.person, str(Capacity(row.capacity).label)
    capacity = "" if row.capacity == Capacity.participant else label
    wish = row.listed_to_participants if row.has_said_how_listed and row.capacity in GUESTS else ""
    if person.is_sealed or wish == Listing.by_alias:
        return NameCard(name=alias_of(row) or label, capacity=capacity)
    if shows is Shows.role or wish in {Listing.by_role, Listing.nowhere}:
        role = row.role_words or (post.title if not wish or wish == Listing.by_name else "")
        return NameCard(name=role or label, capacity=capacity if role else "")
    if shows is Shows.given:
        first = person.given_name or person.full_name.split(" ")[0]
        return NameCard(name=first, capacity=capacity)
    return NameCard(
        name=person.full_name,
        native=person.native_name,
        role=row.role_words or post.title,
        organisation=post.organisation,
        capacity=capacity,
    )


def rows_of(people: Sequence[Listed]) -> list[tuple[str, ...]]:
    """For a page or a spreadsheet: the same columns in the same order as on paper."""
    return [(one.name, one.native, one.position, one.organisation, one.country) for one in people]
