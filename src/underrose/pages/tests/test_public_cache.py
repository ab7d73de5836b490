"""A kept page is the same page, for the right reader, and gone the moment it is no longer true."""

import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from underrose.access import actions as access
from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account, Grant
from underrose.access.permissions import addresses
from underrose.access.roles import Role
from underrose.concept import public_pages
from underrose.concept.actions import meetings, note, publishing
from underrose.concept.models import Meeting
from underrose.kit.middleware import policy
from underrose.pages import public_cache

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
ADDRESS = "/meetings/AB12/"
Commit = Callable[[], None]


@pytest.fixture
def house(settings: Any, tmp_path: Path) -> None:
    """The cache as people meet it, with a stamp of its own."""
    settings.PUBLIC_CACHE = True
    settings.HOME = tmp_path


@pytest.fixture
def director(db: None) -> Holder:
    account = Account.objects.create(name="Dara Quell", email="dara@house.example")
    Grant.objects.create(account=account, role=Role.PROGRAMME_DIRECTOR)
    return holder_of(account)


@pytest.fixture
def announced(house: None, director: Holder) -> Meeting:
    days = {"start_on": dt.date(2027, 3, 3), "end_on": dt.date(2027, 3, 5)}
    meeting = meetings.open_meeting(by=director, code="AB12", title="Rivers and Rights", today=TODAY, **days)
    summary = meeting.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=1, today=TODAY, body="Three days on rivers.")
    publishing.announce(meeting, by=director, today=TODAY)
    return meeting


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """What happens inside is committed at its end, with all that follows from it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_page_comes_from_the_cache_without_a_query(announced, client, django_assert_num_queries):
    first = client.get(ADDRESS)
    with django_assert_num_queries(0):
        second = client.get(ADDRESS)
    assert (first.status_code, first.content) == (200, second.content)
    assert dict(first.headers) == dict(second.headers)
    assert second.cookies == {}


def test_kept_page_bears_every_header_of_a_page_made_anew(announced, settings, client):
    client.get(ADDRESS)
    kept = dict(client.get(ADDRESS).headers)
    settings.PUBLIC_CACHE = False
    made = dict(Client().get(ADDRESS).headers)
    own = {"ETag": kept["ETag"], "Vary": f"{made['Vary']}, Accept-Encoding"}
    assert kept == {**made, **own}
    assert "default-src 'none'" in kept["Content-Security-Policy"]


@pytest.mark.parametrize("address", [ADDRESS, "/", "/feed/", "/meetings/AB12/meeting.ics"])
def test_change_is_seen_at_once(address, announced, director, client, committed):
    before = client.get(address).content
    with committed():
        publishing.cancel(announced, by=director, now=NOW, words="The river is high.")
    after = client.get(address).content
    assert before != after


def test_page_names_the_house_as_it_is_called_now(announced, client, committed):
    client.get(ADDRESS)
    with committed():
        access.found_institution("Norrvind House")
    assert "Norrvind House" in client.get(ADDRESS).content.decode()


def test_undisclosed_meeting_is_gone_at_once(announced, client, committed):
    client.get(ADDRESS)
    with committed():
        announced.refresh_from_db()
        announced.is_undisclosed = True
        announced.save()
    assert client.get(ADDRESS).status_code == 404


def test_draft_that_changes_leaves_public_pages_alone(announced, director, committed):
    with committed():
        meetings.open_meeting(by=director, code="ZZ99", title="Quiet Waters", today=TODAY)
    assert not public_pages.stamp().exists()


def test_two_changes_in_one_moment_have_two_stamps(house, committed, db):
    stamps = []
    for _ in range(2):
        with committed():
            public_pages.changed()
        stamps.append(public_cache.stamp_of(public_pages.stamp()))
    assert stamps[0] != stamps[1]


def test_languages_are_kept_apart(announced, client):
    asked = [{"accept-language": "ar"}, {"accept-language": "en"}, {"cookie": "language=ar"}, {}]
    directions = ['dir="rtl"', 'dir="ltr"', 'dir="rtl"', 'dir="ltr"']
    for _ in range(2):
        found = [client.get(ADDRESS, headers=headers).content.decode() for headers in asked]
        assert [d in page for d, page in zip(directions, found, strict=True)] == [True] * 4


def test_team_gets_no_kept_page(announced, director, client):
    client.get(ADDRESS)
    client.force_login(director.account)
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.has_header("ETag")) == (200, False)


def test_preview_of_the_team_is_kept_for_nobody(announced, director, client):
    Meeting.objects.update(published=None)
    client.force_login(director.account)
    assert client.get(ADDRESS).status_code == 200
    client.logout()
    assert client.get(ADDRESS).status_code == 404


def test_page_is_compressed_for_whom_takes_it(announced, client):
    plain = client.get(ADDRESS)
    packed = client.get(ADDRESS, headers={"accept-encoding": "br, gzip;q=0.5"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert [answer["Content-Length"] for answer in (plain, packed)] == [
        str(len(answer.content)) for answer in (plain, packed)
    ]


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("deflate, GZIP", True),
        ("gzip;q=0.1", True),
        ("gzip; q=0", False),
        ("gzip;q=0.000", False),
        ("", False),
        ("br", False),
        ("notgzip", False),
    ],
)
def test_gzip_is_taken_where_it_is_named(accepted, takes):
    assert public_cache.takes_gzip(accepted) is takes


def test_paper_is_kept_as_it_is(announced, client):
    answers = [client.get("/meetings/AB12/note.pdf", headers={"accept-encoding": "gzip"}) for _ in range(2)]
    assert [answer.content[:5] for answer in answers] == [b"%PDF-"] * 2
    assert [answer.has_header("Content-Encoding") for answer in answers] == [False, False]
    assert answers[1].has_header("ETag")


def test_known_page_is_not_sent_twice(announced, client):
    mark = client.get(ADDRESS)["ETag"]
    again = client.get(ADDRESS, headers={"if-none-match": f'"other", {mark}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert "Content-Length" not in again.headers
    assert client.get(ADDRESS, headers={"if-none-match": '"other"'}).status_code == 200


def test_head_is_the_page_without_its_words(announced, client, django_assert_num_queries):
    page = client.get(ADDRESS)
    with django_assert_num_queries(0):
        head = client.head(ADDRESS)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", page["Content-Length"])


@pytest.mark.parametrize(
    "headers",
    [
        {"hx-request": "true"},
        {"range": "bytes=0-1"},
        {"authorization": "Basic eDp5"},
        {"cookie": "session=x"},
    ],
)
def test_unusual_request_meets_no_kept_page(headers, announced, client):
    client.get(ADDRESS)
    assert client.get(ADDRESS, headers=headers).has_header("ETag") is False


def test_query_makes_no_page_anew(announced, client, django_assert_num_queries):
    """Public pages know no questions: whoever adds one is given the page that is there."""
    first = client.get(ADDRESS)
    with django_assert_num_queries(0):
        assert client.get(ADDRESS, {"q": "x"}).content == first.content


def test_host_that_is_not_ours_meets_no_kept_page(announced, client):
    client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"host": "elsewhere.example"}).status_code == 400


def answer_of(address: str = ADDRESS, **headers: str) -> tuple[HttpRequest, HttpResponse]:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    return request, HttpResponse("words", headers={"Cache-Control": "public, max-age=60", **headers})


def test_plain_public_answer_may_be_kept():
    assert public_cache.may_be_kept(*answer_of()) is True


@pytest.mark.parametrize(
    "headers",
    [{"Cache-Control": "no-store"}, {"Vary": "User-Agent"}, {"Vary": "*"}, {"Content-Encoding": "br"}],
)
def test_answer_with_such_a_header_is_not_kept(headers):
    assert public_cache.may_be_kept(*answer_of(**headers)) is False


def test_answer_for_others_is_not_kept():
    assert public_cache.may_be_kept(*answer_of("/desk/")) is False
    with_cookie = answer_of()
    with_cookie[1].set_cookie("language", "ar")
    assert public_cache.may_be_kept(*with_cookie) is False
    with_token = answer_of()
    with_token[0].META["CSRF_COOKIE"] = "x"
    assert public_cache.may_be_kept(*with_token) is False
    failed = answer_of()
    failed[1].status_code = 404
    assert public_cache.may_be_kept(*failed) is False
    huge = answer_of()
    huge[1].content = b"x" * (public_cache.LARGEST_PAGE + 1)
    assert public_cache.may_be_kept(*huge) is False


@pytest.mark.parametrize(
    "address", ["/desk/", "/links/x/", "/accounts/login/", "/demo/", "/language/", "/static/x"]
)
def test_private_and_changing_addresses_are_not_asked_of_the_cache(address):
    assert public_cache.may_be_asked(RequestFactory().get(address)) is False


def test_no_personal_address_is_kept_anywhere_whatever_its_page_says():
    personal = {
        address.route.partition("<")[0]
        for address in addresses()
        if address.audience is not None and address.audience.kind == "link"
    }
    assert personal == {"/clearances/", "/invitations/", "/links/"}
    says_public = policy(lambda _request: HttpResponse(headers={"Cache-Control": "public, max-age=60"}))
    for address in sorted(personal):
        request = RequestFactory().get(f"{address}itoken/anything/")
        assert (public_cache.may_be_asked(request), says_public(request)["Cache-Control"]) == (
            False,
            "no-store",
        )


def kept(size: int) -> public_cache.Kept:
    return public_cache.Kept((0, 0, 0), 60.0, "m", {}, b"x" * size, None)


@pytest.mark.parametrize(
    ("stamp", "now", "is_found"), [((0, 0, 0), 59.9, True), ((0, 0, 0), 60.0, False), ((0, 0, 1), 0.0, False)]
)
def test_page_lives_a_minute_or_until_a_change(stamp, now, is_found):
    shelf = public_cache.Shelf()
    shelf.keep("page", kept(1))
    assert (shelf.find("page", stamp, now) is not None, len(shelf.pages)) == (is_found, int(is_found))


def test_memory_stays_bounded_under_many_paths():
    shelf = public_cache.Shelf()
    for number in range(10_000):
        shelf.keep(number, kept(100))
    assert (len(shelf.pages), shelf.bytes) == (public_cache.MOST_PAGES, public_cache.MOST_PAGES * 100)
    assert [shelf.find(number, (0, 0, 0), 0.0) is None for number in (0, 9_999)] == [True, False]


def test_memory_stays_bounded_under_large_pages():
    shelf = public_cache.Shelf()
    for number in range(40):
        shelf.keep(number, kept(public_cache.LARGEST_PAGE))
    assert (len(shelf.pages), shelf.bytes) == (16, public_cache.MOST_BYTES)


def test_address_that_leads_nowhere_takes_no_memory(announced, client):
    found = [client.get("/meetings/NO1/") for _ in range(2)]
    assert [(answer.status_code, answer.has_header("ETag")) for answer in found] == [(404, False)] * 2


def test_page_asked_for_least_goes_first():
    shelf = public_cache.Shelf()
    for number in range(public_cache.MOST_PAGES):
        shelf.keep(number, kept(1))
    shelf.find(0, (0, 0, 0), 0.0)
    shelf.keep("new", kept(1))
    assert [shelf.find(key, (0, 0, 0), 0.0) is None for key in (0, 1, "new")] == [False, True, False]
