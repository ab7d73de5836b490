from typing import Any

import pytest
from django.urls import reverse

from underrose.access.models import Account, Grant
from underrose.access.roles import Role

ADMIN, DIRECTOR, PARTNER = Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR, Role.PARTNER


@pytest.fixture
def admin(make: Any, browser_of: Any) -> Any:
    return browser_of(make("Adam", ADMIN))


def test_own_account_is_changed(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Ada"))
    wrong = client.post("/accounts/", {"name": "", "language": "xx"})
    assert [wrong.status_code, wrong.content.count(b"#id_")] == [200, 2]
    client.post("/accounts/", {"name": "Ada Lovelace", "language": "ar"})
    assert list(Account.objects.values_list("name", "language")) == [("Ada Lovelace", "ar")]


def test_accounts_are_searched_and_filtered(make: Any, admin: Any) -> None:
    make("Cleo")
    closed = make("Carl")
    closed.is_active = False
    closed.save()
    found = [admin.get(f"/desk/accounts/?{query}").context["page"].object_list for query in
             ("", "q=CLEO", "q=carl@", "state=closed", "state=open", "q=nobody")]  # fmt: skip
    assert [[account.name for account in names] for names in found] == [
        ["Adam", "Carl", "Cleo"], ["Cleo"], ["Carl"], ["Carl"], ["Adam", "Cleo"], []
    ]  # fmt: skip
    assert b"Nobody found" in admin.get("/desk/accounts/?q=nobody").content


def test_colleague_is_invited_once_even_with_two_clicks(admin: Any) -> None:
    words = {
        "name": "Cleo",
        "email": "cleo@example.org",
        "language": "en-gb",
        "role": "programme_director",
        "once": "k1",
    }
    first, second = (admin.post("/desk/accounts/invite/", words) for _ in range(2))
    cleo = Account.objects.get(name="Cleo")
    assert [first.url, second.url] == [reverse("account", kwargs={"key": cleo.key})] * 2
    assert list(cleo.grants.values_list("role", flat=True)) == ["programme_director"]


def test_invitation_of_a_known_address_says_so(make: Any, admin: Any) -> None:
    make("Cleo")
    words = {"name": "Cleo", "email": "cleo@example.org", "language": "en-gb", "role": ""}
    assert b"already an account" in admin.post("/desk/accounts/invite/", words).content


def test_role_is_given_taken_back_and_given_again(make: Any, admin: Any) -> None:
    cleo = make("Cleo")
    base = f"/desk/accounts/{cleo.key}/"
    admin.post(base + "grant/", {"role": "programme_director"})
    admin.post(base + "grant/", {"role": "partner"})
    grant = cleo.grants.get()
    taken = admin.post(f"{base}revoke/{grant.key}/")
    assert [taken.url, cleo.grants.count()] == [base + "?undo=programme_director", 0]
    assert f'action="{base}grant/programme_director/"' in admin.get(taken.url).content.decode()
    admin.post(base + "grant/programme_director/")
    assert [cleo.grants.count(), admin.post(base + "grant/king/").status_code] == [1, 404]


def test_refusal_is_shown_as_a_sentence(admin: Any) -> None:
    adam = Account.objects.get()
    page = admin.post(f"/desk/accounts/{adam.key}/revoke/{adam.grants.get().key}/", follow=True)
    assert b"Nobody else holds this role" in page.content


def test_account_is_closed_and_opened(make: Any, admin: Any) -> None:
    cleo = make("Cleo")
    base = f"/desk/accounts/{cleo.key}/"
    admin.post(base + "close/")
    closed = Account.objects.get(name="Cleo").is_active
    page = admin.get(base).content
    admin.post(base + "open/")
    assert [closed, b"Open this account" in page, Account.objects.get(name="Cleo").is_active] == [
        False,
        True,
        True,
    ]


def test_team_is_kept_by_its_director(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Dora", AB12=[DIRECTOR]))
    cleo = make("Cleo")
    client.post("/desk/meetings/AB12/team/grant/", {"account": str(cleo.key), "role": "partner"})
    client.post("/desk/meetings/AB12/team/grant/", {"account": str(cleo.key), "role": "administrator"})
    grant = cleo.grants.get()
    assert b"Cleo" in client.get("/desk/meetings/AB12/team/").content
    taken = client.post(f"/desk/meetings/AB12/team/revoke/{grant.key}/")
    undo = f"/desk/meetings/AB12/team/grant/{cleo.key}/partner/"
    assert f'action="{undo}"' in client.get(taken.url).content.decode()
    client.post(undo)
    assert list(cleo.grants.values_list("role", "meeting_code")) == [("partner", "AB12")]
    for query in ("x.partner", f"{cleo.key}.king", f"{make('Del').key}"):
        assert b"message undo" not in client.get(f"/desk/meetings/AB12/team/?undo={query}").content


def test_foreign_grant_is_not_found(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Dora", AB12=[DIRECTOR]))
    make("Otto", ZZ99=[PARTNER])
    foreign = Grant.objects.get(meeting_code="ZZ99")
    assert client.post(f"/desk/meetings/AB12/team/revoke/{foreign.key}/").status_code == 404
    assert client.post(f"/desk/meetings/ZZ99/team/revoke/{foreign.key}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_accounts_cost_the_same_for_one_and_three(
    make: Any, browser_of: Any, rows: Any, django_assert_num_queries: Any
) -> None:
    client = browser_of(make("Adam", ADMIN))
    for number in range(rows - 1):
        make(f"C{number}", DIRECTOR, AB12=[PARTNER])
    with django_assert_num_queries(7):
        client.get("/desk/accounts/")


@pytest.mark.parametrize("rows", [1, 3])
def test_team_costs_the_same_for_one_and_three(
    make: Any, browser_of: Any, rows: Any, django_assert_num_queries: Any
) -> None:
    client = browser_of(make("Dora", AB12=[DIRECTOR]))
    for number in range(rows - 1):
        make(f"C{number}", AB12=[PARTNER])
    with django_assert_num_queries(9):
        client.get("/desk/meetings/AB12/team/")


@pytest.mark.parametrize("rows", [1, 3])
def test_sign_ins_cost_the_same_for_one_and_three(
    make: Any, browser_of: Any, rows: Any, django_assert_num_queries: Any
) -> None:
    ada = make("Ada")
    clients = [browser_of(ada) for _ in range(rows)]
    with django_assert_num_queries(5):
        clients[0].get("/desk/sessions/")


def test_no_page_is_kept_by_anybody(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Adam", ADMIN))
    for path in ("/accounts/", "/desk/accounts/", "/desk/record/", "/desk/sessions/", "/accounts/2fa/"):
        assert [path, client.get(path).headers["Cache-Control"]] == [path, "no-store"]
