"""What is held about one guest because of one meeting: the thing itself, what it is for, and until when."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from underrose.kit.templatetags.kit import day
from underrose.participation.actions.forgetting import ATTENDANCE_KEPT, NEEDS_KEPT
from underrose.participation.models import Candidate, Invitation, Listing, Participant
from underrose.people import choices, particulars
from underrose.people.models import Gender
from underrose.people.particulars import Particulars, PostHeld


@dataclass(frozen=True)
class Line:
    """One thing held, in words its owner understands."""

    what: str
    value: str
    purpose: str
    until: str

    def __repr__(self) -> str:
        return "<held>"


Telling = Callable[[Participant], Iterable[Line]]
_tellings: dict[str, Telling] = {}


def also_tells(name: str) -> Callable[[Telling], Telling]:
    """Name what a higher section holds about a guest because of one meeting."""

    def named(told: Telling) -> Telling:
        _tellings[name] = told
        return told

    return named


@dataclass(frozen=True)
class Part:
    """Things that are kept for one purpose until one day: both are said once, below all of them."""

    lines: tuple[Line, ...]

    @property
    def purpose(self) -> str:
        return self.lines[0].purpose

    @property
    def until(self) -> str:
        return self.lines[0].until

    def __repr__(self) -> str:
        return "<held>"


def parts(invitation: Invitation, participant: Participant | None) -> list[Part]:
    """Everything, with those together that follow one another and are kept alike."""
    alike = groupby(lines(invitation, participant), key=lambda line: (line.purpose, line.until))
    return [Part(tuple(found)) for _kept, found in alike]


def lines(invitation: Invitation, participant: Participant | None) -> list[Line]:
    """Everything, for the person themselves; nothing of it for anybody else."""
    return [
        *_of_the_person(invitation),
        *_of_the_candidate(invitation.candidate),
        *_of_the_invitation(invitation),
        *_of_the_place(participant),
        *_of_other_sections(participant),
    ]


def _of_the_person(invitation: Invitation) -> Iterator[Line]:
    person = invitation.candidate.person
    known = particulars.of(person)
    until = _("three years after the last meeting that knew you, or until you ask us to forget you")
    purpose = _("to write to you and to address you rightly")
    post = known.post_on(invitation.prepared_on)
    values = (
        (_("Name"), known.full_name),
        (_("Name in its own script"), known.native_name),
        (_("E-mail"), ", ".join(known.mails)),
        (_("Telephone"), ", ".join(known.telephones)),
        (_("Position"), ", ".join(part for part in (post.title, post.organisation) if part) if post else ""),
        (_("Salutation"), ", ".join(form.salutation for form in known.forms if form.salutation)),
        (_("Given and family name"), f"{known.given_name} {known.family_name}".strip()),
        (_("Gender"), str(Gender(known.gender).label) if known.gender else ""),
        (_("Languages"), ", ".join(map(choices.language_name, known.languages))),
        (_("Country"), _countries(known, post)),
        (_("Time zone"), known.time_zone),
        (_("From a list the team took in"), "; ".join(known.list_note.splitlines())),
    )
    for what, value in values:
        if value:
            yield Line(what, value, purpose, until)
    if person.is_sealed:
        yield Line(
            _("Protection"),
            _("You stand in every list as “%(alias)s”.") % {"alias": person.full_name},
            _("so that nobody learns of you from a list"),
            until,
        )


def _countries(known: Particulars, post: PostHeld | None) -> str:
    codes = dict.fromkeys(filter(None, (known.country, post.country if post else "")))
    return ", ".join(map(choices.country_name, codes))


def _of_the_candidate(candidate: Candidate) -> Iterator[Line]:
    """What the team wrote down before anybody was asked. Its own remarks are handed out by the team on request."""
    until = after(candidate.meeting.end_on, ATTENDANCE_KEPT)
    groups = ", ".join(one.label for one in candidate.constituencies.all())
    purpose = _("so that the meeting has the people whom its note promises")
    yield Line(_("Candidate since"), str(day(candidate.listed_on)), purpose, until)
    if groups:
        yield Line(_("You would stand for"), groups, purpose, until)
    if candidate.why:
        yield Line(
            _("A remark of the team"), _("why you are asked; the team tells you on request"), purpose, until
        )
    history = ", ".join(
        f"{day(line.happened_on)}: {line.get_kind_display()}"
        for line in candidate.person.history.filter(meeting_code=candidate.meeting.code)
    )
    if history:
        yield Line(_("History"), history, _("to know when we were in touch"), _("24 months"))


def _of_the_invitation(invitation: Invitation) -> Iterator[Line]:
    until = after(invitation.meeting.end_on, ATTENDANCE_KEPT)
    purpose = _("to know whom we have asked and who comes")
    proposed = ", ".join(one.name for one in invitation.substitutes.all() if one.name)
    if proposed:
        yield Line(_("Whom you proposed"), proposed, _("for the team that invites"), until)
    yield Line(_("Invitation"), str(invitation.get_state_display()), purpose, until)
    if invitation.answered_on:
        yield Line(_("Day of your answer"), str(day(invitation.answered_on)), purpose, until)
    if invitation.reason:
        yield Line(_("Your reason"), invitation.reason, _("for the team that invites"), until)
    yield Line(
        _("Letters to you"),
        _("their words and the state of their delivery"),
        _("to know whether they arrived"),
        _("thirty days after they were sent"),
    )
    yield Line(
        _("This device"),
        _("a random number that your browser keeps, and its fingerprint here"),
        _("so that nobody else opens this page with your address alone"),
        _("until you forget the device or the address expires"),
    )


def _of_the_place(participant: Participant | None) -> Iterator[Line]:
    if participant is None:
        return
    end_on = participant.meeting.end_on
    until = after(end_on, ATTENDANCE_KEPT)
    yield Line(_("Place"), str(participant.get_place_display()), _("to know who is in the room"), until)
    if participant.has_said_how_listed:
        yield Line(
            _("In the list for participants"),
            str(Listing(participant.listed_to_participants).label),
            _("because you said so"),
            until,
        )
        yield Line(
            _("In public"), str(Listing(participant.listed_in_public).label), _("because you said so"), until
        )
    if hasattr(participant, "needs"):
        yield Line(
            _("Your journey, room, meals and needs"),
            _("what you wrote on the page about them; sealed, and read by the project manager alone"),
            _("to prepare your stay"),
            after(end_on, NEEDS_KEPT),
        )


def _of_other_sections(participant: Participant | None) -> Iterator[Line]:
    if participant is not None:
        for _name, told in sorted(_tellings.items()):
            yield from told(participant)


def after(end_on: date | None, kept: timedelta) -> str:
    """The day until which something of a meeting is kept, as words."""
    if end_on is None:
        return _("%(days)s days after the meeting") % {"days": kept.days}
    return str(day(end_on + kept))
