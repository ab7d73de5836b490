"""After the destruction: an open window of the notes empties itself, and nothing of them stays on its device."""

import pytest
from playwright.sync_api import expect

from underrose.dialogue.actions import destroying, sealing

from .browsing import reader
from .reading import meeting, url  # noqa: F401 - the fixture
from .roomful import TODAY, dice, director, noted, point, rapporteur
from .windows import Open, chromium, opened

__all__ = ["chromium", "opened"]
CANARY = "CANARY of the marsh."
KEPT = """async () => {
  const shelf = await new Promise((good) => { const asked = indexedDB.open("underrose-room"); asked.onsuccess = () => good(asked.result); });
  const rows = await new Promise((good) => { const asked = shelf.transaction("envelopes").objectStore("envelopes").count(); asked.onsuccess = () => good(asked.result); });
  return [rows, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length];
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])
def test_open_window_empties_itself_and_its_device(meeting, opened: Open) -> None:  # noqa: F811 - the fixture
    note = noted(meeting)
    point(note, CANARY)
    page = opened(url("note", note.pk), reader(rapporteur()))
    line = page.locator("[data-capture] textarea")
    expect(page.get_by_text(CANARY)).to_be_visible()
    page.wait_for_function("async () => (await caches.keys()).length === 1")
    page.route("**/capture/**", lambda route: route.abort())
    line.fill("Waits here.")
    line.press("Enter")
    expect(page.locator("[data-part=line]")).to_contain_text("1")
    line.fill("Half a line")
    destroying.destroy(meeting.code, by=director(), today=TODAY)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("What was said was destroyed")
    expect(page.locator("[data-gone]")).to_have_text("Nothing of these notes is left on this device.")
    assert [words in page.content() for words in (CANARY, "Waits here", "Half a line")] == [False] * 3
    assert page.evaluate(KEPT) == [0, 0, 0]


@pytest.mark.django_db
def test_list_and_page_of_destroyed_notes_say_so_to_the_window_and_to_nobody_else(meeting):  # noqa: F811 - the fixture
    note = noted(meeting)
    browser, ways = reader(rapporteur()), [url("note", note.pk), url("note_points", note.pk)]
    destroying.destroy(meeting.code, by=director(), today=TODAY)
    for way in ways:
        answer = browser.get(way)
        assert (answer.status_code, "data-gone" in answer.content.decode()) == (410, True)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])
def test_head_of_an_open_window_says_that_the_notes_were_sealed_elsewhere(meeting, opened: Open) -> None:  # noqa: F811 - the fixture
    note = noted(meeting)
    point(note, CANARY)
    page = opened(url("note", note.pk), reader(rapporteur()))
    state = page.locator("main .state .status")
    expect(state).to_contain_text("Open")
    sealing.seal(note, by=director(), today=TODAY, rng=dice())
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(state).to_contain_text("Sealed")
