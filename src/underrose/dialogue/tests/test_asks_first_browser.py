"""A sign-in that ended while somebody wrote: the words stay in the page, and go when it is pressed again."""

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from underrose.access.models import Session

from .browsing import reader
from .reading import NAMED, PLAIN, meeting, sealed_note, url
from .roomful import noted, rapporteur
from .windows import Open, chromium, opened

__all__ = ["chromium", "meeting", "opened"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
OUT = "Not sent: you are signed out."
AS_ASKED = "Several participants spoke of wells."


def signed_out() -> None:
    Session.objects.all().delete()


def signed_in_elsewhere(page: Page) -> None:
    """In another window of the same browser; the forms of this one bear an old token since."""
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    cookie = reader(rapporteur()).cookies[settings.SESSION_COOKIE_NAME].value
    host = page.evaluate("location.origin")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": host}])


def asked(page: Page, button: Locator) -> None:
    """Pressed, and the house has answered whether it knows who presses: until then a second press is not heard."""
    with page.expect_response(lambda answer: "x-only-asks" in answer.request.headers):
        button.click()


def said(page: Page) -> None:
    place = page.locator("[data-asks-first]")
    expect(place).to_contain_text(OUT)
    expect(place.get_by_role("link", name="Sign in in another window")).to_be_visible()


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "ar")])
def test_text_to_check_stays_when_the_sign_in_has_ended(
    opened: Open, meeting: object, width: int, language: str
) -> None:
    page = opened(url("check_text"), reader(rapporteur()), width=width, language=language)
    place = page.locator("[data-asks-first]")
    expect(place).to_be_hidden()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#id_text").fill(PLAIN)
    signed_out()
    asked(page, page.locator(".checked-text > .acts .button"))
    expect(place).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(PLAIN)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    signed_in_elsewhere(page)
    page.locator(".checked-text > .acts .button").click()
    expect(page.locator("form[data-is-checked]")).to_be_attached()
    expect(page.locator("#id_text")).to_have_value(PLAIN)
    expect(place).to_be_hidden()


def test_wording_of_a_point_stays_and_is_cleared_when_pressed_again(opened: Open, meeting: object) -> None:
    note = sealed_note(meeting, NAMED)
    page = opened(url("review_point", note.pk, note.points.get().pk), reader(rapporteur()))
    signed_out()
    page.locator("#id_words").fill(AS_ASKED)
    said(page)  # what is found while somebody types comes from the house too
    asked(page, page.get_by_role("button", name="Clear this wording"))
    said(page)
    expect(page.locator("#id_words")).to_have_value(AS_ASKED)
    signed_in_elsewhere(page)
    page.get_by_role("button", name="Clear this wording").click()
    page.wait_for_url("**/review/")
    assert note.points.select_related("note").get().cleared == AS_ASKED


def test_notes_that_are_brought_stay_and_are_taken_when_pressed_again(opened: Open, meeting: object) -> None:
    note = noted(meeting)
    page = opened(url("import_notes", note.pk), reader(rapporteur()))
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": PLAIN.encode()}
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    words = page.locator(".brought-line textarea").first
    words.fill(AS_ASKED)
    signed_out()
    asked(page, page.get_by_role("button", name="Take these points"))
    said(page)
    expect(words).to_have_value(AS_ASKED)
    signed_in_elsewhere(page)
    page.get_by_role("button", name="Take these points").click()
    page.wait_for_url(f"**/{note.pk}/")
    assert [str(one.words) for one in note.points.select_related("note")] == [AS_ASKED]


def test_without_a_connection_nothing_leaves_the_page(opened: Open, meeting: object) -> None:
    page = opened(url("check_text"), reader(rapporteur()))
    page.locator("#id_text").fill(PLAIN)
    page.context.set_offline(True)
    page.locator(".checked-text > .acts .button").click()
    expect(page.locator("[data-asks-first]")).to_contain_text("the house cannot be reached")
    expect(page.locator("#id_text")).to_have_value(PLAIN)
