"""While a long text or file is read, the page says what it does, and can be stopped without losing a word."""

import pytest
from playwright.sync_api import Page, expect

from .browsing import reader
from .reading import PLAIN, meeting, url  # noqa: F401 - the fixture
from .roomful import noted, rapporteur
from .windows import Open, chromium, opened

__all__ = ["chromium", "opened"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
LONG = {"name": "report.txt", "mimeType": "text/plain", "buffer": b"Wells run dry.\n\n" * 20}


def held_back(page: Page) -> None:
    """What is sent is answered by nobody, as if the house took very long; a driver looks at no page that is about to go."""
    page.evaluate("addEventListener('submit', (event) => { if (!window.isGoing) event.preventDefault(); })")


def let_go(page: Page) -> None:
    page.evaluate("window.isGoing = true")


@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "dark", "en"), (1280, "light", "ar")])
def test_text_that_is_read_for_long_says_so_and_is_stopped(
    meeting,  # noqa: F811 - the fixture
    opened: Open,
    width: int,
    scheme: str,
    language: str,
) -> None:
    page = opened(
        url("check_text"), reader(rapporteur()), width=width, color_scheme=scheme, language=language
    )
    waits = page.locator("[data-waits]")
    held_back(page)
    page.locator("#id_text").fill(PLAIN)
    page.locator("#id_file").set_input_files(LONG)
    expect(waits).to_be_hidden()
    check = page.locator(".checked-text > .acts .button")
    check.click()
    told = waits.locator("p[role=status]")
    expect(told).to_contain_text("A long one can take a minute." if language == "en" else "دقيقة")
    expect(waits.locator("progress")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("[data-stop]").click()
    expect(waits).to_be_hidden()
    expect(check).not_to_have_attribute("aria-disabled", "true")
    expect(page.locator("#id_text")).to_have_value(PLAIN)
    let_go(page)
    check.click()
    expect(page.locator("form[data-is-checked]")).to_be_attached()


def test_notes_that_are_brought_say_that_they_are_read(meeting, opened: Open) -> None:  # noqa: F811 - the fixture
    page = opened(url("import_notes", noted(meeting).pk), reader(rapporteur()))
    held_back(page)
    page.locator("#id_file").set_input_files(LONG)
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator("[data-waits] p")).to_contain_text("nothing is taken yet")
    page.get_by_role("button", name="Stop").click()
    let_go(page)
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".brought-line").first).to_be_visible()
