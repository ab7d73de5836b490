"""A file asked for with a sign-in that is too old comes from a page of its own, and nothing else does."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from underrose.access.roles import Role

pytestmark = pytest.mark.django_db
EXPORT = "/desk/record/export/?q=Ada+%26+Ben"


def test_file_comes_after_the_code_and_its_page_leads_back(
    make: Any, browser_of: Any, mailoutbox: Any, code_in: Any
) -> None:
    client = browser_of(make("Ada", Role.ADMINISTRATOR), ago=600)
    asked = client.get(EXPORT, headers={"referer": "http://testserver/desk/record/?q=Ada+%26+Ben"})
    client.post(asked.url)
    shown = client.post(asked.url, {"code": code_in(mailoutbox[0])})
    page = client.get(shown.url).content.decode()
    assert f'<meta http-equiv="refresh" content="0; url={EXPORT}">' in page
    assert 'href="/desk/record/?q=Ada+%26amp%3B' not in page
    assert 'href="/desk/record/?q=Ada+%26+Ben"' in page
    assert client.get(EXPORT)["Content-Disposition"].startswith("attachment")


def test_whoever_is_signed_out_comes_by_the_same_page(client: Any) -> None:
    asked = urlsplit(client.get(EXPORT).url)
    assert asked.path == "/accounts/login/"
    assert urlsplit(parse_qs(asked.query)["next"][0]).path == "/desk/file/"


def test_page_is_not_for_whoever_has_not_shown_who_they_are(make: Any, browser_of: Any) -> None:
    answer = browser_of(make("Ada", Role.ADMINISTRATOR), ago=600).get("/desk/file/", {"file": EXPORT})
    assert [answer.status_code, urlsplit(answer.url).path] == [302, "/accounts/confirm/"]


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "/desk/",
        "/desk/record/",
        "/desk/no-such-page/",
        "/accounts/logout/",
        "https://evil.example/desk/record/export/",
        "//evil.example/desk/record/export/",
        "/desk/../desk/file/?file=/desk/",
        "javascript:alert(1)",
        "/desk/record/export/\x00",
    ],
)
def test_what_is_no_file_of_ours_does_not_come(make: Any, browser_of: Any, wanted: str) -> None:
    assert browser_of(make("Ada", Role.ADMINISTRATOR)).get("/desk/file/", {"file": wanted}).status_code == 404


@pytest.mark.parametrize(
    "back",
    ["", "https://evil.example/desk/", "/accounts/logout/", EXPORT, "\\evil.example", "/desk/../demo/"],
)
def test_page_leads_back_to_nothing_but_a_page_of_the_desk(make: Any, browser_of: Any, back: str) -> None:
    address = "/desk/file/?" + urlencode({"file": EXPORT, "back": back})
    page = browser_of(make("Ada", Role.ADMINISTRATOR)).get(address).content.decode()
    assert '<a class="button" href="/desk/">' in page
