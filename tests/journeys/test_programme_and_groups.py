"""From a note to doors: days in one act, rooms, four rounds for 55 people, three of whom are missing on the morning."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from underrose.access.holders import holder_of
from underrose.access.models import Account
from underrose.concept.models import Meeting
from underrose.kit import jobs
from underrose.methods.allocation.breakouts import loading
from underrose.participation.actions import briefs
from underrose.participation.models import Candidate, Constituency, Listing, Standing
from underrose.participation.tests.furnished import guest
from underrose.programme.models import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]

CODE, GUESTS, GROUPS, BUSINESS = "LM2702", 55, 7, 5
PROGRAMME = f"/desk/meetings/{CODE}/programme/"
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
GIVEN = ("Ama", "Bela", "Chidi", "Dunja", "Emre", "Farah", "Goran", "Hana", "Idil", "Jonas", "Kirra")
FAMILY = ("Okorodu", "Szalontay", "Vestrheim", "Marzouk", "Tanakawa")
MISSING = ("Bela Szalontay", "Farah Marzouk", "Jonas Vestrheim")
ROOMS = (("Long Gallery", "64", "Step-free, hearing loop"), ("Library", "9", "First floor, lift"))
HOURS = re.compile(r"\d\d:\d\d")


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """What computes groups, beside the site; where the search was never compiled, it waits for that first."""
    loading.load()
    with jobs.embedded(interval=0.05):
        yield


@pytest.fixture
def desk(window: Page, house: None) -> Page:
    window.set_default_timeout(60_000)  # plans are computed beside other tests
    window.set_viewport_size(LAPTOP)
    room_of_55(Meeting.objects.get(code=CODE))
    return window


def room_of_55(meeting: Meeting) -> None:
    """As many as the note asks for have a place; five of them speak for business."""
    today = timezone.localdate()
    briefs.draw(meeting, by=holder_of(Account.objects.get(name__startswith="Maren")), today=today)
    axes = {one.label: one for one in Constituency.objects.filter(axis__brief__meeting=meeting)}
    for number, (family, given) in enumerate(product(FAMILY, GIVEN)):
        one = guest(meeting, f"{given} {family}", said=Listing.by_name)
        label = "Business" if number % (GUESTS // BUSINESS) == 0 else "Human rights defenders and experts"
        listed = Candidate.objects.create(meeting=meeting, person=one.person, why="", listed_on=today)
        Standing.objects.create(candidate=listed, constituency=axes[label])


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def within(page: Page) -> Locator:
    """The ways from one page of the groups to the others."""
    return page.get_by_role("navigation", name="Groups")


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def pdf(answer: Any) -> pypdfium2.PdfDocument:
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return pypdfium2.PdfDocument(answer.body())


def read(paper: pypdfium2.PdfDocument) -> str:
    return " ".join("\n".join(page.get_textpage().get_text_range() for page in paper).split())


def seats() -> dict[Any, dict[str, Any]]:
    """By round, in which group each sits."""
    found: dict[Any, dict[str, Any]] = {}
    rows = Seat.objects.filter(session__day__meeting__code=CODE).order_by(
        "session__day__on", "session__begins"
    )
    for session, name, group in rows.values_list("session", "participant__person__full_name", "group"):
        found.setdefault(session, {})[name] = group
    return found


def pairs_who_meet(plan: Mapping[Any, Mapping[str, Any]]) -> int:
    met = {
        pair for row in plan.values() for pair in combinations(sorted(row), 2) if row[pair[0]] == row[pair[1]]
    }
    return len(met)


def sign_in(desk: Page, site: str) -> None:
    desk.goto(f"{site}/demo/")
    desk.get_by_role("button", name="Salma Brennecke").click()
    main(desk).get_by_role("link", name="Those Who Warn").first.click()
    desk.get_by_role("link", name="Programme", exact=True).first.click()


def lay_out_the_days(desk: Page) -> None:
    """Two and a half days stand there, with four rounds, after one act that was shown before it happened."""
    main(desk).get_by_role("link", name="Skeleton from the meeting’s dates").click()
    expect(main(desk)).to_contain_text("Nothing is written yet")
    desk.get_by_role("button", name="Lay out these days").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Programme")
    for number in range(1, 5):
        expect(main(desk).get_by_role("link", name=f"Breakout groups {number}").first).to_be_visible()
    expect(desk.locator("section.day")).to_have_count(3)
    expect(desk.locator("section.day").nth(0)).to_contain_text("13:45")
    expect(desk.locator("section.day").nth(2)).to_contain_text("Lunch and departure")
    for day in desk.locator("section.day").all():
        expect(day).to_contain_text("Time in the margins")


def add_rooms(desk: Page) -> None:
    desk.get_by_role("link", name="Rooms", exact=True).click()
    for name, capacity, access in ROOMS:
        main(desk).get_by_role("link", name="Add a room").click()
        desk.get_by_label("Name").fill(name)
        desk.get_by_label("Seats").fill(capacity)
        desk.get_by_label("Access").fill(access)
        desk.get_by_role("button", name="Save the room").click()
        expect(desk.get_by_role("row", name=name)).to_contain_text(access)


def set_up_four_rounds(desk: Page, site: str) -> None:
    desk.goto(f"{site}{PROGRAMME}")
    desk.get_by_role("link", name="Groups", exact=True).click()
    main(desk).get_by_role("link", name="Set up the groups").click()
    rounds = desk.get_by_role("spinbutton", name="Groups", exact=True)
    expect(rounds).to_have_count(4)
    for field in rounds.all():
        field.fill(str(GROUPS))
    desk.get_by_label("Sector").select_option(label="as evenly as can be")
    desk.get_by_role("button", name="Save the groups").click()
    expect(desk.locator(".messages")).to_contain_text("Have them computed next")


def compute(desk: Page) -> None:
    """Everybody has a seat in every round, and the page says how good that is, in figures that are true."""
    desk.get_by_role("button", name="Compute the groups").click()
    desk.get_by_role("link", name="See the groups").click()
    plan = seats()
    assert [len(row) for row in plan.values()] == [GUESTS] * 4
    good = desk.locator("section", has=desk.get_by_role("heading", name="How good they are"))
    expect(good).to_contain_text(f"{pairs_who_meet(plan)} of 1485 pairs meet")


def read_the_reasons(page: Page) -> None:
    """Two of the seven groups have no voice of business, and the page says why."""
    page.get_by_text(re.compile(r"^\d+ remarks?, with")).click()
    reasons = page.get_by_text(f"Business: only {BUSINESS} people for {GROUPS} groups. None in ")
    expect(reasons.first).to_be_visible()
    page.get_by_role("link", name="Breakout groups 1").first.click()
    expect(page.locator("section.group-table")).to_have_count(GROUPS)
    expect(
        page.locator("section.group-table", has_text=f"only {BUSINESS} people for {GROUPS} groups")
    ).to_have_count(GROUPS - BUSINESS)


def hang_the_doors(desk: Page, number: int) -> str:
    """What is on the doors of the first round, as many sheets as there are doors."""
    one = desk.locator("section.papers-of-round").first
    button = one.get_by_role("button", name=re.compile(r"^Make (all|that|those)")).first
    which = button.get_attribute("value")
    address = button.evaluate("button => button.form.action")
    token = one.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = desk.request.post(
        address,
        form={"csrfmiddlewaretoken": token, "which": which or ""},
        headers={"Referer": desk.url},
    )
    paper = pdf(answer)
    assert len(paper) == number
    return read(paper)


def three_are_missing(phone: Page, site: str) -> None:
    phone.set_viewport_size(PHONE)
    phone.goto(f"{site}{PROGRAMME}groups/")
    fits(phone)
    read_the_reasons(phone)
    fits(phone)
    within(phone).get_by_role("link", name="Someone is missing").click()
    for name in MISSING:
        phone.get_by_label(name).check()
    fits(phone)
    phone.get_by_role("button", name="See what can be done").click()
    phone.get_by_role("link", name="See what can be done").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("What few changes would do")
    fits(phone)


def repair(phone: Page) -> int:
    """The three are gone from every round, nobody else is without a seat, and it says which doors are wrong now."""
    before = seats()
    phone.get_by_role("main").get_by_role("row").get_by_role("button").first.click()
    phone.get_by_role("link", name="See the groups").click()
    after = seats()
    others = {name for row in before.values() for name in row} - set(MISSING)
    assert [set(row) for row in after.values()] == [others] * 4
    first = next(iter(after))
    doors = {before[first][name] for name in MISSING}
    for name in others:
        if before[first][name] != after[first][name]:
            doors |= {before[first][name], after[first][name]}
    return len(doors)


def test_manager_goes_from_a_note_to_the_doors_and_mends_the_morning(
    desk: Page, live_server: Any, worker: None
) -> None:
    site = live_server.url
    sign_in(desk, site)
    lay_out_the_days(desk)
    add_rooms(desk)
    set_up_four_rounds(desk, site)
    compute(desk)
    read_the_reasons(desk)
    within(desk).get_by_role("link", name="Print").click()
    words = hang_the_doors(desk, GROUPS)
    assert [name for name in MISSING if name not in words] == []
    three_are_missing(desk, site)
    changed = repair(desk)
    desk.set_viewport_size(LAPTOP)
    within(desk).get_by_role("link", name="Print").click()
    words = hang_the_doors(desk, changed)
    assert [name for name in MISSING if name in words] == []
    cards = main(desk).get_by_role("link", name=f"{GUESTS - len(MISSING)} personal cards")
    said = read(pdf(desk.request.get(site + (cards.get_attribute("href") or ""))))
    assert ("Ama Okorodu" in said, MISSING[0] in said, "Breakout groups 4" in said) == (True, False, True)
