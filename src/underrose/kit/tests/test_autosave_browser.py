"""Two writers of one form: what the second is shown of the first are words of the page, and no key of a row."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCRIPT = (Path(__file__).parents[1] / "static/kit/autosave.js").read_text()
FORM = f"""<!doctype html><meta charset="utf-8"><form data-autosave-url="/save/" data-version="1">
<label>Room <select name="room"><option value="k1" selected>Great Hall</option><option value="k2">Library</option></select></label>
<label>Title <input name="title" value="Mine"></label>
<label><input type="checkbox" name="lenses" value="l1" checked>Water</label>
<label><input type="checkbox" name="lenses" value="l2">Youth</label>
<p data-saved data-theirs="Theirs first" data-label-mine="Yours" data-label-theirs="Theirs" data-keep-mine="Keep mine"
 data-take-theirs="Take theirs" data-saving="Saving" data-done="Saved" data-refused="Kept"></p></form><script>{SCRIPT}</script>"""
THEIRS = '{"version": 2, "text": {"room": "k2", "title": "Theirs alone", "lenses": ["l1", "l2"]}, "by": ""}'
# It asks for none, but a browser is a process, and those run on both databases.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def page() -> Iterator[Page]:
    """A form that somebody else has saved; no server is asked."""

    def answered(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=409, content_type="application/json", body=THEIRS)
        else:
            route.fulfill(content_type="text/html", body=FORM)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        made = browser.new_page()
        made.route("**/*", answered)
        made.goto("http://form.invalid/")
        yield made
        browser.close()


def test_second_writer_reads_words_of_lists_and_boxes_and_no_keys(page: Page) -> None:
    page.get_by_label("Title").fill("Mine, and longer")
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Theirs alone")
    shown = conflict.locator("p").all_inner_texts()
    assert shown == ["Great Hall", "Library", "Mine, and longer", "Theirs alone", "Water", "Water · Youth"]
    conflict.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_label("Room")).to_have_value("k2")
    expect(page.get_by_label("Youth")).to_be_checked()
