"""Two note-takers in real browsers, one without a connection: every point comes home once, and no device keeps a word."""

import json
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from underrose.concept.models import Meeting
from underrose.dialogue import envelopes
from underrose.dialogue.actions import capture, sealing
from underrose.participation.tests.furnished import guest

from .capturing import signed_in, way, words_of
from .roomful import TODAY, dice, director, noted, point, taken
from .test_envelopes import VECTOR
from .windows import Open, back_online, came, chromium, kept, line, opened, ready, state, write

CANARY = "Zibetkatze"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]


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
    expect(away.locator("h1")).to_have_text("Notes without a connection")
    expect(state(away)).to_contain_text("Waiting on this device: 30.")
    assert (CANARY in away.content(), len(kept(away)["rows"])) == (False, 30)

    write(away, f"{CANARY} after the page was opened anew")
    expect(state(away)).to_contain_text("Waiting on this device: 31.")
    back_online(away)
    came(note, 61, away)
    back_online(away)
    expect(away.locator("[data-points]")).to_contain_text("61")
    expect(state(away)).to_have_text("31 points that waited on this device were taken.")
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
    back_online(page)
    came(note, 1, page)
    assert words_of(note) == ["They do not agree"]


def test_leak_is_seen_while_it_is_typed_and_mended_by_two_keys(opened: Open) -> None:
    note = noted()
    guest(Meeting.objects.get(), "Layla Haddad")
    page = opened(way("note", note))
    expect(line(page)).to_be_focused()
    page.keyboard.insert_text("Layla Haddad will open the registers.")
    expect(page.locator(".hint q").first).to_contain_text("Haddad")
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    expect(line(page)).to_be_focused()
    expect(line(page)).not_to_have_value(re.compile("Haddad"))
    expect(page.locator(".hint")).to_have_count(0)
    page.keyboard.press("Enter")
    came(note, 1, page)
    assert "open the registers." in words_of(note)[0]


def test_without_a_connection_the_guard_is_silent(opened: Open) -> None:
    note = noted()
    guest(Meeting.objects.get(), "Layla Haddad")
    page = ready(opened(way("note", note)))
    page.context.set_offline(True)
    expect(line(page)).to_be_focused()
    page.keyboard.type("Layla Haddad will open the registers.")
    expect(line(page)).to_have_value("Layla Haddad will open the registers.")
    page.wait_for_timeout(1500)
    expect(page.locator(".hint")).to_have_count(0)
    expect(page.locator("[data-part=hints]")).to_be_empty()


def test_points_that_came_too_late_are_told_after_the_seal_and_go_out_when_notes_are_opened_once_more(
    opened: Open,
) -> None:
    note = noted()
    page = opened(way("note", note))
    ready(page)
    page.context.set_offline(True)
    write(page, "It came too late.")
    expect(state(page)).to_contain_text("Waiting on this device: 1.")
    sealing.seal(note, by=director(), today=TODAY, rng=dice())
    page.context.set_offline(False)
    start = page.url.split("/desk/")[0]
    for place in (way("note", note), reverse("the_room", args=[note.meeting_code])):
        page.goto(start + place)
        expect(page.locator("[data-on-device]")).to_contain_text("Waiting on this device: 1.")
        expect(page.locator("[data-on-device]")).to_be_visible()
    sealing.reopen(note, by=director(), today=TODAY)
    page.goto(start + way("note", note))
    expect(state(page)).to_contain_text("Taken from this window: 1.")
    assert words_of(note) == ["It came too late."]
    sealing.seal(note, by=director(), today=TODAY, rng=dice())
    for place in (way("note", note), reverse("the_room", args=[note.meeting_code])):
        page.goto(start + place, wait_until="networkidle")
        expect(page.locator("[data-on-device]")).to_be_hidden()
