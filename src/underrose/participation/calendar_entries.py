"""The entry in a guest's calendar: one per guest, no other guest inside, raised only by time or place."""

from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from underrose.concept.models import Meeting
from underrose.kit import house
from underrose.kit.languages import offered
from underrose.methods import calendars
from underrose.methods.disclosure import Disclosure, Regime, may
from underrose.participation.models import Participant


def request(meeting: Meeting, participant: Participant, address: str, today: date) -> bytes:
    """Puts the meeting into the guest's calendar, or replaces what stood there before."""
    return calendars.request(
        _entry(meeting, participant, today), house=_house(meeting), attendee=_attendee(participant, address)
    )


def cancel(meeting: Meeting, participant: Participant, address: str, today: date) -> bytes:
    """Takes it out again."""
    return calendars.cancel(
        _entry(meeting, participant, today), house=_house(meeting), attendee=_attendee(participant, address)
    )


def sequence(meeting: Meeting, participant: Participant) -> int:
    """SEQUENCE (RFC 5545, 3.8.7.4): of the meeting's time and place, and of entries taken back before."""
    return meeting.calendar_sequence + participant.calendar_sequence


def uid(participant: Participant) -> str:
    """The same for as long as the guest has a place, and told to nobody else."""
    return f"{participant.key}@{_address().rpartition('@')[2] or 'localhost'}"


def _entry(meeting: Meeting, participant: Participant, today: date) -> calendars.Entry:
    assert meeting.start_on is not None
    is_sensitive = _is_sensitive(meeting)
    # The words of the house are there in the languages of its pages alone; a title is in the language of its note.
    spoken = offered(participant.person.language)
    with override(spoken):
        return calendars.Entry(
            uid=uid(participant),
            sequence=sequence(meeting, participant),
            stamped_on=today,
            starts=meeting.start_on,
            ends=meeting.end_on or meeting.start_on,
            summary=meeting.title,
            location=_place(meeting),
            neutral_summary=_("Meeting") if is_sensitive else "",
            language=spoken if is_sensitive else meeting.language,
        )


def _is_sensitive(meeting: Meeting) -> bool:
    """Calendars are shared, searched and shown on walls: where the fact is not public, the entry does not tell it."""
    fact = may(Disclosure.fact, regimes=[Regime(meeting.regime)])
    return meeting.is_undisclosed or fact.is_allowed is not True


def _place(meeting: Meeting) -> str:
    if meeting.venue is None:
        return ""
    return ", ".join(part for part in (meeting.venue.name, meeting.venue.town) if part)


def _attendee(participant: Participant, address: str) -> calendars.Attendee:
    """By the name that stands in lists: of a protected person the alias."""
    return calendars.Attendee(participant.person.full_name, address)


def _house(meeting: Meeting) -> calendars.House:
    """Without a name where the entry is to tell nothing: a calendar shows who organises."""
    return calendars.House("" if _is_sensitive(meeting) else house.name(), _address())


def _address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
