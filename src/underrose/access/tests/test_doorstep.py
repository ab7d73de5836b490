"""The doorstep in a browser: whoever looks changes and learns nothing, one device is first, every other brings a code."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from underrose.access import devices, links
from underrose.access.models import BoundDevice, BoundPage, Link, RecordEntry, Session
from underrose.access.tests import personal
from underrose.access.tests.personal import (
    bodies,
    code_for,
    device_of,
    has_device,
    issued,
    opened,
    tells,
    told,
)
from underrose.kit.models import OutboxMail

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


pytestmark = pytest.mark.usefixtures("pages")


# --- looking


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_looking_binds_nobody_and_tells_nothing(method: str) -> None:
    _link, path = issued()
    scanner = Client()
    for place in (path, path + "held/", path + "?step=code"):
        answer = scanner.generic(method, place)
        assert [tells(answer), has_device(answer)] == [[], False]
    assert [BoundDevice.objects.count(), BoundPage.objects.count()] == [0, 0]
    assert OutboxMail.objects.count() == 0


def test_opening_page_is_neutral_in_head_and_headers() -> None:
    answer = Client().get(issued()[1])
    page = answer.content.decode()
    assert re.findall(r"<title>(.*?)</title>", page) == ["A page for you"]
    assert [sign in page for sign in ("og:", 'name="description"', "twitter:", "<script", "Underrose")] == [
        False
    ] * 5
    assert [answer.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "no-store",
        "noindex, nofollow, noarchive, nosnippet",
        "same-origin",
    ]
    assert re.findall(r'<button class="button" name="door" value="(\w+)">', page) == ["open"]
    assert 'name="language" value="ar"' in page


def test_opening_pages_of_two_people_are_the_same_but_for_their_address() -> None:
    pages = [(Client().get(path), path) for path in (issued()[1], issued()[1])]
    assert len({bodies(answer).replace(path, "") for answer, path in pages}) == 1


# --- the first device


def test_pressing_the_button_binds_and_leads_to_the_page() -> None:
    _link, path = issued()
    client = Client()
    answer = client.post(path, {"door": "open"})
    assert [answer.status_code, answer.headers["Location"], BoundDevice.objects.count()] == [303, path, 1]
    page = client.get(path)
    assert [personal.NAME in page.content.decode(), "True" in page.content.decode()] == [True, True]
    assert client.get(path + "held/").content.decode() == personal.NAME


def test_cookie_stands_under_personal_pages_alone_and_lasts_as_long_as_the_link(settings: Any) -> None:
    link, path = issued()
    cookie = device_of(Client().post(path, {"door": "open"}))
    assert [cookie["path"], cookie["httponly"], cookie["samesite"]] == ["/invitations/", True, "Lax"]
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=int(cookie["max-age"]))
    assert abs(until - min(link.expires_at, until)) < dt.timedelta(minutes=1)
    settings.IS_SECURE = True
    link, path = issued()
    answer = Client().post(path, {"door": "open"}, secure=True)
    (name,) = answer.cookies
    assert re.fullmatch(r"__Secure-device-[0-9a-f]{8}", name)
    assert [name, answer.cookies[name]["secure"]] == [devices.cookie_name(link), True]


def test_cookie_goes_with_the_window_for_somebody_at_risk() -> None:
    link, path = issued()
    personal.at_risk.add(link.subject)
    cookie = device_of(Client().post(path, {"door": "open"}))
    assert [cookie["max-age"], cookie["expires"]] == ["", ""]


def test_cookie_is_nowhere_in_the_database() -> None:
    _link, path = issued()
    cookie = device_of(opened(path)).value
    assert cookie not in str([*BoundDevice.objects.values(), *Link.objects.values()])


def test_an_answer_binds_too_and_is_not_lost() -> None:
    _link, path = issued()
    client = Client()
    answer = client.post(path, {"answer": "yes"})
    assert [personal.answers, has_device(answer)] == [["yes"], True]
    assert personal.NAME in client.get(path).content.decode()


def test_an_answer_that_is_refused_binds_nobody() -> None:
    """The refusal has no cookie with it: whoever got it would be a stranger to their own page."""
    _link, path = issued()
    client = Client()
    assert client.post(path, {"refused": "yes"}).status_code == 409
    assert [BoundDevice.objects.count(), BoundPage.objects.count()] == [0, 0]
    assert personal.NAME in opened(path, client).get(path).content.decode()


def test_double_click_on_open_is_one_device() -> None:
    """The browser drops the first answer with its cookie and waits for the second."""
    _link, path = issued()
    once = re.findall(r'name="once" value="([^"]+)"', Client().get(path).content.decode())[0]
    first, second = (Client().post(path, {"door": "open", "once": once}) for _ in range(2))
    assert device_of(first).value == device_of(second).value
    assert [second.status_code, BoundDevice.objects.count()] == [303, 1]


@pytest.mark.django_db(transaction=True)
def test_of_two_devices_at_once_one_gets_in() -> None:
    _link, path = issued()

    def press(_number: int) -> list[Any]:
        try:
            answer = Client().post(path, {"door": "open"})
            return [answer.status_code, has_device(answer), tells(answer)]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as hands:
        found = sorted(hands.map(press, range(12)), key=str)
    assert found == [[200, False, []]] * 11 + [[303, True, []]]
    assert BoundDevice.objects.count() == 1


# --- links that have ended


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_expired_and_withdrawn_answer_with_the_same_bytes(method: str) -> None:
    now = dt.datetime.now(dt.UTC)
    revoked, path = issued()
    known = opened(path)
    links.revoke(revoked, now)
    old = links.issue(
        "invitation", revoked.subject, personal.MEETING, now - dt.timedelta(days=9), dt.timedelta(days=1)
    )[1]
    paths = [
        path,
        f"/invitations/{old}/",
        "/invitations/i" + "x" * 43 + "/",
        "/invitations/nonsense/",
    ]
    paths += [place + "held/" for place in paths[:3]]
    found = [known.generic(method, place) for place in paths] + [
        Client().generic(method, place) for place in paths
    ]
    assert len({(answer.status_code, answer.content, str(sorted(answer.items()))) for answer in found}) == 1
    assert [found[0].status_code, tells(found[0])] == [404, []]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("is_known", [False, True])
def test_link_of_another_section_answers_like_one_that_never_was(method: str, is_known: bool) -> None:
    _link, path = issued()
    client = opened(path) if is_known else Client()
    wrong = path.replace("/invitations/", "/elsewhere/")
    said = {"door": "open"} if method == "POST" else {}
    found = [
        client.post(place, said) if method == "POST" else client.generic(method, place)
        for place in (wrong, "/elsewhere/i" + "x" * 43 + "/")
    ]
    assert len({(answer.status_code, answer.content, str(sorted(answer.items()))) for answer in found}) == 1
    assert [found[0].status_code, tells(found[0]), has_device(found[0])] == [404, [], False]
    assert [BoundDevice.objects.count(), BoundPage.objects.count()] == [int(is_known)] * 2


def test_link_of_this_section_opens_its_page() -> None:
    link, path = issued()
    personal.of_the_other_section.add(link.subject)
    path = path.replace("/invitations/", "/elsewhere/")
    assert personal.NAME in opened(path).get(path).content.decode()


# --- what is kept of it


def test_whole_visit_leaves_no_word_in_logs_record_or_session(caplog: Any) -> None:
    caplog.set_level("DEBUG")
    _link, path = issued()
    browser = {"User-Agent": "canary of a browser", "X-Forwarded-For": "192.0.2.99"}
    client, other = Client(headers=browser), Client(headers=browser)
    opened(path, client)
    client.get(path)
    other.post(path, {"answer": "canary of an answer"})
    other.post(path, {"door": "code", "code": "123456"})
    other.post(path, {"door": "code", "code": code_for(other, path)})
    client.post(path, {"door": "leave"})
    other.post(path, {"door": "forget"})
    token = path.split("/")[2]
    log = caplog.text.lower()
    assert [log.count("canary of"), log.count("canary@"), log.count(token.lower())] == [0, 0, 0]
    assert [RecordEntry.objects.count(), Session.objects.count()] == [0, 0]


def test_page_keeps_its_own_headers_and_is_not_stored() -> None:
    _link, path = issued()
    answer = opened(path).get(path)
    assert [answer.headers["X-Canary"], answer.headers["Cache-Control"]] == [personal.TITLE, "no-store"]
    assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_known_device_costs_one_question(django_assert_num_queries: Any) -> None:
    _link, path = issued()
    client = opened(path)
    with django_assert_num_queries(2):
        client.get(path)


# --- every page of a kind


def views(patterns: list[Any]) -> list[Any]:
    found: list[Any] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.append(pattern.callback)
    return found


def test_all_pages_of_a_kind_are_bound_or_none_and_somebody_knows_the_address() -> None:
    """If this fails: put `@bound` on every page of that link, and register `links.address_of(kind)`."""
    by_kind: dict[str, set[bool]] = {}
    for view in views(get_resolver("underrose.urls").url_patterns):
        for kind in getattr(getattr(view, "audience", None), "link_kinds", ()):
            by_kind.setdefault(kind, set()).add(getattr(view, "is_bound", False))
    assert {kind for kind, found in by_kind.items() if len(found) > 1} == set()
    assert {
        kind for kind, found in by_kind.items() if True in found and not links.has_addresses(kind)
    } == set()


def test_every_form_of_the_doorstep_works_without_a_script() -> None:
    _link, path = issued()
    pages = [Client().get(path), Client().get(path + "?step=code")]
    opened(path)
    pages += [Client().get(path), Client().get(path + "?step=code")]
    assert ["<script" in told(page) for page in pages] == [False] * 4
