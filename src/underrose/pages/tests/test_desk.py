"""The list of one's meetings costs the same however long it is, and shows what belongs to the person alone."""

import datetime as dt
import time
from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.models import Meeting, Venue
from underrose.pages.navigation import NEAREST

FIRST = dt.date(2027, 3, 3)


@pytest.fixture
def colleague(db: None) -> Callable[[int], Client]:
    """Somebody signed in who has so many meetings, one a week, and a stranger's beside them."""

    def made(count: int) -> Client:
        account = Account.objects.create(name="Ada", email="ada@house.example")
        venue = Venue.objects.create(name="Norrvind House")
        for number in range(count + 1):
            start = FIRST + dt.timedelta(weeks=number)
            code = f"AB{number:03}" if number < count else "ZZ99"
            Meeting.objects.create(
                code=code,
                title=f"Title of {code}",
                venue=venue,
                start_on=start,
                end_on=start,
                opened_on=FIRST,
            )
            if number < count:
                Grant.objects.create(account=account, role=Role.POLICY_TEAM, meeting_code=code)
        client = Client()
        client.force_login(account)
        return client

    return made


@pytest.mark.parametrize("count", [1, 3])
def test_desk_costs_eight_queries_however_many_meetings(count, colleague, django_assert_num_queries):
    client = colleague(count)
    client.get("/desk/")
    with django_assert_num_queries(8):
        page = client.get("/desk/")
    assert [row["code"] for row in page.context["meetings"]] == [f"AB{n:03}" for n in reversed(range(count))]


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_nine_queries_however_many_it_finds(count, colleague, django_assert_num_queries):
    client = colleague(count)
    client.get("/desk/")
    with django_assert_num_queries(9):
        page = client.get("/desk/", {"q": "norrvind"})
    assert len(page.context["meetings"]) == count


def test_row_shows_reference_days_venue_and_state(colleague):
    [row] = colleague(1).get("/desk/").context["meetings"]
    assert row == {
        "url": "/desk/meetings/AB000/",
        "code": "AB000",
        "title": "Title of AB000",
        "when": "Wednesday 3 March 2027",
        "venue": "Norrvind House",
        "state": "Draft",
    }


def test_side_shows_the_latest_meetings_on_every_page_of_the_list(colleague):
    client = colleague(60)
    expected = [f"Title of AB{n:03}" for n in range(59, 59 - NEAREST, -1)]
    for address in ("/desk/", "/desk/?page=2", "/desk/?q=AB003", "/desk/?state=draft"):
        entries = client.get(address).context["navigation"]
        assert [entry["label"] for entry in entries[1 : NEAREST + 1]] == expected


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("", "[]"),
        ("concept/", "['Concept page']"),
        ("concept/versions/", "['Versions page']"),
        ("programme/groups/", "['Programme true']"),
        ("programme/", "['Programme page']"),
    ],
)
def test_side_marks_the_section_a_page_stands_in(colleague, address, marked):
    page = html.fromstring(colleague(1).get(f"/desk/meetings/AB000/{address}").content)
    found = page.xpath("//details[@class='side']//ul//ul//a[@aria-current]")
    assert str([f"{one.text} {one.get('aria-current')}" for one in found]) == marked


def test_second_page_goes_on_where_the_first_ends(colleague):
    client = colleague(60)
    pages = [client.get("/desk/", {"page": number}).context["meetings"] for number in (1, 2, 99)]
    codes = [[row["code"] for row in page] for page in pages]
    assert codes[0] + codes[1] == [f"AB{n:03}" for n in range(59, -1, -1)]
    assert codes[2] == codes[1]


def _codes(client, address):
    return [row["code"] for row in client.get(address).context["meetings"]]


def test_desk_sorts_by_any_column_either_way(colleague):
    client = colleague(3)
    assert _codes(client, "/desk/?sort=reference") == ["AB000", "AB001", "AB002"]
    assert _codes(client, "/desk/?sort=-reference") == ["AB002", "AB001", "AB000"]
    assert _codes(client, "/desk/?sort=dates") == ["AB000", "AB001", "AB002"]
    assert _codes(client, "/desk/?sort=nothing") == ["AB002", "AB001", "AB000"]


def test_desk_puts_what_has_no_date_last_either_way(colleague):
    client = colleague(3)
    Meeting.objects.filter(code="AB001").update(start_on=None, end_on=None)
    assert _codes(client, "/desk/?sort=dates")[-1] == "AB001"
    assert _codes(client, "/desk/?sort=-dates")[-1] == "AB001"


def test_list_leaves_as_it_is_shown(colleague):
    client = colleague(3)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(Account.objects.get(name="Ada").pk)
    session.save()
    text = client.get("/desk/meetings.csv?q=AB00&sort=reference").getvalue().decode("utf-8-sig")
    assert text.split("\r\n")[:3] == [
        "Reference,Title,First day,Last day,Venue,State",
        "AB000,Title of AB000,2027-03-03,2027-03-03,Norrvind House,Draft",
        "AB001,Title of AB001,2027-03-10,2027-03-10,Norrvind House,Draft",
    ]
    assert client.get("/desk/meetings.xlsx").getvalue().startswith(b"PK")
    assert client.get("/desk/meetings.txt").status_code == 404


def test_list_leaves_only_after_a_fresh_sign_in(colleague):
    response = colleague(1).get("/desk/meetings.csv")
    assert response.status_code == 302
    assert "reauthenticate" in response.url or "confirm" in response.url
