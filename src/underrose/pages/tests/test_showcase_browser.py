"""Components in a real browser: no fault of accessibility, nothing wider than a phone, and no word lost."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from underrose.access.models import Account
from underrose.pages.showcase import SHOWN

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The browser's driver brings an event loop, in whose thread Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def static_folder() -> None:
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def open_page(static_folder: None, chromium: Browser, live_server: Any, settings: Any) -> Iterator[Open]:
    """`open_page("kit", scheme="dark", width=360)`: a colleague at the page of components."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    contexts: list[BrowserContext] = []

    def opened(
        shown: str, *, scheme: Any = "light", width: int = 1280, language: str = "", **more: Any
    ) -> Page:
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        cookies = {settings.SESSION_COOKIE_NAME: _signed_in(settings.SESSION_COOKIE_NAME)}
        if language:
            cookies[settings.LANGUAGE_COOKIE_NAME] = language
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{live_server.url}/desk/kit/?show={shown}")
        return page

    yield opened
    for context in contexts:
        context.close()


def _signed_in(cookie: str) -> str:
    client = Client()
    account, _made = Account.objects.get_or_create(name="Ada", email="ada@example.org")
    client.force_login(account)
    return str(client.cookies[cookie].value)


def _faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "language"), [("light", ""), ("dark", ""), ("light", "ar")])
def test_axe_finds_nothing(open_page: Open, scheme: str, language: str) -> None:
    for shown in SHOWN:
        page = open_page(shown, scheme=scheme, language=language)
        assert page.locator("h1").count() == 1
        assert _faults(page) == [], shown


def test_axe_finds_a_planted_fault(open_page: Open) -> None:
    page = open_page("confirm")
    page.evaluate("document.querySelector('main .button').textContent = ''")
    assert [fault.split(":")[0] for fault in _faults(page)] == ["button-name"]


@pytest.mark.parametrize("language", ["", "ar"])
def test_nothing_is_wider_than_a_phone(open_page: Open, language: str) -> None:
    for shown in SHOWN:
        page = open_page(shown, width=360, language=language)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, shown


def test_the_policy_refuses_nothing_of_ours(open_page: Open) -> None:
    said: list[str] = []
    page = open_page("kit")
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.reload(wait_until="networkidle")
    assert said == []


def test_skip_link_comes_first_and_moves_the_focus(open_page: Open) -> None:
    page = open_page("meeting")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_errors_take_the_focus(open_page: Open) -> None:
    page = open_page("wrong")
    expect(page.locator("#errors")).to_be_focused()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_footnote_opens_where_it_is_cited(open_page: Open, has_script: bool) -> None:
    page = open_page("note", java_script_enabled=has_script)
    note = page.locator("#note-1")
    expect(note).to_be_hidden()
    page.locator("#note-mark-1").click()
    expect(note).to_be_visible()
    note.locator(".note-close").click()
    expect(note).to_be_hidden()


def test_the_side_folds_on_a_phone_without_script(open_page: Open) -> None:
    page = open_page("meeting", width=360, java_script_enabled=False)
    entry = page.get_by_role("link", name="Concept note")
    expect(entry).to_be_hidden()
    page.locator(".side > summary").click()
    expect(entry).to_be_visible()
    expect(open_page("meeting").get_by_role("link", name="Concept note")).to_be_visible()


def test_a_button_pressed_twice_sends_once(open_page: Open) -> None:
    page = open_page("confirm")
    sent = _answer(page, [(200, None)])
    with page.expect_navigation():
        page.get_by_role("button", name="Postpone the meeting").dblclick(no_wait_after=True)
    assert len(sent) == 1


def _answer(page: Page, answers: list[tuple[int, Any]]) -> list[str]:
    """The server's part of the contract of autosave.js: each POST takes the next answer; status 0 is no connection."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        status, body = answers[min(len(sent), len(answers) - 1)]
        sent.append(route.request.post_data or "")
        if status == 0:
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

    page.route("**/desk/kit/**", answer)
    return sent


def _kept(page: Page) -> int:
    """How many texts this device holds; htmx keeps a word of its own beside them."""
    return int(
        page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('underrose:')).length")
    )


def test_words_are_saved_while_somebody_writes(open_page: Open) -> None:
    page = open_page("editor")
    sent = _answer(page, [(200, {"version": 4, "saved_at_words": "Saved at 14:05"}), (200, {"version": 5})])
    page.locator("#id_summary").fill("First words.")
    expect(page.locator("[data-saved]")).to_have_text("Saved at 14:05")
    page.locator("#id_summary").fill("Second words.")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    assert ['name="version"\r\n\r\n3\r\n' in sent[0], 'name="version"\r\n\r\n4\r\n' in sent[1]] == [
        True,
        True,
    ]
    assert _kept(page) == 0


def test_words_survive_a_lost_connection_and_a_reload(open_page: Open) -> None:
    page = open_page("editor")
    _answer(page, [(0, None), (200, {"version": 4, "saved_at_words": "Saved at 14:06"})])
    page.locator("#id_summary").fill("Written in the tunnel.")
    expect(page.locator("[data-saved]")).to_have_text(
        "Not saved: no connection. Your words are kept on this device."
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#id_summary")).to_have_value("Written in the tunnel.")
    expect(page.locator("[data-saved]")).to_have_text("Saved at 14:06")
    assert _kept(page) == 0


def test_words_are_kept_when_the_session_has_ended(open_page: Open) -> None:
    page = open_page("editor")
    _answer(page, [(401, {})])
    page.locator("#id_summary").fill("Still mine.")
    expect(page.locator("[data-saved]")).to_contain_text("you have been signed out")
    assert _kept(page) == 1


@pytest.mark.parametrize(
    ("button", "kept"), [("Keep mine", "My words."), ("Take theirs", "Words of a colleague.")]
)
def test_a_second_editor_is_shown_and_chosen(open_page: Open, button: str, kept: str) -> None:
    page = open_page("editor")
    theirs = {"version": 7, "text": {"summary": "Words of a colleague."}, "by": "Tomasz Quill"}
    sent = _answer(page, [(409, theirs), (200, {"version": 8, "saved_at_words": "Saved at 14:07"})])
    page.locator("#id_summary").fill("My words.")
    box = page.locator(".conflict")
    expect(box).to_contain_text("My words.")
    expect(box).to_contain_text("Words of a colleague.")
    assert _faults(page) == []
    box.get_by_role("button", name=button).click()
    expect(page.locator("[data-saved]")).to_have_text("Saved at 14:07")
    expect(page.locator("#id_summary")).to_have_value(kept)
    assert ['name="version"\r\n\r\n7\r\n' in sent[1], kept in sent[1]] == [True, True]
