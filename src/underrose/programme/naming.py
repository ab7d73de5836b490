"""By what name a programme may show somebody to whom: asked for at the moment a page is drawn, and kept nowhere.

To the team as the desk shows everybody. To participants those who have agreed to their task, as each wished to be listed.
In public only those who agreed, who may be named there, who are in the room, and whose own wish does not forbid it.
A protected person is an alias to participants and nobody in public.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.methods.disclosure import Disclosure, Letter, Regime, may
from underrose.participation.models import Capacity, Listing, Participant
from underrose.programme import outline
from underrose.programme.outline import Assigned, Names


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """How somebody wished to appear."""

    to_participants: Listing
    in_public: Listing
    alias: str
    role: str
    has_said: bool


@dataclass(frozen=True, slots=True, repr=False)
class Naming:
    """Three questions for a whole meeting."""

    names: Names
    wishes: Mapping[UUID, Wish]
    is_told_to_participants: bool
    is_told_in_public: bool

    def of(self, one: Assigned, reader: Audience, regime: str) -> str:
        """What stands in the programme; blank where nobody is to be named under the regime of the session."""
        if reader == Audience.team:
            return one.label
        if not one.is_confirmed or (one.participant is not None and not one.is_here):
            return ""
        if reader == Audience.public:
            return self._in_public(one)
        is_listed = self.is_told_to_participants and may_list(regime)
        return self._wished(one, public=False) if is_listed else ""

    def _in_public(self, one: Assigned) -> str:
        if not (self.is_told_in_public and one.may_be_named_in_public):
            return ""
        return self._wished(one, public=True)

    def _wished(self, one: Assigned, *, public: bool) -> str:
        wish = self.wishes.get(one.participant) if one.participant else None
        if wish is None:
            return one.label
        if one.is_protected:
            return wish.alias or one.label
        if not wish.has_said:
            return one.label
        how = wish.in_public if public else wish.to_participants
        words = {
            Listing.by_name: one.label,
            Listing.by_role: wish.role,
            Listing.by_alias: wish.alias,
            Listing.nowhere: "",
        }
        return words[how]


def of(meeting: Meeting) -> Naming:
    return Naming(
        names=outline.names_of(meeting),
        wishes={row.key: _wish(row) for row in Participant.objects.filter(meeting=meeting)},
        is_told_to_participants=may_list(meeting.regime),
        is_told_in_public=may_be_known(meeting.regime) and not meeting.is_undisclosed,
    )


def may_be_known(regime: str) -> bool:
    """Whether anybody outside may read that there is such a meeting, or such a session."""
    return may(Disclosure.fact, regimes=[Regime(regime)]).is_allowed is True


def may_list(regime: str) -> bool:
    """Whether those who take part may read who does what."""
    return Letter.never not in may(Disclosure.list_to_participants, regimes=[Regime(regime)]).letters


def _wish(row: Participant) -> Wish:
    role = _opened(row, "role_words") or str(Capacity(row.capacity).label)
    return Wish(
        to_participants=Listing(row.listed_to_participants),
        in_public=Listing(row.listed_in_public),
        alias=_opened(row, "alias"),
        role=role,
        has_said=row.has_said_how_listed,
    )


def _opened(row: Participant, name: str) -> str:
    """Blank once its key is gone."""
    with suppress(Destroyed, WillNotOpen):
        return str(getattr(row, name) or "")
    return ""
