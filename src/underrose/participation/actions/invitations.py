"""Asking people to come: letters prepared, sent, sent anew, taken back; reminders to those who have not answered."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import ngettext

from underrose.access import links
from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.actions import publishing
from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import require
from underrose.participation import reaching
from underrose.participation.actions import correspondence, places
from underrose.participation.models import (
    Brief,
    Candidate,
    Invitation,
    InvitationState,
    Participant,
    Place,
    Stage,
    Wave,
)
from underrose.participation.rules import invitations as rules
from underrose.people.actions import persons
from underrose.people.models import HistoryLine, Person

CONCERNED = (InvitationState.sent, InvitationState.tentative, InvitationState.accepted)


@dataclass(frozen=True)
class Prepared:
    """What came of preparing letters: those that wait, and for each other person the sentence that says why not."""

    invitations: tuple[Invitation, ...]
    refusals: tuple[str, ...]


@transaction.atomic
def prepare(
    meeting: Meeting, candidates: Sequence[Candidate], *, by: Holder, today: dt.date, wave: Wave | None = None
) -> Prepared:
    """A letter for each; all are held until somebody has read number and names and presses send.

    Whoever was invited before, and was withdrawn, keeps the number; the letter has an address of its own.
    """
    brief = Brief.objects.locked(meeting.pk)
    number = _last_number(meeting)
    withdrawn = Invitation.objects.filter(candidate__in=candidates, state=InvitationState.withdrawn)
    earlier = {one.candidate_id: one for one in withdrawn}
    guests = correspondence.guests(candidate.person for candidate in candidates)
    written = reaching.written_to_already(meeting, (one.person for one in candidates), guests)
    made, refusals = [], []
    for candidate in candidates:
        guest = guests[candidate.person_id]
        refusal = (
            rules.may_prepare(candidate)
            or correspondence.address_refusal(candidate.person, guest)
            or rules.may_share_address(candidate.person, _at(written, candidate, guest.mail))
        )
        if refusal:
            refusals.append(refusal)
            continue
        invitation = earlier.get(candidate.pk)
        if invitation is None:
            number += 1
            invitation = Invitation(number=number)
        _ask(invitation, brief, candidate, wave, today)
        invitation.mail_cause = correspondence.invite(invitation, today, guest).cause
        invitation.save(update_fields=["mail_cause"])
        made.append(invitation)
        if not candidate.person.is_sealed:
            written.setdefault(guest.mail.casefold(), candidate.person)
    record(by, "prepared", "invitations", wave.key if wave else meeting.key, meeting.code, today)
    return Prepared(tuple(made), tuple(refusals))


def _at(written: Mapping[str, Person], candidate: Candidate, address: str) -> Person | None:
    """Who else is written to at this address; whether a protected person is, is never said."""
    return None if candidate.person.is_sealed else written.get(address.casefold())


@transaction.atomic
def send(meeting: Meeting, letters: Sequence[OutboxMail], *, by: Holder, today: dt.date) -> int:
    """Let prepared letters go, in one act; those somebody else has let go meanwhile are not sent twice."""
    released = mail.release_many(letters)
    if released:
        record(by, "sent", "invitations", meeting.key, meeting.code, today)
    return len(released)


@mail.when_released("invitation:")
def _has_left(letter: OutboxMail, today: dt.date) -> None:
    """The letter was let go, here or in the outbox: from now on an answer is awaited."""
    invitation = correspondence.invitation_of(letter)
    require(rules.may_leave(letter.cause, invitation))
    # Asked of the row itself: a colleague may withdraw the invitation meanwhile.
    prepared = Invitation.objects.filter(pk=correspondence.key_of(letter), state=InvitationState.prepared)
    if invitation is None or not prepared.update(state=InvitationState.sent):
        return
    persons.note_history(
        invitation.candidate.person,
        kind=HistoryLine.Kind.invited,
        meeting_code=invitation.meeting.code,
        today=today,
    )


@transaction.atomic
def invite_without_letter(candidate: Candidate, *, by: Holder, today: dt.date) -> Invitation:
    """Somebody who was asked by telephone or in person: their answer can be entered at once."""
    meeting = candidate.meeting
    brief = Brief.objects.locked(meeting.pk)
    candidate.refresh_from_db(fields=["stage"])
    require(rules.may_prepare(candidate))
    earlier = Invitation.objects.filter(candidate=candidate).first()
    invitation = earlier or Invitation(number=_last_number(meeting) + 1)
    _ask(invitation, brief, candidate, None, today)
    invitation.state = InvitationState.sent
    invitation.save(update_fields=["state"])
    record(by, "invited", "candidate", candidate.key, meeting.code, today)
    return invitation


@transaction.atomic
def remind(
    invitations: Iterable[Invitation],
    *,
    by: Holder,
    today: dt.date,
    hours: "dict[UUID, dt.datetime] | None" = None,
) -> int:
    """A reminder for each who has not answered, at an hour that is day where they are. An answer stops it."""
    rows = Invitation.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in invitations])
    found = list(rows.select_related("meeting__venue", "candidate__person").order_by("key"))
    guests = correspondence.guests(one.candidate.person for one in found)
    reminded = []
    for one in found:
        guest = guests[one.candidate.person_id]
        if rules.may_remind(one, today) or correspondence.address_refusal(one.candidate.person, guest):
            continue
        one.reminders, one.reminded_on = one.reminders + 1, today
        one.save(update_fields=["reminders", "reminded_on"])
        correspondence.remind(one, today, (hours or {}).get(one.key), guest)
        reminded.append(one)
    for meeting in {one.meeting for one in reminded}:
        record(by, "reminded", "guests", meeting.key, meeting.code, today)
    return len(reminded)


@transaction.atomic
def prepare_joining(meeting: Meeting, *, by: Holder, today: dt.date) -> int:
    """Joining instructions for every guest with a place who has none yet; they wait like every letter."""
    require(rules.may_write_about(meeting))
    confirmed = (
        Participant.objects.filter(meeting=meeting)
        .confirmed()
        .select_related("invitation__meeting__venue", "invitation__candidate__person", "person")
    )
    asked = [row.invitation for row in confirmed if row.invitation is not None]
    before = mail.states_of(correspondence.joining_cause(one) for one in asked)
    guests = correspondence.guests(one.candidate.person for one in asked)
    count = 0
    for invitation in asked:
        person = invitation.candidate.person
        is_there = correspondence.joining_cause(invitation) in before
        if is_there or correspondence.address_refusal(person, guests[person.key]):
            continue
        correspondence.join(invitation, today, guests[person.key])
        count += 1
    if count:
        record(by, "prepared", "joining instructions", meeting.key, meeting.code, today)
    return count


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Holder, today: dt.date, is_told: bool) -> Invitation:
    """Take an invitation back: its addresses open nothing any more, a place it held is free."""
    brief = Brief.objects.locked(invitation.meeting_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("meeting", "candidate__person")
    found = rows.get(pk=invitation.pk)
    require(rules.may_withdraw(found))
    had_left = found.state != InvitationState.prepared
    participant = Participant.objects.filter(invitation=found).exclude(place=Place.withdrawn).first()
    if participant is not None:
        places.give_back(brief, participant, today)
        correspondence.cancel_calendar(found, participant, today)
    found.state, found.was, found.answered_on, found.channel = InvitationState.withdrawn, "", None, ""
    found.revision += 1
    found.save()
    Candidate.objects.filter(pk=found.candidate_id).update(stage=Stage.cleared)
    _stop_letters(found, today)
    correspondence.hold_back_earlier(found, today)
    _close_page(found, today)
    if is_told and had_left:
        correspondence.withdraw(found, today)
    record(by, "withdrew", "invitation", found.key, found.meeting.code, today)
    return found


@transaction.atomic
def prepare_again(
    invitation: Invitation, *, by: Holder, today: dt.date, closes_earlier: bool = True
) -> Invitation:
    """A new letter with a new address, after one came back or the first was withdrawn.

    Earlier addresses close if a letter went astray; otherwise the guest keeps the page that is open.
    """
    found = Invitation.objects.select_for_update(of=("self",)).select_related("meeting", "candidate__person")
    locked = found.get(pk=invitation.pk)
    require(rules.may_write_about(locked.meeting) or correspondence.address_refusal(locked.candidate.person))
    _stop_letters(locked, today)
    if closes_earlier:
        _close_page(locked, today)
    if locked.state == InvitationState.withdrawn:
        locked.state, locked.reply_by = InvitationState.prepared, None
        Candidate.objects.filter(pk=locked.candidate_id).update(stage=Stage.invited)
    locked.revision += 1
    locked.told_of = locked.meeting.calendar_sequence
    locked.mail_cause = correspondence.write_again(locked, today).cause
    locked.save()
    record(by, "prepared again", "invitation", locked.key, locked.meeting.code, today)
    return locked


@publishing.also_follows("move")
@publishing.also_follows("postpone")
def _guests_are_to_be_told(meeting: Meeting) -> str:
    """Before anybody moves a meeting they see how many people travel to it."""
    concerned = Invitation.objects.filter(meeting=meeting, state__in=CONCERNED).count()
    if not concerned:
        return ""
    sentence = ngettext(
        "One guest was asked or has a place; letters to them are prepared by the project manager on the page of participants.",
        "%(count)s guests were asked or have a place; letters to them are prepared by the project manager on the page of "
        "participants.",
        concerned,
    )
    return sentence % {"count": concerned}


@transaction.atomic
def prepare_news_of_move(meeting: Meeting, *, by: Holder, today: dt.date) -> int:
    """A letter to everybody who was told an earlier time or place: those asked, those with a place, those who wait.

    Protected people are told too, quietly. The letters wait like all others; each calendar entry travels in its letter.
    """
    if not untold(meeting).exists():
        return 0
    Brief.objects.locked(meeting.pk)
    found = list(untold(meeting).select_related("meeting__venue", "candidate__person"))
    guests = correspondence.guests(one.candidate.person for one in found)
    count = 0
    for invitation in found:
        person = invitation.candidate.person
        invitation.told_of = meeting.calendar_sequence
        invitation.save(update_fields=["told_of"])
        if correspondence.address_refusal(person, guests[person.key]):
            continue
        correspondence.tell_of_move(invitation, today, guests[person.key])
        count += 1
    if count:
        record(by, "prepared", "news of a move", meeting.key, meeting.code, today)
    return count


def untold(meeting: Meeting) -> QuerySet[Invitation]:
    """Those who were asked or have accepted, and know an earlier time or place."""
    return Invitation.objects.filter(
        meeting=meeting, state__in=CONCERNED, told_of__lt=F("meeting__calendar_sequence")
    ).order_by("number")


@transaction.atomic
def change_reply_by(invitation: Invitation, *, by: Holder, reply_by: dt.date, today: dt.date) -> Invitation:
    """More time, or less, to answer."""
    locked = (
        Invitation.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=invitation.pk)
    )
    locked.reply_by = reply_by
    locked.save(update_fields=["reply_by"])
    record(by, "changed", "reply-by day", locked.key, locked.meeting.code, today)
    return locked


def _last_number(meeting: Meeting) -> int:
    return Invitation.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0


def _ask(
    invitation: Invitation, brief: Brief, candidate: Candidate, wave: Wave | None, today: dt.date
) -> None:
    """The same for a new invitation and for one that was withdrawn, of which no letter may leave any more."""
    within = dt.timedelta(days=brief.reply_within_days)
    invitation.meeting, invitation.candidate, invitation.wave = brief.meeting, candidate, wave
    if not invitation._state.adding:
        _stop_letters(invitation, today)
        invitation.revision += 1
    invitation.state, invitation.language = InvitationState.prepared, candidate.person.language
    invitation.reply_by, invitation.prepared_on = _before(brief.meeting, today + within), today
    invitation.told_of, invitation.reason = brief.meeting.calendar_sequence, None
    invitation.mail_cause = ""
    invitation.save()
    candidate.stage = Stage.invited
    candidate.save(update_fields=["stage"])


def _before(meeting: Meeting, day: dt.date) -> dt.date:
    """Never later than the day before the meeting."""
    last = meeting.start_on - dt.timedelta(days=1) if meeting.start_on else day
    return min(day, last)


def _stop_letters(invitation: Invitation, today: dt.date) -> None:
    code = invitation.meeting.code
    for prefix in ("invitation", "reminder", "joining", "withdrawal", correspondence.PROGRAMME):
        mail.cancel_waiting(f"{prefix}:{invitation.key}:", today=today, meeting_code=code)


def _close_page(invitation: Invitation, today: dt.date) -> None:
    midnight = dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC)
    for kind in ("invitation", "feed"):
        links.revoke_all(kind, invitation.key, midnight)
