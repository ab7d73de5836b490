"""A colleague signs in by code, adds a passkey, signs in with it alone, sets up an app, and signs in with that."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from underrose.access.models import Account, Grant, Session
from underrose.access.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def own_limits(settings: Any, tmp_path: Path) -> None:
    """Counts of attempts of one story do not reach the next."""
    limits = {**settings.CACHES["limits"], "LOCATION": tmp_path / "limits"}
    settings.CACHES = {**settings.CACHES, "limits": limits}


@pytest.fixture
def ada(transactional_db: None) -> Account:
    account = Account.objects.create(name="Ada", email="ada@example.org")
    Grant.objects.create(account=account, role=Role.ADMINISTRATOR)
    return account


@pytest.fixture
def authenticator(window: Page) -> Any:
    """A passkey holder inside the browser, which always says yes."""
    session = window.context.new_cdp_session(window)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def by_code(window: Page, site: str, mailoutbox: Any) -> None:
    mailoutbox.clear()
    window.goto(f"{site}/accounts/login/?next=/accounts/")
    window.get_by_label("E-mail address").fill("ada@example.org")
    window.get_by_role("button", name="Send me a code").click()
    expect(window.get_by_label("Six-digit code")).to_be_visible()
    code = re.findall(r"\b\d{6}\b", mailoutbox[0].body)[0]
    window.get_by_label("Six-digit code").fill(code)
    with window.expect_navigation():
        window.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(window: Page, site: str) -> None:
    window.goto(f"{site}/accounts/logout/")
    with window.expect_navigation():
        window.get_by_role("main").get_by_role("button", name="Sign out").click()


def test_sign_in_by_code(window: Page, live_server: Any, ada: Account, mailoutbox: Any) -> None:
    by_code(window, live_server.url, mailoutbox)
    expect(window.get_by_role("heading", level=1)).to_have_text("Your account")
    window.goto(f"{live_server.url}/desk/sessions/")
    expect(window.get_by_role("main")).to_contain_text("Chrome on a computer")
    sign_out(window, live_server.url)
    window.goto(f"{live_server.url}/accounts/")
    expect(window.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_passkey_is_added_and_signs_in_alone(
    window: Page, live_server: Any, ada: Account, mailoutbox: Any, authenticator: Any
) -> None:
    by_code(window, live_server.url, mailoutbox)
    window.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    window.get_by_label("Name of this passkey").fill("Office laptop")
    window.get_by_role("button", name="Make a passkey").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Office laptop"
    sign_out(window, live_server.url)
    mailoutbox.clear()
    window.goto(f"{live_server.url}/accounts/login/?next=/accounts/2fa/webauthn/")
    window.get_by_role("button", name="Sign in with a passkey").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Your passkeys")
    expect(window.get_by_role("main")).to_contain_text("Office laptop")
    assert mailoutbox == []


def test_passkey_shows_again_who_is_here(
    window: Page, live_server: Any, ada: Account, mailoutbox: Any, authenticator: Any
) -> None:
    by_code(window, live_server.url, mailoutbox)
    window.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    window.get_by_role("button", name="Make a passkey").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    grow_stale(window)
    window.goto(f"{live_server.url}/desk/accounts/invite/")
    expect(window.get_by_role("heading", level=1)).to_have_text("Please show again who you are")
    window.get_by_role("button", name="Use my passkey").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Invite a colleague")


def grow_stale(window: Page) -> None:
    """Ten minutes pass for the proof in this session."""
    from underrose.access.sessions import SessionStore

    cookie = next(one["value"] for one in window.context.cookies() if one["name"] == "session")
    store = SessionStore(cookie)
    proofs = store["account_authentication_methods"]
    store["account_authentication_methods"] = [{**proof, "at": proof["at"] - 600} for proof in proofs]
    store.save()


def test_app_is_set_up_and_signs_in(
    window: Page, live_server: Any, ada: Account, mailoutbox: Any, settings: Any
) -> None:
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute of a code may end between reading and sending it
    by_code(window, live_server.url, mailoutbox)
    window.goto(f"{live_server.url}/accounts/2fa/totp/activate/")
    secret = window.locator("main code").first.inner_text()
    window.get_by_label("Authenticator code").fill(_shown(secret))
    window.get_by_role("button", name="Use this app").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = window.locator("main .codes code").first.inner_text()
    sign_out(window, live_server.url)
    by_code(window, live_server.url, mailoutbox)
    expect(window.get_by_role("heading", level=1)).to_have_text("One more proof")
    window.get_by_label("Code").fill("000000")
    window.get_by_role("button", name="Sign in with this code").click()
    expect(window.get_by_role("alert")).to_be_visible()
    window.get_by_label("Code").fill(recovery)
    window.get_by_role("button", name="Sign in with this code").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Your account")


def _shown(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_words_outlive_the_session(window: Page, live_server: Any, ada: Account, mailoutbox: Any) -> None:
    by_code(window, live_server.url, mailoutbox)
    window.get_by_label("Full name").fill("Ada, Countess of Lovelace")
    Session.objects.all().delete()
    window.get_by_role("button", name="Save your name and language").click()
    expect(window.get_by_role("main")).to_contain_text("Your words are kept.")
    mailoutbox.clear()
    window.get_by_label("E-mail address").fill("ada@example.org")
    window.get_by_role("button", name="Send me a code").click()
    expect(window.get_by_label("Six-digit code")).to_be_visible()
    code = re.findall(r"\b\d{6}\b", mailoutbox[0].body)[0]
    window.get_by_label("Six-digit code").fill(code)
    window.get_by_role("button", name="Sign in", exact=True).click()
    window.get_by_role("button", name="Carry on with these words").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Your account")
    assert Account.objects.get().name == "Ada, Countess of Lovelace"
