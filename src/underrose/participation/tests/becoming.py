"""What becomes of a guest as a person, for the tests of sections that know participants alone."""

from datetime import date

from underrose.access.holders import Holder
from underrose.participation.models import Participant
from underrose.people import particulars
from underrose.people.actions import forgetting, merging, sealing
from underrose.people.models import ContactDetail, Person
from underrose.people.particulars import Particulars


def reachable(guest: Participant, mail: str) -> None:
    """Somebody who can be written to."""
    ContactDetail.objects.create(person=guest.person, kind="mail", value=mail, compared=mail)


def sealed(full_name: str, mail: str) -> str:
    """What is held of a protected person, as it is sealed."""
    return particulars.as_text(Particulars(full_name, mails=(mail,)))


def protected(guest: Participant, alias: str, *, by: Holder, today: date) -> None:
    sealing.seal(guest.person, by=by, alias=alias, today=today, meeting_codes=[guest.meeting.code])


def forgotten(guest: Participant, *, by: Holder, today: date) -> None:
    guest.person.refresh_from_db()
    forgetting.forget(guest.person, by=by, today=today)


def merged(guest: Participant, other_name: str, *, by: Holder, today: date) -> None:
    """Somebody who stood twice in the address book, there under another name."""
    given, _space, family = other_name.partition(" ")
    twin = Person.objects.create(
        full_name=other_name, given_name=given, family_name=family, introduced_on=today
    )
    merging.merge(guest.person, twin, facts=particulars.of(guest.person), by=by, today=today)
    guest.person.refresh_from_db()
