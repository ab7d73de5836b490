"""What a guest answers. Days are kept, never the time; every answer can be given anew, and taken back for a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit.asked import Question
from underrose.kit.refusals import Refused, require
from underrose.kit.written import Change
from underrose.participation.actions import candidates, correspondence, places
from underrose.participation.models import (
    Brief,
    Candidate,
    Channel,
    Invitation,
    InvitationState,
    Participant,
    Place,
    Substitute,
)
from underrose.participation.rules import invitations as rules
from underrose.people import typed
from underrose.people.actions import persons
from underrose.people.models import ContactDetail, HistoryLine, Person
from underrose.people.particulars import Particulars

_INVITATION = Question(
    lambda key: (
        Invitation.objects.select_for_update(of=("self",)).select_related("candidate__person").filter(key=key)
    ),
    UUID,
)

_STAYING = Question(
    lambda key: Participant.objects.filter(invitation=key).exclude(place=Place.withdrawn), UUID
)
_ANSWER = Change(Invitation, "was", "state", "channel", "answered_on", "reason", "revision")


@dataclass(frozen=True)
class Proposed:
    """Somebody a guest names in their own place."""

    name: str
    mail_address: str = ""
    words: str = ""

    def __repr__(self) -> str:
        return "<proposed>"


@transaction.atomic
def accept(
    invitation: Invitation, *, by: Holder, today: date, channel: Channel = Channel.page
) -> Participant:
    """Accept a place. The last free place goes to whoever accepts first; later answers join the reserve."""
    brief, found = _locked(invitation)
    require(rules.may_answer(found, today))
    was = InvitationState(found.state)
    participant = places.take(brief, found, today)
    if was != InvitationState.accepted:
        _answered(found, InvitationState.accepted, channel, today)
        correspondence.confirm(found, participant, today)
        _noted(found, by, "accepted", today)
    return participant


@transaction.atomic
def say_tentative(
    invitation: Invitation, *, by: Holder, today: date, channel: Channel = Channel.page
) -> Invitation:
    """Not sure yet: no place is kept, and the guest is reminded with the others."""
    brief, found = _locked(invitation)
    require(rules.may_answer(found, today))
    if found.state != InvitationState.tentative:
        _leave_room(brief, found, today)
        _answered(found, InvitationState.tentative, channel, today)
        _noted(found, by, "answered", today)
    return found


@transaction.atomic
def decline(
    invitation: Invitation, *, by: Holder, today: date, reason: str = "", channel: Channel = Channel.page
) -> Invitation:
    """Decline, or give back a place that was accepted. The reason is for the team's eyes."""
    brief, found = _locked(invitation)
    require(rules.may_answer(found, today))
    if found.state == InvitationState.declined:
        if reason:
            found.reason = reason
            found.save(update_fields=["reason"])
        return found
    guest = correspondence.guest_of(found)
    _leave_room(brief, found, today, guest)
    found.reason = reason
    _answered(found, InvitationState.declined, channel, today)
    correspondence.thank(found, today, guest)
    _noted(found, by, "declined", today)
    return found


@transaction.atomic
def take_back(invitation: Invitation, *, by: Holder, today: date) -> Invitation:
    """As if the last answer had not been given. A place given back may be gone by now; then the reserve keeps it."""
    brief, found = _locked(invitation)
    require(rules.may_take_back(found, today))
    before = InvitationState(found.was)
    found.revision += 1
    correspondence.hold_back_earlier(found, today)
    if found.state == InvitationState.accepted:
        _leave_room(brief, found, today)
    elif before == InvitationState.accepted:
        correspondence.confirm(found, places.take(brief, found, today), today)
    found.state, found.was, found.answered_on, found.reason = before, "", today, None
    if before in {InvitationState.prepared, InvitationState.sent}:
        found.state, found.answered_on, found.channel = InvitationState.sent, None, ""
    found.save()
    record(by, "took back", "answer", told_of(by, found.key), found.meeting.code, today)
    return found


@transaction.atomic
def propose_substitute(invitation: Invitation, *, by: Holder, proposed: Proposed, today: date) -> Substitute:
    """Somebody else could come. They are no guest before the team has listed and cleared them."""
    _brief, found = _locked(invitation)
    require(rules.may_answer(found, today) or rules.may_propose(found))
    substitute = Substitute.objects.create(
        invitation=found,
        name=typed.name(proposed.name),
        mail=proposed.mail_address,
        words="\n".join(map(typed.name, proposed.words.splitlines())),
        proposed_on=today,
    )
    record(by, "proposed", "substitute", told_of(by, substitute.key), found.meeting.code, today)
    return substitute


@transaction.atomic
def list_substitute(substitute: Substitute, *, by: Holder, today: date) -> Candidate:
    """The proposed person becomes a candidate on the long list, who needs to be cleared like any other."""
    locked = _open(substitute)
    guest = locked.invitation.candidate
    person = _person_of(locked, by, today)
    listed = candidates.add(guest.meeting, [person], by=by, today=today, substitute_for=guest)
    if listed.refusals:
        raise Refused(listed.refusals[0])
    locked.candidate = Candidate.objects.get(meeting=guest.meeting, person=person)
    locked.is_dealt_with = True
    locked.save(update_fields=["candidate", "is_dealt_with"])
    return locked.candidate


@transaction.atomic
def lay_substitute_aside(substitute: Substitute, *, by: Holder, today: date) -> None:
    """The proposal is not taken up; nobody is written to."""
    locked = _open(substitute)
    locked.is_dealt_with = True
    locked.save(update_fields=["is_dealt_with"])
    record(by, "laid aside", "substitute", locked.key, locked.invitation.meeting.code, today)


def _open(substitute: Substitute) -> Substitute:
    rows = Substitute.objects.select_for_update(of=("self",))
    locked = rows.select_related("invitation__candidate__meeting", "invitation__meeting").get(
        pk=substitute.pk
    )
    if locked.is_dealt_with:
        raise Refused(_("A colleague has dealt with this proposal already. Nothing was changed."))
    return locked


def _person_of(substitute: Substitute, by: Holder, today: date) -> Person:
    """Somebody known by the same address is the same person; otherwise they enter the address book."""
    address = substitute.mail.strip()
    if address:
        compared = persons.compared(ContactDetail.Kind.mail, address)
        known = ContactDetail.objects.filter(
            kind=ContactDetail.Kind.mail, compared=compared, person__in=Person.objects.present()
        )
        found = known.select_related("person").first()
        if found is not None:
            return found.person
    facts = Particulars(full_name=substitute.name, mails=(address,) if address else ())
    return persons.introduce(by=by, facts=facts, today=today)


def _locked(invitation: Invitation) -> tuple[Brief, Invitation]:
    """The brief first, for everybody: whoever holds it decides who is in the room."""
    brief = Brief.objects.locked(invitation.meeting_id)
    found = _INVITATION.only(invitation.pk)
    found.meeting = brief.meeting  # read with the brief: as wide as all the rest together
    return brief, found


def _answered(found: Invitation, state: InvitationState, channel: Channel, today: date) -> None:
    found.was, found.state = found.state, state
    found.channel, found.answered_on = channel, today
    found.revision += 1
    _ANSWER.update(found)
    correspondence.hold_back_earlier(found, today)


def _leave_room(brief: Brief, found: Invitation, today: date, guest: Particulars | None = None) -> None:
    participant = _STAYING.first(found.key)
    if participant is None:
        return
    if participant.person_id == found.candidate.person_id:
        participant.person = found.candidate.person  # read with the invitation
    was_confirmed = participant.place == Place.confirmed
    places.give_back(brief, participant, today)
    if was_confirmed:
        correspondence.cancel_calendar(found, participant, today, guest)


def _noted(found: Invitation, by: Holder, verb: str, today: date) -> None:
    persons.note_history(
        found.candidate.person,
        kind=HistoryLine.Kind.replied,
        meeting_code=found.meeting.code,
        today=today,
    )
    record(by, verb, "invitation", told_of(by, found.key), found.meeting.code, today)
