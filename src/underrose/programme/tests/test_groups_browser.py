"""A project manager by keyboard alone, on a telephone: groups with interpretation, a seat changed at its price, taken back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from underrose.concept.models import Meeting
from underrose.participation.models import Participant
from underrose.participation.tests.furnished import browser_of, manager
from underrose.programme.actions.groups import Mixing
from underrose.programme.models import Allocation, Seat
from underrose.programme.tests.grouped import computed, meeting_with, numbered, sessions, set_up
from underrose.programme.tests.test_guests_browser import (  # fixtures too
    Open,
    chromium,
    faults,
    is_no_wider_than_the_screen,
    opened,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]


def speaking() -> Meeting:
    """Twelve guests, two of whom are known to speak Arabic alone; nobody interprets yet."""
    meeting = meeting_with(12)
    for number, guest in enumerate(Participant.objects.select_related("person")):
        guest.person.languages = ["ar"] if number < 2 else ["en"]
        guest.person.save()
    set_up(meeting, 3, Mixing({"sector": 0}, language="en"))
    Allocation.objects.update(moves=20_000)
    return meeting


def url(name: str, *keys: object) -> str:
    return reverse(name, args=["AB12", *keys])


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ar")])
def test_pages_are_clear_to_everybody(opened: Open, language: str, scheme: str) -> None:
    meeting = speaking()
    client, told = browser_of(manager()), {"language": language, "color_scheme": scheme}
    computed(meeting)
    for name in ("set_up_groups", "groups"):
        page = opened(url(name), client, **told)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert (faults(page), is_no_wider_than_the_screen(page)) == ([], True)
    set_up(meeting, 3, Mixing({"sector": 0}, language="en"), interpreters={"ar": 1})
    computed(meeting)
    session, one = sessions(meeting)[0], numbered(meeting).people[0].participant
    other = Seat.objects.filter(session=session).exclude(group__seats__participant=one).first()
    assert other is not None
    looked_at = f"?round={session.key}&with={other.participant_id}"
    for path in (
        url("groups"),
        url("encounters"),
        url("round_groups", session.key),
        url("group_person", one) + looked_at,
        url("missing_people"),
    ):
        page = opened(path, client, **told)
        assert (faults(page), is_no_wider_than_the_screen(page)) == ([], True)


def test_interpretation_is_set_up_and_a_swap_made_by_keyboard(opened: Open) -> None:
    meeting = speaking()
    page = opened(url("set_up_groups"), browser_of(manager()))
    expect(page.get_by_text("guests are known to speak Arabic alone")).to_be_visible()
    for field in page.get_by_role("spinbutton", name="Arabic").all():
        field.focus()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Groups")
    computed(meeting)
    session, one = sessions(meeting)[0], numbered(meeting).people[5].participant
    page.goto(page.url.split("/desk/")[0] + url("group_person", one) + f"?round={session.key}")
    chosen = page.get_by_label("Change places with")
    prices = chosen.locator("option").all_text_contents()
    assert all(": " in words for words in prices)
    chosen.focus()
    page.keyboard.press("ArrowDown")
    price = chosen.locator("option:checked").text_content() or ""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = page.locator(".messages")
    expect(said).to_contain_text("The two have changed places.")
    parts = price.split(": ", 1)[1]
    expect(said).to_contain_text("This costs nothing" if parts == "costs nothing" else parts.split(",")[0])
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("All is as it was before.")
