from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls.converters import get_converters

from underrose.access import links
from underrose.access.models import Link

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_token_is_kept_as_a_hash_only(db: None) -> None:
    link, token = links.issue("clearance", uuid4(), "AB12", NOW, WEEK)
    assert [len(token), token[0]] == [44, "c"]
    stored = Link.objects.values().get()
    assert token not in str(stored)
    assert links.find(token, {"clearance"}, NOW) == link


def test_link_opens_its_own_kind_only(db: None) -> None:
    _link, token = links.issue("clearance", uuid4(), "AB12", NOW, WEEK)
    assert links.find(token, {"review", "quote"}, NOW) is None
    assert links.find("", {"clearance"}, NOW) is None


def test_link_expires(db: None) -> None:
    link, token = links.issue("review", uuid4(), "", NOW, WEEK)
    last_day = links.start_of_day(NOW + WEEK)
    assert links.find(token, {"review"}, last_day + timedelta(hours=23)) == link
    assert links.find(token, {"review"}, last_day + timedelta(days=1)) is None


def test_link_keeps_days_and_no_hour(db: None) -> None:
    link, _token = links.issue("review", uuid4(), "", NOW, WEEK)
    links.revoke(link, NOW)
    kept = Link.objects.get()
    assert [(moment.hour, moment.minute, moment.second) for moment in (kept.expires_at, kept.revoked_at)] == [
        (0, 0, 0)
    ] * 2


def test_revoked_link_opens_nothing_and_keeps_its_first_day(db: None) -> None:
    link, token = links.issue("review", uuid4(), "", NOW, WEEK)
    links.revoke(link, NOW)
    links.revoke(link, NOW + timedelta(days=1))
    assert [links.find(token, {"review"}, NOW), Link.objects.get().revoked_at] == [
        None,
        links.start_of_day(NOW),
    ]


def test_each_section_says_where_its_own_links_went(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(links, "_who", {})
    (one, _token), (other, _token), (nobodys, _token) = (
        links.issue("review", uuid4(), "AB12", NOW, WEEK) for _section in range(3)
    )
    at = {link.subject: links.Addressee(f"{link.pk}@example.org", "en") for link in (one, other)}
    assert [links.has_addresses("review"), links.addressee(one)] == [False, None]
    for link in (one, other):
        who = lambda subject, own=link.subject: at[own] if subject == own else None  # noqa: E731 – a section
        assert links.address_of("review")(who) is who
    assert [links.has_addresses("review"), links.has_addresses("quote")] == [True, False]
    assert [links.addressee(link) for link in (one, other, nobodys)] == [
        at[one.subject],
        at[other.subject],
        None,
    ]


@pytest.mark.parametrize("kind", sorted(links.KINDS))
def test_every_kind_has_a_converter_that_takes_its_tokens(db: None, kind: Any) -> None:
    _link, token = links.issue(kind, uuid4(), "", NOW, WEEK)
    import re

    matching = [name for name in links.KINDS if re.fullmatch(get_converters()[name].regex, token) is not None]
    assert matching == [kind]


def test_unknown_expired_and_revoked_answer_with_the_same_bytes(db: None) -> None:
    expired = links.issue("review", uuid4(), "", NOW - 2 * WEEK, WEEK)[1]
    revoked, token = links.issue("review", uuid4(), "", NOW, WEEK)
    links.revoke(revoked, NOW)
    answers = [Client().get(f"/links/{one}/") for one in (expired, token, "r" + "x" * 43, "nonsense")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert b"no longer opens anything" in answers[0].content


def test_token_of_a_refused_link_is_not_logged(db: None, caplog: Any) -> None:
    Client().get("/links/r" + "x" * 43 + "/")
    assert caplog.text == ""
