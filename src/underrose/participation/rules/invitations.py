"""Who may be invited, who may answer, and until when. Each answer is empty or the sentence that refuses."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from underrose.concept.models import Meeting, State
from underrose.participation.models import Candidate, Invitation, InvitationState, Participant, Place, Stage
from underrose.people.models import Person

# No time of an answer is kept, so "a day" is until the end of the day after it.
TAKEN_BACK_WITHIN = timedelta(days=1)
REMINDERS_AT_MOST = 3
PROPOSALS_AT_MOST = 5


def may_prepare(candidate: Candidate) -> str:
    """A letter is prepared for somebody who is cleared."""
    if candidate.stage != Stage.cleared:
        return _("%(name)s is not cleared, so no letter was prepared. Clear the candidate first.") % {
            "name": candidate.person
        }
    return may_write_about(candidate.meeting)


def may_write_to(person: Person) -> str:
    """Whoever asked for silence is not written to, whatever was agreed before; only answers are answered."""
    if person.do_not_contact:
        return _("%(name)s asked not to be written to. No letter was prepared.") % {"name": person}
    return ""


def may_share_address(person: Person, other: Person | None) -> str:
    """Two letters of one meeting to one address are one person twice, or an office that opens for both."""
    if other is None or other.pk == person.pk:
        return ""
    return _(
        "%(name)s and %(other)s have the same e-mail address, and a letter to %(other)s is prepared already. No second one "
        "was prepared: make one person of the two if they are one, or write another address."
    ) % {"name": person, "other": other}


def may_leave(cause: str, invitation: Invitation | None) -> str:
    """A letter whose address opens nothing any more does not go out, not even a second time."""
    if invitation is None or invitation.state == InvitationState.withdrawn:
        return _("This invitation was withdrawn, so its letter stays here. Prepare a new letter instead.")
    if cause != invitation.mail_cause:
        return _(
            "A newer letter was prepared for this guest; the address in this one opens nothing. Nothing was sent."
        )
    return ""


def may_write_about(meeting: Meeting) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. No letter was prepared.")
    if meeting.start_on is None:
        return _("The meeting has no dates yet, so nobody can be asked to come. Set the dates first.")
    return ""


def may_answer(invitation: Invitation, today: date) -> str:
    """An answer is taken until the meeting begins; a withdrawn invitation is not answered."""
    if invitation.state == InvitationState.withdrawn:
        return _("This invitation was withdrawn. Nothing was recorded.")
    if invitation.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nothing was recorded.")
    if invitation.meeting.end_on is not None and invitation.meeting.end_on < today:
        return _("This meeting is over. Nothing was recorded.")
    return ""


def may_propose(invitation: Invitation) -> str:
    if invitation.substitutes.filter(is_dealt_with=False).count() >= PROPOSALS_AT_MOST:
        return _(
            "You have proposed %(most)s people whom our team has not looked at yet. Nothing was recorded. Please write to us if it should be somebody else."
        ) % {"most": PROPOSALS_AT_MOST}
    return ""


def may_take_back(invitation: Invitation, today: date) -> str:
    if not invitation.was or invitation.answered_on is None:
        return _("There is no answer to take back. Nothing was changed.")
    if today > invitation.answered_on + TAKEN_BACK_WITHIN:
        return _(
            "This answer can no longer be taken back as if it had not been given. Please give a new one."
        )
    return may_answer(invitation, today)


def may_withdraw(invitation: Invitation) -> str:
    if invitation.state == InvitationState.withdrawn:
        return _("This invitation was withdrawn before. Nothing was changed.")
    return ""


def may_remind(invitation: Invitation, today: date) -> str:
    if invitation.state not in {InvitationState.sent, InvitationState.tentative}:
        return _("Only those who have not answered are reminded.")
    if invitation.reminders >= REMINDERS_AT_MOST:
        return _("Three reminders are enough. Perhaps a call would help.")
    if invitation.reminded_on == today:
        return _("A reminder was prepared today already.")
    return may_write_to(invitation.candidate.person) or may_answer(invitation, today)


def may_fill(participant: Participant) -> str:
    """Only somebody who waits can be given a free place."""
    if participant.place != Place.reserve:
        return _("Only somebody on the reserve can be given a place.")
    return ""


def may_drop_out(participant: Participant) -> str:
    if participant.place == Place.withdrawn:
        return _("This person is no longer expected. Nothing was changed.")
    return ""
