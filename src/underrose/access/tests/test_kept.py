import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory

from underrose.access import kept
from underrose.access.models import Account, Session
from underrose.access.roles import Role

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
WORDS = {"name": "Línea uno\r\nand <two> & “three”", "language": "ar"}
ASK, ENTER = "/accounts/login/code/", "/accounts/login/code/confirm/"


def box(response: Any) -> str:
    found = set(re.findall(r'name="kept" value="([^"]+)"', response.content.decode()))
    assert len(found) == 1
    return found.pop()


def hidden(response: Any) -> dict[str, str]:
    form = response.content.decode().split('<form class="form"')[1]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


def test_words_ride_through_the_whole_sign_in(make: Any, mailoutbox: Any, code_in: Any) -> None:
    ada = make("Ada")
    client = Client()
    stopped = client.post("/accounts/", WORDS)
    assert [stopped.status_code, b"Your words are kept" in stopped.content] == [401, True]
    asked = client.post(ASK, {"email": ada.email, "kept": box(stopped)})
    assert [asked.status_code, b"Your words are kept" in asked.content] == [200, True]
    wrong = client.post(ENTER, {"code": "abc", "kept": box(asked)})
    entered = client.post(ENTER, {"code": code_in(mailoutbox[0]), "kept": box(wrong)})
    assert [entered.status_code, hidden(entered)] == [200, WORDS]
    sent = client.post("/accounts/", hidden(entered))
    assert [sent.status_code, Account.objects.get().name] == [302, "Línea uno\r\nand <two> & “three”"]


def test_words_survive_another_address(make: Any, mailoutbox: Any) -> None:
    client = Client()
    make("Ada")
    stopped = client.post("/accounts/", WORDS)
    asked = client.post(ASK, {"email": "typo@example.org", "kept": box(stopped)})
    back = client.post("/accounts/logout/", {"next": "/accounts/login/", "kept": box(asked)})
    assert [back.status_code, b'name="email"' in back.content, bool(box(back))] == [200, True, True]


def test_words_are_shown_to_whoever_may_not_send_them(make: Any, mailoutbox: Any, code_in: Any) -> None:
    ben = make("Ben")
    client = Client()
    stopped = client.post("/desk/accounts/invite/", {"name": "Cleo", "once": "k"})
    asked = client.post(ASK, {"email": ben.email, "kept": box(stopped)})
    entered = client.post(ENTER, {"code": code_in(mailoutbox[0]), "kept": box(asked)})
    text = entered.content.decode()
    assert ["Cleo" in text, 'action="/desk/accounts/invite/"' in text] == [True, False]


def test_stale_sign_in_keeps_words_too(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    client = browser_of(make("Ada", Role.ADMINISTRATOR), ago=600)
    words = {"name": "Cleo", "email": "cleo@example.org", "language": "en-gb", "role": ""}
    stopped = client.post("/desk/accounts/invite/", words)
    assert [stopped.status_code, Account.objects.count()] == [401, 1]
    sent = client.post("/accounts/confirm/", {"kept": box(stopped)})
    done = client.post("/accounts/confirm/", {"code": code_in(mailoutbox[0]), "kept": box(sent)})
    assert hidden(done) == words
    client.post("/desk/accounts/invite/", hidden(done))
    assert sorted(Account.objects.values_list("name", flat=True)) == ["Ada", "Cleo"]


def test_nothing_is_stored_for_kept_words(make: Any) -> None:
    make("Ada")
    Client().post("/accounts/", WORDS)
    assert Session.objects.count() == 0


def _posted(**fields: str) -> Any:
    return RequestFactory().post("/accounts/?a=b", fields)


def test_box_opens_with_its_words() -> None:
    words = kept.opened(kept.seal(_posted(text="x", csrfmiddlewaretoken="t", kept="y"), NOW), NOW)
    assert words == kept.Words(path="/accounts/?a=b", fields=(("text", "x"),))


@pytest.mark.parametrize(
    "change", [lambda box: box[:-4] + "AAA=", lambda _box: "", lambda _box: "é", lambda box: box[8:]]
)
def test_changed_box_opens_nothing(change: Any) -> None:
    assert kept.opened(change(kept.seal(_posted(text="x"), NOW)), NOW) is None


def test_box_is_good_for_half_a_day() -> None:
    sealed = kept.seal(_posted(text="x"), NOW)
    assert kept.opened(sealed, NOW + timedelta(hours=12)) is not None
    assert kept.opened(sealed, NOW + timedelta(hours=12, seconds=1)) is None


def test_too_many_words_are_not_kept_and_it_says_so(make: Any) -> None:
    make("Ada")
    stopped = Client().post("/accounts/", {"name": "x" * kept.LONGEST})
    assert [stopped.status_code, b"cannot be kept here" in stopped.content] == [401, True]
    # Only the browser knows whether it still has them.
    assert b"Perhaps your browser still has your words" in stopped.content


def test_reading_page_asks_to_sign_in_and_comes_back(make: Any, mailoutbox: Any, code_in: Any) -> None:
    ada = make("Ada")
    client = Client()
    stopped = client.get("/desk/sessions/?x=1")
    assert stopped.url == "/accounts/login/?next=/desk/sessions/%3Fx%3D1"
    assert b'name="next" value="/desk/sessions/?x=1"' in client.get(stopped.url).content
    asked = client.post(ASK, {"email": ada.email, "next": "/desk/sessions/?x=1"})
    entered = client.post(asked.url, {"code": code_in(mailoutbox[0])})
    assert entered.url == "/desk/sessions/?x=1"


def test_sign_in_leads_nowhere_else(make: Any, mailoutbox: Any, code_in: Any) -> None:
    ada = make("Ada")
    client = Client()
    asked = client.post(ASK, {"email": ada.email, "next": "https://evil.example/"})
    entered = client.post(asked.url, {"code": code_in(mailoutbox[0])})
    assert entered.url == "/desk/"
