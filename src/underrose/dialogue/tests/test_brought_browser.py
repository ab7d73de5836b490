"""Brought notes in a real browser: a wording with one press, something chosen for all, and nothing sent beside."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

from underrose.concept.models import Theme
from underrose.dialogue.models import Point
from underrose.programme.tests.planning import a_guest

from .capturing import way
from .reading import NAMED
from .roomful import a_meeting, noted
from .windows import Open, chromium, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]


def test_wording_is_taken_over_and_theme_set_for_all_without_leaving_the_page(opened: Open) -> None:
    made = a_meeting()
    for name in ("Ama Okoro", "Jon Bell", "Ines Duarte", "Piotr Zawada", "Mei Tanaka", "Omar Haddad"):
        a_guest(made, name)
    note = noted(made)
    page = opened(way("import_notes", note))
    file = {"name": "notes.md", "mimeType": "text/markdown", "buffer": f"Wells run dry.\n\n{NAMED}".encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    first, second = page.locator(".brought-line").nth(0), page.locator(".brought-line").nth(1)
    first.locator("textarea").fill("Wells run dry in spring.")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        first.locator("textarea").press("Tab")
    second.locator("button[name=fix]").first.click()
    expect(second.locator("textarea")).not_to_have_value(NAMED)
    assert ["Wells run dry in spring." in body for body in sent] == [True, False]
    theme = Theme.objects.filter(meeting=made).first()
    page.locator("#all-theme").select_option(str(theme.pk))
    page.get_by_role("button", name="Set it for all").click()
    expect(second.locator("select[name^=theme-]")).to_have_value(str(theme.pk))
    second.get_by_role("checkbox").uncheck()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Take these points").click()
    expect(page).to_have_url(re.compile(re.escape(way("note", note)) + "$"))
    taken = [(str(one.words), one.theme) for one in Point.objects.select_related("note")]
    assert taken == [("Wells run dry in spring.", str(theme.pk))]


def test_point_that_cannot_be_looked_at_keeps_its_words_and_says_so(opened: Open) -> None:
    note = noted(a_meeting())
    page = opened(way("import_notes", note))
    page.locator("input[type=file]").set_input_files(
        {"name": "notes.md", "mimeType": "text/markdown", "buffer": b"Wells run dry."}
    )
    page.get_by_role("button", name="Read the file").click()
    line = page.locator(".brought-line")
    expect(line.locator("textarea")).to_have_value("Wells run dry.")
    page.context.set_offline(True)
    line.locator("textarea").fill("Written without a connection.")
    line.locator("textarea").press("Tab")
    expect(line.get_by_role("alert")).to_contain_text("Your words stay here")
    expect(line.locator("textarea")).to_have_value("Written without a connection.")


def test_tick_and_choice_made_while_the_house_is_asked_are_not_undone(opened: Open) -> None:
    note = noted(a_meeting())
    page = opened(way("import_notes", note))
    page.locator("input[type=file]").set_input_files(
        {"name": "notes.md", "mimeType": "text/markdown", "buffer": b"Wells run dry."}
    )
    page.get_by_role("button", name="Read the file").click()
    held: list[Route] = []
    page.route(
        f"**{way('import_notes', note)}",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    line, kind = page.locator(".brought-line"), page.locator("select[name^=kind-]")
    line.evaluate("one => { one.dataset.asked = 'yes'; }")
    line.locator("textarea").fill("Wells run dry in spring.")
    line.get_by_role("checkbox").uncheck()
    kind.select_option("question")
    kind.focus()
    held[0].continue_()
    expect(page.locator("[data-asked]")).to_have_count(0)
    expect(line.locator("textarea")).to_have_value("Wells run dry in spring.")
    expect(line.get_by_role("checkbox")).not_to_be_checked()
    expect(kind).to_have_value("question")
    expect(kind).to_be_focused()
