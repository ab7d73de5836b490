"""A meeting with a draft, for the tests of this section. Everybody here is invented."""

import datetime as dt
import time

from django.test import Client
from django.urls import reverse

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.actions.meetings import open_meeting
from underrose.concept.models import Lens, Meeting, Theme, Venue
from underrose.participation.models import Brief, Participant
from underrose.participation.tests.furnished import guest
from underrose.programme.models import Assignment, Availability, Day, Kind, Room, Session, Task

TODAY = dt.date(2026, 11, 22)
START, END = dt.date(2027, 3, 3), dt.date(2027, 3, 5)


def colleague(role: Role = Role.PROJECT_MANAGER, code: str = "AB12") -> Holder:
    account, _new = Account.objects.get_or_create(
        email=f"{role.value}.{code}@house.example".lower(), defaults={"name": role.value}
    )
    Grant.objects.get_or_create(account=account, role=role, meeting_code=code)
    return holder_of(account)


def browser_of(holder: Holder) -> Client:
    """A browser in which this colleague has just signed in."""
    client = Client()
    client.force_login(holder.account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(holder.account.pk)
    session.save()
    return client


def planner(code: str = "AB12") -> Client:
    return browser_of(colleague(Role.PROJECT_MANAGER, code))


def a_meeting(code: str = "AB12", **particulars) -> Meeting:
    """Three days in an invented house, two themes and a lens, and no draft."""
    dates = {"start_on": particulars.pop("start_on", START), "end_on": particulars.pop("end_on", END)}
    by = colleague(Role.PROGRAMME_DIRECTOR, "")
    meeting = open_meeting(by=by, code=code, title="Rivers and Rights", today=TODAY, **dates)
    meeting.venue, _new = Venue.objects.get_or_create(
        name="Larkmoor House", town="Larkmoor", defaults={"time_zone": "Europe/London"}
    )
    for name, value in particulars.items():
        setattr(meeting, name, value)
    meeting.save()
    Brief.objects.get_or_create(meeting=meeting)
    for position, words in enumerate(("Water as a right", "Early warning"), 1):
        Theme.objects.create(meeting=meeting, words=words, position=position)
    Lens.objects.create(meeting=meeting, words="Women’s rights and gender equality", position=1)
    return meeting


def a_day(meeting: Meeting, on: dt.date = START, title: str = "") -> Day:
    return Day.objects.get_or_create(meeting=meeting, on=on, defaults={"title": title})[0]


def a_session(meeting: Meeting, hours: str = "09:00-10:30", **facts) -> Session:
    """`a_session(meeting, "09:00-10:30", title="Opening", kind="plenary", on=START)`."""
    begins, ends = (dt.time.fromisoformat(hour) for hour in hours.split("-"))
    day = facts.pop("day", None) or a_day(meeting, facts.pop("on", START))
    facts.setdefault("kind", Kind.plenary)
    facts.setdefault("title", "Opening")
    return Session.objects.create(day=day, begins=begins, ends=ends, **facts)


def a_room(meeting: Meeting, name: str = "Great Hall", **facts) -> Room:
    return Room.objects.create(meeting=meeting, name=name, **facts)


def a_guest(meeting: Meeting, name: str = "Ama Okoro", **facts) -> Participant:
    """Somebody confirmed; `body` is for whom they work, `is_sealed` that they stand by another name."""
    body = facts.pop("body", "")
    return guest(meeting, name, post=("Adviser", body, "") if body else None, **facts)


def a_task(session: Session, who: Participant | str, task: Task = Task.chair, **facts) -> Assignment:
    known = {"name": who} if isinstance(who, str) else {"participant": who}
    return Assignment.objects.create(session=session, task=task, **known, **facts)


def not_there(guest: Participant, day: Day, **hours) -> Availability:
    return Availability.objects.create(participant=guest, day=day, **hours)


def url(name: str, *more: object, code: str = "AB12") -> str:
    return reverse(name, args=[code, *more])
