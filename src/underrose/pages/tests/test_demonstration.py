"""The invented house: loads whole, says nothing of anybody real, and has one desk for each role."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from underrose.access.holders import holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import OF_A_SESSION, Role
from underrose.concept import checks, concept_note
from underrose.concept.models import Approval, Edition, Meeting
from underrose.pages import demonstration

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def loaded(once):
    once(lambda: demonstration.load(NOW, progress=lambda _step: None, is_furnished=False))


@pytest.fixture
def house(loaded, db):
    """The house as it is loaded, before every test."""


def test_house_has_five_editions_four_of_them_held(house):
    assert list(
        Edition.objects.order_by("ordinal").values_list("ordinal", "meeting__code", "meeting__state")
    ) == [
        (1, "LM2301", "announced"),
        (2, "LM2402", "announced"),
        (3, "LM2501", "announced"),
        (4, "LM2603", "announced"),
        (5, "LM2702", "draft"),
    ]
    assert Meeting.objects.filter(end_on__lt=NOW.date()).count() == 4


def test_house_has_two_round_tables_outside_the_series(house):
    found = Meeting.objects.filter(edition__isnull=True).order_by("code")
    assert list(found.values_list("code", "state", "cap")) == [
        ("LM2701", "announced", 50),
        ("LM2705", "announced", 40),
    ]


def test_house_meets_from_wednesday_to_friday(house):
    assert {(m.start_on.weekday(), m.end_on.weekday()) for m in Meeting.objects.all()} == {(2, 4)}


def test_house_has_one_desk_for_each_role(house):
    held = {
        role
        for account in Account.objects.all()
        for roles in holder_of(account).grants.values()
        for role in roles
    }
    # Note-takers are asked session by session, once there is a programme.
    assert held == set(Role) - OF_A_SESSION
    assert Account.objects.count() == len(set(Role) - OF_A_SESSION)


def test_notes_of_the_house_are_faultless(house):
    found = {meeting.code: checks.findings(concept_note.of(meeting)) for meeting in Meeting.objects.all()}
    assert found == dict.fromkeys(found, ())


def test_question_to_a_partner_waits(house):
    assert list(Approval.objects.values_list("meeting__code", "state")) == [("LM2702", "asked")]


def test_house_is_invented_and_cannot_be_written_to():
    folder = demonstration.HOUSE_FOLDER
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    assert {address.rsplit("@")[1].rsplit(".")[-1] for address in re.findall(r"[\w.]+@[\w.]+\w", text)} == {
        "example"
    }
    numbers = set(re.findall(r"\+[\d ]{8,}\d", text))
    assert numbers == {number for number in numbers if number.startswith("+44 1632 960")}


def test_demo_page_does_not_exist_outside_the_demonstration(house, client):
    assert client.get(reverse("demo")).status_code == 404
    assert client.get(reverse("demo_mail")).status_code == 404
    account = Account.objects.get(name="Maren Oduya")
    assert client.post(reverse("demo"), {"account": account.key}).status_code == 404


def test_demo_page_signs_in_by_a_button_and_by_nothing_else(house, client, settings):
    settings.DEMO = True
    account = Account.objects.get(name="Maren Oduya")
    assert client.get(reverse("demo"), {"account": account.key}).status_code == 200
    assert client.get(reverse("desk")).status_code == 302
    assert client.post(reverse("demo"), {"account": account.key}).url == reverse("desk")
    assert "Those Who Warn" in client.get(reverse("desk")).content.decode()


def test_demo_page_opens_no_account_of_a_real_house(house, client, settings):
    settings.DEMO = True
    real = Account.objects.create(name="Real", email="real@house.org")
    assert client.post(reverse("demo"), {"account": real.key}).status_code == 404
    assert client.post(reverse("demo"), {"account": "no key"}).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, *OF_A_SESSION}])
def test_meeting_page_opens_at_every_desk(role, house):
    account = Grant.objects.filter(role=role, meeting_code="LM2702").first().account
    browser = Client()
    browser.force_login(account)
    html = browser.get(reverse("desk_meeting", args=["LM2702"])).content.decode()
    assert "What needs you today" in html
    assert ("The note can be announced." in html) is (role in {Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM})
    assert ("One letter waits to be sent." in html) is (role is Role.PROGRAMME_DIRECTOR)


def test_meeting_page_is_closed_to_the_administrator(house):
    browser = Client()
    browser.force_login(Account.objects.get(name="Agnes Dufrontier"))
    assert browser.get(reverse("desk_meeting", args=["LM2702"])).status_code == 404
    assert "Those Who Warn" not in browser.get(reverse("desk")).content.decode()


def test_side_of_the_desk_leads_only_to_open_doors(house):
    for account in Account.objects.all():
        browser = Client()
        browser.force_login(account)
        start = (
            reverse("desk_meeting", args=["LM2702"])
            if account.name != "Agnes Dufrontier"
            else reverse("desk")
        )
        html = browser.get(start).content.decode()
        side = html[html.index("<nav") : html.index("</nav>")]
        ways = re.findall(r'href="(/desk/[^"]*)"', side)
        assert ways
        closed = [
            way for way in ways if browser.get(way).status_code not in {200, 302}
        ]  # 302: prove it is you
        assert closed == []


def test_front_page_lists_what_was_announced(house, client):
    html = client.get("/").content.decode()
    assert [title in html for title in ("Courts and Peace", "First Signs", "Those Who Warn")] == [
        True,
        True,
        False,
    ]


def test_language_is_chosen_by_a_button_and_leads_back(client, db):
    assert "language" not in client.get(reverse("language"), {"language": "ar"}).cookies
    response = client.post(reverse("language"), {"language": "ar", "next": "/feed/"})
    assert (response.url, response.cookies["language"].value) == ("/feed/", "ar")
    assert (
        client.post(reverse("language"), {"language": "ar", "next": "https://elsewhere.example/"}).url == "/"
    )
    assert 'dir="rtl"' in client.get("/").content.decode()


def test_settings_of_the_demonstration_are_not_those_of_tests():
    assert settings.DEMO is False
