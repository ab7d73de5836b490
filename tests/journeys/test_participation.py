"""A newcomer fills a room: from a spreadsheet to a wave, from letters to answers on a telephone, to badges on a table."""

import re
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import BrowserContext, Page, expect

from underrose.kit import jobs, sink
from underrose.kit.models import OutboxMail
from underrose.participation.models import Invitation, InvitationState, Participant, Place
from underrose.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]

SHEET = configured.PROJECT / "examples" / "candidates.xlsx"
ROOM = "/desk/meetings/LM2705/participation/"
PHONE = {"width": 360, "height": 740}
LINK = re.compile(r"https?://\S+?/invitations/[A-Za-z0-9_-]+/")
TICK_ALL = "document.querySelectorAll('[name=selected]').forEach(box => { box.checked = true })"


@pytest.fixture
def letters(transactional_db: None, settings: Any, live_server: Any, tmp_path: Path) -> Iterator[Path]:
    """A real mail server of our own, and a worker that carries letters to it."""
    settings.SITE_URL = live_server.url
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path / "sink"
    with (
        sink.listening(folder, port),
        jobs.embedded(mail_url=f"smtp://127.0.0.1:{port}", interval=0.05),
    ):
        yield folder


@pytest.fixture
def phone(browser: Any) -> Iterator[Callable[[], BrowserContext]]:
    """A telephone without JavaScript, as many as a story needs."""
    made: list[BrowserContext] = []

    def another() -> BrowserContext:
        made.append(browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB"))
        made[-1].set_default_timeout(20_000)
        return made[-1]

    yield another
    for context in made:
        context.close()


def said(page: Page, words: str) -> None:
    expect(page.locator(".messages")).to_contain_text(words)


def import_the_sheet(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/people/import/")
    desk.locator("input[type=file]").set_input_files(SHEET)
    desk.get_by_role("button", name="Read the list").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("What the columns hold")
    expect(desk.get_by_role("main")).to_contain_text("Notes")
    desk.get_by_role("button", name="Show what would happen").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("What would happen")
    assert Person.objects.count() == 0
    desk.get_by_role("button", name=re.compile(r"Take in \d+ people")).click()
    expect(desk.get_by_role("main")).to_contain_text("rows were gone through", timeout=30_000)
    desk.reload()
    expect(desk.get_by_role("link", name="Show the people")).to_be_visible()
    assert Person.objects.count() == 160
    assert OutboxMail.objects.filter(meeting_code="LM2705").count() == 0


def write_the_brief(desk: Page, site: str) -> None:
    desk.goto(f"{site}{ROOM}")
    desk.get_by_role("link", name="Write the brief").click()
    desk.get_by_role("button", name="Draw the brief from the note").click()
    expect(desk.get_by_role("main")).to_contain_text("Donor countries")
    desk.get_by_role("link", name="Set the targets").click()
    row = desk.get_by_role("row", name="Donor countries")
    row.locator("input").first.fill("8")
    desk.get_by_role("row", name="Geneva", exact=True).or_(
        desk.get_by_role("row").filter(has=desk.get_by_role("rowheader", name="Geneva", exact=True))
    ).first.locator("input").first.fill("3")
    desk.get_by_role("button", name="Save the targets").click()
    expect(desk.get_by_role("main")).to_contain_text("at least 8")


def list_and_clear(desk: Page, site: str) -> None:
    """Everybody on the list; proposed and cleared in two acts."""
    desk.goto(f"{site}{ROOM}candidates/add/")
    desk.get_by_label("In the address book since").select_option(index=1)
    desk.get_by_role("button", name="Show").click()
    desk.get_by_role("button", name="Add all 160 people found").click()
    said(desk, "now on the long list")
    for act, stage in (("Propose", "Proposed"), ("Clear", "Cleared")):
        desk.goto(f"{site}{ROOM}candidates/?page=all")
        desk.evaluate(TICK_ALL)
        desk.get_by_label("With those ticked:").select_option(label=act)
        desk.get_by_role("button", name="Go on").click()
        said(desk, f"candidates: {stage}.")


def send_a_wave(desk: Page, site: str) -> int:
    desk.goto(f"{site}{ROOM}waves/")
    desk.get_by_role("button", name="Propose a wave").click(timeout=60_000)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Wave 1", timeout=60_000)
    expect(desk.get_by_role("main")).to_contain_text("in eight cases out of ten")
    prepare = desk.get_by_role("button", name=re.compile(r"Prepare \d+ letters"))
    number = int(re.findall(r"\d+", prepare.inner_text())[0]) - 1
    desk.get_by_role("button", name=re.compile("^Take out: ")).first.click()
    expect(prepare).to_have_text(f"Prepare {number} letters")
    prepare.click()
    heading = desk.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"Send \d+ letters"))
    expect(desk.get_by_role("button", name="Send those ticked")).to_be_visible()
    # The sheet has people who cannot be written to: each of them in the wave is named, and the others go on.
    number -= desk.get_by_role("main").inner_text().lower().count("no letter was prepared")
    expect(heading).to_have_text(f"Send {number} letters")
    desk.get_by_role("button", name="Send those ticked").click()
    said(desk, f"{number} letters go out now.")
    return number


def arrived(desk: Page, folder: Path, number: int) -> list[EmailMessage]:
    """The invitations, once the last of them is there."""
    for _ in range(300):
        found = [one for one in sink.every_letter(folder) if "The Long Watch" in str(one["Subject"])]
        if len(found) >= number:
            return found
        desk.wait_for_timeout(100)
    raise AssertionError("The letters did not arrive in half a minute.")


def open_letter(context: BrowserContext, letter: EmailMessage) -> Page:
    """As a reader does: the link of the letter, and the one button on the page that it opens."""
    body = letter.get_body(("plain",))
    assert body is not None
    page = context.new_page()
    page.goto(LINK.findall(body.get_content())[0])
    expect(page.get_by_role("main")).not_to_contain_text("The Long Watch")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("main")).to_contain_text("The Long Watch")
    return page


def answer(page: Page, label: str, heard: str) -> None:
    page.get_by_label(label).check()
    page.get_by_role("button", name="Give this answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.get_by_role("main")).to_contain_text(heard)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def set_places(desk: Page, site: str, number: int) -> None:
    desk.goto(f"{site}{ROOM}brief/assumptions/")
    desk.get_by_label("Places").first.fill(str(number))
    desk.get_by_role("main").get_by_role("button").first.click()
    said(desk, "Places and assumptions saved.")


def test_newcomer_fills_a_room(
    window: Page,
    live_server: Any,
    sit_down: Callable[..., None],
    letters: Path,
    phone: Callable[[], BrowserContext],
) -> None:
    site = live_server.url
    window.set_default_timeout(60_000)  # a list of 160 people is read while a press waits
    sit_down(window.context, "Maren")
    import_the_sheet(window, site)
    write_the_brief(window, site)
    list_and_clear(window, site)
    number = send_a_wave(window, site)
    mails = arrived(window, letters, number)
    assert all("calendar" not in part.get_content_type() for mail in mails for part in mail.walk())

    english = [one for one in mails if one["Content-Language"].startswith("en")]
    first, second, third = (open_letter(phone(), one) for one in english[:3])
    assert Invitation.objects.exclude(state=InvitationState.sent).filter(wave__number=1).count() == 0
    answer(first, "Yes, I accept", "a place is kept for you")
    answer(third, "No, I cannot come", "you cannot come")
    window.goto(f"{site}{ROOM}candidates/composition/")
    expect(window.locator(".figures")).to_contain_text("1 of 40")

    set_places(window, site, 1)
    answer(second, "Yes, I accept", "Every place is taken")
    window.goto(f"{site}{ROOM}participants/")
    window.get_by_role("button", name=re.compile("^Give a place: ")).click()
    expect(window.get_by_role("main")).to_contain_text("no free place")

    first.get_by_text("Change the answer").click()
    answer(first, "No, I cannot come", "you cannot come")
    window.goto(f"{site}{ROOM}")
    window.get_by_role("link", name="Give the place").click()
    window.get_by_role("button", name=re.compile("^Give a place: ")).click()
    said(window, "The place is given")
    second.reload()
    expect(second.get_by_role("main")).to_contain_text("a place is kept for you")
    assert list(
        Participant.objects.filter(place=Place.confirmed).values_list("invitation__state", flat=True)
    ) == [InvitationState.accepted]
    entry = arrived_entry(window, letters)
    assert entry.count("ATTENDEE") == 1
    print_what_lies_on_the_table(window, site, sit_down)


def arrived_entry(desk: Page, folder: Path) -> str:
    """The calendar entry of the one who has got a place in the end."""
    for _ in range(300):
        parts = [part for mail in sink.every_letter(folder) for part in mail.walk()]
        found = [part for part in parts if part.get_content_type() == "text/calendar"]
        wanted = [str(part.get_content()) for part in found if part.get_param("method") == "REQUEST"]
        if len(wanted) == 2:
            return wanted[-1]
        desk.wait_for_timeout(100)
    raise AssertionError("No calendar entry arrived.")


def print_what_lies_on_the_table(desk: Page, site: str, sit_down: Callable[..., None]) -> None:
    desk.context.clear_cookies()
    sit_down(desk.context, "Salma")
    desk.goto(f"{site}{ROOM}logistics/badges/")
    desk.get_by_role("link", name="Make 1 card").wait_for()
    for way in ("badges/cards.pdf", "files/rooms.pdf"):
        made = desk.request.get(f"{site}{ROOM}logistics/{way}")
        assert (made.status, made.body()[:4]) == (200, b"%PDF")
