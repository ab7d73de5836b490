"""The least that is valid, and people at their browsers."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import caches
from django.test import Client

from underrose.access import doorstep, links
from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant, Institution
from underrose.access.roles import Role

MEETING = "AB12"


@pytest.fixture(autouse=True)
def own_limits(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Counts of attempts of one test do not reach the next."""
    settings.CACHES = {
        **settings.CACHES,
        "limits": {**settings.CACHES["limits"], "LOCATION": tmp_path / "limits"},
    }
    yield
    caches.close_all()


@pytest.fixture
def make(db: None) -> Callable[..., Account]:
    """`make("Ada", Role.ADMINISTRATOR)`, or with roles on a meeting: `make("Ben", AB12=[Role.PARTNER])`."""

    def made(name: str, *house: Role, **meetings: list[Role]) -> Account:
        account = Account.objects.create(name=name, email=f"{name.lower()}@example.org")
        for role in house:
            Grant.objects.create(account=account, role=role)
        for code, roles in meetings.items():
            for role in roles:
                Grant.objects.create(account=account, role=role, meeting_code=code)
        return account

    return made


@pytest.fixture
def as_holder() -> Callable[[Account], Holder]:
    return holder_of


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """A browser in which this colleague signed in so many seconds ago."""

    def signed_in(account: Account, *, ago: float = 0.0) -> Client:
        client = Client()
        client.force_login(account)
        session = client.session
        session["account_authentication_methods"] = [{"method": "code", "at": time.time() - ago}]
        session["account_authentication_methods_user"] = str(account.pk)
        session.save()
        return client

    return signed_in


@pytest.fixture
def code_in() -> Callable[..., str]:
    def found(message: Any) -> str:
        codes = re.findall(r"\b\d{6}\b", message.body)
        assert len(codes) == 1
        return str(codes[0])

    return found


@pytest.fixture
def pages(settings: Any, monkeypatch: Any, db: None) -> None:
    """A personal page with a canary in all it could tell (personal.py)."""
    from underrose.access.tests import personal

    settings.ROOT_URLCONF = "underrose.access.tests.personal"
    monkeypatch.setattr(doorstep, "ALWAYS_SECONDS", 0.0)
    monkeypatch.setattr(personal, "answers", [])
    monkeypatch.setattr(personal, "at_risk", set())
    monkeypatch.setattr(personal, "of_the_other_section", set())

    def who(subject: UUID) -> links.Addressee:
        return links.Addressee("canary@example.org", "en-gb", is_at_risk=subject in personal.at_risk)

    monkeypatch.setitem(links._who, "invitation", [who])
    Institution.objects.create(name="Canary of the house")
