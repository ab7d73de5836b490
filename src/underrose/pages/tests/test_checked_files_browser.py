"""“Check a file” in a real browser: the file stays chosen while it is looked into, and nothing is wider than a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from underrose.access.models import Account
from underrose.methods.inspection.tests import office_files
from underrose.pages.tests.test_showcase_browser import CHROMIUM, FLAGS, TAGS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The browser's driver brings an event loop, in whose thread Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.parametrize("look", [(1280, "light", ""), (360, "dark", ""), (360, "light", "ar")])
def test_file_is_looked_into_and_its_copy_taken(chromium, live_server, settings, tmp_path, look):
    width, scheme, language = look
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    chosen = tmp_path / "memo.docx"
    chosen.write_bytes(office_files.full_docx())
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    context.add_cookies(_cookies(settings, live_server.url, language))
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(live_server.url + reverse("check_file"))
    page.set_input_files("input[type=file]", str(chosen))
    page.click("button[name=look]")
    page.wait_for_selector("#looked h2")
    assert "WAUTHOR" in page.inner_text("#looked")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [fault["id"] for fault in found.response["violations"]] == []
    with page.expect_download() as download:
        page.click("button[name=copy]")
    assert download.value.suggested_filename == "clean-copy.docx"
    context.close()


def _cookies(settings: Any, url: str, language: str) -> list[dict[str, str]]:
    client = Client()
    client.force_login(Account.objects.create(name="Ada", email="ada@example.org"))
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    if language:
        cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return [{"name": name, "value": value, "url": url} for name, value in cookies.items()]


def test_refusal_stands_in_the_page_and_not_a_page_within_the_page(chromium, live_server, settings):
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    context = chromium.new_context()
    context.add_cookies(_cookies(settings, live_server.url, ""))
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(live_server.url + reverse("check_file"))
    page.click("button[name=look]")
    page.wait_for_selector(".errors")
    assert [page.locator(what).count() for what in ("h1", "main", "form.form", "#looked")] == [1, 1, 1, 1]
    context.close()


def test_page_says_that_the_file_is_read_and_gives_its_copy_twice(chromium, live_server, settings, tmp_path):
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    chosen = tmp_path / "memo.docx"
    chosen.write_bytes(office_files.full_docx())
    context = chromium.new_context()
    context.add_cookies(_cookies(settings, live_server.url, ""))
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(live_server.url + reverse("check_file"))
    page.set_input_files("input[type=file]", str(chosen))
    held = []
    page.route("**/check-a-file/", lambda route: held.append(route))  # noqa: PLW0108 - the driver takes no built-in
    page.click("button[name=look]")
    page.wait_for_selector("[data-waits] p:has-text('looked into, part by part')")
    page.click("[data-stop]")
    page.wait_for_selector("[data-waits]", state="hidden")
    page.unroute("**/check-a-file/")
    page.click("button[name=look]")
    page.wait_for_selector("#looked h2")
    page.wait_for_selector("[data-waits]", state="hidden")
    for _time in range(2):
        with page.expect_download():
            page.click("button[name=copy]")
    context.close()
