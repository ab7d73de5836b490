"""The room against the brief: how many are confirmed, likely and invited, group by group. Numbers only, nobody's name."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from babel.lists import format_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from underrose.participation.in_numbers import chance, takes_a_place
from underrose.participation.models import (
    GUESTS,
    Brief,
    Candidate,
    Constituency,
    Crossing,
    InvitationState,
    Participant,
    Place,
    Stage,
    Standing,
)
from underrose.participation.models.briefs import Target

_ASKED = (InvitationState.prepared, InvitationState.sent, InvitationState.tentative)
_GONE = frozenset({Stage.vetoed, Stage.set_aside})
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """People of one group: confirmed, expected of those asked, asked in all, and everybody who might still be."""

    confirmed: int = 0
    expected: float = 0.0
    invited: int = 0
    candidates: int = 0
    must_haves: int = 0

    @property
    def likely(self) -> int:
        """Those expected besides the confirmed, in whole people and never more than are asked."""
        return min(math.floor(self.expected + 0.5), self.invited)

    @property
    def hoped_for(self) -> int:
        return self.confirmed + self.likely

    @property
    def unlikely(self) -> int:
        """Asked, and not expected to come."""
        return self.invited - self.likely


@dataclass(frozen=True, slots=True)
class Row:
    """One group with what is asked of it and who there is."""

    key: UUID
    label: str
    target: Target
    tally: Tally

    @property
    def missing(self) -> int:
        return max(0, (self.target.minimum or 0) - self.tally.hoped_for)

    @property
    def too_many(self) -> int:
        most = self.target.maximum
        return 0 if most is None else max(0, self.tally.confirmed - most)


@dataclass(frozen=True, slots=True)
class AxisRows:
    label: str
    feature: str
    rows: tuple[Row, ...]
    nowhere: int = 0
    """Candidates who stand for nothing on this axis."""


@dataclass(frozen=True, slots=True)
class Composition:
    axes: tuple[AxisRows, ...]
    crossings: tuple[Row, ...]
    room: Tally
    """Everybody who takes a place."""
    cap: int | None

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*(row for axis in self.axes for row in axis.rows), *self.crossings)

    def row(self, key: UUID) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


def of(brief: Brief, *, places_protected: bool = True) -> Composition:
    """In a constant number of queries, however many candidates and constituencies there are.

    For readers who see no names, protected people take a place in the room and stand for nothing: in a group of one, or
    as the difference between two totals, a number would tell what they stand for.
    """
    seen = _Seen(brief, places_protected=places_protected)
    constituencies = Constituency.objects.filter(axis__brief=brief).select_related("axis")
    by_axis: dict[UUID, list[Constituency]] = defaultdict(list)
    for one in constituencies:
        by_axis[one.axis_id].append(one)
    return Composition(
        axes=tuple(
            AxisRows(
                axis.label,
                axis.feature,
                tuple(Row(one.key, one.label, one, seen.within({one.key})) for one in by_axis[axis.key]),
                seen.nowhere({one.key for one in by_axis[axis.key]}),
            )
            for axis in brief.axes.all()
        ),
        crossings=tuple(
            Row(one.key, str(one), one, seen.within({one.one_id, one.other_id})) for one in _crossings(brief)
        ),
        room=seen.room(),
        cap=brief.cap,
    )


def _crossings(brief: Brief) -> Iterable[Crossing]:
    return brief.crossings.select_related("one", "other")


@dataclass(frozen=True, slots=True)
class _Guest:
    is_confirmed: bool
    is_asked: bool
    chance: float
    is_must_have: bool
    takes_a_place: bool
    groups: frozenset[UUID]


class _Seen:
    """Every guest who may still be there, with where they stand; staff, interpreters and security count nowhere."""

    def __init__(self, brief: Brief, *, places_protected: bool) -> None:
        groups: dict[UUID, set[UUID]] = defaultdict(set)
        pairs = Standing.objects.filter(constituency__axis__brief=brief)
        if not places_protected:
            pairs = pairs.exclude(candidate__person__is_sealed=True)
        for candidate, constituency in pairs.values_list("candidate", "constituency"):
            groups[candidate].add(constituency)
        places = {
            person: (place, capacity)
            for person, place, capacity in Participant.objects.filter(meeting=brief.meeting_id).values_list(
                "person", "place", "capacity"
            )
        }
        found = Candidate.objects.filter(meeting=brief.meeting_id).select_related("invitation")
        found = found.defer("why", "named_as", "invitation__reason")
        self.guests = [
            guest
            for one in found
            if (guest := _guest(brief, one, places.pop(one.person_id, None), groups[one.key]))
        ]
        # Somebody may be in the room who never was a candidate.
        for place, capacity in places.values():
            if place == Place.confirmed and capacity in GUESTS:
                takes = takes_a_place(brief, capacity)
                self.guests.append(
                    _Guest(
                        is_confirmed=True,
                        is_asked=False,
                        chance=0.0,
                        is_must_have=False,
                        takes_a_place=takes,
                        groups=frozenset(),
                    )
                )

    def within(self, groups: set[UUID]) -> Tally:
        return _tally(guest for guest in self.guests if groups <= guest.groups)

    def nowhere(self, groups: set[UUID]) -> int:
        return sum(not groups & guest.groups for guest in self.guests)

    def room(self) -> Tally:
        return _tally(guest for guest in self.guests if guest.takes_a_place)


def _guest(
    brief: Brief, candidate: Candidate, held: tuple[str, str] | None, groups: set[UUID]
) -> _Guest | None:
    place, capacity = held or ("", candidate.capacity)
    if capacity not in GUESTS or (candidate.stage in _GONE and place != Place.confirmed):
        return None
    invitation = getattr(candidate, "invitation", None)
    has_left = place == Place.withdrawn or (
        not place
        and invitation is not None
        and invitation.state in {InvitationState.declined, InvitationState.withdrawn}
    )
    if has_left:
        return None
    return _Guest(
        is_confirmed=place == Place.confirmed,
        is_asked=not place and invitation is not None and invitation.state in _ASKED,
        chance=chance(brief, candidate),
        is_must_have=candidate.is_must_have,
        takes_a_place=takes_a_place(brief, capacity),
        groups=frozenset(groups),
    )


def _tally(guests: Iterable[_Guest]) -> Tally:
    found = list(guests)
    asked = [guest for guest in found if guest.is_asked]
    return Tally(
        confirmed=sum(guest.is_confirmed for guest in found),
        expected=sum(guest.chance for guest in asked),
        invited=len(asked),
        candidates=len(found),
        must_haves=sum(guest.is_must_have for guest in found),
    )


def who_is_missing(composition: Composition) -> str:
    """One sentence for whoever asks at the door: whom the room still lacks, the widest gaps first."""
    asked = [row for row in composition.rows if row.target.minimum]
    if not asked:
        return _("The brief asks for no minimum yet, so nobody is missing.")
    lacking = sorted((row for row in asked if row.missing), key=lambda row: -row.missing * row.target.weight)
    if not lacking:
        return _("With those who are confirmed or likely, every minimum of the brief is met.")
    parts = [
        ngettext("%(count)s person for “%(label)s”", "%(count)s people for “%(label)s”", row.missing)
        % {"count": row.missing, "label": row.label}
        for row in lacking[:MOST_NAMED]
    ]
    rest = len(lacking) - len(parts)
    if rest:
        words = ngettext("people for %(count)s more group", "people for %(count)s more groups", rest)
        parts.append(words % {"count": rest})
    return _("Still missing, if those who are likely come: %(groups)s.") % {
        "groups": format_list(parts, locale=language())
    }


def language() -> str:
    """The language of this page, for lists of words."""
    return (get_language() or "en").split("-", maxsplit=1)[0]
