"""The desk's shelf of reference: who may read it, who may write beside it, what it shows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.context import actions
from underrose.context.models import Area, Initiative

pytestmark = pytest.mark.django_db
PAGES = [
    "/desk/context/",
    "/desk/context/areas/XKX/",
    "/desk/context/areas/035/",
    "/desk/context/areas/middle-east/",
    "/desk/context/areas/XKX/status-note/",
    "/desk/context/initiatives/appeal-of-13-june/",
    "/desk/context/initiatives/appeal-of-13-june/supporters/",
]
TABLES = ("area", "initiative", "reference")
WRITING = [PAGES[4], PAGES[6]]


@pytest.fixture(autouse=True, scope="module")
def _loaded(once: Callable[[Callable[[], object]], None]) -> None:
    once(lambda: actions.load_reference(datetime(2026, 3, 1, tzinfo=UTC)))


@pytest.fixture
def browser() -> Callable[[Role], Client]:
    def signed_in(role: Role) -> Client:
        account = Account.objects.create(name="Ada", email="ada@example.org")
        code = "" if role == Role.ADMINISTRATOR else "AB12"
        Grant.objects.create(account=account, role=role, meeting_code=code)
        client = Client()
        client.force_login(account)
        return client

    return signed_in


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_a_stranger_to_sign_in(page: str, client: Client) -> None:
    answer = client.get(page)
    assert (answer.status_code, "next=" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("page", PAGES)
def test_administrator_opens_every_page(page: str, browser: Callable[[Role], Client]) -> None:
    assert browser(Role.ADMINISTRATOR).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_rapporteur_reads_and_does_not_write(page: str, browser: Callable[[Role], Client]) -> None:
    assert browser(Role.RAPPORTEUR).get(page).status_code == (404 if page in WRITING else 200)


@pytest.mark.parametrize("page", ["/desk/context/areas/ZZZ/", "/desk/context/initiatives/none/",
                                  "/desk/context/areas/CHE/status-note/"])  # fmt: skip
def test_what_is_not_there_is_not_found(page: str, browser: Callable[[Role], Client]) -> None:
    assert browser(Role.ADMINISTRATOR).get(page).status_code == 404


def test_area_is_found_by_a_former_name(browser: Callable[[Role], Client]) -> None:
    page = browser(Role.RAPPORTEUR).get("/desk/context/", {"q": "Swaziland"}).content.decode()
    assert ("/areas/SWZ/" in page, "/areas/CHE/" in page) == (True, False)


def test_search_without_a_find_says_so(browser: Callable[[Role], Client]) -> None:
    assert "Nothing found" in browser(Role.RAPPORTEUR).get("/desk/context/", {"q": "zzz"}).content.decode()


def test_area_page_shows_its_names_with_their_days(browser: Callable[[Role], Client]) -> None:
    page = browser(Role.RAPPORTEUR).get("/desk/context/areas/MKD/").content.decode()
    for words in ("The former Yugoslav Republic of Macedonia", "12 February 2019", "Eastern European States"):
        assert words in page


def test_administrator_words_the_note(browser: Callable[[Role], Client]) -> None:
    client = browser(Role.ADMINISTRATOR)
    answer = client.post("/desk/context/areas/XKX/status-note/", {"note": "As our ministry words it."})
    assert answer["Location"] == "/desk/context/areas/XKX/"
    assert Area.objects.get(code="XKX").status_note == "As our ministry words it."
    assert "As our ministry words it." in client.get("/desk/context/areas/XKX/").content.decode()


def test_empty_note_is_asked_for_again(browser: Callable[[Role], Client]) -> None:
    answer = browser(Role.ADMINISTRATOR).post("/desk/context/areas/XKX/status-note/", {"note": ""})
    assert answer.status_code == 200
    assert Area.objects.get(code="XKX").is_note_ours is False


def test_rapporteur_cannot_post_a_note(browser: Callable[[Role], Client]) -> None:
    answer = browser(Role.RAPPORTEUR).post("/desk/context/areas/XKX/status-note/", {"note": "x"})
    assert answer.status_code == 404
    assert Area.objects.get(code="XKX").is_note_ours is False


def test_supporters_are_recorded_and_shown_as_written(browser: Callable[[Role], Client]) -> None:
    client = browser(Role.ADMINISTRATOR)
    said = {"as_of": "2016-06-13", "names": "Switzerland\n\nCzech Republic\n"}
    answer = client.post("/desk/context/initiatives/appeal-of-13-june/supporters/", said)
    assert answer["Location"] == "/desk/context/initiatives/appeal-of-13-june/"
    page = client.get(answer["Location"]).content.decode()
    for words in ("Czech Republic (Czechia)", "13 June 2016", "2 states"):
        assert words in page


def test_unknown_supporter_keeps_what_was_typed(browser: Callable[[Role], Client]) -> None:
    said = {"as_of": "2016-06-13", "names": "Switzerland\nAtlantis\nMiddle East"}
    page = browser(Role.ADMINISTRATOR).post("/desk/context/initiatives/appeal-of-13-june/supporters/", said)
    assert "Not known here: Atlantis, Middle East." in page.content.decode()
    assert Initiative.objects.get(code="appeal-of-13-june").supporters.count() == 0


@pytest.mark.parametrize(("query", "rows"), [("Switzerland", 1), ("guinea", 4)])
def test_list_takes_four_queries_for_one_row_and_for_several(
    query: str, rows: int, browser: Callable[[Role], Client]
) -> None:
    client = browser(Role.RAPPORTEUR)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/context/", {"q": query}).content.decode()
    ours = [one["sql"] for one in asked if any(f'FROM "{name}"' in one["sql"] for name in TABLES)]
    assert (page.count("/desk/context/areas/"), len(ours)) == (rows, 4)
