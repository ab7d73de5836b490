"""The least that is a person, and the colleagues around them. Everybody here is invented."""

import datetime as dt
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.methods.contacts import reading
from underrose.methods.contacts.model import as_plain
from underrose.methods.contacts.readers import inside
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.people import tasks
from underrose.people.actions import persons
from underrose.people.models import ContactImport, Person
from underrose.people.particulars import Form, Particulars, PostHeld

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
CODE = "AB12"

LIST = """Title,Surname / Nom,Given name,Organisation,Position,Country,E-mail,Telephone,Languages,Gender,Sector,Do not contact
Dr,Nwosu,Chi,High Court,Judge,Ghana,chi@court.example,+44 1632 960018,English; French,F,court,no
,Haddad,Noor,Rivers Watch,Analyst,Atlantis,noor@,12,Klingon,x,,yes
Dr,Nwosu,Chi,High Court,Judge,Ghana,chi@court.example,+44 1632 960018,English,F,court,no
,,,Somewhere,,Ghana,nobody@a.example,,,,,
"""

AMARA = Particulars(
    full_name="Dr Amára Okönjo",
    native_name="",
    given_name="Amára",
    family_name="Okönjo",
    gender="woman",
    languages=("fr", "en"),
    country="KEN",
    mails=("amara@rivers.example", "a.okonjo@home.example"),
    telephones=("+44 1632 960017",),
    posts=(
        PostHeld(
            "Director", "Rivers Watch", "Research", "KEN", "civil_society", "Nairobi", dt.date(2021, 5, 1)
        ),
        PostHeld("Adviser", "Ministry of Water", "", "KEN", "government", "", None, dt.date(2021, 4, 30)),
    ),
    forms=(Form("fr", "Madame la Directrice", "Chère Madame Okönjo"),),
    labels=(("amara@rivers.example", "office"),),
)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are read within this process; that one of its own reads them has tests beside the reader."""
    monkeypatch.setattr(reading, "asked", _asked)


def _asked(sent: bytes, _name: str, _program: object) -> bytes:
    order, _, content = sent.partition(b"\n")
    wanted = json.loads(order)
    try:
        table = inside.read_here(content, wanted["name"], wanted["sheet"], lambda: None)
    except Unreadable as refusal:
        return json.dumps({"unreadable": refusal.sentence}).encode()
    return json.dumps({"table": as_plain(table)}).encode()


@pytest.fixture
def colleague(db: None) -> Callable[..., Holder]:
    """Somebody with one role on a meeting, or on the house."""

    def made(role: Role = Role.PROJECT_MANAGER, code: str = CODE) -> Holder:
        name = f"{role.value}-{code or 'house'}".lower()
        account = Account.objects.create(name=name, email=f"{name}@house.example")
        Grant.objects.create(account=account, role=role, meeting_code=code)
        return holder_of(account)

    return made


@pytest.fixture
def inviting(colleague: Callable[..., Holder]) -> Holder:
    return colleague()


@pytest.fixture
def introduced(inviting: Holder) -> Callable[..., Person]:
    def made(facts: Particulars = AMARA, **said: Any) -> Person:
        facts = Particulars(**said) if said else facts
        return persons.introduce(by=inviting, facts=facts, today=TODAY)

    return made


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """A browser in which this colleague has just signed in."""

    def signed_in(holder: Holder, *, is_fresh: bool = True) -> Client:
        client = Client()
        assert holder.account is not None
        client.force_login(holder.account)
        session = client.session
        at = time.time() - (0 if is_fresh else 3600)
        session["account_authentication_methods"] = [{"method": "code", "at": at}]
        session["account_authentication_methods_user"] = str(holder.account.pk)
        session.save()
        return client

    return signed_in


@pytest.fixture
def bring(browser: Client) -> Callable[..., ContactImport]:
    """Brings a list and answers what the next page is for it."""

    def brought(text: str | bytes = LIST, name: str = "people.csv") -> ContactImport:
        content = text if isinstance(text, bytes) else text.encode()
        answer = browser.post(reverse("import_people"), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        return ContactImport.objects.get(key=answer.headers["Location"].split("/")[-3])

    return brought


def taken_in(browser: Client, imported: ContactImport) -> ContactImport:
    """Press the button, and let the worker do its job."""
    assert browser.post(reverse("import_preview", args=[imported.key])).status_code == 302
    tasks.take_in.call(str(imported.key))
    imported.refresh_from_db()
    return imported


def chosen(browser: Client, imported: ContactImport, **said: Any) -> Any:
    page = browser.get(reverse("import_columns", args=[imported.key]))
    form = page.context["form"]
    sent = {name: field.initial or "" for name, field in form.fields.items() if name != "blanks_erase"}
    return browser.post(reverse("import_columns", args=[imported.key]), sent | said)
