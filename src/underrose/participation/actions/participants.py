"""Who is in the room: from the reserve into a free place, late drop-outs, how a name may appear."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit.refusals import Refused, require
from underrose.participation.actions import correspondence, places
from underrose.participation.models import (
    Brief,
    Capacity,
    InvitationState,
    Listing,
    Participant,
    Place,
)
from underrose.participation.rules import invitations as rules
from underrose.people.models import Person


@dataclass(frozen=True)
class Listed:
    """How a name may stand in the list for participants, and in public."""

    to_participants: Listing
    in_public: Listing
    alias: str = ""
    role_words: str = ""


@transaction.atomic
def fill_from_reserve(participant: Participant, *, by: Holder, today: date) -> Participant:
    """Give a free place to somebody who waits. Without a free place nothing is changed and nothing is sent."""
    brief, found = _locked(participant)
    require(rules.may_fill(found))
    places.seat(brief, found, today)
    if found.place != Place.confirmed:
        raise Refused(
            _("There is no free place for this guest: the room is full, or somebody in it rules them out.")
        )
    if found.invitation is not None:
        correspondence.place_found(found.invitation, found, today)
    record(by, "filled from reserve", "participant", found.key, found.meeting.code, today)
    return found


@transaction.atomic
def withdraw(participant: Participant, *, by: Holder, today: date, reason: str = "") -> Participant:
    """A late drop-out, entered by the team: the place is free, the calendar entry is taken back."""
    brief, found = _locked(participant)
    require(rules.may_drop_out(found))
    places.give_back(brief, found, today)
    if found.invitation is not None:
        invitation = found.invitation
        correspondence.cancel_calendar(invitation, found, today)
        invitation.was, invitation.state = invitation.state, InvitationState.declined
        invitation.answered_on, invitation.reason = today, reason or None
        invitation.revision += 1
        invitation.save()
        correspondence.hold_back_earlier(invitation, today)
    record(by, "withdrew", "participant", found.key, found.meeting.code, today)
    return found


@transaction.atomic
def say_how_listed(participant: Participant, *, by: Holder, listed: Listed, today: date) -> Participant:
    """How a name may stand in the list for participants and in public; a later word replaces an earlier one."""
    _brief, found = _locked(participant)
    if Listing.by_alias in {listed.to_participants, listed.in_public} and not listed.alias.strip():
        raise Refused(_("Please give the name under which to appear. Nothing was changed."))
    found.listed_to_participants, found.listed_in_public = listed.to_participants, listed.in_public
    found.alias, found.role_words = listed.alias.strip(), listed.role_words.strip()
    found.has_said_how_listed = True
    found.revision += 1
    found.save()
    record(by, "said how listed", "participant", told_of(by, found.key), found.meeting.code, today)
    return found


@transaction.atomic
def add_staff(brief: Brief, person: Person, *, by: Holder, capacity: Capacity, today: date) -> Participant:
    """Staff, interpreters and security are in the room without taking a place."""
    locked = Brief.objects.locked(brief.meeting_id)
    if capacity in {Capacity.participant, Capacity.speaker}:
        raise Refused(_("Guests are invited. Only staff, interpreters and security are added here."))
    found = Participant.objects.filter(meeting=locked.meeting, person=person).first()
    if found is not None and found.place != Place.withdrawn:
        raise Refused(_("%(name)s is in the room already. Nothing was changed.") % {"name": person})
    found = found or Participant(meeting=locked.meeting, person=person, since=today)
    found.capacity = capacity
    places.seat(locked, found, today)
    if found.place != Place.confirmed:
        raise Refused(_("Somebody in the room rules this person out. Nothing was changed."))
    record(by, "added", "staff", found.key, locked.meeting.code, today)
    return found


def _locked(participant: Participant) -> tuple[Brief, Participant]:
    brief = Brief.objects.locked(participant.meeting_id)
    found = Participant.objects.select_related("meeting", "person", "invitation__candidate__person")
    row = found.select_related("invitation__meeting").get(pk=participant.pk)
    return brief, row
