"""What a guest reads on their own page: the letter, their answer restated, and what is still asked of them."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from underrose.concept import concept_note, paper
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit import house, text
from underrose.kit.forms import Form
from underrose.kit.models import Tone
from underrose.kit.templatetags.kit import days
from underrose.methods.documents.pdf import paper_pdf
from underrose.participation import calendar_entries, guest_ways, letter_words, logistics
from underrose.participation.actions import correspondence
from underrose.participation.models import Invitation, InvitationState, Letter, Participant, Place
from underrose.participation.rules import invitations as rules
from underrose.people import particulars

ANSWERED = {
    InvitationState.accepted: "accept",
    InvitationState.tentative: "tentative",
    InvitationState.declined: "decline",
}


class Sure(Form):
    """A button pressed once more; nothing is typed."""


class StepBack(Form):
    """Give back the place, and if wished never hear from us again."""

    is_not_written_to_again = forms.BooleanField(
        label=gettext_lazy("Do not write to me again, about any meeting"), required=False
    )


@dataclass(frozen=True)
class Page:
    """Everything one guest's page says."""

    invitation: Invitation
    participant: Participant | None
    letter: SafeString
    subject: str
    language: str
    direction: str
    restated: str
    may_answer: str
    takes_back_until: date | None
    opens_with: tuple[str, str] | None
    is_answered: bool
    has_place: bool
    offers_calendar: bool
    joining: tuple[tuple[str, str], ...]
    has_said_needs: bool
    proposed: tuple[str, ...]
    ways: tuple[guest_ways.Way, ...]


def told(invitation: Invitation, participant: Participant | None, today: date) -> Page:
    letter = letter_words.letter(invitation.meeting, Letter.Kind.invitation, invitation.language)
    words = _words(invitation, letter)
    has_place = participant is not None and participant.place == Place.confirmed
    return Page(
        invitation=invitation,
        participant=participant,
        letter=text.html(words.body, offset=1),
        subject=words.subject,
        language=letter.language,
        direction="rtl" if get_language_info(letter.language)["bidi"] else "ltr",
        restated=_restated(invitation, participant),
        may_answer=rules.may_answer(invitation, today),
        takes_back_until=_takes_back_until(invitation, today),
        opens_with=_opens_with(invitation),
        is_answered=invitation.state in ANSWERED,
        has_place=has_place,
        offers_calendar=has_place and not is_quiet(invitation),
        joining=logistics.joining_facts(invitation.meeting) if has_place else (),
        has_said_needs=participant is not None and hasattr(participant, "needs"),
        proposed=tuple(one.name for one in invitation.substitutes.all() if one.name),
        ways=guest_ways.of(participant, today) if has_place and participant else (),
    )


def answer_given(invitation: Invitation) -> dict[str, str]:
    given = ANSWERED.get(InvitationState(invitation.state), "")
    return {"answer": given, "reason": invitation.reason or ""}


def listing_of(participant: Participant) -> dict[str, str]:
    """What was said before; nothing is chosen for somebody who has not spoken."""
    if not participant.has_said_how_listed:
        return {}
    return {
        "to_participants": participant.listed_to_participants,
        "in_public": participant.listed_in_public,
        "alias": participant.alias,
        "role_words": participant.role_words,
    }


def calendar_entry(participant: Participant, today: date) -> bytes | None:
    """The entry as a file, for those to whom letters are not quiet."""
    if correspondence.tone(participant.meeting, participant.person) == Tone.QUIET:
        return None
    address = particulars.of(participant.person).mail
    return calendar_entries.request(participant.meeting, participant, address, today)


def note_file(meeting: Meeting, today: date) -> HttpResponse:
    """The note for participants: what the team keeps to itself is not on paper."""
    note = concept_note.of(meeting).for_reader(Audience.participants)
    made = paper_pdf(paper.of(note, organiser=house.name(), dated=today))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="note.pdf"'
    return answer


def is_quiet(invitation: Invitation) -> bool:
    return correspondence.tone(invitation.meeting, invitation.candidate.person) == Tone.QUIET


def _opens_with(invitation: Invitation) -> tuple[str, str] | None:
    """Title and days above the question; where letters are quiet nothing on top of the page says them."""
    meeting = invitation.meeting
    if is_quiet(invitation) or meeting.is_undisclosed:
        return None
    return meeting.title, days(meeting.start_on, meeting.end_on)


def _takes_back_until(invitation: Invitation, today: date) -> date | None:
    """The last day on which the answer can be made as if it had not been given."""
    if rules.may_take_back(invitation, today) or invitation.answered_on is None:
        return None
    return invitation.answered_on + rules.TAKEN_BACK_WITHIN


def _restated(invitation: Invitation, participant: Participant | None) -> str:
    if invitation.state == InvitationState.declined:
        has_stepped_back = not invitation.was
        declined = _("You have told us that you cannot come. Thank you for letting us know.")
        return _("No place is kept for you, as you asked.") if has_stepped_back else declined
    if invitation.state == InvitationState.tentative:
        return _("You have told us that you are not sure yet. No place is kept until you accept.")
    if invitation.state != InvitationState.accepted or participant is None:
        return ""
    if participant.place == Place.reserve:
        return _(
            "You have accepted. Every place is taken at this moment; we keep your answer and shall write when one comes free."
        )
    if participant.place == Place.withdrawn:
        return _("Your place was given back.")
    return _("You have accepted, and a place is kept for you.")


def _words(invitation: Invitation, letter: Letter) -> letter_words.Words:
    """The letter as it would be sent today, without the address that the reader has opened already."""
    guest = particulars.of(invitation.candidate.person)
    here = letter_words.values(invitation, guest, letter, link="#answer", reply_by=invitation.reply_by)
    filled = letter_words.filled(letter, here)
    answer = letter_words.frame(letter.language)["answer"]
    body = filled.body.replace("<#answer>", f"[{answer}](#answer)")
    return letter_words.signed(letter_words.Words(filled.subject, body), letter)
