"""A tab from before the last sign-in: its form is refused, and not a word of it is lost."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from underrose.access import links
from underrose.access.models import Account

OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
WORDS = {"name": "Línea uno\r\nand <two> & “three”", "language": "ar", "csrfmiddlewaretoken": "x" * 64}
ASK, ENTER = "/accounts/login/code/", "/accounts/login/code/confirm/"


def hidden(response: Any) -> dict[str, str]:
    form = response.content.decode().split('<form class="form"')[1].split("</form>")[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in pairs}


def strict(account: Account | None = None) -> Client:
    """A browser whose forms must bear their token."""
    client = Client(enforce_csrf_checks=True)
    if account is not None:
        client.force_login(account)
    return client


@pytest.mark.parametrize(
    "headers", [OURS, {"Origin": "http://testserver"}, {"Referer": "http://testserver/desk/"}]
)
def test_words_of_an_old_tab_are_shown_again_and_sent_by_a_button(make: Any, headers: dict[str, str]) -> None:
    ada = make("Ada")
    client = strict(ada)
    refused = client.post("/accounts/", WORDS, headers=headers)
    assert [refused.status_code, Account.objects.get().name] == [403, "Ada"]
    assert "too old to be accepted" in refused.content.decode()
    again = hidden(refused)
    assert {name: again[name] for name in ("name", "language")} == {
        name: WORDS[name] for name in ("name", "language")
    }
    assert again["csrfmiddlewaretoken"] != WORDS["csrfmiddlewaretoken"]
    sent = client.post("/accounts/", again, headers=headers)
    assert [sent.status_code, Account.objects.get().name] == [302, "Línea uno\r\nand <two> & “three”"]


def test_words_of_a_tab_that_signed_out_since_ride_through_sign_in(
    make: Any, mailoutbox: Any, code_in: Any
) -> None:
    ada = make("Ada")
    client = strict()
    refused = client.post("/accounts/", WORDS, headers=OURS)
    assert [refused.status_code, b"Your words are kept" in refused.content] == [401, True]
    form = hidden(refused)
    asked = client.post(ASK, {**form, "email": ada.email}, headers=OURS)
    entered = client.post(ENTER, {**hidden(asked), "code": code_in(mailoutbox[0])}, headers=OURS)
    client.post("/accounts/", hidden(entered), headers=OURS)
    assert Account.objects.get().name == "Línea uno\r\nand <two> & “three”"


def test_words_that_ride_stay_when_the_sign_in_page_is_too_old(make: Any) -> None:
    ada = make("Ada")
    client = strict()
    box = hidden(client.post("/accounts/", WORDS, headers=OURS))["kept"]
    refused = client.post(ASK, {"email": ada.email, "kept": box, "csrfmiddlewaretoken": "x"}, headers=OURS)
    assert refused.status_code == 403
    again = hidden(refused)
    assert [again["email"], again["kept"]] == [ada.email, box]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/http://testserver"},
    ],
)
def test_form_from_elsewhere_is_refused_and_not_shown(make: Any, headers: dict[str, str]) -> None:
    refused = strict(make("Ada")).post("/accounts/", WORDS, headers=headers)
    text = refused.content.decode()
    assert [refused.status_code, "Línea" in text, "so it was not accepted" in text] == [403, False, True]


def test_form_for_a_page_that_is_not_ones_own_can_only_be_copied(make: Any) -> None:
    refused = strict(make("Ben")).post("/desk/accounts/invite/", {"name": "Cleo"}, headers=OURS)
    text = refused.content.decode()
    assert [refused.status_code, "Cleo" in text, 'action="/desk/accounts/invite/"' in text] == [
        403,
        True,
        False,
    ]


def test_form_without_words_is_refused_plainly(make: Any) -> None:
    refused = strict(make("Ada")).post("/accounts/", {}, headers=OURS)
    assert [refused.status_code, b"so it was not accepted" in refused.content] == [403, True]


@pytest.mark.parametrize("is_revoked", [False, True])
def test_words_behind_a_personal_link_are_shown_again(db: None, is_revoked: bool) -> None:
    link, token = links.issue("clearance", uuid4(), "AB12", timezone.now(), timedelta(days=1))
    if is_revoked:
        links.revoke(link, timezone.now())
    path = f"/links/{token}/"
    refused = strict().post(path, {"comment": "Please say “river”."}, headers=OURS)
    text = refused.content.decode()
    assert [refused.status_code, "Please say “river”." in text] == [403, True]
    assert [f'action="{path}"' in text, refused.headers["Cache-Control"]] == [not is_revoked, "no-store"]
    # Who has no account is not told of signing in.
    assert ["signed in" in text, "your browser has not kept" in text] == [False, not is_revoked]


def test_names_of_fields_that_are_keys_are_left_out(make: Any) -> None:
    key, plain = uuid4(), uuid4().hex
    said = {
        f"reason-{key}": "Too far",
        f"word_{plain}": "yes",
        "selected": str(key),
        "a_remark": "Well",
        "revision": "3",
    }
    text = strict(make("Ada")).post("/accounts/", said, headers=OURS).content.decode()
    shown = text.partition("What you wrote")[2]
    assert [str(key) in shown, plain in shown, "revision" in shown] == [False, False, False]
    assert re.findall(r"<bdi>([^<]*)</bdi>", shown.partition("</ul>")[0]) == ["Too far", "yes", "Well"]
    assert "<strong>a remark</strong>" in shown


def test_words_that_stay_in_the_browser_are_not_shown(make: Any, settings: Any) -> None:
    from underrose.access.views import own

    own.my_account.keeps_no_words = True
    try:
        refused = strict(make("Ada")).post("/accounts/", WORDS, headers=OURS)
    finally:
        del own.my_account.keeps_no_words
    assert [refused.status_code, "Línea" in refused.content.decode()] == [403, False]
