"""Who is bound, who brings a code, and what the rows and the record keep of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from underrose.access import devices, links
from underrose.access.holders import PUBLIC, Holder, holder_of
from underrose.access.models import BoundDevice, BoundPage, Link, LinkCode, Means, RecordEntry
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail, Tone
from underrose.kit.refusals import Refused

NOW = datetime(2026, 5, 4, 10, 31, 17, tzinfo=UTC)
TODAY = NOW.date()
MINUTE = timedelta(minutes=1)
MEETING = "AB12"
KEPT = (Link, BoundPage, BoundDevice, LinkCode)


@pytest.fixture
def link(db: None) -> Link:
    return links.issue("invitation", uuid4(), MEETING, NOW)[0]


@pytest.fixture
def manager(make: Any) -> Holder:
    return holder_of(make("Ada", AB12=[Role.PROJECT_MANAGER]))


@pytest.fixture(autouse=True)
def somewhere(monkeypatch: Any) -> None:
    def who(_subject: UUID) -> links.Addressee:
        return links.Addressee("ben@example.org", "ar")

    monkeypatch.setitem(links._who, "invitation", [who])


def mailed(link: Link, now: datetime = NOW) -> str:
    devices.send_code(link, now)
    found = OutboxMail.objects.filter(cause__startswith=links.letters_of(link))
    codes = {str(re.findall(r"\b\d{6}\b", one.body)[0]) for one in found}
    good = [one for one in codes if _is_good(link, one, now)]
    return good[0]


def _is_good(link: Link, code: str, now: datetime) -> bool:
    digest = LinkCode.objects.get(**link.page, means=Means.MAIL).digest
    return digest == devices._mac("code", link, "mail", code, devices._minute(now))


def wrong(code: str) -> str:
    return str((int(code) + 1) % 10 ** len(code)).zfill(len(code))


def test_first_device_is_bound_by_hash_and_day_alone(link: Link) -> None:
    assert devices.bind_first(link, "cookie", TODAY) is True
    row = BoundDevice.objects.values().get()
    assert {name: value for name, value in row.items() if name not in {"key", "institution"}} == {
        "kind": "invitation",
        "subject": link.subject,
        "hash": links.fingerprint(f"invitation|{link.subject}|cookie"),
        "bound_on": TODAY,
    }
    assert [
        devices.is_known(link, "cookie"),
        devices.is_known(link, "other"),
        devices.is_known(link, ""),
    ] == [
        True,
        False,
        False,
    ]


def test_second_device_is_not_bound_without_a_code(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    assert [devices.bind_first(link, "two", TODAY), devices.is_known(link, "two")] == [False, False]


def test_forgotten_device_leaves_no_free_place(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    devices.forget(link, "one")
    assert devices.is_known(link, "one") is False
    assert devices.bind_first(Link.objects.get(), "two", TODAY) is False


def test_device_of_one_link_is_a_stranger_to_another(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    other = links.issue("invitation", uuid4(), MEETING, NOW)[0]
    assert devices.is_known(other, "one") is False
    devices.forget(other, "one")
    assert devices.is_known(link, "one") is True


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_is_first() -> None:
    key = links.issue("invitation", uuid4(), MEETING, NOW)[0].pk

    def press(number: int) -> bool:
        try:
            return devices.bind_first(Link.objects.get(pk=key), f"cookie {number}", TODAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        found = list(hands.map(press, range(24)))
    assert [found.count(True), BoundDevice.objects.count()] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_of_many_with_one_code_exactly_one_is_let_in() -> None:
    link = links.issue("invitation", uuid4(), MEETING, NOW)[0]
    code = mailed(link)

    def press(number: int) -> bool:
        try:
            return devices.bind_with_code(Link.objects.get(pk=link.pk), f"cookie {number}", code, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        found = list(hands.map(press, range(8)))
    assert [found.count(True), BoundDevice.objects.count()] == [1, 1]


def test_second_click_is_the_same_device(link: Link) -> None:
    pressed = "the hidden key of the form"
    assert devices.called(link, pressed) == devices.called(link, pressed)
    other = links.issue("invitation", uuid4(), MEETING, NOW)[0]
    assert len({devices.called(link, pressed), devices.called(other, pressed), pressed}) == 3
    assert devices.called(link, "short") != devices.called(link, "short")


def test_code_lets_one_more_device_in_once(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    code = mailed(link)
    assert devices.bind_with_code(link, "two", code, NOW) is True
    assert devices.bind_with_code(link, "three", code, NOW) is False
    assert [devices.is_known(link, name) for name in ("one", "two", "three")] == [True, True, False]


def test_code_binds_a_page_nobody_opened(link: Link) -> None:
    assert devices.bind_with_code(link, "one", mailed(link), NOW) is True
    assert devices.bind_first(Link.objects.get(), "two", TODAY) is False


def test_code_is_dead_after_three_wrong_tries(link: Link) -> None:
    code = mailed(link)
    tried = [devices.bind_with_code(link, "two", typed, NOW) for typed in [wrong(code)] * 3 + [code]]
    assert [tried, BoundDevice.objects.count()] == [[False] * 4, 0]


def test_third_try_still_opens(link: Link) -> None:
    code = mailed(link)
    assert [devices.bind_with_code(link, "two", typed, NOW) for typed in [wrong(code)] * 2 + [code]] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("minutes", "is_good"), [(0, True), (10, True), (11, False), (-1, False)])
def test_mailed_code_lives_ten_minutes(link: Link, minutes: int, is_good: bool) -> None:
    code = mailed(link)
    assert devices.bind_with_code(link, "two", code, NOW + minutes * MINUTE) is is_good


@pytest.mark.parametrize(("minutes", "is_good"), [(30, True), (31, False)])
def test_telephone_code_lives_half_an_hour(link: Link, manager: Holder, minutes: int, is_good: bool) -> None:
    code = devices.telephone_code(link, by=manager, now=NOW)
    assert devices.bind_with_code(link, "two", code, NOW + minutes * MINUTE) is is_good


def test_code_of_another_link_opens_nothing(link: Link) -> None:
    other = links.issue("invitation", uuid4(), MEETING, NOW)[0]
    mailed(link)
    assert devices.bind_with_code(link, "two", mailed(other), NOW) is False


def test_new_code_takes_the_place_of_the_one_before(link: Link) -> None:
    first = mailed(link)
    second = mailed(link)
    while second == first:
        second = mailed(link)
    assert LinkCode.objects.count() == 1
    assert [devices.bind_with_code(link, "two", typed, NOW) for typed in (first, second)] == [False, True]


def test_code_may_be_typed_in_any_digits_and_with_gaps(link: Link) -> None:
    code = mailed(link)
    arabic = "".join(chr(0x0660 + int(digit)) for digit in code)
    assert devices.bind_with_code(link, "two", f" {arabic[:3]} {arabic[3:]}", NOW) is True


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "letters", "²²²²²²"])
def test_what_is_no_code_costs_no_try(link: Link, typed: str) -> None:
    mailed(link)
    assert devices.bind_with_code(link, "two", typed, NOW) is False
    assert LinkCode.objects.get().tries == 0


def test_rows_of_a_code_tell_neither_code_nor_hour(link: Link, manager: Holder) -> None:
    codes = [mailed(link), devices.telephone_code(link, by=manager, now=NOW)]
    stored = str(list(LinkCode.objects.values()))
    assert [code in stored for code in codes] == [False, False]
    assert "datetime.datetime" not in stored


def test_letter_with_a_code_says_nothing_else(link: Link) -> None:
    code = mailed(link)
    letter = OutboxMail.objects.get()
    assert [letter.recipient, letter.language, letter.tone, letter.meeting_code, letter.state] == [
        "ben@example.org",
        "ar",
        Tone.QUIET,
        "",
        "queued",
    ]
    said = letter.subject + letter.body
    assert [said.count(code), MEETING in said, "http" in said, "Underrose" in said] == [
        1,
        False,
        False,
        False,
    ]


def test_no_letter_where_nobody_knows_the_address(link: Link, monkeypatch: Any) -> None:
    monkeypatch.setitem(links._who, "invitation", [lambda _subject: None])
    devices.send_code(link, NOW)
    assert [OutboxMail.objects.count(), LinkCode.objects.count()] == [0, 0]


def test_telephone_code_works_without_any_address_and_opens_once(
    link: Link, manager: Holder, monkeypatch: Any
) -> None:
    monkeypatch.setattr(links, "_who", {})
    devices.bind_first(link, "one", TODAY)
    code = devices.telephone_code(link, by=manager, now=NOW)
    assert re.fullmatch(r"\d{8}", code)
    tried = [devices.bind_with_code(link, name, code, NOW) for name in ("two", "three")]
    assert tried == [True, False]


def test_record_tells_of_a_read_out_code_by_verb_and_noun(link: Link, manager: Holder) -> None:
    code = devices.telephone_code(link, by=manager, now=NOW)
    line = RecordEntry.objects.get()
    assert [line.verb, line.noun, line.subject, line.meeting_code, line.day] == [
        "read out",
        "code",
        link.subject,
        MEETING,
        TODAY,
    ]
    assert code not in str(RecordEntry.objects.values().get())


def test_binding_and_codes_by_mail_leave_no_line_in_the_record(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    devices.bind_with_code(link, "two", mailed(link), NOW)
    devices.forget(link, "two")
    assert RecordEntry.objects.count() == 0


def test_telephone_code_is_refused_to_others_and_on_an_ended_link(
    make: Any, link: Link, manager: Holder
) -> None:
    for by in (
        PUBLIC,
        holder_of(make("Cleo", AB12=[Role.RAPPORTEUR])),
        holder_of(make("Dan", ZZ99=[Role.PROJECT_MANAGER])),
    ):
        with pytest.raises(Refused):
            devices.telephone_code(link, by=by, now=NOW)
    links.revoke(link, NOW)
    with pytest.raises(Refused):
        devices.telephone_code(link, by=manager, now=NOW)
    assert [LinkCode.objects.count(), RecordEntry.objects.count()] == [0, 0]


def test_lost_telephone_makes_every_device_a_stranger(link: Link, manager: Holder) -> None:
    devices.bind_first(link, "one", TODAY)
    devices.bind_with_code(link, "two", mailed(link), NOW)
    assert devices.forget_all(link, by=manager, now=NOW) == 2
    assert devices.forget_all(link, by=manager, now=NOW) == 0
    assert devices.bind_first(Link.objects.get(), "three", TODAY) is False
    with pytest.raises(Refused):
        devices.forget_all(link, by=PUBLIC, now=NOW)


def test_unused_codes_go_after_their_day(link: Link) -> None:
    mailed(link)
    assert [devices.forget_old_codes(NOW), devices.forget_old_codes(NOW + timedelta(days=1))] == [0, 1]


def test_devices_and_codes_die_with_their_link(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    mailed(link)
    links.forget_ended(NOW)
    assert [table.objects.count() for table in KEPT] == [1, 1, 1, 1]
    links.forget_ended(NOW + timedelta(days=400))
    assert [table.objects.count() for table in KEPT] == [0, 0, 0, 0]


def test_withdrawn_link_forgets_devices_codes_and_their_letters(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    mailed(link)
    links.revoke(link, NOW)
    assert [BoundDevice.objects.count(), LinkCode.objects.count(), OutboxMail.objects.count()] == [0, 0, 0]


def test_reissued_link_is_new_and_the_old_one_ends(link: Link) -> None:
    devices.bind_first(link, "one", TODAY)
    new, token = links.reissue("invitation", link.subject, MEETING, NOW)
    assert [links.find(token, {"invitation"}, NOW), links.current("invitation", link.subject, NOW)] == [
        new,
        new,
    ]
    link.refresh_from_db()
    assert [link.is_open(NOW), devices.is_taken(new), devices.is_known(new, "one")] == [False, False, False]


def test_all_links_of_somebody_are_withdrawn_and_no_others(link: Link) -> None:
    links.issue("invitation", link.subject, MEETING, NOW)
    others = [
        links.issue("invitation", uuid4(), MEETING, NOW)[0],
        links.issue("review", link.subject, MEETING, NOW)[0],
    ]
    assert [links.revoke_all("invitation", link.subject, NOW) for _ in range(2)] == [2, 0]
    assert links.current("invitation", link.subject, NOW) is None
    assert sorted(one.pk for one in Link.objects.filter(revoked_at=None)) == sorted(one.pk for one in others)


def test_every_kind_has_a_lifetime() -> None:
    assert sorted(links.LIFETIMES) == sorted(links.KINDS)
    assert max(links.LIFETIMES.values()) <= devices.LONGEST


def test_address_does_not_print() -> None:
    assert "canary" not in repr(links.Addressee("canary@example.org", "en-gb"))
