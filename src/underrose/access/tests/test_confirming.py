"""A sign-in that is too old, as a browser meets it: the forms of each page are sent to where they say, with what is in them."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import time_machine
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.access.tests.test_second_factor import code_of_the_app, set_up_app

MONDAY = "2026-05-04 10:00:07Z"


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    button: str = ""


class Forms(HTMLParser):
    """The forms of a page as a browser reads them; one without an address goes back to the page's own."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._in_button = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.found.append(Form(said.get("action") or ""))
        elif self.found and tag == "input" and said.get("name"):
            self.found[-1].fields[said["name"] or ""] = said.get("value") or ""
        self._in_button = tag == "button"

    def handle_data(self, data: str) -> None:
        if self._in_button and self.found:
            self.found[-1].button += data

    def handle_endtag(self, tag: str) -> None:
        self._in_button = self._in_button and tag != "button"


class Browser:
    """Somebody who presses buttons and types, and knows no address but the first."""

    def __init__(self, client: Client) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies = client.cookies
        self.page: Any = None
        self.at = ""

    def open(self, url: str) -> None:
        self.at, self.page = url, self.client.get(url)
        self._follow()

    def press(self, button: str, **typed: str) -> None:
        forms = [one for one in Forms(self.page.content.decode()).found if one.button == button]
        assert len(forms) == 1
        self.at = urljoin(self.at, forms[0].action)
        self.page = self.client.post(self.at, {**forms[0].fields, **typed})
        self._follow()

    def _follow(self) -> None:
        while self.page.status_code == 302:
            self.at = urljoin(self.at, self.page.url)
            self.page = self.client.get(self.at)


def roles_of(account: Account) -> list[str]:
    return list(Grant.objects.filter(account=account, meeting_code="AB12").values_list("role", flat=True))


def test_button_that_needs_a_fresh_sign_in_is_pressed_in_the_end(
    make: Any, browser_of: Any, mailoutbox: Any, code_in: Any
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        ben = make("Ben")
        ada = Browser(browser_of(make("Ada", Role.ADMINISTRATOR)))
        ada.open(f"/desk/accounts/{ben.key}/")
        clock.shift(600)
        ada.press("Close this account")
        assert [ada.page.status_code, Account.objects.get(pk=ben.pk).is_active] == [401, True]
        ada.press("Send me a code")
        ada.press("Go on", code="abc")
        ada.press("Go on", code=code_in(mailoutbox[0]))
        shown = ada.page.content.decode()
        assert ["What you wrote" in shown, "has not been done yet" in shown] == [False, True]
        ada.press("Carry on")
    assert [ada.at, Account.objects.get(pk=ben.pk).is_active] == [f"/desk/accounts/{ben.key}/", False]


def test_words_that_need_a_fresh_sign_in_arrive_in_the_end(
    make: Any, browser_of: Any, mailoutbox: Any, code_in: Any
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        ben = make("Ben")
        ada = Browser(browser_of(make("Ada", AB12=[Role.PROGRAMME_DIRECTOR])))
        ada.open("/desk/meetings/AB12/team/")
        clock.shift(600)
        ada.press("Give this role", account=str(ben.pk), role=Role.PARTNER)
        ada.press("Send me a code")
        ada.press("Send a new code")
        ada.press("Go on", code=code_in(mailoutbox[1]))
        assert roles_of(ben) == []
        ada.press("Carry on with these words")
    assert roles_of(ben) == [Role.PARTNER]


def test_page_that_needs_a_fresh_sign_in_opens_in_the_end(
    make: Any, browser_of: Any, mailoutbox: Any, code_in: Any
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        ada = Browser(browser_of(make("Ada", Role.ADMINISTRATOR)))
        clock.shift(600)
        ada.open("/desk/accounts/invite/?from=here")
        ada.press("Send me a code")
        ada.press("Go on", code=code_in(mailoutbox[0]))
    assert [ada.at, ada.page.status_code] == ["/desk/accounts/invite/?from=here", 200]


def test_app_confirms_a_button_and_a_page(make: Any, browser_of: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        ben, client = make("Ben"), browser_of(make("Ada", Role.ADMINISTRATOR))
        secret = set_up_app(client)
        ada = Browser(client)
        ada.open(f"/desk/accounts/{ben.key}/")
        clock.shift(600)
        ada.press("Close this account")
        ada.press("Go on", code="000000")
        ada.press("Go on", code=code_of_the_app(secret))
        ada.press("Carry on")
        assert Account.objects.get(pk=ben.pk).is_active is False
        clock.shift(600)
        ada.open("/desk/accounts/invite/")
        ada.press("Go on", code=code_of_the_app(secret))
    assert [ada.at, ada.page.status_code] == ["/desk/accounts/invite/", 200]


def add_passkey(account: Account) -> None:
    """One that was made elsewhere: its public half, as a browser would have sent it."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())  # type: ignore[no-untyped-call]  # published without types
    made = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"key of ada", public)
    told = AuthenticatorData.create(
        b"\0" * 32, AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP, 0, made
    )
    response = {
        "clientDataJSON": websafe_encode(
            b'{"type":"webauthn.create","challenge":"","origin":"http://localhost"}'
        ),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", told, {}))),
    }
    named = websafe_encode(b"key of ada")
    credential = {"id": named, "rawId": named, "type": "public-key", "response": response}
    Authenticator.objects.create(
        user=account, type="webauthn", data={"name": "Passkey", "credential": credential}
    )


def test_whoever_has_a_passkey_and_an_app_may_choose_with_the_words_kept(make: Any, browser_of: Any) -> None:
    """From the passkey to the app, back, and to the app again; what was pressed is done in the end."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        ben, account = make("Ben"), make("Ada", Role.ADMINISTRATOR)
        client = browser_of(account)
        secret = set_up_app(client)
        add_passkey(account)
        ada = Browser(client)
        ada.open(f"/desk/accounts/{ben.key}/")
        clock.shift(600)
        ada.press("Close this account")
        assert "Use my passkey" in ada.page.content.decode()
        ada.press("Use a code from your app, or a recovery code")
        ada.press("Use your passkey")
        assert [ada.page.status_code, "Your words are kept" in ada.page.content.decode()] == [200, True]
        ada.press("Use a code from your app, or a recovery code")
        ada.press("Go on", code=code_of_the_app(secret))
        assert Account.objects.get(pk=ben.pk).is_active is True
        ada.press("Carry on")
    assert Account.objects.get(pk=ben.pk).is_active is False


def test_a_page_that_is_only_opened_offers_both_ways_and_comes_back(make: Any, browser_of: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        account = make("Ada", Role.ADMINISTRATOR)
        client = browser_of(account)
        secret = set_up_app(client)
        add_passkey(account)
        ada = Browser(client)
        clock.shift(600)
        ada.open("/desk/accounts/invite/")
        other = re.search(r'<li><a href="([^"]+)">Use a code from your app', ada.page.content.decode())
        assert other is not None
        ada.open(html.unescape(other[1]))
        ada.press("Go on", code=code_of_the_app(secret))
    assert [ada.at, ada.page.status_code] == ["/desk/accounts/invite/", 200]


def test_a_way_that_is_none_of_theirs_leads_to_the_first(make: Any, browser_of: Any) -> None:
    with time_machine.travel(MONDAY, tick=False):
        client = browser_of(make("Ada"))
        set_up_app(client)
        answer = client.post("/accounts/confirm/", {"way": "mfa_reauthenticate:webauthn"})
    assert answer.url == "/accounts/2fa/reauthenticate/?next=%2Fdesk%2F"
