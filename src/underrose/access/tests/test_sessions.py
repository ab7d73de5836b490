import hashlib
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from underrose.access import browsers
from underrose.access.models import Session
from underrose.access.sessions import SessionStore

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


def test_row_is_found_by_the_hash_and_tells_nothing(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Ada"))
    session = client.session
    session["word"] = "canary-7c1"
    session.save()
    cookie = client.cookies["session"].value
    row = Session.objects.get()
    assert row.hash == hashlib.sha256(cookie.encode()).hexdigest()
    assert [b"canary" in bytes(row.sealed), cookie.encode() in bytes(row.sealed)] == [False, False]
    assert SessionStore(cookie)["word"] == "canary-7c1"


def test_a_changed_row_opens_nothing(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Ada"))
    row = Session.objects.get()
    row.sealed = bytes(row.sealed)[:-1] + b"x"
    row.save()
    assert client.get("/accounts/").status_code == 302


def test_idle_half_an_hour_ends_it(make: Any, browser_of: Any) -> None:
    with time_machine.travel("2026-05-04 10:00:00Z", tick=False) as clock:
        client = browser_of(make("Ada"))
        clock.shift(timedelta(minutes=29))
        assert client.get("/accounts/").status_code == 200
        clock.shift(timedelta(minutes=24))
        assert client.get("/accounts/").status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get("/accounts/").status_code == 302


def test_twelve_hours_end_it_however_busy(make: Any, browser_of: Any) -> None:
    with time_machine.travel("2026-05-04 06:00:00Z", tick=False) as clock:
        client = browser_of(make("Ada"))
        answers = []
        for _ in range(36):
            clock.shift(timedelta(minutes=20))
            answers.append(client.get("/accounts/").status_code)
    assert [answers.index(302), set(answers[:35])] == [35, {200}]


def test_last_seen_is_kept_to_five_minutes(make: Any, browser_of: Any) -> None:
    with time_machine.travel("2026-05-04 10:03:59Z", tick=False) as clock:
        client = browser_of(make("Ada"))
        clock.shift(timedelta(minutes=8))
        client.get("/accounts/")
    row = Session.objects.get()
    assert [f"{row.opened_at:%H:%M:%S}", f"{row.seen_at:%H:%M:%S}"] == ["10:00:00", "10:10:00"]


def test_some_pages_leave_no_trace(make: Any, browser_of: Any) -> None:
    with time_machine.travel("2026-05-04 10:00:00Z", tick=False) as clock:
        client = browser_of(make("Ada"))
        clock.shift(timedelta(minutes=20))
        client.get("/box/anything/")
    assert f"{Session.objects.get().seen_at:%H:%M}" == "10:00"


def test_sweep_removes_what_has_ended(make: Any, browser_of: Any) -> None:
    with time_machine.travel("2026-05-04 10:00:00Z", tick=False):
        browser_of(make("Ada"))
    with time_machine.travel("2026-05-04 10:40:00Z", tick=False):
        browser_of(make("Ben"))
        SessionStore.clear_expired()
        assert list(Session.objects.values_list("account__name", flat=True)) == ["Ben"]


def test_cookie_changes_when_somebody_signs_in(make: Any) -> None:
    client = Client()
    client.post("/accounts/login/code/", {"email": "eve@example.org"})
    before = client.cookies["session"].value
    client.force_login(make("Ada"))
    assert client.cookies["session"].value != before


def test_device_is_named_in_words(make: Any, mailoutbox: Any, code_in: Any) -> None:
    make("Ada")
    client = Client(headers={"User-Agent": FIREFOX})
    client.post("/accounts/login/code/", {"email": "ada@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[0])})
    assert Session.objects.exclude(account=None).get().device == "Firefox on a phone"


def test_device_words() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120"
    ipad = "Mozilla/5.0 (iPad; CPU OS 17) AppleWebKit/605 Version/17 Mobile Safari/604"
    assert [browsers.in_words(text) for text in (edge, ipad, "curl/8", "")] == [
        "Edge on a computer",
        "Safari on a tablet",
        "another browser",
        "another browser",
    ]
    assert browsers.shown("Edge on a computer") == "Edge on a computer"
    assert browsers.shown("another browser") == "Another browser"


def test_sessions_page_lists_and_ends(make: Any, browser_of: Any) -> None:
    ada, ben = make("Ada"), make("Ben")
    here, there, of_ben = browser_of(ada), browser_of(ada), browser_of(ben)
    page = here.get("/desk/sessions/").content.decode()
    assert page.count('name="session"') == 3  # each, and once more under "End all others"
    keys = list(Session.objects.filter(account=ben).values_list("key", flat=True))
    here.post("/desk/sessions/", {"session": [str(keys[0])]})
    assert of_ben.get("/accounts/").status_code == 200
    other = Session.objects.filter(account=ada).exclude(hash=_mark(here)).get()
    here.post("/desk/sessions/", {"session": [str(other.key)]})
    here.post("/desk/sessions/", {"session": [str(other.key)]})
    assert [there.get("/accounts/").status_code, here.get("/accounts/").status_code] == [302, 200]


def _mark(client: Client) -> str:
    return hashlib.sha256(client.cookies["session"].value.encode()).hexdigest()


def test_reading_costs_one_query_and_no_write(
    make: Any, browser_of: Any, django_assert_num_queries: Any
) -> None:
    client = browser_of(make("Ada"))
    store = SessionStore(client.cookies["session"].value)
    with django_assert_num_queries(1):
        assert "_auth_user_id" in store
    assert Session.objects.open(timezone.now()).count() == 1
