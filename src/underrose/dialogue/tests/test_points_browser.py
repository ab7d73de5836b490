"""The list of points in a real browser: where it answers, and which point the last line opens again."""

import pytest
from django.conf import settings as configured
from playwright.sync_api import Page, expect

from underrose.access.models import Session as BrowserSession
from underrose.dialogue.actions import capture

from .capturing import signed_in, way
from .roomful import dice, noted, point, taken
from .windows import Open, chromium, line, opened, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]


def sign_in_again(page: Page) -> None:
    cookie = configured.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": cookie, "value": signed_in().cookies[cookie].value, "url": page.url}])


def test_point_far_down_says_where_it_was_pressed_that_somebody_is_signed_out(opened: Open) -> None:
    note, client = noted(), signed_in()
    capture.take(note, [taken(f"Registers of tides, number {at}.") for at in range(22)], rng=dice())
    page = opened(way("note", note), client, width=360)
    BrowserSession.objects.all().delete()
    row = page.locator(".point").last
    told = row.locator("[data-part=out]")
    for act in (row.get_by_role("link", name="Reword"), row.get_by_role("button", name="Strike")):
        act.click()
        expect(told).to_contain_text("You are signed out")
        expect(told.get_by_role("link", name="Sign in in another window")).to_be_in_viewport(ratio=1)
        told.evaluate("(place) => place.remove()")
    row.get_by_role("button", name="Strike").click()
    expect(told).to_be_visible()
    sign_in_again(page)
    row.get_by_role("button", name="Strike").click()
    expect(page.locator(".struck-points")).to_contain_text("1 struck point")
    expect(page.locator(".point [data-part=out]")).to_have_count(0)
    assert note.points.standing().count() == 21


def test_last_line_opens_the_point_that_was_made_of_it(opened: Open) -> None:
    note = noted()
    short = point(note, "dry")
    page = opened(way("note", note))
    for typed, words in (("14:20 Wells run dry", "Wells run dry"), ("Q:who pays", "Who pays")):
        write(page, typed)
        expect(page.locator(".point", has_text=words)).to_be_visible()
        page.evaluate(
            "(id) => { const row = document.getElementById(id); row.parentElement.prepend(row); }",
            f"point-{short.pk}",
        )
        page.keyboard.press("ArrowUp")
        field = page.locator("form[data-rewording] textarea")
        expect(field).to_have_value(words)
        field.press("Escape")
        line(page).focus()


def test_last_line_that_is_found_nowhere_leaves_the_list_as_it_was(opened: Open) -> None:
    note = noted()
    point(note, "Roads are closed")
    page = opened(way("note", note))
    write(page, "Wells run dry")
    expect(page.locator(".point")).to_have_count(2)
    own = next(one for one in note.points.select_related("note") if one.words == "Wells run dry")
    capture.reword(own, revision=1, facts=capture.Facts(kind="issue", words="Said otherwise by a colleague"))
    page.evaluate("document.dispatchEvent(new CustomEvent('points-taken'))")
    expect(page.locator(".point", has_text="Said otherwise by a colleague")).to_be_visible()
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith("/points/")
    ):
        page.keyboard.press("ArrowUp")
    expect(page.locator(".point")).to_have_count(2)
    expect(page.locator("#q")).to_have_value("")
