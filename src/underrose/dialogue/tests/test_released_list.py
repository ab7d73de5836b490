"""The list of what left the room: what is said of each point, what stayed behind, and the way to the file."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from underrose.concept.models import Lens
from underrose.dialogue.actions import releasing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import Note, Point, Promise, ReleasedPoint
from underrose.kit.templatetags.kit import day

from .browsing import reader
from .reading import PLAIN, basis, cleared, meeting, sealed_note, url  # noqa: F401 - the fixture
from .roomful import TODAY, dice, director, rapporteur
from .windows import Open, chromium, opened

__all__ = ["chromium", "opened"]
pytestmark = pytest.mark.django_db


def let_out(note: Note) -> None:
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    releasing.confirm_release(note, basis=basis(note), by=director(), today=TODAY, rng=dice())


def released(made, *words: str, **facts: str) -> Note:
    note = sealed_note(made, *words)
    for one in Point.objects.filter(note=note).select_related("note"):
        said = Facts(kind=one.kind, words=str(one.words), **facts)
        releasing.clear(one, revision=one.revision, facts=said, by=rapporteur())
    let_out(note)
    return note


def page_of(browser, name: str = "released") -> str:
    return " ".join(browser.get(url(name)).content.decode().split())


def test_withheld_points_are_counted_with_the_day_of_their_end(meeting):  # noqa: F811 - the fixture
    note = sealed_note(meeting, PLAIN, "CANARY of the marsh.", "CANARY of the wells.")
    cleared(note)
    for one in Point.objects.filter(note=note).select_related("note"):
        if "CANARY" in str(one.words):
            releasing.withhold(one, revision=one.revision, by=rapporteur())
    browser = reader(director())
    assert "withheld" not in page_of(browser)
    let_out(note)
    page = page_of(browser)
    assert (
        "1 point has left the room. 2 were withheld when the others were released and stay in the room."
        in page
    )
    assert (
        f"This list is destroyed on {day(Promise.objects.get().destroy_on)}, with everything that stays in the room."
        in page
    )
    assert "CANARY" not in page
    assert "2 points" in page_of(browser, "the_room")


def test_list_of_points_that_all_left_says_nothing_of_withheld_ones(meeting):  # noqa: F811 - the fixture
    released(meeting, PLAIN)
    assert "withheld" not in page_of(reader(rapporteur()))


def test_agreement_and_lens_are_named_in_full(meeting):  # noqa: F811 - the fixture
    lens = Lens.objects.create(meeting=meeting, words="Rural women")
    released(meeting, PLAIN, agreement="some", lens=str(lens.pk))
    page = page_of(reader(rapporteur()))
    assert ["<bdi>Agreement: Some</bdi>" in page, "<bdi>Lens: Rural women</bdi>" in page] == [True, True]


def another(row: ReleasedPoint, number: int, **facts: str) -> ReleasedPoint:
    made = ReleasedPoint(
        meeting_code="AB12",
        scope=row.scope,
        **{"kind": "issue", "words": f"Well {number} runs dry.", **facts},
    )
    made.save(force_insert=True)
    return made


def listed(answer) -> list[str]:
    return re.findall(r'<div><p dir="auto">([^<]*)</p>', answer.content.decode())


def test_list_is_shown_of_one_kind_or_theme(meeting):  # noqa: F811 - the fixture
    released(meeting, PLAIN)
    theme, row = meeting.themes.first(), ReleasedPoint.objects.get()
    another(row, 1, theme=str(theme.pk))
    another(row, 2, kind="question")
    browser = reader(rapporteur())
    asked = {
        "": 3,
        f"?theme={theme.pk}": 1,
        "?theme=none": 2,
        "?kind=question": 1,
        f"?kind=question&theme={theme.pk}": 0,
        "?kind=nothing": 3,
        "?q=Well": 3,
    }
    assert {way: len(listed(browser.get(url("released") + way))) for way in asked} == asked
    page = browser.get(url("released") + "?kind=question").content.decode()
    assert ("1 of 3 points were found." in page, "Question (1)" in page) == (True, True)
    assert "Take all of them along in Word" in page


def test_words_are_searched_by_post_and_stand_in_no_address(meeting):  # noqa: F811 - the fixture
    released(meeting, PLAIN)
    row = ReleasedPoint.objects.get()
    another(row, 1, words="Crème of the wells & rivers.")
    browser = reader(rapporteur())
    found = browser.post(url("released"), {"q": "RIVERS creme"})
    assert listed(found) == ["Crème of the wells &amp; rivers."]
    assert "?q=" not in found.content.decode()
    assert listed(browser.post(url("released"), {"q": "rivers", "kind": "question"})) == []
    none = browser.post(url("released"), {"q": "zebra"}).content.decode()
    assert ("0 of 2 points were found." in none, "Nothing was released yet" in none) == (
        True,
        False,
    )
    chosen = browser.post(url("released"), {"q": " ", "kind": "issue"})
    assert chosen.headers["Location"] == url("released") + "?kind=issue"


def test_thousand_points_stand_on_pages_and_a_search_has_pages_too(meeting, django_assert_num_queries):  # noqa: F811 - the fixture
    released(meeting, PLAIN)
    row, theme = ReleasedPoint.objects.get(), str(meeting.themes.first().pk)
    for number in range(999):
        another(row, number, theme=theme if number % 2 else "")
    browser = reader(rapporteur())
    browser.get(url("released"))
    with django_assert_num_queries(10, using="default"), django_assert_num_queries(5, using="dialogue"):
        first = browser.get(url("released"))
    assert (len(listed(first)), "1–55 of 1000" in first.content.decode()) == (55, True)
    ways = [browser.get(url("released") + f"?page={page}") for page in range(1, 20)]
    every = [words for answer in ways for words in listed(answer)]
    assert (len(every), len(set(every))) == (1000, 1000)
    search = browser.post(url("released"), {"q": "runs", "page": "2"})
    assert "56–110 of 999" in search.content.decode()
    assert 'name="page" value="3"' in search.content.decode()


def stale(browser):
    """Signed in longer ago than five minutes."""
    kept = browser.session
    kept["account_authentication_methods"] = [
        one | {"at": one["at"] - 3600} for one in kept["account_authentication_methods"]
    ]
    kept.save()
    return browser


def test_whoever_signed_in_long_ago_proves_it_before_and_comes_back_to_the_file(meeting):  # noqa: F811 - the fixture
    released(meeting, PLAIN)
    browser = reader(rapporteur())
    assert f'href="{url("released_word")}"' in page_of(browser)
    assert "You are asked first to prove that it is you." in page_of(stale(browser))
    asked = browser.get(url("released_word"), headers={"referer": f"http://testserver{url('released')}"})
    after = parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0]
    page = reader(director()).get(after).content.decode()
    assert f'<meta http-equiv="refresh" content="0; url={url("released_word")}">' in page
    assert f'href="{url("released")}"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_a_constant_number_of_questions(meeting, number: int, django_assert_num_queries):  # noqa: F811 - the fixture
    released(meeting, *(f"Wells of valley {at} run dry." for at in range(number)))
    browser = reader(rapporteur())
    browser.get(url("released"))
    with django_assert_num_queries(10, using="default"), django_assert_num_queries(5, using="dialogue"):
        browser.get(url("released"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])
def test_file_comes_by_itself_and_the_list_stays(meeting, opened: Open) -> None:  # noqa: F811 - the fixture
    released(meeting, PLAIN)
    browser = reader(rapporteur())
    page = opened(url("released"), browser)
    way = f"/desk/file/?{urlencode({'file': url('released_word'), 'back': url('released')})}"
    with page.expect_download() as coming:
        page.evaluate(f"location.assign('{way}')")
    assert coming.value.suggested_filename == "AB12-released-points.docx"
    expect(page.get_by_role("heading", level=1)).to_have_text("Your file")
    page.get_by_role("link", name="Go back to where you were").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Released points")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])
@pytest.mark.parametrize(
    ("width", "scheme", "language", "number"),
    [(360, "dark", "en", 1000), (768, "light", "ar", 55), (1280, "light", "en", 1000)],
)
def test_list_is_searched_without_a_script_on_every_screen(
    meeting,  # noqa: F811 - the fixture
    opened: Open,
    width: int,
    scheme: str,
    language: str,
    number: int,
) -> None:
    released(meeting, PLAIN)
    row, theme = ReleasedPoint.objects.get(), str(meeting.themes.first().pk)
    for at in range(number - 1):
        another(
            row, at, theme=theme if at % 2 else "", kind="insight" if at % 3 else "issue", agreement="some"
        )
    page = opened(
        url("released"),
        reader(rapporteur()),
        width=width,
        color_scheme=scheme,
        language=language,
        java_script_enabled=False,
    )
    expect(page.locator(".released-points > li")).to_have_count(min(number, 55))
    page.locator("#q").fill("well 3")
    page.locator("#q").press("Enter")
    expect(page.locator(".released-points > li").first).to_contain_text(re.compile("Well .*3"))
    assert "Well" not in page.url
    found = page.locator(".state[role=status]")
    expect(found).to_contain_text(str(number))
    if number > 55:
        page.locator("button[name=page]").last.click()
        expect(page.locator("#q")).to_have_value("well 3")
        expect(page.locator(".pages-here")).to_contain_text("56")
