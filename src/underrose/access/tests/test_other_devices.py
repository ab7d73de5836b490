"""Every device but the first: it sees nothing, brings a code, and can go away again."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from underrose.access import devices, links
from underrose.access.holders import holder_of
from underrose.access.models import BoundDevice, BoundPage
from underrose.access.roles import Role
from underrose.access.tests import personal
from underrose.access.tests.personal import bodies, code_for, device_of, has_device, issued, opened, tells
from underrose.kit.models import OutboxMail

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


pytestmark = pytest.mark.usefixtures("pages")


# --- any other device


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("said", [{}, {"door": "open"}, {"door": "code", "code": "123456"}, {"answer": "no"}])
def test_second_device_sees_nothing(method: str, said: dict[str, str]) -> None:
    _link, path = issued()
    opened(path)
    other = Client()
    for place in (path, path + "held/", path + "?step=code"):
        answer = other.post(place, said) if method == "POST" else other.generic(method, place)
        assert [tells(answer), has_device(answer), answer.status_code < 500] == [[], False, True]
    assert [BoundDevice.objects.count(), personal.answers] == [1, []]


def test_second_device_asks_for_a_code_or_has_one() -> None:
    _link, path = issued()
    opened(path)
    page = Client().get(path).content.decode()
    assert re.findall(r'name="door" value="(\w+)"', page) == ["send", "told"]
    assert re.findall(r"<title>(.*?)</title>", page) == ["A page for you"]
    assert "Send a code to the address this was sent to" in page


def test_mailed_code_lets_the_second_device_in() -> None:
    _link, path = issued()
    opened(path)
    other = Client()
    code = code_for(other, path)
    answer = other.post(path + "?step=code", {"door": "code", "code": code})
    assert [answer.status_code, answer.headers["Location"]] == [303, path]
    assert personal.NAME in other.get(path).content.decode()
    assert BoundDevice.objects.count() == 2


def test_three_wrong_codes_and_the_right_one_is_dead() -> None:
    _link, path = issued()
    opened(path)
    other = Client()
    code = code_for(other, path)
    wrong = str((int(code) + 1) % 10**6).zfill(6)
    for typed in [wrong] * 3 + [code]:
        answer = other.post(path, {"door": "code", "code": typed})
        assert [answer.status_code, "That code is not right" in answer.content.decode(), tells(answer)] == [
            200,
            True,
            [],
        ]
    assert BoundDevice.objects.count() == 1


def test_code_of_another_link_is_refused() -> None:
    (_one, path), (_other, elsewhere) = issued(), issued()
    opened(path)
    opened(elsewhere)
    code = code_for(Client(), elsewhere)
    code_for(Client(), path)
    assert not has_device(Client().post(path, {"door": "code", "code": code}))


def test_double_click_on_the_code_is_one_device() -> None:
    _link, path = issued()
    opened(path)
    code = code_for(Client(), path)
    said = {"door": "code", "code": code, "once": "x" * 22}
    answers = [Client().post(path, said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert BoundDevice.objects.count() == 2


def test_double_click_on_send_is_one_mail() -> None:
    _link, path = issued()
    opened(path)
    for _ in range(2):
        Client().post(path, {"door": "send", "once": "y" * 22})
    assert OutboxMail.objects.count() == 1


def test_limit_counts_links_and_its_answer_is_the_same(monkeypatch: Any) -> None:
    (_one, path), (_other, elsewhere) = issued(), issued()
    opened(path)
    opened(elsewhere)
    answers = [Client().post(path, {"door": "send"}) for _ in range(5)]
    monkeypatch.setattr(links, "_who", {})
    answers.append(Client().post(path, {"door": "send"}))
    assert [OutboxMail.objects.count(), {answer.status_code for answer in answers}] == [3, {200}]
    assert len({bodies(answer) for answer in answers}) == 1
    assert OutboxMail.objects.count() == 3


def test_one_link_at_its_limit_does_not_stop_another() -> None:
    """Many people share one way in, over Tor: nothing counts where they come from."""
    (_one, path), (_other, elsewhere) = issued(), issued()
    opened(path)
    opened(elsewhere)
    for _ in range(6):
        Client(REMOTE_ADDR="192.0.2.7").post(path, {"door": "send"})
    code = code_for(Client(REMOTE_ADDR="192.0.2.7"), elsewhere)
    assert Client(REMOTE_ADDR="192.0.2.7").post(elsewhere, {"door": "code", "code": code}).status_code == 303


def test_telephone_code_opens_at_the_limit_and_only_once(make: Any) -> None:
    link, path = issued()
    opened(path)
    for _ in range(4):
        Client().post(path, {"door": "send"})
    manager = holder_of(make("Ada", **{personal.MEETING: [Role.PROJECT_MANAGER]}))
    code = devices.telephone_code(link, by=manager, now=dt.datetime.now(dt.UTC))
    said = {"door": "code", "code": f"{code[:4]} {code[4:]}"}
    assert [Client().post(path, said).status_code for _ in range(2)] == [303, 200]


def test_send_and_code_do_nothing_on_a_page_nobody_opened() -> None:
    _link, path = issued()
    for said in ("send", "code", "told"):
        assert 'value="open"' in Client().post(path, {"door": said, "code": "123456"}).content.decode()
    assert [OutboxMail.objects.count(), BoundDevice.objects.count()] == [0, 0]


def test_whoever_was_told_a_code_types_it_without_a_mail(make: Any) -> None:
    link, path = issued()
    opened(path)
    manager = holder_of(make("Ada", **{personal.MEETING: [Role.PROJECT_MANAGER]}))
    other = Client()
    assert 'value="told"' in other.get(path).content.decode()
    page = other.post(path, {"door": "told"}).content.decode()
    assert ['name="code"' in page, "it is on its way" in page, tells(other.get(path))] == [True, False, []]
    assert OutboxMail.objects.count() == 0
    code = devices.telephone_code(link, by=manager, now=dt.datetime.now(dt.UTC))
    assert other.post(path, {"door": "code", "code": code}).status_code == 303


def test_words_of_a_stranger_stay_while_a_code_is_typed_that_was_told() -> None:
    _link, path = issued()
    opened(path)
    page = Client().post(path, {"answer": "words of an hour"}).content.decode()
    sealed = re.findall(r'name="kept" value="([^"]+)"', page)[0]
    page = Client().post(path, {"door": "told", "kept": sealed}).content.decode()
    assert page.count(f'name="kept" value="{sealed}"') == 2


def test_words_of_a_stranger_wait_for_the_code() -> None:
    """Somebody wrote an answer, and meanwhile this device was forgotten in another tab."""
    _link, path = issued()
    opened(path)
    other = Client()
    page = other.post(path + "?a=1", {"answer": "words of an hour"}).content.decode()
    sealed = re.findall(r'name="kept" value="([^"]+)"', page)[0]
    assert ["words of an hour" in page, "Your words are kept" in page, personal.answers] == [False, True, []]
    other.post(path, {"door": "send", "kept": sealed})
    code = str(re.findall(r"\b\d{6}\b", OutboxMail.objects.get().body)[0])
    wrong = other.post(path, {"door": "code", "code": "1", "kept": sealed}).content.decode()
    assert f'name="kept" value="{sealed}"' in wrong
    page = other.post(path, {"door": "code", "code": code, "kept": sealed}).content.decode()
    assert ["words of an hour" in page, f'action="{path}?a=1"' in page] == [True, True]
    other.post(path + "?a=1", {"answer": "words of an hour"})
    assert personal.answers == ["words of an hour"]


def test_words_that_stay_in_the_browser_do_not_come_along() -> None:
    _link, path = issued()
    opened(path)
    page = Client().post(path + "points/", {"answer": "words of the room"}).content.decode()
    assert ['name="kept"' in page, "Your words are kept" in page] == [False, False]


def test_words_for_another_page_are_not_shown_here() -> None:
    (_one, path), (_other, elsewhere) = issued(), issued()
    opened(path)
    opened(elsewhere)
    page = Client().post(elsewhere, {"answer": "of another page"}).content.decode()
    sealed = re.findall(r'name="kept" value="([^"]+)"', page)[0]
    code = code_for(Client(), path)
    answer = Client().post(path, {"door": "code", "code": code, "kept": sealed})
    assert answer.status_code == 303


# --- cookies that are not ours


def test_cookie_of_one_link_does_not_open_another() -> None:
    (_one, path), (other, elsewhere) = issued(), issued()
    thief = Client()
    thief.cookies[devices.cookie_name(other)] = device_of(opened(path)).value
    opened(elsewhere)
    for method in ("GET", "POST"):
        assert tells(thief.generic(method, elsewhere)) == []


@pytest.mark.parametrize("planted", ["", "x", "x" * 5000, "nul\\000", "é"])
def test_planted_cookie_opens_nothing(planted: str) -> None:
    link, path = issued()
    opened(path)
    stranger = Client()
    stranger.cookies[devices.cookie_name(link)] = planted
    assert tells(stranger.get(path)) == []


def test_hash_from_the_database_is_no_cookie() -> None:
    link, path = issued()
    opened(path)
    stranger = Client()
    stranger.cookies[devices.cookie_name(link)] = BoundDevice.objects.get().hash
    assert tells(stranger.get(path)) == []


# --- going away


def test_leave_shows_a_page_that_tells_nothing_and_needs_a_code_to_come_back() -> None:
    link, path = issued()
    client = opened(path)
    stolen = device_of(client).value
    answer = client.post(path, {"door": "leave"})
    cookie = device_of(answer)
    assert [answer.headers["Location"], cookie.value, cookie["max-age"], cookie["path"]] == [
        "/thank-you/",
        "",
        0,
        "/invitations/",
    ]
    assert [tells(client.get("/thank-you/")), tells(client.get(path))] == [[], []]
    client.cookies[devices.cookie_name(link)] = stolen
    assert [tells(client.get(path)), BoundDevice.objects.count()] == [[], 0]


def test_page_after_leave_sets_no_cookie_and_names_no_house() -> None:
    answer = Client().get("/thank-you/")
    page = answer.content.decode()
    assert [
        dict(answer.cookies),
        "Underrose" in page,
        "<form" in page,
        "<a " in page.replace('<a class="skip"', ""),
    ] == [
        {},
        False,
        False,
        False,
    ]


def test_leave_leads_where_the_house_says(settings: Any) -> None:
    settings.LEAVE_TO = "/language/"
    _link, path = issued()
    assert opened(path).post(path, {"door": "leave"}).headers["Location"] == "/language/"


def test_forget_takes_row_and_every_cookie_and_leaves_no_free_place() -> None:
    link, path = issued()
    client = opened(path)
    answer = client.post(path, {"door": "forget"})
    gone = {name: cookie["max-age"] for name, cookie in answer.cookies.items()}
    assert [gone, BoundDevice.objects.count(), tells(answer)] == [
        {devices.cookie_name(link): 0, "language": 0, "csrf": 0},
        0,
        [],
    ]
    assert "This device is forgotten" in answer.content.decode()
    assert opened(path, Client()).get(path).content.decode().count(personal.NAME) == 0


def test_leaving_twice_or_as_a_stranger_is_the_same() -> None:
    _link, path = issued()
    client = opened(path)
    stranger = Client()
    left = [one.post(path, {"door": "leave"}).headers["Location"] for one in (client, client, stranger)]
    assert left == ["/thank-you/"] * 3
    assert bodies(stranger.post(path, {"door": "forget"})) == bodies(client.post(path, {"door": "forget"}))


def test_stranger_cannot_forget_somebody_elses_device() -> None:
    _link, path = issued()
    client = opened(path)
    for said in ("leave", "forget"):
        Client().post(path, {"door": said})
    assert personal.NAME in client.get(path).content.decode()


def test_forged_forms_are_refused() -> None:
    _link, path = issued()
    client = Client(enforce_csrf_checks=True)
    for said in ("open", "leave", "forget", "send", "code"):
        assert client.post(path, {"door": said}).status_code == 403
    assert [BoundDevice.objects.count(), BoundPage.objects.count()] == [0, 0]
