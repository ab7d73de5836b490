import datetime as dt
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access import links
from underrose.access.models import BoundDevice, BoundPage, Link
from underrose.concept.actions import approvals, note
from underrose.concept.actions.forgetting import old_approvals
from underrose.concept.models import Approval, Meeting, Partner
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused

from .conftest import NOW, TODAY


@pytest.fixture
def partner(written, director):
    return note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")


@pytest.fixture
def asked(partner, director):
    return approvals.ask(
        partner, by=director, name="Yara Voss", mail_address="yara@norrvind.example", now=NOW
    )


def _address():
    body = OutboxMail.objects.get().body
    return "/links/" + body.split("/links/")[1].split("/")[0] + "/"


def _opened(client, address):
    """The first device, on which the button was pressed."""
    assert client.post(address, {"door": "open"}).status_code == 303
    return client


def test_asking_keeps_a_version_and_holds_one_letter(asked):
    letter = OutboxMail.objects.get()
    assert (asked.version.number, letter.state, letter.recipient) == (1, "held", "yara@norrvind.example")


def test_asking_again_closes_the_first_link(asked, partner, director):
    approvals.ask(partner, by=director, name="Yara Voss", mail_address="yara@norrvind.example", now=NOW)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert list(Link.objects.order_by("revoked_at").values_list("revoked_at", flat=True)).count(None) == 1


def test_opening_the_page_changes_nothing(asked, client):
    page = _opened(client, _address()).get(_address())
    assert page.status_code == 200
    assert "Approval by Norrvind Foundation" in page.content.decode()
    assert Approval.objects.get().state == "asked"


def test_page_of_the_partner_has_no_telling_title(asked, client):
    for page in (client.get(_address()), _opened(client, _address()).get(_address())):
        html = page.content.decode()
        assert "<title>A page for you</title>" in html
        assert "noindex" in html


def test_letter_that_is_passed_on_shows_no_note_and_the_code_goes_to_its_owner(asked, client):
    address = _address()
    before = client.get(address).content.decode()
    _opened(client, address)
    other = Client()
    pages = [before, other.get(address).content.decode(), other.get(address + "note.pdf").content.decode()]
    pages += [other.post(address, {"answer": "approve"}).content.decode()]
    assert [[word in page for word in ("AB12", "Norrvind", "rivers")] for page in pages] == [[False] * 3] * 4
    assert Approval.objects.get().state == "asked"
    other.post(address, {"door": "send"})
    code = OutboxMail.objects.exclude(cause__startswith="approval:").get()
    assert [code.recipient, "AB12" in code.subject + code.body] == ["yara@norrvind.example", False]
    found = re.findall(r"\b\d{6}\b", code.body)[0]
    assert other.post(address, {"door": "code", "code": found}).status_code == 303
    assert other.get(address + "note.pdf").content.startswith(b"%PDF-")


def test_address_of_a_code_is_where_the_letter_went_while_that_is_kept(asked, written):
    assert links.addressee(Link.objects.get()) == links.Addressee("yara@norrvind.example", "en")
    Meeting.objects.filter(pk=written.pk).update(mail_tone="quiet")
    assert links.addressee(Link.objects.get()).is_at_risk is True
    old_approvals(dt.datetime(2028, 3, 6, tzinfo=dt.UTC))
    assert links.addressee(Link.objects.get()) is None


@pytest.mark.parametrize("more", ["", "note.pdf"])
def test_link_to_another_page_of_its_kind_is_met_as_one_that_never_was(asked, client, more):
    _other, token = links.issue("clearance", uuid4(), "AB12", NOW)
    found = [client.get(f"/links/{one}/{more}") for one in (token, "c" + "x" * 43)]
    found += [client.post(f"/links/{one}/", {"door": "open"}) for one in (token, "c" + "x" * 43)]
    assert [answer.status_code for answer in found] == [404] * 4
    assert len({answer.content for answer in found}) == 1
    assert [BoundDevice.objects.count(), BoundPage.objects.count()] == [0, 0]


def test_partner_approves(asked, client):
    response = client.post(_address(), {"answer": "approve", "comment": ""})
    assert (response.status_code, response.headers["Location"]) == (303, _address())
    assert Approval.objects.get().state == "approved"
    assert "You have approved this note" in client.get(_address()).content.decode()


def test_partner_who_asks_for_changes_says_which(asked, client):
    refused = client.post(_address(), {"answer": "change", "comment": " "})
    assert "Please say what should change" in refused.content.decode()
    client.post(_address(), {"answer": "change", "comment": "Shorten the title"})
    approval = Approval.objects.get()
    assert (approval.state, approval.comment) == ("changes_asked", "Shorten the title")


def test_partner_sees_what_participants_see_and_not_the_teams_own(asked, client, written, director):
    html = _opened(client, _address()).get(_address()).content.decode()
    assert "Three days on rivers" in html


def test_withdrawn_link_opens_nothing(asked, director, client):
    address = _address()
    approvals.withdraw(asked, by=director, now=NOW)
    assert client.get(address).status_code == 404


def test_answer_to_a_withdrawn_question_is_refused(asked, director):
    approvals.withdraw(asked, by=director, now=NOW)
    asked.refresh_from_db()
    with pytest.raises(Refused, match="no longer open"):
        approvals.answer(asked, by=director, is_approved=True, comment="", today=TODAY)


def test_person_at_the_partner_is_sealed_in_the_database(asked, django_db_blocker):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select name, mail from approval")
        row = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Yara" not in row
    assert b"norrvind.example" not in row


def test_approvals_page_shows_the_latest_word(asked, director, browser_of, client):
    client.post(_address(), {"answer": "change", "comment": "Shorten the title"})
    html = browser_of(director).get(reverse("approvals", args=["AB12"])).content.decode()
    assert "Changes asked for" in html
    assert "Shorten the title" in html


def test_person_is_forgotten_a_year_after_the_meeting(asked):
    assert old_approvals(dt.datetime(2028, 3, 4, tzinfo=dt.UTC)) == 0
    assert old_approvals(dt.datetime(2028, 3, 6, tzinfo=dt.UTC)) == 1
    assert old_approvals(dt.datetime(2028, 3, 6, tzinfo=dt.UTC)) == 0
    approval = Approval.objects.get()
    assert (approval.name, approval.mail, approval.comment, approval.state) == ("", "", "", "asked")


def test_letter_of_a_withdrawn_question_never_leaves(asked, director):
    approvals.withdraw(asked, by=director, now=NOW)
    assert OutboxMail.objects.get().state == "cancelled"
