"""The least that is a brief with candidates, for the tests of both. Everybody here is invented."""

import datetime as dt
import time

from django.test import Client

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.actions import meetings, note
from underrose.concept.models import Meeting
from underrose.participation.actions import briefs, candidates
from underrose.participation.models import Brief, Candidate, Constituency
from underrose.people.actions import persons
from underrose.people.models import Person
from underrose.people.particulars import Particulars, PostHeld

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
PARAGRAPH = (
    "The dialogue will convene up to 24 people drawn from: river states including, but not limited to, Norway, Kenya "
    "and Viet Nam; policy makers (Geneva and Nairobi); water defenders and experts; business; regional bodies."
)


def colleague(role: Role = Role.PROGRAMME_DIRECTOR, code: str = "") -> Holder:
    account, _new = Account.objects.get_or_create(
        email=f"{role.value}{code}@house.example", defaults={"name": f"{role} {code}"}
    )
    Grant.objects.get_or_create(account=account, role=role, meeting_code=code)
    return holder_of(account)


def a_meeting(code: str = "AB12", paragraph: str = PARAGRAPH, cap: int | None = 24) -> Meeting:
    by = colleague()
    dates = {"start_on": dt.date(2027, 3, 3), "end_on": dt.date(2027, 3, 5)}
    meeting = meetings.open_meeting(by=by, code=code, title="Rivers and Rights", today=TODAY, **dates)
    meeting.cap = cap
    meeting.save(update_fields=["cap"])
    section = meeting.sections.get(kind="participation")
    note.write_section(section, by=by, revision=section.revision, today=TODAY, body=paragraph)
    return Meeting.objects.get(key=meeting.key)


def a_brief(meeting: Meeting) -> Brief:
    return briefs.draw(meeting, by=colleague(), today=TODAY)


def group(brief: Brief, value: str) -> Constituency:
    return Constituency.objects.select_related("axis__brief").get(axis__brief=brief, value=value)


def a_person(name: str = "Ada Fjord", *, gender: str = "", mail: str = "", **post: str) -> Person:
    facts = Particulars(
        full_name=name,
        family_name=name.rsplit(maxsplit=1)[-1],
        gender=gender,
        mails=(mail,) if mail else (),
        posts=(PostHeld(**post),) if post else (),
    )
    return persons.introduce(by=colleague(), facts=facts, today=TODAY)


def a_candidate(meeting: Meeting, person: Person | None = None, **facts: object) -> Candidate:
    listed = candidates.add(meeting, [person or a_person()], by=colleague(), today=TODAY)
    row = listed.candidates[0]
    Candidate.objects.filter(key=row.key).update(**facts)
    return Candidate.objects.select_related("person", "meeting").get(key=row.key)


def browser_of(holder: Holder) -> Client:
    """A browser in which this colleague has just signed in."""
    client = Client()
    assert holder.account is not None
    client.force_login(holder.account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(holder.account.pk)
    session.save()
    return client
