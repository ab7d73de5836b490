"""A protected guest at a borrowed telephone: nothing tells what the page is, and one button ends it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from underrose.kit.models import OutboxMail
from underrose.participation.models import Invitation
from underrose.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]

PHONE = {"width": 360, "height": 740}
ALIAS, REAL = "Heron", ("Maw Tawng", "Kachin Relief and Rights")
TELLING = (*REAL, ALIAS, "Listening Post", "LM2701", "Larkmoor")


@pytest.fixture
def is_furnished() -> bool:
    """The guest has been asked, and has accepted."""
    return True


@pytest.fixture
def telephone(browser: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def letter(house: None) -> OutboxMail:
    """The invitation to the protected guest."""
    person = Person.objects.get(full_name=ALIAS)
    invitation = Invitation.objects.get(candidate__person=person)
    return OutboxMail.objects.get(cause=invitation.mail_cause)


def address_in(letter: OutboxMail, site: str) -> str:
    return site + re.findall(r"/invitations/[A-Za-z0-9_-]+/", letter.body)[0]


def test_letter_to_a_protected_guest_says_only_that_there_is_a_message(letter: OutboxMail) -> None:
    assert [word for word in TELLING if word in f"{letter.subject} {letter.body}"] == []
    assert list(letter.parts.all()) == []


def test_page_of_a_protected_guest_tells_nothing_and_is_left_by_a_button(
    telephone: BrowserContext, letter: OutboxMail, live_server: Any
) -> None:
    page, address = telephone.new_page(), address_in(letter, live_server.url)
    page.goto(address)
    assert tells(page) == []
    assert page.title() == "A page for you"
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("main")).to_contain_text("You have accepted")
    assert page.title() == "A page for you"
    assert previews(page) == []
    assert page.get_by_role("link", name="For my calendar").count() == 0
    page.get_by_role("button", name="Leave").first.click()
    page.wait_for_url(lambda found: not found.startswith(address))
    page.goto(address)
    expect(page.get_by_role("button", name="Send a code")).to_be_visible()
    assert tells(page) == []


def test_other_device_meets_a_neutral_page_and_a_code(
    telephone: BrowserContext, browser: Any, letter: OutboxMail, live_server: Any
) -> None:
    address = address_in(letter, live_server.url)
    mine = telephone.new_page()
    mine.goto(address)
    mine.get_by_role("button", name="Open").click()
    expect(mine.get_by_role("main")).to_contain_text("You have accepted")
    other = browser.new_context(java_script_enabled=False)
    page = other.new_page()
    page.goto(address)
    assert (page.title(), tells(page), previews(page)) == ("A page for you", [], [])
    buttons = page.get_by_role("main").get_by_role("button")
    expect(buttons).to_have_text(
        ["Send a code to the address this was sent to", "I was told a code on the telephone"]
    )
    buttons.last.click()
    expect(page.get_by_label("Code")).to_be_visible()
    assert (page.title(), tells(page), previews(page)) == ("A page for you", [], [])
    other.close()


def test_team_meets_the_alias_alone(window: Page, live_server: Any, sit_down: Callable[..., None]) -> None:
    sit_down(window.context, "Salma")
    room = f"{live_server.url}/desk/meetings/LM2701/participation/"
    for way in (
        "candidates/?page=all",
        "invitations/",
        "participants/",
        "logistics/rooms/",
        "logistics/badges/",
    ):
        window.goto(f"{room}{way}")
        found = [word for word in REAL if word in window.content()]
        assert (way, found) == (way, [])
    window.goto(f"{live_server.url}/desk/people/?q=Tawng")
    assert "Heron" not in window.get_by_role("main").inner_text()


def tells(page: Page) -> list[str]:
    """Words on the page, in its title and its head, from which a passer-by could learn something."""
    return [word for word in TELLING if word in page.content()]


def previews(page: Page) -> list[str]:
    """What chat programs would show of the address."""
    names = ("og:", "twitter:", "description")
    metas = page.locator("meta[property], meta[name]").evaluate_all(
        "all => all.map(one => one.getAttribute('property') || one.name)"
    )
    return [meta for meta in metas if meta.startswith(names)]
