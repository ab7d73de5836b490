"""Every address × every role × own or foreign meeting × method, against the declared table in permissions.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotFound
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from house.samples import ASKED_FOR, FOREIGN, OBJECTS, OWN, STATES, VALUES, WITHOUT, under_a_meeting
from house.tree import ROOT
from underrose.access import links
from underrose.access.door import AudienceMiddleware
from underrose.access.holders import PUBLIC, Holder
from underrose.access.models import Account, Grant
from underrose.access.permissions import Address, addresses, page
from underrose.access.roles import OF_A_SESSION, Role

TABLE = Path(__file__).with_name("permissions.toml")
ROWS: Mapping[str, Mapping[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))
HOUSE = ""
BOTH = pytest.mark.django_db(databases=["default", "dialogue"])
METHODS = ("GET", "POST", "PUT", "DELETE")
LET_IN, NOT_FOUND, SIGN_IN, AGAIN, WRONG_METHOD = (
    "let in",
    "not found",
    "sign in",
    "show again",
    "wrong method",
)


@dataclass(frozen=True)
class Asker:
    name: str
    grants: Mapping[str, frozenset[Role]] | None

    @property
    def is_signed_in(self) -> bool:
        return self.grants is not None


def askers() -> Iterator[Asker]:
    """The public, a colleague with no role, and one for every role on the meeting, on another, and in the house."""
    yield Asker("public", None)
    yield Asker("no role", {})
    for role in Role:
        for place in (OWN, FOREIGN, HOUSE):
            yield Asker(f"{role} {place or 'house'}", {place: frozenset({role})})


def ours() -> list[Address]:
    return [address for address in addresses() if not address.name.startswith("test_")]


def path_of(address: Address, **values: Any) -> str:
    given = {name: values.get(name, VALUES.get(name)) for name in address.names}
    if "token" in given and given["token"] is None:
        kind = next(iter(address.audience.link_kinds)) if address.audience else "review"
        given["token"] = links.KINDS[kind] + "x" * links.RANDOM_CHARACTERS
    return reverse(address.name, kwargs=given)


def expected(row: Mapping[str, Any], asker: Asker, *, has_code: bool) -> str:
    """What the table promises; worked out here from its words, not by the code under test."""
    audience = row["audience"]
    if audience == "nobody":
        return NOT_FOUND
    if audience == "public":
        return LET_IN
    if audience.startswith("link"):
        return NOT_FOUND  # the token of the sample is not one that was issued
    if not asker.is_signed_in:
        return SIGN_IN
    assert asker.grants is not None
    if audience != "team: anyone signed in":
        wanted = set(audience.removeprefix("team: ").removesuffix(" (on any meeting)").split(", "))
        where = [OWN] if has_code and not audience.endswith("(on any meeting)") else [OWN, FOREIGN, HOUSE]
        held = {role.value for place in where for role in asker.grants.get(place, frozenset())}
        if not wanted & held:
            return NOT_FOUND
    return AGAIN if row.get("fresh") else LET_IN


def met(address: Address, asker: Asker, account: Account) -> str:
    """What the door does with this asker, who signed in an hour ago."""
    path = path_of(address)
    request = RequestFactory().get(path)
    request.resolver_match = match = resolve(path)
    request.user = account if asker.is_signed_in else AnonymousUser()
    request.session = {}  # type: ignore[assignment] # nothing is remembered of this browser
    holder = Holder(account=account, grants=MappingProxyType(dict(asker.grants or {})))
    request.holder = holder if asker.is_signed_in else PUBLIC  # type: ignore[attr-defined] # as the door would
    door = AudienceMiddleware(lambda _request: HttpResponse())
    try:
        answer = door.process_view(request, match.func, match.args, dict(match.kwargs))
    except Http404:
        return NOT_FOUND
    if answer is None:
        return LET_IN
    by_status = {
        302: SIGN_IN if "/accounts/login/" in answer.headers.get("Location", "") else AGAIN,
        404: NOT_FOUND,
    }
    return by_status.get(answer.status_code, WRONG_METHOD)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    """If this fails for a new address: say in permissions.toml whom it is for, and with which methods."""
    assert sorted(address.name for address in ours()) == sorted(ROWS)


def test_marks_are_those_of_the_table() -> None:
    found = {address.name: [str(address.audience or "nobody"), address.is_fresh] for address in ours()}
    assert found == {name: [row["audience"], row.get("fresh", False)] for name, row in ROWS.items()}


def test_every_role_meets_what_the_table_says(db: None) -> None:
    account = Account.objects.create(name="Asker", email="asker@example.org")
    # Who reads notes is asked for a second factor first; that has a test of its own.
    Authenticator.objects.create(user=account, type="totp", data={})
    wrong = [
        (address.name, asker.name, found, promised)
        for address in ours()
        for asker in askers()
        for promised in [expected(ROWS[address.name], asker, has_code="code" in address.names)]
        for found in [met(address, asker, account)]
        if found != promised and not (address.name in _GET_REFUSED and found == WRONG_METHOD)
    ]
    assert wrong == []


_GET_REFUSED = {name for name, row in ROWS.items() if "GET" not in row["methods"]}


def _welcome(address: Address) -> tuple[Client, dict[str, Any]]:
    """A browser of somebody the address is for, and a token where one is needed."""
    audience, client, values = address.audience, Client(raise_request_exception=False), {}
    assert audience is not None
    if audience.kind == "team":
        account = Account.objects.create(name="Asker", email=f"{address.name}@example.org")
        for role in audience.roles or {Role.PARTNER}:
            for code in (OWN, HOUSE):
                Grant.objects.create(account=account, role=role, meeting_code=code)
        client.force_login(account)
        _prove(client, account)
    elif audience.kind == "link":
        kind = min(audience.link_kinds)
        values["token"] = links.issue(kind, VALUES["key"], OWN, timezone.now(), timedelta(days=1))[1]
    return client, values


def _prove(client: Client, account: Account) -> None:
    """Signed in a moment ago, and with a second proof where what was said in the room is read."""
    Authenticator.objects.create(user=account, type="totp", data={})
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()


@BOTH
@pytest.mark.parametrize("address", [a for a in ours() if a.audience], ids=lambda address: address.name)
def test_methods_are_those_of_the_table(db: None, address: Address) -> None:
    client, values = _welcome(address)
    path = path_of(address, **values)
    refused = [method for method in METHODS if client.generic(method, path).status_code == 405]
    assert refused == [method for method in METHODS if method not in ROWS[address.name]["methods"]]


@BOTH
@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_foreign_object_is_not_found(db: None, name: str) -> None:
    """A programme director and project manager of one meeting puts the key of another meeting's object into the address."""
    objects = OBJECTS[name]()
    account = Account.objects.create(name="Asker", email="asker@example.org")
    for role in (Role.PROGRAMME_DIRECTOR, Role.PROJECT_MANAGER):
        Grant.objects.create(account=account, role=role, meeting_code=OWN)
    client = Client()
    client.force_login(account)
    _prove(client, account)
    address = next(address for address in ours() if address.name == name)
    method = "GET" if "GET" in ROWS[name]["methods"] else "POST"
    foreign, own = (
        client.generic(method, path_of(address, **given)).status_code
        for given in (objects.foreign, objects.own)
    )
    assert [foreign == 404, own == 404] == [True, False]


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that says that there is none has tests of its own; here it would be made ten thousand times."""
    nothing = HttpResponseNotFound(b"")
    monkeypatch.setattr("underrose.urls.handler404", lambda _request, **_why: nothing, raising=False)


UNDER_A_MEETING = [a for a in ours() if a.audience and "code" in a.names and a.name not in WITHOUT]
ALWAYS = sorted(STATES)


def _welcomed(client: Client, role: Role, code: str) -> Client:
    account = Account.objects.create(name=str(role), email=f"{role}@example.org")
    session = ASKED_FOR if role in OF_A_SESSION else ""
    Grant.objects.create(account=account, role=role, meeting_code=code, session=session)
    client.force_login(account)
    _prove(client, account)
    return client


def _visitors(address: Address) -> dict[str, Client]:
    """The public, an administrator of the house, a partner and one who is welcome: none has a role on another's."""
    assert address.audience is not None
    clients = {"public": Client(), "administrator": _welcomed(Client(), Role.ADMINISTRATOR, HOUSE)}
    roles = address.audience.roles or {Role.PARTNER}
    for role in sorted(
        {min(roles), max(roles), Role.PROGRAMME_DIRECTOR, Role.PARTNER} - {Role.ADMINISTRATOR}
    ):
        clients[role.value] = _welcomed(Client(), role, OWN)
    return clients


def _sees(client: Client, method: str, path: str) -> str:
    """What comes back. What a form did is undone, so that the next one meets the meeting as it was."""
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    if answer.status_code == 404:
        return NOT_FOUND
    return (
        SIGN_IN
        if "/accounts/login/" in answer.headers.get("Location", "") or answer.status_code == 401
        else LET_IN
    )


def _promised(address: Address, visitor: str, code: str, state: str) -> str:
    row = ROWS[address.name]
    is_there = state in row.get("states", ALWAYS)
    is_of_the_team = visitor not in {"public", Role.ADMINISTRATOR} and code == OWN
    if row["audience"] == "public":
        return LET_IN if is_there or (is_of_the_team and row.get("otherwise") == "its team") else NOT_FOUND
    if visitor == "public":
        return SIGN_IN
    named = row["audience"].removeprefix("team: ").split(", ")
    is_welcome = is_of_the_team and (visitor in named or named == ["anyone signed in"])
    return LET_IN if is_welcome and is_there else NOT_FOUND


@BOTH
@pytest.mark.parametrize("address", UNDER_A_MEETING, ids=lambda address: address.name)
def test_meeting_is_open_in_each_state_as_the_table_says(
    db: None, bare_refusals: None, address: Address
) -> None:
    """If this fails: say under `states` in permissions.toml in which states of its meeting the page is there."""
    objects = under_a_meeting(address.name)
    visitors = _visitors(address)
    method = "GET" if "GET" in ROWS[address.name]["methods"] else "POST"
    wrong = []
    for state, reach in STATES.items():
        with transaction.atomic():
            reach()
            for code, given in ((OWN, objects.own), (FOREIGN, objects.foreign)):
                path = path_of(address, **{**given, "code": code})
                found = {name: _sees(client, method, path) for name, client in visitors.items()}
                promised = {name: _promised(address, name, code, state) for name in visitors}
                wrong += [(state, code, found, promised)] if found != promised else []
            transaction.set_rollback(True)
    assert wrong == []


def test_every_object_under_a_meeting_has_a_sample() -> None:
    plain = {"code", "role", "kind"}
    needed = {a.name for a in ours() if "code" in a.names and set(a.names) - plain and a.audience}
    assert sorted(needed - set(OBJECTS) - set(WITHOUT)) == []
    assert sorted(set(WITHOUT) - needed) == []
    # A person is sampled too: the address names no meeting, and yet not every meeting knows them.
    assert sorted(set(OBJECTS) - {a.name for a in ours()}) == []


def test_reference_page_is_fresh() -> None:
    """If this fails, run `underrose permissions --write` and read what changed."""
    assert (ROOT / "docs" / "reference" / "permissions.md").read_text("utf-8") == page(ROWS)
