"""What is known of a meeting's guests for their days there, and what is still missing. For the project manager alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.kit.templatetags.kit import day, weekdays
from underrose.methods.documents.people_list import filed
from underrose.participation.models import (
    GUESTS,
    Arrangements,
    Capacity,
    Needs,
    Participant,
    VisaLetter,
)
from underrose.participation.needs import NOTHING, NeedsContent, Room, from_text
from underrose.people.models import ContactDetail, Person


@dataclass(frozen=True, slots=True, repr=False)
class Guest:
    """One person of the room as lists show them: protected people by their alias."""

    key: UUID
    label: str
    capacity: Capacity
    is_sealed: bool
    needs: NeedsContent
    has_said: bool
    attended: bool | None
    person: UUID
    # The name in its own script, where the label is not that already; of protected people there is none.
    native_name: str = ""

    def is_called(self, words: str) -> bool:
        """Whether somebody at the door is found by these words, in either script."""
        return words.casefold() in f"{self.label}\n{self.native_name}".casefold()

    @property
    def is_guest(self) -> bool:
        return self.capacity in GUESTS

    @property
    def capacity_label(self) -> str:
        return str(self.capacity.label)

    def __repr__(self) -> str:
        return "<Guest>"

    def __reduce_ex__(self, protocol: object, /) -> NoReturn:
        raise TypeError("Guests stay in memory: they enter no job, cache or session.")


def of(meeting: Meeting) -> tuple[Guest, ...]:
    """Everybody who is expected, staff too, alphabetically, in one query."""
    rows = Participant.objects.filter(meeting=meeting).confirmed().select_related("person", "needs")
    rows = rows.defer("person__particulars", "person__search_words")
    return tuple(_guest(row) for row in sorted(rows, key=filed_under))


def attendance(meeting: Meeting) -> tuple[Guest, ...]:
    """The same without opening what anybody needs: for the door."""
    rows = Participant.objects.filter(meeting=meeting).confirmed().select_related("person")
    rows = rows.defer("person__particulars", "person__search_words")
    return tuple(_guest(row, with_needs=False) for row in sorted(rows, key=filed_under))


def filed_under(row: Participant) -> tuple[str, str]:
    """Under what somebody is looked for: the family name, or the alias."""
    return filed_as(row.person), str(row.key)


def filed_as(person: Person) -> str:
    """The same for anybody in a list: never their title, which many share."""
    name = f"{person.family_name} {person.given_name}" if person.family_name else person.full_name
    return filed(name)


def content_of(needs: Needs | None) -> NeedsContent:
    """What was said; nothing where nothing was, or where its key is gone."""
    if needs is None:
        return NOTHING
    try:
        return from_text(needs.content)
    except (Destroyed, WillNotOpen):
        return NOTHING


def _guest(row: Participant, *, with_needs: bool = True) -> Guest:
    kept = getattr(row, "needs", None) if with_needs else None
    return Guest(
        key=row.key,
        label=row.person.full_name,
        capacity=Capacity(row.capacity),
        is_sealed=row.person.is_sealed,
        needs=content_of(kept),
        has_said=kept is not None,
        attended=row.attended,
        person=row.person_id,
        native_name="" if row.person.is_sealed else row.person.native_name,
    )


def arrangements_of(meeting: Meeting) -> Arrangements:
    """What was settled, or what is assumed as long as nothing was."""
    return Arrangements.objects.filter(meeting=meeting).select_related("meeting").first() or Arrangements(
        meeting=meeting, revision=0
    )


# --- what is missing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not known or not done yet, and the page where it is."""

    sentence: str
    act: str
    page: str
    words: str = ""
    """What to search for on that page, for instance those who have not said."""


def missing(meeting: Meeting, found: Iterable[Guest], today: date) -> tuple[Missing, ...]:
    """The most urgent first: letters for consulates, journeys, rooms, lists."""
    there = [guest for guest in found if guest.is_guest]
    return (
        *_visas(meeting, there, today),
        *_stale(meeting, there),
        *_journeys(there),
        *_rooms(there),
        *_listing(meeting),
    )


def does_not_fit(guest: Guest, meeting: Meeting) -> bool:
    """Arriving when the meeting is over, or leaving before it begins: what was said before it moved."""
    arrival, departure = guest.needs.arrival.day, guest.needs.departure.day
    is_late = arrival is not None and meeting.end_on is not None and arrival > meeting.end_on
    is_gone = departure is not None and meeting.start_on is not None and departure < meeting.start_on
    return is_late or is_gone


def _stale(meeting: Meeting, there: list[Guest]) -> Iterator[Missing]:
    number = sum(1 for guest in there if does_not_fit(guest, meeting))
    if number:
        sentence = ngettext(
            "%(count)s guest has said days that do not fit the meeting.",
            "%(count)s guests have said days that do not fit the meeting.",
            number,
        )
        yield Missing(sentence % {"count": number}, _("See the journeys"), "logistics_guests")


def _visas(meeting: Meeting, there: list[Guest], today: date) -> Iterator[Missing]:
    urgent = [one for one in without_letter(arrangements_of(meeting), there, today) if one.is_due]
    if urgent:
        sentence = ngettext(
            "%(count)s guest needs a visa soon and has no letter.",
            "%(count)s guests need a visa soon and have no letter.",
            len(urgent),
        )
        yield Missing(sentence % {"count": len(urgent)}, _("Make the letters"), "logistics_visas")
    waiting = VisaLetter.objects.filter(meeting=meeting, sent_on=None, passport__isnull=False).count()
    if waiting:
        sentence = ngettext(
            "%(count)s letter for a consulate has not been sent.",
            "%(count)s letters for consulates have not been sent.",
            waiting,
        )
        yield Missing(sentence % {"count": waiting}, _("Look at the register"), "logistics_visas")


def _journeys(there: list[Guest]) -> Iterator[Missing]:
    silent = sum(1 for guest in there if guest.needs.arrival.day is None)
    if silent:
        sentence = ngettext(
            "%(count)s guest has not said when they arrive.",
            "%(count)s guests have not said when they arrive.",
            silent,
        )
        yield Missing(
            sentence % {"count": silent}, _("See whose arrival is missing"), "logistics_guests", "no-arrival"
        )
    leaving = sum(1 for guest in there if guest.needs.arrival.day and guest.needs.departure.day is None)
    if leaving:
        sentence = ngettext(
            "%(count)s guest has said when they arrive and not when they leave.",
            "%(count)s guests have said when they arrive and not when they leave.",
            leaving,
        )
        yield Missing(
            sentence % {"count": leaving},
            _("See whose departure is missing"),
            "logistics_guests",
            "no-departure",
        )
    alone = sum(1 for guest in there if guest.needs.wants_collection and not guest.needs.collected_by)
    if alone:
        sentence = ngettext(
            "%(count)s guest wishes to be collected and nobody is named who does it.",
            "%(count)s guests wish to be collected and nobody is named who does it.",
            alone,
        )
        yield Missing(
            sentence % {"count": alone}, _("See who is not collected"), "logistics_guests", "not-collected"
        )


def _rooms(there: list[Guest]) -> Iterator[Missing]:
    open_rooms = sum(1 for guest in there if wants_room(guest) and guest.needs.nights is None)
    if open_rooms:
        sentence = ngettext(
            "%(count)s guest needs a room and the nights are not known.",
            "%(count)s guests need a room and the nights are not known.",
            open_rooms,
        )
        yield Missing(
            sentence % {"count": open_rooms},
            _("See whose nights are missing"),
            "logistics_guests",
            "no-nights",
        )


def _listing(meeting: Meeting) -> Iterator[Missing]:
    room = Participant.objects.filter(meeting=meeting, has_said_how_listed=False).confirmed().guests()
    if silent := room.count():
        sentence = ngettext(
            "%(count)s guest has not said how to appear in the list, and is not in it.",
            "%(count)s guests have not said how to appear in the list, and are not in it.",
            silent,
        )
        yield Missing(sentence % {"count": silent}, _("Look at the list"), "logistics_lists")


def wants_room(guest: Guest) -> bool:
    return bool(guest.needs.room) and guest.needs.room != Room.none


FILTERS: Mapping[str, Callable[[Guest], bool]] = {
    "no-arrival": lambda guest: guest.is_guest and guest.needs.arrival.day is None,
    "no-departure": lambda guest: guest.is_guest and guest.needs.departure.day is None,
    "not-collected": lambda guest: guest.needs.wants_collection and not guest.needs.collected_by,
    "no-nights": lambda guest: wants_room(guest) and guest.needs.nights is None,
    "silent": lambda guest: guest.is_guest and not guest.has_said,
}


# --- visas ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class WithoutLetter:
    """A guest who needs a visa and has no letter yet, and by when the consulate should have it."""

    guest: Guest
    by: date | None
    is_due: bool

    def __repr__(self) -> str:
        return "<WithoutLetter>"


def without_letter(settled: Arrangements, found: Iterable[Guest], today: date) -> tuple[WithoutLetter, ...]:
    """Those who need a visa and have no letter in the register, the most urgent first; of one day in the order of `found`.

    A letter whose passport was erased before anybody sent it can never be made: its guest waits as before.
    """
    meeting = settled.meeting
    made = VisaLetter.objects.filter(meeting=meeting).filter(
        Q(issued_on__isnull=False) | Q(passport__isnull=False)
    )
    helped = set(made.values_list("participant_id", flat=True))
    lead = timedelta(days=settled.visa_lead_days)
    waiting = [guest for guest in found if guest.needs.needs_visa and guest.key not in helped]
    rows = [_waiting(guest, meeting, lead, today) for guest in waiting]
    return tuple(sorted(rows, key=lambda row: row.by or date.max))


def _waiting(guest: Guest, meeting: Meeting, lead: timedelta, today: date) -> WithoutLetter:
    journey = guest.needs.arrival.day or meeting.start_on
    by = guest.needs.visa_by or (journey - lead if journey else None)
    # Where no day is known at all, now is the time to ask.
    return WithoutLetter(guest, by, is_due=by is None or by - timedelta(days=NOTICE) <= today)


NOTICE = 14
"""So many days before the consulate should have a letter, the page begins to warn."""


# --- the morning ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class OnTheMorning:
    guest: Guest
    telephone: str

    def __repr__(self) -> str:
        return "<OnTheMorning>"


def on_the_morning(found: Iterable[Guest]) -> tuple[OnTheMorning, ...]:
    """Everybody with a number to call. Of protected people only the number they gave for that day."""
    there = tuple(found)
    known = _telephones([guest.person for guest in there if not guest.is_sealed])
    return tuple(
        OnTheMorning(guest, guest.needs.telephone_on_the_day or known.get(guest.person, ""))
        for guest in there
    )


def _telephones(persons: list[UUID]) -> Mapping[UUID, str]:
    """The first number of each in the address book."""
    rows = ContactDetail.objects.filter(
        kind=ContactDetail.Kind.telephone, person__is_sealed=False, person__in=persons
    )
    found: dict[UUID, str] = {}
    for person, value in rows.order_by("position", "key").values_list("person_id", "value"):
        found.setdefault(person, value)
    return found


# --- joining instructions -------------------------------------------------------------------------


def joining_facts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """What everybody who comes has to know, as pairs for a letter: dates, house, address, how to arrive."""
    venue = meeting.venue
    facts = [
        (_("Dates"), weekdays(meeting.start_on, meeting.end_on)),
        (_("Venue"), venue.name if venue else ""),
        (_("Address"), ", ".join(venue.address.split("\n")) if venue else ""),
        (_("Town"), venue.town if venue else ""),
        (_("Local time"), venue.time_zone if venue else ""),
        (_("How to arrive"), arrangements_of(meeting).arrival_help),
    ]
    return tuple((term, words) for term, words in facts if words)


def day_or_blank(value: date | None) -> str:
    return day(value) if value else ""
