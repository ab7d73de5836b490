"""A meeting with a room, for the tests of logistics: rows made directly, as invitations and replies would leave them."""

import datetime as dt
import time

from django.test import Client

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.actions.meetings import open_meeting
from underrose.concept.models import Meeting, Venue
from underrose.participation.actions import needs as actions
from underrose.participation.models import Brief, Capacity, Listing, Needs, Participant, Place
from underrose.participation.needs import NeedsContent
from underrose.people.models import ContactDetail, Organisation, Person, Post

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
START = dt.date(2027, 3, 3)
END = dt.date(2027, 3, 5)


def colleague(role: Role, code: str = "AB12") -> Holder:
    account, _new = Account.objects.get_or_create(
        email=f"{role.value}.{code}@house.example".lower(), defaults={"name": role.value}
    )
    Grant.objects.get_or_create(account=account, role=role, meeting_code=code)
    return holder_of(account)


def manager(code: str = "AB12") -> Holder:
    return colleague(Role.PROJECT_MANAGER, code)


def director(code: str = "AB12") -> Holder:
    return colleague(Role.PROGRAMME_DIRECTOR, code)


def furnished(code: str = "AB12", **particulars) -> Meeting:
    """A meeting of three days in an invented house, with a brief and no guest yet."""
    house = colleague(Role.PROGRAMME_DIRECTOR, "")
    meeting = open_meeting(
        by=house,
        code=code,
        title=particulars.pop("title", "Rivers and Rights"),
        today=TODAY,
        start_on=START,
        end_on=END,
    )
    meeting.venue, _new = Venue.objects.get_or_create(
        name="Larkmoor House",
        town="Larkmoor",
        defaults={"address": "1 Heron Lane", "time_zone": "Europe/London"},
    )
    for name, value in particulars.items():
        setattr(meeting, name, value)
    meeting.save()
    Brief.objects.get_or_create(meeting=meeting)
    return meeting


def guest(meeting: Meeting, name: str = "Ama Okoro", **facts) -> Participant:
    """Somebody confirmed; `said` is how they wish to be listed, `telephone`, `mail`, `post`, `is_sealed` as named."""
    given, _space, family = name.partition(" ")
    mail, do_not_contact = facts.pop("mail", ""), facts.pop("do_not_contact", False)
    telephone, post, said = facts.pop("telephone", ""), facts.pop("post", None), facts.pop("said", None)
    person = Person.objects.create(
        full_name=name,
        # Cut as names of a list are: only the full name may be longer.
        given_name="" if facts.get("is_sealed") else given[:120],
        family_name="" if facts.get("is_sealed") else family[:120],
        native_name=facts.pop("native", ""),
        is_sealed=facts.pop("is_sealed", False),
        particulars=facts.pop("particulars", None),
        do_not_contact=do_not_contact,
        introduced_on=TODAY,
    )
    if mail:
        ContactDetail.objects.create(person=person, kind="mail", value=mail, compared=mail)
    if telephone:
        ContactDetail.objects.create(person=person, kind="telephone", value=telephone, compared=telephone)
    if post:
        title, organisation, country = post
        house, _new = Organisation.objects.get_or_create(name=organisation, country=country)
        Post.objects.create(person=person, organisation=house, title=title, country=country)
    listing = {"listed_to_participants": said, "has_said_how_listed": True} if said else {}
    return Participant.objects.create(
        meeting=meeting,
        person=person,
        place=facts.pop("place", Place.confirmed),
        since=TODAY,
        **listing,
        **facts,
    )


def staff(meeting: Meeting, name: str = "Ivo Renn", capacity: Capacity = Capacity.staff) -> Participant:
    return guest(meeting, name, capacity=capacity)


def needing(participant: Participant, by: Holder | None = None, **said) -> Needs:
    return actions.save_needs(
        participant,
        by=by or manager(participant.meeting.code),
        content=NeedsContent(**said),
        revision=0,
        today=TODAY,
    )


def browser_of(holder: Holder) -> Client:
    """A browser in which this colleague has just signed in."""
    client = Client()
    client.force_login(holder.account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(holder.account.pk)
    session.save()
    return client


NAMED, ROLE, ALIAS, NOWHERE = Listing.by_name, Listing.by_role, Listing.by_alias, Listing.nowhere
