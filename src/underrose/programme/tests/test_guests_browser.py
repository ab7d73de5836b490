"""A guest on a telephone, without a script: topics are ranked, and people found; the team prints."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from underrose.concept.models import Meeting, Theme
from underrose.participation.actions import replies
from underrose.participation.models import Invitation, Participant
from underrose.participation.tests.asked import page_of, sent
from underrose.participation.tests.furnished import TODAY, browser_of, furnished, guest, manager
from underrose.programme.actions import introductions
from underrose.programme.models import Group, Kind, TopicWish
from underrose.programme.tests.furnished_rounds import grouped, session, topics

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The browser's driver brings an event loop, in whose thread Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Open]:
    """A page in a browser of its own; of a colleague who signed in, or of nobody, with a script or without."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    contexts = []

    def at(path: str, client: Client | None = None, *, width: int = 360, **more: Any) -> Page:
        cookies = {configured.LANGUAGE_COOKIE_NAME: more.pop("language", "en")}
        if client is not None:
            cookies[configured.SESSION_COOKIE_NAME] = client.cookies[configured.SESSION_COOKIE_NAME].value
        context = chromium.new_context(viewport={"width": width, "height": 800}, **more)
        contexts.append(context)
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield at
    for context in contexts:
        context.close()


def prepared() -> tuple[Meeting, Invitation]:
    meeting = furnished()
    water, law = (
        Theme.objects.create(meeting=meeting, words=words, position=at)
        for at, words in enumerate(("Early warning and who listens to it", "The law of open water"))
    )
    one = session(meeting, "Breakout groups I")
    topics(
        one,
        "Early warning: who listens, and who acts on it",
        "Money that comes in time",
        "Courts and commissions",
    )
    for name, native, post in (
        ("Layla Haddad", "ليلى حداد", ("Senior adviser", "Pilots’ Foundation", "GB")),
        ("Chen Wei", "陈伟", ("Counsellor", "Permanent Mission", "GB")),
    ):
        ben = guest(meeting, name, native=native, post=post)
        introductions.join(
            ben, [water.key, law.key], "Registers of tides, and who keeps them.", today=ben.since
        )
    return meeting, sent(meeting)


def seated_meeting() -> Meeting:
    meeting, _invitation = prepared()
    people = [guest(meeting, f"Guest Number{number}") for number in range(6)]
    one, meal = session(meeting, "Breakout groups II", 15), session(meeting, "Dinner", 19, kind=Kind.meal)
    grouped(one, people[:3], people[3:])
    grouped(meal, people[::2], people[1::2])
    Group.objects.filter(session=one, number=1).update(door_list="what hangs there")
    return meeting


def let_in(page: Page, then: str = "") -> Page:
    """The button of the doorstep, and then a page further in."""
    with page.expect_navigation():
        page.locator("button[value=open]").click()
    if then:
        page.goto(page.url + then)
    return page


def accepted() -> Invitation:
    _meeting, invitation = prepared()
    replies.accept(invitation, by=manager(), today=TODAY)
    return invitation


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def is_no_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_topics_are_ranked_on_a_telephone_without_a_script(opened: Open) -> None:
    page = let_in(opened(page_of(accepted()), java_script_enabled=False))
    page.get_by_role("link", name="What you would like to talk about").click()
    page.get_by_label("What you would like most").select_option(label="Courts and commissions")
    page.get_by_label("Your second choice").select_option(label="Money that comes in time")
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.locator(".told ol li")).to_have_text(["Courts and commissions", "Money that comes in time"])
    assert list(TopicWish.objects.order_by("rank").values_list("topic__title", flat=True)) == [
        "Courts and commissions",
        "Money that comes in time",
    ]


def test_people_are_found_on_a_telephone_without_a_script(opened: Open) -> None:
    page = let_in(opened(page_of(accepted()), java_script_enabled=False))
    page.get_by_role("link", name="People you have not met").click()
    expect(page.get_by_text("Layla Haddad")).to_have_count(0)
    page.get_by_label("The law of open water").check()
    page.get_by_role("button", name="Show me to them, and them to me").click()
    expect(page.locator(".introduced h2 bdi").first).to_have_text("Layla Haddad")
    page.get_by_role("button", name="Take me out again").click()
    expect(page.get_by_text("Layla Haddad")).to_have_count(0)


@pytest.mark.parametrize("way", ["topics/", "introductions/"])
@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ar")])
def test_pages_of_a_guest_are_clear_to_everybody(opened: Open, way: str, scheme: str, language: str) -> None:
    invitation = accepted()
    themes = list(invitation.meeting.themes.values_list("key", flat=True))
    introductions.join(Participant.objects.get(invitation=invitation), themes, "", today=TODAY)
    page = opened(page_of(invitation), color_scheme=scheme, language=language)
    let_in(page, f"programme/{way}")
    assert (faults(page), is_no_wider_than_the_screen(page)) == ([], True)


@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "light", "en"), (1280, "dark", "ar")])
def test_pages_of_the_team_are_clear_to_everybody(
    opened: Open, width: int, scheme: str, language: str
) -> None:
    meeting = seated_meeting()
    client = browser_of(manager())
    for name in ("group_papers", "chosen_by_guests"):
        path = reverse(name, args=[meeting.code])
        page = opened(path, client, width=width, color_scheme=scheme, language=language)
        assert (faults(page), is_no_wider_than_the_screen(page)) == ([], True)
