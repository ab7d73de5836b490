"""A director brings a note, corrects it, has it approved, announces it, and changes the plans; partners and strangers read."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypandoc
import pytest
from playwright.sync_api import Page, expect

from underrose.concept.models import Approval, ImportedNote, Meeting
from underrose.concept.models.versions import ApprovalState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]

CONCEPT = "/desk/meetings/LM2706/concept/"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=["with scripts", "without scripts"])
def office(request: Any, browser: Any) -> Iterator[Page]:
    """The director's window, once as most have it and once with JavaScript off."""
    context = browser.new_context(java_script_enabled=request.param == "with scripts", locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert faults == []


def bring(page: Page, site: str, file: Path) -> None:
    page.goto(f"{site}/desk/")
    page.get_by_role("link", name="Import a note").click()
    page.get_by_label("Concept note").set_input_files(file)
    page.get_by_role("button", name="Read the note").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was understood")


def said(page: Page, words: str) -> None:
    expect(page.locator(".messages")).to_contain_text(words)


def fetched(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.status == 200
    return answer.body()


def test_meeting_goes_from_note_to_public_page_and_changes_its_plans(
    office: Page,
    window: Page,
    live_server: Any,
    sit_down: Callable[..., None],
    letter_link: Callable[[str], str],
    note_file: Path,
) -> None:
    site = live_server.url
    sit_down(office.context, "Maren")

    bring(office, site, note_file)
    assert Meeting.objects.filter(code="LM2706").count() == 0
    expect(office.locator("[name=code]")).to_have_value("LM2706")
    expect(office.get_by_label("First day")).to_have_value("2027-06-09")
    office.locator("[name=title]").fill("Those Who Warn, and Who Hears Them")
    office.locator("[name=end_on]").fill("2027-06-08")
    office.get_by_role("button", name="Open the meeting from this note").click()
    expect(office.locator(".error-summary")).to_contain_text("before")
    expect(office.locator("[name=title]")).to_have_value("Those Who Warn, and Who Hears Them")
    office.locator("[name=end_on]").fill("2027-06-10")
    office.get_by_role("button", name="Open the meeting from this note").click()
    expect(office.locator(".error-summary")).to_contain_text("edition number 5 already")
    office.locator("[name=ordinal]").fill("6")
    office.get_by_role("button", name="Open the meeting from this note").click()
    said(office, "The meeting is open.")
    expect(office.get_by_role("heading", level=1)).to_have_text("Those Who Warn, and Who Hears Them")

    office.get_by_role("link", name="Edit Summary").click()
    office.get_by_label("Words", exact=False).first.fill("Those who warn meet those who hear.")
    office.get_by_role("button", name="Save the section").click()
    said(office, "Section saved.")
    expect(office.get_by_role("article")).to_contain_text("Those who warn meet those who hear.")

    office.goto(f"{site}{CONCEPT}public/")
    office.get_by_label("Number of places").select_option("Public")
    office.get_by_label("Venue on the public page").fill("a house in the hills")
    office.get_by_role("button", name="Save the switches").click()
    said(office, "Saved.")
    expect(office.locator(".preview")).to_contain_text("a house in the hills")

    office.goto(f"{site}{CONCEPT}approvals/")
    office.get_by_role("row", name="Norrvind Foundation").get_by_role("link", name="Ask").click()
    office.get_by_label("Name of the person").fill("Yusuf Trevanion")
    office.get_by_label("Mail address").fill("yusuf@norrvind.example")
    office.get_by_role("button", name="Prepare the letter").click()
    said(office, "Nothing has been sent yet.")

    approve(office.context.browser, letter_link("yusuf@norrvind.example"))
    office.reload()
    expect(office.get_by_role("row", name="Norrvind Foundation")).to_contain_text("Approved")

    assert window.goto(f"{site}/meetings/LM2706/").status == 404
    office.goto(f"{site}{CONCEPT}")
    office.get_by_role("link", name="Announce the meeting").click()
    expect(office.get_by_role("heading", name="What follows")).to_be_visible()
    office.get_by_role("button", name="Announce the meeting").click()
    said(office, "Announced.")

    read_as_a_stranger(window, site)
    papers(office, f"{site}{CONCEPT}")
    change_plans(office, window, site)


def approve(browser: Any, link: str) -> None:
    """On a telephone, without JavaScript. Looking decides nothing; the button does."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    phone = context.new_page()
    phone.goto(link)
    assert "LM2706" not in phone.content()
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_role("article")).to_contain_text("Those who warn meet those who hear.")
    assert "LM2706" not in phone.title()
    assert set(Approval.objects.filter(meeting__code="LM2706").values_list("state", flat=True)) == {
        ApprovalState.asked
    }
    phone.get_by_label("We ask for changes").check()
    phone.get_by_role("button", name="Give this answer").click()
    expect(phone.locator(".error-summary")).to_contain_text("Please say what should change.")
    phone.get_by_label("We approve this note").check()
    phone.get_by_role("button", name="Give this answer").click()
    expect(phone.get_by_role("main")).to_contain_text("You have approved this note. Thank you.")
    assert phone.request.get(f"{link}note.pdf").body().startswith(b"%PDF-")
    context.close()
    passed_on = browser.new_context(java_script_enabled=False)
    other = passed_on.new_page()
    other.goto(link)
    expect(other.get_by_role("button", name="Send a code to the address this was sent to")).to_be_visible()
    assert "LM2706" not in other.content()
    passed_on.close()


def read_as_a_stranger(window: Page, site: str) -> None:
    window.goto(f"{site}/meetings/LM2706/")
    expect(window.get_by_role("heading", level=1)).to_have_text("Those Who Warn, and Who Hears Them")
    expect(window.get_by_role("main")).to_contain_text("a house in the hills")
    expect(window.get_by_role("main")).not_to_contain_text("Larkmoor House, Thornby")
    assert window.context.cookies() == []
    window.keyboard.press("Tab")
    expect(window.get_by_role("link", name="Skip to the text")).to_be_focused()
    window.keyboard.press("Enter")
    expect(window.locator("#content")).to_be_focused()
    note = window.locator(".note-text").first
    expect(note).to_be_hidden()
    window.locator(".note-mark").first.click()
    expect(note).to_be_visible()
    expect(note).to_contain_text("30 May 2019")
    assert window.request.get(f"{site}/meetings/LM2706/note.pdf").body().startswith(b"%PDF-")


def papers(office: Page, concept: str) -> None:
    assert fetched(office, f"{concept}note.pdf").startswith(b"%PDF-")
    assert fetched(office, f"{concept}note.pdf?paper=letter").startswith(b"%PDF-")
    word = fetched(office, f"{concept}note.docx")
    assert "word/footnotes.xml" in ZipFile(BytesIO(word)).namelist()
    assert b"Those who warn meet those who hear." in fetched(office, f"{concept}note.md")


def change_plans(office: Page, window: Page, site: str) -> None:
    concept = f"{site}{CONCEPT}"
    office.goto(f"{concept}postpone/")
    office.get_by_label("Words for the public page").fill("New dates follow.")
    office.get_by_role("button", name="Postpone the meeting").click()
    said(office, "Postponed.")
    window.reload()
    expect(window.get_by_role("main")).to_contain_text("Postponed. New dates follow.")

    office.get_by_role("link", name="Set new dates").click()
    office.get_by_label("New first day").fill("2027-09-01")
    office.get_by_label("New last day").fill("2027-09-03")
    office.get_by_role("button", name="See what follows").click()
    expect(office.get_by_role("button", name="Move the meeting")).to_be_visible()
    assert str(Meeting.objects.get(code="LM2706").start_on) == "2027-06-09"
    office.get_by_role("button", name="Move the meeting").click()
    said(office, "Moved.")
    calendar = window.request.get(f"{site}/meetings/LM2706/meeting.ics").text()
    assert "DTSTART;VALUE=DATE:20270901" in calendar

    office.goto(f"{concept}cancel/")
    office.get_by_role("button", name="Cancel the meeting").click()
    said(office, "Cancelled.")
    window.reload()
    expect(window.get_by_role("main")).to_contain_text("Cancelled.")


def test_same_note_comes_in_from_word(
    window: Page, live_server: Any, sit_down: Callable[..., None], note_file: Path
) -> None:
    word = note_file.with_suffix(".docx")
    pypandoc.convert_file(str(note_file), "docx", outputfile=str(word))
    sit_down(window.context, "Maren")
    bring(window, live_server.url, word)
    expect(window.locator("[name=code]")).to_have_value("LM2706")
    expect(window.get_by_label("First day")).to_have_value("2027-06-09")
    window.get_by_role("button", name="Discard the file").click()
    said(window, "The file and what was read of it are gone.")
    assert ImportedNote.objects.count() == 0
