"""Browsers of note-takers, for the stories of this section: a page in a window of its own, and what the browser keeps of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from underrose.dialogue.models import Note

from .capturing import signed_in

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
# Everything a browser keeps of this address, as text.
KEPT = """async () => {
  const all = { local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), rows: [], shelves: {} };
  for (const { name } of await indexedDB.databases()) {
    const store = await new Promise((good) => { const asked = indexedDB.open(name); asked.onsuccess = () => good(asked.result); });
    for (const shelf of store.objectStoreNames) all.rows.push(...await new Promise((good) => {
      const asked = store.transaction(shelf).objectStore(shelf).getAll(); asked.onsuccess = () => good(asked.result); }));
    store.close();
  }
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
    all.shelves[request.url] = await (await caches.match(request)).text();
  }
  return JSON.stringify(all);
}"""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Open]:
    """A page in a browser of its own, of a colleague who signed in. A fault of a script fails the story."""
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def at(
        path: str, client: Client | None = None, *, width: int = 1280, language: str = "en", **more: Any
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        context.set_default_timeout(30_000)
        cookies = {configured.LANGUAGE_COOKIE_NAME: language}
        cookies[configured.SESSION_COOKIE_NAME] = (
            (client or signed_in()).cookies[configured.SESSION_COOKIE_NAME].value
        )
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(live_server.url + path)
        return page

    yield at
    for context in contexts:
        context.close()
    assert faults == []


def is_so(page: Page, what: str) -> None:
    """The policy of our pages lets no browser driver wait by evaluating words again and again inside them."""
    for _turn in range(200):
        if page.evaluate(what):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"It never came to be: {what}")


def ready(page: Page) -> Page:
    """The page can be opened again without a connection."""
    is_so(page, "() => navigator.serviceWorker.controller !== null")
    is_so(
        page,
        "async () => { const found = await caches.keys(); if (!found.length) return false;"
        " return (await (await caches.open(found[0])).keys()).length > 7; }",
    )
    return page


def line(page: Page) -> Any:
    return page.locator("[data-capture] textarea")


def write(page: Page, *lines: str) -> None:
    """By the keyboard alone: the words, and Enter."""
    line(page).focus()
    for words in lines:
        page.keyboard.insert_text(words)
        page.keyboard.press("Enter")


def state(page: Page) -> Any:
    return page.locator("[data-part=line]")


def kept(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate(KEPT))


def came(note: Note, number: int, page: Page) -> None:
    """All have arrived; the server runs in a thread of this process."""
    for _turn in range(400):
        if note.points.count() >= number:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{note.points.count()} of {number} came.")


def back_online(page: Page) -> None:
    """The connection is back. A page that was opened without one leads to the whole page by itself, mid-sentence."""
    page.context.set_offline(False)
    with suppress(Error):
        page.evaluate("dispatchEvent(new Event('online'))")
