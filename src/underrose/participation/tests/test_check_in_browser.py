"""The check-in list on a phone, in a real browser: locked, without a connection, sent once, gone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from underrose.participation.models import Participant

from .furnished import browser_of, furnished, guest, manager

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
PIN = "day-2468"
PHONE = "/desk/meetings/AB12/participation/logistics/check-in/phone/"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, live_server: Any, settings: Any) -> Iterator[BrowserContext]:
    """A phone on which the project manager is signed in, and a room of two."""
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    meeting = furnished()
    guest(meeting, "Ama Okoro")
    guest(meeting, "Heron", is_sealed=True)
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    cookie = settings.SESSION_COOKIE_NAME
    value = browser_of(manager()).cookies[cookie].value
    context.add_cookies([{"name": cookie, "value": value, "url": live_server.url}])
    context.set_default_timeout(30_000)
    yield context
    context.close()


def _opened(context: BrowserContext, live_server: Any) -> Page:
    page = context.new_page()
    page.goto(live_server.url + PHONE)
    return page


def _locked(page: Page) -> None:
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click("[data-part=begin] button")
    expect(page.locator("[data-part=list] li")).to_have_count(2)


def _try(page: Page, pin: str) -> None:
    page.fill("#pin-to-open", pin)
    page.click("[data-part=unlock] button")


def _until(page: Page, is_so: str) -> None:
    """The policy of our pages lets no browser driver wait by evaluating words again and again inside them."""
    for _turn in range(200):
        if page.evaluate(is_so):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"It never came to be: {is_so}")


def _kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def test_list_works_without_a_connection_and_is_sent_once(context: BrowserContext, live_server: Any) -> None:
    page = _opened(context, live_server)
    _until(page, "() => navigator.serviceWorker.controller !== null")
    _locked(page)
    assert [words in _kept(page) for words in ("Okoro", "Heron", "label")] == [False, False, False]
    _until(
        page,
        "() => caches.keys().then((all) => caches.open(all[0])).then((one) => one.keys()).then((kept) => kept.length > 3)",
    )
    context.set_offline(True)
    page.fill("[data-part=search]", "oko")
    page.locator("[data-part=list] input").check()
    expect(page.locator("[data-part=line]")).to_contain_text("wait to be sent")
    page.reload()
    _try(page, PIN)
    expect(page.locator("[data-part=count]")).to_have_text("1 / 2")
    # It has tried in vain to send: while it still tries, it does not hear that the connection is back.
    expect(page.locator("[data-part=line]")).to_contain_text("wait to be sent")
    assert Participant.objects.filter(attended=True).count() == 0
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-part=line]")).to_have_text("Everything has been sent.")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.evaluate("dispatchEvent(new Event('online'))")
    assert list(Participant.objects.filter(attended=True).values_list("person__full_name", flat=True)) == [
        "Ama Okoro"
    ]


def test_list_goes_after_five_wrong_pins(context: BrowserContext, live_server: Any) -> None:
    page = _opened(context, live_server)
    _locked(page)
    page.click("[data-part=lock]")
    for left in (4, 3, 2, 1):
        _try(page, "wrong-pin")
        expect(page.locator("[data-part=line]")).to_have_text(
            f"This PIN does not open the list. Tries left: {left}"
        )
    _try(page, "wrong-pin")
    expect(page.locator("[data-part=line]")).to_have_text("The list is no longer on this phone.")
    assert json.loads(_kept(page)) == {}


def test_list_goes_after_a_day_and_its_end_cannot_be_moved(context: BrowserContext, live_server: Any) -> None:
    page = _opened(context, live_server)
    _locked(page)
    move = "(by) => { const k = Object.keys(localStorage)[0], v = JSON.parse(localStorage[k]); v.until += by; localStorage[k] = JSON.stringify(v); }"
    page.evaluate(move, 60_000)
    page.reload()
    _try(page, PIN)
    expect(page.locator("[data-part=line]")).to_contain_text("does not open the list")
    page.evaluate(move, -2 * 24 * 60 * 60 * 1000)
    page.reload()
    expect(page.locator("[data-part=none]")).to_be_visible()
    assert json.loads(_kept(page)) == {}


def test_signing_out_takes_the_list_from_the_phone(context: BrowserContext, live_server: Any) -> None:
    page = _opened(context, live_server)
    _locked(page)
    other = context.new_page()
    other.goto(live_server.url + PHONE.removesuffix("phone/"))
    other.evaluate("document.querySelector('form[data-signs-out]').requestSubmit()")
    expect(page.locator("[data-part=open]")).to_be_hidden()
    assert (json.loads(_kept(page)), page.locator("[data-part=list] li").count()) == ({}, 0)


@pytest.mark.parametrize(
    "way",
    [
        "",
        "guests/",
        "travel/",
        "diet/",
        "visas/",
        "staff/",
        "check-in/",
        "check-in/phone/",
        "lists/",
        "badges/",
        "settle/",
    ],
)
def test_pages_of_logistics_have_no_fault_of_accessibility(
    context: BrowserContext, live_server: Any, way: str
) -> None:
    page = context.new_page()
    page.goto(live_server.url + PHONE.removesuffix("check-in/phone/") + way)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert (faults, wider) == ([], False)
