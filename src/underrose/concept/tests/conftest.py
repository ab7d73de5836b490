"""The least that is a meeting, and the people around it."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.actions import meetings, note
from underrose.concept.models import Meeting

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def director(db: None) -> Holder:
    account = Account.objects.create(name="Dara Quell", email="dara@house.example")
    Grant.objects.create(account=account, role=Role.PROGRAMME_DIRECTOR)
    return holder_of(account)


def again(holder: Holder) -> Holder:
    """The same colleague with the roles held now."""
    assert holder.account is not None
    return holder_of(holder.account)


@pytest.fixture
def make_meeting(director: Holder) -> Callable[..., Meeting]:
    def made(code: str = "AB12", title: str = "Rivers and Rights", **particulars: Any) -> Meeting:
        particulars.setdefault("start_on", dt.date(2027, 3, 3))
        particulars.setdefault("end_on", dt.date(2027, 3, 5))
        return meetings.open_meeting(by=director, code=code, title=title, today=TODAY, **particulars)

    return made


@pytest.fixture
def meeting(make_meeting: Callable[..., Meeting]) -> Meeting:
    return make_meeting()


@pytest.fixture
def written(meeting: Meeting, director: Holder) -> Meeting:
    """A meeting whose summary says something, so that it can be announced."""
    summary = meeting.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=1, today=TODAY, body="Three days on rivers.")
    return meeting


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """A browser in which this colleague has just signed in."""

    def signed_in(holder: Holder) -> Client:
        client = Client()
        client.force_login(holder.account)
        session = client.session
        session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
        session["account_authentication_methods_user"] = str(holder.account.pk)
        session.save()
        return client

    return signed_in


@pytest.fixture
def colleague(meeting: Meeting) -> Callable[[Role], Holder]:
    """Somebody with one role on the meeting."""

    def made(role: Role, code: str = "AB12") -> Holder:
        account = Account.objects.create(name=str(role), email=f"{role.value}@house.example")
        Grant.objects.create(account=account, role=role, meeting_code=code)
        return holder_of(account)

    return made
