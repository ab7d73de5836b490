from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from underrose.kit import once
from underrose.kit.models import Submission

pytestmark = pytest.mark.django_db
acted: list[str] = []


@pytest.fixture(autouse=True)
def _fresh(key_folder: Path) -> None:
    acted.clear()


def posted(key: str = "k1", link: str = "", path: str = "/desk/") -> HttpRequest:
    request: Any = RequestFactory().post(path, {once.FIELD: key} if key else {})
    if link:
        request.link = SimpleNamespace(pk=link)
    return request


@once.acts_once
def view(request: HttpRequest) -> HttpResponse:
    acted.append(request.POST.get(once.FIELD, ""))
    return HttpResponseRedirect(f"/result/{len(acted)}/")


def test_second_sending_shows_the_first_result_and_acts_no_more() -> None:
    answers = [view(posted())["Location"] for _ in range(3)]
    assert (answers, acted) == (["/result/1/"] * 3, ["k1"])


def test_see_other_is_a_result_too() -> None:
    @once.acts_once
    def seeing(request: HttpRequest) -> HttpResponse:
        acted.append(request.POST[once.FIELD])
        return HttpResponseRedirect(f"/result/{len(acted)}/", status=303)

    answers = [seeing(posted("s1"))["Location"] for _ in range(2)]
    assert (answers, acted) == (["/result/1/"] * 2, ["s1"])


@pytest.mark.parametrize("other", [posted("k2"), posted(link="x"), posted(path="/other/")])
def test_another_form_holder_or_page_acts(other: HttpRequest) -> None:
    view(posted())
    view(other)
    assert len(acted) == 2


def test_form_without_a_key_acts_each_time() -> None:
    view(posted(""))
    view(posted(""))
    assert len(acted) == 2


def test_form_that_was_refused_is_not_remembered() -> None:
    refusing = once.acts_once(lambda _: HttpResponse("again, please"))
    refusing(posted())
    view(posted())
    assert acted == ["k1"]


def test_slower_of_two_tabs_is_undone_and_led_to_the_first_result() -> None:
    def slow(request: HttpRequest) -> HttpResponse:
        once.remember(posted(), "/faster/")  # the other tab, between our look and our act
        return HttpResponseRedirect("/slower/")

    assert once.acts_once(slow)(posted())["Location"] == "/faster/"


def test_address_of_the_result_stands_closed() -> None:
    once.remember(posted(), "/links/canary/")
    assert b"canary" not in bytes(Submission.objects.get().result)
    assert once.first_result(posted()) == "/links/canary/"


def test_reading_a_page_is_never_remembered() -> None:
    request = RequestFactory().get("/")
    assert once.acts_once(lambda asked: HttpResponse(asked.method))(request).content == b"GET"
    assert once.first_result(request) is None


def test_forms_are_forgotten_after_a_day() -> None:
    once.remember(posted(), "/x/")
    today = datetime.now(UTC)
    assert [once.forget(today + timedelta(days=days)) for days in (0, 1, 2)] == [0, 0, 1]


def test_keys_of_forms_differ() -> None:
    assert len({once.new_key() for _ in range(100)}) == 100
