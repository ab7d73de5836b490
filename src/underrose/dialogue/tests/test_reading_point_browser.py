"""Reading a point in a real browser: what was found is seen before the button that clears."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .browsing import reader
from .reading import NAMED, meeting, sealed_note, url
from .roomful import rapporteur
from .windows import Open, chromium, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "meeting", "opened"]


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "en"), (1280, "ar")])
def test_findings_come_before_the_button_that_clears(
    opened: Open, meeting: object, width: int, language: str
) -> None:
    note = sealed_note(meeting, NAMED)
    address = url("review_point", note.pk, note.points.get().pk)
    page = opened(address, reader(rapporteur()), width=width, language=language)
    expect(page.locator("#found .leak").first).to_be_visible()
    found, acts = (page.locator(name).bounding_box() for name in ("#found", ".checked-acts"))
    words = page.locator("#id_words").bounding_box()
    assert found
    assert acts
    assert words
    if width == 360:
        assert found["y"] + found["height"] <= acts["y"]
    else:
        assert words["y"] < acts["y"]
        assert abs(words["x"] - acts["x"]) < words["width"], "the buttons stand below the text"
        assert acts["y"] - words["y"] - words["height"] < 150
    faults = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert faults == []
