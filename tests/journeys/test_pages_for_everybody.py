"""Every page that can be opened in the invented house: no fault that axe can find, and nothing wider than a phone."""

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as configured
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from journeys import planned
from journeys.furnished import as_first_made
from journeys.whereabouts import OBJECTS, ROOM, point, way_of_a_guest
from underrose.access import door
from underrose.access.models import Account, Grant
from underrose.access.permissions import addresses
from underrose.concept.actions import imports
from underrose.concept.models import Meeting, Partner, Section
from underrose.context.actions import load_reference
from underrose.context.models import Initiative
from underrose.kit.models import OutboxMail
from underrose.methods.documents.readers import markdown
from underrose.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TABLE = configured.PROJECT / "tests" / "house" / "permissions.toml"
CODE = "LM2702"
# A phone of 320 points is 400 percent on a wide screen: the measure of WCAG for reflow.
PHONE, DESK = {"width": 320, "height": 740}, {"width": 1280, "height": 900}
# Addresses that answer somebody who asks without being in the middle of something with another page, or with none.
IN_PASSING = {
    "account_confirm_login_code": "only while a code is on its way",
    "account_reauthenticate": "sends on to the proof that this account has",
    "mfa_authenticate": "only between code and second proof",
    "mfa_reauthenticate": "only for accounts with an app",
    "mfa_view_recovery_codes": "only for accounts with codes",
    "mfa_deactivate_totp": "only for accounts with an app",
    "mfa_reauthenticate_webauthn": "only for accounts with a passkey",
    "mfa_edit_webauthn": "only for accounts with a passkey",
    "mfa_remove_webauthn": "only for accounts with a passkey",
    "groups_progress": "sends on to the groups while nothing is computed",
    "take_file": "only on the way to a file",
    "unknown_link": "a link that opens nothing",
    "outbox_send": "only for a meeting that is named",
    "unknown_invitation": "a link that opens nothing",
    "unknown_clearance": "a link that opens nothing",
}

# A piece of a page, and a page that gives way to the whole one as soon as there is a connection: looked at with that.
WITH_ANOTHER = {"note_points", "note_shell"}

FILES = {
    "candidates_export", "export_seats", "targets_as_file", "invitation_paper", "invitations_export", "logistics_badges_file",
    "logistics_file", "logistics_needs_file", "logistics_copy", "logistics_copies_together", "logistics_list_file",
    "logistics_letter", "logistics_phone_list", "logistics_phone_worker", "participants_export", "wave_papers", "import_rejected",
    "people_export", "outbox_part", "outbox_export",
    "briefing_paper", "draft_paper", "facilitator_sheets", "personal_cards", "place_cards", "pre_assigned_rooms",
    "programme_export", "programme_version_paper", "public_programme_calendar", "public_programme_json",
    "public_programme_paper", "table_plan",
    "meeting_pdf", "meeting_calendar", "feed", "note_pdf", "note_word", "note_markdown", "icon",
    "note_ticket", "note_worker", "opening_words", "regime_card", "regime_cards", "released_word",
    "record_export", "meetings_export", "mfa_download_recovery_codes", "mfa_login_webauthn",
}  # fmt: skip


def values_for(name: str) -> dict[str, Any]:
    """What stands in the address of each page, from the invented house."""
    meeting = Meeting.objects.get(code=CODE)
    partner = Partner.objects.filter(meeting=meeting).first()
    tobias = Account.objects.get(name__startswith="Tobias")
    grant = Grant.objects.filter(account=tobias).first()
    keys: dict[str, Any] = {
        "section": Section.objects.filter(meeting=meeting, kind="context").get().key,
        "part": partner.key,
        "ask_approval": partner.key,
        "outbox_mail": OutboxMail.objects.first().key,
    }
    if name == "review_import":
        keys[name] = _waiting().key
    if name in OBJECTS:
        keys[name] = OBJECTS[name]().key
    some = Person.objects.filter(is_sealed=False).order_by("full_name")[:2]
    return {
        "code": CODE,
        "suffix": "csv",
        "part": tobias.pk,
        "board": "rooms",
        "table": "rooms",
        "language": "en",
        "paper": "pdf",
        "one": some[0].key,
        "other": some[1].key,
        "key": keys.get(name, tobias.pk),
        "point": point(name) if name in {"reword_point", "review_point"} else tobias.pk,
        "kind": "invitation" if name == "write_letter" else "partner",
        "number": 1,
        "slug": "larkmoor-dialogues-on-rights-and-prevention",
        "area": "XKX",
        "initiative": Initiative.objects.first().code,
        "grant": grant.pk,
        "role": "rapporteur",
        "rest": "nothing",
        "pk": 1,
    }


def _waiting() -> Any:
    """A note that waits for its review, with something to remark and a word longer than a phone is wide."""
    words = (configured.PROJECT / "examples" / "larkmoor" / "first-signs.md").read_text("utf-8")
    words = words.replace("{dates}", "Tuesday 9 – Friday 11 June 2027") + f"\n\n## Annex\n\n{'word' * 60}\n"
    maren = Account.objects.get(name__startswith="Maren")
    return imports.take_in(
        account=maren,
        name=f"{'long-name-' * 12}.md",
        original=words.encode(),
        document=markdown.read(words),
        page=None,
        today=timezone.localdate(),
    )


def to_be_read() -> Iterator[str]:
    """Names of all addresses that answer to a GET, from the table of permissions."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))
    for address in addresses():
        row = rows.get(address.name, {})
        is_for_people = row.get("audience", "nobody") != "nobody" and "link" not in row["audience"]
        if is_for_people and "GET" in row["methods"] and address.name not in WITH_ANOTHER:
            yield address.name


def path_of(name: str) -> str:
    wanted = next(address.names for address in addresses() if address.name == name)
    values = values_for(name) if wanted else {}
    path = reverse(name, kwargs={key: values[key] for key in wanted})
    path = path.replace(f"/{CODE}/room/", f"/{ROOM}/room/")
    path = path.replace(f"/{CODE}/programme/", f"/{ROOM}/programme/")
    return path.replace(f"/{CODE}/participation/", f"/{ROOM}/participation/")


def overflow(page: Page) -> str:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return f"{wide} wide on a phone" if wide > page.viewport_size["width"] else ""


def faults(page: Page, rules: list[str] | None = None) -> list[str]:
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]


def looked_at(page: Page, address: str) -> list[str]:
    """One page in the light, in the dark, and on a phone."""
    page.set_viewport_size(DESK)
    page.goto(address)
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {one}" for one in faults(page, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    return found + list(filter(None, [overflow(page)]))


def is_page(context: BrowserContext, address: str) -> bool:
    """Whether it opens there for this person, as a page and not as a file or a way elsewhere."""
    answer = context.request.get(address, max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


@pytest.fixture
def is_furnished() -> bool:
    """Pages of a room are looked at with people in it."""
    return True


@pytest.fixture
def people(
    browser: Any, sit_down: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[BrowserContext]]:
    """A director, a project manager, an administrator, and the public.

    Beside other tests a hundred pages may take longer than the five minutes for which a proof of who one is counts.
    """
    monkeypatch.setattr(door, "FRESH_SECONDS", 3600)
    as_first_made("planned", lambda: (load_reference(timezone.now()), planned.compute_groups(ROOM)))
    contexts = [browser.new_context() for _ in range(4)]
    for context, name in zip(contexts, ["Maren", "Salma", "Agnes"], strict=False):
        sit_down(context, name)
    yield contexts
    for context in contexts:
        context.close()


def test_every_page_is_without_fault_in_light_and_dark_and_fits_a_phone(
    people: list[BrowserContext], live_server: Any
) -> None:
    wrong, opened, not_pages = {}, [], []
    pages = [context.new_page() for context in people]
    for name in to_be_read():
        address = f"{live_server.url}{path_of(name)}"
        for context, page in zip(people, pages, strict=True):
            if is_page(context, address):
                opened.append(name)
                if found := looked_at(page, address):
                    wrong[name] = found
                break
        else:
            not_pages.append(name)
    assert wrong == {}
    assert len(opened) >= 110
    assert sorted(set(not_pages) - FILES) == sorted(IN_PASSING)


def test_public_and_personal_pages_are_without_fault(
    people: list[BrowserContext], live_server: Any, letter_link: Callable[[str], str]
) -> None:
    page = people[-1].new_page()
    site = live_server.url
    letter = letter_link("yusuf.trevanion@norrvind.example")
    addresses = [
        f"{site}/",
        f"{site}/meetings/LM2603/",
        f"{site}/meetings/LM2603/#note-1",
        f"{site}/series/larkmoor-dialogues-on-rights-and-prevention/",
        f"{site}/language/",
        f"{site}/nowhere/",
        letter,
    ]
    found = {address: looked_at(page, address) for address in addresses}
    with page.expect_navigation():
        page.get_by_role("button", name="Open").click()
    found["the letter, opened"] = looked_at(page, letter)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_page_of_a_guest_is_without_fault_in_every_step(
    people: list[BrowserContext], live_server: Any
) -> None:
    page, door = people[-1].new_page(), live_server.url + way_of_a_guest()
    found = {"door": looked_at(page, door)}
    with page.expect_navigation():
        page.get_by_role("button", name="Open").click()
    for step in (
        "",
        "substitute/",
        "needs/",
        "needs/?step=diet",
        "names/",
        "details/",
        "held/",
        "step-back/",
    ):
        found[step] = looked_at(page, f"{door}{step}")
        assert page.get_by_role("heading", level=1).count() == 1
    assert {step: wrong for step, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("way", ["/desk/people/", "/desk/meetings/LM2701/participation/candidates/"])
def test_a_printed_list_has_neither_tabs_nor_boxes(
    people: list[BrowserContext], live_server: Any, way: str
) -> None:
    page = people[1].new_page()
    page.set_viewport_size({"width": 643, "height": 900})  # what the margins leave of A4
    page.goto(live_server.url + way)
    for_hands = page.locator("nav.tabs a, td input[type=checkbox], th .unseen").filter(visible=True)
    assert for_hands.count() > 0
    page.emulate_media(media="print")
    assert for_hands.count() == 0
    assert page.locator("tbody tr").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pages_read_from_right_to_left(people: list[BrowserContext], live_server: Any) -> None:
    director = people[0]
    page = director.new_page()
    page.goto(f"{live_server.url}/language/")
    with page.expect_navigation():
        page.get_by_role("button", name="العربية").click()
    names = [
        "desk",
        "concept",
        "switches",
        "review_import",
        "section",
        "approvals",
        "outbox",
        "meeting",
        "home",
        "participation",
        "brief",
        "candidates",
        "composition",
        "waves",
        "invitation_page",
        "participants",
        "letters",
        "logistics_badges",
        "person",
        "import_preview",
    ]
    wrong = {}
    for name in names:
        address = f"{live_server.url}{path_of(name)}"
        if found := looked_at(page, address):
            wrong[name] = found
        assert page.locator("html").get_attribute("dir") == "rtl"
    assert wrong == {}
