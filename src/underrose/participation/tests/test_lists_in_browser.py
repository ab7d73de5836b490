"""Lists of this part in a real browser, in both directions of writing: nothing stands beyond its table or the screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Browser, Page, sync_playwright

from .listed import a_brief, a_candidate, a_meeting, a_person, browser_of, colleague
from .test_check_in_browser import CHROMIUM, FLAGS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
BEYOND = """(selector) => [...document.querySelectorAll(selector)].filter((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  const mine = words.getBoundingClientRect(), around = one.closest("td, th").getBoundingClientRect();
  return mine.left < around.left - 1 || mine.right > around.right + 1;
}).length"""
OFF_SCREEN = """(selector) => [...document.querySelectorAll(selector)].filter((one) => {
  const mine = one.getBoundingClientRect();
  return mine.left < 0 || mine.right > document.documentElement.clientWidth;
}).length"""
GAPS = """() => {
  const parts = [...document.querySelectorAll(".search > .field, .search > button")];
  return parts.map((one) => one.getBoundingClientRect().width
    - Math.max(0, ...[...one.children].map((each) => each.getBoundingClientRect().width)));
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def _page(chromium: Browser, live_server: Any, settings: Any, *, language: str, width: int) -> Page:
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale=language)
    cookie = settings.SESSION_COOKIE_NAME
    value = browser_of(colleague()).cookies[cookie].value
    cookies = {cookie: value, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies(
        [{"name": one, "value": said, "url": live_server.url} for one, said in cookies.items()]
    )
    context.set_default_timeout(30_000)
    return context.new_page()


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_no_word_of_a_candidate_stands_beyond_its_cell(chromium, live_server, settings, language):
    meeting = a_meeting()
    a_brief(meeting)
    for number, title in enumerate(("First Secretary", "Editor of the Tidewater Review", "Coordinator")):
        person = a_person(
            f"Mohammed Al-Husseini {number}",
            title=title,
            organisation="Secretariat of the Estuary Commission",
            country="VNM",
            sector="government",
            duty_station="Geneva",
        )
        a_candidate(meeting, person)
    page = _page(chromium, live_server, settings, language=language, width=1280)
    page.goto(f"{live_server.url}/desk/meetings/AB12/participation/candidates/")
    assert page.locator("td .status").count() == 3
    assert page.evaluate(BEYOND, "td .status") == 0
    assert max(page.evaluate(GAPS)[1:-1]) < 2
    page.context.close()


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_every_number_of_the_targets_is_on_a_narrow_screen(chromium, live_server, settings, language):
    a_brief(a_meeting())
    page = _page(chromium, live_server, settings, language=language, width=360)
    page.goto(f"{live_server.url}/desk/meetings/AB12/participation/brief/targets/")
    assert page.locator("td input[type=number]").count() == 40
    assert page.evaluate(OFF_SCREEN, "td input[type=number]") == 0
    page.context.close()
