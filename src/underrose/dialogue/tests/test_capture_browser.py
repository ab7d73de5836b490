"""Two note-takers in real browsers, one without a connection: every point comes home once, and no device keeps a word."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from underrose.access.models import Session as BrowserSession
from underrose.dialogue import envelopes
from underrose.dialogue.actions import capture, sealing
from underrose.dialogue.models import Kind, Note, Point

from .capturing import signed_in, way, words_of
from .roomful import TODAY, a_meeting, a_session, dice, director, noted, point, rapporteur, taken
from .test_envelopes import VECTOR

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CANARY = "Zibetkatze"
# Everything a browser keeps of this address, as text.
KEPT = """async () => {
  const all = { local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), rows: [], shelves: {} };
  for (const { name } of await indexedDB.databases()) {
    const store = await new Promise((good) => { const asked = indexedDB.open(name); asked.onsuccess = () => good(asked.result); });
    for (const shelf of store.objectStoreNames) all.rows.push(...await new Promise((good) => {
      const asked = store.transaction(shelf).objectStore(shelf).getAll(); asked.onsuccess = () => good(asked.result); }));
    store.close();
  }
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
    all.shelves[request.url] = await (await caches.match(request)).text();
  }
  return JSON.stringify(all);
}"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Open]:
    """A page in a browser of its own, of a colleague who signed in. A fault of a script fails the story."""
    Path(configured.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def at(
        path: str, client: Client | None = None, *, width: int = 1280, language: str = "en", **more: Any
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        context.set_default_timeout(30_000)
        cookies = {configured.LANGUAGE_COOKIE_NAME: language}
        cookies[configured.SESSION_COOKIE_NAME] = (
            (client or signed_in()).cookies[configured.SESSION_COOKIE_NAME].value
        )
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(live_server.url + path)
        return page

    yield at
    for context in contexts:
        context.close()
    assert faults == []


def is_so(page: Page, what: str) -> None:
    """The policy of our pages lets no browser driver wait by evaluating words again and again inside them."""
    for _turn in range(150):
        if page.evaluate(what):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"It never came to be: {what}")


def ready(page: Page) -> Page:
    """The page can be opened again without a connection."""
    is_so(page, "() => navigator.serviceWorker.controller !== null")
    is_so(
        page,
        "async () => { const found = await caches.keys(); if (!found.length) return false;"
        " return (await (await caches.open(found[0])).keys()).length > 7; }",
    )
    return page


def line(page: Page) -> Any:
    return page.locator("[data-capture] textarea")


def write(page: Page, *lines: str) -> None:
    """By the keyboard alone: the words, and Enter."""
    line(page).focus()
    for words in lines:
        page.keyboard.insert_text(words)
        page.keyboard.press("Enter")


def state(page: Page) -> Any:
    return page.locator("[data-part=line]")


def kept(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate(KEPT))


def came(note: Note, number: int, page: Page) -> None:
    """All have arrived; the server runs in a thread of this process."""
    for _turn in range(200):
        if note.points.count() >= number:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{note.points.count()} of {number} came.")


# --- what is closed ---------------------------------------------------------------------------------


def test_browser_and_server_close_alike(opened: Open) -> None:
    page = opened(way("note", noted()))
    made = page.evaluate(
        """async (given) => {
          const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
          const text = (raw) => btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
          const point = Uint8Array.from(atob(given.ephemeral_public.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
          const jwk = { kty: "EC", crv: "P-256", x: text(point.slice(1, 33)), y: text(point.slice(33)), d: text(bytes(given.ephemeral)) };
          const curve = { name: "ECDH", namedCurve: "P-256" };
          const privateKey = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
          const publicKey = await crypto.subtle.importKey("raw", point, curve, true, []);
          return underroseEnvelope.closeWith({ privateKey, publicKey }, bytes(given.nonce), given.public, given.note, given.content);
        }""",
        VECTOR,
    )
    assert made == VECTOR["envelope"]


@pytest.mark.parametrize("words", ["", "تحذير مبكر", "x" * 2000, "早期预警 🌊", '"\\\n\t</script>'])
def test_what_a_browser_closes_the_server_opens(opened: Open, words: str) -> None:
    note = noted()
    page = opened(way("note", note))
    closed = page.evaluate(
        "([key, note, words]) => underroseEnvelope.close(key, note, { words })",
        [note.public_key, str(note.pk), words],
    )
    key = envelopes.private_key(note.private_key)
    assert envelopes.opened(key, str(note.pk), closed) == {"words": words}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("r! Open them", {"kind": "r", "theme": None, "words": "Open them"}),
        ("R2!Open", {"kind": "r", "theme": 2, "words": "Open"}),
        ("5! x", {"kind": 5, "theme": None, "words": "x"}),
        ("٥٢! س", {"kind": 5, "theme": 2, "words": "س"}),
        ("q！ 谁", {"kind": "q", "theme": None, "words": "谁"}),
        ("A plain line! Yes", {"kind": None, "theme": None, "words": "A plain line! Yes"}),
        ("2020 was dry", {"kind": None, "theme": None, "words": "2020 was dry"}),
        ("!", {"kind": None, "theme": None, "words": "!"}),
    ],
)
def test_line_is_read(opened: Open, typed: str, read: dict[str, Any]) -> None:
    page = opened(way("note", noted()))
    assert page.evaluate("(typed) => underroseLine.read(typed)", typed) == read


# --- two in the room ----------------------------------------------------------------------------------


def test_two_note_takers_one_without_a_connection_and_every_point_comes_once(opened: Open) -> None:
    note = noted()
    here = ready(opened(way("note", note)))
    away = ready(opened(way("note", note), signed_in(director()), width=360))
    away.context.set_offline(True)
    write(away, *(f"{CANARY} away {number}" for number in range(30)))
    write(here, *(f"{CANARY} here {number}" for number in range(30)))
    came(note, 30, here)
    expect(state(away)).to_contain_text("Waiting on this device: 30.")
    expect(state(away)).to_contain_text("No connection.")
    assert CANARY not in json.dumps(kept(away))

    away.reload()
    expect(away.locator("h1")).to_have_text("Notes")
    expect(state(away)).to_contain_text("Waiting on this device: 30.")
    assert (CANARY in away.content(), len(kept(away)["rows"])) == (False, 30)

    write(away, f"{CANARY} after the page was opened anew")
    expect(state(away)).to_contain_text("Waiting on this device: 31.")
    away.context.set_offline(False)
    away.evaluate("dispatchEvent(new Event('online'))")
    came(note, 61, away)
    away.evaluate("dispatchEvent(new Event('online'))")
    expect(away.locator("[data-points]")).to_contain_text("61")
    told = [f"{CANARY} {where} {number}" for where in ("away", "here") for number in range(30)]
    assert words_of(note) == sorted([*told, f"{CANARY} after the page was opened anew"])
    for page in (here, away):
        found = kept(page)
        assert (found["rows"], found["local"], found["session"], CANARY in json.dumps(found)) == (
            [],
            "{}",
            "{}",
            False,
        )


def test_points_of_a_colleague_appear_and_what_is_being_reworded_stays(opened: Open) -> None:
    note = noted()
    first = point(note, "The first")
    page = opened(way("note", note))
    page.locator(f"#reword-{first.pk}").click()
    field = page.locator("form[data-rewording] textarea")
    field.fill("My better words")
    capture.take(note, [taken("From a colleague")], rng=dice())
    capture.reword(first, revision=1, facts=capture.Facts(kind="issue", words="Their words"))
    page.evaluate("document.dispatchEvent(new CustomEvent('points-taken'))")
    expect(page.locator(".point.is-new")).to_contain_text("From a colleague")
    expect(field).to_have_value("My better words")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs")).to_contain_text("Their words")
    expect(page.locator("form[data-rewording] textarea")).to_have_value("My better words")
    page.get_by_role("button", name="Save mine all the same").click()
    expect(page.locator(f"#point-{first.pk} .point-words")).to_have_text("My better words")
    assert words_of(note) == ["From a colleague", "My better words"]


def test_everything_is_done_by_the_keyboard(opened: Open) -> None:
    note = noted()
    page = opened(way("note", note))
    expect(line(page)).to_be_focused()
    page.keyboard.type("r2! Open the registers.")
    expect(page.locator("input[value=recommendation]")).to_be_checked()
    expect(page.locator("select[name=theme]")).not_to_have_value("")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=list]")).to_contain_text("Open the registers.")
    expect(line(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    field = page.locator("form[data-rewording] textarea")
    expect(field).to_be_focused()
    page.keyboard.type(" To everybody.")
    page.keyboard.press("Enter")
    row = page.locator(".point", has_text="To everybody.")
    expect(row.locator("a[data-reword]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(line(page)).to_be_focused()
    write(page, "q! Who pays?")
    expect(page.locator(".point")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    expect(page.locator(".struck-points")).to_contain_text("1 struck point")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert [one.kind for one in note.points.order_by("kind")] == ["question", "recommendation"]
    assert note.points.standing().count() == 1


def test_last_line_is_taken_back_before_it_goes_out(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    write(page, "d! They do not aggree")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    page.keyboard.press("ArrowUp")
    expect(line(page)).to_have_value("They do not aggree")
    expect(page.locator("input[value=disagreement]")).to_be_checked()
    assert kept(page)["rows"] == []
    line(page).fill("They do not agree")
    page.keyboard.press("Enter")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    came(note, 1, page)
    assert words_of(note) == ["They do not agree"]


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


def test_sealed_notes_keep_what_waits(opened: Open) -> None:
    note = noted()
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    write(page, "Too late")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(state(page)).to_contain_text("These notes are sealed")
    assert (len(kept(page)["rows"]), note.points.count()) == (1, 0)
    sealing.reopen(note, by=director(), today=TODAY)
    page.get_by_role("button", name="Send now").click()
    came(note, 1, page)
    expect(state(page)).to_have_text("Taken.")
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
          shelf.put({ ...row, day: row.day - 2 });
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
    page.fill("textarea", "Who pays, and when?")
    page.get_by_role("button", name="Save the point").click()
    page.get_by_role("button", name="Strike").click()
    page.get_by_role("button", name="Put back").click()
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
