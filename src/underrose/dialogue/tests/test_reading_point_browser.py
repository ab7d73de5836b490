"""Reading a point in a real browser: what was found is seen before the button that clears."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .browsing import reader
from .reading import NAMED, meeting, sealed_note, url
from .roomful import noted, rapporteur
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


@pytest.mark.parametrize("width", [360, 1280])
def test_parts_of_a_point_stand_apart_and_a_refusal_unfolds_nothing(
    opened: Open, meeting: object, width: int
) -> None:
    note = sealed_note(meeting, "Okoro warned that wells run dry.")
    page = opened(url("review", note.pk), reader(rapporteur()), width=width)
    status, link = (page.locator(f".review-state {name}").bounding_box() for name in (".status", "a"))
    assert status
    assert link
    assert link["x"] - status["x"] - status["width"] >= 12 or link["y"] >= status["y"] + status["height"]
    page.locator(".review-state a").click()
    page.get_by_text("Leave it as it is", exact=True).click()
    field, button = (page.locator(f".leak-dismiss {name}").bounding_box() for name in ("input", "button"))
    assert field
    assert button
    assert button["x"] - field["x"] - field["width"] >= 3 or button["y"] >= field["y"] + field["height"] + 3
    page.get_by_role("button", name="Clear this wording").click()
    expect(page.locator("[data-focus]")).to_contain_text("open finding")
    expect(page.locator("details.about-point")).not_to_have_attribute("open", "")


def test_key_for_wordings_never_leaves_a_sentence_out(opened: Open, meeting: object) -> None:
    page = opened(url("note", noted(meeting).pk), reader(rapporteur()))
    line, hints = page.locator("[data-capture] textarea"), page.locator("[data-capture] [data-part=hints]")
    offer = '<button type="button" data-fix data-start="0" data-end="5" data-wording="{}">{}</button>'
    for wording, has_focus in (("", False), ("Wells", True)):
        line.focus()
        hints.evaluate("(place, html) => { place.innerHTML = html; }", offer.format(wording, "Offer"))
        page.keyboard.press("F8")
        assert hints.locator("button").evaluate("one => one === document.activeElement") is has_focus


def test_keyboard_clears_and_withholds_and_goes_on_to_the_next(opened: Open, meeting: object) -> None:
    note = sealed_note(meeting, "Wells run dry.", "Roads are closed.", "Judges are few.")
    page = opened(url("review_point", note.pk, note.points.order_by("key").first().pk), reader(rapporteur()))
    for keys in ("Control+Enter", "Control+Shift+Enter"):
        address = page.url
        page.locator("#id_words").press(keys)
        page.wait_for_url(lambda there, before=address: there != before)
    assert sorted(note.points.values_list("state", flat=True)) == ["cleared", "taken", "withheld"]


@pytest.mark.parametrize(("width", "language", "scheme"), [(360, "en", "dark"), (1280, "ar", "light")])
def test_points_that_are_cleared_together_are_read_on_every_screen(
    opened: Open, meeting: object, width: int, language: str, scheme: str
) -> None:
    note = sealed_note(meeting, "Wells run dry in the north.", "WELLS run dry in the north.")
    address = url("review_together", note.pk)
    page = opened(address, reader(rapporteur()), width=width, language=language, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    faults = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert faults == []
    page.locator("main .acts button.button").click()
    page.wait_for_url("**/review/")
    assert sorted(note.points.values_list("state", flat=True)) == ["cleared", "taken"]
