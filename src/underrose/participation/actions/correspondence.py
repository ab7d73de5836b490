"""Letters to guests: every one is written in the transaction of its cause, in the guest's language and tone.

To a protected person a letter is always quiet, whatever the meeting's tone: it says only that there is a message.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from underrose.access import links
from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.languages import offered
from underrose.kit.models import OutboxMail, Tone
from underrose.kit.refusals import Refused
from underrose.kit.written import Change
from underrose.participation import calendar_entries, letter_words
from underrose.participation.models import Invitation, InvitationState, Letter, Participant, Place
from underrose.participation.rules import invitations as rules
from underrose.people import particulars
from underrose.people.actions import persons
from underrose.people.models import Person
from underrose.people.particulars import Particulars

TEMPLATE = "kit/mail/letter"
PROGRAMME = "programme"
"""What letters about a new programme are called in the outbox; the section above words them."""
SHORTEST_PART = 2
_ALONE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# The personal page stays open this long after the meeting, for corrections and for leaving.
PAGE_STAYS = dt.timedelta(days=90)
# What is written in return for an answer, and the revision that the first of all answers makes.
_IN_RETURN = (
    Letter.Kind.confirmation,
    Letter.Kind.reserve,
    Letter.Kind.place_found,
    Letter.Kind.regret,
    Letter.Kind.joining,
)
_FIRST_ANSWER = 2
# So many answers back letters are looked for.
_REMEMBERED = 50
_ENTERED = Change(Participant, "calendar_sent")
_TAKEN_OUT = Change(Participant, "calendar_sequence", "calendar_sent")


@dataclass(frozen=True)
class Sending:
    """How one letter leaves: held for a person to send, not before an hour, with a calendar entry."""

    cause: str
    is_held: bool = False
    after: dt.datetime | None = None
    calendar: bytes = b""


def invite(invitation: Invitation, today: dt.date, guest: Particulars | None = None) -> OutboxMail:
    """The invitation itself. It is held: nobody is asked to come before the team has seen number and names."""
    cause = f"invitation:{invitation.key}:{invitation.revision}"
    return _send(
        invitation, Letter.Kind.invitation, today, Sending(cause, is_held=True), guest or guest_of(invitation)
    )


def remind(
    invitation: Invitation, today: dt.date, after: dt.datetime | None, guest: Particulars
) -> OutboxMail:
    cause = f"reminder:{invitation.key}:{invitation.reminders}"
    return _send(invitation, Letter.Kind.reminder, today, Sending(cause, after=after), guest)


def hold_back_earlier(invitation: Invitation, today: dt.date) -> None:
    """Of several answers the last is answered, and nobody is reminded of one: what waits from before never leaves."""
    earlier = range(_FIRST_ANSWER, invitation.revision)[-_REMEMBERED:]
    _never_leave([f"{kind}:{invitation.key}:" for kind in _IN_RETURN], earlier, today)
    _never_leave([f"reminder:{invitation.key}:"], range(1, invitation.reminders + 1), today)


def confirm(invitation: Invitation, participant: Participant, today: dt.date) -> OutboxMail | None:
    """A place, with its calendar entry, or a word that the reserve keeps the answer."""
    is_confirmed = participant.place == Place.confirmed
    kind = Letter.Kind.confirmation if is_confirmed else Letter.Kind.reserve
    return _seated(invitation, participant, kind, today)


def place_found(invitation: Invitation, participant: Participant, today: dt.date) -> OutboxMail | None:
    """From the reserve into the room."""
    return _seated(invitation, participant, Letter.Kind.place_found, today)


def thank(invitation: Invitation, today: dt.date, guest: Particulars | None = None) -> OutboxMail | None:
    return _answered(invitation, Letter.Kind.regret, today, guest or guest_of(invitation))


def withdraw(invitation: Invitation, today: dt.date) -> OutboxMail:
    """Held, because words that take an invitation back are read once more before they leave."""
    cause = f"withdrawal:{invitation.key}:{invitation.revision}"
    return _send(
        invitation, Letter.Kind.withdrawal, today, Sending(cause, is_held=True), guest_of(invitation)
    )


def join(invitation: Invitation, today: dt.date, guest: Particulars | None = None) -> OutboxMail:
    """Joining instructions, held; the facts stand on the personal page."""
    sending = Sending(joining_cause(invitation), is_held=True)
    return _send(invitation, Letter.Kind.joining, today, sending, guest or guest_of(invitation))


def joining_cause(invitation: Invitation) -> str:
    """One letter of this kind for each answer: somebody who comes back after all gets it anew."""
    return f"joining:{invitation.key}:{invitation.revision}"


def cancel_calendar(
    invitation: Invitation, participant: Participant, today: dt.date, known: Particulars | None = None
) -> None:
    """Takes the entry out of the guest's calendar, if one was sent there. `known` is what was read of who was invited."""
    if participant.calendar_sent is None:
        return
    is_same = known is not None and participant.person_id == invitation.candidate.person_id
    address = (known if is_same and known else particulars.of(participant.person)).mail
    participant.calendar_sequence += 1
    entry = calendar_entries.cancel(invitation.meeting, participant, address, today)
    if invitation.revision > _FIRST_ANSWER:
        entries = range(calendar_entries.sequence(invitation.meeting, participant) + 1)[-_REMEMBERED:]
        _never_leave([f"calendar:{participant.key}:"], entries, today)
    _send_entry(invitation, participant, address, entry, letter_words.frame(invitation.language)["taken_out"])
    # An entry that is sent anew stands above the one that took it out: programs that hold a CANCEL drop all up to it.
    participant.calendar_sequence += 1
    participant.calendar_sent = None
    _TAKEN_OUT.update(participant)


def write_again(invitation: Invitation, today: dt.date) -> OutboxMail:
    """The letter that fits where the guest stands: whoever has a place is not invited a second time. It is held."""
    has_place = invitation.state == InvitationState.accepted
    kind = Letter.Kind.confirmation if has_place else Letter.Kind.invitation
    cause = f"{kind}:{invitation.key}:{invitation.revision}"
    return _send(invitation, kind, today, Sending(cause, is_held=True), guest_of(invitation))


def tell_of_move(invitation: Invitation, today: dt.date, guest: Particulars) -> OutboxMail:
    """Other dates or another place, with the same calendar entry and a higher SEQUENCE where one was sent. It is held."""
    meeting, entry = invitation.meeting, b""
    participant = Participant.objects.filter(invitation=invitation).select_related("person").first()
    if participant is not None and participant.calendar_sent is not None:
        entry = calendar_entries.request(meeting, participant, guest.mail, today)
        participant.calendar_sent = calendar_entries.sequence(meeting, participant)
        participant.save(update_fields=["calendar_sent"])
    cause = f"moved:{invitation.key}:{meeting.calendar_sequence}"
    return _send(invitation, Letter.Kind.moved, today, Sending(cause, is_held=True, calendar=entry), guest)


def tell_of_programme(
    invitation: Invitation, today: dt.date, *, number: int, words: Callable[[str], tuple[str, str]]
) -> OutboxMail | None:
    """That another version of the programme was released, with the way to the guest's own page. It is held.

    `words(address)` gives subject and text in the language in force, that of the guest. An earlier letter of this kind
    that has not left yet never leaves. Nobody is written to who asked not to be, or has no address.
    """
    person, meeting = invitation.candidate.person, invitation.meeting
    guest = guest_of(invitation)
    if not guest.mail or person.do_not_contact:
        return None
    prefix = f"{PROGRAMME}:{invitation.key}:"
    _never_leave([prefix], range(1, number), today)
    url, language = page_address(invitation, today), offered(invitation.language)
    with override(language):
        subject, text = words(url + "programme/")
    return mail.queue(
        TEMPLATE,
        to=guest.mail,
        context={"subject": subject, "text": text, "url": url},
        cause=f"{prefix}{number}",
        meeting_code=meeting.code,
        scope=str(meeting.key),
        tone=tone(meeting, person),
        language=language,
        is_held=True,
        label=person.full_name,
        content=mail.Content(is_formatted=True),
    )


def tone(meeting: Meeting, person: Person) -> Tone:
    return Tone.QUIET if person.is_sealed else Tone(meeting.mail_tone)


def guest_of(invitation: Invitation) -> Particulars:
    """Whoever was invited, as letters speak to them."""
    return particulars.of(invitation.candidate.person)


def guests(persons: Iterable[Person]) -> Mapping[UUID, Particulars]:
    """Those who are written to, read in one go where there are many letters."""
    return particulars.of_many(persons)


def key_of(letter: OutboxMail) -> UUID:
    """Of the invitation a letter is about: its cause says so."""
    return UUID(letter.cause.split(":")[1])


def invitation_of(letter: OutboxMail) -> Invitation | None:
    """What a letter is about, if that is still there."""
    found = Invitation.objects.select_related("meeting", "candidate__person")
    return found.filter(pk=key_of(letter)).first()


def address_refusal(person: Person, guest: Particulars | None = None) -> str:
    """Why no letter may or can go to a person, if none does."""
    if refusal := rules.may_write_to(person):
        return refusal
    return "" if (guest or particulars.of(person)).mail else _no_address(person)


def _came_back(letter: OutboxMail, today: dt.date) -> None:  # noqa: ARG001 - the day is on the letter
    """The address book says that this address does not work, so that nobody writes there in vain."""
    invitation = invitation_of(letter)
    if invitation is not None:
        persons.note_bounce(invitation.candidate.person, mail=letter.recipient)


def _kept_from_readers(letter: OutboxMail) -> list[str]:
    """Who answers to a quiet letter may sign with the name that nobody here is to read."""
    invitation = invitation_of(letter)
    if invitation is None or not invitation.candidate.person.is_sealed:
        return []
    known = particulars.of(invitation.candidate.person)
    names = (known.full_name, known.native_name, known.given_name, known.family_name)
    parts = [part for name in names for part in _parts(name)]
    houses = [words for post in known.posts for words in (post.organisation, post.department, post.title)]
    return [word for word in (*names, *parts, *houses, *known.mails, *known.telephones) if word]


def _parts(name: str) -> list[str]:
    """Each half of a name with a hyphen, too; and each sign of a name whose script parts no words."""
    words = name.replace("-", " ").split()
    signs = [sign for word in words for sign in word if _ALONE.match(sign)]
    return [*(word for word in words if len(word) >= SHORTEST_PART), *signs]


for _kind in (*Letter.Kind.values, PROGRAMME):
    mail.when_undelivered(f"{_kind}:")(_came_back)
    mail.hides(f"{_kind}:")(_kept_from_readers)


@links.address_of("invitation")
def addressee(key: UUID) -> links.Addressee | None:
    """Where a code goes for a device that is not known: to the address the invitation was sent to."""
    invitation = Invitation.objects.select_related("candidate__person", "meeting").filter(pk=key).first()
    if invitation is None:
        return None
    person = invitation.candidate.person
    address = particulars.of(person).mail
    is_at_risk = tone(invitation.meeting, person) == Tone.QUIET
    return links.Addressee(address, invitation.language, is_at_risk=is_at_risk) if address else None


def page_address(invitation: Invitation, today: dt.date) -> str:
    """A new personal address for this guest; the token stands nowhere but in the letter."""
    now = dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC)
    last = max(invitation.meeting.end_on or today, today)
    lifetime = (last - today) + PAGE_STAYS
    _link, token = links.issue("invitation", invitation.key, invitation.meeting.code, now, lifetime)
    return settings.SITE_URL + reverse("invitation", args=[token])


def _seated(
    invitation: Invitation, participant: Participant, kind: Letter.Kind, today: dt.date
) -> OutboxMail | None:
    guest = particulars.of(participant.person)
    entry = b""
    is_full_letter = tone(invitation.meeting, participant.person) == Tone.FULL
    has_place = participant.place == Place.confirmed and participant.calendar_sent is None
    if has_place and is_full_letter and guest.mail:
        entry = calendar_entries.request(invitation.meeting, participant, guest.mail, today)
        participant.calendar_sent = calendar_entries.sequence(invitation.meeting, participant)
        _ENTERED.update(participant)
    return _answered(invitation, kind, today, guest, entry)


def _answered(
    invitation: Invitation, kind: Letter.Kind, today: dt.date, guest: Particulars, calendar: bytes = b""
) -> OutboxMail | None:
    """A word in return for an answer. Somebody who was asked by telephone and has no address gets none."""
    if not guest.mail:
        return None
    cause = f"{kind}:{invitation.key}:{invitation.revision}"
    return _send(invitation, kind, today, Sending(cause, calendar=calendar), guest)


def _never_leave(begins: Iterable[str], numbers: range, today: dt.date) -> None:
    """By name: a search by the beginning of a cause goes through all letters of the meeting."""
    causes = [f"{begin}{number}" for begin in begins for number in numbers]
    if causes:
        mail.cancel_many(mail.of_causes(causes), today=today)


def _send(
    invitation: Invitation, kind: Letter.Kind, today: dt.date, sending: Sending, guest: Particulars
) -> OutboxMail:
    person, meeting = invitation.candidate.person, invitation.meeting
    if not guest.mail:
        raise Refused(_no_address(person))
    letter = letter_words.letter(meeting, kind, invitation.language)
    url = _url(invitation, kind, today)
    values = letter_words.values(invitation, guest, letter, link=url, reply_by=invitation.reply_by)
    words = letter_words.signed(letter_words.filled(letter, values), letter, values["number"])
    return mail.queue(
        TEMPLATE,
        to=guest.mail,
        context={"subject": words.subject, "text": words.body, "url": url},
        cause=sending.cause,
        meeting_code=meeting.code,
        scope=str(meeting.key),
        tone=tone(meeting, person),
        language=letter.language,
        is_held=sending.is_held,
        after=sending.after,
        label=person.full_name,
        content=mail.Content(is_formatted=True, calendar=sending.calendar),
    )


def _url(invitation: Invitation, kind: Letter.Kind, today: dt.date) -> str:
    """An invitation that is withdrawn has no page any more; but a quiet notice of it needs one to be read on."""
    is_quiet = tone(invitation.meeting, invitation.candidate.person) == Tone.QUIET
    if kind == Letter.Kind.withdrawal and not is_quiet:
        return settings.SITE_URL
    return page_address(invitation, today)


def _send_entry(
    invitation: Invitation, participant: Participant, address: str, entry: bytes, subject: str
) -> None:
    meeting, person = invitation.meeting, participant.person
    if tone(meeting, person) == Tone.QUIET or not address:
        return
    mail.queue(
        TEMPLATE,
        to=address,
        context={"subject": f"{meeting.title}: {subject}", "text": subject + "\n"},
        cause=f"calendar:{participant.key}:{calendar_entries.sequence(meeting, participant)}",
        meeting_code=meeting.code,
        scope=str(meeting.key),
        language=invitation.language,
        label=person.full_name,
        content=mail.Content(is_formatted=True, calendar=entry),
    )


def _no_address(person: Person) -> str:
    return _("No e-mail address of %(name)s is known, so no letter was prepared.") % {"name": person}
