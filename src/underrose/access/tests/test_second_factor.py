import re
import time
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from underrose.access.adapters import MFAAdapter

ASK, ENTER = "/accounts/login/code/", "/accounts/login/code/confirm/"
MONDAY = "2026-05-04 10:00:07Z"


def code_of_the_app(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_app(client: Client) -> str:
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code dir="ltr">([A-Z2-7]+)</code>', page)
    assert secret is not None
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of_the_app(secret[1])})
    assert [done.status_code, done.url] == [302, "/accounts/2fa/recovery-codes/"]
    return secret[1]


def begin(make_client: Client, mailoutbox: Any, code_in: Any) -> Client:
    mailoutbox.clear()
    make_client.post(ASK, {"email": "ada@example.org"})
    entered = make_client.post(ENTER, {"code": code_in(mailoutbox[0])})
    assert entered.url == "/accounts/2fa/authenticate/"
    return make_client


def test_app_is_set_up_and_asked_for(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        secret = set_up_app(browser_of(make("Ada")))
        clock.shift(60)
        client = begin(Client(), mailoutbox, code_in)
        assert client.get("/accounts/").status_code == 302
        wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        right = client.post("/accounts/2fa/authenticate/", {"code": code_of_the_app(secret)})
        assert [wrong.status_code, right.url, client.get("/accounts/").status_code] == [200, "/desk/", 200]


def test_code_of_the_app_opens_once(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        secret = set_up_app(browser_of(make("Ada")))
        clock.shift(60)
        first, second = (begin(Client(), mailoutbox, code_in) for _ in range(2))
        code = code_of_the_app(secret)
        answers = [
            one.post("/accounts/2fa/authenticate/", {"code": code}).status_code for one in (first, second)
        ]
    assert answers == [302, 200]


def test_recovery_code_opens_once(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    owner = browser_of(make("Ada"))
    set_up_app(owner)
    code = re.findall(
        r'<code dir="ltr">(\d{8})</code>', owner.get("/accounts/2fa/recovery-codes/").content.decode()
    )[0]
    text = owner.get("/accounts/2fa/recovery-codes/download/").content.decode().split()
    assert [len(text), code in text] == [10, True]
    answers = []
    for _ in range(2):
        client = begin(Client(), mailoutbox, code_in)
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 200]


def test_secrets_are_sealed_at_rest(make: Any, browser_of: Any) -> None:
    secret = set_up_app(browser_of(make("Ada")))
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    totp = Authenticator.objects.get(type="totp")
    assert MFAAdapter().decrypt(totp.data["secret"]) == secret


def test_use_is_kept_to_the_day(make: Any, browser_of: Any) -> None:
    with time_machine.travel(MONDAY, tick=False):
        owner = browser_of(make("Ada"))
        set_up_app(owner)
        owner.get("/accounts/2fa/recovery-codes/")
        for method in Authenticator.objects.all():
            method.record_usage()
    kept = Authenticator.objects.values_list("created_at", "last_used_at")
    assert {f"{moment:%Y-%m-%d %H:%M:%S.%f}" for row in kept for moment in row} == {
        "2026-05-04 00:00:00.000000"
    }
    assert str(Authenticator.objects.get(type="recovery_codes").data["viewed_at"]) == "1"


def test_picture_is_inline_and_carries_no_style(make: Any, browser_of: Any) -> None:
    page = browser_of(make("Ada")).get("/accounts/2fa/totp/activate/").content.decode()
    assert ['<svg class="qr"' in page, "style=" in page, "data:" in page] == [True, False, False]


def test_ways_to_sign_in_need_a_fresh_sign_in(make: Any, browser_of: Any) -> None:
    stale = browser_of(make("Ada"), ago=600)
    for path in ("totp/activate/", "webauthn/add/", "recovery-codes/", "recovery-codes/generate/"):
        answer = stale.get(f"/accounts/2fa/{path}")
        assert [answer.status_code, answer.url.split("?")[0]] == [302, "/accounts/confirm/"]


def test_with_an_app_mail_alone_is_not_fresh(make: Any, browser_of: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        ada = make("Ada")
        secret = set_up_app(browser_of(ada))
        clock.shift(60)
        stale = browser_of(ada, ago=600)
        asked = stale.get("/accounts/2fa/webauthn/add/")
        assert asked.url.split("?")[0] == "/accounts/2fa/reauthenticate/"
        done = stale.post(asked.url, {"code": code_of_the_app(secret), "next": "/accounts/2fa/webauthn/add/"})
        assert [done.url, stale.get(done.url).status_code] == ["/accounts/2fa/webauthn/add/", 200]


def test_mail_does_not_stand_in_for_the_app(
    make: Any, browser_of: Any, mailoutbox: Any, code_in: Any
) -> None:
    ada = make("Ada")
    set_up_app(browser_of(ada))
    stale = browser_of(ada, ago=600)
    asked = stale.get("/accounts/confirm/")
    sent = stale.post("/accounts/confirm/")
    assert [asked.status_code, sent.status_code, mailoutbox] == [302, 302, []]


def test_stop_using_the_app(make: Any, browser_of: Any) -> None:
    owner = browser_of(make("Ada"))
    set_up_app(owner)
    page = owner.get("/accounts/2fa/totp/deactivate/")
    done = owner.post("/accounts/2fa/totp/deactivate/")
    assert [page.status_code, done.url, Authenticator.objects.count()] == [200, "/accounts/2fa/", 0]


def test_other_colleagues_passkey_is_not_found(make: Any, browser_of: Any) -> None:
    other = Authenticator.objects.create(
        user=make("Ben"), type="webauthn", data={"name": "x", "credential": {}}
    )
    client = browser_of(make("Ada"))
    for act in ("remove", "edit"):
        assert client.get(f"/accounts/2fa/webauthn/keys/{other.pk}/{act}/").status_code == 404


def test_app_codes_are_counted_by_account(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        secret = set_up_app(browser_of(make("Ada")))
        clock.shift(60)
        client = begin(Client(), mailoutbox, code_in)
        for _ in range(5):
            client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        locked = client.post("/accounts/2fa/authenticate/", {"code": code_of_the_app(secret)})
        clock.shift(301)
        later = client.post("/accounts/2fa/authenticate/", {"code": code_of_the_app(secret)})
    assert [locked.status_code, later.status_code] == [200, 302]
