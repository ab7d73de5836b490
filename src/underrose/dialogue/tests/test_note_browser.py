"""The notes of a session in a real browser when things go wrong, without a script, and on every screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from playwright.sync_api import Page, expect

from underrose.access.actions import grant, revoke
from underrose.access.models import Session as BrowserSession
from underrose.access.roles import Role
from underrose.concept.models import Theme
from underrose.dialogue.actions import capture, sealing
from underrose.dialogue.models import Kind, Note, Point

from .capturing import signed_in, way, words_of
from .roomful import TODAY, a_meeting, a_session, colleague, dice, director, noted, point, rapporteur, taken
from .windows import Open, back_online, came, chromium, kept, line, opened, ready, state, write

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CANARY = "Zibetkatze"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]


# --- what may go wrong --------------------------------------------------------------------------------


def test_session_that_ended_loses_nothing(opened: Open) -> None:
    note, client = noted(), signed_in()
    old = point(note, "Standing")
    page = opened(way("note", note), client)
    page.locator(f"#reword-{old.pk}").click()
    page.locator("form[data-rewording] textarea").fill("Said otherwise")
    BrowserSession.objects.all().delete()
    page.keyboard.press("Enter")
    expect(page.locator("form[data-rewording] [data-part=fault]")).to_contain_text("you are signed out")
    write(page, "Written after the session ended")
    came(note, 2, page)
    expect(page.locator("[data-part=out]")).to_contain_text("You are signed out")
    again = signed_in()
    cookie = configured.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": cookie, "value": again.cookies[cookie].value, "url": page.url}])
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator(f"#point-{old.pk} .point-words")).to_have_text("Said otherwise")
    assert words_of(note) == ["Said otherwise", "Written after the session ended"]


def test_refusal_that_is_a_page_leaves_the_words_that_are_being_typed(opened: Open) -> None:
    note = noted()
    old = point(note, "Standing")
    page = opened(way("note", note))
    page.locator(f"#reword-{old.pk}").click()
    field = page.locator("form[data-rewording] textarea")
    field.fill("Said otherwise")
    refusal = "<form id='sign-out'><button>Sign out</button></form><p>The key is not in the key folder.</p>"
    page.route(f"**/{old.pk}/**", lambda route: route.fulfill(status=409, body=refusal))
    field.press("Enter")
    expect(page.locator("form[data-rewording] [data-part=fault]")).to_contain_text("Your words stay here")
    expect(field).to_have_value("Said otherwise")


def test_points_of_another_session_are_not_wiped_without_a_question(opened: Open) -> None:
    meeting = a_meeting()
    note, other = noted(meeting), noted(meeting)
    page = opened(way("note", note))
    page.route("**/capture/**", lambda route: route.abort())
    write(page, "Waits here")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    page.goto(page.url.replace(way("note", note), way("note", other)))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("[data-part=wipe]").click()
    expect(state(page)).to_have_text("")
    assert asked == ["Points wait on this device and will be lost. Wipe it all the same?"]
    assert len(kept(page)["rows"]) == 1


def test_sealed_notes_keep_what_waits(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    write(page, "Too late")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    back_online(page)
    expect(state(page)).to_contain_text("These notes are sealed")
    assert (len(kept(page)["rows"]), note.points.count()) == (1, 0)
    sealing.reopen(note, by=director(), today=TODAY)
    page.get_by_role("button", name="Send now").click()
    came(note, 1, page)
    expect(state(page)).to_have_text("Taken from this window: 1.")
    assert kept(page)["rows"] == []


def test_point_too_long_or_empty_stays_on_the_line_with_a_sentence(opened: Open) -> None:
    note = noted()
    page = opened(way("note", note))
    write(page, "")
    expect(state(page)).to_have_text("There are no words in this line yet.")
    write(page, "x" * 10_000)
    expect(state(page)).to_contain_text("Too many by: 8000")
    expect(line(page)).to_have_value("x" * 10_000)
    assert note.points.count() == 0


def test_button_that_is_pressed_twice_says_nothing_of_an_empty_line(opened: Open) -> None:
    note = noted()
    page = opened(way("note", note), width=360)
    line(page).fill("Wells run dry")
    page.evaluate(
        """() => {
          const place = document.querySelector("[data-part=line]"), button = document.querySelector("[data-part=form] .write button");
          window.heard = [];
          new MutationObserver(() => window.heard.push(place.textContent)).observe(place, { childList: true });
          button.click();
          setTimeout(() => button.click());
        }"""
    )
    expect(state(page)).to_have_text("Taken from this window: 1.")
    came(note, 1, page)
    assert "There are no words in this line yet." not in page.evaluate("window.heard")


def test_device_is_wiped(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    write(page, f"{CANARY} to be lost")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Wipe this device").click()
    expect(state(page)).to_have_text("Nothing of the room is left on this device.")
    found = kept(page)
    assert (found["rows"], found["shelves"]) == ([], {})
    assert CANARY not in page.content()


def test_points_that_waited_too_long_are_taken_off_the_device(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    write(page, "From the day before yesterday")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    page.evaluate(
        """async () => {
          const store = await new Promise((good) => { const asked = indexedDB.open("underrose-room"); asked.onsuccess = () => good(asked.result); });
          const shelf = store.transaction("envelopes", "readwrite").objectStore("envelopes");
          const [row] = await new Promise((good) => { const asked = shelf.getAll(); asked.onsuccess = () => good(asked.result); });
          const put = shelf.put({ ...row, day: row.day - 2 });
          await new Promise((good) => { put.transaction.oncomplete = good; });
          store.close();
        }"""
    )
    page.reload()
    expect(state(page)).to_contain_text("taken off this device, unsent: 1.")
    assert kept(page)["rows"] == []


def test_line_works_without_a_script(opened: Open) -> None:
    note = noted()
    page = opened(way("note", note), width=360, java_script_enabled=False)
    page.locator("label", has_text="Question").click()
    page.fill("textarea", "Who pays?")
    page.get_by_role("button", name="Take the point").click()
    expect(state(page)).to_have_text("Taken.")
    expect(page.locator(".point")).to_contain_text("Who pays?")
    page.get_by_role("link", name="Reword").click()
    expect(page.locator("textarea")).to_have_value("Who pays?")
    page.fill("textarea", "Who pays, and when?")
    page.get_by_role("button", name="Save the point").click()
    page.get_by_role("button", name="Strike").click()
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_role("button", name="Strike")).to_be_visible()
    assert words_of(note) == ["Who pays, and when?"]


# --- how it looks -------------------------------------------------------------------------------------


def furnished(number: int) -> Note:
    """Notes with so many points, of every kind."""
    meeting = a_meeting()
    note = noted(meeting, a_session(meeting, title="Early warning, and who listens to it"))
    kinds = Kind.values
    rows = [
        taken(f"Registers of tides, number {at}.", kind=kinds[at % len(kinds)], agreement="some")
        for at in range(number)
    ]
    capture.take(note, rows, rng=dice())
    return note


@pytest.mark.parametrize("look", ["light", "dark", "arabic"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_pages_have_no_fault_of_accessibility(opened: Open, width: int, look: str) -> None:
    note = furnished(55)
    struck = note.points.select_related("note").first()
    capture.strike(struck, revision=1)
    one = note.points.standing().first()
    paths = [
        way(name, note, **more)
        for name, more in (("note", {}), ("note_print", {}), ("reword_point", {"point": one.pk}))
    ] + [f"/desk/meetings/{note.meeting_code}/room/"]
    client, faults = signed_in(), []
    for path in paths:
        more = {"color_scheme": "dark"} if look == "dark" else {}
        page = opened(path, client, width=width, language="ar" if look == "arabic" else "en", **more)
        page.wait_for_timeout(300)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        faults += [
            f"{path} {fault['id']}: {node['html'][:140]}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path} is wider than the screen")
    assert faults == []


@pytest.mark.parametrize("number", [0, 1, 55, 1000])
def test_line_is_at_hand_whatever_stands_below(opened: Open, number: int) -> None:
    note = furnished(number)
    page = opened(way("note", note))
    expect(line(page)).to_be_in_viewport()
    expect(page.locator(".point")).to_have_count(min(number, 55))
    if number == 1000:
        page.locator(".point").last.scroll_into_view_if_needed()
        expect(line(page)).to_be_in_viewport()
        page.get_by_role("link", name="Next").click()
        expect(page.locator(".pages-here")).to_contain_text("56")
    write(page, "One more")
    came(note, number + 1, page)
    assert Point.objects.filter(is_struck=False).count() == number + 1


def test_note_taker_who_was_let_go_hands_in_nothing_more(opened: Open) -> None:
    meeting = a_meeting()
    session = a_session(meeting)
    note = noted(meeting, session)
    taker = colleague(Role.RAPPORTEUR, "ELSE")
    asked = grant(
        taker.account, role=Role.NOTE_TAKER, meeting_code="AB12", by=director(), session=str(session.pk)
    )
    page = ready(opened(way("note", note), signed_in(taker)))
    write(page, "While I was asked")
    came(note, 1, page)
    revoke(asked, by=director())
    write(page, "After I was let go")
    expect(state(page)).to_contain_text("you were let go as their note-taker")
    assert (words_of(note), len(kept(page)["rows"])) == (["While I was asked"], 1)


def test_hundreds_of_points_that_waited_come_home(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    write(page, *(f"Waited {number:03}" for number in range(230)))
    expect(state(page)).to_contain_text("Waiting on this device: 230.")
    back_online(page)
    came(note, 230, page)
    expect(state(page)).to_have_text("Taken from this window: 230.")
    assert (note.points.count(), kept(page)["rows"]) == (230, [])


# --- what stays for the next point ---------------------------------------------------------------------


def test_theme_that_stays_is_said_and_taken_out(opened: Open) -> None:
    meeting = a_meeting()
    note = noted(meeting)
    second = Theme.objects.create(meeting=meeting, words="Shared rivers", position=1)
    number = list(Theme.objects.filter(meeting=meeting)).index(second) + 1
    page = opened(way("note", note))
    kept_now = page.locator("[data-part=kept]")
    expect(kept_now).to_be_hidden()
    write(page, f"r{number}! Map every well.", "Count them.")
    expect(kept_now).to_contain_text(f"Stays for the points that follow: {number}. Shared rivers")
    page.get_by_role("button", name="Keep it no longer").click()
    expect(kept_now).to_be_hidden()
    write(page, "Without a theme.", f"i{number}! Again.", "i0! Out again.")
    expect(kept_now).to_be_hidden()
    came(note, 5, page)
    themes = {str(one.words): one.theme for one in note.points.select_related("note")}
    own = str(second.pk)
    assert themes == {
        "Map every well.": own,
        "Count them.": own,
        "Without a theme.": "",
        "Again.": own,
        "Out again.": "",
    }


def test_phone_shows_no_letters_of_a_keyboard(opened: Open) -> None:
    note = noted()
    for width, more, is_shown in (
        (1280, {}, True),
        (360, {}, False),
        (800, {"has_touch": True, "is_mobile": True}, False),
    ):
        page = opened(way("note", note), width=width, **more)
        assert page.locator(".kind-choice kbd").first.is_visible() is is_shown
        assert page.get_by_text("Keys", exact=True).first.is_visible() is is_shown


@pytest.mark.parametrize("is_shell", [False, True])
def test_phone_without_a_connection_says_so_on_its_first_screen(opened: Open, is_shell: bool) -> None:
    page = ready(opened(way("note", noted()), width=360))
    page.context.set_offline(True)
    if is_shell:
        page.reload()
    write(page, "Waits")
    expect(state(page)).to_contain_text("Waiting on this device: 1. No connection.")
    page.evaluate("scrollTo(0, 0)")
    expect(state(page)).to_be_in_viewport(ratio=1)
    expect(line(page)).to_be_in_viewport(ratio=1)
    # What can be done about it stands beside the count, not below all the choices.
    for name in ("Send now", "Wipe this device"):
        button = page.get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        top = "node => node.getBoundingClientRect().top"
        assert button.evaluate(top) < page.locator("#id_words").evaluate(top)
    page.locator(".about-line").scroll_into_view_if_needed()
    expect(state(page)).to_be_in_viewport()


def pasted(page: Page, words: str) -> None:
    """As the browser does it: the words stand in the field, and the field is told that they were pasted."""
    line(page).focus()
    page.evaluate(
        """(words) => {
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
          document.execCommand("insertText", false, words);
        }""",
        words,
    )


def test_pasted_lines_become_a_point_each_also_without_a_connection(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    offer = page.locator("[data-part=lines]")
    pasted(page, "- Wells are few\n\n2) r! Map them\n• Ask again")
    expect(offer).to_contain_text("Their number: 3.")
    page.context.set_offline(True)
    offer.locator("button").click()
    expect(state(page)).to_contain_text("Waiting on this device: 3.")
    expect(offer).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(line(page)).to_have_value("Ask again")
    line(page).fill("")
    back_online(page)
    came(note, 2, page)
    assert sorted(words_of(note)) == ["Map them", "Wells are few"]
    assert note.points.filter(kind=Kind.recommendation).count() == 1


def test_pasted_lines_stay_one_point_by_enter_and_too_many_are_refused(opened: Open) -> None:
    note = noted()
    page = opened(way("note", note), width=360)
    offer = page.locator("[data-part=lines]")
    pasted(page, "Wells\nare few")
    expect(offer).to_be_visible()
    page.keyboard.press("Enter")
    came(note, 1, page)
    assert words_of(note) == ["Wells\nare few"]
    pasted(page, "\n".join(f"Well {number}" for number in range(51)))
    expect(offer).to_contain_text("More than 50 lines stand here.")
    expect(offer.locator("button")).to_be_hidden()
    line(page).fill("a" * 2001 + "\nWells")
    expect(offer).to_contain_text("Their number: 2.")
    offer.locator("button").click()
    expect(state(page)).to_contain_text("Too many by: 1")
    expect(line(page)).to_have_value("a" * 2001 + "\nWells")
    assert note.points.count() == 1
