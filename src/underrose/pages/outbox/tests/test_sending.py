"""Number and names before anything leaves; parts, exports, and answers."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from underrose.access.models import Account, Grant, RecordEntry
from underrose.access.roles import Role
from underrose.kit import keys
from underrose.kit import mail as outgoing
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.refusals import Refused
from underrose.pages.outbox.views import sending

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: Any) -> None:
    settings.KEY_FOLDER = tmp_path / "keys"


def letter(code: str = "AB12", **given: Any) -> OutboxMail:
    told = {
        "to": "canary@secret.example",
        "context": {"subject": "An invitation", "text": "Dear *you*, https://x.example/a"},
        "cause": str(uuid4()),
        "meeting_code": code,
        "is_held": True,
        **given,
    }
    return outgoing.queue("kit/mail/letter", **told)


def answered(code: str = "AB12", **given: Any) -> ReceivedMail:
    told = {
        "subject": "Re: An invitation",
        "sender": "ann@b.example",
        "body": "Gladly.\n<b>bold</b>",
        **given,
    }
    return ReceivedMail.objects.create(
        meeting_code=code, scope=code, kind="reply", digest=str(uuid4()), received_on=DAY, **told
    )


def browser(role: Role = Role.PROJECT_MANAGER, code: str = "AB12") -> Client:
    account = Account.objects.create(name="Ada", email=f"{uuid4()}@example.org")
    Grant.objects.create(account=account, role=role, meeting_code=code)
    client = Client()
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def test_ticked_letters_are_shown_by_number_and_name_and_nothing_has_left() -> None:
    one, two = letter(), letter(to="Ben Ba <b@b.example>")
    client = browser()
    told = {"act": "send", "selected": [str(one.key), str(two.key)], "once": "k"}
    shown = client.post("/desk/outbox/act/", told, follow=True).content.decode()
    assert ("2 letters, before they leave" in shown, "Ben Ba" in shown, "cannot be called back" in shown) == (
        True,
        True,
        True,
    )
    assert {made.state for made in OutboxMail.objects.all()} == {"held"}


def test_all_of_a_meeting_leave_in_one_act_and_stand_in_the_record() -> None:
    made = [letter() for _ in range(3)]
    foreign = letter("CD34")
    client = browser()
    assert "Send the 3 letters of AB12 that wait" in client.get("/desk/outbox/").content.decode()
    page = client.get("/desk/outbox/send/", {"meeting": "AB12"})
    told = {"act": "release", "selected": page.context["selected"], "once": "k"}
    late = letter()
    first, second = (client.post("/desk/outbox/act/", told, follow=True).content.decode() for _ in range(2))
    assert ("3 letters were released" in first, "Nothing was sent twice" in second) == (True, False)
    states = {one.pk: one.state for one in OutboxMail.objects.all()}
    assert states == {**{one.pk: "queued" for one in made}, foreign.pk: "held", late.pk: "held"}
    assert RecordEntry.objects.filter(verb="released", noun="mail").count() == 3


def test_letters_that_are_not_ticked_stay() -> None:
    going, staying = letter(to="ann@b.example"), letter(to="ben@b.example")
    client = browser()
    shown = client.get("/desk/outbox/send/", {"meeting": "AB12"}).content.decode()
    boxes = re.findall(r'name="selected" value="([^"]+)" checked aria-label="Send to ([^"]+)"', shown)
    assert boxes == [(str(going.key), "ann@b.example"), (str(staying.key), "ben@b.example")]
    client.post("/desk/outbox/act/", {"act": "release", "selected": boxes[0][0], "once": "k"})
    assert {one.pk: one.state for one in OutboxMail.objects.all()} == {
        going.pk: "queued",
        staying.pk: "held",
    }
    answer = client.post("/desk/outbox/act/", {"act": "release", "once": "l"}, follow=True).content.decode()
    assert ("Tick at least one" in answer, OutboxMail.objects.get(pk=staying.pk).state) == (True, "held")


def test_more_letters_than_a_form_has_fields_leave_together(monkeypatch: Any) -> None:
    monkeypatch.setattr(sending, "BOXES", 1)
    made = [letter() for _ in range(2)]
    client = browser()
    shown = client.get("/desk/outbox/send/", {"meeting": "AB12"}).content.decode()
    assert ("checkbox" in shown, "Send 2 letters" in shown) == (False, True)
    keys_of_both = re.findall(r'name="selected" value="([^"]+)"', shown)
    assert [sorted(found.split(",")) for found in keys_of_both] == [sorted(str(one.key) for one in made)]


def test_letters_that_wait_for_their_hour_are_counted_and_keep_it() -> None:
    hour = datetime.now(UTC) + timedelta(hours=9)
    made = letter(after=hour)
    letter()
    client = browser()
    page = client.get("/desk/outbox/send/", {"meeting": "AB12"})
    assert "1 of them waits for its hour" in page.content.decode()
    client.post("/desk/outbox/act/", {"act": "release", "selected": page.context["selected"]})
    made.refresh_from_db()
    assert (made.state, made.after) == ("queued", hour)


def test_letters_that_left_meanwhile_are_not_sent_twice() -> None:
    made = letter()
    client = browser()
    for _ in range(2):
        answer = client.post("/desk/outbox/act/", {"act": "release", "selected": str(made.key)}, follow=True)
    assert "Nothing was sent twice" in answer.content.decode()


def test_letters_whose_section_refuses_stay_and_the_page_says_why(monkeypatch: Any) -> None:
    def refuses(*_: object) -> None:
        raise Refused("The invitation was withdrawn.")

    monkeypatch.setattr(outgoing, "_told", {"x:": refuses})
    made, other = letter(cause="x:1"), letter()
    told = {"act": "release", "selected": f"{made.key},{other.key}"}
    assert (
        "The invitation was withdrawn."
        in browser().post("/desk/outbox/act/", told, follow=True).content.decode()
    )
    assert {one.state for one in OutboxMail.objects.all()} == {"held"}


def test_foreign_letters_are_neither_named_nor_sent() -> None:
    foreign = letter("CD34", to="Zed <z@z.example>")
    client = browser()
    shown = client.get("/desk/outbox/send/", {"selected": str(foreign.key)}, follow=True).content.decode()
    assert ("Zed" in shown, "None of these waits for you" in shown) == (False, True)
    client.post("/desk/outbox/act/", {"act": "release", "selected": str(foreign.key)})
    assert OutboxMail.objects.get().state == "held"
    assert client.get("/desk/outbox/send/", {"selected": "x"}).status_code == 404


def test_letters_whose_key_is_gone_are_not_offered(settings: Any) -> None:
    letter()
    keys.ring(settings.KEY_FOLDER).destroy("AB12", "mail")
    assert browser().get("/desk/outbox/send/", {"meeting": "AB12"}).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_names_before_sending_cost_the_same_for_three_as_for_one(
    django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        letter()
    client = browser()
    client.get("/desk/outbox/send/", {"meeting": "AB12"})
    with django_assert_num_queries(6):
        client.get("/desk/outbox/send/", {"meeting": "AB12"})


def test_label_stands_in_place_of_the_address_on_every_page_and_in_every_file() -> None:
    made = letter(label="Alias 7")
    client = browser()
    asked = [
        "/desk/outbox/",
        "/desk/outbox/?q=alias",
        f"/desk/outbox/{made.key}/",
        "/desk/outbox/send/?meeting=AB12",
        "/desk/outbox/letters.csv",
    ]
    for url in asked:
        answer = client.get(url)
        assert answer.status_code == 200
        assert (b"Alias 7" in (told := answer.getvalue()), b"secret.example" in told) == (True, False), url
    assert b"<tr>" not in client.get("/desk/outbox/?q=secret.example").content.partition(b"<tbody>")[2]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_list_leaves_as_a_file_as_it_is_filtered(suffix: str) -> None:
    import io

    import python_calamine

    letter(to="=cmd@b.example")
    OutboxMail.objects.filter(pk=letter(to="bounced@b.example").pk).update(
        state="bounced", answer="5.1.1", finished_on=DAY
    )
    letter("CD34", to="foreign@b.example")
    answer = browser().get(f"/desk/outbox/letters.{suffix}", {"state": "bounced"})
    if suffix == "csv":
        lines = answer.getvalue().decode("utf-8-sig").splitlines()
        cells = [line.split(",")[0] for line in lines[1:]]
        assert lines[1].split(",")[4] == "5.1.1"
    else:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
        cells = [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert cells == ["bounced@b.example"]


def test_list_as_a_file_needs_a_fresh_sign_in() -> None:
    from underrose.pages.outbox.views import lists

    assert lists.export.needs_fresh is True


@pytest.mark.parametrize("rows", [1, 3])
def test_file_asks_the_database_as_often_for_three_as_for_one(
    django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        letter()
    client = browser()
    client.get("/desk/outbox/letters.csv")
    with django_assert_num_queries(4):
        assert len(client.get("/desk/outbox/letters.csv").getvalue().splitlines()) == rows + 1


def test_preview_shows_both_texts_and_the_files_that_go_with_the_letter() -> None:
    part = outgoing.Part("Letter.pdf", "application/pdf", b"%PDF canary-part")
    made = letter(content=outgoing.Content(is_formatted=True, parts=(part,)))
    client = browser()
    shown = client.get(f"/desk/outbox/{made.key}/").content.decode()
    assert ("<em>you</em>" in shown, "Dear you, https://x.example/a" in shown, "Letter.pdf" in shown) == (
        True,
    ) * 3
    url = f"/desk/outbox/{made.key}/{made.parts.get().key}/"
    answer = client.get(url)
    assert (answer.content, answer["Content-Type"]) == (part.body, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="Letter.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser(code="CD34").get(url).status_code == 404
    assert client.get(f"/desk/outbox/{letter().key}/{made.parts.get().key}/").status_code == 404


@pytest.mark.parametrize("is_formatted", [True, False])
def test_personal_address_in_a_letter_is_not_shown_to_the_team(is_formatted: bool) -> None:
    token = "pXy_-" + "Ab9_-" * 9
    told = {
        "subject": "S",
        "text": f"[Answer](https://x.example/links/{token}/) https://x.example/links/{token}/",
    }
    made = letter(context=told, content=outgoing.Content(is_formatted=is_formatted), after=datetime.now(UTC))
    shown = browser().get(f"/desk/outbox/{made.key}/").content.decode()
    assert (token in shown, "for its reader alone" in shown, "Not before" in shown) == (False, True, True)
    assert 'href="https://x.example' not in shown


def test_file_whose_key_is_gone_is_not_there(settings: Any) -> None:
    made = letter(content=outgoing.Content(parts=(outgoing.Part("a.pdf", "application/pdf", b"x"),)))
    keys.ring(settings.KEY_FOLDER).destroy("AB12", "mail")
    client = browser()
    assert client.get(f"/desk/outbox/{made.key}/{made.parts.get().key}/").status_code == 404
    assert client.get(f"/desk/outbox/{made.key}/").status_code == 200


def test_answers_are_read_by_the_team_of_the_meeting_and_nobody_else() -> None:
    mine, foreign = answered(), answered("CD34", subject="Theirs")
    client = browser()
    shown = client.get("/desk/outbox/answers/").content.decode()
    assert ("Re: An invitation" in shown, "ann@b.example" in shown, "Theirs" in shown) == (True, True, False)
    words = client.get(f"/desk/outbox/answers/{mine.key}/").content.decode()
    assert ("Gladly." in words, "<b>bold" in words, "&lt;b&gt;bold" in words) == (True, False, True)
    assert client.get(f"/desk/outbox/answers/{foreign.key}/").status_code == 404
    assert client.post(f"/desk/outbox/answers/{foreign.key}/dealt-with/").status_code == 404
    assert browser(Role.RAPPORTEUR).get("/desk/outbox/answers/").status_code == 404
    assert browser(Role.ADMINISTRATOR, "").get("/desk/outbox/answers/").status_code == 404


def test_reports_and_machines_are_no_answers() -> None:
    ReceivedMail.objects.create(meeting_code="AB12", scope="AB12", kind="bounce", digest="1", received_on=DAY)
    assert "Nobody has answered" in browser().get("/desk/outbox/answers/").content.decode()


def test_sender_of_a_labelled_letter_is_not_shown() -> None:
    made = answered(label="Alias 7")
    client = browser()
    for url in ("/desk/outbox/answers/", f"/desk/outbox/answers/{made.key}/"):
        shown = client.get(url).content.decode()
        assert ("Alias 7" in shown, "ann@b.example" in shown) == (True, False)


def test_answer_is_dealt_with_once_and_stands_in_the_record() -> None:
    made = answered()
    client = browser()
    assert "answers to read" in client.get("/desk/outbox/").content.decode()
    for _ in range(2):
        answer = client.post(f"/desk/outbox/answers/{made.key}/dealt-with/")
        assert (answer.status_code, answer["Location"]) == (302, "/desk/outbox/answers/")
    assert [(one.verb, one.noun, one.subject) for one in RecordEntry.objects.all()] == [
        ("dealt with", "reply", made.key)
    ]
    assert "answers to read" not in client.get("/desk/outbox/").content.decode()
    assert client.get(f"/desk/outbox/answers/{made.key}/dealt-with/").status_code == 405


def test_answer_whose_key_is_gone_leaves_the_list_whole(settings: Any) -> None:
    made = answered()
    keys.ring(settings.KEY_FOLDER).destroy("AB12", "mail")
    client = browser()
    assert "The words were destroyed" in client.get("/desk/outbox/answers/").content.decode()
    assert client.get(f"/desk/outbox/answers/{made.key}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_answers_costs_the_same_for_three_as_for_one(
    django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        answered()
    client = browser()
    client.get("/desk/outbox/answers/")
    with django_assert_num_queries(7):
        client.get("/desk/outbox/answers/")
