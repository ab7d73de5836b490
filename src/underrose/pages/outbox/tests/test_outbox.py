import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from underrose.access.models import Account, Grant, RecordEntry
from underrose.access.roles import Role
from underrose.kit import keys
from underrose.kit.models import MailState, OutboxMail
from underrose.pages.outbox import listing, order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: Any) -> None:
    settings.KEY_FOLDER = tmp_path / "keys"


def mail(code: str = "AB12", state: str = "held", subject: str = "An invitation", **given: Any) -> OutboxMail:
    return OutboxMail.objects.create(
        subject=subject,
        body="canary-body",
        cause=str(uuid4()),
        meeting_code=code,
        scope=code or "house",
        state=state,
        **{"recipient": "ann@example.org", "queued_on": date(2026, 3, 1), **given},
    )


def browser(role: Role = Role.PROJECT_MANAGER, code: str = "AB12") -> Client:
    account = Account.objects.create(name="Ada", email=f"{uuid4()}@example.org")
    Grant.objects.create(account=account, role=role, meeting_code=code)
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, **asked: str) -> str:
    answer = client.get("/desk/outbox/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", [Role.PROJECT_MANAGER, Role.PROGRAMME_DIRECTOR, Role.COMMUNICATIONS])
def test_mail_of_ones_own_meetings_is_shown_and_no_other(role: Role) -> None:
    mail(subject="Ours")
    mail("CD34", subject="Theirs")
    mail("", subject="Code")
    shown = page(browser(role))
    assert ("Ours" in shown, "Theirs" in shown, "Code<" in shown) == (True, False, False)


@pytest.mark.parametrize(
    "role", [Role.POLICY_TEAM, Role.RAPPORTEUR, Role.MONITORING_AND_EVALUATION, Role.PARTNER]
)
def test_other_roles_find_no_outbox(role: Role) -> None:
    assert browser(role).get("/desk/outbox/").status_code == 404


def test_administrator_sees_mail_of_the_house_by_its_state_alone() -> None:
    code, ours = mail("", subject="Your code", state="refused"), mail(subject="Ours")
    admin = browser(Role.ADMINISTRATOR, "")
    shown = page(admin)
    assert ("Your code" in shown, "ann@example.org" in shown, "Refused" in shown, "Ours" in shown) == (
        False,
        False,
        True,
        False,
    )
    assert page(admin, q="your code").count("<tr>") == 0
    assert [admin.get(f"/desk/outbox/{one.key}/").status_code for one in (code, ours)] == [404, 404]


def test_preview_shows_the_words_and_only_acts_its_state_allows() -> None:
    held = mail()
    answer = browser().get(f"/desk/outbox/{held.key}/").content.decode()
    assert ("canary-body" in answer, 'value="send"' in answer, 'value="again"' in answer) == (
        True,
        True,
        False,
    )


def test_search_opens_what_is_sealed_and_filters_narrow() -> None:
    mail(subject="Grüße aus Wien")
    mail(subject="Second", state="sent", finished_on=date(2026, 3, 2))
    client = browser()
    assert ("Wien" in page(client, q="grüße"), "Second" in page(client, q="grüße")) == (True, False)
    assert ("Wien" in page(client, state="sent"), "Second" in page(client, state="sent")) == (False, True)
    assert "No mail like that" in page(client, q="nobody")


def test_words_whose_key_was_destroyed_leave_the_list_whole(settings: Any) -> None:
    mail(subject="Gone")
    keys.ring(settings.KEY_FOLDER).destroy("AB12", "mail")
    assert "The words were destroyed" in page(browser())


def test_empty_outbox_says_what_belongs_there() -> None:
    assert "The outbox is empty" in page(browser())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("asked", [{}, {"q": "invitation"}], ids=["list", "search"])
def test_list_asks_the_database_as_often_for_three_as_for_one(
    django_assert_num_queries: Callable[..., Any], rows: int, asked: dict[str, str]
) -> None:
    client = browser()
    for _ in range(rows):
        mail()
    page(client)
    with django_assert_num_queries(9):
        shown = page(client, **asked)
    assert shown.count("An invitation</a>") == rows


def test_meeting_is_written_into_a_field_and_no_page_names_them_all(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    client = browser()
    account = Account.objects.get()
    for number in range(1, 4):
        Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code=f"LETTERS{number}")
        mail(f"LETTERS{number}", subject=f"Of {number}")
    page(client)
    with django_assert_num_queries(9):
        whole = page(client)
    assert whole.count("LETTERS2") == 1
    assert [f"Of {number}</a>" in page(client, meeting=" letters2 ") for number in (1, 2, 3)] == [
        False,
        True,
        False,
    ]
    assert "No mail like that" in page(client, meeting="CD34")
    mail("CD34", subject="Foreign")
    assert "No mail like that" in page(client, meeting="CD34")


@pytest.mark.parametrize(
    ("held", "asked", "offered"),
    [
        ({"AB12": 2}, {}, ["2 letters of AB12"]),
        ({"AB12": 2, "CD34": 1}, {}, []),
        ({"AB12": 2, "CD34": 1}, {"meeting": "CD34"}, ["letter of CD34"]),
        ({"AB12": 2}, {"meeting": "CD34"}, []),
        ({"": 1}, {}, []),
        ({"": 1, "AB12": 2}, {}, ["2 letters of AB12"]),
    ],
)
def test_letters_that_wait_leave_together_for_one_meeting_at_a_time(
    held: dict[str, int], asked: dict[str, str], offered: list[str]
) -> None:
    client = browser()
    account = Account.objects.get()
    Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code="CD34")
    Grant.objects.create(account=account, role=Role.ADMINISTRATOR, meeting_code="")
    for code in ("AB12", "CD34"):
        mail(code, state="sent")
        for _ in range(held.get(code, 0)):
            mail(code)
    for _ in range(held.get("", 0)):
        mail("")
    shown = re.findall(r">Send the ((?:letter|\d+ letters) of \w+)", page(client, **asked))
    assert shown == offered


def test_states_are_numbered_on_every_page_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    for day in (1, 2, 3):
        mail(state="sent", subject=f"Sent {day}", finished_on=date(2026, 3, day))
    for state in ("queued", "sending", "bounced", "refused", "held"):
        mail(state=state, subject=f"Still {state}", finished_on=None)
    client = browser()
    answer = client.get("/desk/outbox/", {"page": "2"})
    assert {one["label"]: one["number"] for one in answer.context["figures"]} == {
        "wait for you": 1,
        "wait to be sent": 2,
        "did not arrive": 2,
    }
    told = [
        line.subject
        for number in "1234"
        for line in client.get("/desk/outbox/", {"page": number}).context["lines"]
    ]
    assert (told[0], set(told[1:3]), told[3:5]) == (
        "Still held",
        {"Still queued", "Still sending"},
        ["Sent 3", "Sent 2"],
    )
    assert (len(told), len(set(told))) == (8, 8)
    narrowed = client.get("/desk/outbox/", {"state": "sent", "page": "2"})
    assert (
        [line.subject for line in narrowed.context["lines"]],
        narrowed.context["page"].paginator.count,
    ) == (
        ["Sent 1"],
        3,
    )


def test_search_opens_the_latest_mails_only_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SEARCHED", 2)
    opened: list[str] = []
    real = listing.line_of
    monkeypatch.setattr(listing, "line_of", lambda one: opened.append(getattr(one, "cause", "")) or real(one))
    newest, newer, oldest = (
        mail(subject=f"Letter {day}", state="queued", queued_on=date(2026, 3, day)) for day in (3, 2, 1)
    )
    client = browser()
    shown = page(client, q="letter")
    assert ("latest 2 mails" in shown, "Letter 3<" in shown, "Letter 1<" in shown) == (True, True, False)
    assert oldest.cause not in opened
    assert {newest.cause, newer.cause} <= set(opened)
    OutboxMail.objects.filter(pk=oldest.pk).update(state="held")
    narrowed = page(client, q="letter", state="held")
    assert ("latest 2 mails" in narrowed, "Letter 1<" in narrowed) == (False, True)


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("send", "held", "queued"),
        ("hold", "queued", "held"),
        ("cancel", "queued", "cancelled"),
        ("again", "sent", "queued"),
    ],
)
def test_button_moves_the_mail_and_stands_in_the_record(act: str, before: str, after: str) -> None:
    made = mail(state=before)
    told = {"act": act, "selected": [str(made.key)], "once": "k", "seen": "yes"}
    answer = browser().post("/desk/outbox/act/", told)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/outbox/")
    made.refresh_from_db()
    assert made.state == after
    assert list(RecordEntry.objects.values_list("noun", "subject", "meeting_code")) == [
        ("mail", made.key, "AB12")
    ]


def test_act_that_is_too_late_says_so_and_changes_nothing() -> None:
    made = mail(state=MailState.SENT)
    answer = browser().post("/desk/outbox/act/", {"act": "cancel", "selected": str(made.key)}, follow=True)
    assert "cannot become" in answer.content.decode()
    assert OutboxMail.objects.get().state == "sent"


@pytest.mark.parametrize("told", [{"act": "burn"}, {"act": "send", "selected": "x"}])
def test_act_nobody_offered_is_not_found(told: dict[str, str]) -> None:
    assert browser().post("/desk/outbox/act/", told).status_code == 404


def test_nothing_ticked_is_said() -> None:
    answer = browser().post("/desk/outbox/act/", {"act": "send"}, follow=True)
    assert "Tick at least one" in answer.content.decode()


def test_mail_of_another_meeting_is_not_touched() -> None:
    made = mail("CD34")
    browser().post("/desk/outbox/act/", {"act": "send", "selected": str(made.key)})
    assert OutboxMail.objects.get().state == "held"


def test_opening_a_page_sends_nothing() -> None:
    mail()
    client = browser()
    assert client.get("/desk/outbox/act/").status_code == 405
    page(client)
    assert OutboxMail.objects.get().state == "held"


def shown_on(text: str) -> list[str]:
    return re.findall(r'<td data-label="Recipient"><bdi>([^<]*)</bdi>', text)


def test_letters_that_wait_come_first_then_the_newest_day_then_the_name(monkeypatch: Any) -> None:
    monkeypatch.setattr(listing, "PAGE", 3)
    for name in ("cleo", "Ada", "Ben"):
        mail(recipient=f"{name}@b.example", state="sent", finished_on=date(2026, 3, 5))
    mail(recipient="Old@b.example", state="sent", finished_on=date(2026, 3, 4))
    mail(recipient="zz@b.example", label="Alias 7", state="queued")
    mail(recipient="Zed@b.example"), mail(recipient="yan@b.example")
    client = browser()
    told = [name for number in "123" for name in shown_on(page(client, page=number))]
    wanted = ["yan", "Zed", "Alias 7", "Ada", "Ben", "cleo", "Old"]
    assert [name.partition("@")[0] for name in told] == wanted
    monkeypatch.setattr(listing, "PAGE", 9)
    assert shown_on(page(client, q="an invitation")) == told


def test_days_with_more_letters_than_are_opened_stand_by_their_keys(monkeypatch: Any) -> None:
    monkeypatch.setattr(order, "NAMED", 1)
    made = sorted((mail(recipient=f"{name}@b.example") for name in "cab"), key=lambda one: one.pk)
    assert shown_on(page(browser())) == [one.recipient for one in made]
