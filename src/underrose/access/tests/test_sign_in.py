import re
from typing import Any

import time_machine
from django.test import Client

from underrose.access.models import Session

ASK, ENTER = "/accounts/login/code/", "/accounts/login/code/confirm/"


def test_sign_in_by_code(make: Any, mailoutbox: Any, code_in: Any) -> None:
    ada = make("Ada")
    client = Client()
    asked = client.post(ASK, {"email": "ADA@example.org"})
    assert [asked.status_code, asked.url] == [302, ENTER]
    assert [message.to for message in mailoutbox] == [["ada@example.org"]]
    entered = client.post(ENTER, {"code": code_in(mailoutbox[0])})
    assert [entered.status_code, entered.url] == [302, "/desk/"]
    assert list(Session.objects.values_list("account", flat=True)) == [ada.pk]


def test_code_opens_once(make: Any, mailoutbox: Any, code_in: Any) -> None:
    make("Ada")
    client = Client()
    client.post(ASK, {"email": "ada@example.org"})
    again = client.cookies.copy()
    code = code_in(mailoutbox[0])
    client.post(ENTER, {"code": code})
    other = Client()
    other.cookies = again
    refused = other.post(ENTER, {"code": code})
    assert [refused.status_code, refused.url] == [302, ASK]


def test_code_wrong_three_times_is_gone(make: Any, mailoutbox: Any, code_in: Any) -> None:
    make("Ada")
    client = Client()
    client.post(ASK, {"email": "ada@example.org"})
    right = code_in(mailoutbox[0])
    wrong = "000000" if right != "000000" else "111111"
    statuses = [client.post(ENTER, {"code": wrong}).status_code for _ in range(3)]
    assert statuses == [200, 200, 302]
    assert client.post(ENTER, {"code": right}).url == ASK


def test_three_tries_hold_when_they_arrive_together(make: Any, mailoutbox: Any, code_in: Any) -> None:
    """Each of many requests has read the session before any has written it."""
    make("Ada")
    client = Client()
    client.post(ASK, {"email": "ada@example.org"})
    right = code_in(mailoutbox[0])
    wrong = "000000" if right != "000000" else "111111"
    session = client.session
    kept = dict(session.items())
    for _ in range(3):
        client.post(ENTER, {"code": wrong})
        session.update(kept)
        session.save()
    assert client.post(ENTER, {"code": right}).status_code == 200


def test_code_is_good_for_three_minutes(make: Any, mailoutbox: Any, code_in: Any) -> None:
    make("Ada")
    client = Client()
    with time_machine.travel("2026-05-04 10:00:00Z", tick=False) as clock:
        client.post(ASK, {"email": "ada@example.org"})
        clock.shift(181)
        late = client.post(ENTER, {"code": code_in(mailoutbox[0])})
    assert [late.status_code, late.url] == [302, ASK]


def test_unknown_address_gets_the_same_answer(make: Any, mailoutbox: Any) -> None:
    make("Ada")
    answers = []
    for email in ("ada@example.org", "eve@example.org"):
        client = Client()
        asked = client.post(ASK, {"email": email})
        page = client.get(ENTER)
        wrong = client.post(ENTER, {"code": "abc"})
        answers.append(
            [asked.status_code, asked.url, _bare(page, email), wrong.status_code, _bare(wrong, email)]
        )
    assert answers[0] == answers[1]
    assert [message.to for message in mailoutbox] == [["ada@example.org"]]


def _bare(response: Any, email: str) -> str:
    text = response.content.decode().replace(email, "X")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_closed_account_is_like_unknown(make: Any, mailoutbox: Any) -> None:
    ada = make("Ada")
    ada.is_active = False
    ada.save()
    assert Client().post(ASK, {"email": ada.email}).url == ENTER
    assert mailoutbox == []


def test_asking_too_often_is_refused_for_the_address_only(make: Any, mailoutbox: Any) -> None:
    make("Ada"), make("Ben")
    for _ in range(3):
        Client().post(ASK, {"email": "ada@example.org"})
    fourth = Client().post(ASK, {"email": "ada@example.org"})
    other = Client().post(ASK, {"email": "ben@example.org"})
    assert [fourth.status_code, other.status_code, len(mailoutbox)] == [200, 302, 4]


def test_sign_in_needs_a_post(make: Any) -> None:
    make("Ada")
    assert [Client().get(f"{ASK}?email=ada@example.org").status_code, Session.objects.count()] == [200, 0]


def test_sign_out_needs_a_post(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Ada"))
    client.get("/accounts/logout/")
    before = Session.objects.count()
    client.post("/accounts/logout/")
    assert [before, Session.objects.exclude(account=None).count()] == [1, 0]


def test_other_pages_of_the_library_do_not_exist(make: Any, browser_of: Any) -> None:
    signed_in = browser_of(make("Ada"))
    for path in (
        "signup/",
        "password/reset/",
        "password/change/",
        "password/set/",
        "email/",
        "confirm-email/",
    ):
        for client in (Client(), signed_in):
            assert [
                client.get(f"/accounts/{path}").status_code,
                client.post(f"/accounts/{path}").status_code,
            ] == [404, 404]


def test_login_page_takes_no_password(make: Any) -> None:
    make("Ada")
    assert Client().post("/accounts/login/", {"login": "ada@example.org", "password": "x"}).status_code == 405


def test_public_pages_set_no_cookie(db: None) -> None:
    response = Client().get("/links/anything/")
    assert [response.status_code, dict(response.cookies), Session.objects.count()] == [404, {}, 0]
